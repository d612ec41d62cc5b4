"""The whole way with keys: an MCP client, the server, real vendor SDKs, and vendors in miniature on real sockets."""

from __future__ import annotations

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import pytest
from mcp import Client

from footage.config import load_settings
from mcp_server.app import build_app
from mcp_server.protocol.server import build_server
from tests.emulated import AS_MADE, BACKENDS, World
from tests.servers import call, finished, refused
from tests.support import samples

pytestmark = [pytest.mark.system, pytest.mark.anyio]

FILM = {"prompt": "a boat", "duration_s": 4, "resolution": "720p", "aspect_ratio": "16:9"}


@pytest.fixture(scope="module")
async def client(world: World, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Client]:
    home = tmp_path_factory.mktemp("home")
    (home / "policy.yaml").write_text("reword: true\n")
    settings = load_settings(
        home=home,
        poll_interval_s=0.05,
        monthly_budget_usd="100",
        enhance_prompts=True,
        improve_scripts=True,
        reuse_hours=0,
    )
    async with Client(build_server(build_app(settings))) as connected:
        yield connected


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.few(one_in=2)
async def test_each_backend_by_name_makes_the_film_that_was_asked_for(client: Client, backend: str) -> None:
    job = await finished(client, **FILM, backend=backend)
    assert (job["status"], job["route"]["backend"]) == ("completed", backend), job
    assert (job["video"]["width"], job["video"]["height"]) == (1280, 720)
    assert job["video"]["duration_s"] == pytest.approx(4, abs=0.1)
    film = [one for one in job["route"]["attempts"] if one["backend"] == backend]
    assert float(job["cost"]["quoted_usd"]) >= float(film[0]["cost_usd"]) > 0
    assert job["quality"]["conforms"], job["quality"]["reasons"]
    assert job["video"]["has_audio"] == (backend != "runway") == ("no sound" not in job["route"]["reason"])


async def test_a_named_backend_that_cannot_make_the_film_is_refused_for_its_own_reason(client: Client) -> None:
    error = await refused(client, "generate_video", **FILM, backend="runway", audio=True)
    assert (error["code"], error["message"]) == ("unavailable", "runway cannot make this film (has no sound).")
    assert "leave backend out" in error["hint"]


async def test_each_priority_chooses_for_a_stated_reason(client: Client) -> None:
    chosen: dict[str, dict[str, Any]] = {}
    for priority in ("quality", "speed", "cost"):
        job = await call(client, "generate_video", **FILM, priority=priority, dry_run=True)
        chosen[priority] = job["route"]
    assert len({route["backend"] for route in chosen.values()}) == 3, chosen
    assert "quality matters most" in chosen["quality"]["reason"]
    assert "speed matters most" in chosen["speed"]["reason"]
    for route in chosen.values():
        told = [name for one in route["considered"] for name in one["backend"].split(", ")]  # those with one reason
        assert set(told) >= {*BACKENDS, "storyboard", "seedance"}
        assert all((one["score"] is None) != (one["rejected"] is None) for one in route["considered"])


async def test_a_vendor_that_is_down_is_replaced_by_the_next_and_the_result_says_so(
    client: Client, world: World
) -> None:
    world.order("veo_fast", "submit", "unavailable", times=9)
    try:
        job = await finished(client, **FILM, priority="balanced")
    finally:
        world.reset()
    route = job["route"]
    assert (job["status"], route["degraded"]) == ("completed", True)
    assert route["attempts"][-1]["outcome"] == "succeeded"
    assert {"veo_fast"} <= {one["backend"] for one in route["attempts"] if one["outcome"] == "refused"}


async def test_a_prompt_is_worked_out_once_and_the_original_is_kept(client: Client, world: World) -> None:
    world.reset()
    film = {**FILM, "prompt": "a fox in the snow"}
    first = await finished(client, **film, backend="veo_fast")
    again = await finished(client, **film, backend="veo_fast")
    sent = first["route"]["sent_prompt"]
    assert (first["route"]["prompt_change"], again["route"]["sent_prompt"]) == ("enhanced", sent)
    assert [one["backend"] for one in first["route"]["attempts"]] == ["text", "veo_fast"]
    assert [one["backend"] for one in again["route"]["attempts"]] == ["veo_fast"]
    asked = [made.prompt for made in world.of("veo_fast").films.values()]
    assert asked == [sent, sent]
    assert sent != film["prompt"]


async def test_the_words_of_a_script_are_bettered_once_and_the_bill_says_so(client: Client, world: World) -> None:
    world.reset()
    article = "# Short meetings\n\nMeetings are short here. They took 40 minutes in May.\n\nNobody comes late twice.\n"
    film = {"source": article, "duration_s": 15, "narration": "off", "music": "off", "resolution": "480p"}
    first = await call(client, "blog_to_video", **film, wait_s=100)
    assert "better words" in first["message"], first
    assert [one["backend"] for one in first["route"]["attempts"] if one["outcome"] == "succeeded"] == ["text"]
    assert Decimal(first["cost"]["charged_usd"]) > 0
    script = (await call(client, "get_job", job_id=first["job_id"], details=True))["plan"]["script"]
    assert any("say: " in scene.get("say", "") for scene in script["scenes"])
    again = await call(client, "blog_to_video", **film, wait_s=100)
    assert [one["backend"] for one in again["route"]["attempts"]] == []
    assert samples(again["video"]) == samples(first["video"])


async def test_a_refused_prompt_is_reworded_once_and_never_silently(client: Client, world: World) -> None:
    world.reset()
    world.order("hailuo", "submit", "moderated", times=1)
    film = {**FILM, **AS_MADE["hailuo"], "backend": "hailuo"}
    job = await finished(client, **{**film, "prompt": "two knights fight"})
    assert (job["status"], job["route"]["prompt_change"]) == ("completed", "reworded")
    assert job["route"]["sent_prompt"] not in {None, "two knights fight"}
    world.order("hailuo", "submit", "moderated", times=2)
    error = (await client.call_tool("generate_video", {**film, "prompt": "two pirates fight"})).structured_content
    assert error
    assert error["error"]["code"] == "moderation_prompt"


async def test_a_lost_answer_is_shown_to_the_user_and_reconciled(client: Client, world: World) -> None:
    world.reset()
    world.order("pixverse", "submit", "reset_after")
    result = await client.call_tool("generate_video", {**FILM, "prompt": "a lost boat", "backend": "pixverse"})
    job = result.structured_content or {}
    assert (job["status"], job["error"]["code"], world.submits("pixverse")) == ("failed", "in_doubt", 1)
    budget = await call(client, "check_budget")
    doubt = next(one for one in budget["in_doubt"] if one["job_id"] == job["job_id"])
    assert (doubt["backend"], doubt["held_usd"]) == ("pixverse", job["cost"]["quoted_usd"])
    assert "footage resolve" in doubt["what_to_check"]


async def test_wrong_keys_are_said_before_anything_is_charged(client: Client, world: World) -> None:
    world.reset()
    world.order("runway", "submit", "auth")
    film = {**FILM, "audio": False, "backend": "runway"}
    failed = (await client.call_tool("generate_video", film)).structured_content or {}
    sent = [one for one in failed["route"]["attempts"] if one["backend"] == "runway"]  # a text model may charge before
    assert [(one["outcome"], one["error_code"], one["cost_usd"]) for one in sent] == [("refused", "auth_failed", None)]
    assert failed["error"]["code"] == "auth_failed"
    assert "API key" in failed["next_step"]
    paused = await refused(client, "generate_video", **film)
    assert "paused" in paused["message"]
