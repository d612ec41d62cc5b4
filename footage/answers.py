"""What callers see: `VideoJob` and the other answers of the tools.

These models are the public contract. Their money is exact decimal text in US dollars; inside Footage money is always
`footage.money.Money`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import Field

from footage.credits import StockCredit
from footage.domain import AttemptState, Frozen, JobStatus, Verdict
from footage.errors import ApprovalRequiredError, FootageError
from footage.sounds import SoundCredit
from footage.verdicts import AS_OBJECT, AS_OBJECTS, Quality


class MediaFile(Frozen):
    """A file beside a film, such as a GIF of it or its sound; `type` is what it is, as the web says it."""

    name: str
    type: str
    path: str | None
    url: str | None = None
    size_bytes: int
    sha256: str
    width: int | None = None
    height: int | None = None
    duration_s: float | None = None
    unsigned: str | None = Field(default=None, exclude=True)


class Video(Frozen):
    """A finished film and what to show of it; a file that is not on this machine is null."""

    uri: str
    path: str | None
    url: str | None
    poster: str | None
    contact_sheet: str | None
    timeline: str | None = None
    subtitles: str | None = None
    credits: str | None = Field(default=None, exclude_if=lambda path: path is None)
    embed_html: str
    duration_s: float
    width: int
    height: int
    fps: float
    size_bytes: int
    sha256: str
    has_audio: bool
    # Why it carries no content credentials, for whoever tells of it; its message says so.
    unsigned: str | None = Field(default=None, exclude=True)
    files: Annotated[list[MediaFile], AS_OBJECTS] = Field(default=[], exclude_if=lambda files: not files)


class Considered(Frozen):
    """One backend as the router saw it: ranked by `score`, or `rejected` with the reason."""

    backend: str
    score: float | None
    cost_usd: str | None
    rejected: str | None


class AttemptSummary(Frozen):
    """One try at a backend and what it cost; `part` says which part of the film it makes, empty for all of it."""

    backend: str
    part: str
    outcome: AttemptState
    error_code: str | None
    cost_usd: str | None
    elapsed_s: float | None


class Route(Frozen):
    """Which backend makes the film, and why; `degraded` when something better was asked for.

    `sent_prompt` is what the vendor was told where a text model `enhanced` or `reworded` the caller's prompt. A film
    beyond the backend's limit is made of clips: `segments_s` are their lengths in seconds, and `way` says how they hang
    together; empty and None for a film made in one go. `scenes` are those of an article's film that a generator makes,
    each with its request, the backends to ask, and what it may cost.
    """

    backend: str
    model: str
    reason: str
    degraded: bool
    considered: Annotated[list[Considered], AS_OBJECTS]
    attempts: Annotated[list[AttemptSummary], AS_OBJECTS] = Field(default=[])
    sent_prompt: str | None = None
    prompt_change: Literal["enhanced", "reworded"] | None = None
    way: str | None = None
    segments_s: list[float] = Field(default=[], exclude_if=lambda lengths: not lengths)
    scenes: list[dict[str, Any]] = Field(default=[])


class Cost(Frozen):
    """The most that the film can cost, as it was quoted, and what was charged so far."""

    quoted_usd: str
    charged_usd: str
    price_source: str
    price_as_of: str | None


class BudgetState(Frozen):
    """The month's budget when this answer was made; what is left is null where no cap of the caller's own says it."""

    spent_usd: str
    held_usd: str
    remaining_usd: str | None


IN_VAIN = "not done: "
"""How the reason begins of an operation that was tried, and thrown away again."""


class EnhancementStep(Frozen):
    """One operation and why it was done, or not."""

    operation: str
    reason: str


class Enhancement(Frozen):
    """What was done to a film and what came of it, in figures; where it is not `changed`, the original is the result.

    `ssim` is the result's likeness to the source, 0 to 1. It and `after` are None where nothing was tried.
    """

    preset: Literal["light", "standard", "strong"]
    changed: bool
    reason: str
    applied: list[EnhancementStep]
    skipped: list[EnhancementStep]
    before: dict[str, float | None]
    after: dict[str, float | None] | None
    ssim: float | None


class ErrorInfo(Frozen):
    """An error as a caller sees it; `quote_id` is what a person's yes goes with, where one is asked for."""

    code: str
    message: str
    hint: str
    retryable: bool
    quote_id: str | None = Field(default=None, exclude_if=lambda quote_id: quote_id is None)

    @classmethod
    def of(cls, error: FootageError) -> Self:
        """What a caller sees of an error."""
        quote_id = error.quote_id if isinstance(error, ApprovalRequiredError) else None
        return cls(
            code=error.code, message=error.message, hint=error.hint, retryable=error.retryable, quote_id=quote_id
        )


