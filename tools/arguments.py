"""Arguments as clients send them, brought to what a model's schema asks for before the model checks them.

Language models and the clients between leave nothing out where nothing is meant, but send null, "" or "null" for it.
They send lists, numbers and switches as text, one value where a list is asked for, and fields of their own. All that is
unambiguous is understood; the rest stays as it was sent, for the model to refuse by name.
"""

from __future__ import annotations

import ast
import functools
import json
import re
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from tools.spellings import name_meant, value_meant

OF_CLIENTS = frozenset(
    {"_meta", "action", "chatInput", "random_string", "sessionId", "tool", "toolCallId", "tool_call_id"}
)
"""Fields that n8n and others add to the arguments of every tool."""

_WRAPPERS = frozenset({"args", "arguments", "input", "kwargs", "parameters", "params"})
_NO_VALUE = frozenset({"", "null", "nil", "<nil>", "undefined"})
_NUMBER = re.compile(r"([+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*([a-z]*)")
_TIME = re.compile(r"(?:(\d+):)?([0-5]?\d):([0-5]?\d(?:[.,]\d+)?)")
_UNITS = {
    "_s": frozenset({"s", "sec", "secs", "second", "seconds"}),
    "_usd": frozenset({"usd", "dollar", "dollars"}),
    "_fps": frozenset({"fps"}),
}
"""By the end of a parameter's name, what may stand behind its number."""

_PYTHON_CHARS = 20_000
"""Longer texts are not read as Python's: its parser takes a hundred times their memory."""

Schema = Mapping[str, Any]


