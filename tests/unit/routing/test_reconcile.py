from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from footage.domain import SubmitMode
from footage.errors import FootageError
from footage.money import ZERO, Money
from footage.ports.money import Intent
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
        request = a_request(prompt="a boat").model_dump(mode="json")
        self.job_id = self.books.place(QUOTE, request=request).job_id
        intent = Intent(backend="fake", model="m", quoted=QUOTE, request_hash="h", part=part)
        self.attempt = self.books.attempts.intend(self.job_id, intent)
        self.reconciler = Reconciler(
            {"fake": self.vendor}, self.books.attempts, LocalObjects(folder / "m", folder / "w")
        )

    async def sent(self, prompt: str = "a boat", *, known: bool) -> None:
        operation_id = await self.vendor.submit(a_request(prompt=prompt), self.attempt.key)
        if known:
            self.books.attempts.accept(self.attempt.attempt_id, operation_id)

    async def settle(self) -> Finding:
        self.books.attempts.doubt(self.attempt.attempt_id)
        self.books.jobs.fail(self.job_id, FootageError("in doubt"))
        return await self.reconciler.settle(self.books.jobs.get(self.job_id))

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
    assert "try 1" in finding.message


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
