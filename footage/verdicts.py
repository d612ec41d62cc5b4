"""What is measured of a film, and the verdict on it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from footage.domain import _BRIEFLY_EACH, Frozen, RepairMethod, Verdict


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
    faults: list[Fault] = Field(default=[])
    reasons: list[str]
    unavailable: dict[str, str] = Field(default={})
    measured_with: Annotated[MeasuredWith | None, _BRIEFLY] = None
    cuts_s: list[float] = Field(default=[], exclude=True)
    technical_by_second: list[tuple[float, float, float]] = Field(default=[], exclude=True)
    repairs: Annotated[list[Repair], _BRIEFLY_EACH] = Field(default=[])
    opinions: Annotated[list[Opinion], _BRIEFLY_EACH] = Field(default=[])
