"""Only a person can say what a vendor charged when its answer was lost."""

from __future__ import annotations

import sys

from footage.errors import InvalidInputError
from footage.money import ZERO, Money
from footage.threads import in_thread
from mcp_server.app import build_app


async def resolve(job_id: str, charged_usd: str) -> int:
    """Settle the job's money as charged; raises FootageError."""
    try:
        charged = Money.usd(charged_usd)
    except ValueError as exc:
        raise InvalidInputError(f"{charged_usd!r} is not an amount of dollars.") from exc
    if charged < ZERO:
        raise InvalidInputError("A charge is 0 or more.")
    app = build_app(run_jobs=False)
    try:
        services = await app.services()
        before = await in_thread(services.attempts.correct, job_id, charged)
    finally:
        await app.close()
    sys.stdout.write(f"{job_id}: charged {charged} (before: {before}).\n")
    return 0
