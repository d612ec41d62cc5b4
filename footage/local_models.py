"""Films made on this machine's own devices: what a local model is, what it is asked for, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from footage.domain import Frozen, Priority, Resolution

Start = Literal["text", "image", "ends", "video"]
"""What a film starts from: words, a first picture, a first and a last one, or another film."""

Dtype = Literal["bfloat16", "float16", "float32"]


class FrameRule(Frozen):
    """The numbers of frames a model makes: `step` times n plus `plus`, from `min` to `max`."""

    step: int = Field(gt=0)
    plus: int = Field(default=1, ge=0)
    min: int = Field(gt=0)
    max: int = Field(gt=0)

    def fit(self, frames: float) -> int:
        """The smallest allowed number that is enough, or the largest there is."""
        steps = -int(-(max(frames, self.min) - self.plus) // self.step)
        highest = (self.max - self.plus) // self.step
        return min(steps, highest) * self.step + self.plus


class Component(Frozen):
    """A component that does not lie in the checkpoint's own folder."""

    weights: str
    class_name: str = Field(pattern=r"^(diffusers|transformers)\.\w+$")
    subfolder: str | None = None


class Vram(Frozen):
    """What a model needs of a device's memory, in GB of 10**9 bytes, at its own data type.

    `parts_gb` are the weights by component; `denoise_gb` and `decode_gb` what the work on a film of the size `at`
    (width, height, frames) takes on top, which grows with pixels times frames; `tiled_gb` what decoding by tiles takes.
    """

    parts_gb: Mapping[str, float]
    at: tuple[int, int, int]
    denoise_gb: float = Field(gt=0)
    decode_gb: float = Field(gt=0)
    tiled_gb: float = Field(gt=0)
    source: str = Field(min_length=1)


class LocalModel(Frozen):
    """One checkpoint that a diffusers pipeline runs, as data.

    Attributes:
        weights: Its name in the list of weights (`footage.weights`), or its repository.
        pipelines: The pipeline's class by what a film starts from.
        parts: Components that come from elsewhere.
        variant: Which of several sets of files in the checkpoint, for example "bf16".
        vae_dtype: The decoder's data type, where it must not be `dtype`.
        fps: Frames in a second of its films.
        multiple_px: Width and height are multiples of this.
        pixels: Width and height by "16:9 480p", where rounding the usual size is not what it was trained for.
        guidance: How closely it follows the prompt; None leaves it to the checkpoint.
        flow_shift: The scheduler's shift by resolution, where it depends on it.
        section_frames: Frames that are denoised in one go, where a film is made in sections.
        call: More arguments of the pipeline.
    """

    weights: str
    pipelines: Mapping[Start, str] = Field(min_length=1)
    parts: Mapping[str, Component] = {}
    variant: str | None = None
    dtype: Dtype
    vae_dtype: Dtype | None = None
    fps: float = Field(gt=0, le=120)
    frames: FrameRule
    multiple_px: int = Field(gt=0)
    pixels: Mapping[str, tuple[int, int]] = {}
    steps: int = Field(gt=0, le=1000)
    guidance: float | None = None
    flow_shift: Mapping[Resolution, float] = {}
    section_frames: int | None = Field(default=None, gt=0)
    vram: Vram
    call: Mapping[str, Any] = {}


@dataclass(frozen=True, kw_only=True)
class FilmOrder:
    """What a local model is asked for.

    `width` and `height` in pixels and `frames` are what the model should make; pictures are files or arrays (height,
    width, 3) of uint8, `video` is an array (frames, height, width, 3) of uint8 that is denoised again by `strength`,
    0 (not at all) to 1 (from noise). `fps` is told to a model that knows frame rates, in place of its own; `sound` says
    whether its sound is wanted. `seed` 0 to 2**31 - 1.
    """

    prompt: str
    seed: int
    width: int
    height: int
    frames: int
    negative_prompt: str | None = None
    resolution: Resolution = "480p"
    start_image: Any = None
    end_image: Any = None
    video: Any = field(default=None, repr=False)
    strength: float | None = None
    fps: float | None = None
    sound: bool = False
    priority: Priority = "balanced"

    @property
    def start(self) -> Start:
        """What the film starts from."""
        if self.video is not None:
            return "video"
        if self.end_image is not None:
            return "ends"
        return "text" if self.start_image is None else "image"


@dataclass(frozen=True, kw_only=True)
class RawFilm:
    """A film as it came out, in files: 8-bit RGB pictures one after the other, and interleaved 32-bit float sound.

    Everything is measured, not what was asked for. `fps` keeps the length of the order when frames had to be saved;
    `notes` say in words how it was fitted onto the device.
    """

    pictures: Path
    width: int
    height: int
    frames: int
    fps: float
    sound: Path | None = None
    sample_rate: int = 0
    channels: int = 0
    notes: tuple[str, ...] = ()
