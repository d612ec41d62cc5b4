"""Backends and health: what can be used here, how well it does, and what is missing."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from footage.domain import EMBEDDED
from footage.errors import NotFoundError
from footage.threads import in_thread
from mcp_server.desk.backends import backend_facts
from mcp_server.desk.settings_told import settings_told
from mcp_server.web.visit import Done, Studio, Visit

if TYPE_CHECKING:
    from mcp_server.desk.backends import BackendFacts

_LOOKED_FOR_S = 60.0


def routes(studio: Studio) -> list[Route]:
    """Both pages."""
    return [
        studio.page("/backends", _backends),
        studio.act("/backends/{backend}/probe", _probe, name="probe", scope="admin"),
        studio.page("/health", _health),
        studio.page("/health/findings", _findings),
    ]


async def _backends(visit: Visit) -> Response:
    return visit.page("backends.html", **await in_thread(_shown, visit))


def _shown(visit: Visit) -> dict[str, Any]:
    from mcp_server.wiring.running import workers

    settings, person, overview = visit.studio.app.settings, visit.person, visit.books.overview
    facts = visit.studio.kept("backends", lambda: backend_facts(settings), _LOOKED_FOR_S)
    return {
        "backends": facts if person.runs_it else [one for one in facts if one.is_on and not one.missing],
        "records": overview.records(None if person.runs_it else person.caller.team_id),
        "pauses": overview.pauses(),
        "workers": visit.studio.kept("workers", lambda: workers(settings), 15.0) if person.runs_it else [],
        "embedded": EMBEDDED,
    }


async def _probe(visit: Visit) -> Done:
    """Ask a vendor a free question, whether it answers and takes the key; its breaker stays as it is."""
    from mcp_server.wiring.routing import generators

    name = visit.request.path_params["backend"]
    _require_machine(visit)
    known: dict[str, Any] = dict(await in_thread(generators, visit.studio.app.settings))
    facts: list[BackendFacts] = await in_thread(backend_facts, visit.studio.app.settings)
    if not any(one.name == name and one.is_on and not one.missing for one in facts):
        raise NotFoundError("This backend cannot be asked here.", hint="The page of backends says what is missing.")
    await known[name].probe()
    return Done("/backends", "answers")


async def _health(visit: Visit) -> Response:
    _require_machine(visit)
    told = await in_thread(lambda: list(settings_told(visit.studio.app.settings)))
    return visit.page("health.html", settings=told, system=f"Python {platform.python_version()}, {platform.system()}")


async def _findings(visit: Visit) -> Response:
    """What the doctor finds; it takes seconds, so the page fetches it when it is there itself."""
    from mcp_server.desk.findings import findings

    _require_machine(visit)
    for_s = 0.0 if visit.asked("again") else _LOOKED_FOR_S
    found = await in_thread(visit.studio.kept, "findings", lambda: list(findings()), for_s)
    return HTMLResponse(visit.text("_findings.html", findings=found))


def _require_machine(visit: Visit) -> None:
    if not visit.person.runs_it:
        raise NotFoundError("There is no such page.", hint="Whoever runs this Footage sees its health.")