def mended(arguments: Mapping[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """The arguments, as near to the model's schema as they can be brought without a guess."""
    schema = _schema(model)
    given = {name: value for name, value in arguments.items() if name not in OF_CLIENTS}
    return _object(_unwrapped(given, schema["properties"]), schema, schema)


def _unwrapped(given: Mapping[str, Any], properties: Schema) -> Mapping[str, Any]:
    """Arguments out of the one argument that they were all put into."""
    if len(given) != 1:
        return given
    ((name, value),) = given.items()
    inner = from_json(value) if isinstance(value, str) else value
    return inner if name in _WRAPPERS - properties.keys() and isinstance(inner, dict) else given


def names_at(model: type[BaseModel], place: Sequence[int | str]) -> tuple[str, ...]:
    """What the properties of an object inside a model are called; none where the place has no such object."""
    root = _schema(model)
    shape = root
    for step in place:
        inner = shape.get("items", {}) if isinstance(step, int) else shape.get("properties", {}).get(step, {})
        shape = _shape(inner, root)
    return tuple(shape.get("properties", ()))


@functools.cache
def _schema(model: type[BaseModel]) -> Schema:
    return model.model_json_schema()


def _object(given: Mapping[str, Any], shape: Schema, root: Schema) -> dict[str, Any]:
    """An object's known properties, mended; of the others, which the model refuses, those that say something."""
    properties = shape["properties"]
    required = shape.get("required", ())
    given = {_name(name, given, properties): value for name, value in given.items()}
    return {
        name: _value(value, _shape(properties[name], root), root, name) if name in properties else value
        for name, value in given.items()
        if not (value is None if name in required else _is_nothing(value, properties.get(name, {}), root))
    }


def _name(name: str, given: Mapping[str, Any], properties: Schema) -> str:
    """What a property is called here that was written in another way."""
    meant = None if name in properties else name_meant(name, properties)
    return name if meant is None or meant in given else meant


def _is_nothing(value: Any, parameter: Schema, root: Schema) -> bool:
    """Whether a value says that there is none, for a parameter that may be left out."""
    shape = _shape(parameter, root)
    if isinstance(value, str) and shape.get("type") in ("array", "object"):
        value = from_json(value)
    if isinstance(value, list | tuple):
        return bool(value) and all(_is_nothing(one, {}, root) for one in value)
    if not isinstance(value, str):
        return value is None
    word = _bare(value)
    if word in shape.get("enum", ()):
        return False
    # "none" may also ask for something else than the default: for no sound, or for no narration.
    none_is_default = parameter.get("default", ...) in (None, []) and shape.get("type") != "boolean"
    return word.lower() in _NO_VALUE or word == "None" or (none_is_default and word.lower() == "none")


def _value(value: Any, shape: Schema, root: Schema, name: str) -> Any:
    kind = shape.get("type")
    if kind == "array":
        return _list(value, _shape(shape.get("items", {}), root), root, name)
    if kind == "object" and isinstance(value, str):
        value = from_json(value)
    if kind == "object" and isinstance(value, Mapping) and "properties" in shape:
        return _object(value, shape, root)
    if kind == "string" and isinstance(value, int | float) and ("enum" in shape or not isinstance(value, bool)):
        value = f"{value}"
    return _from_text(value, shape, name) if isinstance(value, str) else value


def _list(value: Any, item: Schema, root: Schema, name: str) -> list[Any]:
    """A list, of what was given as one, as JSON, with commas where its words are known, or as its only item."""
    if isinstance(value, str):
        value = from_json(value)
    if isinstance(value, str) and "enum" in item:
        value = value.split(",")
    values = value if isinstance(value, list | tuple) else [value]
    return [_value(one, item, root, name) for one in values if not (one is None or one == "")]


def from_json(text: str) -> Any:
    """A list or an object that was written as JSON, once or twice, or as Python writes it; other text as it is."""
    value: Any = text
    for _ in range(2):
        if not isinstance(value, str) or value.lstrip().lstrip("'")[:1] not in ("[", "{", '"'):
            break
        value = _read(value.strip().strip("'"))
    return text if isinstance(value, str) else value


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        return text
    except ValueError:
        return _read_python(text) if len(text) <= _PYTHON_CHARS else text


def _read_python(text: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a backslash too many
        try:
            value = ast.literal_eval(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            return text
    return value if isinstance(value, list | dict) else text


def _from_text(text: str, shape: Schema, name: str) -> str:
    """What a text says where a number, a switch or one of a few words is asked for."""
    match shape.get("type"):
        case "number" | "integer":
            return _number(_bare(text).lower(), name) or text
        case "boolean":
            return _bare(text)
        case "string" if name.endswith("_id") or name == "video":
            return _bare(text) or text
        case "string" if "enum" in shape:
            same = next((one for one in shape["enum"] if _folded(one) == _folded(_bare(text))), None)
            return same or value_meant(_bare(text), shape["enum"]) or text
    return text


def _number(bare: str, name: str) -> str | None:
    """The number alone of one that was written with the parameter's own unit, or as a time."""
    if name.endswith("_usd"):
        bare = bare.removeprefix("$").lstrip()
    if name.endswith("_s") and (time := _TIME.fullmatch(bare)):
        hours, minutes, seconds = time.groups()
        return str(int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds.replace(",", ".")))
    found = _NUMBER.fullmatch(bare)
    units = next((units for ending, units in _UNITS.items() if name.endswith(ending)), frozenset())
    return found[1] if found and (not found[2] or found[2] in units) else None


def _bare(text: str) -> str:
    """A text without the quotes that it was sent in."""
    text = text.strip()
    while len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1].strip()
    return text


def _folded(word: str) -> str:
    return word.casefold().replace("_", "-").replace(" ", "-")


def _shape(schema: Schema, root: Schema) -> Schema:
    """A schema without reference and null; several alternatives have none, but enumerations are one."""
    if "$ref" in schema:
        return _shape(root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    if "anyOf" not in schema:
        return schema
    options = [_shape(option, root) for option in schema["anyOf"] if option != {"type": "null"}]
    if len(options) > 1 and all("enum" in option for option in options):
        return {"type": "string", "enum": [one for option in options for one in option["enum"]]}
    return options[0] if len(options) == 1 else {}
