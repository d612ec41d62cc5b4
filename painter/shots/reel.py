"""Paints any frame of a film; at most two beats are laid out in memory at a time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import skia
from numpy.typing import NDArray

from painter.craft.stage import Stage
from painter.plan import Beat, FilmPlan
from painter.shots import transitions
from painter.shots.paint import ScenePainter
from painter.shots.sheets import NATIVE, Sheet

_BLENDING = frozenset({"dissolve", "match"})
_FADING_STEPS_PER_S = 12
_LONG_AGO_S = 60.0
_INDOORS = frozenset({"studio", "abstract", "map"})


class Reel:
    """Paints the frames of one film. In order is fastest, since a beat is laid out when its first frame is asked for.

    Args:
        plan: The film.
        cache: See `ScenePainter`.
        pictures: Still pictures that beats name by index; see `FilmPlan.showing` for films that name none.
    """

    def __init__(self, plan: FilmPlan, *, cache: bool = True, pictures: Sequence[Path] = ()) -> None:
        self._plan = plan.showing(len(pictures))
        self._pictures = pictures
        self._cache = cache
        self._starts_s = plan.starts_s
        self._painters: dict[int, ScenePainter] = {}
        self._kept: dict[object, Sheet] = {}
        self._mixed: NDArray[np.uint8] | None = None
        self._shown: ScenePainter | None = None
        self.changed = True
        """Whether the last call of `paint` gave another picture than the one before."""

    @property
    def held(self) -> tuple[int, ...]:
        """The beats that are laid out now."""
        return tuple(self._painters)

    def paint(self, time_s: float) -> NDArray[np.uint8]:
        """Draw the frame at a time in seconds.

        Returns:
            uint8 of shape (height, width, 4) in `PIXEL_FORMAT`; the next call overwrites it.
        """
        index = self._beat_at(time_s)
        local_s = max(0.0, time_s - self._starts_s[index])  # rounding may put a frame a little before its beat
        overlap_s = self._plan.transition_s(index)
        if local_s >= overlap_s:
            painter = self._painter(index)
            pixels = painter.paint(self._plan.beats[index].goes_on_s + local_s)
            self.changed = painter.changed or painter is not self._shown
            self._shown = painter
            return pixels
        self._shown, self.changed = None, True
        return self._mix(index, local_s, local_s / overlap_s)

    def _beat_at(self, time_s: float) -> int:
        # A quarter of a frame's tolerance: beats start at whole frames, but their times are rounded.
        moment = time_s + 0.25 / self._plan.fps
        return max(index for index, start in enumerate(self._starts_s) if start <= moment or index == 0)

    def _painter(self, index: int) -> ScenePainter:
        if index not in self._painters:
            for old in [other for other in self._painters if abs(other - index) > 1]:
                del self._painters[old]
            self._painters[index] = ScenePainter(
                self._plan.scene(index),
                cache=self._cache,
                since_s=self._since_s(index),
                lasts_s=self._plan.beats[index].goes_on_s + self._plan.beats[index].duration_s,
                texts_s=self._texts_s(index),
                pictures=self._pictures,
                kept=self._kept,
            )
        return self._painters[index]

    def _texts_s(self, index: int) -> tuple[float, float]:
        """When a beat's texts start to appear and when they are gone, so that texts of two beats never overlap."""
        beats = self._plan.beats
        beat, before = beats[index], beats[index - 1] if index else None
        after = beats[index + 1] if index + 1 < len(beats) else None
        stood = beat.goes_on_s > 0 or (before is not None and _words(before) == _words(beat))
        leaves = after is not None and after.transition in _BLENDING and _words(after) != _words(beat)
        ends_s = beat.goes_on_s + beat.duration_s if leaves else math.inf
        return -_LONG_AGO_S if stood else self._plan.transition_s(index), ends_s

    def _since_s(self, index: int) -> float:
        """How long the scene has been going on: a growing chart does not start again when only the camera moves."""
        beats = self._plan.beats
        first = index
        while first and _draws_on(beats[first]) and _same_scene(beats[first], beats[first - 1]):
            first -= 1
        return self._starts_s[index] - self._starts_s[first]

    def _mix(self, index: int, local_s: float, share: float) -> NDArray[np.uint8]:
        if self._mixed is None:
            self._mixed = np.zeros((self._plan.height, self._plan.width, 4), np.uint8)
        info = skia.ImageInfo.MakeN32(self._plan.width, self._plan.height, skia.kPremul_AlphaType)
        surface = skia.Surface.MakeRasterDirect(info, self._mixed)
        previous = self._plan.beats[index - 1]
        # What fades away moves in half as many steps: nobody sees that, and it takes half the time.
        steps = _FADING_STEPS_PER_S if self._plan.beats[index].transition in _BLENDING else self._plan.fps
        old = self._side(index - 1, previous.duration_s + int(local_s * steps + 1e-6) / steps)
        new = self._side(index, local_s)
        beat = self._plan.beats[index]
        box = Stage(self._plan.scene(index)).inner_box
        mix = transitions.TransitionContext(self._plan.style, beat.palette or self._plan.palette, index % 2 == 0, box)
        transitions.draw(beat.transition, surface.getCanvas(), old, new, max(0.0, share), mix)
        return self._mixed

    def _side(self, index: int, local_s: float) -> transitions.Side:
        painter = self._painter(index)
        shot_s = self._plan.beats[index].goes_on_s + local_s
        pixels = painter.paint(max(0.0, shot_s))
        picture = skia.Image.fromarray(pixels, NATIVE, skia.kOpaque_AlphaType, copy=False)
        return transitions.Side(picture, transitions.Anchor(*painter.anchor(shot_s)))


def _words(beat: Beat) -> tuple[object, ...]:
    """All texts of a beat."""
    return beat.titles, beat.lower_third, beat.caption, beat.card, beat.figure


def _draws_on(beat: Beat) -> bool:
    """Whether time goes on from one shot to the next; a vehicle on a map starts anew, or it would leave the map."""
    return beat.setting in _INDOORS and not (beat.setting == "map" and beat.subjects)


def _same_scene(beat: Beat, other: Beat) -> bool:
    figures = (beat.figure, other.figure) if "chart" in beat.subjects else (None, None)
    return (beat.setting, beat.subjects, figures[0]) == (other.setting, other.subjects, figures[1])
