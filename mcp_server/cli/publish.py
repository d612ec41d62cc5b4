"""A film on the web for good, and off it again."""

from __future__ import annotations

import sys

from footage.threads import in_thread
from mcp_server.app import build_app
from mcp_server.desk.publishing import published


async def publish(job_id: str) -> int:
    """Give a film an address that stays; prints it. Raises FootageError."""
    app = build_app(run_jobs=False)
    try:
        addresses = await in_thread(published, await app.services(), job_id)
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
