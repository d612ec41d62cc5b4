"""Servers whose PostgreSQL drops them: they answer, wait, and go on, and nothing is sent twice."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import anyio.lowlevel
import pytest
from mcp import Client

from mcp_server.app import OPENED_WITHIN_S
from storage.db import Database
from tests import cuts
from tests.cuts import OwnPostgres
from tests.databases import migrate
from tests.emulated import World, emulated
from tests.engines import ENOUGH_S, cut_connections
from tests.forked import Program
from tests.forked_servers import process_of, server
from tests.plain_http import http
from tests.servers import call, environment

pytestmark = [pytest.mark.system, pytest.mark.anyio]

FILM = {"prompt": "a boat [slow 8]", "duration_s": 4, "backend": "runway", "audio": False}


@pytest.fixture
def world(tmp_path: Path, vendor_films: Path) -> Iterator[World]:
    with emulated(tmp_path / "vendors", vendor_films) as world:
        yield world


@pytest.fixture
def own_postgres() -> Iterator[OwnPostgres]:
    """A server that may be stopped: nobody else uses it."""
    with cuts.own_postgres() as own:
        migrate(Database(Path(), own.url))
        yield own


async def at_the_vendor(client: Client, job_id: str) -> None:
    """The vendor has taken the request."""
    with anyio.fail_after(ENOUGH_S):
        while True:
            job = await call(client, "get_job", job_id=job_id, wait_s=0.05)
            if any(attempt["outcome"] == "accepted" for attempt in job["route"]["attempts"]):
                return


async def ended(client: Client, job_id: str) -> dict[str, Any]:
    """The job when it has ended, asked for again where the answer is to ask again."""
    with anyio.fail_after(ENOUGH_S):
        while True:
            result = await client.call_tool("get_job", {"job_id": job_id, "wait_s": 10})
            told = result.structured_content or {}
            if not result.is_error and told["status"] not in {"queued", "working"}:
                return told


def once_and_paid_once(job: dict[str, Any], world: World) -> None:
    assert job["status"] == "completed", job["error"]
    assert (world.submits("runway"), len(world.of("runway").films)) == (1, 1)
    assert job["budget"]["held_usd"] == "0.00"
    assert [attempt["outcome"] for attempt in job["route"]["attempts"]] == ["succeeded"]


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_cut_connections_are_waited_out_by_the_same_process(home: Path, database_url: str, world: World) -> None:
    async with server(home, FOOTAGE_DATABASE_URL=database_url, **world.environment) as client:
        placed = await call(client, "generate_video", **FILM, wait_s=0)
        await at_the_vendor(client, placed["job_id"])
        process = process_of(home)
        assert cut_connections(database_url) > 1
        once_and_paid_once(await ended(client, placed["job_id"]), world)
        again = await call(client, "generate_video", **{**FILM, "prompt": "a ship"}, wait_s=60)
        assert (again["status"], process.is_running()) == ("completed", True)
    assert (process_count(home), world.submits("runway")) == (0, 2)


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_of_two_servers_that_are_cut_off_while_a_film_is_made_one_brings_it_home(
    home: Path, database_url: str, world: World
) -> None:
    more = {"FOOTAGE_DATABASE_URL": database_url, **world.environment}
    async with server(home, **more) as client, server(home, **more) as other:
        placed = await call(client, "generate_video", **FILM, wait_s=0)
        await at_the_vendor(other, placed["job_id"])
        for _ in range(2):
            cut_connections(database_url)
            with anyio.fail_after(ENOUGH_S):
                while (await other.call_tool("list_jobs", {})).is_error:  # noqa: ASYNC110 - nothing tells
                    await anyio.sleep(0.05)
        once_and_paid_once(await ended(other, placed["job_id"]), world)


async def test_a_server_answers_while_its_database_is_stopped_and_goes_on_when_it_is_back(
    home: Path, own_postgres: OwnPostgres, world: World
) -> None:
    async with server(home, FOOTAGE_DATABASE_URL=own_postgres.url, **world.environment) as client:
        placed = await call(client, "generate_video", **FILM, wait_s=0)
        await at_the_vendor(client, placed["job_id"])
        await anyio.to_thread.run_sync(own_postgres.stop)
        for tool in ("check_budget", "list_jobs"):
            told = await client.call_tool(tool, {})
            assert told.is_error
            error = (told.structured_content or {})["error"]
            assert (error["code"], error["retryable"]) == ("unavailable", True), error
        await anyio.to_thread.run_sync(own_postgres.start)
        once_and_paid_once(await ended(client, placed["job_id"]), world)


def process_count(home: Path) -> int:
    """Servers that are left."""
    try:
        process_of(home)
    except IndexError:
        return 0
    return 1


async def test_a_worker_that_starts_beside_its_database_waits_for_it(home: Path, own_postgres: OwnPostgres) -> None:
    own_postgres.stop()
    with starting(home, own_postgres, "worker") as program:
        await anyio.to_thread.run_sync(own_postgres.start)
        await anyio.to_thread.run_sync(until_it_says, program, "footage worker: taking jobs")


async def test_a_server_that_starts_beside_its_database_waits_for_it(home: Path, own_postgres: OwnPostgres) -> None:
    own_postgres.stop()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with starting(home, own_postgres, "serve", "--port", str(port), "--auth", "keys"):
        await anyio.to_thread.run_sync(own_postgres.start)
        answer = await anyio.to_thread.run_sync(http.get, f"http://127.0.0.1:{port}/readyz")  # its port is open already
        assert answer.status_code == 200


async def test_a_worker_that_waits_for_its_database_ends_when_it_is_told_to(
    home: Path, own_postgres: OwnPostgres
) -> None:
    own_postgres.stop()
    with starting(home, own_postgres, "worker") as program:
        program.terminate()
        assert await anyio.to_thread.run_sync(program.wait, 20) == 0
    await anyio.to_thread.run_sync(own_postgres.start)  # or nothing is there that could be stopped at the end


@contextlib.contextmanager
def starting(home: Path, database: OwnPostgres, *arguments: str) -> Iterator[Program]:
    """A command that has found no database yet."""
    program = Program(arguments, environment(home, FOOTAGE_DATABASE_URL=database.url))
    try:
        until_it_says(program, f"Trying again for {OPENED_WITHIN_S:.0f} s.")
        yield program
    finally:
        program.kill()
        for pipe in (program.stdin, program.stdout, program.stderr):
            pipe.close()


def until_it_says(program: Program, words: str) -> None:
    """Read what it says of itself until these words come."""
    heard = []
    for line in program.stderr:
        heard.append(line)
        if words in line:
            return
    raise AssertionError("".join(heard))
