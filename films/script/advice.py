"""What would make a script better: too much to say or to read, three scenes alike in a row, no hook at the opening."""

from __future__ import annotations

import math
from collections.abc import Iterator

from films.script.documents import (
    SHOWN_CHARS,
    SHOWN_WORDS,
    FigureShow,
    FilmShow,
    ListShow,
    PictureShow,
    PlaceShow,
    Scene,
    Script,
    Show,
    SplitShow,
    TextShow,
    TitleShow,
)
from films.script.staging.times import USUAL_RATE, saying_s

HOOK_S = 3.0
WORDS_PER_S = 2.5
"""The quickest that is pleasant to hear."""

_ALIKE = 3
_PAUSES_S = 0.6


def advice(script: Script) -> list[str]:
    """What a director would say of a script, a sentence each."""
    return [*_hook(script), *(said for scene in script.scenes for said in _of_scene(scene)), *_alike(script)]


def _saying_s(text: str) -> float:
    return saying_s(text, USUAL_RATE)


def _hook(script: Script) -> Iterator[str]:
    first = script.scenes[0]
    lasts_s = first.seconds or max(2.5, _saying_s(first.say) + _PAUSES_S)
    if isinstance(first.show, TitleShow) and not first.show.kicker and lasts_s > HOOK_S + 1:
        yield (
            f"{first.id}: nothing but the title for {lasts_s:.0f} s; open with the strongest figure or claim, or say "
            f"the title in {HOOK_S:g} s"
        )


def _of_scene(scene: Scene) -> Iterator[str]:
    if scene.seconds and _saying_s(scene.say) > scene.seconds:
        count = len(scene.say.split())
        fits = math.floor(scene.seconds * WORDS_PER_S)
        yield (
            f"{scene.id}: {count} words in {scene.seconds:g} s are too many, about {fits} can be said"
            if count > fits
            else f"{scene.id}: takes {_saying_s(scene.say):.0f} s to say, but has {scene.seconds:g} s"
        )
    for text in _glances(scene.show):
        if len(text) > SHOWN_CHARS or len(text.split()) > SHOWN_WORDS:
            yield (
                f"{scene.id}: {len(text.split())} words, {len(text)} characters on screen; {SHOWN_WORDS} words, "
                f"{SHOWN_CHARS} characters are read at a glance"
            )
            return


def _glances(show: Show) -> Iterator[str]:
    """The texts that must be read at a glance; quotations, code and tables are studied."""
    match show:
        case TitleShow() | TextShow() | PictureShow() | PlaceShow() | FilmShow():
            yield show.text
        case FigureShow():
            yield show.label
        case ListShow():
            yield from show.items
        case SplitShow():
            yield from _glances(show.left)
            yield from _glances(show.right)
        case _:
            pass


def _alike(script: Script) -> Iterator[str]:
    """The beginning of each run of three scenes or more that show the same kind of thing."""
    run: list[Scene] = []
    for scene in script.scenes:
        run = [*run, scene] if run and run[-1].show.kind == scene.show.kind else [scene]
        if len(run) == _ALIKE:
            yield f"{', '.join(one.id for one in run)}: three in a row of kind {scene.show.kind}; change what is shown"
