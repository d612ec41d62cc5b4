"""Several processes on one home: nobody steals a living one's job, and a dead one's is adopted."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client
from sqlmodel import select

from storage.db import Database
from storage.tables import Job
from tests import forked_servers as forked
from tests.forked import cli, dies
from tests.servers import call, doomed_server, leftovers, process_of, server, server_here, start, vendor_films
from tests.servers import cli as typed

pytestmark = [pytest.mark.system, pytest.mark.anyio]

FILM = {"prompt": "a boat [slow]", "duration_s": 1, "resolution": "480p", "audio": False, "backend": "fake_blind"}


def runs(home: Path, database_url: str | None) -> int:
    """How often the only job was started."""
    database = Database(home / "footage.db", database_url)
    with database.read() as session:
        started = session.exec(select(Job.runs)).one()
    database.close()
    return started


def with_database(database_url: str | None) -> dict[str, str]:
    return {"FOOTAGE_DATABASE_URL": database_url} if database_url else {}


async def follow(client: Client, job_id: str) -> dict[str, Any]:
    result = await client.call_tool("get_job", {"job_id": job_id, "wait_s": 60})
    return result.structured_content or {}


async def until_accepted(client: Client, job_id: str) -> None:
    """The vendor has taken the request."""
    with anyio.fail_after(30):
        while True:
            job = await call(client, "get_job", job_id=job_id, wait_s=0.05)
            if any(attempt["outcome"] == "accepted" for attempt in job["route"]["attempts"]):
                return


@pytest.mark.few(one_in=2)
async def test_a_living_servers_job_is_not_stolen_and_a_dead_ones_is_adopted(
    home: Path, database_url: str | None
) -> None:
    more = with_database(database_url)
    async with forked.doomed_server(home, **more) as doomed:
        placed = await call(doomed, "generate_video", **{**FILM, "prompt": "a boat [slow 12]"}, wait_s=0)
        await until_accepted(doomed, placed["job_id"])
        async with server_here(home, **more) as survivor:
            job = await call(survivor, "get_job", job_id=placed["job_id"], wait_s=2)  # sweeps twice meanwhile
            assert (job["status"], runs(home, database_url)) == ("working", 1)
            forked.process_of(home).send_signal(signal.SIGKILL)
            job = await follow(survivor, placed["job_id"])
    assert (job["status"], len(vendor_films(home)), runs(home, database_url)) == ("completed", 1, 2)
    assert [attempt["outcome"] for attempt in job["route"]["attempts"]] == ["succeeded"]
    assert leftovers(home) == []


async def test_a_killed_server_loses_nothing(home: Path) -> None:
    async with forked.doomed_server(home) as client:
        job = await call(client, "generate_video", **FILM, wait_s=0)
        await until_accepted(client, job["job_id"])
        forked.process_of(home).send_signal(signal.SIGKILL)
        await client.list_tools()
    async with server_here(home) as client:
        found = await follow(client, job["job_id"])
    assert (found["status"], len(vendor_films(home))) == ("completed", 1)


async def test_a_client_that_goes_ends_the_server_quickly_and_the_job_goes_on_later(home: Path) -> None:
    async with server(home) as client:
        job = await call(client, "generate_video", **FILM, wait_s=0)
        await until_accepted(client, job["job_id"])
        process = process_of(home)
    await anyio.to_thread.run_sync(process.wait, 5)
    async with server_here(home) as client:
        assert (await follow(client, job["job_id"]))["status"] == "completed"
    assert len(vendor_films(home)) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_the_server_soon(home: Path, number: signal.Signals) -> None:
    async with doomed_server(home) as client:
        await call(client, "list_jobs")
        process = process_of(home)
        process.send_signal(number)
        await anyio.to_thread.run_sync(process.wait, 5)
        await client.list_tools()


async def test_a_worker_takes_jobs_that_others_placed(home: Path, database_url: str | None) -> None:
    more = with_database(database_url)
    worker = start(home, "worker", **more)

    def jobs() -> subprocess.CompletedProcess[str]:
        return cli(home, "jobs", **more)

    try:
        assert worker.stderr is not None
        with anyio.fail_after(30):
            while "taking jobs" not in await anyio.to_thread.run_sync(worker.stderr.readline):
                pass
        film = {**FILM, "prompt": "a boat", "wait_s": 0}
        await dies(home, "generate_video", film, FOOTAGE_CRASH_AT="placed", **more)
        with anyio.fail_after(60):
            while " completed " not in (await anyio.to_thread.run_sync(jobs)).stdout:
                pass
        worker.terminate()
        assert worker.wait(timeout=10) == 0
    finally:
        worker.kill()
        worker.communicate()
    assert len(vendor_films(home)) == 1


async def test_a_job_runs_for_as_long_as_its_placer_lives_not_its_caller(home: Path) -> None:
    """The call is given up by the client; the job is not."""
    async with forked.server(home) as client:
        await call(client, "list_jobs")  # the server is open, so that the call below is about the job only
        with anyio.move_on_after(2) as patience:
            await client.call_tool("generate_video", {**FILM, "wait_s": 60})
        assert patience.cancelled_caught
        jobs = (await call(client, "list_jobs"))["jobs"]
        assert (await follow(client, jobs[0]["job_id"]))["status"] == "completed"
    assert len(vendor_films(home)) == 1


def test_the_command_line_ends_with_the_film_and_its_status(home: Path) -> None:
    done: subprocess.CompletedProcess[str] = typed(home, "generate", "a boat", "--duration-s", "1", "--backend", "fake")
    assert done.returncode == 0, done.stderr
    assert "is ready: 1.0 s, 1280x720, made by fake. Charged: $0.04 of" in done.stdout
