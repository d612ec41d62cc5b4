"""An article's film staged again in its job, with other words or as its voice turned out to speak."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from media.speech.units import spoken_units

if TYPE_CHECKING:
    from films.article.storyboard import ArticleFilm
    from films.blog_order import BlogOrder
    from films.script.documents import Scene, Script, SpeakingRate

_UNTOLD = "The title is not said, as this voice takes too long for it."
_SHORTER = "The title is said in fewer words, as this voice takes too long for it."
_FEWER = "Said in fewer words, as this voice takes its time: {names}."
_GONE = "Left out, as this voice takes its time: {names}."
_MORE = "Added, as this voice is quick: {names}."


class Refitted(NamedTuple):
    """A film as its voice really speaks.

    Attributes:
        film: The film.
        script: What it was staged from.
        planned: The beat of the film as it was ordered that each of its beats is; -1 where there was none.
        notes: What is told of it.
    """

    film: ArticleFilm
    script: Script
    planned: tuple[int, ...]
    notes: tuple[str, ...]


def staged_again(
    order: BlogOrder, script: Script, rate: SpeakingRate | None, spare: Sequence[str]
) -> ArticleFilm | None:
    """The ordered film with another script; None where it cannot be staged again.

    Args:
        order: The order.
        script: The script.
        rate: How fast the voice speaks; None where nobody does.
        spare: The ids of scenes that may be left out, least needed first.
    """
    from films.article.storyboard import branded
    from films.script.staging import stage

    before, told = order.storyboard, order.restaging
    if told is None:
        return None
    film = stage(
        script,
        told.pictures,
        size=(before.film.width, before.film.height),
        style=told.style,
        captions=order.captions,
        rate=rate,
        duration_s=order.duration_s,
        spare=spare,
        seed=before.film.seed,
    )
    again = film.model_copy(update={"film": film.film.model_copy(update={"music": before.film.music})})
    return branded(again, before.film.brand, before.logo) if before.film.brand else again


def refitted(
    order: BlogOrder, script: Script | None, heard_s: Mapping[str, float], filmed: Collection[int] = ()
) -> Refitted | None:
    """The film with as many scenes and words as its voice has time for, now that it was heard.

    Second sentences go first, then scenes that may be spared; where there is time left, scenes are added.

    Args:
        order: The order.
        script: The script of the film as it is now.
        heard_s: How long each line took that was spoken, in seconds.
        filmed: Beats of the ordered film that a generator films, which stay.

    Returns:
        None where its words are to stay, or where what is filmed would go.
    """
    from films.script.documents import Wish, Written
    from films.script.staging import as_staged, fill
    from films.script.staging.filling import with_short_opening
    from films.script.staging.last_resort import with_fewer_words
    from films.script.staging.times import scene_s

    told = order.restaging
    if told is None or told.rate is None or script is None:
        return None
    rate, size = _measured(told.rate, heard_s), (order.storyboard.film.width, order.storyboard.film.height)
    wish = Wish(duration_s=order.duration_s, aspect_ratio=order.aspect_ratio, language=script.language, rate=rate)
    kept = {order.storyboard.scenes[at].scene_id for at in filmed}
    there = {scene.id for scene in script.scenes}
    spare = tuple(one for one in order.storyboard.spare if one in there - kept)

    def takes_s(scene: Scene) -> float:
        return scene_s(scene, rate, size)

    scenes = with_short_opening(script.scenes, rate)
    end_s = order.storyboard.by_scene()[-1].duration_s if script.end else 0.0
    over_s = sum(map(takes_s, scenes)) + end_s - order.duration_s
    fewer, _ = with_fewer_words(scenes, over_s, takes_s)
    written = Written(
        script=script.model_copy(update={"scenes": tuple(fewer)}),
        kind="news",  # which nothing depends on any more
        spare=spare,
        reserve=tuple(one for one in told.reserve if one[1].id not in there),
    )
    filled = fill(written, wish, size)
    film = staged_again(order, filled.script, rate, [one for one in filled.spare if one not in kept])
    if film is None or not kept <= {note.scene_id for note in film.scenes}:
        return None
    fitted = as_staged(filled.script, film)
    return Refitted(film, fitted, _planned(order.storyboard, film), tuple(_told(script, fitted)) + filled.left_out)


def _measured(rate: SpeakingRate, heard_s: Mapping[str, float]) -> SpeakingRate:
    """The rate of a voice that was heard; what it has said takes as long as it took."""
    said_s = sum(heard_s.values())
    units = sum(map(spoken_units, heard_s))
    measured = units / said_s if units and said_s else rate.syllables_per_s
    return replace(rate, syllables_per_s=measured, heard_s=dict(heard_s))


def _planned(before: ArticleFilm, after: ArticleFilm) -> tuple[int, ...]:
    places = {name: at for at, name in enumerate(_named(before))}
    return tuple(places.get(name, -1) for name in _named(after))


def _named(film: ArticleFilm) -> Iterator[tuple[str, int]]:
    """Each beat by its scene, and which one of it it is."""
    seen: dict[str, int] = {}
    for note in film.scenes:
        seen[note.scene_id] = seen.get(note.scene_id, -1) + 1
        yield note.scene_id, seen[note.scene_id]


def _told(before: Script, after: Script) -> Iterator[str]:
    """What a script says less or more than another one."""
    was, now = ({scene.id: scene for scene in one.scenes} for one in (before, after))
    first = before.scenes[0]
    opens = now.get(first.id, first).say
    if opens != first.say:
        yield _SHORTER if opens else _UNTOLD
    fewer = [name for name, scene in was.items() if name != first.id and name in now and scene.say != now[name].say]
    parts = (
        (_FEWER, fewer),
        (_GONE, [name for name in was if name not in now]),
        (_MORE, [name for name in now if name not in was]),
    )
    yield from (said.format(names=", ".join(names)) for said, names in parts if names)
