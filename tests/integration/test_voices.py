"""Films whose voice and music are bought: killed with -9 on the way, quoted, capped, approved, and paid for once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from media.loudness import loudness_of
from media.probe import probe
from routing.emulators.base import Emulator
from routing.emulators.elevenlabs import ElevenLabsEmulator
from routing.emulators.google.app import GoogleEmulator
from routing.emulators.serve import serving
from tests.forked import dies
from tests.plain_http import http
from tests.servers import call, leftovers, server_here
from tests.unit.media.edit.films import numbered

pytestmark = [pytest.mark.system, pytest.mark.anyio]

SCRIPT: dict[str, Any] = {
    "title": "The road",
    "language": "en",
    "scenes": [
        {"id": "one", "show": {"kind": "text", "text": "A train"}, "say": "A train crosses the mountains."},
        {"id": "two", "show": {"kind": "text", "text": "A boat"}, "say": "A boat sails on the sea."},
    ],
}
FILM = {"script": SCRIPT, "resolution": "480p", "style": "flat", "voice": "elevenlabs:George"}


@pytest.fixture(scope="module")
def vendors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Emulator]]:
    folder = tmp_path_factory.mktemp("vendors")
    made: list[Emulator] = [GoogleEmulator(folder), ElevenLabsEmulator(folder)]
    with ExitStack() as running:
        for one in made:
            running.enter_context(serving(one))
        yield {one.name: one for one in made}


@pytest.fixture
def settings(vendors: dict[str, Emulator]) -> dict[str, str]:
    for one in vendors.values():
        one.log.clear()
    return {name: value for one in vendors.values() for name, value in one.environment().items()}


def asked(vendors: dict[str, Emulator], name: str) -> int:
    return sum(one.moment == "submit" for one in vendors[name].log)


@pytest.mark.parametrize("point", ["sounded", "answer_kept"])
async def test_a_kill_buys_no_line_twice(
    home: Path, vendors: dict[str, Emulator], settings: dict[str, str], point: str
) -> None:
    """What was on its way is charged at its most, and the film is spoken by the next model that has the voice."""
    second_is_late = {"on": "submit", "fault": "hang", "after": 1}  # or both may be kept before the process ends
    assert http.post(f"{vendors['elevenlabs'].base_url}/__emu/scenario", json=second_is_late).status_code == 200
    await dies(home, "blog_to_video", {**FILM, "wait_s": 60}, FOOTAGE_CRASH_AT=point, **settings)
    async with server_here(home, **settings) as client:
        (job,) = (await call(client, "list_jobs"))["jobs"]
        result = await client.call_tool("get_job", {"job_id": job["job_id"], "wait_s": 90})
        done = result.structured_content or {}
        budget = await call(client, "check_budget")
    assert done["status"] == "completed", done["error"]
    assert leftovers(home) == []
    sent = [(one.body["model_id"], one.body["text"]) for one in vendors["elevenlabs"].log if one.moment == "submit"]
    assert len(sent) == len(set(sent)) == 4
    assert (done["sounds"][0]["engine"], done["sounds"][0]["voice"]) == ("elevenlabs_turbo", "George")
    assert "What elevenlabs said and is not in the film cost $0.00432." in done["message"]
    assert budget["held_usd"] == "0.00"
    assert budget["spent_usd"] == "0.00648"  # the lines of both models, each once


async def test_a_bought_voice_and_music_are_quoted_asked_about_and_heard(
    home: Path, vendors: dict[str, Emulator], settings: dict[str, str]
) -> None:
    bought = {**FILM, "music": "generated: warm piano"}
    async with server_here(home, FOOTAGE_APPROVE_ABOVE_USD="0.05", **settings) as client:
        planned = await call(client, "blog_to_video", **bought, dry_run=True)
        dear = await client.call_tool("blog_to_video", {**bought, "max_cost_usd": 0.01})
        unasked = await client.call_tool("blog_to_video", bought)
        assert asked(vendors, "elevenlabs") + asked(vendors, "google") == 0
        quote_id = (unasked.structured_content or {})["error"]["quote_id"]
        done = await call(client, "blog_to_video", **bought, quote_id=quote_id, wait_s=90)
        again = await call(client, "blog_to_video", **FILM, music="off", wait_s=90)
        budget = await call(client, "check_budget")
    assert [one["up_to_usd"] for one in planned["plan"]["sounds"]] == ["0.00432", "0.08"]
    assert planned["plan"]["total_usd"] == planned["cost"]["quoted_usd"] == "0.08432"
    assert (dear.structured_content or {})["error"]["code"] == "budget_exceeded"
    assert done["status"] == "completed", done["error"]
    assert done["cost"]["charged_usd"] == budget["spent_usd"] == "0.08432"
    assert [(one["kind"], one["engine"], one["cost_usd"]) for one in done["sounds"]] == [
        ("voice", "elevenlabs", "0.00432"),
        ("music", "lyria", "0.08"),
    ]
    assert "word times are measured" in done["message"]
    credited = Path(done["video"]["credits"]).read_text()
    assert "George" in credited
    assert "SynthID" in credited
    assert {one["backend"] for one in budget["by_backend"]} == {"elevenlabs", "lyria"}
    assert (asked(vendors, "elevenlabs"), asked(vendors, "google")) == (2, 1)
    assert again["cost"]["charged_usd"] == "0.00"  # the same lines by the same voice
    heard = loudness_of(probe(Path(done["video"]["path"])))
    assert heard
    assert heard.integrated_lufs == pytest.approx(-14, abs=0.5)
    assert heard.true_peak_db is not None
    assert heard.true_peak_db <= -1


# --- music that an edit buys --------------------------------------------------------------------------------------


def an_edit(home: Path, music: str = "generated: warm piano", **more: Any) -> dict[str, Any]:
    """Music under a film of two seconds, of which the first half stays."""
    home.mkdir(exist_ok=True)
    film = numbered(home / "film.mp4", 50)
    return {"video": str(film), "steps": [{"do": "keep", "ranges": [[0, 1]]}, {"do": "music", "file": music}], **more}


async def test_an_edit_buys_its_music_as_an_articles_film_does(
    home: Path, vendors: dict[str, Emulator], settings: dict[str, str]
) -> None:
    edit = an_edit(home)
    own = {**settings, "FOOTAGE_APPROVE_ABOVE_USD": "0.05", "FOOTAGE_ALLOWED_DIRS": str(home)}
    async with server_here(home, **own) as client:
        planned = await call(client, "edit_video", **edit, dry_run=True)
        dear = await client.call_tool("edit_video", {**edit, "max_cost_usd": 0.01})
        unasked = await client.call_tool("edit_video", edit)
        assert asked(vendors, "google") == 0
        quote_id = (unasked.structured_content or {})["error"]["quote_id"]
        other = await client.call_tool("edit_video", {**an_edit(home, "lyria: tense"), "quote_id": quote_id})
        done = await call(client, "edit_video", **edit, quote_id=quote_id, idempotency_key="mine", wait_s=60)
        same = await call(client, "edit_video", **edit, idempotency_key="mine")
        checked = await call(client, "check_quality", video=done["job_id"])
        free = await call(client, "edit_video", **an_edit(home, "calm"))
        budget = await call(client, "check_budget")
    assert "It costs up to $0.08." in planned["message"]
    assert planned["cost"]["quoted_usd"] == planned["plan"]["total_usd"] == "0.08"
    assert [(one["backend"], one["prompt"]) for one in planned["plan"]["sounds"]] == [("lyria", "warm piano")]
    assert planned["plan"]["then"] == ["music (generated: warm piano), lower under speech"]
    assert (dear.structured_content or {})["error"]["code"] == "budget_exceeded"
    assert (other.structured_content or {})["error"]["code"] == "invalid_input"
    assert done["status"] == "completed", done["error"]
    assert same["job_id"] == done["job_id"]
    assert done["cost"]["charged_usd"] == budget["spent_usd"] == "0.08"
    assert budget["held_usd"] == "0.00"
    assert [(one["engine"], one["voice"], one["cost_usd"]) for one in done["sounds"]] == [
        ("lyria", "warm piano", "0.08")
    ]
    assert "SynthID" in Path(done["video"]["credits"]).read_text()
    assert (checked["quality"]["provenance"]["state"], checked["quality"]["provenance"]["ai"]) == ("trusted", "part")
    assert asked(vendors, "google") == 1
    assert "5 seconds" in str(next(one.body for one in vendors["google"].log if one.moment == "submit"))
    assert (free["cost"] or {"charged_usd": "0.00"})["charged_usd"] == "0.00"
    assert free["sounds"][0]["engine"] == "footage"


@pytest.mark.parametrize(
    ("point", "charged", "heard"), [("sounded", "0.08", "footage"), ("answer_kept", "0.08", "lyria")]
)
async def test_a_kill_buys_no_music_twice(
    home: Path, vendors: dict[str, Emulator], settings: dict[str, str], point: str, charged: str, heard: str
) -> None:
    """What was on its way is charged at its most and not asked again: the film plays what Footage composes."""
    own = {**settings, "FOOTAGE_ALLOWED_DIRS": str(home)}
    await dies(home, "edit_video", an_edit(home, wait_s=60), FOOTAGE_CRASH_AT=point, **own)
    async with server_here(home, **own) as client:
        (job,) = (await call(client, "list_jobs"))["jobs"]
        done = await call(client, "get_job", job_id=job["job_id"], wait_s=60)
        budget = await call(client, "check_budget")
    assert done["status"] == "completed", done["error"]
    assert leftovers(home) == []
    assert asked(vendors, "google") == 1
    assert [one["engine"] for one in done["sounds"]] == [heard]
    assert (budget["spent_usd"], budget["held_usd"]) == (charged, "0.00")


async def test_a_refused_piece_is_composed_here_and_nothing_is_bought_that_may_not_be(
    home: Path, vendors: dict[str, Emulator], settings: dict[str, str]
) -> None:
    own = {**settings, "FOOTAGE_ALLOWED_DIRS": str(home)}
    order = {"on": "submit", "fault": "quota"}
    assert http.post(f"{vendors['google'].base_url}/__emu/scenario", json=order).status_code == 200
    async with server_here(home, **own) as client:
        done = await call(client, "edit_video", **an_edit(home, "lyria: dark and tense"), wait_s=60)
    assert [(one["engine"], one["voice"]) for one in done["sounds"]] == [("footage", "tense")]
    assert "lyria made no music, so Footage's own plays" in done["message"]
    assert done["cost"]["charged_usd"] == "0.00"
    async with server_here(home, FOOTAGE_NO_SPEND="1", **own) as client:
        refused = await client.call_tool("edit_video", an_edit(home, "lyria: dark and tense"))
    assert (refused.structured_content or {})["error"]["code"] == "unavailable"
    assert asked(vendors, "google") == 1
