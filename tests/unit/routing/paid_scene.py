"""One job on the paid path, its vendors and their books."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from footage.errors import FootageError
from footage.money import Money
from footage.ports.money import Intent
from footage.ports.routing import Rendered
from routing.generators.fake import FakeVendor
from routing.patience import Patience
from routing.render import PaidRenderer
from storage.books.health import HealthTable
from storage.db import Database
from tests.support import Books, RunningJob, a_request

QUOTE, BILL = Money.usd("0.05"), Money.usd("0.04")
QUICK = Patience(poll_interval_s=0.01, refused_s=0.1)


class Scene:
    """One job, its vendors and their books."""

    def __init__(self, database: Database, tmp_path: Path, *vendors: FakeVendor) -> None:
        self.books = Books(database)
        self.vendor_books = tmp_path / "vendor.jsonl"
        self.vendors = {vendor.name: vendor for vendor in vendors or (self.vendor("fake", "idempotent"),)}
        self.health = HealthTable(database, self.books.clock)
        self.renderer = PaidRenderer(
            self.vendors,
            self.books.attempts,
            self.health,
            patience=QUICK,
            clock=self.books.clock,
            stopping=self.stopping,
        )
        self.record = self.books.place(QUOTE, backend=next(iter(self.vendors)))
        self.work_dir = tmp_path

    def vendor(self, name: str, mode: Any) -> FakeVendor:
        return FakeVendor(name, mode, self.vendor_books)

    def stopping(self, job_id: str) -> bool:
        return self.books.jobs.get(job_id).cancel_requested

    async def render(self, prompt: str = "a boat", part: str = "", *, apart: bool = False, **more: Any) -> Rendered:
        self.record = self.books.jobs.claim(self.record.job_id)
        job = RunningJob(self.books, self.record, self.work_dir)
        request = a_request(prompt=prompt, **more)
        return await self.renderer.render(job, request, tuple(self.vendors), part, apart=apart)

    async def refusal(self, prompt: str = "a boat") -> FootageError:
        with pytest.raises(FootageError) as caught:
            await self.render(prompt)
        self.books.jobs.fail(self.record.job_id, caught.value)
        return caught.value

    def films(self) -> list[dict[str, Any]]:
        """What the vendors were made to produce."""
        return [json.loads(line) for line in self.vendor_books.read_text().splitlines()] if self.films_exist() else []

    def films_exist(self) -> bool:
        return self.vendor_books.exists()

    def states(self) -> list[str]:
        return [attempt.state for attempt in self.books.attempts.of_job(self.record.job_id)]

    def sending(self, operation_id: str | None = None) -> None:
        """As a crash leaves it: the intent is committed, maybe the operation id too."""
        name = next(iter(self.vendors))
        attempt = self.books.attempts.intend(
            self.record.job_id, Intent(backend=name, model="m", quoted=QUOTE, request_hash="h")
        )
        if operation_id:
            self.books.attempts.accept(attempt.attempt_id, operation_id)
