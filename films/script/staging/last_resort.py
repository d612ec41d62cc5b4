"""What is left out of a script of which nothing may be spared, but for which there is no time; it is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from films.article.sentences import sentences
from films.script.documents import ListShow, Scene, Show

_FEWEST_SCENES, _FEWEST_ITEMS = 2, 2
_SCENES = "There is no time for the last {left} of {every} scenes."
_ITEMS = "There is time for {shown} of the {every} items of {heading!r}."
_UNTITLED = "a list"

Told = list[str]
"""Sentences for people."""


def shortened(
    scenes: Sequence[Scene], over_s: float, takes_s: Callable[[Scene], float]
) -> tuple[list[Scene], Told, float]:
    """The scenes without the last ones, and without the last items of what is then the last list.

    What comes first stays, since steps build on each other.

    Args:
        scenes: All of them, in order.
        over_s: By how much they are too long together, in seconds.
        takes_s: How long a scene takes, in seconds.

    Returns:
        The scenes that stay, what is told of the others, and by how much they are still too long.
    """
    kept, told = list(scenes), Told()
    while over_s > 0 and len(kept) > _FEWEST_SCENES:
        over_s -= takes_s(kept.pop())
    if len(kept) < len(scenes):
        told.append(_SCENES.format(left=len(scenes) - len(kept), every=len(scenes)))
    for at in range(len(kept) - 1, -1, -1):
        if over_s <= 0:
            break
        whole = kept[at]
        while over_s > 0 and (shorter := _with_fewer_items(kept[at])):
            over_s -= takes_s(kept[at]) - takes_s(shorter)
            kept[at] = shorter
        if kept[at] is not whole:
            told.append(_told_of(whole.show, kept[at].show))
    return kept, told, over_s


def _with_fewer_items(scene: Scene) -> Scene | None:
    """A list without its last item, which is not said either; None where it has few."""
    show = scene.show
    if not isinstance(show, ListShow) or len(show.items) <= _FEWEST_ITEMS:
        return None
    gone = show.items[-1].casefold().rstrip(".")
    say = " ".join(sentence for sentence in sentences(scene.say) if gone not in sentence.casefold())
    return scene.model_copy(update={"show": show.model_copy(update={"items": show.items[:-1]}), "say": say})


def _told_of(whole: Show, shorter: Show) -> str:
    if not isinstance(whole, ListShow) or not isinstance(shorter, ListShow):
        raise TypeError("only lists have items to be left out")
    return _ITEMS.format(shown=len(shorter.items), every=len(whole.items), heading=whole.heading or _UNTITLED)
