"""What a caller is told of money: what was spent, and how much of each cap is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from footage.answers import Budget, Cap
from footage.caller import LOCAL, Caller
from footage.money import ZERO, Money
from footage.ports.limits import CapReached
from footage.ports.money import Period
from storage.books.balances import Standing
from storage.books.caps import shown_id, time_of
from storage.books.periods import Calendar
from storage.books.spending import by_backend, by_day, in_doubt

DAYS = 31
"""As many days are told one by one."""


def sees_installation(caller: Caller | None) -> bool:
    """Whether a caller is told how far the installation's caps are used: only who runs it, as all teams spend there."""
    return caller is None or caller.team_id == LOCAL.team_id


def report(
    session: Session,
    caller: Caller | None,
    calendar: Calendar,
    *,
    period: Period,
    days_from: datetime,
    sums: Mapping[str, Money],
    standings: Sequence[Standing],
    call_cap: Money | None,
    warn_at: float,
    no_spend: bool,
) -> Budget:
    """Everything `check_budget` shows.

    Args:
        session: Reads; all of it is told as it was at one moment.
        caller: Who asks; None is told of everybody's.
        calendar: When days and months begin.
        period: Whose spending is shown.
        days_from: From when days are shown.
        sums: What was `spent` in the period, what is `held`, what was spent in the `month`; `all_spent` and `all_held`
            by all teams.
        standings: Of all caps that count for the caller.
        call_cap: The installation's own for a call.
        warn_at: Share of a cap from which there is a warning.
        no_spend: Told as it is.
    """
    team_id = caller.team_id if caller else None
    own = [one for one in standings if one.scope != "installation"]
    shown = list(standings) if sees_installation(caller) else own
    left = [*(one.left for one in shown), *([call_cap] if call_cap is not None else [])]
    remaining = max(ZERO, min(left)) if left else None
    warning = _warning(shown, warn_at)
    said = f"{sums['spent']} spent and {sums['held']} held ({period}); {_what_is_left(remaining, shown, calendar)}."
    if sees_installation(caller) and (sums["all_spent"], sums["all_held"]) != (sums["spent"], sums["held"]):
        said += f" That is yours; all teams together: {sums['all_spent']} spent and {sums['all_held']} held."
    caps = [_cap(one, calendar) for one in shown]
    if call_cap is not None:
        caps.append(Cap(name="call", cap_usd=call_cap.as_usd(), remaining_usd=call_cap.as_usd()))
    return Budget(
        period=period,
        spent_usd=sums["spent"].as_usd(),
        held_usd=sums["held"].as_usd(),
        remaining_usd=None if remaining is None else remaining.as_usd(),
        caps=caps,
        by_backend=by_backend(session, calendar.start_of(period), team_id),
        by_day=by_day(session, days_from, calendar.zone, team_id),
        forecast_usd=_forecast(sums["month"], calendar).as_usd(),
        in_doubt=in_doubt(session, team_id),
        warning=warning,
        no_spend=no_spend,
        time_zone=calendar.zone.key,
        message=" ".join(filter(None, (said, warning))),
    )


def _what_is_left(remaining: Money | None, shown: Sequence[Standing], calendar: Calendar) -> str:
    """How much more can be spent, and whose cap says so, where that is not the installation's."""
    if remaining is None:
        return "no cap of your own limits what can still be spent"
    said = f"{remaining} can still be spent"
    tightest = min(shown, key=lambda one: one.left, default=None)
    if tightest is None or tightest.scope == "installation" or max(ZERO, tightest.left) > remaining:
        return said
    resets_at = time_of(calendar.end_of(tightest.period), calendar.zone.key)
    anew = f", which begins anew on {resets_at}" if tightest.period != "total" else ""
    return f"{said}: so much is left of the {tightest.period} cap of {named(tightest)}{anew}"


def _cap(one: Standing, calendar: Calendar) -> Cap:
    return Cap(
        name=one.period,
        cap_usd=one.cap.as_usd(),
        remaining_usd=max(ZERO, one.left).as_usd(),
        scope=one.scope,
        of=shown_id(one.scope, one.id) or None,
        used_usd=one.used.as_usd(),
        held_usd=one.held.as_usd(),
        resets_at=calendar.end_of(one.period) if one.period != "total" else None,
    )


def _warning(standings: Sequence[Standing], warn_at: float) -> str | None:
    for one in standings:
        if is_much(one, ZERO, warn_at):
            used = (one.used + one.held).microusd * 100 // one.cap.microusd
            whose = "" if one.scope == "installation" else f" of {named(one)}"
            return f"{used}% of the {one.period} cap of {one.cap}{whose} is spent or held."
    return None


def named(one: Standing) -> str:
    """Whose cap it is."""
    return f"{one.scope} {shown_id(one.scope, one.id)}"


def is_much(one: Standing, more: Money, warn_at: float) -> bool:
    """Whether so much of a cap is used, once `more` is held, that somebody should know."""
    return one.cap > ZERO and (one.used + one.held + more).microusd >= warn_at * one.cap.microusd


def told(reached: CapReached, more: Money) -> dict[str, str | int | None]:
    """What a webhook is told of a cap that is nearly used, once `more` is held."""
    taken = reached.used + reached.held + more
    return {
        "scope": reached.scope,
        "id": reached.id,
        "period": reached.period,
        "cap_usd": reached.cap.as_usd(),
        "used_usd": reached.used.as_usd(),
        "held_usd": (reached.held + more).as_usd(),
        "percent": taken.microusd * 100 // reached.cap.microusd,
        "resets_at": reached.resets_at.isoformat() if reached.resets_at else None,
        "time_zone": reached.time_zone,
    }


def _forecast(spent: Money, calendar: Calendar) -> Money:
    """The month's spending continued at its pace so far; the first day counts as a whole one."""
    start, end = calendar.start_of("month"), calendar.end_of("month")
    so_far = max(calendar.now() - start, timedelta(days=1))
    return Money(round(spent.microusd * ((end - start) / so_far)))
