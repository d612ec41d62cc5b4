"""All pages of directing, over one desk."""

from __future__ import annotations

from starlette.routing import Route

from mcp_server.web.directing import captions, compare, make, plan, takes
from mcp_server.web.directing.desk import Desk
from mcp_server.web.visit import Studio


def routes(studio: Studio) -> list[Route]:
    """Make, Plan, captions, enhancement, takes."""
    return [
        *make.routes(studio),
        *plan.routes(studio, Desk()),
        *captions.routes(studio),
        *compare.routes(studio),
        *takes.routes(studio),
    ]
