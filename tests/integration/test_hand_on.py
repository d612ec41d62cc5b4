"""A worker without a vendor's key hands a job on; one with the key takes it, and it is made and paid once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.emulated import World, emulated
from tests.forked import dies
from tests.servers import call, server_here, start

pytestmark = [pytest.mark.system, pytest.mark.anyio]

FILM = {"prompt": "a boat [slow 3]", "duration_s": 4, "backend": "runway", "audio": False}


@pytest.fixture
def world(tmp_path: Path, vendor_films: Path) -> Iterator[World]:
    with emulated(tmp_path / "vendors", vendor_films) as world:
        yield world


async def test_a_paid_film_is_brought_home_by_a_process_that_has_the_key(home: Path, world: World) -> None:
    keyed = {name: value for name, value in world.environment.items() if name.startswith("RUNWAYML")}
    await dies(home, "generate_video", {**FILM, "wait_s": 30}, FOOTAGE_CRASH_AT="accepted", **keyed)
    worker = start(home, "worker")
    try:
        async with server_here(home) as client:
            handed = await until(client, "Waiting for a process")
            assert "RUNWAYML_API_SECRET is not set" in handed["message"]
    finally:
        worker.kill()
        worker.communicate()
    async with server_here(home, **keyed) as client:
        jobs = (await call(client, "list_jobs"))["jobs"]
        job = await call(client, "get_job", job_id=jobs[0]["job_id"], wait_s=60)
    assert (job["status"], world.submits("runway"), len(world.of("runway").films)) == ("completed", 1, 1)
    assert job["budget"]["held_usd"] == "0.00"


async def until(client: Any, message: str) -> dict[str, Any]:
    """The only job, once its message begins so."""
    job: dict[str, Any] = {}
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        [brief] = (await call(client, "list_jobs"))["jobs"]
        job = await call(client, "get_job", job_id=brief["job_id"], wait_s=0.2)
        if job["message"].startswith(message):
            return job
    raise AssertionError(job)


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_a_picture_comes_along_to_another_machine(database_url: str, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for home in (here, there):
        home.mkdir()
    picture = here / "start.png"
    Image.new("RGB", (96, 54), (200, 80, 40)).save(picture)
    drawn = {"prompt": "a boat", "duration_s": 1, "resolution": "480p", "audio": False, "backend": "storyboard"}
    shared = {"FOOTAGE_DATABASE_URL": database_url}
    drawn |= {"start_image": str(picture), "wait_s": 30}
    await dies(here, "generate_video", drawn, FOOTAGE_CRASH_AT="intended", **shared)
    picture.unlink()
    async with server_here(there, **shared) as client:
        [job] = (await call(client, "list_jobs"))["jobs"]
        job = await call(client, "get_job", job_id=job["job_id"], wait_s=60)
    assert job["status"] == "completed", job["error"]
    assert Path(job["video"]["path"]).is_relative_to(there)
