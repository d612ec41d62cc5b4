"""Films with one fault each, made from clean ones: painted and shot anew, with grain, by hand or moving in, or real."""

from __future__ import annotations

import subprocess
import wave
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from media import ffmpeg
from painter import plan_film, render

WIDTH, HEIGHT, FPS, SECONDS = 480, 272, 24, 5
FRAMES, RATE_HZ = FPS * SECONDS, 24_000
TAKES = {
    "plain": "null",
    "grain": "noise=alls=10:allf=t",
    "hand": "scale=1088:616:flags=bilinear,crop=960:544:x='64+28*sin(1.7*t)+10*sin(5.1*t+1)'"
    ":y='36+16*sin(2.3*t)+8*sin(6.1*t)',scale=480:272:flags=area",
    "push": "scale=w='2*trunc(240*(1+0.05*t))':h='2*trunc(136*(1+0.05*t))':eval=frame,crop=480:272",
}
"""How a painted film is shot again, as ffmpeg filters."""

TUNING = (
    ("a sailboat at sunset", "cinematic"),
    ("Tokyo at night, neon, rain", "neon"),
    ("snowy mountains with a cabin", "watercolor"),
    ("a robot making coffee in a kitchen", "flat"),
    ("quarterly revenue up 40%", "editorial"),
    ("a forest path in autumn wind", "paper"),
    ("a rocket leaving for the stars", "pixel"),
    ("a busy street with people and cars", "cinematic"),
)
"""Prompts and styles of the films by which thresholds were set."""

HELD_OUT = (
    ("fish around a coral reef", "cinematic"),
    ("a football stadium at night", "neon"),
    ("a desert with dunes and a caravan", "watercolor"),
    ("a girl on a swing in a meadow", "flat"),
    ("five steps to better sleep", "editorial"),
    ("a train through the hills", "paper"),
    ("a castle by a lake in the rain", "pixel"),
    ("waves at a rocky shore under clouds", "cinematic"),
)
"""Prompts and styles of the films on which results are reported."""

Frames = NDArray[np.uint8]
Sound = NDArray[np.float32]


@dataclass(frozen=True)
class Clip:
    """A film in memory: frames of shape (n, height, width, 3), RGB, and mono sound at `RATE_HZ` within -1..1."""

    frames: Frames
    sound: Sound
    fps: float = FPS

    def frames_in(self, duration_s: float) -> int:
        """How many frames there are in so many seconds, one at least."""
        return max(1, round(duration_s * self.fps))


@dataclass(frozen=True)
class Case:
    """A film with one fault. `kinds` are those by which the fault may be named; a cut on purpose is none."""

    clip: Clip
    start_s: float
    end_s: float
    kinds: frozenset[str]


def painted(prompt: str, style: str, path: Path) -> Path:
    """Paint a clean film with sound."""
    plan = plan_film(prompt, duration_s=SECONDS, width=WIDTH, height=HEIGHT, fps=FPS, seed=1, style=style)
    render(plan, path, audio=True)
    return path


def shot(path: Path, take: str) -> Clip:
    """A painted film, shot again."""
    sound = ["-i", f"file:{path}", "-map", "0:a", "-ac", "1", "-ar", str(RATE_HZ), "-f", "f32le", "pipe:1"]
    return Clip(_pictures(path, TAKES[take], WIDTH, HEIGHT), np.frombuffer(_piped(sound), np.float32))


def real(path: Path, fps: float) -> Clip:
    """The first seconds of a film of any size, made as large as the painted ones, with noise for sound."""
    rate = min(30.0, fps)
    cut = f"fps={rate:g},scale={WIDTH}:{HEIGHT}:force_original_aspect_ratio=increase:flags=area,crop={WIDTH}:{HEIGHT}"
    frames = _pictures(path, f"{cut},trim=duration={SECONDS}", WIDTH, HEIGHT)
    noise = np.random.default_rng(1).normal(0, 0.05, round(len(frames) / rate * RATE_HZ))
    return Clip(frames, noise.astype(np.float32), rate)


