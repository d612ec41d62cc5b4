"""What the tables tell one team of another: nothing, in every method that a caller's view of them has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Protocol

import pytest

from footage.caller import LOCAL, NO_LIMITS, Caller, Limits
from footage.errors import BudgetExceededError, FootageError, InvalidInputError, VendorFailedError
from footage.money import ZERO, Money
from footage.ports import jobs as job_ports
from footage.ports import money as money_ports
from footage.ports.jobs import JobSpec
from footage.ports.money import ApprovedQuote, AskedCall, Intent
from footage.ports.records import JobResult
from storage.books.approvals import ApprovalTable
from storage.db import Database
from tests.support import AnyOrder, Books
from tests.teams import ANN, BEN, EVE

PRICE = Money.usd("0.30")
WEEK = timedelta(days=7)
ORDER = AnyOrder(prompt="a film")
NO_JOB, NO_QUOTE = "job_none", "quote_none"


class World:
    """A completed film of Ann's that was paid for, one in doubt, one that waits, and a quote."""

    def __init__(self, database: Database) -> None:
        self.books = Books(database, month=Money.usd(2))
        self.approvals = ApprovalTable(database, self.books.clock)
        self.done, self.doubtful, self.waiting = (self.placed(key) for key in ("done", "doubtful", None))
        attempts = self.books.attempts
        intent = Intent(backend="fake", model="m", quoted=PRICE, request_hash="h")
        attempts.settle(attempts.intend(self.done, intent).attempt_id, "succeeded", PRICE)
        self.books.jobs.complete(self.done, JobResult())
        attempts.intend(self.doubtful, intent)
        self.books.jobs.fail(self.doubtful, VendorFailedError("gone", backend="fake"))
        call = AskedCall(tool="generate_video", title="a film", backend="fake", arguments={"prompt": "a film"})
        self.quote = self.approvals.for_(ANN).quote("f", PRICE, call)

    def placed(self, key: str | None, caller: Caller = ANN, approved: ApprovedQuote | None = None) -> str:
        spec = JobSpec(
            tool="generate_video",
            title="a film",
            order=ORDER,
            queue="cloud",
            hold=PRICE,
            backend="fake",
            idempotency_key=key,
            approved=approved,
        )
        return self.books.jobs.for_(caller).place(spec).job_id

    def views(self, caller: Any) -> dict[str, Any]:
        """The tables as a caller has them, by the names of their ports."""
        stores = (self.books.jobs, self.books.attempts, self.books.ledger, self.approvals)
        return dict(zip(PORTS, (store.for_(caller) for store in stores), strict=True))


PORTS = ("CallersJobs", "CallersAttempts", "CallersBudget", "CallersApprovals")
Ask = Callable[[Any, World, bool], Any]
"""Calls a method of a view: about Ann's, or about what never was."""

ROWS: dict[str, Ask] = {
    "CallersJobs.get": lambda jobs, world, real: jobs.get(world.done if real else NO_JOB),
    "CallersJobs.states": lambda jobs, world, real: jobs.states([world.done if real else NO_JOB]),
    "CallersJobs.request_cancel": lambda jobs, world, real: jobs.request_cancel(world.waiting if real else NO_JOB),
    "CallersJobs.cancel_if_free": lambda jobs, world, real: jobs.cancel_if_free(world.waiting if real else NO_JOB),
    "CallersJobs.first_look": lambda jobs, world, real: jobs.first_look(world.done if real else NO_JOB, "somebody"),
    "CallersJobs.newest": lambda jobs, world, real: jobs.newest(status="completed", limit=9) if real else [],
    "CallersJobs.made_before": lambda jobs, world, real: jobs.made_before(
        "generate_video", ORDER if real else AnyOrder(prompt="another"), WEEK
    ),
    "CallersJobs.placed_before": lambda jobs, world, real: jobs.placed_before(
        "generate_video", "done" if real else "new", ORDER
    ),
    "CallersJobs.place": lambda jobs, world, real: {
        world.books.jobs.get(one.job_id).caller.team_id
        for one in [
            jobs.place(JobSpec(tool="t", title="", order=AnyOrder(prompt=""), queue="cpu", idempotency_key="done"))
        ]
    },
    "CallersAttempts.of_job": lambda book, world, real: book.of_job(world.done if real else NO_JOB),
    "CallersBudget.charged": lambda budget, world, real: budget.charged(world.done if real else NO_JOB),
    "CallersBudget.line": lambda budget, world, real: (
        (budget.line().spent, budget.line().held) if real else (ZERO, ZERO)
    ),
    "CallersBudget.report": lambda budget, world, real: _told(budget.report("total")) if real else NOTHING,
    "CallersBudget.explained": lambda budget, world, real: budget.explained(BudgetExceededError("dear"), None).message,
    "CallersBudget.left": lambda budget, world, real: budget.left(),
    "CallersBudget.available": lambda budget, world, real: budget.available(),
    "CallersApprovals.quote": lambda quotes, world, real: quotes.quote("f", PRICE)[:6],
    "CallersApprovals.waiting": lambda quotes, world, real: [one.call for one in quotes.waiting()] if real else [],
    "CallersApprovals.decline": lambda quotes, world, real: quotes.decline(world.quote if real else "quote_none"),
}
SAME_FOR_ALL = {
    "CallersJobs.place",
    "CallersBudget.available",
    "CallersBudget.left",
    "CallersBudget.explained",
    "CallersApprovals.quote",
}
"""They tell of nothing that was there: caps are everybody's."""

