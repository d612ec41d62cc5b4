"""What tests share: a book of jobs and money on a real database, and a job context."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from footage.caller import LOCAL
from footage.domain import Queue, VideoRequest
from footage.errors import JobCancelledError
from footage.money import ZERO, Money
from footage.ports.jobs import JobRecord, JobSpec
from footage.ports.records import Order
from footage.verdicts import Fault, Quality
from media.credentials.marks import boxes
from storage.books.attempts import AttemptBook
from storage.books.jobs import JobTable
from storage.books.ledger import Ledger
from storage.db import Database
from storage.tables import LedgerEntry

MONTH_CAP = Money.usd(1)


class AnyOrder(Order):
    """What tests order that look at no film."""

    prompt: str = ""


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 31, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **delta: float) -> None:
        self.now += timedelta(**delta)


class Books:
    """Jobs, attempts and ledger over one database, with the queue as a list."""

    def __init__(self, database: Database, **caps: Money) -> None:
        self.clock = Clock()
        self.queued: list[str] = []
        self.database = database
        self.ledger = Ledger(database, caps or {"month": MONTH_CAP}, self.clock)
        self.jobs = JobTable(database, self.ledger, self._enqueue, self.clock)
        self.mine = self.jobs.for_(LOCAL)
        self.attempts = AttemptBook(database, self.ledger, self.clock)

    def _enqueue(self, session: Session, job_id: str, queue: Queue, runs: int) -> None:
        self.queued.append(job_id)

    def place(
        self, hold: Money = ZERO, *, backend: str = "fake", team_id: str = LOCAL.team_id, **more: Any
    ) -> JobRecord:
        """A job for `hold`."""
        spec: dict[str, Any] = {"tool": "generate_video", "title": "a film", "order": AnyOrder(prompt="a film")}
        whole = JobSpec(**{**spec, "queue": "cloud", "hold": hold, "backend": backend, **more})
        return self.jobs.place(whole, replace(LOCAL, team_id=team_id))

    def entries(self) -> list[LedgerEntry]:
        """The whole ledger."""
        with self.database.read() as session:
            return list(session.exec(select(LedgerEntry).order_by("id")))

    def kinds(self) -> list[str]:
        """The ledger's kinds, in order."""
        return [entry.kind for entry in self.entries()]


class RunningJob:
    """`footage.ports.jobs.JobContext` over the job table."""

    def __init__(self, books: Books, record: JobRecord, work_dir: Path) -> None:
        self.record = record
        self.work_dir = work_dir
        self.messages: list[str] = []
        self._books = books

    async def report(self, progress: float, message: str) -> None:
        self.messages.append(message)
        if self._books.jobs.report(self.record.job_id, progress, message):
            raise JobCancelledError("The job was cancelled.")

    def reporter(self, start: float, end: float, message: str) -> Callable[[float], None]:
        return lambda fraction: None


LATER = {"look", "stock_query", "stock_taken", "goes_on", "brand"}
"""Fields that no request had for long, which count where they say something."""


def a_request(**changes: Any) -> VideoRequest:
    """A request for a small film."""
    usual = VideoRequest(
        prompt="a boat at sunset",
        duration_s=1,
        aspect_ratio="16:9",
        resolution="480p",
        priority="balanced",
        audio=False,
        seed=1,
    )
    return usual.model_copy(update=changes)


def a_verdict(*faults: Fault) -> Quality:
    """To try again, for what was found."""
    return Quality(
        status="partial",
        verdict="retry",
        conforms=None,
        score=0.5,
        coherence=None,
        prompt_match=None,
        faults=list(faults),
        reasons=[],
    )


def samples(video: dict[str, Any]) -> str:
    """A hash of what a stored film shows and sounds like: two films that do the same are signed each for itself."""
    file = Path(video["path"])
    content = file.read_bytes()
    return sha256(b"".join(content[at : at + size] for kind, at, size in boxes(file) if kind == b"mdat")).hexdigest()
