"""Films and their pictures, for those who may see them, in ranges."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from footage.threads import in_thread
from mcp_server.web import guard
from mcp_server.web.visit import Studio, Visit

_KEPT = "private, max-age=3600"


def routes(studio: Studio) -> list[Route]:
    """Stored files of a job, by their name."""
    return [studio.page("/media/{job}/{name}", _file)]


async def _file(visit: Visit) -> Response:
    job_id, name = visit.request.path_params["job"], visit.request.path_params["name"]
    await in_thread(visit.services.jobs.get, job_id)  # which another team's job is not
    answer = await visit.studio.front.file_of(visit.everything, visit.request, job_id, name, _KEPT)
    for header in ("Access-Control-Allow-Origin", "Access-Control-Expose-Headers"):
        del answer.headers[header]  # those are for links that are a permission by themselves
    answer.headers.update(guard.HEADERS)
    return answer
