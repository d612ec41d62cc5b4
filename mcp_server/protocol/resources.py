"""Films and their pictures as MCP resources."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ResourceNotFoundError

from films.services import Services
from films.stored import here
from footage.errors import FootageError, NotFoundError
from footage.threads import in_thread
from mcp_server.app import App

MAX_VIDEO_BYTES = 32_000_000
"""A larger film is not worth passing through a model's client; its path is in the job."""


def add_resources(server: MCPServer[Any], app: App) -> None:
    """Register `footage://{what}/{job_id}` for a video, its contact sheet, subtitles, and a check's timeline."""

    @server.resource("footage://video/{job_id}", name="video", title="A finished video", mime_type="video/mp4")
    async def video(job_id: str) -> bytes:
        path = await _file(app, job_id, "path")
        if path.stat().st_size > MAX_VIDEO_BYTES:
            raise ResourceError(f"The video is larger than {MAX_VIDEO_BYTES} bytes; open {path} instead.")
        return await in_thread(path.read_bytes)

    @server.resource(
        "footage://contact-sheet/{job_id}",
        name="contact-sheet",
        title="A video's frames at a glance",
        mime_type="image/jpeg",
    )
    async def contact_sheet(job_id: str) -> bytes:
        return await in_thread((await _file(app, job_id, "contact_sheet")).read_bytes)

    @server.resource(
        "footage://timeline/{job_id}",
        name="timeline",
        title="A check's scores and faults over time",
        mime_type="image/jpeg",
    )
    async def timeline(job_id: str) -> bytes:
        return await in_thread((await _file(app, job_id, "timeline")).read_bytes)

    @server.resource(
        "footage://subtitles/{job_id}", name="subtitles", title="A video's subtitles", mime_type="text/plain"
    )
    async def subtitles(job_id: str) -> str:
        return await in_thread((await _file(app, job_id, "subtitles")).read_text, encoding="utf-8")


async def _file(app: App, job_id: str, field: str) -> Path:
    services = await app.services()
    return await in_thread(_find, services, job_id, field)


def _find(services: Services, job_id: str, field: str) -> Path:
    try:
        record = services.jobs.get(job_id)
    except NotFoundError as exc:
        raise ResourceNotFoundError(exc.message) from exc
    name = ((record.result or {}).get("video") or {}).get(field)
    try:
        path = here(services, name) if name else None
    except FootageError as exc:
        raise ResourceError(exc.message) from exc
    if path is None:
        raise ResourceNotFoundError(f"{job_id} has no {field.replace('_', ' ')}.")
    return path
