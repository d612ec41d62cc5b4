"""A person's yes: the films of a draft are placed for what was shown, once, however often the button is pressed."""

from __future__ import annotations

from footage.answers import VideoJob
from footage.errors import FootageError, InvalidInputError
from footage.ports.drafts import Draft
from footage.threads import in_thread
from mcp_server.web.directing.desk import dry_run
from mcp_server.web.directing.drafting import WISH, arguments, takes_of, tool_of
from mcp_server.web.visit import Visit


async def approve(visit: Visit, draft: Draft, version: int, price_usd: str, backend: str) -> list[str]:
    """Place what a person said yes to, and note it with the draft; what was placed before is not placed again.

    Args:
        visit: Who says yes.
        draft: As it is now.
        version: The version that they saw.
        price_usd: What one take costs at most, as they saw it; no more is ever held for it.
        backend: Who would make it, as they saw it.

    Returns:
        The jobs; fewer than takes were wanted where the money did not reach for more.

    Raises:
        InvalidInputError: It is not what they saw any more, so that nothing is placed.
        FootageError: As the tool does.
    """
    if made := [one.job_id for one in draft.jobs if one.version == version]:
        return made
    if draft.version != version:
        raise InvalidInputError("The draft has changed since you looked at it.", hint="Look at it, then approve again.")
    now = await dry_run(visit, draft, max_cost_usd=price_usd)
    if now.route and now.route.backend != backend:
        raise InvalidInputError(
            f"It would now be made by {now.route.backend}, not by {backend}.", hint="Look at it, then approve again."
        )
    jobs: list[str] = []
    for number in range(takes_of(draft.content)):
        try:
            jobs.append(await _take(visit, draft, price_usd, number))
        except FootageError:
            if not jobs:
                raise
            break
        # Each by itself: what was paid for is found again, whatever becomes of the next one.
        await in_thread(visit.drafts.made, draft.draft_id, version, jobs)
    return jobs


async def _take(visit: Visit, draft: Draft, price_usd: str, number: int) -> str:
    given = arguments(draft)
    if draft.tool == WISH and number:
        given["seed"] = int(given.get("seed") or 0) + number
    given["idempotency_key"] = f"studio {draft.draft_id} {draft.version} {number}"
    given.pop("max_cost_usd", None)  # what was shown is within it
    answer = await visit.spend(tool_of(draft.tool), price_usd, **given)
    if not isinstance(answer.result, VideoJob) or answer.result.job_id is None:
        raise TypeError("a film that is made has a job")
    return answer.result.job_id
