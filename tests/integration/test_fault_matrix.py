"""Every backend against every fault at every moment: what happens, what is charged, and how often it was sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, get_args

import pytest

from footage.domain import AttemptState
from footage.errors import FootageError
from footage.money import ZERO
from footage.ports.records import JobResult
from routing.emulators.orders import Fault, Moment
from routing.patience import Patience
from routing.render import PaidRenderer
from storage.books.health import HealthTable
from tests.databases import ready
from tests.emulated import AS_MADE, BACKENDS, World, emulated
from tests.support import Books, RunningJob, a_request

pytestmark = [pytest.mark.system, pytest.mark.anyio]


class Cell(NamedTuple):
    """What a fault leads to: the error of the job (None: it has its film), and the states of its attempts."""

    error: str | None
    states: tuple[AttemptState, ...]

    @property
    def sent(self) -> int:
        """How often the paid request goes out; never again once it may have been taken."""
        return len(self.states)


MADE = Cell(None, ("succeeded",))
MADE_LATER = Cell(None, ("refused", "succeeded"))
IN_DOUBT = Cell("in_doubt", ("in_doubt",))


def refused(code: str) -> Cell:
    return Cell(code, ("refused",))


EXPECTED: dict[tuple[Moment, Fault], Cell] = {
    ("submit", "busy"): MADE_LATER,
    ("submit", "quota"): refused("quota_exhausted"),
    ("submit", "auth"): refused("auth_failed"),
    ("submit", "bad_request"): refused("request_rejected"),
    ("submit", "moderated"): refused("moderation_prompt"),
    ("submit", "retired"): refused("retired_model"),
    ("submit", "unavailable"): refused("vendor_failed"),
    ("submit", "upstream"): IN_DOUBT,
    ("submit", "error_before"): IN_DOUBT,
    ("submit", "error_after"): IN_DOUBT,
    ("submit", "reset_before"): IN_DOUBT,
    ("submit", "reset_after"): IN_DOUBT,
    ("submit", "malformed"): IN_DOUBT,
    ("poll", "busy"): MADE,
    ("poll", "unavailable"): MADE,
    ("poll", "error_before"): MADE,
    ("poll", "reset_before"): MADE,
    ("poll", "reset_after"): MADE,
    ("poll", "malformed"): MADE,
    ("poll", "auth"): MADE,
    ("poll", "upstream"): MADE,
    ("download", "error_before"): MADE,
    ("download", "reset_before"): MADE,
    ("download", "unavailable"): MADE,
    ("download", "gone"): MADE,
    ("download", "truncated"): MADE,
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, vendor_films: Path) -> Iterator[World]:
    with emulated(tmp_path_factory.mktemp("emulated"), vendor_films) as world:
        yield world


def expected(world: World, backend: str, on: Moment, fault: Fault) -> Cell:
    """As the table says, except where a vendor takes a request first and only tells later what is wrong with it."""
    cell = EXPECTED[on, fault]
    later = on == "submit" and fault in world.of(backend).told_later
    return Cell(cell.error, ("failed",)) if later else cell


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("when", EXPECTED, ids="-".join)
@pytest.mark.few(one_in=5)
async def test_a_fault_costs_what_it_must_and_nothing_is_sent_twice(
    world: World, tmp_path: Path, backend: str, when: tuple[Moment, Fault]
) -> None:
    on, fault = when
    world.reset()
    database = ready(tmp_path / "books.db")
    books = Books(database)
    generator = world.generators[backend]
    asked = {"prompt": "a boat", "duration_s": 4, "resolution": "720p", **AS_MADE.get(backend, {})}
    request = a_request(**asked, backend=backend)
    quote = generator.quote(request).cost
    record = books.place(quote, backend=backend)
    renderer = PaidRenderer(
        world.generators,
        books.attempts,
        HealthTable(database, books.clock),
        patience=Patience(poll_interval_s=0.05),
        clock=books.clock,
    )
    cell = expected(world, backend, on, fault)
    world.order(backend, on, fault)

    job = RunningJob(books, books.jobs.claim(record.job_id), tmp_path)
    error: FootageError | None = None
    try:
        rendered = await renderer.render(job, request, (backend,))
        assert rendered.path.stat().st_size > 1000
        books.jobs.complete(record.job_id, JobResult())
    except FootageError as exc:
        error = exc
        books.jobs.fail(record.job_id, exc)

    attempts = books.attempts.of_job(record.job_id)
    line = books.ledger.line()
    database.close()
    assert (error.code if error else None) == cell.error
    assert tuple(attempt.state for attempt in attempts) == cell.states
    assert world.submits(backend) == cell.sent
    assert len(world.of(backend).films) <= 1
    if cell is IN_DOUBT:
        assert (line.spent, line.held) == (ZERO, quote)
    else:
        assert line.held == ZERO
        assert ZERO <= line.spent <= quote
        if "failed" not in cell.states:  # what such a film costs is the vendor's own rule
            assert (line.spent > ZERO) == (cell.error is None)


def test_the_matrix_has_every_fault_that_changes_what_is_paid() -> None:
    assert {fault for on, fault in EXPECTED if on == "submit"} | {"hang", "gone", "truncated"} == set(get_args(Fault))
