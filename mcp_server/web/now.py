"""The first page: what is made now, what it costs, and what needs somebody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.responses import Response
from starlette.routing import Route

from footage.money import ZERO, Money
from footage.ports.overview import FilmLine, Wanted
from footage.threads import in_thread
from mcp_server.web.visit import Done, Studio, Visit

if TYPE_CHECKING:
    from footage.answers import Budget
    from mcp_server.wiring.studio import StudioBooks

LATEST = 8


def routes(studio: Studio) -> list[Route]:
    """The page, and what can be stopped on it."""
    return [
        studio.page("", _now),
        studio.act("/films/{job}/cancel", _cancel, name="cancel", scope="video:make"),
    ]


@dataclass(frozen=True)
class Tiles:
    """The money at a glance: today, the month against its tightest cap, what is held."""

    today: Money
    month: Money
    cap: Money | None
    left: Money
    held: Money
    doubtful: Money

    @property
    def share(self) -> int:
        """How much of the cap is used, in percent."""
        return min(100, 100 * (self.cap - self.left).microusd // self.cap.microusd) if self.cap else 0


def tiles_of(budget: Budget, today: str) -> Tiles:
    """What a month's report says, for whoever only glances at it."""
    monthly = [cap for cap in budget.caps if cap.name == "month"]
    tightest = min(monthly, key=lambda cap: Money.usd(cap.remaining_usd), default=None)
    spent_today = next((day.spent_usd for day in budget.by_day if f"{day.day}" == today), "0")
    return Tiles(
        today=Money.usd(spent_today),
        month=Money.usd(budget.spent_usd),
        cap=Money.usd(tightest.cap_usd) if tightest else None,
        left=Money.usd(tightest.remaining_usd if tightest else budget.remaining_usd),
        held=Money.usd(budget.held_usd),
        doubtful=sum((Money.usd(one.held_usd) for one in budget.in_doubt), ZERO),
    )


async def _now(visit: Visit) -> Response:
    return visit.page("now.html", **await in_thread(_shown, visit))


def _shown(visit: Visit) -> dict[str, Any]:
    team, books = visit.person.caller.team_id, visit.books
    budget = visit.services.budget.report("month")
    return {
        "tiles": tiles_of(budget, f"{visit.today}"),
        "doubts": books.overview.doubts(team),
        "under_way": books.overview.under_way(team),
        "latest": _latest(books, team),
    }


def _latest(books: StudioBooks, team: str) -> list[FilmLine]:
    return list(books.overview.films(team, Wanted(state="completed"), first=0, count=LATEST).films)


async def _cancel(visit: Visit) -> Response | Done:
    from tools.cancel_job import TOOL

    job_id = visit.request.path_params["job"]
    await visit.call(TOOL, job_id=job_id)
    return Done(f"/films/{job_id}" if visit.asked("from") == "film" else "", "cancelled")
