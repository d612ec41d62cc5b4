"""The hammer of the caps: processes that hold, charge and free money of several teams under caps on four levels, killed
at random, while somebody looks all the time whether anybody has overspent.

What a killed process has held is freed as a person would: its jobs end, and what may have been sent was not charged.
Most of what is held is freed again, so that the caps bind from the first hold to the last.

    python -m tests.cap_hammer --holds 10000
    python -m tests.cap_hammer --holds 10000 --postgres
"""

from __future__ import annotations

import argparse
import contextlib
import random
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import func, select
from sqlmodel import col

from footage.caller import Caller
from footage.domain import TERMINAL
from footage.errors import BudgetExceededError, InvalidInputError, JobCancelledError, VendorFailedError
from footage.money import ZERO, Money
from footage.ports.jobs import JobSpec
from footage.ports.limits import CapScope, payers
from footage.ports.money import Intent
from footage.ports.records import JobResult
from storage.books.caps import CapTable, of_money
from storage.books.sums import held, rows_of_payer, spent
from storage.db import Database
from storage.schema import upgrade
from storage.tables import Job, LedgerEntry, OpenHold
from tests.cuts import own_postgres
from tests.forked import FORKED
from tests.support import AnyOrder, Books
from tests.teams import ANN, BEN, EVE

PRICE, BILL = Money(7_001), Money(13)
PLENTY = Money.usd(1_000_000)
CALLERS: tuple[Caller, ...] = (
    ANN,
    BEN,
    replace(ANN, key_id="key_ann_2"),
    EVE,
    replace(EVE, org_id="other", team_id="o", key_id="key_o", subject="ann"),
)
ROOM: dict[CapScope, int] = {"org": 9, "team": 6, "person": 5, "key": 4}
"""So many holds fit under a cap of each kind, besides what is charged in the end."""

AT_ONCE = 8
"""Holds that a process has open, at most."""

LIFE_S = (0.2, 3.0)
"""How long one lives, shortest and longest, in seconds, after its first hold."""

SAMPLE_S = 0.02


@dataclass
class Outcome:
    """What is left; all from `overshoot` on must be empty."""

    holds: int = 0
    refused: int = 0
    kills: int = 0
    samples: int = 0
    pairs_per_s: float = 0.0
    tightest: Counter[str] = field(default_factory=Counter)
    overshoot: list[str] = field(default_factory=list)
    drift: list[str] = field(default_factory=list)
    stray: int = 0
    broke: list[str] = field(default_factory=list)

    @property
    def harm(self) -> dict[str, object]:
        """What must not be."""
        found = {"overshoot": self.overshoot, "drift": self.drift, "stray": self.stray, "broke": self.broke}
        return {name: one for name, one in found.items() if one}


class _Done(NamedTuple):
    """What a spender tells now and then."""

    holds: int
    refused_by: str


@dataclass
class _Spender:
    process: BaseProcess
    wire: Connection
    name: str
    life_s: float
    dies_at_s: float = float("inf")


def spend(path: Path, url: str | None, name: str, seed: int, wire: Connection) -> None:
    """A spender's process, until it is killed or its wire is closed."""
    database = Database(path, url)
    books, dice = Books(database, month=PLENTY), random.Random(seed)
    mine: list[str] = []
    try:
        while not wire.poll():
            if len(mine) < AT_ONCE and dice.random() < 0.7:
                caller = dice.choice(CALLERS)
                spec = JobSpec(
                    tool="t", title="", order=AnyOrder(), queue="cloud", hold=PRICE, backend="fake", tag=name
                )
                try:
                    mine.append(books.jobs.for_(caller).place(spec).job_id)
                    wire.send(_Done(1, ""))
                except BudgetExceededError as exc:
                    wire.send(_Done(0, str(getattr(getattr(exc, "limit", None), "scope", "?"))))
            elif mine:
                _end(books, mine.pop(dice.randrange(len(mine))), dice)
    except (BrokenPipeError, EOFError):
        pass
    except Exception as exc:  # noqa: BLE001 - carried to the driver, which tells it
        wire.send(repr(exc))
    finally:
        database.close()


def _end(books: Books, job_id: str, dice: random.Random) -> None:
    """A film is made and billed, refused, never sent, cancelled by who asked for it, or its outcome is not known."""
    chance = dice.random()
    if chance < 0.2:
        books.jobs.request_cancel(job_id)
        return
    if chance < 0.4:
        books.jobs.fail(job_id, JobCancelledError("gone"))
        return
    intent = Intent(backend="fake", model="m", quoted=PRICE, request_hash="h")
    attempt = books.attempts.intend(job_id, intent).attempt_id
    if chance < 0.6:
        books.attempts.refuse(attempt, "rate_limited")
    elif chance < 0.95:
        books.attempts.settle(attempt, "succeeded", BILL)
        books.jobs.complete(job_id, JobResult())
        return
    books.jobs.fail(job_id, VendorFailedError("no", backend="fake"))
    _resolve(books, job_id)


def _resolve(books: Books, job_id: str) -> None:
    """A person has looked: nothing was charged."""
    with contextlib.suppress(InvalidInputError):  # nothing of it was sent
        books.attempts.correct(job_id, ZERO)


