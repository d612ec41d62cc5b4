from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from footage.domain import Queue, VideoRequest
from footage.errors import (
    AuthFailedError,
    BudgetExceededError,
    InDoubtError,
    JobCancelledError,
    ModerationPromptError,
    RateLimitedError,
    UnavailableError,
    VendorFailedError,
)
from footage.money import ZERO, Money
from footage.ports.generators import Poll, RateLimits
from footage.ports.jobs import HandOnError
from footage.ports.money import Intent
from routing.generators.fake import FakeVendor
from routing.patience import Patience
from routing.render import HAND_ON_RUNS, PaidRenderer
from storage.books.breaker import OPEN_AFTER, PAUSE_S
from storage.db import Database
from tests.support import LATER, a_request
from tests.unit.routing.paid_scene import BILL, QUICK, QUOTE, Scene


@pytest.fixture
def scene(database: Database, tmp_path: Path) -> Callable[..., Scene]:
    def make(*modes: Any, kind: type[FakeVendor] = FakeVendor) -> Scene:
        vendors = [kind(f"fake{n or ''}", mode, tmp_path / "vendor.jsonl") for n, mode in enumerate(modes)]
        return Scene(database, tmp_path, *vendors)

    return make


@pytest.mark.anyio
async def test_a_film_is_made_once_and_charged_as_billed(scene: Callable[..., Scene]) -> None:
    stage = scene("idempotent")
    rendered = await stage.render()
    assert (rendered.backend, rendered.path.stat().st_size > 1000) == ("fake", True)
    assert (len(stage.films()), stage.states(), stage.books.kinds()) == (1, ["succeeded"], ["hold", "capture"])
    assert stage.books.ledger.line().spent == BILL


@pytest.mark.anyio
@pytest.mark.parametrize("mode", ["idempotent", "lookup", "blind"])
async def test_an_unsent_intent_is_settled_by_what_the_vendor_allows(scene: Callable[..., Scene], mode: str) -> None:
    stage = scene(mode)
    stage.sending()
    if mode == "blind":
        error = await stage.refusal()
        assert (error.code, stage.films(), stage.states()) == ("in_doubt", [], ["in_doubt"])
        assert stage.books.ledger.line().held == QUOTE
    else:
        await stage.render()
        assert (len(stage.films()), stage.states()) == (1, ["succeeded"])


@pytest.mark.anyio
@pytest.mark.parametrize("mode", ["idempotent", "lookup", "blind"])
async def test_a_sent_request_is_never_made_twice_after_a_crash(scene: Callable[..., Scene], mode: str) -> None:
    stage = scene(mode)
    stage.sending()
    key = stage.books.attempts.of_job(stage.record.job_id)[0].key
    await stage.vendors["fake"].submit(a_request(prompt="a boat"), key)
    if mode == "blind":
        assert (await stage.refusal()).code == "in_doubt"
    else:
        await stage.render()
    assert len(stage.films()) == 1


@pytest.mark.anyio
async def test_an_accepted_request_is_resumed_by_its_operation(scene: Callable[..., Scene]) -> None:
    stage = scene("blind")
    operation_id = await stage.vendors["fake"].submit(a_request(prompt="a boat"), "key")
    stage.sending(operation_id)
    await stage.render()
    assert (len(stage.films()), stage.states()) == (1, ["succeeded"])


@pytest.mark.anyio
async def test_a_film_that_is_paid_for_is_fetched_again_and_not_paid_again(scene: Callable[..., Scene]) -> None:
    stage = scene("blind")
    await stage.render()
    await stage.render()
    assert (len(stage.films()), stage.books.kinds()) == (1, ["hold", "capture"])


@pytest.mark.anyio
async def test_a_lost_answer_is_looked_up(scene: Callable[..., Scene]) -> None:
    stage = scene("lookup")
    await stage.render("a boat [lost]")
    assert (len(stage.films()), stage.states()) == (1, ["succeeded"])


@pytest.mark.anyio
async def test_a_lost_answer_of_a_blind_vendor_stays_in_doubt_also_when_run_again(scene: Callable[..., Scene]) -> None:
    stage = scene("blind", "idempotent")
    assert (await stage.refusal("a boat [lost]")).code == "in_doubt"
    assert (await stage.refusal("a boat [lost]")).code == "in_doubt"
    assert (len(stage.films()), stage.states()) == (1, ["in_doubt"])
    assert stage.books.ledger.line().held == QUOTE


