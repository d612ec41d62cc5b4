"""When days and months begin and end, in the time zone of the installation."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from footage.ports.money import Period
from footage.threads import Clock

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NEVER = datetime(9999, 1, 1, tzinfo=UTC)


class Calendar:
    """Days and months.

    Args:
        clock: Now, aware UTC.
        time_zone: Where they begin.
    """

    def __init__(self, clock: Clock, time_zone: str) -> None:
        self.now = clock
        self.zone = ZoneInfo(time_zone)

    def start_of(self, period: Period) -> datetime:
        """When the current one began."""
        day = self._today()
        return {"day": day, "month": day.replace(day=1), "total": _EPOCH}[period].astimezone(UTC)

    def end_of(self, period: Period) -> datetime:
        """When the next one begins."""
        day = self._today()
        next_month = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        return {"day": day + timedelta(days=1), "month": next_month, "total": _NEVER}[period].astimezone(UTC)

    def beginning(self, day: date) -> datetime:
        """When a day began, or will."""
        return datetime(day.year, day.month, day.day, tzinfo=self.zone).astimezone(UTC)

    def _today(self) -> datetime:
        now = self.now().astimezone(self.zone)
        # Where clocks go back over midnight there are two of them, and the day begins with the first (fold=0).
        return now.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
