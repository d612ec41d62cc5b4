from __future__ import annotations

from pathlib import Path
from typing import Any

import anyio
import pytest

from footage.domain import SubmitMode
from footage.errors import FootageError
from footage.money import ZERO, Money
from footage.ports.jobs import JobRecord
from footage.ports.money import Intent
from footage.ports.records import JobResult, VideoOrder
from routing.generators.fake import FakeVendor
from routing.reconcile import Finding, Reconciler
from storage.db import Database
from storage.objects.local import LocalObjects
from tests.support import Books, a_request

QUOTE, BILL = Money.usd("0.05"), Money.usd("0.04")
pytestmark = pytest.mark.anyio


class Doubt:
    """A job in doubt at a vendor, as a crash or a silent vendor leaves it."""

    def __init__(
        self, database: Database, folder: Path, mode: SubmitMode = "blind", vendor: Any = FakeVendor, part: str = ""
    ) -> None:
        self.books = Books(database)
        self.vendor: FakeVendor = vendor("fake", mode, folder / "vendor.jsonl")
        order = VideoOrder(**dict(a_request(prompt="a boat")))
        self.job_id = self.books.place(QUOTE, order=order).job_id
        intent = Intent(backend="fake", model="m", quoted=QUOTE, request_hash="h", part=part)
        self.attempt = self.books.attempts.intend(self.job_id, intent)
        self.objects = LocalObjects(folder / "m", folder / "w")
        self.reconciler = Reconciler({"fake": self.vendor}, self.books.attempts, self.objects, self.bring_home)
        self.brought: list[bool] = []

    async def sent(self, prompt: str = "a boat", *, known: bool) -> None:
        operation_id = await self.vendor.submit(a_request(prompt=prompt), self.attempt.key)
        if known:
            self.books.attempts.accept(self.attempt.attempt_id, operation_id)

    async def settle(self) -> Finding:
        self.books.attempts.doubt(self.attempt.attempt_id)
        self.books.jobs.fail(self.job_id, FootageError("in doubt"))
        return (await self.settle_all())[0]

    async def settle_all(self) -> list[Finding]:
        return await self.reconciler.settle(self.books.jobs.get(self.job_id))

    def bring_home(self, job: JobRecord, film: Path) -> Path:
        self.brought.append(self.books.jobs.bring_home(job.job_id, JobResult(message="Home.")))
        return self.objects.put(job.job_id, "video.mp4", film).path

    def held(self) -> Money:
        return self.books.ledger.line().held


async def test_a_film_that_was_made_is_charged_and_brought_home(database: Database, tmp_path: Path) -> None:
    doubt = Doubt(database, tmp_path)
    await doubt.sent("a boat [slow 0]", known=True)
    finding = await doubt.settle()
    assert (finding.settled, doubt.held(), doubt.books.ledger.line().spent) == (BILL, ZERO, BILL)
    assert finding.film
    assert finding.film.stat().st_size > 1000
    assert not list((tmp_path / "w").glob("**/*.mp4"))


async def test_a_part_is_charged_and_never_put_in_the_place_of_the_film(database: Database, tmp_path: Path) -> None:
    doubt = Doubt(database, tmp_path, part="try 1 between 1.000-2.000 s in 1 s")
    await doubt.sent("a boat [slow 0]", known=True)
    finding = await doubt.settle()
    assert (finding.settled, finding.film, doubt.held()) == (BILL, None, ZERO)
    assert finding.part.startswith("try 1")
    assert doubt.brought == []


async def test_a_film_that_failed_costs_what_the_vendor_says(database: Database, tmp_path: Path) -> None:
    doubt = Doubt(database, tmp_path)
    await doubt.sent("a boat [fail]", known=True)
    finding = await doubt.settle()
    assert (finding.settled, finding.film, doubt.held()) == (ZERO, None, ZERO)


