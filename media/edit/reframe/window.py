"""Finds the part of a film's pictures that is shown in another shape."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from media import ffmpeg
from media.edit.effect import Size
from media.edit.reframe.looks import LOOKS_PER_S, WIDTH_PX, Looker
from media.edit.reframe.path import ShotPath, path_of
from media.edit.shapes import same_shape
from media.edit.workshop import Window
from media.ffmpeg import Stream


def find_window(
    pictures: Stream, now: Size, size: Size, frames: int, rate: Fraction, cuts: Sequence[int] = ()
) -> Window | None:
    """The part of the pictures that is shown, frame by frame; None where the shape is the same.

    Args:
        pictures: The film, as it is by then.
        now: Its size.
        size: The new one.
        frames: How many frames it has.
        rate: Frames a second.
        cuts: Frames with which clips begin, which are shots whatever they look like.
    """
    if same_shape(now, size):
        return None
    wider = now[0] * size[1] > size[0] * now[1]  # then its width is cut
    part = (now[1] * size[0] / size[1], float(now[1])) if wider else (float(now[0]), now[0] * size[1] / size[0])
    looker = _looked(pictures, now, rate)
    share = part[0] / now[0] if wider else part[1] / now[1]
    shots = path_of(looker.looks, [*cuts, *looker.cuts], frames, share, across=wider, fps=float(rate))
    length = now[0] if wider else now[1]
    keys = [(frame, round(value * length)) for shot in shots for frame, value in _held(shot)]
    return Window(
        size=(round(part[0]), round(part[1])),
        keys=tuple((frame, at if wider else 0, 0 if wider else at) for frame, at in keys),
        wide=tuple((shot.first, shot.last) for shot in shots if shot.is_wide),
    )


def _held(shot: ShotPath) -> list[tuple[int, float]]:
    """A shot's keys up to its very last frame, so that nothing glides over a cut."""
    (first, begins), (last, ends) = shot.keys[0], shot.keys[-1]
    keys = [(shot.first, begins), *(key for key in shot.keys if shot.first < key[0] < shot.last - 1)]
    return [*keys, (shot.last - 1, ends)] if shot.last - 1 > shot.first else [(first, begins)][: max(1, last)]


def _looked(pictures: Stream, now: Size, rate: Fraction) -> Looker:
    """Every frame seen, small."""
    scale = WIDTH_PX / max(now)
    width, height = (max(48, round(side * scale / 2) * 2) for side in now)
    looker = Looker(every=max(1, round(rate / LOOKS_PER_S)))
    small = pictures.filter("scale", width, height, flags="area").filter("format", "rgb24")
    args = ffmpeg.arguments([small], None, muxer="rawvideo", pix_fmt="rgb24")
    with ffmpeg.process(args, stdout=subprocess.PIPE) as child:
        assert child.stdout  # noqa: S101 - a pipe was asked for
        frame = 0
        while len(data := child.stdout.read(width * height * 3)) == width * height * 3:
            looker.see(frame, np.frombuffer(data, np.uint8).reshape(height, width, 3))
            frame += 1
    return looker
