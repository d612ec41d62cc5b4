"""What is measured of a film, and the verdict on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from footage.domain import Frozen, RepairMethod, Verdict
from footage.provenance import Provenance


class Fault(Frozen):
    """A stretch of a film with something wrong in it; seconds from its start. `kind` is a stable word for programs.

    `evidence` is how far what was measured is above the threshold of its kind: 1 is just above it, 2 is twice as far.
    """

    kind: str
    start_s: float
    end_s: float
    reason: str
    evidence: float = 1.0


class MeasuredWith(Frozen):
    """The model that made the numbers, so that they can be compared with others."""

    model: str
    revision: str
    dtype: str
    device: str


class Coherence(Frozen):
    """Whether a film stays one film: cosines of neighbouring samples, 1 for the same picture.

    `per_pair[i]` is between samples i and i + 1. Pairs across an intended cut are in it, and count for nothing else.
    `drift` is the lowest likeness of a sample to the first and to the median of its shot, None where no shot has three
    samples. `over_time` is for drawing: each pair that counts, at the middle of its time.
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
    """Whether a film shows what was asked for, 0 to 1, and where least; `over_time` is the match of every sample."""

    score: float
    worst: float
    worst_at_s: float
    over_time: list[tuple[float, float]] = Field(default=[], exclude=True)


Sign = Literal["blocky", "smeared", "blurred", "noisy", "banded", "ringing", "combed"]
"""What spoils pictures: macroblocks, detail lost by compression or enlarging, blur, noise, bands, doubled edges."""


class Visual(Frozen):
    """How good a film's pictures look, from the pictures alone: 0 to 1, where 0.8 looks like VMAF 80.

    `worst` is the lowest second's, at `worst_at_s`. `content` is by which ladder it was judged: what a camera took, or
    flat colours and type (`drawn`). `signs` are what stands out of what spoils pictures (see `Sign`), the strongest
    first. `clip_iqa` is what CLIP thinks, 0 to 1, a second opinion that counts for nothing. `over_time` is for drawing:
    each second's start, end and score.
    """

    score: float
    worst: float
    worst_at_s: float
    content: Literal["camera", "drawn"]
    signs: Sequence[str] = Field(default=[], exclude_if=lambda signs: not signs)
    clip_iqa: float | None = Field(default=None, exclude_if=lambda opinion: opinion is None)
    over_time: list[tuple[float, float, float]] = Field(default=[], exclude=True)


class Loudness(Frozen):
    """A film's sound: loudness (EBU R128) and highest true peak, None in silence, and the share that is silent."""

    integrated_lufs: float | None
    true_peak_dbtp: float | None
    silent_share: float


MEASURE = 9
"""Goes up when scores begin to mean something else: by 1 a film that looks ruined could score 1.0; 3 to 5: new eyes;
6 and 7: faults that were missed, and a net that has seen more; 8: one that knows what is smooth by nature.
"""

AS_OBJECT = WithJsonSchema({"type": ["object", "null"]}, mode="serialization")
"""The list of tools names no fields of it, so that the list stays small; docs/reference/answers.md does."""

AS_OBJECTS = WithJsonSchema(
    {"type": "array", "items": {"type": "object", "additionalProperties": True}, "default": []}, mode="serialization"
)
"""The same for a list."""


