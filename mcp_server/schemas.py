"""JSON Schemas small enough for an agent's context: what pydantic adds for people is taken out."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel


def input_schema(model: type[BaseModel]) -> dict[str, Any]:
    """A tool's parameters, with their descriptions."""
    return _smaller(model.model_json_schema(), {"title"})


def output_schema(model: type[BaseModel]) -> dict[str, Any]:
    """A tool's result: names and types only; the values explain themselves."""
    return _smaller(
        model.model_json_schema(mode="serialization"), {"title", "description", "default", "additionalProperties"}
    )


def _smaller(schema: dict[str, Any], keys: set[str]) -> dict[str, Any]:
    return {key: value for key, value in _without(schema, keys).items() if key != "description"}


def _without(schema: Any, keys: set[str]) -> Any:
    """The schema without these keywords, and without the model's docstring; properties of the same name stay."""
    if isinstance(schema, list):
        return [_without(part, keys) for part in schema]
    if not isinstance(schema, dict):
        return schema
    is_model = "properties" in schema
    kept = {}
    for key, value in schema.items():
        if key in {"properties", "$defs"}:
            kept[key] = {name: _without(part, keys) for name, part in value.items()}
        elif key not in keys and not (is_model and key == "description"):
            kept[key] = _without(value, keys)
    return kept
