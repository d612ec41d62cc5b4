"""What agents and gateways send to be seen: a caller's trace stays with its job, whichever face it comes to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from footage import traces
from footage.caller import LOCAL
from footage.config import load_settings
from footage.ports.jobs import CallersJobs
from mcp_server.agents.installed import AGENTS_PATH
from tests.http_servers import Running, ask, connected, served
from tests.plain_http import http

pytestmark = pytest.mark.anyio
TRACE, OTHER = "0af7651916cd43dd8448eb211c80319c", "11111111111111111111111111111111"
CALLER, PROXY = f"00-{TRACE}-b7ad6b7169203331-01", f"00-{OTHER}-2222222222222222-00"
FILM = {"prompt": "a boat", "duration_s": 1, "backend": "fake", "wait_s": 0}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOOTAGE_HOME", str(tmp_path_factory.mktemp("home")))
        patch.setenv("FOOTAGE_BACKEND_FAKE_ENABLED", "1")
        with served(load_settings(), run_jobs=False, place_jobs=True) as running:
            yield running


def jobs(site: Running) -> CallersJobs:
    opened = site.app._opened
    assert opened is not None
    return opened.services.jobs.for_(LOCAL)


def kept(site: Running, answer: Any) -> str:
    """The trace in the row of the job that an answer tells of."""
    return jobs(site).get(answer["job_id"]).trace


@pytest.mark.parametrize("era", ["2026-07-28", "2025-11-25"])
async def test_a_client_of_mcp_names_its_trace_in_a_message(site: Running, era: str) -> None:
    async with connected(site, era) as client:
        with traces.joined(CALLER):
            told = (await client.call_tool("generate_video", {**FILM, "idempotency_key": era})).structured_content
        plain = (await client.call_tool("generate_video", {**FILM, "prompt": f"a tree {era}"})).structured_content
        again = (await client.call_tool("generate_video", {**FILM, "idempotency_key": era})).structured_content
    assert kept(site, told).split("-")[1] == TRACE
    assert kept(site, plain) == ""
    assert again is not None
    assert kept(site, again).split("-")[1] == TRACE  # it is the same job


@pytest.mark.parametrize(
    ("header", "meta", "trace"),
    [
        (CALLER, None, TRACE),
        (PROXY, {"traceparent": CALLER}, TRACE),  # the message is the agent's own, the header may be a proxy's
        (CALLER, {"traceparent": "nonsense"}, TRACE),
        (CALLER.upper(), None, None),
        ("nonsense", {"traceparent": 7}, None),
        (None, {"traceparent": CALLER, "baggage": "user=ann", "tracestate": "x=y"}, TRACE),
    ],
)
def test_a_header_counts_where_the_message_names_none(
    site: Running, header: str | None, meta: dict[str, Any] | None, trace: str | None
) -> None:
    headers = {"traceparent": header} if header else {}
    wish = {**FILM, "prompt": f"a boat {header} {meta}"}
    params: dict[str, Any] = {"name": "generate_video", "arguments": wish, **({"_meta": meta} if meta else {})}
    answer = ask(site, "tools/call", headers=headers, **params)
    line = next(line for line in answer.text.splitlines() if line.removeprefix("data: ").startswith("{"))
    found = kept(site, json.loads(line.removeprefix("data: "))["result"]["structuredContent"])
    assert found.split("-")[1:2] == ([trace] if trace else [])
    assert len(found) in (0, 55)


@pytest.mark.needs("a2a")
def test_an_agent_of_a2a_names_its_trace_in_a_header(site: Running) -> None:
    part = {"data": {"skill": "generate_video", "arguments": {**FILM, "prompt": "a boat of an agent"}}}
    message = {"messageId": "m-1", "role": "ROLE_USER", "parts": [part]}
    params = {"message": message, "configuration": {"returnImmediately": True}}
    answer = http.post(
        f"{site.face.address.base}{AGENTS_PATH}",
        json={"jsonrpc": "2.0", "id": 1, "method": "SendMessage", "params": params},
        headers={"A2A-Version": "1.0", "traceparent": CALLER},
    )
    [job] = [one for one in jobs(site).newest(status=None, limit=100) if "of an agent" in one.title]
    assert job.trace.split("-")[1] == TRACE, answer.text
