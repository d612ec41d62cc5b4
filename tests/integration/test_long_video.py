"""A film of several clips over a real server that is killed in the middle: no clip is bought twice."""

from __future__ import annotations

from pathlib import Path

import anyio
import pytest

from media.frames import read_frames
from media.probe import probe
from tests.forked_servers import doomed_server, process_of
from tests.servers import call, leftovers, server_here, vendor_films

pytestmark = [pytest.mark.system, pytest.mark.anyio]

FILM = {"prompt": "a boat [slow 2]", "duration_s": 22, "resolution": "480p", "aspect_ratio": "1:1", "audio": False}


async def test_killed_within_a_clip_each_is_quoted_made_and_paid_once(home: Path) -> None:
    clips = home / "parts" / "clips"
    async with doomed_server(home) as client:
        job = await call(client, "generate_video", **FILM, backend="fake", wait_s=0)
        with anyio.fail_after(60):
            while len(vendor_films(home)) < 2:
                await call(client, "get_job", job_id=job["job_id"], wait_s=0.05)
        process_of(home).kill()
    kept = {path.name: path.stat().st_ino for path in clips.rglob("*.mp4")}
    assert list(kept) == ["001.mp4"]
    async with server_here(home) as client:
        result = await client.call_tool("get_job", {"job_id": job["job_id"], "wait_s": 90})
        done = result.structured_content or {}
    assert done["status"] == "completed", done["error"]
    assert [film["duration_s"] for film in vendor_films(home)] == [20, 2]
    assert [one["outcome"] for one in done["route"]["attempts"]] == ["succeeded", "succeeded"]
    assert done["route"]["reason"].endswith("so 22 s are 2 clips, each from the last picture of the one before.")
    assert (done["cost"]["quoted_usd"], done["quality"]["conforms"]) == ("1.10", True)
    assert (done["cost"]["charged_usd"], done["budget"]["held_usd"]) == ("0.88", "0.00")
    film = Path(done["video"]["path"])
    before, after = (picture.astype(float) for picture in read_frames(film, [19.97, 20.01], 160))
    assert (probe(film).duration_s, abs(before - after).mean() < 5) == (22.0, True)
    assert leftovers(home) == []
    assert list(clips.rglob("*.*")) == []
