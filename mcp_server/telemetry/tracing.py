"""Recording traces: the SDK of OpenTelemetry, where it is installed and somebody is named to take them."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from footage import __version__
from footage.secrets import keep_secret, scrubbed

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
    from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult

ENDPOINTS = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
FLUSH_S = 0.5
"""What is not taken by then when a process ends is lost: a collector that is away must not keep it alive."""

NAME_CHARS = 100
"""The name of a tool is whatever a client sent, and a part of a span's name."""

SELDOM_S = 300.0
_NOISY = (
    "opentelemetry.exporter.otlp.proto.http.trace_exporter",
    "opentelemetry.sdk._shared_internal",
)
_WORDS = frozenset({"exception.message", "exception.stacktrace"})
_log = logging.getLogger("footage.telemetry")


def begin(environment: Mapping[str, str] = os.environ) -> Callable[[], None]:
    """Record traces from now on, if the standard variables `OTEL_*` name a collector; returns what ends it."""
    if not wanted(environment):
        return _nothing
    _keep_headers(environment)
    for doubt in doubts(environment):
        _log.warning("traces: %s", doubt)
    try:
        from opentelemetry import trace
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

        if not isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider):
            return _nothing  # whoever started this process has seen to it
        provider = provider_to(OTLPSpanExporter(), environment)
        trace.set_tracer_provider(provider)
    except ImportError:
        _log.warning("no traces are recorded: they need pip install 'footage[otel]'")
        return _nothing
    except Exception as exc:  # noqa: BLE001 - boundary: the SDK takes what it reads as it is, and films come first
        _log.warning("no traces are recorded: a variable OTEL_* is wrong (%s)", exc)
        return _nothing
    for name in _NOISY:
        logging.getLogger(name).addFilter(Seldom())
    return lambda: finish(provider)


def doubts(environment: Mapping[str, str]) -> Iterator[str]:
    """What is probably meant otherwise, in sentences without a full stop."""
    protocols = ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")
    for name in protocols:
        if environment.get(name, "").strip() not in ("", "http/protobuf"):
            yield f"they go out by OTLP over HTTP (http/protobuf), whatever {name} says"
    for name in ENDPOINTS:
        address = environment.get(name, "").strip()
        if address and not address.startswith(("http://", "https://")):
            yield f"{name} must begin with http:// or https://, so nothing can be sent"
        elif address.rstrip("/").endswith(":4317"):
            yield f"{name} names port 4317, where collectors take gRPC; OTLP over HTTP has port 4318"


class Seldom(logging.Filter):
    """Lets one line through in a while: a collector that is away is told of again and again."""

    def __init__(self, clock_s: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock_s, self._next_s = clock_s, float("-inf")

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether it is time for a line."""
        if self._clock_s() < self._next_s:
            return False
        self._next_s = self._clock_s() + SELDOM_S
        return True


def _keep_headers(environment: Mapping[str, str]) -> None:
    """Headers have keys of collectors, and what is wrong with them is told with all that they say."""
    for name in ("OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_TRACES_HEADERS"):
        said = environment.get(name, "")
        values = [pair.partition("=")[2].strip() for pair in said.split(",")]
        keep_secret(said, *values, *(unquote(value) for value in values))


def wanted(environment: Mapping[str, str]) -> bool:
    """Whether somebody is named to take traces, and nobody has switched them off."""
    off = environment.get("OTEL_SDK_DISABLED", "").strip().lower() == "true"
    none = environment.get("OTEL_TRACES_EXPORTER", "otlp").strip() not in ("", "otlp")
    return any(environment.get(name, "").strip() for name in ENDPOINTS) and not off and not none


def provider_to(exporter: SpanExporter, environment: Mapping[str, str] = os.environ) -> TracerProvider:
    """Records, and sends what it recorded in the background; the sampler is that of `OTEL_TRACES_SAMPLER`.

    By itself that follows the caller, and takes all traces that begin here.
    """
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    about = {
        "service.name": "footage",
        "service.version": __version__,
        "service.instance.id": f"{socket.gethostname()}-{os.getpid()}",
    }
    named = {pair.partition("=")[0].strip() for pair in environment.get("OTEL_RESOURCE_ATTRIBUTES", "").split(",")}
    named |= {"service.name"} if environment.get("OTEL_SERVICE_NAME") else set()
    own = {name: value for name, value in about.items() if name not in named}
    provider = TracerProvider(resource=Resource.create(own), shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(_without_words(exporter)))
    return provider


def finish(provider: TracerProvider) -> None:
    """Send what is left, for a moment."""
    ending = threading.Thread(target=provider.shutdown, daemon=True)
    ending.start()
    ending.join(FLUSH_S)


def _nothing() -> None:
    """There is nothing to end."""


def _without_words(exporter: SpanExporter) -> SpanExporter:
    """Lets through what spans say of libraries, too, but for what an error's words may repeat, and for secrets."""
    from opentelemetry.sdk.trace import Event, ReadableSpan
    from opentelemetry.sdk.trace.export import SpanExporter
    from opentelemetry.trace import Status

    class WithoutWords(SpanExporter):
        def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
            return exporter.export([_shown(one) for one in spans])

        def shutdown(self) -> None:
            exporter.shutdown()

        def force_flush(self, timeout_millis: int = 30_000) -> bool:
            return exporter.force_flush(timeout_millis)

    def _shown(span: ReadableSpan) -> ReadableSpan:
        return ReadableSpan(
            name=scrubbed(span.name)[:NAME_CHARS],
            context=span.context,
            parent=span.parent,
            resource=span.resource,
            attributes=_safe(span.attributes),
            events=[Event(one.name, _safe(one.attributes), one.timestamp) for one in span.events],
            links=span.links,
            kind=span.kind,
            status=Status(span.status.status_code),
            start_time=span.start_time,
            end_time=span.end_time,
            instrumentation_scope=span.instrumentation_scope,
        )

    return WithoutWords()


def _safe(attributes: Mapping[str, Any] | None) -> dict[str, Any]:
    return {
        name: scrubbed(value)[:NAME_CHARS] if isinstance(value, str) else value
        for name, value in (attributes or {}).items()
        if name not in _WORDS
    }
