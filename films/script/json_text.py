"""A script out of what came over the wire: JSON, its text, or a dry run's answer with the script in it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from films.script.mistakes import HINT
from footage.errors import InvalidInputError

MAX_CHARS = 400_000
_WRAPPERS = ("script", "plan", "result")
_FENCE = re.compile(r"^\s*```[a-z]*\s*\n(.*?)\n\s*```\s*$", re.DOTALL)


def parsed(given: object) -> object:
    """A value, or what its text says as JSON, also inside a Markdown fence.

    Raises:
        InvalidInputError: The text is no JSON; the message says where.
    """
    if not isinstance(given, str):
        return given
    text = found[1] if (found := _FENCE.match(given)) else given.strip().removeprefix("\ufeff")
    if len(text) > MAX_CHARS:
        raise InvalidInputError(f"script: has {len(text)} characters, {MAX_CHARS} at most.", hint=HINT)
    try:
        value = json.loads(text)
        return json.loads(value) if isinstance(value, str) else value
    except RecursionError as exc:
        raise InvalidInputError("script: is nested too deeply.", hint=HINT) from exc
    except ValueError as exc:
        where = (
            f"line {exc.lineno}, column {exc.colno}: {exc.msg}" if isinstance(exc, json.JSONDecodeError) else f"{exc}"
        )
        raise InvalidInputError(f"script: is no JSON ({where}).", hint=HINT) from exc


def from_text(given: object) -> object:
    """A list or an object that came as its text, as some clients send them; anything else as it is."""
    if not isinstance(given, str) or not _is_document(given):
        return given
    try:
        return parsed(given)
    except InvalidInputError:  # words in brackets
        return given


def unwrapped(given: object) -> object:
    """The script out of a dry run's answer, or out of the one object that it was put into."""
    for _ in _WRAPPERS:
        if not isinstance(given, Mapping):
            break
        inner = next((parsed(given[name]) for name in _WRAPPERS if _is_document(given.get(name))), None)
        if inner is None:
            break
        given = inner
    return {"scenes": given} if isinstance(given, list) else given


def _is_document(value: object) -> bool:
    return isinstance(value, Mapping | list) or (isinstance(value, str) and value.lstrip()[:1] in ("{", "["))
