"""What is left out of a script of which nothing may be spared, but for which there is no time; it is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from films.article.sentences import is_spaceless, sentences, stop_of
from films.script.documents import ListShow, Scene

_FEWEST_SCENES, _FEWEST_ITEMS, _LEAST_ITEMS = 2, 3, 1
"""A title and something to tell; before a list has fewer than the second, other scenes go."""

_TERSE, _TERSE_DENSE = 30, 12
"""Items of so many characters at most take hardly longer than none."""

_SCENES = "There is no time for {left} of {every} scenes{named}."
_ITEMS = "There is time for {shown} of the {every} {things} of {heading!r}."
_WORDS = "There is no time to say all of {names}."
_UNTITLED = "a list"
_WHOLE = frozenset({"title", "list", "quote"})
"""What is said of these is what they show: it is said as a whole, or not at all."""

_CLOSING = (".", "!", "?", "。", "！", "？", "।")

Told = list[str]
"""Sentences for people."""


def shortened(
    scenes: Sequence[Scene], over_s: float, takes_s: Callable[[Scene], float]
) -> tuple[list[Scene], Told, float]:
    """The scenes with shorter lists, then without the last ones, steps going last of all; then they say less.

    What comes first in a list stays, since steps build on each other.

    Args:
        scenes: All of them, in order; the first is the title, which stays.
        over_s: By how much they are too long together, in seconds.
        takes_s: How long a scene takes, in seconds.

    Returns:
        The scenes that stay, what is told of the others, and by how much they are still too long.
    """
    kept, over_s = _with_shorter_lists(scenes, over_s, takes_s, _FEWEST_ITEMS)
    gone: list[Scene] = []
    while over_s > 0 and len(kept) > _FEWEST_SCENES:
        least = _least(kept)
        over_s -= takes_s(kept[least])
        gone.insert(0, kept.pop(least))
    kept, over_s = _with_shorter_lists(kept, over_s, takes_s, _LEAST_ITEMS)
    before = kept
    kept, over_s = with_fewer_words(kept, over_s, takes_s, least=0)
    whole = {scene.id: scene for scene in scenes}
    told = Told(line for scene in kept if (line := _told_of(whole[scene.id], scene)))
    if gone:
        names = [name for scene in gone if (name := _heading(scene))]
        named = f": {', '.join(names)}" if names else ""
        told.append(_SCENES.format(left=len(gone), every=len(scenes), named=named))
    if quieter := [scene.id for scene, louder in zip(kept, before, strict=True) if scene.say != louder.say]:
        told.append(_WORDS.format(names=", ".join(quieter)))
    return kept, told, over_s


def with_fewer_words(
    scenes: Sequence[Scene], over_s: float, takes_s: Callable[[Scene], float], *, least: int = 1
) -> tuple[list[Scene], float]:
    """The scenes of which less is said: first goes the last sentence whose scene is longest for it.

    Args:
        scenes: All of them; the first is the title, which is left alone.
        over_s: By how much they are too long together, in seconds.
        takes_s: How long a scene takes, in seconds.
        least: How many sentences of each are said at least; with none, scenes may be silent.

    Returns:
        The scenes, and by how much they are still too long.
    """
    kept = list(scenes)
    while over_s > 0:
        quieter = {at: one for at, scene in enumerate(kept) if at and (one := said_less(scene, least=least))}
        gains = {at: takes_s(kept[at]) - takes_s(one) for at, one in quieter.items()}
        most = max(gains, key=lambda at: (gains[at], at), default=None)
        if most is None or gains[most] <= 0:
            break
        kept[most] = quieter[most]
        over_s -= gains[most]
    return kept, over_s


def said_less(scene: Scene, *, least: int) -> Scene | None:
    """The scene without the last sentence that it says; None where all of them stay."""
    said = sentences(scene.say)
    if scene.show.kind in _WHOLE:
        return scene.model_copy(update={"say": ""}) if said and not least else None
    if len(said) <= least:
        return None
    return scene.model_copy(update={"say": ("" if is_spaceless(scene.say) else " ").join(said[:-1])})


def _with_shorter_lists(
    scenes: Sequence[Scene], over_s: float, takes_s: Callable[[Scene], float], fewest: int
) -> tuple[list[Scene], float]:
    """The scenes with lists of fewer items: the end of the longest goes first.

    Of ingredients and the like, which are said in a word each, none goes as long as there are others.
    """
    kept = list(scenes)
    while over_s > 0:
        long = [at for at, scene in enumerate(kept) if at and len(_items(scene)) > fewest]
        long = [at for at in long if fewest <= _LEAST_ITEMS or not _is_terse(kept[at])]
        if not long:
            break
        at = max(long, key=lambda at: (not _is_terse(kept[at]), takes_s(kept[at]), at))
        shorter = _with_fewer_items(kept[at])
        over_s -= takes_s(kept[at]) - takes_s(shorter)
        kept[at] = shorter
    return kept, over_s


def _least(scenes: Sequence[Scene]) -> int:
    """The last scene that lists nothing that is needed, then one that does so in a word each, then one of steps."""
    last = len(scenes) - 1
    others = [at for at, one in enumerate(scenes) if at and not _has_steps(one)]
    return max((at for at in others if not _is_terse(scenes[at])), default=max(others, default=last))


def _has_steps(scene: Scene) -> bool:
    return isinstance(scene.show, ListShow) and scene.show.numbered


def _is_terse(scene: Scene) -> bool:
    """Whether it lists what is said in a word or two, such as ingredients."""
    items = _items(scene)
    most = _TERSE_DENSE if is_spaceless("".join(items)) else _TERSE
    return bool(items) and not _has_steps(scene) and all(len(item) <= most for item in items)


def _items(scene: Scene) -> tuple[str, ...]:
    return scene.show.items if isinstance(scene.show, ListShow) else ()


def _heading(scene: Scene) -> str:
    return scene.show.heading if isinstance(scene.show, ListShow) else ""


def _with_fewer_items(scene: Scene) -> Scene:
    """The list without its last item, which is not said either."""
    *items, gone = _items(scene)
    at = scene.say.casefold().find(gone.casefold().rstrip("."))
    say = scene.say[:at].rstrip(" ,،、") if at > 0 else scene.say
    if at > 0 and say and not say.endswith(_CLOSING):
        say += stop_of(say)
    return scene.model_copy(update={"show": scene.show.model_copy(update={"items": tuple(items)}), "say": say})


def _told_of(whole: Scene, shorter: Scene) -> str:
    """A list that is shown in part: "3 of the 12 steps"."""
    show, every = shorter.show, len(_items(whole))
    if not isinstance(show, ListShow) or len(show.items) == every:
        return ""
    things = "steps" if show.numbered else "items"
    return _ITEMS.format(shown=len(show.items), every=every, things=things, heading=show.heading or _UNTITLED)
