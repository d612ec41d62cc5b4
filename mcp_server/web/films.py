"""Films: all of them, with filters that stand in the address, so that a list can be sent to somebody."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast, get_args

from starlette.responses import Response
from starlette.routing import Route

from footage.domain import JobStatus
from footage.ports.overview import Wanted
from footage.threads import in_thread
from mcp_server.web.live import Parts, partials
from mcp_server.web.pages import STATES, WORK, picked
from mcp_server.web.visit import Studio, Visit

if TYPE_CHECKING:
    from mcp_server.changes import News

A_PAGE = 24
_FILTERS = ("words", "state", "tool", "backend", "key", "day")
_MOST_PAGES = 10_000
_YEARS = range(1970, 9999)
"""Of other days no zone can say when they began."""


def routes(studio: Studio) -> list[Route]:
    """The list."""
    return [studio.page("/films", _films)]


def wanted_by(visit: Visit) -> tuple[Wanted, dict[str, str]]:
    """What the address asks for, and the same as it stands there; what makes no sense in it wants all."""
    asked = {name: visit.asked(name)[:200] for name in _FILTERS}
    if asked["state"] not in get_args(JobStatus):
        asked["state"] = ""
    try:
        day = date.fromisoformat(asked["day"]) if asked["day"] else None
    except ValueError:
        day = None
    if day is None or day.year not in _YEARS:
        day, asked["day"] = None, ""
    state = cast("JobStatus | None", asked["state"] or None)
    named = {name: asked[name] for name in ("tool", "backend", "key", "words")}
    return Wanted(state=state, day=day, **named), {name: value for name, value in asked.items() if value}


async def _films(visit: Visit) -> Response:
    return visit.page("films.html", **await in_thread(_shown, visit), **await in_thread(_choices, visit))


def _shown(visit: Visit) -> dict[str, Any]:
    wanted, asked = wanted_by(visit)
    number = visit.asked("page")
    page = min(max(1, int(number)), _MOST_PAGES) if number.isdecimal() and len(number) < 6 else 1
    found = visit.books.overview.films(visit.person.caller.team_id, wanted, first=A_PAGE * (page - 1), count=A_PAGE)
    pages = max(1, -(-found.total // A_PAGE))
    return {
        "found": found,
        "asked": asked,
        "page": page,
        "pages": pages,
        "before": f"?{picked(asked, page=str(page - 1) if page > 2 else '')}" if page > 1 else "",
        "after": f"?{picked(asked, page=str(page + 1))}" if page < pages else "",
        "query": picked(asked, page=str(page) if page > 1 else ""),
    }


def _choices(visit: Visit) -> dict[str, Any]:
    """What can be chosen in each filter."""
    team = visit.person.caller.team_id
    askers = visit.studio.kept(f"askers {team}", lambda: visit.books.overview.askers(team))
    return {
        "choose_state": [("", "Any state"), *((one, STATES[one]) for one in get_args(JobStatus))],
        "choose_tool": [("", "Any work"), *WORK.items()],
        "choose_backend": [("", "Any backend"), *((one, one) for one in visit.services.router.names())],
        "choose_key": [("", "Anybody"), *((key, f"{who} ({key})" if who != key else key) for key, who in askers)],
    }


async def _live(visit: Visit, news: News | None) -> str:
    if news is not None and not news.turned:
        return ""
    shown = await in_thread(_shown, visit)
    return partials([("films", visit.text("_films.html", **shown))])


PARTS = Parts(_live, same_for=lambda visit: str(visit.request.url.query))
