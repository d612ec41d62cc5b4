"""An editor's look at a film that Footage put together: what is read, how fast, how large, and what comes twice.

Nothing is measured in pixels here: the film's own layout says what stands in it. What is grave makes the verdict
`retry`, as another script or another layout would mend it; the rest are remarks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from footage.edited_film import EditedFilm, EditedScene
from footage.verdicts import Editing, EditingFault
from quality.loose_ends import loose_end
from quality.policy import EditingPolicy
from quality.raw_markup import raw_markup
from quality.reading_time import reading_s
from quality.repeats import is_repeat, repeats

_SHOWN = 60
_GLANCED_AT = frozenset({"code", "chart", "table"})
"""Nobody reads all of these."""
_LARGE_AND_ALONE = frozenset({"title", "figure", "statistic", "end", "closing"})
"""A few words on an empty field are what these are."""
_LIST_STILL = 0.67
"""The share of a list's time after which the last of its items has come in, as they do one by one."""
_ENDS = frozenset({"end", "closing"})
_FILMED = "film"
_DIGITS = 4

_Rule = Callable[[EditedFilm, EditingPolicy], Iterator[EditingFault]]


def edit(film: EditedFilm, policy: EditingPolicy) -> Editing:
    """Look at a film, and say what is wrong with it, scene by scene."""
    faults = [fault for rule in _RULES for fault in rule(film, policy)]
    faults.sort(key=lambda fault: (fault.start_s, not fault.grave, fault.kind))
    sizes = [scene.smallest_px for scene in film.scenes if scene.smallest_px is not None]
    flat = [scene.flat_share for scene in film.scenes if scene.flat_share is not None]
    return Editing(
        score=round(1 - min(1.0, _harm(faults, film.lasts_s, policy)), _DIGITS),
        faults=faults,
        smallest_text=round(min(sizes) / _short_side(film), _DIGITS) if sizes else None,
        most_chars_per_s=round(max((_chars_per_s(scene) for scene in film.scenes), default=0.0), 1),
        pictures_offered=film.pictures_offered,
        pictures_shown=film.pictures_shown,
        off_length=round(film.lasts_s / film.asked_s - 1, _DIGITS),
        mean_flat=round(sum(flat) / len(flat), _DIGITS) if flat else None,
    )


def _harm(faults: Sequence[EditingFault], lasts_s: float, policy: EditingPolicy) -> float:
    """What each fault costs for its share of the film; a scene counts once, by its worst."""
    worst: dict[tuple[float, float], float] = {}
    for fault in faults:
        span = (fault.start_s, fault.end_s)
        worst[span] = max(worst.get(span, 0.0), policy.harm if fault.grave else policy.light_harm)
    return sum(harm * (end_s - start_s) / lasts_s for (start_s, end_s), harm in worst.items())


def _fault(
    scene: EditedScene,
    kind: str,
    reason: str,
    *,
    grave: bool,
    measured: float | None = None,
    limit: float | None = None,
) -> EditingFault:
    return EditingFault(
        kind=kind,
        scene=scene.id,
        start_s=round(scene.starts_s, 3),
        end_s=round(scene.ends_s, 3),
        grave=grave,
        measured=None if measured is None else round(measured, _DIGITS),
        limit=limit,
        reason=reason,
    )


def _whole(film: EditedFilm, kind: str, reason: str, *, grave: bool, measured: float, limit: float) -> EditingFault:
    """A fault of the film as a whole."""
    return EditingFault(
        kind=kind,
        start_s=0.0,
        end_s=round(film.lasts_s, 3),
        grave=grave,
        measured=round(measured, _DIGITS),
        limit=limit,
        reason=reason,
    )


def _short_side(film: EditedFilm) -> int:
    return min(film.width, film.height)


