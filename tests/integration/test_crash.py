"""kill -9 at every numbered point of the paid path, then a new start: made once, paid once, nothing left behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest
from mcp import Client

from footage.faults import FilmCrashPoint
from tests.drills import DRILL, drill
from tests.forked import dies
from tests.servers import call, leftovers, server_here, vendor_films

pytestmark = [pytest.mark.system, pytest.mark.anyio, drill]

FILM = {"prompt": "a boat", "duration_s": 1, "resolution": "480p", "audio": False}
QUOTE, BILL = "0.05", "0.04"


async def only_job(client: Client) -> dict[str, Any]:
    """The one job there is, when it has ended."""
    jobs = (await call(client, "list_jobs"))["jobs"]
    assert len(jobs) == 1
    result = await client.call_tool("get_job", {"job_id": jobs[0]["job_id"], "wait_s": 60})
    return result.structured_content or {}


async def survive(home: Path, database_url: str | None, point: str, backend: str) -> dict[str, Any]:
    """The job after a crash and a new start, with the budget."""
    more = {"FOOTAGE_DATABASE_URL": database_url} if database_url else {}
    film = {**FILM, "backend": backend, "wait_s": 30}
    await dies(home, "generate_video", film, FOOTAGE_CRASH_AT=point, **more)
    async with server_here(home, **more) as client:
        job = await only_job(client)
        job["budget"] = await call(client, "check_budget")
    assert leftovers(home) == []
    return job


def skip_on_postgres(database_url: str | None, point: str, *but: str) -> None:
    """Leave out all points of a test but these: the points are the same, and starts are dear."""
    if database_url and point not in but and not DRILL:
        pytest.skip("make drill tries it on PostgreSQL")


@pytest.mark.parametrize("point", get_args(FilmCrashPoint))
async def test_the_film_is_made_once_and_paid_once(home: Path, database_url: str | None, point: str) -> None:
    skip_on_postgres(database_url, point, "submitted", "captured", "completed")
    job = await survive(home, database_url, point, "fake")
    assert_made_and_paid_once(home, job)


@pytest.mark.parametrize("point", ["intended", "submitted"])
async def test_a_vendor_with_a_search_is_asked_what_became_of_it(
    home: Path, database_url: str | None, point: str
) -> None:
    skip_on_postgres(database_url, point, "submitted")
    assert_made_and_paid_once(home, await survive(home, database_url, point, "fake_lookup"))


def assert_made_and_paid_once(home: Path, job: dict[str, Any]) -> None:
    assert job["status"] == "completed"
    assert len(vendor_films(home)) == 1
    assert job["cost"]["charged_usd"] == BILL
    assert (job["budget"]["spent_usd"], job["budget"]["held_usd"]) == (BILL, "0.00")


@pytest.mark.parametrize("point", ["intended", "submitted"])
async def test_a_blind_vendor_is_never_asked_twice_and_its_money_is_kept(
    home: Path, database_url: str | None, point: str
) -> None:
    skip_on_postgres(database_url, point, "submitted")
    job = await survive(home, database_url, point, "fake_blind")
    assert (job["status"], job["error"]["code"]) == ("failed", "in_doubt")
    assert len(vendor_films(home)) == (0 if point == "intended" else 1)
    assert (job["budget"]["spent_usd"], job["budget"]["held_usd"]) == ("0.00", QUOTE)
    assert job["budget"]["in_doubt"][0]["job_id"] == job["job_id"]


@pytest.mark.parametrize("point", ["accepted", "fetched", "captured"])
async def test_a_blind_vendor_that_accepted_is_resumed(home: Path, database_url: str | None, point: str) -> None:
    skip_on_postgres(database_url, point, "accepted")
    job = await survive(home, database_url, point, "fake_blind")
    assert (job["status"], len(vendor_films(home)), job["cost"]["charged_usd"]) == ("completed", 1, BILL)


@pytest.mark.parametrize("point", ["fetched", "stored"])
async def test_a_drawn_film_is_drawn_again(home: Path, database_url: str | None, point: str) -> None:
    skip_on_postgres(database_url, point, "stored")
    job = await survive(home, database_url, point, "storyboard")
    assert (job["status"], job["video"]["duration_s"]) == ("completed", 1.0)
