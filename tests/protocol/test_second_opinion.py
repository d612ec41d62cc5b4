"""check_quality with a judge that watches films: an MCP client, a server that is killed, and an emulated Gemini."""

from __future__ import annotations

from pathlib import Path

import pytest

from media import ffmpeg
from routing.emulators.google import GoogleEmulator
from routing.emulators.serve import serving
from tests.servers import call, doomed_server, server

pytestmark = [pytest.mark.slow, pytest.mark.anyio]


async def test_an_opinion_is_asked_for_once_and_told_apart(home: Path, tmp_path: Path) -> None:
    film = home / "film.mp4"
    ffmpeg.run(["-f", "lavfi", "-i", "testsrc2=s=320x180:r=24:d=1", "-pix_fmt", "yuv420p", str(film)])
    emulator = GoogleEmulator(tmp_path)
    with serving(emulator):
        google = emulator.environment()
        settings = {name: google[name] for name in ("GOOGLE_GEMINI_BASE_URL", "GOOGLE_API_KEY")}
        settings["FOOTAGE_JUDGE"] = "gemini"
        answer = None
        async with doomed_server(home, FOOTAGE_CRASH_AT="answered", **settings) as client:
            answer = await call(client, "check_quality", video=str(film), prompt="a tram")
        assert answer is None, "the server did not die"
        async with server(home, **settings) as client:
            [job] = (await call(client, "list_jobs"))["jobs"]
            lost = await call(client, "get_job", job_id=job["job_id"], wait_s=60)
            told, known = [await call(client, "check_quality", video=str(film), prompt="a boat") for _ in range(2)]
        asked = [one for one in emulator.log if ":generateContent" in one.path]
    unseen, opinion, again = (one["quality"]["opinions"][0] for one in (lost, told, known))
    assert len(asked) == 2

    assert (lost["status"], unseen["visual_quality"]) == ("completed", None)
    assert "its answer was lost" in unseen["unavailable"]
    assert lost["message"].endswith(f"No opinion by gemini: {unseen['unavailable']}")
    assert (lost["budget"]["held_usd"], lost["budget"]["spent_usd"]) == ("0.00", unseen["cost_usd"])

    assert (opinion["judge"], opinion["unavailable"]) == ("gemini", None)
    assert set(opinion["visual_quality"]) == {"score", "at_s", "reason"}
    assert 0 < float(opinion["cost_usd"]) < float(unseen["cost_usd"])
    assert again == {**opinion, "cost_usd": "0.00"}
    assert "Opinion by gemini-3.8-flash, of 10: content accuracy" in told["message"]
    for part in ("score", "verdict", "reasons", "unavailable"):
        assert told["quality"][part] == lost["quality"][part]