def _short(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…")


def _last_words(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else f"…{text[1 - _SHOWN :]}")


# --- the rules ------------------------------------------------------------------------------------------------------


def _raw(film: EditedFilm, policy: EditingPolicy) -> Iterator[EditingFault]:
    code = film.source.code
    for scene in film.scenes:
        shown = () if scene.kind == "code" else scene.texts
        for text, way in [*((text, "shown") for text in shown), (scene.said, "spoken")]:
            for name, piece in raw_markup(text, code, is_address_meant=scene.kind in _ENDS and way == "shown"):
                yield _fault(scene, "markup", f"{name} is {way}: {_short(piece)}", grave=True)


def _cut(film: EditedFilm, policy: EditingPolicy) -> Iterator[EditingFault]:
    found = {one.text: one for one in film.source.findings if one.kind != "unit"}
    for scene in film.scenes:
        if scene.is_cut:
            yield _fault(scene, "cut", "a text does not fit, and loses words", grave=True)
        for text in dict.fromkeys((*scene.texts, scene.said)):
            if one := found.get(text):
                kind = "cut" if one.kind == "cut" else "loose_end"
                yield _fault(scene, kind, f"{one.reason}: {_last_words(text)}", grave=one.kind == "cut")
            elif scene.kind not in _GLANCED_AT and (reason := loose_end(text)):
                yield _fault(scene, "loose_end", f"{reason}: {_last_words(text)}", grave=False)


def _units(film: EditedFilm, policy: EditingPolicy) -> Iterator[EditingFault]:
    found = {one.text: one.reason for one in film.source.findings if one.kind == "unit"}
    for scene in film.scenes:
        for text in scene.texts:
            if text in found:
                yield _fault(scene, "unit", f"{_short(text)} has lost its unit: {found[text]}", grave=True)


def _small(film: EditedFilm, policy: EditingPolicy) -> Iterator[EditingFault]:
    for scene in film.scenes:
        limit = policy.least_text
        share = scene.smallest_px / _short_side(film) if scene.smallest_px is not None else limit
        if share < limit * (1 - policy.rounding):
            yield _fault(
                scene,
                "small_text",
                f"text is {scene.smallest_px:.0f} px high, {share:.1%} of the short side; {limit:.1%} can be read",
                grave=share < limit * policy.grave_text,
                measured=share,
                limit=limit,
            )


def _chars_per_s(scene: EditedScene) -> float:
    return 0.0 if scene.kind in _GLANCED_AT else sum(map(len, scene.texts)) / scene.lasts_s


def _fast(film: EditedFilm, policy: EditingPolicy) -> Iterator[EditingFault]:
    for scene in film.scenes:
        needed_s = 0.0 if scene.kind in _GLANCED_AT else reading_s(scene.texts, policy.chars_per_s)
        if needed_s > scene.lasts_s * (1 + policy.rounding):
            speed = _chars_per_s(scene)
            limit = speed * scene.lasts_s / needed_s
            yield _fault(
                scene,
                "fast",
                f"{speed:.0f} characters a second are to be read; {limit:.0f} can be",
                grave=needed_s > scene.lasts_s * policy.grave_speed,
                measured=speed,
                limit=round(limit, 1),
            )


def _slow(film: EditedFilm, policy: EditingPolicy) -> Iterator[EditingFault]:
    """A silent picture that stands longer than anybody looks at it."""
    for scene in film.scenes:
        still_s = scene.lasts_s * (_LIST_STILL if scene.kind == "list" else 1.0)
        if not scene.said and still_s > policy.most_scene_s:
            reason = f"nothing changes for {still_s:.1f} s"
            yield _fault(scene, "slow", reason, grave=False, measured=still_s, limit=policy.most_scene_s)


def _twice(film: EditedFilm, policy: EditingPolicy) -> Iterator[EditingFault]:
    for text, scenes in repeats(film):
        where = ", ".join(f"{scene.starts_s:.0f} s" for scene in scenes[:-1])
        reason = f"{_short(text)} was shown before, at {where}" if where else f"{_short(text)} stands there twice"
        grave = len(scenes) > policy.most_repeats
        yield _fault(scenes[-1], "repeat", reason, grave=grave, measured=len(scenes), limit=1)
    for before, scene in zip(film.scenes, film.scenes[1:], strict=False):
        if scene.picture and scene.picture == before.picture and scene.id != before.id:
            yield _fault(scene, "same_picture", "the same picture as in the scene before", grave=False)


def _own_pictures(film: EditedFilm, policy: EditingPolicy) -> Iterator[EditingFault]:
    fit = int(max(0.0, film.lasts_s - policy.around_s) / policy.picture_s)
    could = min(film.pictures_offered, fit)
    wanted, shown = policy.least_pictures * could, film.pictures_shown
    if shown < wanted:
        reason = f"{shown} of the article's {film.pictures_offered} pictures are shown; there is time for {could}"
        yield _whole(
            film,
            "pictures",
            reason,
            grave=shown == 0,
            measured=shown / could,
            limit=policy.least_pictures,
        )


def _length(film: EditedFilm, policy: EditingPolicy) -> Iterator[EditingFault]:
    off = film.lasts_s / film.asked_s - 1
    if abs(off) > policy.most_off_length + 1e-3:
        reason = f"it lasts {film.lasts_s:.1f} s instead of {film.asked_s:g} s"
        # An article that says little makes a short film, and nothing can be done about it.
        yield _whole(film, "length", reason, grave=off > 0, measured=off, limit=policy.most_off_length)


def _empty(film: EditedFilm, policy: EditingPolicy) -> Iterator[EditingFault]:
    for scene in film.scenes:
        flat = scene.flat_share
        if flat is None or flat <= policy.most_flat or scene.kind in _LARGE_AND_ALONE:
            continue
        if reading_s(scene.texts, policy.chars_per_s) < policy.few_words_s:
            reason = f"{flat:.0%} of the frame is empty, and there are few words in it"
            yield _fault(scene, "empty", reason, grave=False, measured=flat, limit=policy.most_flat)


def _opening(film: EditedFilm, policy: EditingPolicy) -> Iterator[EditingFault]:
    """Seconds at the start in which there is nothing but the title."""
    alone_s = 0.0
    for scene in film.scenes:
        others = [text for text in scene.texts if not is_repeat(text, film.title)]
        if others or scene.picture or scene.kind == _FILMED:
            break
        alone_s = scene.ends_s
    if alone_s > policy.most_title_s + 1e-6:
        reason = f"there is nothing but the title for {alone_s:.1f} s"
        first = film.scenes[0]
        grave = alone_s > policy.grave_title_s
        yield _fault(first, "opening", reason, grave=grave, measured=alone_s, limit=policy.most_title_s)


def _ending(film: EditedFilm, policy: EditingPolicy) -> Iterator[EditingFault]:
    last = film.scenes[-1] if film.scenes else None
    if last and last.kind in _ENDS and last.lasts_s < policy.least_end_s:
        reason = f"the end is there for {last.lasts_s:.1f} s only"
        yield _fault(last, "end", reason, grave=False, measured=last.lasts_s, limit=policy.least_end_s)
    if (
        last
        and last.kind in _ENDS
        and any(is_repeat(text, film.title) for text in last.texts if text not in last.names)
    ):
        yield _fault(last, "end", "it ends with its title again", grave=False)


_RULES: tuple[_Rule, ...] = (
    _raw,
    _cut,
    _units,
    _small,
    _fast,
    _slow,
    _twice,
    _own_pictures,
    _length,
    _empty,
    _opening,
    _ending,
)
