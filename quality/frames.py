"""Which frames of a film a model looks at, and how large."""

from __future__ import annotations

import math
from collections.abc import Sequence

from footage.verdicts import Fault
from media.probe import VideoInfo

_FOR_SUSPICION = 0.5
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
    frames = max(1, round(info.duration_s * info.fps))
    frame_s = info.duration_s / frames
    most = max(1, min(most, frames))
    extra = _extra(info, frame_s, suspicious, activity)
    wanted = max(least, math.ceil(info.duration_s / every_s) + 1)
    even = max(min(2, most), min(wanted, most - min(len(extra), int(most * _FOR_SUSPICION))))
    chosen = {round((frames - 1) * n / max(1, even - 1)) for n in range(even)}
    for time_s in extra:
        if len(chosen) < most:
            chosen.add(min(frames - 1, max(0, round(time_s / frame_s))))
    return [index * frame_s for index in sorted(chosen)]


def side_px(info: VideoInfo, shorter_px: int) -> int:
    """The longer side at which a film's shorter side has as many pixels: what a model that crops to a square needs."""
    return math.ceil(shorter_px * max(info.width, info.height) / min(info.width, info.height))


def _extra(info: VideoInfo, frame_s: float, suspicious: Sequence[Fault], activity: Sequence[float]) -> list[float]:
    """Further looks, the most wanted first: around each stretch, then the middle of lively seconds."""
    around = [
        (fault.start_s - frame_s, (fault.start_s + fault.end_s) / 2, fault.end_s + frame_s) for fault in suspicious
    ]
    found = [time_s for place in range(3) for time_s in (times[(place + 1) % 3] for times in around)]
    usual = sorted(activity)[len(activity) // 2] if activity else 0.0
    lively = [second for second, value in enumerate(activity) if value > _LIVELY * usual > 0]
    lively.sort(key=lambda second: -activity[second])
    return [*found, *(min(second + 0.5, info.duration_s) for second in lively)]
