"""What is wrong with a script, in sentences that name the place; all of it in one error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from films.script.fields import CHART_TYPES, TRANSITIONS, no_choice
from footage.errors import InvalidInputError

Document = TypeVar("Document", bound=BaseModel)

MAX_SHOWN = 80
HINT = "Correct it and call again; the prompt direct_a_film and a dry_run show what a script is."
_VALUE_CHARS = 40
_OTHER_NAMES = {"transition": TRANSITIONS, "type": CHART_TYPES}


def refuse(mistakes: Sequence[str]) -> None:
    """Raise InvalidInputError with what is wrong, if anything is."""
    if not mistakes:
        return
    shown = [f"script.{one}" if at == 0 else one for at, one in enumerate(mistakes[:MAX_SHOWN])]
    more = f"; and {len(mistakes) - MAX_SHOWN} more" if len(mistakes) > MAX_SHOWN else ""
    count = f"{len(mistakes)} things are wrong with the script: " if len(mistakes) > 1 else ""
    said = f"{count}{'; '.join(shown)}{more}"
    raise InvalidInputError(said if said.endswith("?") else f"{said}.", hint=HINT)


def of(error: ValidationError, place: str) -> list[str]:
    """What a validation found, a sentence each, in the words of who wrote the document."""
    return [f"{_at(place, one)}: {_said(one)}" for one in error.errors(include_url=False)]


def valid(kind: type[Document], fields: Mapping[str, object], place: str, mistakes: list[str]) -> Document | None:
    """A document of these fields; None where it cannot be, and then `mistakes` has more."""
    try:
        return kind.model_validate(fields)
    except ValidationError as exc:
        mistakes += of(exc, place)
        return None


def _at(place: str, found: ErrorDetails) -> str:
    """The place with the field: "scenes[3].show.items[2]"."""
    for part in found["loc"]:
        place += f"[{part}]" if isinstance(part, int) else f"{'.' if place else ''}{part}"
    return place


def _said(found: ErrorDetails) -> str:
    name, given = str(found["loc"][-1]) if found["loc"] else "", found["input"]
    if found["type"] == "literal_error":
        known = str(found["ctx"]["expected"]).replace(" or ", ", ").replace("'", "").split(", ")
        return no_choice(given, known, _OTHER_NAMES.get(name))
    if found["type"] == "string_pattern_mismatch" and name in _PATTERNS:
        return f"{_short(given)} {_PATTERNS[name]}"
    if sentence := _SENTENCES.get(found["type"]):
        length = len(given) if isinstance(given, str | list | tuple) else 0
        return sentence.format(given=_short(given), named=_named(given), length=length, **found.get("ctx", {}))
    message = found["msg"].removeprefix("Value error, ")
    return f"{message[:1].lower()}{message[1:]}"


_SENTENCES = {
    "missing": "is missing",
    "string_too_short": "is empty",
    "too_short": "is empty",
    "string_too_long": "has {length} characters, {max_length} at most",
    "too_long": "has {length} entries, {max_length} at most",
    "string_type": "is {named}, not a text",
    "tuple_type": "is {named}, not a list",
    "model_type": "is {named}, not an object",
    "float_parsing": "{given} is no number",
    "float_type": "{given} is no number",
    "finite_number": "{given} is no number",
    "bool_parsing": "{given} is neither true nor false",
    "bool_type": "{given} is neither true nor false",
    "greater_than_equal": "{given} is less than {ge:g}",
    "less_than_equal": "{given} is more than {le:g}",
}
_PATTERNS = {
    "value": "has no digit in it; a figure is a number with its unit, such as '3.5 billion'",
    "lines": "is no range of lines, such as '3-9'",
}


def _named(given: object) -> str:
    names: dict[type, str] = {str: "a text", dict: "an object", list: "a list", bool: "true or false"}
    return names.get(type(given), "a number" if isinstance(given, int | float) else "something else")


def _short(given: object) -> str:
    text = str(given)
    return repr(text if len(text) <= _VALUE_CHARS else f"{text[: _VALUE_CHARS - 1]}…")
