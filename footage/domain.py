"""The domain's words: requests, jobs, and the one result every tool returns.

`VideoJob` and the models inside it are the public contract that agents see. Its money is exact decimal text in US
dollars; inside Footage money is always `footage.money.Money`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from footage.errors import FootageError

JobStatus = Literal["queued", "working", "completed", "failed", "cancelled"]
TERMINAL: frozenset[JobStatus] = frozenset({"completed", "failed", "cancelled"})

AspectRatio = Literal["16:9", "9:16", "1:1", "4:3", "3:4", "21:9"]
Resolution = Literal["480p", "720p", "1080p", "4k"]
Priority = Literal["balanced", "quality", "speed", "cost"]
Queue = Literal["cpu", "cloud", "gpu"]
"""Where work can run: `cpu` renders here, `cloud` mostly waits for a vendor, `gpu` needs a device."""

Tier = Literal["premium", "standard", "fast", "local", "embedded"]
"""What a backend is for: the vendor's best, its middle, a quick and cheap one, our own hardware, the storyboard."""

SubmitMode = Literal["idempotent", "lookup", "blind"]
"""What a vendor allows after a submit whose outcome is unknown: the same key again, a search, or nothing."""

AttemptState = Literal["sending", "accepted", "succeeded", "refused", "failed", "in_doubt", "cancelled"]
"""`sending` is committed before the vendor is called; found after a crash it means the outcome is unknown."""

SegmentWay = Literal["chain", "keyframes"]
"""How clips become one film: each from the last picture of the one before, or side by side between drawn pictures."""

Verdict = Literal["accept", "retry", "reject"]
"""On a film: good, worth another take or a repair, or of no use."""

RepairMethod = Literal["fill", "retake", "remake", "escalate"]
"""How a film is mended; see `Repair`."""

LedgerKind = Literal["hold", "capture", "release", "adjust", "in_doubt"]


class Frozen(BaseModel):
    """A value: immutable, and unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class VideoRequest(Frozen):
    """What a generator is asked for, fully decided: no defaults are left to the backend.

    `duration_s` in seconds; `seed` 0 to 2**31 - 1; `plan` a storyboard plan to draw as it is;
    `reference_images` show who or what is in the film, not how it begins.
    """

    prompt: str
    duration_s: float
    aspect_ratio: AspectRatio
    resolution: Resolution
    priority: Priority
    audio: bool
    seed: int
    style: str | None = None
    negative_prompt: str | None = None
    start_image: str | None = None
    end_image: str | None = None
    reference_images: tuple[str, ...] = ()
    backend: str | None = None
    min_quality: float | None = None
    plan: dict[str, Any] | None = None
    sent_prompt: str | None = None
    """What vendors are told instead of `prompt`, where a text model has changed it."""

    @property
    def pictures(self) -> tuple[str, ...]:
        """Paths of all files that it names, each once."""
        named = (self.start_image, self.end_image, *self.reference_images)
        return tuple(dict.fromkeys(path for path in named if path))


class Video(Frozen):
    """A finished film and what to show of it."""

    uri: str
    path: str
    url: str | None
    poster: str | None
    contact_sheet: str | None
    timeline: str | None = None
    subtitles: str | None = None
    embed_html: str
    duration_s: float
    width: int
    height: int
    fps: float
    size_bytes: int
    sha256: str
    has_audio: bool


class Considered(Frozen):
    """One backend as the router saw it: ranked by `score`, or `rejected` with the reason."""

    backend: str
    score: float | None
    cost_usd: str | None
    rejected: str | None


class AttemptSummary(Frozen):
    """One try at a backend and what it cost; `part` is what of the film it makes, empty for all of it."""

    backend: str
    part: str
    outcome: AttemptState
    error_code: str | None
    cost_usd: str | None
    elapsed_s: float | None


class Route(Frozen):
    """Which backend makes the film, and why; `degraded` when something better was asked for.

    `sent_prompt` is what the vendor was told where a text model `enhanced` or `reworded` the caller's prompt.
    `segments_s` are the lengths of the clips that a film beyond the backend's limit is made of, in seconds, and `way`
    tells how they hang together; empty and None for a film made in one go. `scenes` are those of an article's film
    that a generator makes, each with its request, the backends to ask, and what it may cost.
    """

    backend: str
    model: str
    reason: str
    degraded: bool
    considered: list[Considered]
    attempts: list[AttemptSummary] = []
    sent_prompt: str | None = None
    prompt_change: Literal["enhanced", "reworded"] | None = None
    way: str | None = None
    segments_s: list[float] = []
    scenes: list[dict[str, Any]] = []


class Cost(Frozen):
    """The worst-case quote of the film and what was really charged so far; `max_cost_usd` as the call named it."""

    quoted_usd: str
    charged_usd: str
    max_cost_usd: str | None = Field(default=None, exclude=True)
    price_source: str
    price_as_of: str | None


class BudgetState(Frozen):
    """The month's budget as this answer was made."""

    spent_usd: str
    held_usd: str
    remaining_usd: str


class Fault(Frozen):
    """A stretch of a film with something wrong in it; seconds from its start. `kind` is a stable word for programs."""

    kind: str
    start_s: float
    end_s: float
    reason: str


class MeasuredWith(Frozen):
    """The model that made the numbers, so that they can be compared with others."""

    model: str
    revision: str
    dtype: str
    device: str


