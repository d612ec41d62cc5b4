"""How each beat moves and is laid out: chosen by what it shows, and never twice in a row the same."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from itertools import groupby

from films.script.documents import Script
from films.script.staging.foot import shown_texts
from painter import CameraMove, Shot, Transition

LAYOUTS = 4
"""A card's layout follows from the rest of its beat's `variation` by this."""

_CAMERAS: tuple[CameraMove, ...] = ("push", "pan_right", "pull", "pan_left", "rise", "orbit")
_SHOTS: tuple[Shot, ...] = ("wide", "medium", "wide", "close")
_INTO_CHAPTERS: tuple[Transition, ...] = ("dissolve", "wipe")


def chance_of(words: str) -> int:
    """A number that looks random and is the same for the same words."""
    return zlib.crc32(words.encode())


def into_chapter(chance: int) -> Transition:
    """How a chapter begins, where the script does not say."""
    return _INTO_CHAPTERS[chance % len(_INTO_CHAPTERS)]


def look_of(script: Script) -> str:
    """The words that a film's colours follow from where there is no article: those of one of its scenes.

    Which one follows from its own words, so that another title changes no other scene, and another scene seldom does.
    """
    said = (" ".join([*shown_texts(scene.show), scene.say]).strip() for scene in script.scenes)
    others = [words for scene, words in zip(script.scenes, said, strict=True) if words and scene.show.kind != "title"]
    return min(others, key=chance_of, default="")


def varied(chances: Sequence[int], kinds: Sequence[str]) -> list[int]:
    """The `variation` of each beat: its own number, moved on where a beat beside it would look the same.

    Of like beats in a row every other one keeps its own look and those between give way. So a changed scene changes
    its own look, and at most that of its neighbours.

    Args:
        chances: The number of each beat, from what it shows.
        kinds: What each shows.
    """
    found = list(chances)
    start = 0
    for _, run in groupby(kinds):
        end = start + len(list(run))
        for at in range(start + 1, end, 2):
            taken = {chances[beside] % LAYOUTS for beside in (at - 1, at + 1) if beside < end}
            found[at] = next(one for one in range(chances[at], chances[at] + LAYOUTS) if one % LAYOUTS not in taken)
        start = end
    return found


def moves(variation: int, *, is_card: bool) -> tuple[CameraMove, Shot]:
    """Camera and framing of a beat; behind a card the place stays wide."""
    return _CAMERAS[variation % len(_CAMERAS)], "wide" if is_card else _SHOTS[variation // 7 % len(_SHOTS)]
