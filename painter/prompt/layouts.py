"""Sees to it that no two shots of a film have the same layout, and that its pages belong together.

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


_BY_DAY: dict[int, tuple[int, ...]] = {0: (0, 2), 1: (1,), 2: (2, 0), 3: (3,)}
_BY_NIGHT: dict[int, tuple[int, ...]] = {0: (0, 1), 1: (1, 0), 2: (2,), 3: (3,)}
"""For each of `painter.text.card_fields.LAYOUTS` those that may follow it without a jump between light and dark. The
first is that of the page beside a picture, which is dark at night."""


def on_like_pages(beats: Sequence[Beat], first: int, *, dark: bool) -> list[Beat]:
    """The same beats, with the cards of a style that sets words on pages on such as go with each other.

    Args:
        beats: The shots of a film.
        first: The `variation` of beats that have none of their own.
        dark: Whether the pages beside pictures are dark.
    """
    cards = [index for index, beat in enumerate(beats) if beat.card]
    found = list(beats)
    pages = _BY_NIGHT if dark else _BY_DAY
    turns = pages[(beats[0].variation or first) % len(pages) if len(cards) == len(beats) else 0]
    for number, index in enumerate(cards):
        own = beats[index].variation or first
        page = turns[number % len(turns)]
        found[index] = beats[index].model_copy(update={"variation": own - own % len(pages) + page})
    return found


def _another(shot: Shot, used: set[tuple[Shot, CameraMove]], near: set[CameraMove], index: int) -> CameraMove:
    """A move that this size of shot has not had yet, best one that its neighbours do not make either."""
    free = [camera for camera in _CAMERAS[shot] if (shot, camera) not in used]
    beside = [camera for camera in free if camera not in near]
    return (beside or free or _CAMERAS[shot][index % len(_CAMERAS[shot]) :])[0]
