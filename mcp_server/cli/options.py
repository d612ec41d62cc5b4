"""Command-line options out of a tool's parameters, so that the two can never differ."""

from __future__ import annotations

import argparse
import types
from collections.abc import Iterator
from typing import Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from tools.base import Params

ONLY_FOR_AGENTS = frozenset({"wait_s"})
"""A command always waits: nobody would run the job after it has gone."""


def add_options(command: argparse.ArgumentParser, params: type[Params]) -> None:
    """Required parameters become arguments, the others `--options`; values are checked by the model, not here."""
    for name, field in _fields(params):
        words = (field.description or "").replace("%", "%%")
        choices = _choices(field.annotation)
        if field.is_required():
            command.add_argument(name, help=words)
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
    """What was typed, by parameter name."""
    return {name: getattr(arguments, name) for name, _ in _fields(params) if hasattr(arguments, name)}


def _fields(params: type[Params]) -> Iterator[tuple[str, FieldInfo]]:
    return ((name, field) for name, field in params.model_fields.items() if name not in ONLY_FOR_AGENTS)


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _choices(annotation: Any) -> tuple[str, ...] | None:
    """The values of a Literal, also inside `X | None`."""
    if get_origin(annotation) in (Union, types.UnionType):
        return next((found for part in get_args(annotation) if (found := _choices(part))), None)
    return get_args(annotation) if get_origin(annotation) is Literal else None
