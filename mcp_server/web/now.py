"""The first page: what is made now, what it costs, and what needs somebody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.responses import Response
from starlette.routing import Route

from footage.money import ZERO, Money
from footage.ports.overview import Wanted
from footage.threads import in_thread
from mcp_server.web.live import Parts, partials
from mcp_server.web.visit import Studio, Visit

if TYPE_CHECKING:
    from footage.answers import Budget
    from mcp_server.changes import News

LATEST = 8
_ALL = ("tiles", "needs", "work", "latest")


def routes(studio: Studio) -> list[Route]:
    """The page."""
    return [studio.page("", _now), studio.page("/", _now)]


@dataclass(frozen=True)
class Tiles:
    """The money at a glance: today, the month against its tightest cap, what films in work hold, what is in doubt."""

    today: Money
    month: Money
    cap: Money | None
    left: Money | None
    held: Money
    doubtful: Money


def tiles_of(budget: Budget, today: str) -> Tiles:
    """What a month's report says, for whoever only glances at it."""
    monthly = [cap for cap in budget.caps if cap.name == "month"]
    tightest = min(monthly, key=lambda cap: Money.usd(cap.remaining_usd), default=None)
    doubtful = sum((Money.usd(one.held_usd) for one in budget.in_doubt), ZERO)
    spent_today = next((day.spent_usd for day in budget.by_day if f"{day.day}" == today), "0")
    left = tightest.remaining_usd if tightest else budget.remaining_usd
    return Tiles(
        today=Money.usd(spent_today),
        month=Money.usd(budget.spent_usd),
        cap=Money.usd(tightest.cap_usd) if tightest else None,
        left=None if left is None else Money.usd(left),
        held=Money.usd(budget.held_usd) - doubtful,
        doubtful=doubtful,
    )


async def _now(visit: Visit) -> Response:
    return visit.page("now.html", **await in_thread(_shown, visit, _ALL))


def _shown(visit: Visit, parts: tuple[str, ...]) -> dict[str, Any]:
    """What some parts of the page are made of."""
    team, overview = visit.person.caller.team_id, visit.books.overview
    shown: dict[str, Any] = {}
    if "tiles" in parts or "needs" in parts:
        shown["doubts"] = overview.doubts(team)
    if "tiles" in parts:
        shown["tiles"] = tiles_of(visit.services.budget.report("month"), f"{visit.today}")
    if "needs" in parts:
        shown |= {"quotes": visit.services.approvals.waiting(), "refusing": _refusing(visit)}
    if "work" in parts:
        shown["under_way"] = overview.under_way(team)
    if "latest" in parts:
        shown["latest"] = overview.films(team, Wanted(state="completed"), first=0, count=LATEST).films
    return shown


def _refusing(visit: Visit) -> dict[str, str]:
    """Vendors that refuse our key or have no credit left, for those who can do something about it."""
    pauses = visit.books.overview.pauses() if visit.person.runs_it else {}
    return {name: one.reason for name, one in pauses.items() if one.reason in {"auth_failed", "quota_exhausted"}}


async def _live(visit: Visit, news: News | None) -> str:
    return await in_thread(_changed, visit, news)


def _changed(visit: Visit, news: News | None) -> str:
    names = _ALL if news is None else tuple(_about(news))
    shown = _shown(visit, names)
    parts = [(name, visit.text(f"_{name}.html", **shown)) for name in names]
    if news and news.ended:
        parts.append(("news", visit.text("_news.html", ended=news.ended)))
    return partials(parts)


def _about(news: News) -> list[str]:
    """The parts that some news is about."""
    asked = {
        "tiles": news.money,
        "needs": news.money or news.quotes,
        "work": bool(news.jobs),
        "latest": bool(news.ended),
    }
    return [name for name in _ALL if asked[name]]


PARTS = Parts(_live)
