"""One film at an emulated vendor, made and paid by the book."""

from __future__ import annotations

from pathlib import Path

from footage.errors import FootageError
from footage.money import Money
from footage.ports.money import AttemptRecord
from footage.ports.records import JobResult, VideoOrder
from routing.patience import Patience
from routing.render import PaidRenderer
from storage.books.health import HealthTable
from tests.databases import ready
from tests.emulated import AS_MADE, World
from tests.support import Books, RunningJob, a_request

FILM = a_request(prompt="a boat", duration_s=4, resolution="720p")


class Paid:
    """One film, made and paid by the book."""

    def __init__(self, world: World, folder: Path, backend: str) -> None:
        self._folder, self._backend = folder, backend
        self._film = FILM.model_copy(update={**AS_MADE.get(backend, {}), "backend": backend})
        self._database = ready(folder / "books.db")
        self.books = Books(self._database, month=Money.usd(100))
        self.quote = world.generators[backend].quote(self._film).cost
        self.record = self.books.place(self.quote, backend=backend, order=VideoOrder(**dict(self._film)))
        self.notes: tuple[str, ...] = ()
        self._renderer = PaidRenderer(
            world.generators,
            self.books.attempts,
            HealthTable(self._database, self.books.clock),
            patience=Patience(poll_interval_s=0.05, refused_s=0.1),
            clock=self.books.clock,
        )

    async def error(self, prompt: str = "a boat") -> FootageError | None:
        """Make it; why it could not be, if so."""
        job = RunningJob(self.books, self.books.jobs.claim(self.record.job_id), self._folder)
        request = self._film.model_copy(update={"prompt": prompt})
        try:
            self.notes = (await self._renderer.render(job, request, (self._backend,))).notes
            self.books.jobs.complete(self.record.job_id, JobResult())
        except FootageError as exc:
            self.books.jobs.fail(self.record.job_id, exc)
            return exc
        return None

    def spent(self) -> tuple[Money, Money]:
        line = self.books.ledger.line()
        return line.spent, line.held

    def attempts(self) -> list[AttemptRecord]:
        return self.books.attempts.of_job(self.record.job_id)

    def states(self) -> list[str]:
        return [one.state for one in self.attempts()]
