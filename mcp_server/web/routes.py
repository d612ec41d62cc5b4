"""The studio's routes, in the order in which they are looked at."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import BaseRoute

from footage.errors import NotFoundError
from mcp_server.app import App
from mcp_server.web import acts, entrance, film, films, machine, media, money, now, send, static_files, visitors
from mcp_server.web.directing import pages as directing
from mcp_server.web.front import Front
from mcp_server.web.live import Live
from mcp_server.web.visit import Studio, Visit

PAGES = {"now": now.PARTS, "films": films.PARTS, "film": film.PARTS}
"""The pages that change while they are open."""


def routes(app: App, front: Front) -> list[BaseRoute]:
    """Everything under /studio.

    Args:
        app: Footage.
        front: How the studio is reached.
    """
    studio = Studio(app, front)
    front.then(app.changes.close)
    return [
        static_files.route(),
        *entrance.routes(studio),
        *now.routes(studio),
        *films.routes(studio),
        *film.routes(studio),
        *acts.routes(studio),
        *send.routes(studio),
        *money.routes(studio),
        *machine.routes(studio),
        *Live(studio, PAGES).routes(),
        *visitors.routes(studio),
        *media.routes(studio),
        *directing.routes(studio),
        studio.page("/{rest:path}", _nothing),
    ]


async def _nothing(_visit: Visit) -> Response:
    raise NotFoundError("There is no such page.", hint="It may have been moved, or the address has a slip in it.")
