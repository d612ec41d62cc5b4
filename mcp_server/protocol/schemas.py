"""JSON Schemas small enough for an agent's context: what pydantic adds for people is taken out.

Every definition stands in its place, so clients that cannot follow `$ref` lose nothing. A parameter that may be left
out has one plain type, which every model understands (null is accepted all the same); a result's field that may be
missing has `"type": [..., "null"]`.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

_FOR_PEOPLE = frozenset({"title"})
_SAID_BY_REFUSALS = frozenset({"minLength", "maxLength"})
"""Few texts are ever empty or too long, and an error names the limit to those that are."""
_OF_LITTLE_USE_IN_RESULTS = _FOR_PEOPLE | {"description", "default", "additionalProperties", "format", "required"}

Schema = dict[str, Any]


def input_schema(model: type[BaseModel]) -> Schema:
    """A tool's parameters, with their descriptions."""
    schema: Schema = _flat(model.model_json_schema(), {}, _FOR_PEOPLE | _SAID_BY_REFUSALS)
    schema.pop("description", None)  # the model's docstring speaks to readers of the code
    for parameter in schema["properties"].values():
        if isinstance(parameter.get("type"), list):
            parameter["type"] = parameter["type"][0]
            del parameter["default"]
            parameter.get("enum", [None]).remove(None)
    return schema


def output_schema(model: type[BaseModel], *, whole: bool = True) -> Schema:
    """A tool's result: names and types; the values explain themselves.

    Nothing is required, because clients hold refusals (`{"error": ...}`) against the same schema.

    Args:
        model: The result.
        whole: False gives the names of its fields and no more, where another tool of the same list describes the same
            result in full.
    """
    schema: Schema = _flat(model.model_json_schema(mode="serialization"), {}, _OF_LITTLE_USE_IN_RESULTS)
    if not whole:
        schema["properties"] = {name: {} for name in schema["properties"]}
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
    return _nullable(flat) if "anyOf" in flat else flat


def _nullable(schema: Schema) -> Schema:
    """`anyOf` of one type and null as a list of types; of two enumerations as one."""
    options = [option for option in schema["anyOf"] if option != {"type": "null"}]
    rest = {key: value for key, value in schema.items() if key != "anyOf"}
    if all("enum" in option for option in options):
        options = [{"type": "string", "enum": [value for option in options for value in option["enum"]]}]
    if len(options) != 1 or not isinstance(options[0].get("type"), str):
        return schema
    only = {**options[0], **rest}
    if len(schema["anyOf"]) > len(options) and {"type": "null"} in schema["anyOf"]:
        only["type"] = [only["type"], "null"]
        if "enum" in only:
            only["enum"] = [*only["enum"], None]
    return only
