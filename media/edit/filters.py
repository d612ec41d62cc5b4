"""Single filters of an edit: louder, faded, turned, a part that moves."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from media.edit.effect import Size
from media.edit.effects import Fade, Mix
from media.edit.workshop import Window
from media.ffmpeg import Options, Stream
from media.speech.mix import PEAK

CEILING: Options = {"limit": PEAK, "attack": 5, "release": 60, "level": "false", "latency": "true"}


def any_of(conditions: Sequence[str]) -> str:
    """An expression of which at most one part is not 0: their sum, in pairs, for ffmpeg takes no sum of a hundred."""
    if len(conditions) == 1:
        return conditions[0]
    half = len(conditions) // 2
    return f"({any_of(conditions[:half])}+{any_of(conditions[half:])})"


def louder(sound: Stream, gain_db: float) -> Stream:
    """Sound with a gain in decibels."""
    return sound if abs(gain_db) < 0.05 else sound.filter("volume", f"{gain_db:.2f}dB")


def limited(sound: Stream, gain_db: float) -> Stream:
    """Sound that was made louder, with nothing beyond full scale."""
    return sound.filter("alimiter", **CEILING) if gain_db > 0 else sound


def delayed(sound: Stream, samples: int) -> Stream:
    """Sound that begins later."""
    return sound.filter("adelay", delays=f"{samples}S", all=1) if samples else sound


def eased(sound: Stream, effect: Mix, frames: int, rate: Fraction) -> Stream:
    """Sound that comes in and goes out slowly."""
    most_s = float(frames / rate) / 2
    lengths = [min(most_s, float(one / rate)) for one in (effect.in_frames, effect.out_frames)]
    sound = sound.filter("afade", type="in", duration=round(lengths[0], 4)) if lengths[0] else sound
    begins_s = float(frames / rate) - lengths[1]
    if not lengths[1]:
        return sound
    return sound.filter("afade", type="out", start_time=round(begins_s, 4), duration=round(lengths[1], 4))


def faded(shown: Stream, effect: Fade, frames: int) -> Stream:
    """Pictures out of black and into it."""
    if effect.in_frames:
        shown = shown.filter("fade", type="in", start_frame=0, nb_frames=effect.in_frames)
    if effect.out_frames:
        last = frames - effect.out_frames
        shown = shown.filter("fade", type="out", start_frame=last, nb_frames=effect.out_frames)
    return shown


def faded_sound(sound: Stream, effect: Fade, frames: int, rate: Fraction) -> Stream:
    """Sound out of silence and into it."""
    if effect.in_frames:
        sound = sound.filter("afade", type="in", duration=round(float(effect.in_frames / rate), 4))
    if effect.out_frames:
        length_s = float(effect.out_frames / rate)
        begins_s = float(frames / rate) - length_s
        sound = sound.filter("afade", type="out", start_time=round(begins_s, 4), duration=round(length_s, 4))
    return sound


def turned(shown: Stream, degrees: int) -> Stream:
    """Pictures turned clockwise."""
    if degrees == 180:
        return shown.filter("hflip").filter("vflip")
    return shown.filter("transpose", dir="clock" if degrees == 90 else "cclock")


def through(shown: Stream, window: Window, now: Size, size: Size) -> Stream:
    """A moving part of the pictures, brought to a size first, so that it moves in steps that are not seen."""
    scale = size[0] / window.size[0], size[1] / window.size[1]
    whole = round(now[0] * scale[0] / 2) * 2, round(now[1] * scale[1] / 2) * 2
    large = shown.filter("scale", *whole, flags="lanczos+accurate_rnd")
    keys = [(frame, left * scale[0], top * scale[1]) for frame, left, top in window.keys]
    across = _gliding([(frame, x) for frame, x, _ in keys], whole[0] - size[0])
    down = _gliding([(frame, y) for frame, _, y in keys], whole[1] - size[1])
    return large.filter("crop", *size, across, down).filter("setsar", 1).filter("format", "yuv420p")


def _gliding(keys: Sequence[tuple[int, float]], most: int) -> str:
    """A number that goes evenly from one key to the next, as an expression of the frame's number.

    A sum of its pieces, of which one is not 0: choices within choices are refused where there are many.
    """
    held = [(frame, min(max(0.0, value), float(most))) for frame, value in keys]
    pieces = []
    for (first, a), (last, b) in pairwise(held):
        slope = (b - a) / max(1, last - first)
        value = f"{a:.1f}" if abs(a - b) < 0.05 else f"({a:.1f}+(n-{first})*{slope:.4f})"
        pieces.append(f"gte(n,{first})*lt(n,{last})*{value}")
    return any_of([*pieces, f"gte(n,{held[-1][0]})*{held[-1][1]:.1f}"])
