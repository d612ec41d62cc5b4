"""The films of a draft side by side: each with its verdict and what it cost, and one of them is picked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import Route

from footage.domain import TERMINAL
from footage.errors import NotFoundError
from footage.money import Money
from footage.ports.drafts import Draft
from footage.threads import in_thread
from mcp_server.web.directing.uploads import last, typed
from mcp_server.web.visit import Done, Studio, Visit

if TYPE_CHECKING:
    from footage.ports.jobs import JobRecord
    from footage.verdicts import Quality

MOST = 12
"""The latest takes that are shown."""


@dataclass(frozen=True, kw_only=True)
class Take:
    """A film of the draft.

    Attributes:
        record: Its job.
        video: The address of its file below the studio's; empty where there is none (yet).
        poster: That of its poster.
        charged: What it cost.
        seed: What chance drew from, where that makes takes differ.
    """

    record: JobRecord
    video: str
    poster: str
    charged: Money
    seed: int | None

    @property
    def quality(self) -> Quality | None:
        """What was measured of it."""
        return self.record.result.quality if self.record.result else None

    @property
    def backend(self) -> str:
        """Who made it."""
        return self.record.plan.backend if self.record.plan else ""


def routes(studio: Studio) -> list[Route]:
    """The page, and the choice."""
    return [
        studio.page("/takes/{draft}", _takes),
        studio.act("/takes/{draft}/pick", _pick, name="pick take", scope="video:make"),
    ]


async def _takes(visit: Visit) -> Response:
    draft = await in_thread(visit.drafts.get, visit.request.path_params["draft"])
    takes = await in_thread(_found, visit, draft)
    ranked = sorted(takes, key=_score, reverse=True)
    is_clear = len(ranked) > 1 and _score(ranked[0]) > _score(ranked[1])
    return visit.page(
        "takes.html",
        draft=draft,
        takes=takes,
        best=ranked[0].record.job_id if is_clear else "",
        goes_on=any(one.record.status not in TERMINAL for one in takes),
        may=visit.person.may("video:make"),
    )


def _found(visit: Visit, draft: Draft) -> list[Take]:
    found = []
    for made in draft.jobs[-MOST:]:
        try:
            found.append(_take(visit, visit.services.jobs.get(made.job_id)))
        except NotFoundError:
            continue
    return found


def _take(visit: Visit, record: JobRecord) -> Take:
    video = record.result.video if record.result else None
    seed = record.order_document.get("seed")

    def address(path: str | None) -> str:
        return f"/media/{record.job_id}/{Path(path).name}" if path else ""

    return Take(
        record=record,
        video=address(video.path) if video else "",
        poster=address(video.poster) if video else "",
        charged=visit.services.budget.charged(record.job_id),
        seed=seed if isinstance(seed, int) else None,
    )


def _score(take: Take) -> float:
    return take.quality.score or 0.0 if take.quality else 0.0


async def _pick(visit: Visit) -> Done:
    draft_id = visit.request.path_params["draft"]
    await in_thread(visit.drafts.pick, draft_id, last(await typed(visit), "job"))
    return Done(f"/takes/{draft_id}", "picked")
