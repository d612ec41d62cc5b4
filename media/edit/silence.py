"""Finds where nothing is heard in a film."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence

from media import ffmpeg
from media.edit.timeline import Film


def silences(film: Film, floor_db: float, least_s: float) -> Sequence[tuple[float, float]]:
    """Stretches in which a film is quieter than a level, in seconds of it; all of a film without sound.

    Args:
        film: The film.
        floor_db: What is still silence, in decibels below full scale.
        least_s: Shorter ones are left alone.

    Raises:
        UnsupportedMediaError: It cannot be read.
    """
    if not film.has_sound:
        return []
    track = film.tracks.sounds[film.tracks.heard]
    sound = ffmpeg.from_file(film.info.path, demuxer=film.info.demuxer)[str(track.index)]
    sound = sound.filter("aresample", 16000, **{"async": 1, "first_pts": 0})
    sound = sound.filter("silencedetect", noise=f"{floor_db}dB", duration=round(least_s, 3), mono=0)
    sound = sound.filter("ametadata", mode="print", file="-")
    args = ffmpeg.arguments([sound], None, muxer="null")
    with ffmpeg.process(args, duration_s=film.info.duration_s, stdout=subprocess.PIPE) as child:
        said = child.stdout.read() if child.stdout else b""
    begins = [float(one) for one in _said(said, "start")]
    ends = [float(one) for one in _said(said, "end")]
    length_s = film.info.duration_s + film.offset_s
    ends += [length_s] * (len(begins) - len(ends))
    late_s = film.offset_s
    return [
        (max(0.0, first - late_s), min(length_s, last) - late_s)
        for first, last in zip(begins, ends, strict=False)
        if last > first
    ]


def _said(text: bytes, what: str) -> list[bytes]:
    return re.findall(rf"silence_{what}=(-?[\d.]+)".encode(), text)
