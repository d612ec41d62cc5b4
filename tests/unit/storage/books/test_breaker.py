"""The breaker's rules, without a database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage.books.breaker import CLOSE_AFTER, OPEN_AFTER, PAUSE_S, PROBE_S, Breaker

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def opened() -> Breaker:
    breaker = Breaker()
    for _ in range(OPEN_AFTER):
        assert breaker.admission(NOW) == "yes"
        breaker = breaker.failed("vendor_failed", NOW)
    return breaker


def test_it_opens_after_failures_in_a_row_and_at_once_for_refused_credentials() -> None:
    assert opened().admission(NOW) == "no"
    assert Breaker().failed("auth_failed", NOW).admission(NOW) == "no"
    assert Breaker().failed("vendor_failed", NOW).succeeded() == Breaker()


def test_after_the_pause_one_may_try_until_enough_succeeded() -> None:
    breaker = opened()
    assert breaker.admission(later(PAUSE_S - 1)) == "no"
    for _ in range(CLOSE_AFTER):
        assert breaker.admission(later(PAUSE_S)) == "probe"
        breaker = breaker.probed(later(PAUSE_S))
        assert breaker.admission(later(PAUSE_S)) == "no"
        assert breaker.admission(later(PAUSE_S + PROBE_S)) == "probe"
        breaker = breaker.succeeded()
    assert breaker == Breaker()


def test_a_failure_while_half_open_pauses_anew() -> None:
    failed = opened().probed(later(PAUSE_S)).failed("timeout", later(PAUSE_S))
    assert failed.admission(later(PAUSE_S + 1)) == "no"
    assert failed.admission(later(2 * PAUSE_S)) == "probe"


def test_it_says_why_in_words() -> None:
    assert Breaker().why_not(NOW) is None
    assert opened().why_not(NOW) == "paused for 60 s more: it failed 5 times in a row (vendor_failed)"
    assert opened().why_not(later(PAUSE_S)) is None
    half = opened().probed(later(PAUSE_S)).succeeded().why_not(NOW)
    assert half == "paused for 60 s more: it failed before (vendor_failed)"
    probed = opened().probed(later(PAUSE_S)).why_not(later(PAUSE_S))
    assert probed == "being tried again by another job: it failed 5 times in a row (vendor_failed)"
