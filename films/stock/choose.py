"""The clips of real footage that an article's film asks for, one or more for each scene that shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from films.services import CallersServices
from films.stock.kept import clip_file, credits_of, is_kept
from films.stock.words import queries, written
from footage.domain import AspectRatio, Resolution, VideoRequest
from footage.errors import KeyLimitError, UnavailableError
from footage.money import ZERO
from footage.ports.money import Hold
from footage.ports.records import KEPT, FilmedScene

if TYPE_CHECKING:
    from films.article.storyboard import ArticleFilm

_LONGEST_S, _SPARE_S = 7.0, 0.6
"""A longer scene is cut from several clips; each is asked for with a little more, for voices that take their time."""

_MOST_CLIPS = 30
_NOTHING_NAMED = "No scene of it names what a camera could have filmed: give scenes a stock_query."


class RealScenes(NamedTuple):
    """The clips that are looked for, and what is told of it."""

    scenes: tuple[FilmedScene, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def beats(self) -> frozenset[int]:
        """The beats that show them."""
        return frozenset(one.scene for one in self.scenes)


def choose(
    services: CallersServices,
    storyboard: ArticleFilm,
    *,
    aspect_ratio: AspectRatio,
    resolution: Resolution,
    everywhere: bool,
) -> RealScenes:
    """The clips to look for, in the film's order.

    Args:
        services: For the router, and the clips that the caller's team has already.
        storyboard: The film.
        aspect_ratio: Its shape.
        resolution: Its size.
        everywhere: Wherever footage can be; else only where the script names search words, or who has it.

    Raises:
        UnavailableError: There is no real footage to be had, and it is wanted everywhere.
    """
    words = queries(storyboard, everywhere=everywhere)
    wanted = list(_wanted(storyboard, words, aspect_ratio, resolution))[:_MOST_CLIPS]
    if not wanted:
        return RealScenes((), (_NOTHING_NAMED,) if everywhere else ())
    try:
        order = services.router.plan(wanted[0].request, ZERO, here=True)[0].order
    except (KeyLimitError, UnavailableError) as exc:
        if everywhere:
            raise
        return RealScenes((), (f"stock_query changes nothing: {exc.message} {exc.hint}",))
    kept = [one for one in wanted if is_kept(services.parts_dir, services.caller, one)]
    files = [clip_file(services.parts_dir, services.caller, one) for one in kept]
    taken = tuple(credit.key for file in files for credit in credits_of(file))

    def asked(scene: FilmedScene) -> FilmedScene:
        request = scene.request.model_copy(update={"stock_taken": taken})
        known = {"hold": Hold(ZERO, order[0]), "request": request}
        return scene.model_copy(update=known if scene in kept else {**known, "order": order})

    return RealScenes(tuple(map(asked, wanted)))


def summary(storyboard: ArticleFilm, real: RealScenes) -> str:
    """In how many scenes footage is looked for, in one sentence; empty where it is in none."""
    if not real.scenes:
        return ""
    ids = [note.scene_id for note in storyboard.scenes]
    shown = {ids[at] for at in real.beats}
    return f"Real footage is looked for in {len(shown)} of {len(dict.fromkeys(ids))} scenes."


def as_long_as(scenes: Sequence[FilmedScene], lengths_s: Mapping[int, float]) -> list[FilmedScene]:
    """The clips of scenes that turned out longer or shorter than they were planned, as a voice takes its time.

    Args:
        scenes: As they were planned.
        lengths_s: How long each beat lasts now, in seconds; those that are gone are left out.
    """
    uses = Counter(one.request.stock_query for one in scenes)
    found: list[FilmedScene] = []
    for at in dict.fromkeys(one.scene for one in scenes if one.scene in lengths_s):
        planned = [one for one in scenes if one.scene == at]
        parts = parts_s(lengths_s[at])
        for place, part_s in enumerate(parts):
            scene = planned[min(place, len(planned) - 1)]
            asked = max(round(part_s + _SPARE_S, 1), scene.request.duration_s)
            update: dict[str, Any] = {"request": scene.request.model_copy(update={"duration_s": asked})}
            if place >= len(planned):
                update["take"] = uses[scene.request.stock_query]
                uses[scene.request.stock_query] += 1
            found.append(scene.model_copy(update=update))
    return found


def parts_s(duration_s: float) -> list[float]:
    """How long the clips of a scene are, in seconds: one, or for a long scene several alike."""
    count = max(1, round(duration_s / _LONGEST_S + 0.35))
    return [duration_s / count] * count


def _wanted(
    storyboard: ArticleFilm, words: Mapping[int, str], aspect_ratio: AspectRatio, resolution: Resolution
) -> Iterator[FilmedScene]:
    """Every clip, as if all were there already."""
    uses = Counter[str]()
    for at, query in words.items():
        note, beat = storyboard.scenes[at], storyboard.film.beats[at]
        for lasts_s in parts_s(beat.duration_s):
            request = VideoRequest(
                prompt=note.prompt or written(beat) or query,
                duration_s=round(lasts_s + _SPARE_S, 1),
                aspect_ratio=aspect_ratio,
                resolution=resolution,
                priority="balanced",
                audio=False,
                seed=storyboard.film.seed,
                look="real",
                stock_query=query,
            )
            yield FilmedScene(scene=at, order=(), hold=Hold(ZERO, KEPT), request=request, take=uses[query])
            uses[query] += 1