class Coherence(Frozen):
    """Whether a film stays one film: cosines of neighbouring samples, 1 for the same picture.

    `per_pair[i]` is between samples i and i + 1; pairs across an intended cut are in it but count for nothing else.
    `drift` is the lowest likeness of a sample to the first and the median of its shot; None without a shot of three.
    `over_time` is each pair that counts at the middle of its time, for whoever draws it.
    """

    overall: float
    min: float
    max: float
    per_pair: list[float]
    drift: float | None
    cuts_s: list[float]
    flagged: list[Fault]
    passed: bool
    over_time: list[tuple[float, float]] = Field(default=[], exclude=True)


class PromptMatch(Frozen):
    """Whether a film shows what was asked for, 0 to 1, and where it does least; `over_time` is every sample's match."""

    score: float
    worst: float
    worst_at_s: float
    over_time: list[tuple[float, float]] = Field(default=[], exclude=True)


class Loudness(Frozen):
    """A film's sound: EBU R128 loudness, highest true peak, both None in silence, and the share that is silent."""

    integrated_lufs: float | None
    true_peak_dbtp: float | None
    silent_share: float


_BRIEFLY = WithJsonSchema({"type": ["object", "null"]}, mode="serialization")
"""Told to agents as an object and no more: the list of tools is to stay small."""


class Repair(Frozen):
    """One try to make a film better, and whether its result was `kept`; seconds from the film's start.

    `method` is `fill` (made up from the frames around), `retake` (that stretch made anew between them), `remake` (all
    of it made anew) or `escalate` (all of it by a better backend). `score_before` and `score` are the whole film's;
    `cost_usd` is what the try was charged, None where nothing was bought; `problem` says why it came to nothing.
    """

    start_s: float
    end_s: float
    kinds: list[str]
    method: RepairMethod
    backend: str | None = None
    cost_usd: str | None = None
    score_before: float | None = None
    score: float | None = None
    kept: bool = False
    problem: str | None = None


class Mark(Frozen):
    """What a model thinks of one side of a film, 0 to 10, why, and where that shows best, in seconds."""

    score: float
    at_s: float | None
    reason: str


class Opinion(Frozen):
    """What a model says that has watched a film. It is no measurement, and counts for neither score nor verdict.

    A mark is None where the model had nothing to go by, or is none at all: then `unavailable` says why. `cost_usd` is
    what asking was charged, nothing where the answer was known from before.
    """

    judge: str
    model: str | None
    content_accuracy: Mark | None = None
    visual_quality: Mark | None = None
    coherence: Mark | None = None
    text_legibility: Mark | None = None
    cost_usd: str = "0.00"
    unavailable: str | None = None


class Quality(Frozen):
    """What was measured of the finished film; a part that could not be measured is None, and `unavailable` says why.

    `score`, 0 to 1, is the mean of the parts that were measured, by the weights of the quality policy. `motion` is the
    usual change from frame to frame in levels of 255; `smoothness`, 0 to 1, how well frames follow from each other;
    `sound` is None for a film without any;
    `cuts_s` when new shots begin, for whoever mends it; `repairs` are the tries that led to this film; `opinions`, see
    `Opinion`, are told apart and change nothing else; `technical_by_second` is each second's start, end and mark, for
    whoever draws it.
    """

    status: Literal["measured", "partial", "unavailable"]
    verdict: Verdict | None
    conforms: bool | None
    score: float | None
    coherence: Coherence | None
    prompt_match: PromptMatch | None
    technical: float | None = None
    motion: float | None = None
    smoothness: float | None = None
    sound: Annotated[Loudness | None, _BRIEFLY] = None
    faults: list[Fault] = []
    reasons: list[str]
    unavailable: dict[str, str] = {}
    measured_with: Annotated[MeasuredWith | None, _BRIEFLY] = None
    cuts_s: list[float] = Field(default=[], exclude=True)
    technical_by_second: list[tuple[float, float, float]] = Field(default=[], exclude=True)
    repairs: list[dict[str, Any]] = []
    opinions: list[dict[str, Any]] = []


class EnhancementStep(Frozen):
    """One operation and why it was done, or not."""

    operation: str
    reason: str


class Enhancement(Frozen):
    """What was done to a film and what it did, in figures; not `changed` means that the original is the result.

    `after` and `ssim` (the result's likeness to the source, 0 to 1) are None where nothing was tried.
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
    """An error as a caller sees it."""

    code: str
    message: str
    hint: str
    retryable: bool

    @classmethod
    def of(cls, error: FootageError) -> Self:
        """What a caller sees of an error."""
        return cls(code=error.code, message=error.message, hint=error.hint, retryable=error.retryable)


class VideoJob(Frozen):
    """A job and, once completed, its video. Every tool that makes or changes video answers with this.

    `plan` is what a storyboard would draw, shown by a dry run; it may be edited and passed back.
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
    enhancement: Enhancement | None = None


class JobBrief(Frozen):
    """One row of `list_jobs`."""

    job_id: str
    tool: str
    status: JobStatus
    progress: float
    title: str
    path: str | None
    charged_usd: str
    error_code: str | None
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
    """Money held for a submit whose outcome is unknown; a human must look at the vendor's records."""

    job_id: str
    backend: str
    held_usd: str
    since: datetime
    what_to_check: str


class Cap(Frozen):
    """One spending limit and how much of it is left."""

    name: Literal["month", "day", "call", "total"]
    cap_usd: str
    remaining_usd: str


class Budget(Frozen):
    """The answer of `check_budget`. `forecast_usd` is what the month will have cost at its pace so far."""

    period: Literal["day", "month", "total"]
    spent_usd: str
    held_usd: str
    remaining_usd: str
    caps: list[Cap]
    by_backend: list[BackendSpend]
    by_day: list[DaySpend]
    forecast_usd: str
    in_doubt: list[InDoubt]
    warning: str | None
    no_spend: bool
    time_zone: str
    message: str
