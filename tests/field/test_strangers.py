"""Agents that know of Footage only what its server tells them: a scripted one, and the wire of real models."""

from __future__ import annotations

import json
import threading
from collections.abc import AsyncIterator, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from PIL import Image

from benchmarks.strangers import requests, samples
from benchmarks.strangers.checks import World
from benchmarks.strangers.conversation import Call, talk
from benchmarks.strangers.models import model_agent
from benchmarks.strangers.naive import Naive
from films.captioned import _ended
from footage.answers import Considered, Route
from footage.config import load_settings
from mcp_server.app import build_app
from mcp_server.protocol import tool_list
from mcp_server.protocol.server import INSTRUCTIONS, build_server
from media.captions.model import Cue
from painter import FilmPlan, plan_film
from tests.clients.drivers.gemini import FakeGemini
from tools.brief import folded
from tools.heard import in_lines
from tools.outlines import compact

pytestmark = pytest.mark.anyio

CHEAP = ("price first", "spent", "recent")
FILES = {name: f"/home/ann/Videos/{name.replace('_', '.')}" for name in samples.NAMES}
LAST = "job_0123456789abcdef0123"


@pytest.fixture(scope="module")
async def client(tmp_path_factory: pytest.TempPathFactory, pictures: list[str]) -> AsyncIterator[Client]:
    settings = load_settings(
        home=tmp_path_factory.mktemp("home"),
        backends={"fake": True},
        poll_interval_s=0.05,
        allowed_dirs=[Path(pictures[0]).parent],
    )
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


# --- what a stranger is helped with ---------------------------------------------------------------------------------


async def dry(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    answer = await client.call_tool(tool, {**arguments, "dry_run": True})
    assert not answer.is_error, answer.structured_content
    return answer.structured_content or {}


@pytest.mark.parametrize(
    ("arguments", "size", "length_s"),
    [
        ({}, (720, 1280), 15),
        ({"duration_s": 6}, (720, 1280), 6),
        ({"aspect_ratio": "1:1", "duration_s": 8}, (720, 720), 8),
    ],
)
async def test_a_prompt_sets_the_size_that_no_argument_sets(
    client: Client, arguments: dict[str, Any], size: tuple[int, int], length_s: float
) -> None:
    wish = {"prompt": "Make a 15 second vertical promo about tea", "backend": "storyboard", **arguments}
    plan = (await dry(client, "generate_video", **wish))["plan"]
    assert ((plan["width"], plan["height"]), plan["duration_s"]) == (size, length_s)


async def test_a_picture_to_begin_with_may_be_named_twice(client: Client, pictures: list[str]) -> None:
    twice = {"prompt": "tea", "start_image": pictures[0], "reference_images": pictures[:1], "backend": "storyboard"}
    assert (await dry(client, "generate_video", **twice))["plan"]["beats"][0]["picture"] == 0


async def test_a_bare_name_is_looked_for_in_the_allowed_folders(client: Client, pictures: list[str]) -> None:
    wish = {"prompt": "tea", "start_image": Path(pictures[1]).name, "backend": "storyboard"}
    assert (await dry(client, "generate_video", **wish))["plan"]["beats"][0]["picture"] == 0
    answer = await client.call_tool("generate_video", {**wish, "start_image": "nowhere.png"})
    assert (answer.structured_content or {})["error"]["code"] == "not_found"


async def test_an_unknown_tool_is_told_the_known_ones(client: Client) -> None:
    answer = await client.call_tool("trim_video", {})
    assert "Unknown tool: trim_video. Known are generate_video, add_captions, edit_video" in str(answer.content)


async def test_pictures_alone_are_a_slideshow(client: Client, pictures: list[str]) -> None:
    wish = {"images": pictures, "duration_s": 15, "call_to_action": "Come"}
    script = (await dry(client, "blog_to_video", **wish))["plan"]["script"]
    assert [scene["show"]["kind"] for scene in script["scenes"]] == ["picture", "picture"]
    assert (script["scenes"][0]["seconds"], script["end"]) == (7.5, {"line": "Come"})


async def test_numbers_out_of_range_are_told_the_nearest(client: Client) -> None:
    answer = await client.call_tool("blog_to_video", {"source": "# Tea\n\nIt is green.", "duration_s": 5})
    assert answer.structured_content is not None
    assert answer.structured_content["error"]["hint"] == "Call again with duration_s=15."


def test_a_plan_says_nothing_that_is_so_anyway_and_draws_the_same() -> None:
    prompt = 'A lighthouse in a storm. A boat comes home, "Hold the light". Children run to the pier at night'
    film = plan_film(prompt, duration_s=12, width=640, height=360, seed=4)
    shown = compact(film.model_dump(mode="json"))
    again = FilmPlan.model_validate(shown)
    scenes = [[one.scene(at) for at in range(len(film.beats))] for one in (film, again)]
    assert scenes[0] == scenes[1]
    assert len(json.dumps(shown)) < 0.6 * len(film.model_dump_json())


def test_backends_that_are_rejected_for_one_reason_stand_together() -> None:
    def one(name: str, reason: str | None) -> Considered:
        return Considered(backend=name, score=None if reason else 1.0, cost_usd=None, rejected=reason)

    considered = [one("a", None), one("b", "no key"), one("c", "too dear"), one("d", "no key")]
    route = Route(backend="a", model="m", reason="", degraded=False, considered=considered)
    assert [(row.backend, row.rejected) for row in folded(route).considered] == [
        ("a", None),
        ("b, d", "no key"),
        ("c", "too dear"),
    ]


@pytest.mark.parametrize(("end_s", "ends_s"), [(4.9, 4.9), (7.0, 5.0), (10.0, 5.0), (2000.0, 2000.0)])
def test_a_caption_that_ends_a_little_late_ends_with_the_film(end_s: float, ends_s: float) -> None:
    assert _ended(Cue(1.0, end_s, "Hi"), 5.0).end_s == ends_s


def test_what_is_heard_is_told_in_a_line() -> None:
    captions = [{"start_s": at, "end_s": at + 1, "text": f"word\n{at}"} for at in range(14)]
    said = in_lines({"captions": captions, "more": 3})
    assert said.startswith("Heard: 0-1 word 0 / 1-2 word 1 / ")
    assert said.endswith(" / and 5 more in its subtitles")
    assert in_lines(None) == in_lines({"script": {}}) == ""


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("pictures")
    for number, colour in enumerate(("teal", "gold")):
        Image.new("RGB", (64, 48), colour).save(folder / f"{number}.png")
    return [str(folder / f"{number}.png") for number in range(2)]