@pytest.mark.anyio
async def test_a_refusal_before_acceptance_goes_to_the_next_backend(scene: Callable[..., Scene]) -> None:
    class Busy(FakeVendor):
        async def submit(self, request: VideoRequest, key: str) -> str:
            if self.name == "fake":
                raise RateLimitedError("slow down", backend=self.name, retry_after_s=60)
            return await super().submit(request, key)

    stage = scene("blind", "blind", kind=Busy)
    assert (await stage.render()).backend == "fake1"
    assert stage.states() == ["refused", "succeeded"]
    assert stage.books.kinds() == ["hold", "release", "hold", "capture"]


@pytest.mark.anyio
async def test_a_busy_vendor_is_asked_again_when_it_says_so(scene: Callable[..., Scene]) -> None:
    class BusyOnce(FakeVendor):
        asked = 0

        async def submit(self, request: VideoRequest, key: str) -> str:
            self.asked += 1
            if self.asked == 1:
                raise RateLimitedError("slow down", backend=self.name, retry_after_s=0.01)
            return await super().submit(request, key)

    stage = scene("blind", "blind", kind=BusyOnce)
    assert (await stage.render()).backend == "fake"
    assert (stage.states(), len(stage.films())) == (["refused", "succeeded"], 1)


@pytest.mark.anyio
async def test_a_job_waits_for_a_place_at_an_account_and_then_goes_on_to_the_next(
    database: Database, tmp_path: Path
) -> None:
    books = tmp_path / "vendor.jsonl"
    full = FakeVendor("fake", "blind", books)
    full.limits = RateLimits(max_concurrent=1, starts_per_minute=9)
    other = FakeVendor("next", "blind", books)
    other.vendor = "other"
    stage = Scene(database, tmp_path, full, other)
    stage.renderer = PaidRenderer(
        stage.vendors,
        stage.books.attempts,
        stage.health,
        patience=Patience(poll_interval_s=0.01, max_wait_s=0.6),
        clock=stage.books.clock,
    )
    elsewhere = stage.books.place(QUOTE)
    intent = Intent(backend="fake", vendor="fake", model="m", quoted=QUOTE, request_hash="h")
    stage.books.attempts.intend(elsewhere.job_id, intent)
    assert (await stage.render()).backend == "next"
    assert stage.books.kinds() == ["hold", "hold", "release", "hold", "capture"]


@pytest.mark.anyio
async def test_a_vendor_that_fails_again_and_again_is_not_asked_for_a_while(scene: Callable[..., Scene]) -> None:
    stage = scene("blind")
    for _ in range(OPEN_AFTER):
        stage.health.failed("fake", "vendor_failed")
    assert (await stage.refusal()).message == "fake is paused after failing."
    assert (stage.films(), list(stage.health.paused())) == ([], ["fake"])
    stage.books.clock.advance(seconds=PAUSE_S)
    stage.record = stage.books.place(QUOTE)
    await stage.render()
    assert (len(stage.films()), stage.health.paused()) == (1, {})


@pytest.mark.anyio
async def test_a_definite_failure_goes_on_and_is_not_charged(scene: Callable[..., Scene]) -> None:
    stage = scene("blind", "blind")
    error = await stage.refusal("a boat [fail]")
    assert (error.code, stage.states()) == ("vendor_failed", ["failed", "failed"])
    assert stage.books.ledger.line().spent == ZERO


@pytest.mark.anyio
async def test_a_take_apart_leaves_the_reserved_money_for_the_film(scene: Callable[..., Scene]) -> None:
    stage = scene("idempotent")
    await stage.render(part="try 1", apart=True)
    await stage.render(part="try 1", apart=True)
    line = stage.books.ledger.line()
    assert (len(stage.films()), line.spent, line.held) == (1, BILL, QUOTE)
    await stage.render()
    line = stage.books.ledger.line()
    assert (len(stage.films()), line.spent, line.held) == (2, BILL + BILL, Money(0))


@pytest.mark.anyio
async def test_a_hop_that_does_not_fit_the_cap_ends_the_job(database: Database, tmp_path: Path) -> None:
    class Charging(FakeVendor):
        async def poll(self, operation_id: str) -> Poll:
            return Poll(state="failed", cost=Money.usd("0.99"), error=VendorFailedError("no", backend=self.name))

    books = tmp_path / "vendor.jsonl"
    stage = Scene(database, tmp_path, Charging("fake", "blind", books), FakeVendor("next", "blind", books))
    with pytest.raises(BudgetExceededError):
        await stage.render()
    assert stage.books.ledger.line().spent == Money.usd("0.99")
    assert len(stage.films()) == 1


@pytest.mark.anyio
async def test_a_moderated_prompt_is_not_carried_to_others(scene: Callable[..., Scene]) -> None:
    stage = scene("blind", "blind")
    assert isinstance(await stage.refusal("a boat [moderated]"), ModerationPromptError)
    assert stage.states() == ["refused"]
    assert stage.books.kinds() == ["hold", "release"]


