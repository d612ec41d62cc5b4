"""JSON Schemas small enough for an agent's context: what pydantic adds for people is taken out.

They are written in the dialect that every client can convert. Every definition stands in its place; each schema has one
plain type, or is an `anyOf` with null; and `additionalProperties` is left out, because Gemini's SDK takes its value for
a schema. Arguments are checked by us anyway, more kindly than their schema says: see `tools.arguments`.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

_LEFT_OUT = frozenset({"title", "additionalProperties"})
_OF_LITTLE_USE_IN_RESULTS = _LEFT_OUT | {"description", "default", "format", "required"}

Schema = dict[str, Any]

_NULL: Schema = {"type": "null"}


def input_schema(model: type[BaseModel]) -> Schema:
    """A tool's parameters, with their descriptions; one that may be left out has the type of its values alone."""
    schema: Schema = _without_null(_flat(model.model_json_schema(), {}, _LEFT_OUT))
    schema.pop("description", None)  # the model's docstring speaks to readers of the code
    return schema


def output_schema(model: type[BaseModel], *, as_of: str = "") -> Schema:
    """A tool's result: names and types; the values explain themselves.

    Nothing is required, because clients hold refusals (`{"error": ...}`) against the same schema.

    Args:
        model: The result.
        as_of: Another tool of the same list that describes the same result in full, if one does.
    """
    if as_of:
        return {"type": "object", "description": f"As of {as_of}."}
    schema: Schema = _flat(model.model_json_schema(mode="serialization"), {}, _OF_LITTLE_USE_IN_RESULTS)
    return schema


def _flat(schema: Any, definitions: Schema, dropped: frozenset[str]) -> Any:
    """The schema without the dropped keywords and without references; our models are never recursive."""
    if isinstance(schema, list):
        return [_flat(part, definitions, dropped) for part in schema]
    if not isinstance(schema, dict):
        return schema
    definitions = schema.get("$defs", definitions)
    if "$ref" in schema:
        target = {**definitions[schema["$ref"].rpartition("/")[2]]}
        target.pop("description", None)
        return _flat({**target, **{k: v for k, v in schema.items() if k != "$ref"}}, definitions, dropped)
    flat = {
        key: {name: _flat(part, definitions, dropped) for name, part in value.items()}
        if key == "properties"
        else _flat(value, definitions, dropped)
        for key, value in schema.items()
        if key not in dropped and key != "$defs"
    }
    if isinstance(flat.get("type"), list):
        flat["anyOf"] = [{"type": one} for one in flat.pop("type")]
    return _joined(flat) if "anyOf" in flat else flat


def _joined(schema: Schema) -> Schema:
    """Several enumerations of an `anyOf` as one."""
    options = [option for option in schema["anyOf"] if option != _NULL]
    if len(options) > 1 and all("enum" in option for option in options):
        options = [{"type": "string", "enum": [value for option in options for value in option["enum"]]}]
    if _NULL in schema["anyOf"]:
        return {**schema, "anyOf": [*options, _NULL]}
    return schema if len(options) > 1 else _in_place(options[0], schema)


def _without_null(schema: Any) -> Any:
    """Every `anyOf` of one schema and null as that schema."""
    if isinstance(schema, list):
        return [_without_null(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {key: _without_null(value) for key, value in schema.items() if (key, value) != ("default", None)}
    options = [option for option in plain.get("anyOf", ()) if option != _NULL]
    return _in_place(options[0], plain) if len(options) == 1 else plain


def _in_place(only: Schema, schema: Schema) -> Schema:
    """The only schema of an `anyOf`, with what is said beside it."""
    return {**only, **{key: value for key, value in schema.items() if key != "anyOf"}}
