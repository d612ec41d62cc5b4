from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import anyio
import pytest
from sqlalchemy import event

from footage.caller import LOCAL
from footage.errors import NotFoundError
from footage.ports.jobs import CallersJobs
from footage.ports.records import JobResult
from footage.threads import in_thread
from storage.db import Database
from tests.support import Books
from tools.wait import wait_for

pytestmark = pytest.mark.anyio


async def unheard(_progress: float, _message: str) -> None:
    """Nobody listens."""


async def test_a_call_hears_of_its_job_until_it_ends(database: Database) -> None:
    books = Books(database)
    said: list[str] = []
    job_id = books.place().job_id

    async def hear(_progress: float, message: str) -> None:
        said.append(message)
        if message == "Waiting to start":
            await in_thread(books.jobs.report, job_id, 0.5, "Drawing")
        else:
            await in_thread(books.jobs.complete, job_id, JobResult(message="there"))

    record = await wait_for(books.mine, job_id, 60, hear)
    assert (record.status, record.result) == ("completed", JobResult(message="there"))
    assert said == ["Waiting to start", "Drawing"]


async def test_who_waits_no_longer_gets_the_job_as_it_stands(database: Database) -> None:
    books = Books(database)
    job_id = books.place().job_id
    began = time.monotonic()
    assert (await wait_for(books.mine, job_id, 0, unheard)).status == "queued"
    assert (await wait_for(books.mine, job_id, 0.3, unheard)).status == "queued"
    assert time.monotonic() - began >= 0.3


async def test_an_unknown_job_is_not_waited_for(database: Database) -> None:
    with pytest.raises(NotFoundError, match="job_x"):
        await wait_for(Books(database).mine, "job_x", 60, unheard)


async def test_many_calls_share_one_look(database: Database) -> None:
    books = Books(database)
    job_ids = [books.place().job_id for _ in range(20)]
    looks: list[str] = []

    def heard(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "SELECT" in statement and " IN " in statement:
            looks.append(statement)

    event.listen(database.engine, "before_cursor_execute", heard)
    async with anyio.create_task_group() as tasks:
        for job_id in job_ids:
            tasks.start_soon(wait_for, books.mine, job_id, 0.5, unheard)
    assert 1 <= len(looks) <= 6


async def test_callers_who_wait_at_once_look_each_for_themselves(database: Database) -> None:
    books = Books(database)
    other = books.jobs.for_(replace(LOCAL, team_id="other"))
    mine, theirs = books.place().job_id, books.place(team_id="other").job_id
    ended: list[str] = []

    async def wait(jobs: CallersJobs, job_id: str) -> None:
        ended.append((await wait_for(jobs, job_id, 60, unheard)).job_id)

    with anyio.fail_after(30):
        async with anyio.create_task_group() as tasks:
            for jobs, job_id in ((books.mine, mine), (other, theirs)):
                tasks.start_soon(wait, jobs, job_id)
            for job_id in (mine, theirs):
                await in_thread(books.jobs.complete, job_id, JobResult())
    assert sorted(ended) == sorted([mine, theirs])
