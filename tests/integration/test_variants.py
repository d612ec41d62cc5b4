"""Several takes of one wish over a real server that is killed among them: none is bought twice."""

from __future__ import annotations

from pathlib import Path

import anyio
import pytest

from tests.forked_servers import doomed_server, process_of
from tests.servers import call, leftovers, server_here, vendor_films

pytestmark = [pytest.mark.system, pytest.mark.anyio]

BOAT = {"prompt": "a boat [slow 2]", "duration_s": 4, "resolution": "480p", "aspect_ratio": "1:1", "audio": False}


async def test_killed_among_its_takes_each_is_made_and_paid_once(home: Path) -> None:
    async with doomed_server(home) as client:
        job = await call(client, "generate_video", **BOAT, backend="fake", variants=3, wait_s=0)
        with anyio.fail_after(60):
            while len(vendor_films(home)) < 3:
                await call(client, "get_job", job_id=job["job_id"], wait_s=0.05)
        process_of(home).kill()
    async with server_here(home) as client:
        result = await client.call_tool("get_job", {"job_id": job["job_id"], "wait_s": 90, "details": True})
        done = result.structured_content or {}
    assert done["status"] == "completed", done["error"]
    assert len(vendor_films(home)) == 3
    assert [one["outcome"] for one in done["route"]["attempts"]] == ["succeeded"] * 3
    assert (done["cost"]["charged_usd"], done["budget"]["held_usd"]) == ("0.48", "0.00")
    assert {one.name for one in leftovers(home)} == {"take-2.mp4", "take-3.mp4"}
    assert list((home / "parts" / "clips").rglob("*.*")) == []
