"""The fields of a document as a form shows them, and what somebody typed as the document has it.

Which fields there are stands in the documents' own models: a field that is added there is on the page at once.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from pydantic import BaseModel

from films.directing.words import HIDDEN, OPTIONAL, Group, group_of, label_of, spelt_out
from films.script.fields import KINDS

FieldKind = Literal["line", "text", "lines", "numbers", "rows", "number", "choice", "switch", "subjects", "picture"]
Document = dict[str, Any]
Values = Mapping[str, str]
"""What was typed, by the path of its field: "show.left.text"."""

_LONG_CHARS = 200
"""Longer texts get more than one line to write in."""

_DECIMALS = 2
_HALVES = ("left", "right")


@dataclass(frozen=True, kw_only=True)
class EditField:
    """A field of a scene.

    Attributes:
        name: Its path in the scene, such as "show.text".
        label: What it is called.
        value: What it says, as text.
        kind: How it is edited.
        group: Where it stands.
        choices: What can be chosen, each with its name, where the kind is "choice".
        most: The most characters.
        apart: Whether it stands with what few need.
    """

    name: str
    label: str
    value: str
    kind: FieldKind
    group: Group
    choices: tuple[tuple[str, str], ...] = ()
    most: int | None = None
    apart: bool = False

    @property
    def rows(self) -> int:
        """How many lines there are to write in."""
        return max(2, min(8, self.value.count("\n") + 1))


def fields_of(model: type[BaseModel], document: Document, prefix: str = "") -> Iterator[EditField]:
    """The fields of a document of a model, and of what it shows."""
    schema = _schema(model)
    for name, parameter in schema["properties"].items():
        if name not in HIDDEN:
            yield from _field(name, _shape(parameter, schema), parameter, document, prefix, schema)
    for name in ("show", "card"):
        inner = document.get(name)
        if name in schema["properties"] and isinstance(inner, dict):
            yield from fields_of(model_of(inner, name), inner, f"{prefix}{name}.")


def written(model: type[BaseModel], document: Document, values: Values) -> Document:
    """The document with what was typed; what is left empty goes."""
    known = {field.name: field for field in fields_of(model, document)}
    changed = _copied(document)
    for name, text in values.items():
        if name in known and _plain(text) != _plain(known[name].value):  # as it was shown it is as it was
            _put(changed, name.split("."), _read(known[name].kind, text))
    return changed


def model_of(inner: Document, name: str) -> type[BaseModel]:
    """The model of what a scene shows, or of a card, by its kind."""
    models = _cards() if name == "card" else KINDS
    return models.get(str(inner.get("kind")), KINDS["text"])


def _field(
    name: str, shape: Document, parameter: Document, document: Document, prefix: str, schema: Document
) -> Iterator[EditField]:
    inner = document.get(name)
    if name in _HALVES:
        if isinstance(inner, dict):
            for field in fields_of(model_of(inner, "show" if prefix.startswith("show") else "card"), inner):
                label = f"{name.capitalize()}: {field.label.lower()}"
                yield _at(field, f"{prefix}{name}.{field.name}", label)
        return
    kind = _kind(name, shape, schema)
    choices = tuple((one, spelt_out(one)) for one in shape.get("enum", ()))
    is_optional = name not in schema.get("required", ()) and parameter.get("default") in (None, "")
    yield EditField(
        name=f"{prefix}{name}",
        label=label_of(name),
        value=_shown(inner if inner is not None else parameter.get("default"), kind),
        kind=kind,
        group=group_of(name),
        choices=(("", "As it comes"), *choices) if choices and is_optional else choices,
        most=shape.get("maxLength"),
        apart=name in OPTIONAL,
    )


def _at(field: EditField, name: str, label: str) -> EditField:
    return EditField(**{**vars(field), "name": name, "label": label})


def _kind(name: str, shape: Document, schema: Document) -> FieldKind:
    if name in ("subjects", "image"):
        return "subjects" if name == "subjects" else "picture"
    match shape.get("type"):
        case "array":
            item = _shape(shape.get("items", {}), schema).get("type")
            return "rows" if item == "array" else "numbers" if item in ("number", "integer") else "lines"
        case "boolean":
            return "switch"
        case "number" | "integer":
            return "number"
        case _ if "enum" in shape:
            return "choice"
        case _:
            return "text" if (shape.get("maxLength") or 0) > _LONG_CHARS else "line"


def _shown(value: Any, kind: FieldKind) -> str:
    if value is None:
        return ""
    match kind:
        case "subjects":
            return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        case "lines" | "numbers":
            return "\n".join(_number(one) for one in value)
        case "rows":
            return "\n".join(" | ".join(map(str, row)) for row in value)
        case "switch":
            return "on" if value else ""
        case "number":
            return _number(value)
        case _:
            return str(value)


def _number(value: Any) -> str:
    return f"{round(value, _DECIMALS):g}" if isinstance(value, float) else str(value)


def _read(kind: FieldKind, text: str) -> Any:
    """What was typed as the document has it; None where it says nothing. What is wrong stays, for the check to name."""
    text = _plain(text)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    match kind:
        case "switch":
            return text == "on"
        case "lines":
            return lines or None
        case "numbers":
            return [_as_number(line) for line in lines] or None
        case "rows":
            return [[cell.strip() for cell in line.split("|")] for line in lines] or None
        case "subjects":
            return _subjects(text) or None
        case "number":
            return _as_number(text.replace(",", ".")) if text else None
        case _:
            return text or None


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _as_number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _subjects(text: str) -> list[str]:
    """Names and emoji, with commas or spaces between them; a name of several words needs the commas."""
    parts = text.split(",") if "," in text else text.split()
    return [part.strip() for part in parts if part.strip()]


def _put(document: Document, path: Sequence[str], value: Any) -> None:
    for name in path[:-1]:
        document = document.setdefault(name, {})
    if value is None:
        document.pop(path[-1], None)
    else:
        document[path[-1]] = value


def _copied(document: Document) -> Document:
    """Documents inside of it are copied, too; lists are never changed in place."""
    return {name: _copied(one) if isinstance(one, dict) else one for name, one in document.items()}


@functools.cache
def _cards() -> Mapping[str, type[BaseModel]]:
    """The cards of the painter by their kinds."""
    from painter import Card  # which takes a quarter of a second to load

    models = get_args(get_args(Card)[0])
    return {str(one.model_fields["kind"].default): one for one in models}


@functools.cache
def _schema(model: type[BaseModel]) -> Document:
    return model.model_json_schema()


def _shape(schema: Document, root: Document) -> Document:
    """A schema without reference and null."""
    if "$ref" in schema:
        return _shape(root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    if "const" in schema:
        return {"enum": [schema["const"]]}
    options = [_shape(one, root) for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    return options[0] if options else schema