class Repair(Frozen):
    """One try to make a film better, and whether its result was `kept`; seconds from the film's start.

    `method` is `fill` (the stretch is made up from the frames around it), `retake` (it is made anew between them),
    `remake` (the film is made anew) or `escalate` (the film is made by a better backend). `score_before` and `score`
    are the whole film's. `cost_usd` is what the try was charged, None where nothing was bought. `problem` says why it
    came to nothing.
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
    """What a model thinks of one side of a film, 0 to 10, why, and at which second that shows best."""

    score: float
    at_s: float | None
    reason: str


class SeenAlarm(Frozen):
    """Whether a model that has watched a film sees an alarm of the verdict too, and why; seconds from its start."""

    kind: str
    start_s: float
    end_s: float
    agrees: bool
    reason: str


class Opinion(Frozen):
    """What a model says that has watched a film. It is no measurement, and counts for neither score nor verdict.

    A mark is None where the model had nothing to go by. `alarms` are those of the verdict that it was asked about and
    answered. Where there is no opinion at all, `unavailable` says why. `cost_usd` is what asking was charged: nothing
    where the answer was known from before.
    """

    judge: str
    model: str | None
    content_accuracy: Mark | None = None
    visual_quality: Mark | None = None
    coherence: Mark | None = None
    text_legibility: Mark | None = None
    alarms: list[SeenAlarm] = Field(default=[])
    cost_usd: str = "0.00"
    unavailable: str | None = None


class EditingFault(Frozen):
    """What an editor would object to, in the stretch of a scene (None: of the whole film).

    `measured` and `limit` are figures of that kind of fault, None where it has none. `grave` ones are reasons to make
    the film anew.
    """

    kind: str
    scene: str | None = None
    start_s: float
    end_s: float
    grave: bool
    measured: float | None = None
    limit: float | None = None
    reason: str


class Editing(Frozen):
    """How a film was put together, for films that Footage assembles: `score`, 0 to 1, and what an editor would say.

    `smallest_text` is the height of the smallest text as a share of the frame's short side, `mean_flat` the share of
    the frame that is one flat colour; both are None where that was not measured. `off_length` is how much longer the
    film is than it was asked for, as a share of that.
    """

    score: float
    faults: list[EditingFault] = Field(default=[])
    smallest_text: float | None = None
    most_chars_per_s: float
    pictures_offered: int
    pictures_shown: int
    off_length: float
    mean_flat: float | None = None


class Quality(Frozen):
    """What was measured of a finished film; what could not be measured is None, and `unavailable` says why.

    `score`, 0 to 1, is the mean of what was measured, weighted by the quality policy. `motion` is the usual change from
    frame to frame in levels of 255. `smoothness`, 0 to 1, is how well frames follow from each other. `sound` is None
    for a film without any, `editing` for one that Footage did not put together. `repairs` are the tries that led to
    this film. `opinions` stand apart and change nothing else; so does `provenance`, which says where a film that was
    checked comes from. Two fields are for Footage alone: `cuts_s`, when new shots begin, for mending, and
    `technical_by_second`, each second's start, end and mark, for drawing.
    """

    status: Literal["measured", "partial", "unavailable"]
    verdict: Verdict | None
    conforms: bool | None
    score: float | None
    coherence: Annotated[Coherence | None, AS_OBJECT]
    prompt_match: Annotated[PromptMatch | None, AS_OBJECT]
    technical: float | None = None
    visual: Annotated[Visual | None, AS_OBJECT] = None
    motion: float | None = None
    smoothness: float | None = None
    sound: Annotated[Loudness | None, AS_OBJECT] = None
    editing: Annotated[Editing | None, AS_OBJECT] = Field(default=None, exclude_if=lambda editing: editing is None)
    faults: Annotated[list[Fault], AS_OBJECTS] = Field(default=[])
    reasons: list[str]
    unavailable: dict[str, str] = Field(default={})
    measured_with: Annotated[MeasuredWith | None, AS_OBJECT] = None
    cuts_s: list[float] = Field(default=[], exclude=True)
    technical_by_second: list[tuple[float, float, float]] = Field(default=[], exclude=True)
    repairs: Annotated[list[Repair], AS_OBJECTS] = Field(default=[])
    opinions: Annotated[list[Opinion], AS_OBJECTS] = Field(default=[])
    provenance: Annotated[Provenance | None, AS_OBJECT] = Field(default=None, exclude_if=lambda told: told is None)

    @property
    def measure(self) -> str:
        """What `score` is made of: scores of two measures cannot be compared."""
        parts = ("coherence", "prompt_match", "technical", "visual", "editing")
        return " ".join([f"{MEASURE}:", *(part for part in parts if getattr(self, part) is not None)])