class Take(Frozen):
    """One of several takes of the same wish, best first in their list.

    `uri` is what tools take as `video`; None for one that was not made, of which `problem` says why.
    """

    n: int
    seed: int
    backend: str
    uri: str | None = None
    verdict: Verdict | None = None
    score: float | None = None
    charged_usd: str | None = None
    problem: str = Field(default="", exclude_if=lambda problem: not problem)


class Publication(Frozen):
    """Where a film was sent, and how it stands there; `notes` say what was changed, left out or is still to be done.

    `state` is `live` once the outlet is done with it, `processing` where it still works on it, `draft` where a person
    has to post it there. `tag` is our word on it, by which it can be found.
    """

    target: str
    account: str
    state: Literal["live", "processing", "draft"]
    visibility: str
    publish_at: datetime | None = None
    url: str | None = None
    remote_id: str | None = None
    tag: str = ""
    notes: list[str] = Field(default=[])


class VideoJob(Frozen):
    """A job and, once completed, its video. Every tool that makes or changes video answers with this.

    `plan` is what a storyboard would draw, shown by a dry run; it may be edited and passed back. `stock` says whose
    real footage is in the film, `publication` where it was sent.
    """

    job_id: str | None
    tool: str
    status: JobStatus | Literal["dry_run", "preview"]
    progress: float
    message: str
    next_step: str
    video: Video | None
    route: Route | None
    cost: Cost | None
    budget: BudgetState
    quality: Quality | None
    error: ErrorInfo | None
    created_at: datetime | None
    expires_at: datetime | None
    plan: dict[str, Any] | None = None
    enhancement: Annotated[Enhancement | None, AS_OBJECT] = None
    stock: Annotated[list[StockCredit], AS_OBJECTS] = Field(default=[], exclude_if=lambda stock: not stock)
    takes: Annotated[list[Take], AS_OBJECTS] = Field(default=[], exclude_if=lambda takes: not takes)
    sounds: Annotated[list[SoundCredit], AS_OBJECTS] = Field(default=[], exclude_if=lambda sounds: not sounds)
    publication: Annotated[Publication | None, AS_OBJECT] = Field(default=None, exclude_if=lambda one: one is None)


class JobBrief(Frozen):
    """One row of `list_jobs`."""

    job_id: str
    tool: str
    status: JobStatus
    progress: float
    title: str
    path: str | None = Field(default=None, exclude_if=lambda path: path is None)
    charged_usd: str
    error_code: str | None = Field(default=None, exclude_if=lambda code: code is None)
    created_at: datetime


class JobList(Frozen):
    """Jobs, newest first."""

    jobs: list[JobBrief]
    message: str


class BackendSpend(Frozen):
    """What one backend cost in the period."""

    backend: str
    spent_usd: str
    jobs: int


class DaySpend(Frozen):
    """What one day cost."""

    day: date
    spent_usd: str


class InDoubt(Frozen):
    """Money held for a request whose outcome is unknown; a person must look into the vendor's records."""

    job_id: str
    backend: str
    held_usd: str
    since: datetime
    what_to_check: str


class Cap(Frozen):
    """One spending limit and how much of it is left; `of` says whose it is, unless it is the installation's."""

    name: Literal["month", "day", "call", "total"]
    cap_usd: str
    remaining_usd: str
    scope: Literal["installation", "org", "team", "person", "key"] = "installation"
    of: str | None = None
    used_usd: str | None = None
    held_usd: str | None = None
    resets_at: datetime | None = None


class Budget(Frozen):
    """The answer of `check_budget`. `forecast_usd` is what the month will have cost at its pace so far."""

    period: Literal["day", "month", "total"]
    spent_usd: str
    held_usd: str
    remaining_usd: str | None
    caps: Annotated[list[Cap], AS_OBJECTS]
    by_backend: list[BackendSpend]
    by_day: list[DaySpend]
    forecast_usd: str
    in_doubt: Annotated[list[InDoubt], AS_OBJECTS]
    warning: str | None
    no_spend: bool
    time_zone: str
    message: str
