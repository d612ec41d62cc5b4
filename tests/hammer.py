"""The kill hammer: real workers and a server on one home, killed at random and at numbered points of the paid path.

The vendors are emulated in this process on real sockets and have no idempotency; what they made is the truth that the
ledger and the jobs are held against. Every job is a film with a number in its prompt, placed through a real MCP server
which is killed too; a call whose answer was lost is repeated with its idempotency key. The cap is too small for
every job, so some are refused, tried again when bills have freed money, and given up when nothing can free any more.
With PostgreSQL as the database, that is hit too: connections are cut, the server is stopped and killed, and comes back.

    python -m tests.hammer --jobs 500 --workers 4
    python -m tests.hammer --jobs 500 --workers 4 --postgres
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import random
import re
import signal
import sys
import tempfile
import threading
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TypeVar, get_args

import psutil
from mcp import Client
from sqlmodel import col, func, select

from footage.domain import TERMINAL
from footage.errors import DatabaseAwayError
from footage.faults import FilmCrashPoint
from footage.money import ZERO, Money
from footage.threads import utc_now
from routing.emulators.base import Emulator
from routing.emulators.fal import FalEmulator
from routing.emulators.openai_video import OpenAIVideoEmulator
from routing.emulators.pixverse import PixVerseEmulator
from routing.emulators.runway import RunwayEmulator
from routing.emulators.serve import serving
from storage.books.attempts import AttemptBook
from storage.books.ledger import Ledger
from storage.db import Database
from storage.schema import upgrade
from storage.tables import Attempt, Job, LedgerEntry, OpenHold
from tests import forked_servers as forked
from tests.cuts import OwnPostgres, own_postgres
from tests.hammered import Outcome
from tests.servers import command, doomed_server, environment, leftovers, process_of

RUNWAY_BILL = Money.usd("0.01")
"""What the vendor that tells bills charges: far less than its quote."""

FILMS = (
    {"backend": "runway", "duration_s": 2, "resolution": "720p", "audio": False},
    {"backend": "pixverse", "duration_s": 1, "resolution": "720p", "audio": False},
    {"backend": "hailuo", "duration_s": 5, "resolution": "480p", "audio": True},
    {"backend": "openai_video", "duration_s": 4, "resolution": "720p", "audio": True},
)
WORST_CASES = (Money.usd("0.24"), Money.usd("0.09"), Money.usd("0.25"), Money.usd("0.20"))
CAP_SHARE = Decimal("0.65")
"""The cap as a share of all worst cases; less than all bills together, so that it binds however fast the jobs are."""

VENDORS = ("runway", "pixverse", "fal", "openai_video")
PLACES, POLL_S, SAMPLE_S = 12, 0.3, 0.02
PATIENCE_S = 5.0
"""Seconds for each job of a long run."""
CALM_FROM = 0.9
"""The share of ended jobs from which nobody is killed any more."""

POINTS = get_args(FilmCrashPoint)[1:]
_TAG = re.compile(r"\[job (\d+)\]")
T = TypeVar("T")
Worker = asyncio.subprocess.Process | forked.Worker


@dataclass(frozen=True)
class Blows:
    """How hard to hit: workers are killed `most_kills` times at most, and until nearly all jobs have ended.

    `life_s` is how long one lives, shortest and longest, in seconds, after it has started to take jobs;
    `postgres` is the database, and is hit as well; SQLite in the home if None;
    processes start from nothing, or are `forked`.
    """

    jobs: int
    workers: int
    seed: int = 1
    postgres: OwnPostgres | None = None
    most_kills: int = 1_000_000
    life_s: tuple[float, float] = (2.0, 10.0)
    patience_s: float = 900.0
    forked: bool = False


@dataclass
class WorkerLog:
    """What a worker says, read to its end so that it never waits for us."""

    told: asyncio.Event = field(default_factory=asyncio.Event)
    """It has begun, or it has ended."""

    has_begun: bool = False
    _last: deque[bytes] = field(default_factory=lambda: deque(maxlen=40))

    async def read(self, stream: asyncio.StreamReader) -> None:
        """Until it ends."""
        async for line in stream:
            self._last.append(line)
            if b"taking jobs" in line:
                self.has_begun = True
                self.told.set()
        self.told.set()

    def ending(self) -> str:
        """Its last lines."""
        return b"".join(self._last).decode(errors="replace")


class Hammer:
    """One run on an empty home.

    Args:
        home: FOOTAGE_HOME of every process.
        blows: How hard.
    """

    def __init__(self, home: Path, blows: Blows) -> None:
        self._home = home
        self._blows = blows
        self._random = random.Random(blows.seed)
        self._database = Database(home / "footage.db", blows.postgres.url if blows.postgres else None)
        self._outcome = Outcome(jobs=blows.jobs)
        self._points = itertools.cycle(self._random.sample(POINTS, len(POINTS)))
        self._calm = asyncio.Event()
        self._over = asyncio.Event()
        self._environment: dict[str, str] = {}
        worst = sum((WORST_CASES[n % len(FILMS)] for n in range(blows.jobs)), ZERO)
        self._cap = Money.usd(Decimal(worst.microusd) / 1_000_000 * CAP_SHARE, round_up=True)
        self._ledger = Ledger(self._database, {"month": self._cap}, utc_now)

    async def run(self) -> Outcome:
        """Hit until all jobs are placed and nearly all have ended, let the rest end, then count."""
        upgrade(self._database)
        accounts = {name: {"max_concurrent": PLACES, "starts_per_minute": 100_000} for name in VENDORS}
        (self._home / "catalog.yaml").write_text(f"vendors: {accounts}\n")
        began = time.monotonic()
        with self._emulators() as emulators, self._sampling():
            await asyncio.wait_for(self._hit(), self._blows.patience_s + 60)
            self._outcome.duration_s = round(time.monotonic() - began, 1)
            self._count_blows()
            self._count(emulators)
        self._database.close()
        return self._outcome

    @contextlib.contextmanager
    def _emulators(self) -> Iterator[list[Emulator]]:
        films = self._home / "films"
        films.mkdir()
        emulators: list[Emulator] = [
            kind(films) for kind in (RunwayEmulator, PixVerseEmulator, FalEmulator, OpenAIVideoEmulator)
        ]
        with contextlib.ExitStack() as stack:
            for emulator in emulators:
                stack.enter_context(serving(emulator))
                self._environment |= emulator.environment()
            self._environment["FOOTAGE_MONTHLY_BUDGET_USD"] = self._cap.as_usd()
            self._environment["FOOTAGE_POLL_INTERVAL_S"] = str(POLL_S)
            if self._blows.postgres:
                self._environment["FOOTAGE_DATABASE_URL"] = self._blows.postgres.url
            yield emulators

    # --- the blows ----------------------------------------------------------------------------------------------

    async def _hit(self) -> None:
        async with asyncio.TaskGroup() as everyone:
            everyone.create_task(self._place_all())
            everyone.create_task(self._watch())
            if self._blows.postgres:
                everyone.create_task(self._blows.postgres.suffer(random.Random(self._blows.seed), self._calm))
            for _ in range(self._blows.workers):
                everyone.create_task(self._work_and_die())

    async def _watch(self) -> None:
        """Call for calm when it was enough, and the end when all have."""
        until = time.monotonic() + self._blows.patience_s
        while time.monotonic() < until:
            _, ended = await _patiently(self._progress)
            wanted = self._blows.jobs - self._outcome.unplaced
            if ended >= CALM_FROM * wanted or self._outcome.kills >= self._blows.most_kills:
                self._calm.set()
            if ended == wanted:
                break
            await asyncio.sleep(0.2)
        self._calm.set()
        self._over.set()

    def _progress(self) -> tuple[int, int]:
        with self._database.read() as session:
            placed = session.exec(select(func.count(col(Job.id)))).one()
            ended = session.exec(select(func.count(col(Job.id))).where(col(Job.status).in_(TERMINAL))).one()
        return placed, ended

    async def _work_and_die(self) -> None:
        """A worker, and the next one when it was killed."""
        while not self._over.is_set():
            point = None if self._calm.is_set() or self._random.random() < 0.5 else next(self._points)
            more = {"FOOTAGE_CRASH_AT": point} if point else {}
            worker = await self._start(environment(self._home, **self._environment, **more))
            assert worker.stderr is not None
            log = WorkerLog()
            reading = asyncio.create_task(log.read(worker.stderr))
            try:
                await log.told.wait()
                await self._end(worker, point)
            finally:
                with contextlib.suppress(ProcessLookupError):
                    worker.kill()
                await worker.wait()
                await reading
                self._note_end(worker, log)

    async def _start(self, variables: Mapping[str, str]) -> Worker:
        if self._blows.forked:
            return await forked.worker(variables)
        return await asyncio.create_subprocess_exec(*command("worker"), env=variables, stderr=asyncio.subprocess.PIPE)

    def _note_end(self, worker: Worker, log: WorkerLog) -> None:
        """Tell one that was killed, or stopped at the end, from one that gave up."""
        if worker.returncode == -signal.SIGKILL:
            self._outcome.kills += 1
        elif self._blows.postgres and not log.has_begun:
            self._outcome.false_starts += 1
        elif worker.returncode != 0 or not self._over.is_set():
            self._outcome.ends_without_a_blow += 1
            sys.stderr.write(f"a worker ended with {worker.returncode}:\n{log.ending()}")

    async def _end(self, worker: Worker, point: str | None) -> None:
        """Let it live for a while, and to the end once there is calm; one with a crash point dies in any case."""
        dead = asyncio.create_task(worker.wait())
        await _first(dead, self._calm.wait(), asyncio.sleep(self._random.uniform(*self._blows.life_s)))
        if not dead.done() and self._calm.is_set() and not point:
            await _first(dead, self._over.wait())
            with contextlib.suppress(ProcessLookupError):
                worker.terminate()
            await dead
            return
        with contextlib.suppress(ProcessLookupError):
            worker.kill()
        by_itself = dead.done()
        await dead
        self._outcome.kills_at_points += by_itself and worker.returncode == -signal.SIGKILL

    # --- placing ------------------------------------------------------------------------------------------------

    async def _place_all(self) -> None:
        """Through a server that is killed a few times; the last one is left alone."""
        left = deque(range(self._blows.jobs))
        deaths = 1 + self._blows.jobs // 100
        for death in range(deaths + 1):
            more = {"FOOTAGE_CRASH_AT": "placed"} if death == 0 else {}
            killer: asyncio.Task[None] | None = None
            try:
                server = forked.doomed_server if self._blows.forked else doomed_server
                async with server(self._home, **self._environment, **more) as client:
                    killer = asyncio.create_task(self._kill_server()) if 0 < death < deaths else None
                    while left and not self._over.is_set():
                        await self._place(client, left)
            finally:
                if killer:
                    killer.cancel()
            if left and not self._over.is_set():
                was_killed = death == 0 or (killer is not None and killer.done() and not killer.cancelled())
                self._outcome.kills += was_killed
                self._outcome.kills_of_the_server += was_killed
                self._outcome.ends_without_a_blow += not was_killed
        self._outcome.unplaced += len(left)

    async def _place(self, client: Client, left: deque[int]) -> None:
        """Place the first job, or put it last when the cap forbids it; give up one that nothing can free money for."""
        number = left[0]
        placed, ended = await _patiently(self._progress)
        film = {**FILMS[number % len(FILMS)], "prompt": self._prompt(number)}
        result = await client.call_tool(
            "generate_video", {**film, "wait_s": 0, "seed": number, "idempotency_key": f"hammer {number}"}
        )
        error = (result.structured_content or {}).get("error") or {}
        # A job in doubt was placed by a call whose answer was lost, and has ended since.
        if not result.is_error or error["code"] == "in_doubt":
            left.popleft()
            return
        if error["code"] == "unavailable" and self._blows.postgres:
            await asyncio.sleep(0.2)
            return
        if error["code"] != "budget_exceeded":
            raise AssertionError(error)
        self._outcome.refused_by_the_cap += 1
        if placed == ended:
            left.popleft()
            self._outcome.unplaced += 1
        left.rotate(-1)
        await asyncio.sleep(0.2)

    def _prompt(self, number: int) -> str:
        """Words in brackets leave the drawing as it is, so each vendor draws one film."""
        bill = f" [bill {RUNWAY_BILL.as_usd()}]" if FILMS[number % len(FILMS)]["backend"] == "runway" else ""
        return f"a boat [slow {0.2 + number % 10 / 5:.1f}]{bill} [job {number}]"

    async def _kill_server(self) -> None:
        await asyncio.sleep(self._random.uniform(2, 6))
        with contextlib.suppress(IndexError, psutil.NoSuchProcess):
            found = forked.process_of if self._blows.forked else process_of
            server = await asyncio.to_thread(found, self._home)
            server.send_signal(signal.SIGKILL)

    # --- the truth ----------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _sampling(self) -> Iterator[None]:
        """Look at spent and held all the time, in one statement, so that both are of one moment."""
        stop = threading.Event()

        def sample() -> None:
            while not stop.wait(SAMPLE_S):
                with contextlib.suppress(DatabaseAwayError):
                    over = self._committed() - self._cap
                    self._outcome.samples += 1
                    self._outcome.overshoot = max(self._outcome.overshoot, over)

        thread = threading.Thread(target=sample)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def _committed(self) -> Money:
        charged = select(func.coalesce(func.sum(col(LedgerEntry.amount_microusd)), 0)).where(
            col(LedgerEntry.kind).in_(("capture", "adjust"))
        )
        held = select(func.coalesce(func.sum(col(OpenHold.amount_microusd)), 0))
        with self._database.read() as session:
            return Money(int(session.scalar(select(charged.scalar_subquery() + held.scalar_subquery())) or 0))

    def _count_blows(self) -> None:
        if postgres := self._blows.postgres:
            self._outcome.connections_cut = postgres.connections_cut
            self._outcome.database_stops = postgres.stops
            self._outcome.database_crashes = postgres.crashes

    def _count(self, emulators: Sequence[Emulator]) -> None:
        """Hold the jobs, the attempts and the ledger against what the vendors made."""
        films = [film for emulator in emulators for film in emulator.films.values()]
        made = Counter(_number(film.prompt) for film in films)
        submits = Counter(
            _number(str(call.body)) for emulator in emulators for call in emulator.log if call.moment == "submit"
        )
        with self._database.read() as session:
            jobs = {_number(job.title): job for job in session.exec(select(Job))}
            rows = len(jobs) - session.exec(select(func.count(col(Job.id)))).one()
            attempts = {one.job_id: one for one in session.exec(select(Attempt))}
            held = Counter({one.job_id: one.amount_microusd for one in session.exec(select(OpenHold))})
        doubtful = {one.job_id for one in self._ledger.report("month").in_doubt}
        outcome = self._outcome
        outcome.unfinished = sum(job.status not in TERMINAL for job in jobs.values())
        outcome.who_is_unfinished = [
            f"{job.id} {job.status} {job.progress:.2f} {job.message!r} run {job.runs}, "
            f"attempt {attempts[job.id].state if job.id in attempts else 'none'}"
            for job in jobs.values()
            if job.status not in TERMINAL
        ]
        outcome.completed = sum(job.status == "completed" for job in jobs.values())
        outcome.in_doubt = len(doubtful)
        outcome.in_doubt_but_made = sum(job.id in doubtful and bool(made[n]) for n, job in jobs.items())
        outcome.most_runs = max((job.runs for job in jobs.values()), default=0)
        outcome.double_submits = sum(max(made[n], submits[n]) > 1 for n in made | submits) - rows
        outcome.lost_films = sum(
            n not in jobs or not (jobs[n].status == "completed" or (jobs[n].id in doubtful and held[jobs[n].id]))
            for n in made
        )
        outcome.films_from_nowhere = sum(job.status == "completed" and not made[n] for n, job in jobs.items())
        outcome.stray_holds = len(set(held) - doubtful)
        outcome.other_failures = Counter(
            (job.error or {}).get("code", "")
            for job in jobs.values()
            if job.id not in doubtful and job.status == "failed"
        )
        outcome.files_left = len(leftovers(self._home))
        bills = {jobs[n].id: _bill(jobs[n], attempts[jobs[n].id]) for n in made if n in jobs}
        outcome.wrong_bills = sum(
            job.status == "completed" and self._ledger.charged(job.id) != bills[job.id] for job in jobs.values()
        )
        self._resolve(doubtful, bills)

    def _resolve(self, doubtful: set[str], bills: Mapping[str, Money]) -> None:
        """A person looks at the vendors' books and says what was charged; then ours must be the same."""
        book = AttemptBook(self._database, self._ledger, utc_now)
        for job_id in doubtful:
            book.correct(job_id, bills.get(job_id, ZERO))
        self._outcome.off_in_the_end = self._committed() - sum(bills.values(), ZERO)


