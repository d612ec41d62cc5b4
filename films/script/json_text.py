"""A script out of what came over the wire: JSON, its text, or a dry run's answer with the script in it."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from films.script.mistakes import HINT
from footage.errors import InvalidInputError

MAX_CHARS = 400_000
MAX_DEPTH = 40
_WRAPPERS = ("script", "plan", "result")
_FENCE = re.compile(r"```[a-z]*\s*\n(.*?)\n\s*```", re.DOTALL | re.IGNORECASE)
_BRACES = re.compile(r"\{.*\}|\[.*\]", re.DOTALL)
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$")
"""A number that is written as it is read; others, such as the version 1.10, stay texts."""

_SMALLEST = (
    'Pass an object such as {"scenes": [{"say": "A sentence.", "show": {"kind": "text", "text": "Words"}}]}; the '
    "prompt direct_a_film and a dry_run show what a script is."
)


def parsed(given: object) -> object:
    """A value, or what its text says as JSON, also among other words or as YAML or Python would write it.

    Raises:
        InvalidInputError: The text is no JSON; the message says where.
    """
    if not isinstance(given, str):
        return given
    text = given.strip().removeprefix("\ufeff")
    if len(text) > MAX_CHARS:
        raise InvalidInputError(f"script: has {len(text)} characters, {MAX_CHARS} at most.", hint=HINT)
    text = found[1] if (found := _FENCE.search(text)) and not text.startswith(("{", "[")) else text
    try:
        value = json.loads(text)
        return json.loads(value) if isinstance(value, str) else value
    except RecursionError as exc:
        raise _too_deep() from exc
    except ValueError as exc:
        if (meant := _otherwise(text)) is not None:
            return meant
        where = (
            f"line {exc.lineno}, column {exc.colno}: {exc.msg}" if isinstance(exc, json.JSONDecodeError) else f"{exc}"
        )
        raise InvalidInputError(f"script: is no JSON ({where}).", hint=_SMALLEST) from exc


def from_text(given: object) -> object:
    """A list or an object that came as its text, as some clients send them; anything else as it is."""
    if not isinstance(given, str) or not _is_document(given):
        return given
    try:
        return parsed(given)
    except InvalidInputError:  # words in brackets
        return given


def unwrapped(given: object) -> object:
    """The script out of a dry run's answer, or out of the one object that it was put into.

    Raises:
        InvalidInputError: It is nested more deeply than any script.
    """
    for _ in _WRAPPERS:
        if not isinstance(given, Mapping):
            break
        inner = next((parsed(given[name]) for name in _WRAPPERS if _is_document(given.get(name))), None)
        if inner is None:
            break
        given = inner
    if isinstance(given, Mapping) and "show" in given and "scenes" not in given:
        given = [given]
    if _is_deep(given):
        raise _too_deep()
    return {"scenes": given} if isinstance(given, list) else given


def _too_deep() -> InvalidInputError:
    """The error for a script that nobody could have meant."""
    return InvalidInputError("script: is nested too deeply.", hint=HINT)


def _is_deep(given: object) -> bool:
    layer = [given]
    for _ in range(MAX_DEPTH):
        layer = [
            inner
            for one in layer
            for inner in (one.values() if isinstance(one, Mapping) else one if isinstance(one, list) else ())
        ]
        if not layer:
            return False
    return True


def _is_document(value: object) -> bool:
    return isinstance(value, Mapping | list) or (isinstance(value, str) and value.lstrip()[:1] in ("{", "["))


def _otherwise(text: str) -> object | None:
    """What a text says that is nearly JSON; None where it says no script."""
    inner = found[0] if (found := _BRACES.search(text)) else ""
    readers: tuple[tuple[Callable[[str], Any], str], ...] = (
        (json.loads, inner),
        (ast.literal_eval, text),
        (_yaml, text),
        (_yaml, inner),
    )
    for read, source in readers:
        try:
            value = json.loads(json.dumps(read(source)))
        except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
            continue
        if isinstance(value, Mapping) or (isinstance(value, list) and any(isinstance(one, Mapping) for one in value)):
            return value
    return None


def _yaml(text: str) -> object:
    """What a text says as YAML, where only numbers and nothing are more than texts."""
    import yaml

    class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        """Its own table of what is more than a text."""

    _Loader.yaml_implicit_resolvers = {}
    _Loader.add_implicit_resolver("tag:yaml.org,2002:float", _NUMBER, [*"-0123456789"])
    _Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(?:~|null|None|)$"), ["~", "n", "N", ""])
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, _Loader)):
            raise ValueError("a script has no aliases")
        return yaml.load(text, _Loader)  # noqa: S506 - a safe loader
    except yaml.YAMLError as exc:
        raise ValueError("no YAML") from exc
