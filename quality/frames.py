"""Which frames of a film a model looks at, and how large."""

from __future__ import annotations

import math
from collections.abc import Sequence

from footage.verdicts import Fault
from media.probe import VideoInfo

EXTRA = 0.5
"""The most, of all looks at a film, that suspicious and lively stretches get."""

_LIVELY = 2.0


def sample_times(
    info: VideoInfo,
    *,
    every_s: float = 1.0,
    least: int = 8,
    most: int = 60,
    suspicious: Sequence[Fault] = (),
    activity: Sequence[float] = (),
) -> list[float]:
    """When to look at a film: its first frame, its last, evenly between, and more where something may be wrong.

    Args:
        info: The film.
        every_s: Seconds from one look to the next, more where the film is too long for `most`.
        least: Looks at a film that has as many frames.
        most: Looks at most; up to half of them may go to suspicious and lively stretches.
        suspicious: Stretches before, in and after which to look.
        activity: How much the picture changes in each second; seconds of twice the median and more get another look.

    Returns:
        Seconds from the start, rising, each of another frame.
    """
    frames, frame_s = _frames_of(info)
    most = max(1, min(most, frames))
    wanted = min(most, max(least, math.ceil(info.duration_s / every_s) + 1))
    even = sorted({round((frames - 1) * n / max(1, wanted - 1)) for n in range(wanted)})
    extra: list[int] = []
    for time_s in _extra(info, frame_s, info.duration_s / wanted, suspicious, activity):
        index = min(frames - 1, max(0, round(time_s / frame_s)))
        if len(extra) < int(most * EXTRA) and index not in even and index not in extra:
            extra.append(index)
    # Those that are looked at anyway give way evenly: other ones would have to be decoded for it.
    left = max(min(2, most), min(len(even), most - len(extra)))
    kept = {even[round((len(even) - 1) * n / max(1, left - 1))] for n in range(left)}
    return [index * frame_s for index in sorted({*kept, *extra[: most - len(kept)]})]


def perhaps_times(info: VideoInfo) -> list[float]:
    """When another look may be taken because a second is lively: in the middle of each.

    Returns:
        Seconds from the start, rising; what `sample_times` gives for lively seconds is among them.
    """
    frames, frame_s = _frames_of(info)
    middles = (min(second + 0.5, info.duration_s) for second in range(math.ceil(info.duration_s)))
    return [index * frame_s for index in sorted({min(frames - 1, round(time_s / frame_s)) for time_s in middles})]


def _frames_of(info: VideoInfo) -> tuple[int, float]:
    """How many frames a film has, and how long each is shown."""
    frames = max(1, round(info.duration_s * info.fps))
    return frames, info.duration_s / frames


def side_px(info: VideoInfo, shorter_px: int) -> int:
    """The longer side at which a film's shorter side has as many pixels: what a model that crops to a square needs."""
    return math.ceil(shorter_px * max(info.width, info.height) / min(info.width, info.height))


def _extra(
    info: VideoInfo, frame_s: float, apart_s: float, suspicious: Sequence[Fault], activity: Sequence[float]
) -> list[float]:
    """Further looks, the most wanted first: in and around each stretch, then the middle of lively seconds.

    In a stretch of twice the time between two looks there is one anyway.
    """
    short = (fault for fault in suspicious if fault.end_s - fault.start_s < 2 * apart_s)
    found = [(fault.start_s + fault.end_s) / 2 for fault in short]
    found += [fault.end_s + frame_s for fault in suspicious]
    found += [fault.start_s - frame_s for fault in suspicious]
    usual = sorted(activity)[len(activity) // 2] if activity else 0.0
    lively = [second for second, value in enumerate(activity) if value > _LIVELY * usual > 0]
    lively.sort(key=lambda second: -activity[second])
    return [*found, *(min(second + 0.5, info.duration_s) for second in lively)]
