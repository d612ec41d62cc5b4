"""The rules of a circuit breaker, without a database: what a vendor's successes and failures make of it.

It opens after `OPEN_AFTER` failures in a row (at once when the credentials or the quota are refused). `PAUSE_S` later
it is half open: one job at a time may try, after a free call where the vendor has one. `CLOSE_AFTER` successes close
it, a failure opens it anew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from footage.ports.routing import Admission

OPEN_AFTER = 5
CLOSE_AFTER = 3
PAUSE_S = 60.0
PROBE_S = 600.0
"""A probe that has not ended after this long died with its process."""

_AT_ONCE = frozenset({"auth_failed", "quota_exhausted"})
"""Refusals that the next request would get as well."""


@dataclass(frozen=True, kw_only=True)
class Breaker:
    """One vendor's breaker at a moment; every event gives a new one. A vendor without trouble has a default one.

    Args:
        failures: In a row.
        successes: In a row.
        reason: The code of the last failure.
        opened_at: When it opened; None while it is closed.
        probing_at: When the job that may try got its turn; None while nobody has it.
    """

    failures: int = 0
    successes: int = 0
    reason: str = ""
    opened_at: datetime | None = None
    probing_at: datetime | None = None

    def failed(self, code: str, now: datetime) -> Breaker:
        """After a failure that was the vendor's."""
        failures = self.failures + 1
        opens = self.opened_at is not None or failures >= OPEN_AFTER or code in _AT_ONCE
        return Breaker(failures=failures, reason=code, opened_at=now if opens else None)

    def succeeded(self) -> Breaker:
        """After a success; a closed breaker has nothing to remember of one."""
        successes = self.successes + 1
        if self.opened_at is None or successes >= CLOSE_AFTER:
            return Breaker()
        return replace(self, failures=0, probing_at=None, successes=successes)

    def admission(self, now: datetime) -> Admission:
        """Whether a job may go to the vendor; "probe" is the turn of one alone: remember `probed`."""
        if self.opened_at is None:
            return "yes"
        return "probe" if self._may_probe(self.opened_at, now) else "no"

    def probed(self, now: datetime) -> Breaker:
        """With a job that tries whether the vendor is back."""
        return replace(self, probing_at=now)

    def why_not(self, now: datetime) -> str | None:
        """Why no job may go to the vendor, for people; None if one may."""
        if self.opened_at is None or self._may_probe(self.opened_at, now):
            return None
        times = {0: "before", 1: "once"}.get(self.failures, f"{self.failures} times in a row")
        left_s = (self.opened_at + timedelta(seconds=PAUSE_S) - now).total_seconds()
        until = f"paused for {left_s:.0f} s more" if left_s > 0 else "being tried again by another job"
        return f"{until}: it failed {times} ({self.reason})"

    def _may_probe(self, opened_at: datetime, now: datetime) -> bool:
        if _is_within(PAUSE_S, opened_at, now):
            return False
        return self.probing_at is None or not _is_within(PROBE_S, self.probing_at, now)


def _is_within(seconds: float, at: datetime, now: datetime) -> bool:
    """Whether a moment is less far from now, on either side.

    Machines' clocks differ by a little. A moment that is further ahead was written before the clock was set back: it
    would come in years.
    """
    return abs((now - at).total_seconds()) < seconds