NOTHING: tuple[Any, ...] = ("0.00", "0.00", [], [], "0.00", [])


def _told(report: Any) -> tuple[Any, ...]:
    by = report.by_backend, report.by_day
    return (report.spent_usd, report.held_usd, *by, report.forecast_usd, report.in_doubt)


def answer(ask: Ask, view: Any, world: World, *, real: bool) -> Any:
    """What is answered, or why it is refused, in words that name nothing."""
    try:
        return ask(view, world, real)
    except FootageError as exc:
        words = f"{exc.code} {exc.message} {exc.hint}"
        for name in (world.done, world.waiting, world.quote, NO_JOB, NO_QUOTE):
            words = words.replace(name, "NAME")
        return words


def test_every_method_that_a_caller_has_is_tried_here() -> None:
    ports: list[Any] = [getattr(job_ports, PORTS[0]), *(getattr(money_ports, name) for name in PORTS[1:])]
    assert all(Protocol in port.__mro__ for port in ports)
    methods = {f"{port.__name__}.{name}" for port in ports for name, one in vars(port).items() if _is_method(name, one)}
    assert methods == set(ROWS)


def _is_method(name: str, one: Any) -> bool:
    return callable(one) and not name.startswith("_")


@pytest.mark.parametrize("method", ROWS)
def test_what_is_another_teams_is_as_if_it_never_was(database: Database, method: str) -> None:
    world = World(database)
    view = world.views(EVE)[method.partition(".")[0]]
    never = answer(ROWS[method], view, world, real=False)
    assert answer(ROWS[method], view, world, real=True) == never
    assert world.books.jobs.get(world.waiting).status == "queued"
    if method not in SAME_FOR_ALL:
        mates = world.views(BEN)[method.partition(".")[0]]
        assert answer(ROWS[method], mates, world, real=True) != never


def test_a_job_says_whose_it_is(database: Database) -> None:
    world = World(database)
    assert world.books.jobs.get(world.done).caller.ids() == ANN.ids()
    assert world.books.place().caller.team_id == "local"


def test_a_quote_pays_for_no_job_of_another_team(database: Database) -> None:
    world = World(database)
    refusals = set()
    for caller, quote in ((EVE, world.quote), (LOCAL, world.quote), (EVE, NO_QUOTE)):
        with pytest.raises(InvalidInputError) as caught:
            world.placed(None, caller, ApprovedQuote(quote, "f", PRICE))
        refusals.add(caught.value.message.replace(quote, "NAME"))
    assert len(refusals) == 1
    assert (
        world.books.jobs.get(world.placed(None, BEN, ApprovedQuote(world.quote, "f", PRICE))).caller.ids() == BEN.ids()
    )


def test_money_is_summed_by_team_and_capped_for_all(database: Database) -> None:
    world = World(database)
    ledger = world.books.ledger
    world.books.place(Money.usd("0.10"), team_id=EVE.team_id)
    assert (ledger.spent("a", "month"), ledger.spent("e", "month"), ledger.spent("local", "total")) == (
        PRICE,
        ZERO,
        ZERO,
    )
    everybody, hers = ledger.line(), ledger.for_(EVE).line()
    assert (everybody.spent, everybody.held) == (PRICE, PRICE + PRICE + Money.usd("0.10"))
    assert (hers.spent, hers.held, hers.remaining) == (ZERO, Money.usd("0.10"), everybody.remaining)
    assert [one.job_id for one in ledger.for_(BEN).report("month").in_doubt] == [world.doubtful]
    assert [one.job_id for one in ledger.report("month").in_doubt] == [world.doubtful]


def test_a_key_reserves_no_more_for_a_call_than_it_may_and_its_work_is_held_to_it(database: Database) -> None:
    limits = Limits(backends=frozenset({"fake"}), max_cost_per_call=PRICE)
    world = World(database)
    limited = replace(ANN, limits=limits)
    record = world.books.jobs.get(world.placed(None, limited))
    assert (record.limits, record.max_cost) == (limits, PRICE)
    assert world.books.jobs.get(world.done).limits == NO_LIMITS
    again = Intent(backend="fake", model="m", quoted=PRICE, request_hash="h", part="again")
    world.books.attempts.intend(record.job_id, replace(again, part=""))
    with pytest.raises(BudgetExceededError):
        world.books.attempts.intend(record.job_id, again)
    dear = replace(ANN, limits=Limits(max_cost_per_call=PRICE - Money(1)))
    with pytest.raises(BudgetExceededError, match=r"this key may spend at most \$0\.299999 a call") as caught:
        world.placed(None, dear)
    assert "whoever gave you the key" in caught.value.hint
    assert world.books.ledger.for_(dear).available() == PRICE - Money(1)


def test_what_a_key_placed_is_stopped_with_it_and_nothing_else_is(database: Database) -> None:
    world = World(database)
    teammates = world.placed(None, BEN)
    under_way = world.placed(None)
    world.books.jobs.claim(under_way)
    assert world.books.jobs.cancel_of_key(ANN.key_id) == [world.waiting, under_way]
    assert world.books.jobs.get(world.waiting).status == "cancelled"
    assert world.books.jobs.get(under_way).cancel_requested
    assert not world.books.jobs.get(teammates).cancel_requested
    assert not world.books.jobs.get(world.done).cancel_requested
