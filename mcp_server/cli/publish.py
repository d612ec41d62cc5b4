"""A film on the web for good, and off it again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from footage.errors import InvalidInputError
from footage.threads import in_thread
from mcp_server.app import build_app

if TYPE_CHECKING:
    from films.services import Services


async def publish(job_id: str) -> int:
    """Give a film an address that stays; prints it. Raises FootageError."""
    app = build_app(run_jobs=False)
    try:
        addresses = await in_thread(_published, await app.services(), job_id)
    finally:
        await app.close()
    sys.stdout.write("\n".join([*addresses, ""]))
    return 0


async def unpublish(job_id: str) -> int:
    """Take that address back. Raises FootageError."""
    app = build_app(run_jobs=False)
    try:
        services = await app.services()
        record = await in_thread(services.jobs.get, job_id)
        was_published = await in_thread(services.publications.unpublish, record.job_id)
    finally:
        await app.close()
    said = "is not on the web any more; caches may keep it for five minutes" if was_published else "was not published"
    sys.stdout.write(f"{job_id} {said}.\n")
    return 0


def _published(services: Services, job_id: str) -> tuple[str, str]:
    """The addresses of the film's page and of the film itself.

    Raises:
        InvalidInputError: The job has no film of its own, or nothing says where this installation is on the web.
    """
    from films.stored import stored_as

    if services.links is None:
        raise InvalidInputError(
            "Nothing says where Footage is on the web.",
            hint="Set FOOTAGE_PUBLIC_URL to the address under which people reach `footage serve`.",
        )
    video = (record := services.jobs.get(job_id)).result and record.result.video
    stored = stored_as(Path(video.path)) if video and video.path else None
    if stored is None or stored[0] != job_id:
        raise InvalidInputError(f"{job_id} is {record.status} and has no film of its own.", hint="Name another job.")
    page = services.links.published(services.publications.publish(job_id))
    return page, f"{page}/{stored[1]}"
