"""Looks at the pictures of a film, a few a second: where faces are, where something moves, where shots begin."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from media.edit.reframe.faces import Face, FaceFinder, can_find_faces

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]
    Floats = NDArray[np.float32]

WIDTH_PX = 480
"""How wide pictures are looked at; in smaller ones half of the small faces are missed."""

LOOKS_PER_S = 5
_STEP = 3
_CHANGE, _TIMES_USUAL, _AROUND = 18.0, 3.0, 6
_NOISE, _SHIFT_PX = 7.0, 24
_GAP = 0.6
"""What moves is found between frames so far apart, as a share of the time between two looks."""

_MISPLACED_PX = 0.8
"""Where a picture has edges, it differs by so many pixels' worth of them from the one before, moved: no camera moves by
whole pixels only."""

_CENTRE_PULL = 0.35
_CELLS, _LEAST_MOVED = 6, 0.35
"""A camera that moves changes at least such a share of the cells of a picture; before a plain wall a thing that moves
looks like a picture that was moved as a whole."""


@dataclass(frozen=True)
class Look:
    """What is seen in one frame.

    Attributes:
        frame: Which.
        faces: The faces in it.
        motion: How much moves, against the background, in a coarse grid.
        contrast: How much stands out by its colours, likewise.
    """

    frame: int
    faces: Sequence[Face]
    motion: Floats
    contrast: Floats


@dataclass
class Looker:
    """Sees every frame of a film, in order.

    Attributes:
        every: How many frames there are from one look to the next.
        looks: What was seen.
    """

    every: int
    looks: list[Look] = field(default_factory=list)
    _changes: list[float] = field(default_factory=list)
    _recent: deque[Floats] = field(default_factory=deque)
    _finder: FaceFinder | None = None

    def see(self, frame: int, picture: Picture) -> None:
        """One frame, RGB."""
        small = picture[::_STEP, ::_STEP, 1].astype(np.float32)
        self._changes.append(float(np.abs(small - self._recent[-1]).mean()) if self._recent else 0.0)
        if self._changes[-1] >= _CHANGE:
            self._recent.clear()  # what was before a cut says nothing of what moves after it
        if frame % self.every == 0 or frame == self.every // 2:  # nothing has moved yet in the first one
            if can_find_faces() and self._finder is None:
                self._finder = FaceFinder(picture.shape[1], picture.shape[0])
            faces = self._finder.find(picture) if self._finder else ()
            before = self._recent[0] if self._recent else small
            self.looks.append(Look(frame, faces, _motion(before, small), _contrast(picture)))
        self._recent.append(small)
        if len(self._recent) > self.every * _GAP:
            self._recent.popleft()

    @property
    def cuts(self) -> list[int]:
        """The frames with which new shots begin: the picture changes much, and far more than around it."""
        change = np.array(self._changes, np.float32)
        found = []
        for at in np.flatnonzero(change >= _CHANGE).tolist():
            around = np.concatenate([change[max(1, at - _AROUND) : at], change[at + 1 : at + 1 + _AROUND]])
            if change[at] >= _TIMES_USUAL * max(1.0, float(np.median(around)) if len(around) else 0.0):
                found.append(at)
        return found


def _motion(before: Floats, now: Floats) -> Floats:
    """How much of a picture is not the one before it moved as a whole."""
    down, across = _shift(before, now)
    moved = np.roll(before, (down, across), (0, 1))
    rest = np.abs(now - moved)
    edge = max(abs(down), abs(across)) + 1
    steps = np.gradient(now)
    rest = np.maximum(0, rest - _MISPLACED_PX * np.hypot(*steps)) if down or across else rest
    rest[:edge], rest[-edge:], rest[:, :edge], rest[:, -edge:] = 0, 0, 0, 0
    rest = _spread(rest, 1)
    return np.asarray(np.maximum(0, rest - max(_NOISE, float(np.median(rest)) * 2)), np.float32)


def _shift(before: Floats, now: Floats) -> tuple[int, int]:
    """By how many rows and columns most of a picture has moved, by phase correlation."""
    spectrum = np.fft.rfft2(now - now.mean()) * np.conj(np.fft.rfft2(before - before.mean()))
    likely = np.fft.irfft2(spectrum / np.maximum(np.abs(spectrum), 1e-6), now.shape)
    at = np.unravel_index(int(likely.argmax()), likely.shape)
    down, across = (int(n) - size if n > size // 2 else int(n) for n, size in zip(at, now.shape, strict=True))
    if max(abs(down), abs(across)) > _SHIFT_PX or _changed_share(before, now) < _LEAST_MOVED:
        return 0, 0
    better = np.abs(now - np.roll(before, (down, across), (0, 1))).mean() < np.abs(now - before).mean() * 0.8
    return (down, across) if better else (0, 0)


def _changed_share(before: Floats, now: Floats) -> float:
    """In how much of a picture, in cells, anything has changed."""
    height, width = (side // _CELLS for side in now.shape)
    changed = (np.abs(now - before) > _NOISE)[: height * _CELLS, : width * _CELLS]
    return float(changed.reshape(_CELLS, height, _CELLS, width).any(axis=(1, 3)).mean())


def _contrast(picture: Picture) -> Floats:
    """How much parts of a picture stand out from all of it by colour, those in the middle a little more."""
    small = picture[::_STEP, ::_STEP].astype(np.float32)
    apart = _spread(np.abs(small - np.median(small, axis=(0, 1))).sum(axis=2), 2)
    apart = np.maximum(0, apart - apart.mean() - 1.5 * apart.std())
    down, across = (np.linspace(-1, 1, side, dtype=np.float32) for side in apart.shape)
    near = np.exp(-(down[:, None] ** 2 + across[None] ** 2) / 2 / _CENTRE_PULL)
    return np.asarray(apart * near, np.float32)


def _spread(values: Floats, reach: int) -> Floats:
    """A mean over neighbours."""
    wide = 2 * reach + 1
    padded = np.pad(values, reach, "edge")
    for axis in (0, 1):
        padded = np.lib.stride_tricks.sliding_window_view(padded, wide, axis=axis).mean(axis=-1)
    return padded
