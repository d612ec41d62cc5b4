"""Recording traces: the SDK of OpenTelemetry, where it is installed and somebody is named to take them."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from footage import __version__
from footage.secrets import scrubbed

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
    from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult

ENDPOINTS = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
FLUSH_S = 0.5
"""What is not taken by then when a process ends is lost: a collector that is away must not keep it alive."""

NAME_CHARS = 100
"""The name of a tool is whatever a client sent, and a part of a span's name."""

_WORDS = frozenset({"exception.message", "exception.stacktrace"})
_log = logging.getLogger("footage.telemetry")


def begin(environment: Mapping[str, str] = os.environ) -> Callable[[], None]:
    """Record traces from now on, if the standard variables `OTEL_*` name a collector; returns what ends it."""
    if not wanted(environment):
        return _nothing
    try:
        from opentelemetry import trace
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

        if not isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider):
            return _nothing  # whoever started this process has seen to it
        provider = provider_to(OTLPSpanExporter())
    except ImportError:
        _log.warning("no traces are recorded: they need pip install 'footage[otel]'")
        return _nothing
    if environment.get("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf") != "http/protobuf":
        _log.warning("traces go out by OTLP over HTTP (http/protobuf), whatever OTEL_EXPORTER_OTLP_PROTOCOL says")
    trace.set_tracer_provider(provider)
    return lambda: finish(provider)


def wanted(environment: Mapping[str, str]) -> bool:
    """Whether somebody is named to take traces, and nobody has switched them off."""
    off = environment.get("OTEL_SDK_DISABLED", "").strip().lower() == "true"
    none = environment.get("OTEL_TRACES_EXPORTER", "otlp").strip() not in ("", "otlp")
    return any(environment.get(name, "").strip() for name in ENDPOINTS) and not off and not none


def provider_to(exporter: SpanExporter) -> TracerProvider:
    """Records, and sends what it recorded in the background; the sampler is that of `OTEL_TRACES_SAMPLER`.

    By itself that follows the caller, and takes all traces that begin here.
    """
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    about = {
        "service.name": os.environ.get("OTEL_SERVICE_NAME") or "footage",
        "service.version": __version__,
        "service.instance.id": f"{socket.gethostname()}-{os.getpid()}",
    }
    provider = TracerProvider(resource=Resource.create(about), shutdown_on_exit=False)
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
