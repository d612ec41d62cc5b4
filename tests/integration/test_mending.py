"""A film is being mended when its server is killed: no take is bought twice, none is lost."""

from __future__ import annotations

import contextlib
from decimal import Decimal
from pathlib import Path

import anyio
import pytest

from footage.threads import utc_now
from storage.books.alarms import AlarmTable
from storage.db import Database
from tests.forked_servers import doomed_server, process_of
from tests.servers import call, leftovers, server_here, vendor_films

pytestmark = [pytest.mark.system, pytest.mark.anyio]

FILM = {"prompt": "a boat [flawed] [slow 1]", "duration_s": 2, "resolution": "480p", "aspect_ratio": "1:1"}
LIMIT = {"audio": False, "backend": "fake", "max_cost_usd": 2}
BILL_PER_S = Decimal("0.04")


async def test_killed_within_a_take_it_goes_on_with_that_take(home: Path) -> None:
    async with doomed_server(home) as client:
        job = await call(client, "generate_video", **FILM, **LIMIT, wait_s=0)
        with anyio.fail_after(90):
            while len(vendor_films(home)) < 2:
                await call(client, "get_job", job_id=job["job_id"], wait_s=0.05)
        process_of(home).kill()
    async with server_here(home) as client:
        result = await client.call_tool("get_job", {"job_id": job["job_id"], "wait_s": 90, "details": True})
        done = result.structured_content or {}
    assert done["status"] == "completed", done["error"]
    attempts, made = done["route"]["attempts"], vendor_films(home)
    assert [one["part"][:5] for one in attempts][:2] == ["", "try 1"]
    assert len({one["part"] for one in attempts}) == len(attempts) == len(made)
    assert {one["outcome"] for one in attempts} == {"succeeded"}
    bought = [one for one in done["quality"]["repairs"] if one["cost_usd"]]
    assert [one["cost_usd"] for one in bought] == [one["cost_usd"] for one in attempts[1:]]
    billed = sum(BILL_PER_S * Decimal(str(film["duration_s"])) for film in made)
    assert (Decimal(done["cost"]["charged_usd"]), done["budget"]["held_usd"]) == (billed, "0.00")
    with contextlib.closing(Database(home / "footage.db")) as database:
        assert AlarmTable(database, utc_now).known()["black"].bought == len(bought), "each take teaches once"
    assert leftovers(home) == []
    assert list((home / "parts").rglob("*.*")) == []
