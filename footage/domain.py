"""The words that every room shares; `footage.answers` has what callers see, `footage.verdicts` what is measured."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

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

EMBEDDED = "storyboard"
"""The backend that draws: it is always there and costs nothing."""

FILMED = "stock"
"""The backend that makes nothing: what it shows, somebody has filmed."""

AttemptState = Literal["sending", "accepted", "succeeded", "refused", "failed", "in_doubt", "cancelled"]
"""`sending` is committed before the vendor is called; found after a crash it means the outcome is unknown."""

SegmentWay = Literal["chain", "keyframes"]
"""How clips become one film: each from the last picture of the one before, or side by side between drawn pictures."""

Verdict = Literal["accept", "retry", "reject"]
"""On a film: good, worth another take or a repair, or of no use."""

RepairMethod = Literal["fill", "retake", "remake", "escalate"]
"""How a film is mended; see `Repair`."""

FootageLook = Literal["real"]
"""What kind of pictures is asked for: `real` ones, which somebody has filmed."""

LedgerKind = Literal["hold", "capture", "release", "adjust", "in_doubt"]


class Frozen(BaseModel):
    """A value: immutable, and unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class BrandLook(Frozen):
    """What a team's brand gives a drawn film.

    `colours` are "#rrggbb", `logo` is a path, `font` an installed family, `music` the name of a bed; `end_line` and
    `end_url` stand on a last card.
    """

    colours: tuple[str, ...] = ()
    logo: str | None = None
    font: str = ""
    music: str = ""
    end_line: str = ""
    end_url: str = ""


class VideoRequest(Frozen):
    """What a generator is asked for, fully decided: no defaults are left to the backend.

    `duration_s` is in seconds, `seed` 0 to 2**31 - 1. `plan` is a storyboard plan to draw as it is. `reference_images`
    show who or what is in the film, not how it begins. With `look` "real" only footage that somebody has filmed will
    do; `stock_query` are the words to look for it with, `stock_taken` clips ("source:id") that are not to come again.
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
    goes_on: dict[str, Any] | None = None
    """The drawn film whose last frame `start_image` is: its `plan` and its `prompt`, for whoever draws it on."""
    brand: BrandLook | None = None
    look: FootageLook | None = None
    stock_query: str = ""
    stock_taken: tuple[str, ...] = ()

    @property
    def pictures(self) -> tuple[str, ...]:
        """Paths of all files that it names, each once."""
        named = (self.start_image, self.end_image, *self.reference_images)
        return tuple(dict.fromkeys(path for path in named if path))
