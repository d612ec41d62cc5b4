"""Only a person can say what a vendor charged, or whether a film is there, when an answer was lost."""

from __future__ import annotations

import sys
from functools import partial

from footage.errors import InvalidInputError
from footage.money import ZERO, Money
from footage.threads import in_thread
from mcp_server.app import build_app
from media.download import is_url


async def resolve(job_id: str, charged_usd: str | None, part: str | None = None) -> int:
    """Settle the money of a job, or of one part of it, as charged; raises FootageError."""
    if charged_usd is None:
        raise InvalidInputError("It is not said what was charged.", hint="Name the dollars, 0 if nothing.")
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


async def resolve_posting(job_id: str, url: str | None) -> int:
    """Write down where the film of a job is, or that it is nowhere; raises FootageError."""
    if url is not None and not is_url(url):
        raise InvalidInputError(f"{url!r} is no address.", hint="Paste the film's address.")
    app = build_app(run_jobs=False)
    try:
        services = await app.services()
        owner = (await in_thread(services.jobs.get, job_id)).caller
        done = await in_thread(partial(services.postings.for_(owner).resolve, job_id, url=url))
    finally:
        await app.close()
    said = f"is at {url}" if url else "is not there: the next call sends it"
    sys.stdout.write(f"What {job_id} sent to {done.target} {said}.\n")
    return 0
