"""Chooses the scenes of a script that was written here, so that they fill the time that was asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from films.article.pacing import LEAD_S, LEAST_PAUSE_S, MOST_TITLE_S, STEP_S
from films.article.sentences import sentences
from films.article.storyboard import ArticleFilm
from films.script.documents import Scene, Script, Show, SpeakingRate, TextShow, Wish, Written
from films.script.staging.last_resort import said_less, shortened
from films.script.staging.times import end_wanted, saying_s, scene_s

_CLAUSES = re.compile(r"\s*[:：|]\s*|\s+[-–—]\s+|\s*[(（]")
_MOST_OPENING_S = MOST_TITLE_S - LEAD_S - LEAST_PAUSE_S
_OVER, _UNDER, _GAP = 0.02, 0.04, 0.12
"""How far the scenes may be from the wanted length by themselves, as shares of it: pauses do the rest. Scenes of which
less is said fill a gap."""

_KICKER_CHARS = 24
"""A name of a chapter that is no longer stands above each of its messages."""

_MOST_OVER = 0.08
"""Beyond this even the quickest reading is too long, and more is left out than may be spared."""


def fill(written: Written, wish: Wish, size: tuple[int, int]) -> Written:
    """The script with scenes left out, least needed first, or added from the reserve, best first, to fill its time.

    Args:
        written: The script, and what may be changed in it.
        wish: For the wanted length and the voice.
        size: Width and height of the film in pixels.
    """

    def takes_s(scene: Scene) -> float:
        return scene_s(scene, wish.rate, size)

    script = written.script.model_copy(update={"scenes": with_short_opening(written.script.scenes, wish.rate)})
    spare, reserve = list(written.spare), list(written.reserve)
    left_s = wish.duration_s - sum(map(takes_s, script.scenes))
    left_s -= end_wanted(script.end, wish.rate).lasting_s() if script.end else 0.0
    dropped: list[str] = []
    while spare and left_s < -_OVER * wish.duration_s:
        found = next((scene for scene in script.scenes if scene.id == spare[0]), None)
        dropped.append(spare.pop(0))
        left_s += takes_s(found) if found else 0.0
    scenes = without_scenes(script.scenes, dropped)
    told: list[str] = []
    added: list[str] = []
    if left_s < -_MOST_OVER * wish.duration_s:
        scenes, told, over_s = shortened(scenes, -left_s - _OVER * wish.duration_s, takes_s)
        left_s = -over_s - _OVER * wish.duration_s
    for place in _forms(reserve, wish):
        after, scene = place
        if left_s <= (_UNDER if place in reserve else _GAP) * wish.duration_s or scene.id in added:
            continue
        if takes_s(scene) <= left_s + _OVER * wish.duration_s + STEP_S:
            scenes = _with_scene(scenes, _anchor(after, scenes, written), scene)
            left_s -= takes_s(scene)
            added.append(scene.id)
    spare = [*reversed(added), *spare]
    reserve = [place for place in reserve if place[1].id not in added]
    kept = script.model_copy(update={"scenes": tuple(scenes)})
    left_out = (*written.tell(kept.scenes), *told)
    return replace(written, script=kept, spare=tuple(spare), reserve=tuple(reserve), left_out=left_out)


def _forms(reserve: Sequence[tuple[str, Scene]], wish: Wish) -> list[tuple[str, Scene]]:
    """Further scenes, best first; after all of them those of which less is said, for voices that take their time."""
    found = list(reserve)
    left = [(after, one) for after, scene in reserve if wish.rate and (one := said_less(scene, least=0))]
    while left:
        found += left
        left = [(after, one) for after, scene in left if (one := said_less(scene, least=0))]
    return found


def with_short_opening(scenes: Sequence[Scene], rate: SpeakingRate | None) -> tuple[Scene, ...]:
    """The scenes, of which the title, or that on a picture, is said in a few seconds: by its first clause, or not."""
    first = scenes[0]
    if rate is None or first.show.kind not in {"title", "picture"}:
        return tuple(scenes)
    said = sentences(first.say)
    clauses = [clause for clause in _CLAUSES.split(said[0]) if clause][:1] if said else []
    shorter = [" ".join(said[:count]) for count in range(len(said), 0, -1)]
    say = next((one for one in (*shorter, *clauses) if saying_s(one, rate) <= _MOST_OPENING_S), "")
    return (first.model_copy(update={"say": say}), *scenes[1:])


def without_scenes(scenes: Sequence[Scene], ids: Sequence[str]) -> list[Scene]:
    """The scenes without some of them; a chapter whose first scene goes begins with its next."""
    kept: list[Scene] = []
    chapter = ""
    for scene in scenes:
        if scene.id in ids:
            chapter = scene.chapter or chapter
            continue
        begins = bool(chapter) and not scene.chapter and not _is_elsewhere(scene.show, chapter)
        kept.append(scene.model_copy(update={"chapter": chapter}) if begins else scene)
        chapter = ""
    return kept


def _is_elsewhere(show: Show, chapter: str) -> bool:
    """Whether a scene is of another chapter, which has no name: its message is not under this one's."""
    return isinstance(show, TextShow) and not show.kicker and len(chapter) <= _KICKER_CHARS


def as_staged(script: Script, film: ArticleFilm) -> Script:
    """The script of a film from which scenes were left out, as its film has it."""
    shown = {note.scene_id for note in film.scenes}
    gone = [scene.id for scene in script.scenes if scene.id not in shown]
    return script.model_copy(update={"scenes": tuple(without_scenes(script.scenes, gone))}) if gone else script


def _anchor(after: str, scenes: Sequence[Scene], written: Written) -> str:
    """The scene that a scene of the reserve follows, now that others may be missing: the nearest one before it."""
    there = {scene.id for scene in scenes}
    ordered = [scene.id for scene in written.script.scenes]
    follows = {scene.id: before for before, scene in written.reserve}
    seen: set[str] = set()
    while after not in there and after not in seen:
        seen.add(after)
        at = ordered.index(after) if after in ordered else 0
        after = follows.get(after) or (ordered[at - 1] if at else ordered[0])
    return after


def _with_scene(scenes: Sequence[Scene], after: str, scene: Scene) -> list[Scene]:
    """The scenes with one more, behind another, or last where that one is not there."""
    at = next((index for index, one in enumerate(scenes, 1) if one.id == after), len(scenes))
    chapter = next((one.chapter for one in reversed(scenes[:at]) if one.chapter), "")
    own = scene.model_copy(update={"chapter": ""}) if scene.chapter == chapter else scene
    return [*scenes[:at], own, *scenes[at:]]
