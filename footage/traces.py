"""Traces: which call led to which job, step and request to a vendor, told by the API of OpenTelemetry.

Without its SDK (the extra `otel`) nothing is recorded, and the caller's trace is handed on all the same: a job keeps it
in the database, so that whichever process runs the job goes on with it. What people wrote, what they may not show, and
errors' words are never in a span: an error is its code.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple, ParamSpec, TypeVar

from opentelemetry import context, trace
from opentelemetry.trace import Span as Span  # callers name it, and know no OpenTelemetry
from opentelemetry.trace import SpanKind, StatusCode

from footage import __version__
from footage.errors import FootageError, JobCancelledError

HEADER = "traceparent"
Value = str | int | float | bool
P = ParamSpec("P")
T = TypeVar("T")

_TRACEPARENT = re.compile(
    r"(?:00(?!.{54})|(?!00|ff)[0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?"
)
_PROVIDERS: Mapping[str, str] = {
    "veo": "gcp.vertex_ai",
    "omni": "gcp.gemini",
    "gemini": "gcp.gemini",
    "text": "gcp.gemini",
    "gemini_tts": "gcp.gemini",
    "gemini_tts_plus": "gcp.gemini",
    "lyria": "gcp.gemini",
    "lyria_clip": "gcp.gemini",
}
"""Names of the GenAI conventions for vendors that they know; others go by our own."""

_tracer = trace.get_tracer("footage", __version__)
_told: frozenset[str] = frozenset()


class Work(NamedTuple):
    """Whose work this thread or task does, for the log."""

    job_id: str
    team: str


_work: ContextVar[Work | None] = ContextVar("footage_work", default=None)


# --- where a trace comes from, and where it goes ------------------------------------------------------------------


def current() -> str:
    """The trace that this is part of, as the header `traceparent` says it; empty where there is none."""
    now = trace.get_current_span().get_span_context()
    return f"00-{now.trace_id:032x}-{now.span_id:016x}-{now.trace_flags:02x}" if now.is_valid else ""


def ids() -> tuple[str, str] | None:
    """The current trace's id and the span's, for the log."""
    now = trace.get_current_span().get_span_context()
    return (f"{now.trace_id:032x}", f"{now.span_id:016x}") if now.is_valid else None


@contextmanager
def joined(traceparent: object) -> Iterator[None]:
    """Be part of a caller's trace for as long as the block; anything but a good `traceparent` is passed over."""
    parent = _parent(traceparent)
    token = context.attach(trace.set_span_in_context(parent)) if parent else None
    try:
        yield
    finally:
        if token:
            context.detach(token)


def _parent(traceparent: object) -> Span | None:
    known = _TRACEPARENT.fullmatch(traceparent.strip()) if isinstance(traceparent, str) else None
    if known is None:
        return None
    trace_id, span_id, flags = (int(part, 16) for part in known.groups())
    return trace.NonRecordingSpan(
        trace.SpanContext(trace_id, span_id, is_remote=True, trace_flags=trace.TraceFlags(flags & 1))
    )


def tell(netlocs: frozenset[str]) -> None:
    """Send the trace along to these hosts, with their ports, and to no others: those that the user has named.

    A gateway or a server of the user's own finds its place in the trace. A vendor is not told: the same number may have
    gone to others, who could put together what they know of a person.
    """
    global _told  # noqa: PLW0603 - one for the whole process, like the settings that it comes from
    _told = netlocs


def put_into(headers: MutableMapping[str, str], netloc: bytes) -> None:
    """Let the headers of a request to a host name the trace, if the host may know it; after a redirect anew."""
    headers.pop(HEADER, None)
    if netloc.decode("ascii") in _told and (traceparent := current()):
        headers[HEADER] = traceparent


# --- spans --------------------------------------------------------------------------------------------------------


@contextmanager
def span(name: str, **facts: Value | None) -> Iterator[Span]:
    """A step of a job as a span `footage.<name>`; of its facts those that are None are left out."""
    attributes = {f"footage.{fact}": value for fact, value in facts.items() if value is not None}
    with _started(f"footage.{name}", SpanKind.INTERNAL, attributes) as step:
        yield step


def step(name: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """A function as a `span` of its own."""

    def spanned(fn: Callable[P, T]) -> Callable[P, T]:
        @functools.wraps(fn)
        def call(*args: P.args, **kwargs: P.kwargs) -> T:
            with span(name):
                return fn(*args, **kwargs)

        return call

    return spanned


@contextmanager
def of_job(traceparent: str, job_id: str, team: str, **facts: Value | None) -> Iterator[Span]:
    """A run of a job, in the trace of the call that placed it, whichever process that was."""
    token = _work.set(Work(job_id, team))
    try:
        with joined(traceparent), span("job", job_id=job_id, team=team, **facts) as run:
            yield run
    finally:
        _work.reset(token)


@contextmanager
def request(operation: str, vendor: str, model: str, **facts: Value | None) -> Iterator[Span]:
    """A request to a vendor, by the conventions for generative models; it tells none of what was sent.

    Args:
        operation: `generate_content` for the one that asks for something to be made.
        vendor: Whose account is asked.
        model: Which model.
        facts: As for `span`.
    """
    attributes: dict[str, Value] = {
        "gen_ai.operation.name": operation,
        "gen_ai.provider.name": _PROVIDERS.get(vendor, vendor),
        "gen_ai.request.model": model,
        **{f"footage.{fact}": value for fact, value in facts.items() if value is not None},
    }
    with _started(f"{operation} {model}", SpanKind.CLIENT, attributes) as asked:
        yield asked


def set_facts(where: Span | None = None, **facts: Value | None) -> None:
    """Add what is known by now to a span; to the current one if None."""
    one = where or trace.get_current_span()
    if one.is_recording():
        one.set_attributes({f"footage.{fact}": value for fact, value in facts.items() if value is not None})


def failed(where: Span, error: Exception) -> None:
    """Say that what a span tells of failed, and by which code; errors' words may repeat what a person wrote."""
    if where.is_recording():
        where.set_attribute("error.type", error.code if isinstance(error, FootageError) else type(error).__name__)
        if not isinstance(error, JobCancelledError):
            where.set_status(StatusCode.ERROR)


@contextmanager
def working(team: str) -> Iterator[None]:
    """Say in the log for whom a call is answered."""
    token = _work.set(Work("", team))
    try:
        yield
    finally:
        _work.reset(token)


def work() -> Work | None:
    """Whose work is done here."""
    return _work.get()


@contextmanager
def _started(name: str, kind: SpanKind, attributes: Mapping[str, Value]) -> Iterator[Span]:
    """A span that is ended by the block; see `failed` for one that an error ends."""
    with _tracer.start_as_current_span(
        name, kind=kind, attributes=attributes, record_exception=False, set_status_on_exception=False
    ) as one:
        try:
            yield one
        except Exception as exc:
            failed(one, exc)
            raise