async def _first(*awaited: Awaitable[object]) -> None:
    """Wait for one of them; tasks are left alone, what was made for this is cancelled."""
    tasks = [asyncio.ensure_future(one) for one in awaited]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task, one in zip(tasks, awaited, strict=True):
        if task is not one:
            task.cancel()


async def _patiently(fn: Callable[[], T]) -> T:
    """Ask the database until it is there to answer."""
    while True:
        try:
            return await asyncio.to_thread(fn)
        except DatabaseAwayError:
            await asyncio.sleep(0.2)


def _number(text: str) -> int:
    found = _TAG.search(text)
    return int(found[1]) if found else -1


def _bill(job: Job, attempt: Attempt) -> Money:
    """What the vendor asks for the job's film."""
    return RUNWAY_BILL if job.request["backend"] == "runway" else Money(attempt.quoted_microusd)


def main() -> int:
    """Print the figures; 1 if there was harm."""
    parser = argparse.ArgumentParser(description="Kill workers while they spend money, and look for harm.")
    parser.add_argument("--jobs", type=int, default=500)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="footage-hammer-") as name, contextlib.ExitStack() as stack:
        postgres = stack.enter_context(own_postgres()) if chosen.postgres else None
        home = Path(name) / "home"
        home.mkdir()
        patience_s = max(Blows.patience_s, PATIENCE_S * chosen.jobs)
        blows = Blows(
            jobs=chosen.jobs, workers=chosen.workers, seed=chosen.seed, postgres=postgres, patience_s=patience_s
        )
        outcome = asyncio.run(Hammer(home, blows).run())
    sys.stdout.write(outcome.figures() + "\n")
    if outcome.harm:
        sys.stdout.write(f"HARM: {outcome.harm}\n")
    return 1 if outcome.harm else 0


if __name__ == "__main__":
    sys.exit(main())
