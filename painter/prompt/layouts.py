"""Sees to it that no two shots of a film have the same layout.

One size of shot moves the same way only once, and shots that follow one another move differently.
"""

from __future__ import annotations

from collections.abc import Sequence

from painter.names import CameraMove, Shot
from painter.plan import Beat

_CAMERAS: dict[Shot, tuple[CameraMove, ...]] = {
    "wide": ("push", "pan_right", "rise", "pan_left", "pull", "sink", "orbit", "tilt_down", "tilt_up", "rack"),
    "medium": ("orbit", "push", "pan_left", "rise", "pull", "pan_right", "tilt_up", "sink", "rack", "tilt_down"),
    "close": ("rack", "tilt_up", "pan_left", "push", "orbit", "pan_right", "pull", "rise", "tilt_down", "sink"),
    "detail": ("pull", "pan_right", "tilt_up", "rack", "pan_left", "push", "rise", "orbit", "sink", "tilt_down"),
}
"""The moves of each size of shot, those that suit it most first."""


def varied(beats: Sequence[Beat], *, asked: frozenset[int] = frozenset()) -> list[Beat]:
    """The same shots, of which some move another way where they would repeat the layout of another.

    Args:
        beats: The shots of a film. The first keeps its move, as does a last one that pulls away from everything.
        asked: Which others keep theirs, as the prompt asks for them.
    """
    kept: dict[int, Beat] = {}
    used: set[tuple[Shot, CameraMove]] = set()
    closing = [len(beats) - 1] if beats and (beats[-1].shot, beats[-1].camera) == ("wide", "pull") else []
    first = dict.fromkeys((0, *sorted(asked), *closing))
    for index in (*first, *(index for index in range(len(beats)) if index not in first)):
        beat = beats[index]
        near = {kept[other].camera for other in (index - 1, index + 1) if other in kept}
        repeats = (beat.shot, beat.camera) in used or (index not in first and beat.camera in near)
        if repeats and index not in asked:
            beat = beat.model_copy(update={"camera": _another(beat.shot, used, near, index)})
        used.add((beat.shot, beat.camera))
        kept[index] = beat
    return [kept[index] for index in range(len(beats))]


def _another(shot: Shot, used: set[tuple[Shot, CameraMove]], near: set[CameraMove], index: int) -> CameraMove:
    """A move that this size of shot has not had yet, best one that its neighbours do not make either."""
    free = [camera for camera in _CAMERAS[shot] if (shot, camera) not in used]
    beside = [camera for camera in free if camera not in near]
    return (beside or free or _CAMERAS[shot][index % len(_CAMERAS[shot]) :])[0]
