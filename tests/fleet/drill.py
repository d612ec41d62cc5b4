"""An installation under load: hit again and again, and judged at the end.

What is ended in order must cost nobody a call; what is killed or cut off may, but never a job, a film that is paid
twice, or a cap that is passed.
"""

from __future__ import annotations

import contextlib
import itertools
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import anyio
from sqlalchemy import func
from sqlmodel import col, select

from footage.domain import TERMINAL
from footage.errors import DatabaseAwayError
from footage.money import Money
from storage.books.sums import held, rows_of_payer, spent
from storage.db import Database
from storage.tables import Job, LedgerEntry, OpenHold
from tests.fleet.agents import Agent, Told
from tests.fleet.blows import Blow, rounds
from tests.fleet.books import count, fetch_all
from tests.fleet.installed import Installation
from tests.http_servers import ERAS
from tests.installation import NOTICED_S

PAUSE_S, SAMPLE_S, LOOK_S = 3.0, 0.1, 0.3
ENDS_WITHIN_S = 240.0
ENDED_WITHIN_S = 15.0
"""A server or a worker that is asked to end."""

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Plan:
    """What is done.

    Attributes:
        minutes: How long at least; every kind of blow once in any case.
        seed: Decides what is hit, and when.
        pause_s: What each client rests between its calls.
        only: Kinds of blows by words in their names; all if empty.
    """

    minutes: float = 0.0
    seed: int = 1
    pause_s: float = 0.5
    only: Sequence[str] = ()


class Drill:
    """What is done to an installation, and what must be true afterwards.

    Args:
        there: The installation.
        plan: What is done to it.
        told: What became of the calls.
    """

    def __init__(self, there: Installation, plan: Plan, told: Told) -> None:
        self._there, self._plan, self._told = there, plan, told
        self._database = Database(Path(), there.postgres.url)

    async def run(self) -> None:
        """All of it; what was wrong is in `told.harm`."""
        with self._sampling():
            async with anyio.create_task_group() as tasks:
                for era, (team, key) in itertools.product(ERAS, self._there.keys.items()):
                    agents = [self._agent(era, team, key) for _ in range(4)]
                    tasks.start_soon(agents[0].makes_films)
                    tasks.start_soon(agents[1].looks)
                    if team == "red":
                        tasks.start_soon(agents[2].makes_films)
                    if era == "2026-07-28":
                        tasks.start_soon(agents[3].listens)
                await anyio.sleep(PAUSE_S)
                await self._blows()
                self._told.is_over = True
                self._told.begin("in the end", ())
                await self._all_ended()
                tasks.cancel_scope.cancel()
        said = await anyio.to_thread.run_sync(count, self._database, self._there.vendor, self._told)
        fetched = await fetch_all(self._there, self._database, self._told)
        print(f"{said}, {fetched} fetched from {len(self._there.replicas)} servers", flush=True)  # noqa: T201
        self._database.close()

    def _agent(self, era: str, team: str, key: str) -> Agent:
        return Agent(self._there.url, era, team, key, self._plan.pause_s, self._told)

    async def _blows(self) -> None:
        until = time.monotonic() + 60 * self._plan.minutes
        for number, blows in enumerate(rounds(self._there, self._plan.seed, self._plan.only)):
            for blow in blows:
                if number and time.monotonic() >= until:
                    break
                await self._part(blow)
            if time.monotonic() >= until:
                break
        self._told.harm += [
            f"{one.name} ended after {s} s"
            for one in self._there.machines
            for s in one.ended_in_s
            if s > ENDED_WITHIN_S
        ]

    async def _part(self, blow: Blow) -> None:
        """A blow, and the load goes on until everything is back and a film was made that began afterwards."""
        self._told.begin(blow.name, blow.may_fail)
        began_s = time.monotonic()
        await blow.strike()
        struck_s = time.monotonic() - began_s
        finished = await anyio.to_thread.run_sync(self._newest)
        for one in self._there.machines:
            await one.is_there()
        back_s = time.monotonic() - began_s - struck_s
        await anyio.sleep(NOTICED_S)
        with anyio.move_on_after(ENDS_WITHIN_S) as waiting:
            while await anyio.to_thread.run_sync(self._newest) <= finished:  # noqa: ASYNC110 - others make it
                await anyio.sleep(LOOK_S)
        film_s = time.monotonic() - began_s - struck_s
        if waiting.cancelled_caught:
            self._told.harm.append(f"{blow.name}: no film within {film_s:.0f} s")
        print(  # noqa: T201
            f"{datetime.now(UTC):%H:%M:%S} {blow.name}: {struck_s:.1f} s, all back after {back_s:.1f} s, "
            f"a film after {film_s:.1f} s",
            flush=True,
        )
        await anyio.sleep(PAUSE_S)

    def _newest(self) -> datetime:
        """When the newest film was made."""
        newest = select(func.max(col(Job.finished_at))).where(col(Job.status) == "completed")
        with contextlib.suppress(DatabaseAwayError), self._database.read() as session:
            return session.scalar(newest) or _NEVER
        return _NEVER

    async def _all_ended(self) -> None:
        with anyio.move_on_after(ENDS_WITHIN_S):
            while await anyio.to_thread.run_sync(self._open_jobs):  # noqa: ASYNC110 - other processes
                await anyio.sleep(LOOK_S)
        self._told.harm += [f"{one.name} lives no more" for one in self._there.machines if not one.is_alive]

    def _open_jobs(self) -> int:
        with self._database.read() as session:
            return session.scalar(select(func.count()).where(col(Job.status).not_in(TERMINAL))) or 0

    @contextlib.contextmanager
    def _sampling(self) -> Iterator[None]:
        """Look at what the teams have spent and hold, all the time, each time at one moment."""
        stop = threading.Event()
        mine = {
            team: (rows_of_payer("team", team, LedgerEntry.job_id), rows_of_payer("team", team, OpenHold.job_id))
            for team in self._there.keys
        }
        sums = [spent(*charged) + held(*reserved) for charged, reserved in mine.values()]

        def sample() -> None:
            while not stop.wait(SAMPLE_S):
                with contextlib.suppress(DatabaseAwayError), self._database.read() as session:
                    taken = session.execute(select(*sums)).one()
                    self._told.samples += 1
                    for (team, cap), total in zip(self._there.caps.items(), taken, strict=True):
                        if Money(int(total)) > Money.usd(cap):
                            self._told.harm.append(f"{team} has {Money(int(total))} of {cap}")

        thread = threading.Thread(target=sample)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()