@pytest.mark.anyio
async def test_a_refused_second_send_does_not_prove_that_the_first_was_not_taken(scene: Callable[..., Scene]) -> None:
    class KeyRevoked(FakeVendor):
        async def submit(self, request: VideoRequest, key: str) -> str:
            raise AuthFailedError("bad key", backend=self.name)

    stage = scene("idempotent", kind=KeyRevoked)
    stage.sending()
    assert (await stage.refusal()).code == "in_doubt"
    assert stage.books.ledger.line().held == QUOTE


@pytest.mark.anyio
async def test_a_vendor_that_took_it_and_falls_silent_is_not_replaced(scene: Callable[..., Scene]) -> None:
    class Silent(FakeVendor):
        async def poll(self, operation_id: str) -> Poll:
            raise AuthFailedError("bad key", backend=self.name)

    stage = scene("idempotent", "idempotent", kind=Silent)
    assert isinstance(await stage.refusal(), InDoubtError)
    assert (len(stage.films()), stage.books.ledger.line().held) == (1, QUOTE)


@pytest.mark.anyio
async def test_a_film_that_cannot_be_downloaded_is_charged_and_said_so(scene: Callable[..., Scene]) -> None:
    stage = scene("idempotent", "idempotent")
    error = await stage.refusal("a boat [broken]")
    assert isinstance(error, UnavailableError)
    assert "paid for" in error.hint
    assert (len(stage.films()), stage.states(), stage.books.ledger.line().spent) == (1, ["failed"], BILL)


@pytest.mark.anyio
async def test_a_film_that_fails_to_be_made_here_is_not_tried_again_but_goes_on(
    database: Database, tmp_path: Path
) -> None:
    class Local(FakeVendor):
        queue: Queue = "gpu"
        fetches = 0

        async def poll(self, operation_id: str) -> Poll:
            return Poll(state="succeeded", cost=ZERO)

        async def fetch(self, *_: Any) -> None:
            self.fetches += 1
            raise VendorFailedError("It broke.", backend=self.name)

    books = tmp_path / "vendor.jsonl"
    local = Local("local", "idempotent", books)
    stage = Scene(database, tmp_path, local, FakeVendor("fake", "idempotent", books))
    rendered = await stage.render()
    assert (rendered.backend, local.fetches, stage.states()) == ("fake", 1, ["failed", "succeeded"])
    assert stage.books.ledger.line().spent == BILL


@pytest.mark.anyio
async def test_a_cancel_while_the_vendor_works_pays_what_it_asks(scene: Callable[..., Scene]) -> None:
    stage = scene("blind")
    stage.books.jobs.claim(stage.record.job_id)
    operation_id = await stage.vendors["fake"].submit(a_request(prompt="a boat [slow]"), "key")
    stage.sending(operation_id)
    stage.books.jobs.request_cancel(stage.record.job_id)
    assert isinstance(await stage.refusal("a boat [slow]"), JobCancelledError)
    assert (stage.states(), stage.books.kinds()) == (["cancelled"], ["hold", "capture"])
    assert stage.books.ledger.line().spent == BILL


@pytest.mark.anyio
async def test_a_cancel_before_anything_was_sent_costs_nothing(scene: Callable[..., Scene]) -> None:
    stage = scene("blind")
    stage.books.jobs.claim(stage.record.job_id)
    stage.books.jobs.request_cancel(stage.record.job_id)
    assert (await stage.refusal()).code == "cancelled"
    assert (stage.films(), stage.books.kinds()) == ([], ["hold", "release"])


@pytest.mark.anyio
async def test_a_defect_while_sending_counts_as_a_lost_answer(scene: Callable[..., Scene]) -> None:
    class Broken(FakeVendor):
        async def submit(self, request: VideoRequest, key: str) -> str:
            await super().submit(request, key)
            raise KeyError("operation")

    stage = scene("blind", kind=Broken)
    assert (await stage.refusal()).code == "in_doubt"
    assert (len(stage.films()), stage.books.ledger.line().held) == (1, QUOTE)


class Keyless(FakeVendor):
    """A vendor whose key this process lacks."""

    def missing(self) -> str | None:
        return "FAKE_KEY is not set"


@pytest.mark.anyio
async def test_what_was_sent_is_handed_on_by_a_process_without_the_key(scene: Callable[..., Scene]) -> None:
    stage = scene("blind", kind=Keyless)
    operation_id = await stage.vendors["fake"].submit(a_request(prompt="a boat"), "key")
    stage.sending(operation_id)
    for _ in range(HAND_ON_RUNS + 1):
        with pytest.raises(HandOnError, match="FAKE_KEY"):
            await stage.render()
        stage.books.jobs.hand_on(stage.record.job_id, "no key", "cloud")
    assert stage.books.queued == [stage.record.job_id] * (HAND_ON_RUNS + 2)
    stage.renderer = PaidRenderer(
        {"fake": FakeVendor("fake", "blind", stage.vendor_books)},
        stage.books.attempts,
        stage.health,
        patience=QUICK,
        clock=stage.books.clock,
    )
    await stage.render()
    assert (len(stage.films()), stage.states()) == (1, ["succeeded"])


