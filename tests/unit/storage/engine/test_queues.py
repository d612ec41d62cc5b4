"""Lines of teams in the engine's queues, and the queues of the release before."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from dbos import DBOSClient, EnqueueOptions
from sqlalchemy import text
from sqlalchemy.exc import NoResultFound
from sqlmodel import Session

from footage.caller import LOCAL, Caller
from footage.domain import Queue
from footage.ports.jobs import JobSpec
from footage.ports.records import JobResult, Order
from footage.threads import utc_now
from storage.books.jobs import JobTable
from storage.books.ledger import Ledger
from storage.db import Database
from storage.engine.placing import APP_NAME, APP_VERSION, WORKFLOW
from storage.engine.queues import FAIR, FORMER, listened_to, passed_on
from storage.engine.runs import RunJob
from tests.engines import Patient, Running, engine_over
from tests.teams import ANN, EVE

pytestmark = pytest.mark.slow

MANY = 12
SPEC = JobSpec(tool="t", title="a film", order=Order(), queue="cpu")


class Line:
    """Runs each job for a moment and notes who began, in order."""

    def __init__(self, last: int) -> None:
        self.began: list[str] = []
        self.done = Patient()
        self.open = Patient()
        self._last = last

    def __call__(self, jobs: JobTable) -> RunJob:
        async def run(job_id: str, _is_stopped: Callable[[], bool]) -> None:
            team = jobs.claim(job_id).caller.team_id
            self.began.append(team)
            await asyncio.to_thread(self.open.arrive)
            jobs.complete(job_id, JobResult())
            if len(self.began) == self._last:
                self.done.set()

        return run


def _place(running: Running, caller: Caller, count: int) -> None:
    for _ in range(count):
        running.jobs.for_(caller).place(SPEC)


def test_a_teams_first_job_does_not_wait_for_all_that_another_team_has_placed(
    database: Database, tmp_path: Path
) -> None:
    line = Line(MANY + 3)
    with engine_over(database, tmp_path, line) as running:
        _place(running, ANN, MANY)
        while len(line.began) < FAIR["cpu"].at_once:
            threading.Event().wait(0.01)
        _place(running, EVE, 3)
        line.open.set()
        line.done.arrive()
    assert sorted(line.began) == ["a"] * MANY + ["e"] * 3
    assert line.began.index("e") <= 2 * FAIR["cpu"].at_once, "it gets one of the next places that are free"
    assert "aaa" not in "".join(line.began[line.began.index("e") : line.began.index("e") + 5]), "and then every other"


def test_jobs_that_wait_in_a_queue_of_the_release_before_are_run(database: Database, tmp_path: Path) -> None:
    line = Line(2)
    line.open.set()
    connections = database.engine_for_jobs()
    client = DBOSClient(system_database_engine=connections, application_name=APP_NAME, use_listen_notify=False)

    def enqueue(session: Session, job_id: str, queue: Queue, _runs: int) -> None:
        """As the release before did, without a line of the team's."""
        options: EnqueueOptions = {
            "workflow_name": WORKFLOW,
            "queue_name": queue,
            "workflow_id": job_id,
            "app_version": APP_VERSION,
        }
        client.enqueue_in_transaction(session, options, job_id)

    former = JobTable(database, Ledger(database, {}, utc_now), enqueue, utc_now)
    with engine_over(database, tmp_path, line) as running:
        former.for_(LOCAL).place(SPEC)
        _place(running, ANN, 1)
        line.done.arrive()
    client.destroy()
    connections.dispose()
    assert sorted(line.began) == ["a", "local"]


def test_every_job_is_in_the_line_of_its_team_also_when_it_is_handed_on_or_was_lost(
    database: Database, tmp_path: Path
) -> None:
    line = Line(1)
    with engine_over(database, tmp_path, line) as running:
        job_id = running.jobs.for_(ANN).place(replace(SPEC, queue="cloud")).job_id
        while not line.began:
            threading.Event().wait(0.01)
        running.jobs.hand_on(job_id, "no key", "gpu")
        with database.write() as session:
            running.engine._queue.enqueue_lost(session, job_id, "cpu", 3)
        schema = "" if database.is_sqlite else "dbos."
        with database.read() as session:
            told = text(f"SELECT queue_name, queue_partition_key FROM {schema}workflow_status ORDER BY created_at")
            rows = [tuple(row) for row in session.execute(told)]
        with pytest.raises(NoResultFound), database.write() as session:
            running.engine.enqueue(session, "job_of_nobody", "cpu")
        line.open.set()
    assert sorted(rows) == [("cloud.2", "a"), ("cpu.2", "a"), ("gpu.2", "a")]


def test_a_job_without_a_line_is_passed_on_to_where_it_needs_none() -> None:
    assert passed_on("gpu", "cloud") == {"gpu.2": "cloud.2", "gpu": "cloud"}
    assert listened_to(("cpu", "cloud")) == ["cpu.2", "cpu", "cloud.2", "cloud"]
    assert set(FORMER) == set(FAIR)
    assert all(0 < one.of_one_team <= one.at_once for one in FAIR.values())
