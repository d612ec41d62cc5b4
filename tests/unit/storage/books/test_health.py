from __future__ import annotations

from footage.money import Money
from footage.ports.money import Intent
from storage.books.breaker import CLOSE_AFTER, OPEN_AFTER, PAUSE_S, PROBE_S
from storage.books.health import HealthTable
from storage.books.history import AttemptHistory
from storage.db import Database
from tests.support import Books, Clock


def opened(database: Database) -> tuple[HealthTable, Clock]:
    clock = Clock()
    health = HealthTable(database, clock)
    for _ in range(OPEN_AFTER):
        health.failed("veo", "vendor_failed")
    return health, clock


def test_a_vendor_is_paused_after_failures_in_a_row_and_not_before(database: Database) -> None:
    health = HealthTable(database, Clock())
    for _ in range(OPEN_AFTER - 1):
        health.failed("veo", "vendor_failed")
    health.succeeded("veo")
    for _ in range(OPEN_AFTER - 1):
        health.failed("veo", "vendor_failed")
    assert (health.admit("veo"), health.paused()) == ("yes", {})
    health.failed("veo", "vendor_failed")
    assert health.admit("veo") == "no"
    assert health.paused() == {"veo": "paused for 60 s more: it failed 5 times in a row (vendor_failed)"}
    assert health.admit("runway") == "yes"


def test_refused_credentials_pause_at_once(database: Database) -> None:
    health = HealthTable(database, Clock())
    health.failed("veo", "auth_failed")
    assert "it failed once (auth_failed)" in health.paused()["veo"]


def test_after_the_pause_one_job_at_a_time_may_try_and_three_successes_close(database: Database) -> None:
    health, clock = opened(database)
    clock.advance(seconds=PAUSE_S)
    for _ in range(CLOSE_AFTER):
        assert health.paused() == {}
        assert [health.admit("veo"), health.admit("veo")] == ["probe", "no"]
        assert "being tried again" in health.paused()["veo"]
        health.succeeded("veo")
    assert [health.admit("veo"), health.admit("veo")] == ["yes", "yes"]


def test_a_failure_while_half_open_pauses_anew(database: Database) -> None:
    health, clock = opened(database)
    clock.advance(seconds=PAUSE_S)
    health.admit("veo")
    health.failed("veo", "vendor_failed")
    assert health.admit("veo") == "no"
    clock.advance(seconds=PAUSE_S)
    assert health.admit("veo") == "probe"


def test_a_probe_that_died_with_its_process_is_not_waited_for_forever(database: Database) -> None:
    health, clock = opened(database)
    clock.advance(seconds=PAUSE_S)
    assert [health.admit("veo"), health.admit("veo")] == ["probe", "no"]
    clock.advance(seconds=PROBE_S)
    assert health.admit("veo") == "probe"


def test_history_tells_what_speaks_for_or_against_a_backend(database: Database) -> None:
    books = Books(database)
    cost = Money.usd("0.05")
    for state, code in (("succeeded", None), ("failed", "vendor_failed"), ("failed", "moderation_output")):
        job = books.place(cost)
        intent = Intent(backend="veo", model="m", quoted=cost, request_hash="h", expected_s=10)
        attempt = books.attempts.intend(job.job_id, intent)
        books.clock.advance(seconds=30)
        books.attempts.settle(attempt.attempt_id, state, cost, code)  # type: ignore[arg-type]
        books.attempts.rate(attempt.attempt_id, 0.8, "4: technical")
    books.clock.advance(days=1)
    failed, made = AttemptHistory(database, books.clock).recent()
    assert (made.succeeded, made.elapsed_s, made.expected_s) == (True, 30, 10)
    assert (made.quality, made.measure) == (0.8, "4: technical")
    assert (failed.succeeded, failed.elapsed_s) == (False, None)
    assert 1 < made.age_days < 1.01
    books.clock.advance(days=90)
    assert AttemptHistory(database, books.clock).recent() == []
