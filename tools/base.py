"""What a tool is: its parameters, its question and its work, free of any protocol."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from films.services import CallersServices, Services
from footage.caller import Scope
from footage.errors import InvalidInputError
from footage.plain_text import plain
from footage.ports.jobs import Work

Report = Callable[[float, str], Awaitable[None]]
"""Told the fraction done, 0 to 1, and a short message while a call waits."""

WaitSeconds = Annotated[
    float,
    Field(ge=0, le=300, description="Seconds to wait; 45 fits every client."),
]
DEFAULT_WAIT_S = 45.0
_PROBLEMS_SHOWN = 8
_CHOICES_SHOWN = 16


def _parsed(value: Any) -> Any:
    """Some models send lists and objects as JSON text."""
    if isinstance(value, str) and value.lstrip()[:1] in {"[", "{"}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


FromJson = BeforeValidator(_parsed)


class Params(BaseModel):
    """A tool's arguments: checked once, here, before anything happens."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, str_strip_whitespace=True)

    @classmethod
    def parse(cls, arguments: Mapping[str, Any]) -> Self:
        """Check the arguments.

        Raises:
            InvalidInputError: Naming every argument that is wrong, and the closest name of an unknown one.
        """
        if name := next((name for name, value in arguments.items() if _has_nul(value)), None):
            raise InvalidInputError(f"{plain(name)}: has a NUL character in it, which no database can keep.")
        try:
            return cls.model_validate(dict(arguments))
        except ValidationError as exc:
            raise InvalidInputError(problems(exc, cls)) from exc


def _has_nul(value: object) -> bool:
    """Whether a text anywhere in it has one; PostgreSQL refuses those, and files have no such names."""
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, Mapping):
        return any(_has_nul(one) for pair in value.items() for one in pair)
    return isinstance(value, list | tuple) and any(_has_nul(one) for one in value)


def problems(error: ValidationError, model: type[BaseModel], within: str = "") -> str:
    """What is wrong, field by field, in one line; an unknown argument with the closest known one.

    Args:
        error: From validating `model`.
        model: Its fields are the known names.
        within: The argument that holds the document, for example "plan."
    """
    found = error.errors(include_url=False)
    shown = [_problem(part, model, within) for part in found[:_PROBLEMS_SHOWN]]
    more = [f"and {len(found) - _PROBLEMS_SHOWN} more"] if len(found) > _PROBLEMS_SHOWN else []
    return "; ".join(shown + more) + "."


def _problem(found: ErrorDetails, model: type[BaseModel], within: str) -> str:
    loc, message = found["loc"], found["msg"]
    name = ".".join(str(part) for part in loc) or "arguments"
    if found["type"] == "extra_forbidden" and len(loc) == 1:
        close = difflib.get_close_matches(name, model.model_fields, n=1, cutoff=0.5)
        known = f"did you mean {close[0]!r}?" if close else f"known are {', '.join(model.model_fields)}"
        return f"There is no argument {within + name!r}; {known}"
    if found["type"] == "missing":
        return f"{within}{name} is required"
    if found["type"] == "literal_error":
        return f"{within}{name}: {_choice(found)}"
    message = message.removeprefix("Value error, ")
    return f"{within}{name}: {message[:1].lower()}{message[1:]}"


def _choice(found: ErrorDetails) -> str:
    """Which values there are: all of a few, the likeliest and some others of many."""
    names = re.findall(r"'([^']*)'", str(found.get("ctx", {}).get("expected", "")))
    given = str(found["input"])[:40]
    close = difflib.get_close_matches(given.lower(), names, n=1, cutoff=0.6)
    meant = f"did you mean {close[0]!r}? It" if close else "it"
    if len(names) <= _CHOICES_SHOWN:
        return f"there is no {given!r}; {meant} is one of {', '.join(names)}"
    rest = f"{', '.join(names[:_CHOICES_SHOWN])} and {len(names) - _CHOICES_SHOWN} more"
    return f"there is no {given!r}; {meant} is one of {rest}"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a call gives back: a typed result, one sentence for people, and maybe a JPEG to look at."""

    result: BaseModel
    text: str
    image: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True)
class Tool:
    """A tool as every face shows it.

    `answer` answers a call: it checks, quotes, places a job, waits; faces call `ask`, which first looks whether the
    caller has `scope`. `work` is what the durable job does.
    The flags are promises to the caller: `read_only` changes nothing, `destructive` may undo work,
    `idempotent` may be repeated, `open_world` may reach vendors outside.
    """

    name: str
    title: str
    description: str
    params: type[Params]
    result: type[BaseModel]
    scope: Scope
    answer: Callable[[Any, CallersServices, Report], Awaitable[Answer]]
    work: Callable[[Services], Work[Any]] | None = None
    read_only: bool = False
    destructive: bool = False
    idempotent: bool = False
    open_world: bool = False

    async def ask(self, params: Params, services: CallersServices, report: Report) -> Answer:
        """Answer a call.

        Args:
            params: Parsed by `self.params`.
            services: As they are for the caller.
            report: Told of progress while the call waits.

        Raises:
            ForbiddenScopeError: This caller may not use this tool.
            FootageError: The call cannot be served.
        """
        services.caller.require(self.scope)
        return await self.answer(params, services, report)