@pytest.mark.anyio
async def test_what_nobody_has_a_key_for_goes_on_to_the_next_backend(database: Database, tmp_path: Path) -> None:
    books = tmp_path / "vendor.jsonl"
    stage = Scene(database, tmp_path, Keyless("fake", "blind", books), FakeVendor("next", "blind", books))
    for _ in range(HAND_ON_RUNS - 1):
        with pytest.raises(HandOnError):
            await stage.render()
    assert (await stage.render()).backend == "next"


class Deviceless(FakeVendor):
    """A local model in a process that has no device."""

    queue: Queue = "gpu"

    def missing(self) -> str | None:
        return "needs a CUDA device"


@pytest.fixture
def local(database: Database, tmp_path: Path) -> Scene:
    """A local model that cannot run here, and a vendor behind it."""
    books = tmp_path / "vendor.jsonl"
    return Scene(database, tmp_path, Deviceless("wan", "idempotent", books), FakeVendor("next", "blind", books))


@pytest.mark.anyio
async def test_a_film_for_a_device_is_left_to_those_that_have_one_for_as_long_as_there_are_any(local: Scene) -> None:
    local.renderer = PaidRenderer(
        local.vendors, local.books.attempts, local.health, elsewhere=lambda: frozenset({"wan"})
    )
    for _ in range(HAND_ON_RUNS + 1):
        with pytest.raises(HandOnError, match="CUDA") as handed:
            await local.render()
        assert handed.value.queue == "gpu"
    assert local.states() == []


@pytest.mark.anyio
@pytest.mark.parametrize("begun", [False, True])
async def test_without_anybody_left_it_goes_on_without_a_device_and_costs_nothing(local: Scene, *, begun: bool) -> None:
    if begun:
        local.sending("local-1")
    assert (await local.render()).backend == "next"
    assert local.states() == ["failed", "succeeded"] if begun else ["succeeded"]
    assert local.books.ledger.charged(local.record.job_id) == BILL


@pytest.mark.anyio
async def test_a_film_that_only_a_device_may_make_says_what_to_start(database: Database, tmp_path: Path) -> None:
    stage = Scene(database, tmp_path, Deviceless("wan", "idempotent", tmp_path / "vendor.jsonl"))
    error = await stage.refusal()
    assert "No process with a device" in error.message
    assert "footage worker --queue local-gpu" in error.hint
    assert stage.books.ledger.line().held == ZERO


@pytest.mark.anyio
async def test_a_vendor_is_given_the_picture_that_came_with_the_job(database: Database, tmp_path: Path) -> None:
    stage = Scene(database, tmp_path)
    given: list[bytes] = []

    class Reader(FakeVendor):
        async def submit(self, request: VideoRequest, key: str) -> str:
            given.append(Path(str(request.start_image)).read_bytes())
            raise ModerationPromptError("It refuses.", backend="fake")

    stage.vendors["fake"] = Reader("fake", "idempotent", stage.vendor_books)
    stage.renderer = PaidRenderer(
        stage.vendors,
        stage.books.attempts,
        stage.health,
        patience=QUICK,
        clock=stage.books.clock,
        carried=lambda *_: b"a picture",
    )
    with pytest.raises(ModerationPromptError):
        await stage.render(start_image="/elsewhere/start.png")
    assert given == [b"a picture"]
    [attempt] = stage.books.attempts.of_job(stage.record.job_id)
    everywhere = a_request(prompt="a boat", start_image="/elsewhere/start.png")
    assert attempt.request_hash == hashlib.sha256(everywhere.model_dump_json(exclude=LATER).encode()).hexdigest()


@pytest.mark.anyio
async def test_who_has_failed_before_an_upgrade_is_not_asked_again_after_it(scene: Callable[..., Scene]) -> None:
    stage = scene("idempotent", "idempotent")
    written_before = hashlib.sha256(a_request(prompt="a boat").model_dump_json(exclude=LATER).encode()).hexdigest()
    intent = Intent(backend="fake", model="m", quoted=QUOTE, request_hash=written_before)
    attempt = stage.books.attempts.intend(stage.record.job_id, intent)
    stage.books.attempts.refuse(attempt.attempt_id, "vendor_failed")
    assert (await stage.render()).backend == "fake1"
    assert stage.states() == ["refused", "succeeded"]
