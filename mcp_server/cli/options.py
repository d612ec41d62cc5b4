"""Command-line options out of a tool's parameters, so that the two can never differ."""

from __future__ import annotations

import argparse
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from footage.errors import NotFoundError
from tools.base import Params

ONLY_FOR_AGENTS = frozenset({"wait_s"})
"""A command always waits: nobody would run the job after it has gone."""

_ARGUMENTS = frozenset({"source"})
"""Parameters that are typed without their name, though they may be left out."""

_DOCUMENTS = frozenset({"plan", "script", "steps"})
"""Parameters that are JSON: a person has it in a file, or pipes it in."""


def add_options(command: argparse.ArgumentParser, params: type[Params]) -> None:
    """Required parameters become arguments, the others `--options`; values are checked by the model, not here."""
    for name, field in _fields(params):
        words = (field.description or "").replace("%", "%%")
        choices = _choices(field.annotation)
        if field.is_required():
            command.add_argument(name, help=words)
        elif name in _ARGUMENTS:
            command.add_argument(name, nargs="?", default=argparse.SUPPRESS, help=words)
        elif name in _DOCUMENTS:
            words = f"A file, - for what is piped in, or the JSON itself. {words}"
            command.add_argument(_flag(name), dest=name, default=argparse.SUPPRESS, metavar="FILE", help=words)
        elif field.annotation in (bool, bool | None):
            command.add_argument(
                _flag(name), dest=name, action=argparse.BooleanOptionalAction, default=argparse.SUPPRESS, help=words
            )
        else:
            command.add_argument(
                _flag(name),
                dest=name,
                default=argparse.SUPPRESS,
                choices=choices,
                metavar=None if choices else name.upper(),
                help=f"{words} (default: {field.default})" if field.default is not None else words,
            )


def given(arguments: argparse.Namespace, params: type[Params]) -> dict[str, Any]:
    """What was typed, by parameter name, with the content of files that are meant.

    Raises:
        NotFoundError: There is no such file.
    """
    typed = {name: getattr(arguments, name) for name, _ in _fields(params) if hasattr(arguments, name)}
    return {name: _content(value) if name in _DOCUMENTS else value for name, value in typed.items()}


def _content(typed: str) -> str:
    """The JSON that was typed, piped in, or is in a file."""
    if typed == "-":
        return sys.stdin.read()
    if typed.lstrip()[:1] in ("{", "[", ""):
        return typed
    try:
        return Path(typed).read_text(encoding="utf-8-sig", errors="replace")
    except OSError as exc:
        raise NotFoundError(f"{typed!r} cannot be read: {exc.strerror}.", hint="Name a file with JSON in it.") from exc


def _fields(params: type[Params]) -> Iterator[tuple[str, FieldInfo]]:
    return ((name, field) for name, field in params.model_fields.items() if name not in ONLY_FOR_AGENTS)


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _choices(annotation: Any) -> tuple[str, ...] | None:
    """The values of a Literal, also inside `X | None`."""
    if get_origin(annotation) in (Union, types.UnionType):
        return next((found for part in get_args(annotation) if (found := _choices(part))), None)
    return get_args(annotation) if get_origin(annotation) is Literal else None
