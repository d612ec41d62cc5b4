"""Steps that change when something is shown: cuts, joins, speed, standing pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from media.edit.draft import LEAST_SHARE, Draft, clip_of, counted
from media.edit.effect import Size, Span
from media.edit.model import Fit, Step
from media.edit.timeline import (
    Enter,
    Film,
    Layer,
    Source,
    changed,
    films_in,
    frozen,
    inserted,
    kept,
    places,
    without,
)
from media.edit.words import matching
from media.frame_size import even_size

_UNHEARD = " (speech models write down few ums and uhs)"
_PICTURE_S = 3.0
_FREEZE_S = 2.0
_OVERLAP_S = 0.5
_LEAST_SILENCE_S, _SILENCE_DB, _LEFT_S = 0.6, -35.0, 0.12
_MOST_REVERSED_S = 120.0


def keep(edit: Draft, step: Step) -> None:
    """Only some stretches, in the order given."""
    edit.layer = kept(edit.layer, edit.spans(step))


def cut(edit: Draft, step: Step) -> None:
    """All but some stretches."""
    _cut_out(edit, edit.spans(step))


def _cut_out(edit: Draft, spans: Sequence[Span]) -> None:
    left = without(spans, edit.layer.frames)
    if not left:
        raise edit.wrong("nothing of the film would be left.")
    edit.layer = kept(edit.layer, left)


def cut_silence(edit: Draft, step: Step) -> None:
    """Without its silences, of which a little stays on both sides."""
    least_s, floor_db = step.for_s or _LEAST_SILENCE_S, _SILENCE_DB if step.gain_db is None else step.gain_db
    heard = _mapped(edit, lambda film: edit.hearing.silences(film, floor_db, least_s))
    margin, allowed = edit.count(_LEFT_S), edit.spans(step)
    found = [
        (max(first, a) + (margin if max(first, a) else 0), min(last, b) - (margin if last < edit.layer.frames else 0))
        for first, last in _merged(heard)
        for a, b in allowed
    ]
    silent = [span for span in found if span[1] - span[0] >= edit.count(0.1)]
    if not silent:
        edit.notes.append(f"no silence of {least_s:g} s was found below {floor_db:g} dB, so nothing was cut there")
        return
    cut_s = sum(last - first for first, last in silent) / edit.rate
    edit.notes.append(f"{float(cut_s):.1f} s of silence were cut out, in {counted(len(silent), 'place')}")
    _cut_out(edit, silent)


def cut_words(edit: Draft, step: Step) -> None:
    """Without some words."""
    cut: list[str] = []

    def said(film: Film) -> Sequence[tuple[float, float]]:
        found = matching(edit.hearing.words(film), step.words or ())
        cut.extend(one.text for one in found)
        return [(one.start_s, one.end_s) for one in found]

    spans = _merged(_mapped(edit, said))
    if not spans:
        edit.notes.append(
            f"none of the words {', '.join(step.words or ())} was heard, so nothing was cut there{_UNHEARD}"
        )
        return
    edit.notes.append(f"cut out in {counted(len(spans), 'place')}: {', '.join(cut[:12])}")
    _cut_out(edit, spans)


def _mapped(edit: Draft, heard: Callable[[Film], Sequence[tuple[float, float]]]) -> list[Span]:
    """What is heard in the films, where it is in the edit now."""
    return [
        place
        for film in films_in(edit.layer)
        if isinstance(film, Film)
        for first_s, last_s in heard(film)
        for place in places(edit.layer, film, round(first_s * edit.rate), round(last_s * edit.rate))
    ]


def _merged(spans: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return found


def join(edit: Draft, step: Step) -> None:
    """More films and pictures behind it."""
    _insert_at(edit, step, edit.layer.frames)


def insert(edit: Draft, step: Step) -> None:
    """More films and pictures at a moment."""
    _insert_at(edit, step, edit.frame(step.at_s or 0.0))


def _insert_at(edit: Draft, step: Step, at: int) -> None:
    canvas = edit.layer.size
    fit: Fit = step.how if step.how in ("centre", "pad", "blur") else "pad"
    enter: Enter | None = None if step.transition is None or step.transition == "none" else step.transition
    overlap = edit.count(_OVERLAP_S) if enter else 0
    clips = [
        replace(clip_of(edit, name, step.for_s or _PICTURE_S, fit), enter=enter, overlap=overlap)
        for name in step.sources
    ]
    for clip in clips:
        if _differs(_shape(clip.source), canvas) and fit == "pad":
            edit.notes.append(
                f"{_name(clip.source)} has another shape, so it stands between bars (how='blur' fills them)"
            )
    edit.layer = inserted(edit.layer, at, clips)


def speed(edit: Draft, step: Step) -> None:
    """Faster or slower."""
    edit.layer = changed(edit.layer, edit.spans(step), speed=Fraction(step.x or 1.0).limit_denominator(1000))


def reverse(edit: Draft, step: Step) -> None:
    """Backwards."""
    spans = edit.spans(step)
    length_s = sum(last - first for first, last in spans) / edit.rate
    if length_s > _MOST_REVERSED_S:
        raise edit.wrong(
            f"{float(length_s):.0f} s cannot be turned round; the limit is {_MOST_REVERSED_S:.0f} s.",
            hint="Keep a part first, or name ranges.",
        )
    edit.layer = changed(edit.layer, spans, back=True)


def freeze(edit: Draft, step: Step) -> None:
    """The picture of a moment standing."""
    edit.layer = frozen(edit.layer, edit.frame(step.at_s or 0.0), edit.count(step.for_s or _FREEZE_S))


def _shape(source: Source) -> Size:
    if isinstance(source, Film):
        return even_size(source.info)
    return source.size


def _differs(one: Size, other: Size) -> bool:
    return abs(one[0] * other[1] / (one[1] * other[0]) - 1) > LEAST_SHARE


def _name(source: Source) -> str:
    return "the film" if isinstance(source, Layer) else source.name