def written(clip: Clip, path: Path) -> Path:
    """Encode a film as vendors do: H.264 and AAC."""
    wav = path.with_suffix(".wav")
    with wave.open(str(wav), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((np.clip(clip.sound, -1, 1) * 32767).astype("<i2").tobytes())
    height, width = clip.frames.shape[1:3]
    args = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", f"{clip.fps:g}", "-i", "pipe:0"]
    args += ["-i", str(wav), "-c:v", "libx264", "-preset", "superfast", "-crf", "20", "-pix_fmt", "yuv420p"]
    args += ["-c:a", "aac", "-b:a", "128k", str(path)]
    with ffmpeg.process(args, stdin=subprocess.PIPE) as encoder:
        assert encoder.stdin
        encoder.stdin.write(clip.frames.tobytes())
    wav.unlink()
    return path


def cases(
    clip: Clip, other: Clip, *, heavy: bool, seed: int, faults: Collection[str] = ()
) -> Iterator[tuple[str, Case]]:
    """The film once with each fault, or of some; `other` is the wrong scene. The same seed gives the same films."""
    for n, (name, make) in enumerate(FAULTS.items()):
        if faults and name not in faults:
            continue
        yield name, make(clip, other, heavy, np.random.default_rng((seed, n)))


def _pictures(path: Path, filters: str, width: int, height: int) -> Frames:
    piped = _piped(["-i", f"file:{path}", "-vf", filters, "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"])
    return np.frombuffer(piped, np.uint8).reshape(-1, height, width, 3)


def _piped(args: list[str]) -> bytes:
    with ffmpeg.process(args, stdout=subprocess.PIPE) as child:
        assert child.stdout
        return child.stdout.read()


def _changed(
    clip: Clip,
    kinds: str,
    duration_s: float,
    rng: np.random.Generator,
    change: Callable[[Frames], Any],
    *,
    lively: bool = False,
) -> Case:
    """The film with so many seconds from a random place on replaced by what `change` makes of them.

    Where `lively`, the place of four at which most moves: nobody can tell that what stands still was stopped.
    """
    count = clip.frames_in(duration_s)
    edge = min(round(clip.fps), (len(clip.frames) - count) // 3)
    places = [int(place) for place in rng.integers(edge, len(clip.frames) - edge - count, 4 if lively else 1)]
    first = max(places, key=lambda place: _motion(clip.frames[place : place + count]))
    frames = clip.frames.copy()
    frames[first : first + count] = change(clip.frames[first : first + count])
    return _case(clip, frames, first, count, kinds)


def _case(clip: Clip, frames: Frames, first: int, count: int, kinds: str) -> Case:
    start_s, end_s = first / clip.fps, (first + count) / clip.fps
    return Case(replace(clip, frames=frames), start_s, end_s, frozenset(kinds.split()))


def motion(frames: Frames) -> float:
    """How much usually changes from frame to frame, in levels of a small picture."""
    small = frames[:, ::4, ::4].astype(np.int16)
    return float(np.median(np.abs(np.diff(small, axis=0)).mean(axis=(1, 2, 3))))


def _motion(frames: Frames) -> float:
    """The least mean change of a small picture over a quarter of the stretch."""
    small = frames[:, ::4, ::4].astype(np.int16)
    quarters = np.array_split(np.abs(np.diff(small, axis=0)).mean(axis=(1, 2, 3)), min(4, len(frames) - 1) or 1)
    return float(min((quarter.mean() for quarter in quarters if len(quarter)), default=0.0))


def freeze(clip: Clip, _other: Clip, heavy: bool, rng: np.random.Generator) -> Case:
    return _changed(clip, "frozen duplicate", 1.0 if heavy else 0.3, rng, lambda part: part[:1], lively=True)


def black(clip: Clip, _other: Clip, heavy: bool, rng: np.random.Generator) -> Case:
    return _changed(clip, "black", 0.5 if heavy else 2 / clip.fps, rng, lambda _: 0)


def flash(clip: Clip, _other: Clip, heavy: bool, rng: np.random.Generator) -> Case:
    levels, count = (110, 2) if heavy else (40, 1)
    return _changed(clip, "flash", count / clip.fps, rng, lambda part: np.minimum(part.astype(int) + levels, 255))


def flicker(clip: Clip, _other: Clip, heavy: bool, rng: np.random.Generator) -> Case:
    duration_s, depth = (1.5, 0.18) if heavy else (1.0, 0.05)
    count = clip.frames_in(duration_s)
    gains = 1 + depth * rng.uniform(0.5, 1, (count, 1, 1, 1)) * (-1) ** np.arange(count)[:, None, None, None]
    return _changed(clip, "flicker flash", duration_s, rng, lambda part: np.clip(part * gains, 0, 255))


def blocks(clip: Clip, _other: Clip, heavy: bool, rng: np.random.Generator) -> Case:
    share, duration_s = (0.25, 0.4) if heavy else (0.04, 0.17)
    height, width = clip.frames.shape[1:3]

    def corrupt(part: Frames) -> Frames:
        broken = part.copy()
        rows, columns = height // 16, width // 16
        for row, column in np.argwhere(rng.random((rows, columns)) < share):
            y, x = (int(rng.integers(0, count - 1)) * 16 for count in (rows, columns))
            at = (slice(16 * row, 16 * row + 16), slice(16 * column, 16 * column + 16))
            broken[:, at[0], at[1]] = part[:, y : y + 16, x : x + 16]
        return broken

    return _changed(clip, "blocks", duration_s, rng, corrupt)


def blur(clip: Clip, _other: Clip, heavy: bool, rng: np.random.Generator) -> Case:
    """Two boxes of 9 or 3 pixels, one after the other: about a gaussian of 3.7 or 1.2 pixels."""
    duration_s, reach = (1.0, 4) if heavy else (0.5, 1)

    def soften(part: Frames) -> Any:
        soft: Any = part.astype(np.float32)
        for axis in (1, 2, 1, 2):
            soft = sum(np.roll(soft, step, axis) for step in range(-reach, reach + 1)) / (2 * reach + 1)
        return soft

    return _changed(clip, "blur", duration_s, rng, soften)


def splice(clip: Clip, other: Clip, heavy: bool, rng: np.random.Generator) -> Case:
    count = clip.frames_in(1.0) if heavy else 3
    start = int(rng.integers(0, len(other.frames) - count))
    return _changed(clip, "foreign", count / clip.fps, rng, lambda _: other.frames[start : start + count])


def morph(clip: Clip, other: Clip, heavy: bool, rng: np.random.Generator) -> Case:
    """Another scene shows through, by most or by half, and goes again: the picture is neither of the two."""
    count = clip.frames_in(2.0)
    start = int(rng.integers(0, len(other.frames) - count))
    share = (0.75 if heavy else 0.5) * (1 - np.abs(np.linspace(-1, 1, count)))[:, None, None, None]
    through = other.frames[start : start + count] * share
    return _changed(clip, "morph", 2.0, rng, lambda part: part * (1 - share) + through)


def shuffle(clip: Clip, _other: Clip, heavy: bool, rng: np.random.Generator) -> Case:
    if not heavy:
        return _changed(clip, "disorder", 2 / clip.fps, rng, lambda part: part[::-1], lively=True)
    order = rng.permutation(clip.frames_in(1.0))
    return _changed(clip, "disorder", 1.0, rng, lambda part: part[order], lively=True)


def silence(clip: Clip, _other: Clip, heavy: bool, rng: np.random.Generator) -> Case:
    length_s = 2.0 if heavy else 0.4
    start_s = float(rng.uniform(1, SECONDS - 1 - length_s))
    sound = clip.sound.copy()
    sound[int(start_s * RATE_HZ) : int((start_s + length_s) * RATE_HZ)] = 0
    return Case(replace(clip, sound=sound), start_s, start_s + length_s, frozenset({"dropout"}))


def clipped(clip: Clip, _other: Clip, heavy: bool, rng: np.random.Generator) -> Case:
    """So loud that the loudest fifth (or fiftieth) of the samples of a second and a half is cut off."""
    start_s = float(rng.uniform(1, SECONDS - 2.5))
    part = slice(int(start_s * RATE_HZ), int((start_s + 1.5) * RATE_HZ))
    sound = clip.sound.copy()
    sound[part] /= np.quantile(np.abs(sound[part]), 0.8 if heavy else 0.98) + 1e-6
    return Case(replace(clip, sound=np.clip(sound, -1, 1)), start_s, start_s + 1.5, frozenset({"clipping"}))


PICTURE_FAULTS = (freeze, black, flash, flicker, blocks, blur, splice, morph, shuffle)
FAULTS = {make.__name__: make for make in (*PICTURE_FAULTS, silence, clipped)}


def hard_cut(clip: Clip, other: Clip, rng: np.random.Generator) -> Case:
    """Another scene from a place on, as an editor cuts: no fault."""
    first = int(rng.integers(round(clip.fps), len(clip.frames) - round(clip.fps)))
    return _case(clip, np.concatenate([clip.frames[:first], other.frames[first:]]), first, 0, "")


def dissolve(clip: Clip, other: Clip, rng: np.random.Generator) -> Case:
    """One scene becomes another within one to three seconds, as an editor dissolves: no fault."""
    count = clip.frames_in(float(rng.uniform(1, 3)))
    first = int(rng.integers(round(clip.fps / 2), len(clip.frames) - round(clip.fps / 2) - count))
    share = np.clip((np.arange(len(clip.frames)) - first) / count, 0, 1)[:, None, None, None]
    frames = (clip.frames * (1 - share) + other.frames[: len(clip.frames)] * share).astype(np.uint8)
    return _case(clip, frames, first, count, "")
