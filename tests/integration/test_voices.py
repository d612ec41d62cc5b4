"""A film whose voice and music are bought: killed with -9 on the way, quoted, capped, approved, and paid for once."""

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
from tests.servers import call, leftovers, server_here

pytestmark = [pytest.mark.slow, pytest.mark.system, pytest.mark.anyio]

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
