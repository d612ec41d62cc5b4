"""Recording is asked for by the standard variables alone; what goes out has no words of errors, and no secrets."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Mapping

import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from footage import traces
from footage.secrets import guard_logs, scrubbed
from mcp_server.telemetry import tracing
from mcp_server.telemetry.log_lines import JsonLines

COLLECTOR = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1"}


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": " "}, False),
        ({"OTEL_SERVICE_NAME": "films"}, False),
        (COLLECTOR, True),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://127.0.0.1:1/v1/traces"}, True),
        ({"OTEL_EXPORTER_OTLP_METRICS_ENDPOINT": "http://127.0.0.1:1/v1/metrics"}, False),
        ({**COLLECTOR, "OTEL_SDK_DISABLED": "TRUE"}, False),
        ({**COLLECTOR, "OTEL_SDK_DISABLED": "false"}, True),
        ({**COLLECTOR, "OTEL_TRACES_EXPORTER": "none"}, False),
        ({**COLLECTOR, "OTEL_TRACES_EXPORTER": "otlp"}, True),
    ],
)
def test_the_standard_variables_say_whether_traces_are_recorded(environment: Mapping[str, str], wanted: bool) -> None:
    assert tracing.wanted(environment) is wanted


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317", "port 4318"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318", "must begin with http"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", "over HTTP"),
        ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/json", "over HTTP"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "https://collector.example:4318/", ""),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf", ""),
    ],
)
def test_what_is_probably_meant_otherwise_is_told(name: str, value: str, told: str) -> None:
    found = list(tracing.doubts({**COLLECTOR, name: value}))
    assert len(found) == bool(told)
    assert told in "".join(found)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OTEL_BSP_MAX_QUEUE_SIZE", "0"),
        ("OTEL_BSP_SCHEDULE_DELAY", "-5"),
        ("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "abc"),
        ("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "-1"),
    ],
)
def test_a_wrong_variable_stops_no_server(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(name, value)
    tracing.begin(COLLECTOR)()
    assert "no traces are recorded" in caplog.text


def test_a_collectors_key_is_in_no_line_of_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    said = "x-api-key: opensesame77"  # not as they are written, and therefore told in full
    monkeypatch.setenv("OTEL_BSP_MAX_QUEUE_SIZE", "0")
    tracing.begin({**COLLECTOR, "OTEL_EXPORTER_OTLP_HEADERS": said})()
    assert "opensesame77" not in scrubbed(f"Header format invalid: {said}")
    tracing.begin({**COLLECTOR, "OTEL_EXPORTER_OTLP_HEADERS": "a=b,api-key=open%20sesame"})()
    assert "open sesame" not in scrubbed("Authorization was open sesame")


def test_what_is_told_again_and_again_is_told_seldom() -> None:
    now = [0.0]
    seldom = tracing.Seldom(lambda: now[0])
    record = logging.makeLogRecord({"msg": "away"})
    assert [seldom.filter(record) for _ in range(3)] == [True, False, False]
    now[0] = tracing.SELDOM_S
    assert [seldom.filter(record) for _ in range(2)] == [True, False]


def test_a_process_is_named_as_the_user_says() -> None:
    own = tracing.provider_to(InMemorySpanExporter(), {})
    assert own.resource.attributes["service.name"] == "footage"
    named = {"OTEL_SERVICE_NAME": "films", "OTEL_RESOURCE_ATTRIBUTES": "service.instance.id=pod-7,a=b"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in named.items():
            patch.setenv(name, value)
        theirs = tracing.provider_to(InMemorySpanExporter(), named)
    assert theirs.resource.attributes["service.name"] == "films"
    assert theirs.resource.attributes["service.instance.id"] == "pod-7"


def test_without_a_collector_nothing_is_begun() -> None:
    tracing.begin({})()


def test_what_goes_out_has_no_words_of_errors_and_no_secrets() -> None:
    taken = InMemorySpanExporter()
    provider = tracing.provider_to(taken)
    tracer = provider.get_tracer("some library")
    with tracer.start_as_current_span("tools/call " + "x" * 500) as span:
        span.set_attribute("url", "https://films.example/v?sig=0123456789abcdef")
        span.record_exception(ValueError("a secret wish"))
        span.set_status(StatusCode.ERROR, "a secret wish")
    tracing.finish(provider)
    [sent] = taken.get_finished_spans()
    assert len(sent.name) == tracing.NAME_CHARS
    assert "secret wish" not in sent.to_json()
    assert "0123456789abcdef" not in sent.to_json()
    assert sent.events[0].attributes == {"exception.type": "ValueError", "exception.escaped": "False"}


def test_a_collector_that_is_away_holds_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    provider = tracing.provider_to(OTLPSpanExporter("http://127.0.0.1:1/v1/traces"))
    with provider.get_tracer("footage").start_as_current_span("footage.job"):
        pass
    monkeypatch.setattr(tracing, "FLUSH_S", 0.01)
    tracing.finish(provider)  # returns, though nothing can be sent


def test_a_line_of_the_log_says_whose_it_is() -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    log = logging.getLogger("footage.test")
    log.addHandler(handler)
    factory = logging.getLogRecordFactory()
    guard_logs()
    try:
        log.warning("a plain line\nof two")
        with traces.of_job("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "job_1", "red"):
            try:
                int("sk-abcdefgh12345678")
            except ValueError:
                log.exception("it broke: %s", "sk-abcdefgh12345678")
    finally:
        logging.setLogRecordFactory(factory)
        log.removeHandler(handler)
    plain, told = (json.loads(line) for line in written.getvalue().splitlines())
    assert set(plain) == {"at", "level", "logger", "message"}
    assert (plain["message"], plain["level"]) == ("a plain line\nof two", "warning")
    assert (told["job_id"], told["team"], told["trace_id"]) == ("job_1", "red", "0af7651916cd43dd8448eb211c80319c")
    assert "abcdefgh" not in json.dumps(told)
    assert "Traceback" in told["error"]
