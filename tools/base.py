"""What a tool is: its parameters, its question and its work, free of any protocol."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, WithJsonSchema
from pydantic_core import ErrorDetails

from films.services import CallersServices, Services
from footage.caller import Caller, Scope
from footage.errors import ForbiddenPathError, ForbiddenUrlError, InvalidInputError, TooManyCallsError
from footage.plain_text import plain
from footage.ports.jobs import Work
from footage.ports.limits import Rates
from footage.threads import in_thread
from tools.arguments import mended, names_at
from tools.elsewhere import what_there_is
from tools.limits import within
from tools.paths import with_upload
from tools.spellings import names_asked_about

Report = Callable[[float, str], Awaitable[None]]
"""Told the fraction done, 0 to 1, and a short message while a call waits."""

WaitSeconds = Annotated[float, Field(ge=0, le=300)]
Tag = Annotated[
    str | None,
    Field(max_length=100, description="Your word for what it is made for; spending is told by it."),
]
QuoteId = Annotated[str, Field(max_length=100), WithJsonSchema({"type": "string"})]
IdempotencyKey = Annotated[str, Field(max_length=200), WithJsonSchema({"type": "string"})]
"""Without their lengths, which messages name: the list of tools is read whole by every model."""

Look = Literal["auto", "real"]
DEFAULT_WAIT_S = 45.0
_PROBLEMS_SHOWN = 8
_CHOICES_SHOWN = 16
_SLIP = 0.8
"""How alike a misspelt name and the one that is meant are, at least; what is less alike is another word."""
_NO_OBJECT = frozenset({"dataclass_type", "dict_type", "model_attributes_type", "model_type"})
_LIMITS = {"greater_than_equal": "ge", "less_than_equal": "le"}
_UNKNOWN = frozenset({"extra_forbidden", "unexpected_keyword_argument"})


class Params(BaseModel):
    """A tool's arguments: checked once, here, before anything happens."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, str_strip_whitespace=True)

    @classmethod
    def parse(cls, arguments: Mapping[str, Any]) -> Self:
        """Check the arguments.

        Raises:
            InvalidInputError: Naming every argument that is wrong, and all known ones where one is unknown.
        """
        try:
            given = mended(arguments, cls)
            refuse_nul(**given)
            return cls.model_validate(given)
        except ValidationError as exc:
            raise InvalidInputError(problems(exc, cls), hint=_nearest(exc)) from exc
        except RecursionError as exc:
            raise InvalidInputError("The arguments are nested too deeply.") from exc


def refuse_nul(**arguments: Any) -> None:
    """Raise InvalidInputError naming the argument that has a NUL character anywhere in it."""
    if name := next((name for name, value in arguments.items() if _has_nul(value)), None):
        raise InvalidInputError(f"{plain(name)}: has a NUL character in it, which no database can keep.")


def _has_nul(value: object) -> bool:
    """Whether a text anywhere in it has one; PostgreSQL refuses those, and files have no such names."""
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, Mapping):
        return any(_has_nul(one) for pair in value.items() for one in pair)
    return isinstance(value, list | tuple) and any(_has_nul(one) for one in value)


def problems(error: ValidationError, model: type[BaseModel], within: str = "") -> str:
    """What is wrong, field by field, in one line; unknown arguments with the known ones.

    Args:
        error: From validating `model`.
        model: Its fields are the known names.
        within: The argument that holds the document, for example "plan."
    """
    found = sorted(error.errors(include_url=False), key=lambda part: part["type"] not in _UNKNOWN)
    shown = [_problem(part, model, within) for part in found[:_PROBLEMS_SHOWN]]
    more = [f"and {len(found) - _PROBLEMS_SHOWN} more"] if len(found) > _PROBLEMS_SHOWN else []
    known = {names_at(model, part["loc"][:-1]): None for part in found if part["type"] in _UNKNOWN}
    return "; ".join([*shown, *more, *(f"known are {', '.join(names)}" for names in known)]) + "."


def _nearest(error: ValidationError) -> str | None:
    """What to call with where numbers are all that is wrong: the nearest ones that may be."""
    found = error.errors(include_url=False)
    limits = [(one["loc"], one.get("ctx", {}).get(_LIMITS.get(one["type"], ""))) for one in found]
    if any(limit is None or len(loc) != 1 for loc, limit in limits):
        return None
    return f"Call again with {' and '.join(f'{loc[0]}={limit:g}' for loc, limit in limits)}."


def _problem(found: ErrorDetails, model: type[BaseModel], within: str) -> str:
    loc, message = found["loc"], found["msg"]
    name = within + (".".join(str(part) for part in loc) or "arguments")
    if found["type"] in _UNKNOWN:
        close = [repr(one) for one in _closest(str(loc[-1]), names_at(model, loc[:-1]))]
        meant = f"did you mean {' or '.join(close)}?" if close else what_there_is(str(loc[-1])) if len(loc) == 1 else ""
        return f"There is no argument {name!r}" + (f" ({meant})" if meant else "")
    if found["type"] == "string_too_short":
        return f"{name} is empty"
    if found["type"] in _NO_OBJECT:
        return f"{name} is no object with {', '.join(names_at(model, loc)) or 'fields'}"
    if found["type"] == "missing":
        return f"{name} is required"
    if found["type"] == "literal_error":
        return f"{name}: {_choice(found)}"
    message = message.removeprefix("Value error, ")
    return f"{name}: {message[:1].lower()}{message[1:]}"


def _closest(name: str, known: Sequence[str]) -> list[str]:
    """The known names that can only be meant: the same but for a word more or less, or for a slip."""
    words = _words(name)
    same = [one for one in known if words and _words(one) and (words <= _words(one) or words >= _words(one))]
    return same or names_asked_about(name, known) or difflib.get_close_matches(name, known, n=1, cutoff=_SLIP)


def _words(name: str) -> set[str]:
    """The words of a name in either way of writing it, without units."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name) if len(word) > 1}


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


def refuse_too_often(rates: Rates, caller: Caller) -> None:
    """Count a call that places work.

    Raises:
        TooManyCallsError: There were too many just now.
    """
    if wait_s := rates.take(caller):
        raise TooManyCallsError(
            f"Work was placed too often: the next call may come in {wait_s:.1f} s.",
            retry_after_s=wait_s,
            hint=f"Wait {math.ceil(wait_s)} s, then call again; or ask whoever runs this Footage for a higher rate.",
        )


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
            KeyLimitError: Their key does not go so far.
            TooManyCallsError: They placed work too often just now.
            ForbiddenPathError: A file cannot be read; whoever calls from elsewhere is told how to bring it.
            FootageError: The call cannot be served.
        """
        services.caller.require(self.scope)
        params = within(self.name, params, services.caller.limits)
        if self.work is not None and services.rates is not None:
            await in_thread(refuse_too_often, services.rates, services.caller)
        try:
            return await self.answer(params, services, report)
        except (ForbiddenPathError, ForbiddenUrlError) as exc:
            raise await in_thread(with_upload, services, exc) from exc
