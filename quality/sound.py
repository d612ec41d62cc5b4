"""Faults in a film's sound: silence, gaps and clipping, in stretches; loudness comes from EBU R128."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from footage.verdicts import Fault
from media.probe import VideoInfo, opened
from quality.shots import runs
from quality.thresholds import Thresholds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

BLOCK_S = 0.05
_FLOOR_DB = -120.0


@dataclass(frozen=True)
class Blocks:
    """Of each twentieth of a second: root mean square in dB of full scale, and the share of samples at its end."""

    level_db: Floats
    clipped: Floats


def listen(info: VideoInfo, clip_level: float) -> Blocks:
    """Decode the sound track once.

    Args:
        info: A film with sound.
        clip_level: From which share of full scale a sample is at its end, in any channel.
    """
    import av

    levels: list[Floats] = []
    shares: list[Floats] = []
    with opened(info.path, info.demuxer) as container:
        stream = container.streams.audio[0]
        size = round(BLOCK_S * stream.rate)
        resampler = av.AudioResampler(format="fltp", layout=stream.layout, rate=stream.rate)
        rest = np.zeros((stream.channels, 0), np.float32)
        for frame in container.decode(stream):
            parts = [part.to_ndarray() for part in resampler.resample(frame)]
            rest = np.concatenate([rest, *parts], axis=1)
            whole = rest.shape[1] // size
            if whole:
                blocks = rest[:, : whole * size].reshape(len(rest), whole, size)
                power = (blocks**2).mean(axis=(0, 2))
                levels.append(10 * np.log10(np.maximum(power, 10 ** (_FLOOR_DB / 10))))
                shares.append((np.abs(blocks) >= clip_level).mean(axis=2).max(axis=0))
                rest = rest[:, whole * size :]
    empty = np.zeros(0, np.float32)
    return Blocks(np.concatenate([empty, *levels]), np.concatenate([empty, *shares]))


def find(blocks: Blocks, limits: Thresholds) -> Iterator[Fault]:
    """Silence for a second and more, shorter gaps in which nothing at all is left, and clipping.

    A gap at the very beginning or end is none: films fade in and out.
    """
    last = len(blocks.level_db) - 1
    silent = blocks.level_db < limits.silence.level_db
    nothing = blocks.level_db < limits.silence.nothing_db
    for first, end in runs(silent):
        if (end - first + 1) * BLOCK_S >= limits.silence.least_s:
            yield _fault("silence", first, end, "nothing is heard")
        else:
            for start, stop in runs(nothing[first : end + 1]):
                inside = first + start > 0 and first + stop < last
                if inside and (stop - start + 1) * BLOCK_S >= limits.silence.gap_s:
                    yield _fault("silence", first + start, first + stop, "the sound drops out")
    for first, end in runs(blocks.clipped >= limits.clipping.share, bridge=3):
        if (end - first + 1) * BLOCK_S >= limits.clipping.least_s:
            yield _fault("clipping", first, end, "the sound is cut off at full scale")


def _fault(kind: str, first: int, last: int, reason: str) -> Fault:
    return Fault(kind=kind, start_s=round(first * BLOCK_S, 3), end_s=round((last + 1) * BLOCK_S, 3), reason=reason)