async def test_a_film_at_work_is_left_alone(database: Database, tmp_path: Path) -> None:
    doubt = Doubt(database, tmp_path)
    await doubt.sent("a boat [slow 60]", known=True)
    finding = await doubt.settle()
    assert (finding.settled, doubt.held(), "still working" in finding.message) == (None, QUOTE, True)


@pytest.mark.parametrize("taken", [True, False])
async def test_a_vendor_with_a_search_knows_what_it_took(database: Database, tmp_path: Path, taken: bool) -> None:
    doubt = Doubt(database, tmp_path, "lookup")
    if taken:
        await doubt.sent("a boat [slow 0]", known=False)
    assert (await doubt.settle()).settled == (BILL if taken else ZERO)


async def test_a_blind_vendor_leaves_it_to_a_person(database: Database, tmp_path: Path) -> None:
    doubt = Doubt(database, tmp_path)
    await doubt.sent(known=False)
    finding = await doubt.settle()
    assert (finding.settled, doubt.held(), "its own console" in finding.message) == (None, QUOTE, True)


async def test_without_its_key_a_vendor_is_not_asked(database: Database, tmp_path: Path) -> None:
    class Keyless(FakeVendor):
        def missing(self) -> str | None:
            return "FAKE_KEY is not set"

    doubt = Doubt(database, tmp_path, vendor=Keyless)
    await doubt.sent(known=True)
    finding = await doubt.settle()
    assert (finding.settled, finding.message) == (None, "fake cannot be asked: FAKE_KEY is not set.")


async def test_each_of_several_doubtful_parts_is_asked_about_once(database: Database, tmp_path: Path) -> None:
    doubt = Doubt(database, tmp_path, part="clip 1")
    await doubt.sent("a boat [slow 0]", known=True)
    for part in ("clip 2", "clip 3"):
        intent = Intent(backend="fake", model="m", quoted=QUOTE, request_hash="h", part=part)
        attempt = doubt.books.attempts.intend(doubt.job_id, intent)
        operation_id = await doubt.vendor.submit(a_request(prompt=f"a boat [slow 0] {part}"), attempt.key)
        doubt.books.attempts.accept(attempt.attempt_id, operation_id)
        doubt.books.attempts.doubt(attempt.attempt_id)
    await doubt.settle()
    assert await doubt.settle_all() == []
    assert (doubt.held(), doubt.books.ledger.line().spent) == (ZERO, Money(3 * BILL.microusd))


async def test_two_at_once_charge_once_and_bring_one_film_home(database: Database, tmp_path: Path) -> None:
    doubt = Doubt(database, tmp_path)
    await doubt.sent("a boat [slow 0]", known=True)
    doubt.books.attempts.doubt(doubt.attempt.attempt_id)
    doubt.books.jobs.fail(doubt.job_id, FootageError("in doubt"))
    found: list[Finding] = []

    async def settle() -> None:
        found.extend(await doubt.settle_all())

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(settle)
        tasks.start_soon(settle)
    assert [one.settled for one in found] == [BILL, BILL]
    assert sorted(doubt.brought) == [False, True]
    assert (doubt.held(), doubt.books.ledger.line().spent) == (ZERO, BILL)
    assert doubt.books.jobs.get(doubt.job_id).status == "completed"
    assert not list((tmp_path / "w").glob("**/*.mp4"))


async def test_what_a_person_said_meanwhile_stays(database: Database, tmp_path: Path) -> None:
    doubt = Doubt(database, tmp_path)
    await doubt.sent("a boat [slow 0]", known=True)
    doubt.books.attempts.doubt(doubt.attempt.attempt_id)
    doubt.books.jobs.fail(doubt.job_id, FootageError("in doubt"))
    stale = doubt.books.attempts.of_job(doubt.job_id)
    doubt.books.attempts.correct(doubt.job_id, QUOTE)
    assert await doubt.settle_all() == []
    assert doubt.books.attempts.clear_up(stale[0].attempt_id, BILL) == QUOTE
