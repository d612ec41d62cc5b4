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

    Attributes:
        parts_gb: The weights by component.
        at: Width, height and frames of the film that the next two are for; they grow with pixels times frames.
        denoise_gb: What denoising takes on top of the weights.
        decode_gb: What decoding takes on top of them.
        tiled_gb: What decoding by tiles takes, whatever the size.
        source: Who measured or says so.
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

    Attributes:
        prompt: What the film shows.
        seed: 0 to 2**31 - 1.
        width: In pixels, as the model should make it.
        height: Likewise.
        frames: How many it should make.
        negative_prompt: What the film should not show.
        resolution: What the caller asked for, by which some models set their scheduler.
        start_image: A file, or an array (height, width, 3) of uint8.
        end_image: Likewise.
        video: An array (frames, height, width, 3) of uint8 that is denoised again.
        strength: How far `video` is denoised again, from 0 (not at all) to 1 (from noise).
        fps: Given instead of its own to a model that knows frame rates.
        sound: Whether its sound is wanted.
        priority: The job's.
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
    """A film that a local model made, before it is encoded. All figures are of what was made, not of what was ordered.

    Attributes:
        pictures: A file of 8-bit RGB pictures one after the other.
        width: In pixels.
        height: In pixels.
        frames: How many pictures there are.
        fps: Of the film as it is shown; lower than the model's where fewer frames were made for want of memory.
        sound: A file of interleaved 32-bit float samples.
        sample_rate: Of the sound, in Hz.
        channels: Of the sound.
        notes: How the film was fitted onto the device, in words.
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
