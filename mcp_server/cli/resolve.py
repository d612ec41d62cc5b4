"""Only a person can say what a vendor charged when its answer was lost."""

from __future__ import annotations

import sys

from footage.errors import InvalidInputError
from footage.money import ZERO, Money
from footage.threads import in_thread
from mcp_server.app import build_app


async def resolve(job_id: str, charged_usd: str, part: str | None = None) -> int:
    """Settle the money of a job, or of one part of it, as charged; raises FootageError."""
    charged = Money.usd(charged_usd)
    if charged < ZERO:
        raise InvalidInputError("A charge is 0 or more.")
    app = build_app(run_jobs=False)
    try:
        services = await app.services()
        done = await in_thread(services.attempts.correct, job_id, charged, part)
    finally:
        await app.close()
    of_part = f" ({done.part})" if done.part else ""
    sys.stdout.write(f"{job_id}{of_part}: charged {charged} (before: {done.before}).\n")
    if done.still_open:
        sys.stdout.write(f"Still in doubt: {', '.join(done.still_open)}.\n")
    return 0
