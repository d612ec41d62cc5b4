"""A look at a clip of footage: small pictures of it, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from media.focus import MAP_PX, WHOLE, FloatImage, Window, detail_map, saliency_of
from media.frames import each_frame

if TYPE_CHECKING:
    from footage.video_info import VideoInfo

STEP_S = 0.25
_LEAST_LOOK_S = 12.0
_LOOK_SHARE = 2.5
"""So much more than what is needed is looked at, from the clip's beginning: all of a long one would take long."""

_LAST_S = 0.08
_DARK = 10.0
_CUT_LEVELS, _CUT_COLOURS = 18.0, 0.45
"""From one look to the next the picture changes by so many levels, and so much of its colours by share, at a cut; when
the camera turns, the colours stay about the same."""

_BAR, _LEAST_BAR = 20, 0.03
"""A row or column whose brightest part never gets above this is a bar beside the picture, from this share of it on."""

_DETAILS_FROM = 6
_BUSY, _ODD, _MOTION = 0.6, 1.0, 0.6
"""What counts at a place: how busy it is, how unlike the picture's border, and how much moves there."""


@dataclass(frozen=True)
class Glance:
    """Small pictures of a clip, each uint8 (height, width, 3), and when they are shown, in seconds."""

    times_s: tuple[float, ...]
    pictures: tuple[NDArray[np.uint8], ...]

    @cached_property
    def changes(self) -> NDArray[np.float64]:
        """How much brightness changes from each picture to the next, in levels of 255."""
        grey = [picture.mean(axis=2) for picture in self.pictures]
        return np.array([np.abs(after - before).mean() for before, after in pairwise(grey)])

    @cached_property
    def breaks(self) -> NDArray[np.bool_]:
        """Whether there is a cut between each picture and the next, or a fade from or to black."""
        colours = [_histogram(picture) for picture in self.pictures]
        turned = np.array([np.abs(after - before).sum() / 2 for before, after in pairwise(colours)])
        dark = np.array([picture.mean() < _DARK for picture in self.pictures])
        return np.asarray((self.changes > _CUT_LEVELS) & (turned > _CUT_COLOURS) | (dark[:-1] != dark[1:]))

    @cached_property
    def is_black(self) -> bool:
        """Whether nothing can be seen."""
        return all(picture.mean() < _DARK for picture in self.pictures)

    def content(self) -> Window:
        """The picture without black bars above and below it, or beside it."""
        brightest = np.max([picture.max(axis=2) for picture in self.pictures], axis=0)
        top, bottom = _without_bars(brightest.max(axis=1))
        left, right = _without_bars(brightest.max(axis=0))
        return Window(left, top, right - left, bottom - top)

    def inside(self, window: Window) -> Glance:
        """A part of the pictures."""
        if window == WHOLE:
            return self
        high, wide = self.pictures[0].shape[:2]
        rows = slice(round(window.y * high), round((window.y + window.high) * high))
        columns = slice(round(window.x * wide), round((window.x + window.wide) * wide))
        return Glance(self.times_s, tuple(picture[rows, columns] for picture in self.pictures))

    def within(self, start_s: float, end_s: float) -> Glance:
        """The pictures of a stretch; the nearest one where there is none."""
        kept = [at for at, time_s in enumerate(self.times_s) if start_s - 1e-6 <= time_s <= end_s + 1e-6]
        kept = kept or [int(np.argmin([abs(time_s - start_s) for time_s in self.times_s]))]
        return Glance(tuple(self.times_s[at] for at in kept), tuple(self.pictures[at] for at in kept))

    def details(self) -> FloatImage:
        """How much there is to see at each place: what stands out, and what moves."""
        chosen = self.pictures[:: max(1, len(self.pictures) // _DETAILS_FROM)]
        busy = np.mean([detail_map(one) for one in chosen], axis=0)
        odd = np.mean([saliency_of(np.asarray(one / 255, np.float32)) ** 2 for one in chosen], axis=0)
        total = _BUSY * _share(busy) + _ODD * _share(odd) + _MOTION * _share(_moving(chosen))
        return np.asarray(total / total.sum(), np.float32)


def glance(info: VideoInfo, wanted_s: float) -> Glance:
    """Look at a clip.

    Args:
        info: The clip.
        wanted_s: How much of it is needed, in seconds.

    Raises:
        UnsupportedMediaError: It cannot be read.
    """
    until_s = min(info.duration_s - _LAST_S, max(_LEAST_LOOK_S, _LOOK_SHARE * wanted_s))
    times_s = [STEP_S * at for at in range(int(max(0.0, until_s) / STEP_S) + 1)]
    pictures = tuple(each_frame(info.path, times_s, MAP_PX, roughly=True))
    return Glance(tuple(times_s), pictures)


def _without_bars(brightest: NDArray[np.uint8]) -> tuple[float, float]:
    """Where the picture begins and ends on one axis, as shares of it."""
    lit = np.flatnonzero(brightest > _BAR)
    if not len(lit):
        return 0.0, 1.0
    first, last = int(lit[0]) / len(brightest), (int(lit[-1]) + 1) / len(brightest)
    # One bar alone is a dark part of the picture, such as a night's sky.
    return (first, last) if min(first, 1 - last) >= _LEAST_BAR else (0.0, 1.0)


def _histogram(picture: NDArray[np.uint8]) -> NDArray[np.float64]:
    levels = (picture >> 5).astype(np.int32)
    codes = (levels[..., 0] << 6) | (levels[..., 1] << 3) | levels[..., 2]
    return np.asarray(np.bincount(codes.ravel(), minlength=512) / codes.size)


def _share(values: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Values as shares of all of them; nothing where there are none."""
    return np.asarray(values / max(float(values.sum()), 1e-9))


def _moving(pictures: tuple[NDArray[np.uint8], ...]) -> NDArray[np.float64]:
    """Where the picture changes, beyond what changes all over, as when the camera moves."""
    if len(pictures) < 2:
        return np.zeros(pictures[0].shape[:2])
    grey = [picture.mean(axis=2) for picture in pictures]
    change = np.mean([np.abs(after - before) for before, after in pairwise(grey)], axis=0)
    return np.asarray(np.maximum(0.0, change - 1.5 * float(np.median(change)) - 1.0))
