"""A quote is for one call, whichever version of Footage made it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any, cast

import pytest

from footage.caller import LOCAL
from footage.errors import ApprovalRequiredError, InvalidInputError
from footage.money import ZERO, Money
from footage.ports.generators import Quote
from footage.ports.money import ApprovedQuote, CallersApprovals
from storage.books.approvals import ApprovalTable
from storage.db import Database
from tests.support import Books
from tools.approval import consent
from tools.base import Params

QUOTE = Quote(model="m", cost=Money.usd(1), price_source="test")


class Asked(Params):
    prompt: str
    style: str | None = None
    quote_id: str | None = None


class AskedLater(Asked):
    mood: str = "calm"


@dataclass(frozen=True)
class Consenting:
    """What `consent` needs of the services."""

    approvals: CallersApprovals
    approve_above: Money = ZERO


class Desk:
    """Where quotes are made and used up."""

    def __init__(self, database: Database) -> None:
        self.books = Books(database)
        self.table = ApprovalTable(database, self.books.clock)
        self._services = cast("Any", Consenting(self.table.for_(LOCAL)))

    def quote(self, params: Params) -> str:
        with pytest.raises(ApprovalRequiredError) as refused:
            consent(self._services, "generate_video", params, "fake", QUOTE, None)
        return refused.value.hint.split("'")[1]

    def use(self, params: Params, quote_id: str) -> str:
        approved = consent(self._services, "generate_video", params, "fake", QUOTE, quote_id).approved
        assert isinstance(approved, ApprovedQuote)
        return self.books.place(QUOTE.cost, approved=approved).status


def test_an_argument_that_came_later_leaves_an_old_quote_good(database: Database) -> None:
    desk = Desk(database)
    assert desk.use(AskedLater(prompt="a boat"), desk.quote(Asked(prompt="a boat"))) == "queued"


def test_another_argument_is_another_call(database: Database) -> None:
    desk = Desk(database)
    quote_id = desk.quote(Asked(prompt="a boat"))
    for other in (
        Asked(prompt="a ship"),
        Asked(prompt="a boat", style="noir"),
        AskedLater(prompt="a boat", mood="wild"),
    ):
        with pytest.raises(InvalidInputError, match="other arguments"):
            desk.use(other, quote_id)


def test_a_quote_that_was_made_over_every_argument_is_good(database: Database) -> None:
    desk = Desk(database)
    arguments = {"prompt": "a boat", "style": None}
    bound = {"tool": "generate_video", "arguments": arguments, "backend": "fake", "model": "m"}
    made_before = hashlib.sha256(json.dumps(bound, sort_keys=True).encode()).hexdigest()
    quote_id = desk.table.quote(made_before, QUOTE.cost, LOCAL)
    assert desk.use(Asked(prompt="a boat"), quote_id) == "queued"
