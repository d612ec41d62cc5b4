"""The quality policy: how much each part of a verdict weighs, and where its thresholds are. Data, not code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from footage import yaml_data
from footage.domain import Frozen, Verdict
from footage.ports.quality import PaidRepairs
from footage.verdicts import Fault
from quality.faults import FaultKind

SHIPPED = Path(__file__).parent / "data" / "quality.yaml"
FILE_NAME = "quality.yaml"
Part = Literal["coherence", "prompt_match", "technical", "visual", "editing"]
Share = Annotated[float, Field(ge=0, le=1)]

_HARM_OF_DOUBTS = 0.5
"""A film full of what is hardly an alarm scores low, and is accepted."""


class CoherencePolicy(Frozen):
    """Cosines below which samples are flagged."""

    jump_below: Share
    drift_below: Share


class PromptPolicy(Frozen):
    """How matches are put on 0 to 1 (`quality.prompt_match`), and below which one is a reason to try again."""

    middle: float
    slope: float = Field(gt=0)
    retry_below: Share
    unrelated: tuple[str, ...] = Field(min_length=8)


class VisualPolicy(Frozen):
    """What it means how the pictures look; the file says what each value means."""

    retry_below: Share
    suspect_below: Share
    smeared_below: Share
    blocky_below: Share
    most_above: Share
    worse_by: Share
    remark_below: Share
    kept_within: Share


class FaultPolicy(Frozen):
    """How much a kind of fault takes off the score for its share of the film, and whether one is a reason to retry.

    Evidence below `retry_from` may be what the film shows: it is told, and is no reason.
    """

    harm: float = Field(ge=0)
    retry: bool
    retry_from: float = Field(default=1.0, ge=1)

    def is_reason(self, fault: Fault) -> bool:
        """Whether one like this is a reason to try again."""
        return self.retry and fault.evidence >= self.retry_from

    def harm_of(self, fault: Fault) -> float:
        """What one like this takes off the score; what may be meant takes off less."""
        return self.harm if fault.evidence >= self.retry_from else min(self.harm, _HARM_OF_DOUBTS)


class FaultPolicies(Frozen):
    """The policy of each kind of fault; `usual` holds for kinds that are not named."""

    usual: FaultPolicy
    kinds: dict[FaultKind, FaultPolicy]

    def of(self, kind: str) -> FaultPolicy:
        """The policy of a kind of fault."""
        return next((policy for known, policy in self.kinds.items() if known == kind), self.usual)


class SamplePolicy(Frozen):
    """How many frames of a film the CLIP-style model is shown."""

    every_s: float = Field(gt=0)
    least: int = Field(ge=2, le=1000)
    most: int = Field(ge=2, le=1000)


class FillPolicy(Frozen):
    """What is filled in from the frames around it, and how long it may be."""

    kinds: tuple[FaultKind, ...]
    most_s: float = Field(gt=0)
    always_frames: int = Field(ge=0)


class LearnPolicy(Frozen):
    """How the evidence that a kind of alarm needs changes with what came of paying for it."""

    in_vain: float = Field(ge=1, le=10)
    helped: float = Field(gt=0, le=1)
    most: float = Field(ge=1, le=100)
    half_life_days: float = Field(gt=0)


class RepairPolicy(Frozen):
    """How bad stretches of films are mended; the file says what each value means."""

    tries: int = Field(ge=0, le=10)
    paid: PaidRepairs
    buy_from: float = Field(ge=1)
    learn: LearnPolicy
    fill: FillPolicy
    remake: tuple[FaultKind, ...]
    stops: tuple[Verdict, ...]


Positive = Annotated[float, Field(gt=0)]


class ReadingSpeed(Frozen):
    """How many characters a second can be read, by their script."""

    latin: Positive
    han: Positive
    others: Positive


class EditingPolicy(Frozen):
    """When an editor objects to a film that Footage put together; the file says what each value means."""

    harm: float = Field(ge=0)
    light_harm: float = Field(ge=0)
    rounding: Share
    least_text: Share
    grave_text: Share
    chars_per_s: ReadingSpeed
    grave_speed: float = Field(ge=1)
    most_scene_s: Positive
    most_repeats: int = Field(ge=1)
    least_pictures: Share
    picture_s: Positive
    around_s: float = Field(ge=0)
    most_off_length: Share
    most_flat: Share
    few_words_s: float = Field(ge=0)
    most_title_s: Positive
    grave_title_s: Positive
    least_end_s: Positive


class QualityPolicy(Frozen):
    """The whole policy; `data/quality.yaml` says what each value means."""

    weights: dict[Part, Share]
    accept_at: Share
    reject_below: Share
    most_if_still: Share
    coherence: CoherencePolicy
    prompt_match: PromptPolicy
    visual: VisualPolicy
    faults: FaultPolicies
    editing: EditingPolicy
    samples: SamplePolicy
    repair: RepairPolicy

    @model_validator(mode="after")
    def _ordered(self) -> QualityPolicy:
        if self.reject_below > self.accept_at:
            raise ValueError("reject_below is above accept_at")
        if not sum(self.weights.values()):
            raise ValueError("no part has any weight")
        return self


def load_policy(home: Path | None = None) -> QualityPolicy:
    """The shipped policy, laid over by `quality.yaml` in the user's folder.

    Raises:
        InvalidInputError: A file is wrong; the message names file, line and key.
    """
    return yaml_data.load(QualityPolicy, SHIPPED, home / FILE_NAME if home else None)
