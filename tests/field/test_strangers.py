"""Agents that know of Footage only what its server tells them: a scripted one, and the wire of real models."""

from __future__ import annotations

import json
import threading
from collections.abc import AsyncIterator, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from mcp import Client

from benchmarks.strangers import requests, samples
from benchmarks.strangers.checks import World
from benchmarks.strangers.conversation import Call, talk
from benchmarks.strangers.models import model_agent
from benchmarks.strangers.naive import Naive
from footage.config import load_settings
from mcp_server.app import build_app
from mcp_server.protocol import tool_list
from mcp_server.protocol.server import INSTRUCTIONS, build_server
from tests.clients.drivers.gemini import FakeGemini

pytestmark = pytest.mark.anyio

CHEAP = ("price first", "spent", "recent")
FILES = {name: f"/home/ann/Videos/{name.replace('_', '.')}" for name in samples.NAMES}
LAST = "job_0123456789abcdef0123"


@pytest.fixture(scope="module")
async def client(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Client]:
    settings = load_settings(home=tmp_path_factory.mktemp("home"), backends={"fake": True}, poll_interval_s=0.05)
    async with Client(build_server(build_app(settings))) as connected:
        placed = {"prompt": "a boat", "duration_s": 1, "resolution": "480p", "wait_s": 0, "backend": "fake"}
        await connected.call_tool("generate_video", placed)
        yield connected


@pytest.fixture(scope="module")
def naive() -> Naive:
    agent = Naive()
    agent.meet(INSTRUCTIONS, tool_list.stored().tools)
    return agent


def named(name: str) -> requests.Request:
    return next(one for one in requests.REQUESTS if one.name == name)


@pytest.mark.parametrize("name", CHEAP)
async def test_a_naive_agent_does_what_it_is_asked_for(client: Client, naive: Naive, name: str) -> None:
    request = named(name)
    outcome = await talk(client, naive, request.text.format(**FILES, last=LAST))
    assert await request.check(outcome, World(client, FILES)) == ""
    assert outcome.calls == 1
    assert max(one.tokens for one in outcome.seen) <= 2500


@pytest.mark.parametrize("request_", requests.REQUESTS, ids=lambda one: one.name)
async def test_the_words_of_the_tools_lead_to_the_right_one(naive: Naive, request_: requests.Request) -> None:
    if not set(request_.tools) & {tool.name for tool in tool_list.stored().tools}:
        pytest.skip(f"there is no {' or '.join(request_.tools)}")
    step = await naive.begin(request_.text.format(**FILES, last=LAST))
    assert isinstance(step, Call)
    assert step.tool in request_.tools


async def test_what_a_naive_agent_is_shown_decides(client: Client, naive: Naive) -> None:
    for view in ("text", "data"):
        outcome = await talk(client, naive, named("spent").text, view)
        assert "left" in outcome.said or "remaining" in outcome.said or "0.0" in outcome.said


async def test_gemini_is_driven_over_its_own_wire(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[str, dict[str, Any]]] = [("check_budget", {}), ("get_job", {"job_id": LAST})]
    with FakeGemini(calls) as gemini:
        monkeypatch.setenv("GEMINI_API_KEY", "key")
        monkeypatch.setenv("GEMINI_BASE_URL", gemini.url)
        async with model_agent("gemini") as agent:
            assert agent is not None
            agent.meet(INSTRUCTIONS, (await client.list_tools()).tools)
            outcome = await talk(client, agent, "what did I spend?")
    assert [one.call.tool for one in outcome.seen] == ["check_budget", "get_job"]
    assert outcome.said == "done"
    assert [one["response"]["isError"] for one in gemini.answers] == [False, True]
    assert set(gemini.declared) == {tool.name for tool in tool_list.stored().tools}


class FakeClaude:
    """The messages of Anthropic's API in miniature: two tools at once, then a word."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []

    def reply(self, request: dict[str, Any]) -> dict[str, Any]:
        self.asked.append(request)
        assert all(tool["input_schema"]["type"] == "object" for tool in request["tools"])
        results = [part for part in request["messages"][-1]["content"] if isinstance(part, dict)]
        if results:
            assert [part["tool_use_id"] for part in results] == ["a", "b"]
            return {"content": [{"type": "text", "text": "Nothing was spent."}], "stop_reason": "end_turn"}
        uses = [
            {"type": "tool_use", "id": "a", "name": "check_budget", "input": {}},
            {"type": "tool_use", "id": "b", "name": "list_jobs", "input": {"limit": 2}},
        ]
        return {"content": [{"type": "text", "text": "I look."}, *uses], "stop_reason": "tool_use"}


@pytest.fixture
def claude(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeClaude]:
    fake = FakeClaude()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.dumps(fake.reply(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("ANTHROPIC_API_KEY", "key")
        monkeypatch.setenv("ANTHROPIC_BASE_URL", f"http://127.0.0.1:{server.server_address[1]}")
        yield fake
        server.shutdown()


async def test_claude_is_driven_over_its_own_wire(client: Client, claude: FakeClaude) -> None:
    async with model_agent("anthropic") as agent:
        assert agent is not None
        agent.meet(INSTRUCTIONS, (await client.list_tools()).tools)
        outcome = await talk(client, agent, "what did I spend?")
    assert [one.call.tool for one in outcome.seen] == ["check_budget", "list_jobs"]
    assert (outcome.said, len(claude.asked)) == ("Nothing was spent.", 2)


async def test_without_a_key_no_model_is_asked(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.delenv("GEMINI_API_KEY", raising=False)
    async with model_agent("gemini") as agent:
        assert agent is None
    assert "GEMINI_API_KEY" in capsys.readouterr().out