class CapHammer:
    """One run.

    Args:
        place: The database.
        holds: How many to make.
        spenders: Processes at once.
        seed: Of all chance.
    """

    def __init__(self, place: tuple[Path, str | None], *, holds: int, spenders: int = 3, seed: int = 1) -> None:
        self._place = place
        self._database = Database(*place)
        upgrade(self._database)
        self._books = Books(self._database, month=PLENTY)
        self._wanted, self._spenders = holds, spenders
        self._dice = random.Random(seed)
        self._outcome = Outcome()
        self._caps: dict[tuple[CapScope, str], Money] = {}
        for caller in CALLERS:
            for scope, payer in payers(caller).items():
                if scope != "installation":
                    room = Money(ROOM[scope] * PRICE.microusd + BILL.microusd * holds // 10)
                    self._caps[scope, payer] = room
        table = CapTable(self._database, self._books.clock)
        table.set([of_money(scope, payer, "month", cap) for (scope, payer), cap in self._caps.items()])

    def run(self) -> Outcome:
        """Hit until there are enough holds, then let everybody end and count."""
        began = time.monotonic()
        with self._sampling():
            alive = [self._start() for _ in range(self._spenders)]
            while self._outcome.holds < self._wanted and not self._outcome.broke:
                for n, one in enumerate(alive):
                    self._listen(one)
                    if time.monotonic() > one.dies_at_s:
                        self._kill(one)
                        alive[n] = self._start()
                time.sleep(0.01)
            self._outcome.pairs_per_s = round(self._outcome.holds / (time.monotonic() - began), 1)
            for one in alive:
                self._kill(one)
        self._outcome.drift = [str(one) for one in self._books.ledger.balances.drift()]
        with self._database.read() as session:
            self._outcome.stray = session.scalar(select(func.count()).select_from(OpenHold)) or 0
        self._database.close()
        return self._outcome

    def _start(self) -> _Spender:
        mine, theirs = FORKED.Pipe()
        name = f"spender {self._dice.random()}"
        process = FORKED.Process(target=spend, args=(*self._place, name, self._dice.randrange(2**32), theirs))
        process.start()
        return _Spender(process, mine, name, self._dice.uniform(*LIFE_S))

    def _listen(self, one: _Spender) -> None:
        with contextlib.suppress(EOFError, ConnectionResetError):
            while one.wire.poll():
                told = one.wire.recv()
                if isinstance(told, str):
                    self._outcome.broke.append(told)
                    return
                one.dies_at_s = min(one.dies_at_s, time.monotonic() + one.life_s)
                self._outcome.holds += told.holds
                if told.refused_by:
                    self._outcome.refused += 1
                    self._outcome.tightest[told.refused_by] += 1

    def _kill(self, one: _Spender) -> None:
        """At once, wherever it is; and then see to what it has left."""
        one.process.kill()
        one.process.join()
        self._listen(one)
        one.wire.close()
        self._outcome.kills += one.process.exitcode == -signal.SIGKILL
        open_jobs = select(col(Job.id)).where(col(Job.tag) == one.name, col(Job.status).not_in(TERMINAL))
        holds = select(col(OpenHold.job_id)).join(Job, col(Job.id) == OpenHold.job_id)
        with self._database.write() as session:  # in its turn: its last commit may go on at the server without it
            left = {*session.scalars(open_jobs), *session.scalars(holds.where(col(Job.tag) == one.name))}
        for job_id in left:
            self._books.jobs.fail(job_id, VendorFailedError("its process died", backend="fake"))
            _resolve(self._books, job_id)

    @contextlib.contextmanager
    def _sampling(self) -> Iterator[None]:
        """Look at spent and held of everybody all the time, from the ledger, in one statement."""
        stop = threading.Event()
        sums = [
            (spent(*rows_of_payer(*payer, LedgerEntry.job_id)) + held(*rows_of_payer(*payer, OpenHold.job_id)))
            for payer in self._caps
        ]

        def sample() -> None:
            while not stop.wait(SAMPLE_S):
                with self._database.read() as session:
                    taken = session.execute(select(*sums)).one()
                self._outcome.samples += 1
                for (payer, cap), total in zip(self._caps.items(), taken, strict=True):
                    if int(total) > cap.microusd:
                        self._outcome.overshoot.append(f"{payer}: {total} of {cap.microusd}")

        thread = threading.Thread(target=sample)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()


def main() -> int:
    """Print the figures; 1 if there was harm."""
    parser = argparse.ArgumentParser(description="Hold money under caps on four levels, be killed, look for harm.")
    parser.add_argument("--holds", type=int, default=10_000)
    parser.add_argument("--spenders", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="footage-caps-") as name, contextlib.ExitStack() as stack:
        postgres = stack.enter_context(own_postgres()) if chosen.postgres else None
        place = (Path(name) / "footage.db", postgres.url if postgres else None)
        outcome = CapHammer(place, holds=chosen.holds, spenders=chosen.spenders, seed=chosen.seed).run()
    sys.stdout.write(f"{outcome}\n")
    return 1 if outcome.harm else 0


if __name__ == "__main__":
    sys.exit(main())
