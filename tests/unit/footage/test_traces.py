"""Where a trace comes from, how far it goes, and what is never in a span."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from footage import traces
from footage.errors import JobCancelledError, ModerationPromptError
from footage.vendors import VendorSettings

CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    """What is recorded, by a provider for this test alone."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(traces, "_tracer", provider.get_tracer("footage"))
    yield exporter
    provider.shutdown()


@pytest.mark.parametrize(
    "sent",
    [
        CALLER,
        f" {CALLER}\t",
        CALLER.replace("-01", "-00"),
        CALLER.replace("00-", "01-", 1),
        CALLER.replace("00-", "cc-", 1) + "-what.comes.later",
    ],
)
def test_a_callers_trace_is_joined(sent: str) -> None:
    with traces.joined(sent):
        kept = traces.current()
        assert kept.split("-")[1:3] == CALLER.split("-")[1:3]
        assert kept.endswith("-00") == sent.strip().endswith("-00")
        with traces.of_job(kept, "job_1", "red"):  # in whichever process, and without an SDK
            assert traces.current() == kept
    assert traces.current() == ""


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "",
        7,
        ["00"],
        "x" * 100_000,
        CALLER.upper(),
        CALLER + "-more",
        CALLER[:-1],
        CALLER.replace("00-", "ff-", 1),
        CALLER.replace("0af7651916cd43dd8448eb211c80319c", "0" * 32),
        CALLER.replace("b7ad6b7169203331", "0" * 16),
        CALLER.replace("-01", "-0g"),
        CALLER + "\r\nX-Evil: 1",
        f"{CALLER},{CALLER}",
    ],
)
def test_what_is_no_trace_is_passed_over(sent: object) -> None:
    with traces.joined(sent):
        assert traces.current() == ""
    with traces.joined(CALLER), traces.joined(sent):
        assert traces.current() == CALLER


def test_only_hosts_of_the_users_own_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traces, "_told", frozenset({"127.0.0.1:9", "gateway.example"}))
    headers: dict[str, str] = {}
    with traces.joined(CALLER):
        traces.put_into(headers, b"gateway.example")
        assert headers == {"traceparent": CALLER}
        for other in (b"api.openai.com", b"gateway.example.evil.com", b"127.0.0.1:10", b"cdn.example"):
            traces.put_into(headers, other)  # as where the first host sends a client on to another
            assert headers == {}
    traces.put_into(headers, b"gateway.example")
    assert headers == {}


def test_a_vendors_public_address_is_no_host_of_the_users_own() -> None:
    settings = VendorSettings(
        google_gemini_base_url="https://Gateway.example/gemini",
        google_vertex_base_url="https://us-central1-aiplatform.googleapis.com",
        storage_emulator_host="127.0.0.1:4443",
        runwayml_base_url="http://[::1]:8080/",
        fal_base_url="https://queue.fal.run",
        pixverse_base_url="https://eu.pixverse.ai:443",
        openai_video_base_url="https://api.openai.com/v1",
        pexels_base_url="https://notpexels.com",
    )
    assert settings.own_hosts == {"gateway.example", "127.0.0.1:4443", "[::1]:8080", "notpexels.com"}
    odd = VendorSettings(
        google_gemini_base_url="http://user:password@gateway.example:80/v1",
        google_vertex_base_url="https://GÄTEWAY.example:443",
        runwayml_base_url="http://gateway:no-port",
        fal_base_url="https://queue.fal.run.:443/",
    )
    assert odd.own_hosts == {"gateway.example", "xn--gteway-bua.example"}
    assert VendorSettings(google_cloud_location="europe-west4").own_hosts == frozenset()


def test_a_span_tells_an_errors_code_and_none_of_its_words(recorded: InMemorySpanExporter) -> None:
    with (
        pytest.raises(ModerationPromptError),
        traces.of_job(CALLER, "job_1", "red", tool="generate_video"),
        traces.request("generate_content", "veo", "veo-3", backend="veo", quoted_microusd=None),
    ):
        raise ModerationPromptError("a secret wish", backend="veo")
    asked, run = recorded.get_finished_spans()
    assert "secret wish" not in asked.to_json() + run.to_json()
    assert f"{run.context.trace_id:032x}" == CALLER.split("-")[1]
    assert run.name == "footage.job"
    assert dict(run.attributes or {}) == {
        "footage.job_id": "job_1",
        "footage.team": "red",
        "footage.tool": "generate_video",
        "error.type": "moderation_prompt",
    }
    assert (asked.name, asked.kind) == ("generate_content veo-3", trace.SpanKind.CLIENT)
    assert dict(asked.attributes or {}) == {
        "gen_ai.operation.name": "generate_content",
        "gen_ai.provider.name": "gcp.vertex_ai",
        "gen_ai.request.model": "veo-3",
        "footage.backend": "veo",
        "error.type": "moderation_prompt",
    }


def test_a_job_that_is_cancelled_has_not_failed(recorded: InMemorySpanExporter) -> None:
    with pytest.raises(JobCancelledError), traces.span("poll"):
        raise JobCancelledError("The job was cancelled.")
    [step] = recorded.get_finished_spans()
    assert step.status.status_code is trace.StatusCode.UNSET
    assert (step.attributes or {})["error.type"] == "cancelled"


def test_the_log_can_say_whose_work_is_done() -> None:
    with traces.working("red"):
        with traces.of_job(CALLER, "job_1", "blue"):
            assert traces.work() == traces.Work("job_1", "blue")
            assert traces.ids() == ("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331")
        assert traces.work() == traces.Work("", "red")
    assert traces.work() is None
    assert traces.ids() is None
