"""The page of people: who has the studio open, from where, and an end to it."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from footage.errors import ForbiddenScopeError, NotFoundError
from footage.threads import in_thread
from mcp_server.web.visit import Done, Studio, Visit


def routes(studio: Studio) -> list[Route]:
    """Sessions and open links, and their end."""
    return [
        studio.page("/people", _people),
        studio.act("/people/end", _end, name="end session", scope="video:read"),
    ]


async def _people(visit: Visit) -> Response:
    found = await in_thread(visit.books.sessions.listed, visit.person.caller.team_id)
    return visit.page("people.html", sessions=found)


async def _end(visit: Visit) -> Response | Done:
    session_id, person = (await visit.form()).get("session", ""), visit.person
    if person.role != "owner" and session_id != person.session_id:
        raise ForbiddenScopeError("Only an owner ends sessions of others.")
    if not await in_thread(visit.books.sessions.end, session_id, person.caller.team_id, person.name):
        raise NotFoundError("There is no such session.", hint="It may have ended already.")
    return Done("/people", "ended")
