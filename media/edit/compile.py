"""Turns the steps of an edit into a project: arithmetic on what is known of the films; nothing is read or drawn."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Protocol

from footage.errors import InvalidInputError
from media.captions.model import Word
from media.edit.effect import Size, Span
from media.edit.effects import Area, Crop, Fade, Level, Mix, Overlay, Reframe, Rotate, SoundFile, Title
from media.edit.model import Aspect, Do, Fit, Step, check_steps
from media.edit.timeline import (
    Clip,
    Enter,
    Export,
    Film,
    Layer,
    Picture,
    Project,
    Source,
    changed,
    films_in,
    frozen,
    inserted,
    kept,
    places,
    whole,
    without,
)
from media.edit.words import matching
from media.frame_size import even_size
from media.probe import DEFAULT_CAPS

MAX_FILM_S = 3600.0
_UNHEARD = " (speech models write down few ums and uhs)"
_PAST_END_S = 0.5
_PICTURE_S = 3.0
_FREEZE_S = 2.0
_OVERLAP_S = 0.5
_LEAST_SILENCE_S, _SILENCE_DB, _LEFT_S = 0.6, -35.0, 0.12
_TITLE_S = 4.0
_TITLE_FADE_S = 0.3
_MOST_IN_MEMORY = 900_000_000
_MOST_REVERSED_S = 120.0
_MOST_MOVING_S = {"gif": 30.0, "webp": 30.0}
_USUAL_WIDTH, _USUAL_FPS = {"gif": 480, "webp": 480}, {"gif": 12.0, "webp": 15.0}
_SOUNDS = frozenset({"mp3", "m4a", "wav"})
_MOST_FRAMES = 600
_ASPECTS: Mapping[Aspect, Fraction] = {
    "16:9": Fraction(16, 9),
    "9:16": Fraction(9, 16),
    "1:1": Fraction(1),
    "4:5": Fraction(4, 5),
}
_CUT_IN_TWO = 0.02
"""A part of the picture smaller than this share of it is no picture."""

Named = Film | Picture | SoundFile


class Hearing(Protocol):
    """Listens to films for what is cut by ear; times in seconds of the film."""

    def silences(self, film: Film, floor_db: float, least_s: float) -> Sequence[tuple[float, float]]:
        """Where nothing is heard."""

    def words(self, film: Film) -> Sequence[Word]:
        """What is said, word by word.

        Raises:
            UnavailableError: Nothing here can tell.
        """


@dataclass
class _Edit:
    """How far the steps have been followed."""

    main: Film
    rate: Fraction
    found: Mapping[str, Named]
    hearing: Hearing
    layer: Layer
    at: int = 0
    do: Do = "keep"
    exports: list[Export] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def length_s(self) -> float:
        return float(self.layer.frames / self.rate)

    def wrong(self, said: str, hint: str | None = None) -> InvalidInputError:
        return InvalidInputError(f"steps.{self.at} ({self.do}): {said}", hint=hint)

    def frame(self, time_s: float) -> int:
        """The frame that is shown from a time on, counted from the end where it is below zero."""
        time = self.length_s + time_s if time_s < 0 else time_s
        if time > self.length_s + _PAST_END_S:
            raise self.wrong(
                f"{time_s:g} s is past the end: the film lasts {self.length_s:.2f} s here.",
                hint="Times are those of the film as this step gets it; below 0 they count from its end.",
            )
        return min(self.layer.frames, max(0, _nearest(time * self.rate)))

    def count(self, length_s: float) -> int:
        return max(1, _nearest(length_s * self.rate))

    def spans(self, step: Step) -> list[Span]:
        """The stretches that a step names, all of the film where it names none."""
        found = []
        for first_s, last_s in step.ranges or ():
            is_end = last_s is None or (last_s == 0 and first_s < 0)
            first, last = self.frame(first_s), self.layer.frames if is_end else self.frame(last_s or 0.0)
            if last <= first:
                raise self.wrong(f"the range {first_s:g} to {last_s if last_s is not None else 'end'} has no length.")
            found.append((first, last))
        return found or [(0, self.layer.frames)]

    def span(self, step: Step, usual_s: float | None = None) -> Span:
        """When something is seen or heard that a step adds: from `at`, for `for`, or to the end."""
        first = min(self.frame(step.at_s or 0.0), self.layer.frames - 1)
        length_s = step.for_s or usual_s
        last = self.layer.frames if length_s is None else min(self.layer.frames, first + self.count(length_s))
        return first, max(last, first + 1)


def compile_edit(
    main: Film, steps: Sequence[Step], rate: Fraction, found: Mapping[str, Named], hearing: Hearing
) -> Project:
    """Follow the steps, one after another.

    Args:
        main: The film.
        steps: What is asked for.
        rate: Frames a second of the new film.
        found: The files that the steps name.
        hearing: For what is cut by ear.

    Raises:
        InvalidInputError: A step cannot be done; the message names it.
    """
    check_steps(steps)
    layer = whole(main, even_size(main.info), main.frames)
    edit = _Edit(main=main, rate=rate, found=found, hearing=hearing, layer=layer)
    for edit.at, step in enumerate(steps, 1):
        edit.do = step.do
        _DEEDS[step.do](edit, step)
        if edit.length_s > MAX_FILM_S:
            raise edit.wrong(f"the film would last {edit.length_s / 60:.0f} minutes; the limit is 60.")
    return Project(main=main, rate=rate, layer=edit.layer, exports=tuple(edit.exports), notes=tuple(edit.notes))


# --- time ---------------------------------------------------------------------------------------------------------


def _keep(edit: _Edit, step: Step) -> None:
    edit.layer = kept(edit.layer, edit.spans(step))


def _cut(edit: _Edit, step: Step) -> None:
    _cut_out(edit, edit.spans(step))


def _cut_out(edit: _Edit, spans: Sequence[Span]) -> None:
    left = without(spans, edit.layer.frames)
    if not left:
        raise edit.wrong("nothing of the film would be left.")
    edit.layer = kept(edit.layer, left)


def _cut_silence(edit: _Edit, step: Step) -> None:
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
    edit.notes.append(f"{float(cut_s):.1f} s of silence were cut out, in {_counted(len(silent), 'place')}")
    _cut_out(edit, silent)


def _cut_words(edit: _Edit, step: Step) -> None:
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
    edit.notes.append(f"cut out in {_counted(len(spans), 'place')}: {', '.join(cut[:12])}")
    _cut_out(edit, spans)


def _mapped(edit: _Edit, heard: Callable[[Film], Sequence[tuple[float, float]]]) -> list[Span]:
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


def _join(edit: _Edit, step: Step) -> None:
    _insert_at(edit, step, edit.layer.frames)


def _insert(edit: _Edit, step: Step) -> None:
    _insert_at(edit, step, edit.frame(step.at_s or 0.0))


def _insert_at(edit: _Edit, step: Step, at: int) -> None:
    canvas = edit.layer.size
    fit: Fit = step.how if step.how in ("centre", "pad", "blur") else "pad"
    enter: Enter | None = None if step.transition is None or step.transition == "none" else step.transition
    overlap = edit.count(_OVERLAP_S) if enter else 0
    clips = [
        replace(_clip(edit, name, step.for_s or _PICTURE_S, fit), enter=enter, overlap=overlap) for name in step.sources
    ]
    for clip in clips:
        if _differs(_shape(clip.source), canvas) and fit == "pad":
            edit.notes.append(
                f"{_name(clip.source)} has another shape, so it stands between bars (how='blur' fills them)"
            )
    edit.layer = inserted(edit.layer, at, clips)


def _clip(edit: _Edit, name: str, picture_s: float, fit: Fit) -> Clip:
    source = edit.found[name]
    if isinstance(source, SoundFile):
        raise edit.wrong(f"{name!r} has sound only.", hint="Use music or sound for it.")
    return Clip(source, 0, source.frames if isinstance(source, Film) else edit.count(picture_s), fit=fit)


def _speed(edit: _Edit, step: Step) -> None:
    edit.layer = changed(edit.layer, edit.spans(step), speed=Fraction(step.x or 1.0).limit_denominator(1000))


def _reverse(edit: _Edit, step: Step) -> None:
    spans = edit.spans(step)
    length_s = sum(last - first for first, last in spans) / edit.rate
    if length_s > _MOST_REVERSED_S:
        raise edit.wrong(
            f"{float(length_s):.0f} s cannot be turned round; the limit is {_MOST_REVERSED_S:.0f} s.",
            hint="Keep a part first, or name ranges.",
        )
    edit.layer = changed(edit.layer, spans, back=True)
    width, height = edit.layer.canvas
    held = sum(one.count for one in edit.layer.clips if one.back and isinstance(one.source, Layer))
    if held * width * height * 1.5 > _MOST_IN_MEMORY:
        raise edit.wrong("so much cannot be turned round after other steps.", hint="Put reverse before them.")


def _freeze(edit: _Edit, step: Step) -> None:
    edit.layer = frozen(edit.layer, edit.frame(step.at_s or 0.0), edit.count(step.for_s or _FREEZE_S))


# --- shape --------------------------------------------------------------------------------------------------------


def _reframe(edit: _Edit, step: Step) -> None:
    size = shape_of(edit.layer.size, step.aspect or "16:9", int(step.width) if step.width and step.width > 1 else None)
    _check_size(edit, size)
    if size == edit.layer.size:
        edit.notes.append(f"the film is {step.aspect} already")
        return
    if step.how in (None, "follow", "centre") and any(isinstance(one, Title) for one in edit.layer.effects):
        edit.notes.append("titles before reframe may be cut off: behind it they are set for the new shape")
    edit.layer = edit.layer.with_effect(Reframe(size=size, how=step.how or "follow"))


def shape_of(size: Size, aspect: Aspect, width: int | None = None) -> Size:
    """The size of a film of another shape: its shorter side stays as long as it was.

    Args:
        size: Width and height now.
        aspect: The new shape.
        width: The new width, where that is asked for.
    """
    ratio = _ASPECTS[aspect]
    if abs(size[0] / size[1] - ratio) < 0.01 and width is None:
        return size
    if width is not None:
        return _even(width), _even(width / ratio)
    short = min(size)
    return (_even(short * ratio), _even(short)) if ratio >= 1 else (_even(short), _even(short / ratio))


def _nearest(frames: float) -> int:
    """Half a frame is rounded up, so that a second is as long wherever it begins."""
    return math.floor(frames + 0.5 + 1e-6)


def _check_size(edit: _Edit, size: Size) -> None:
    caps = DEFAULT_CAPS
    if max(size) > caps.max_side_px or size[0] * size[1] > caps.max_pixels:
        raise edit.wrong(f"{size[0]}x{size[1]} is too large; the limit is {caps.max_side_px} along a side, about 4K.")


def _even(length: float | Fraction) -> int:
    return max(2, round(length / 2) * 2)


def _crop(edit: _Edit, step: Step) -> None:
    left, top, width, height = step.box or (0.0, 0.0, 1.0, 1.0)
    inside = 0 <= left < 1 and 0 <= top < 1 and width > 0 and height > 0
    if not inside or left + width > 1.001 or top + height > 1.001:
        raise edit.wrong(
            "box is x, y, width, height as shares of the picture, 0 to 1, and lies within it.",
            hint="For the middle half: box=[0.25, 0.25, 0.5, 0.5].",
        )
    across, down = edit.layer.size
    if width < _CUT_IN_TWO or height < _CUT_IN_TWO or width * across < 16 or height * down < 16:
        raise edit.wrong("so small a part is no picture.")
    size = _even(width * across), _even(height * down)
    corner = min(round(left * across), across - size[0]) // 2 * 2, min(round(top * down), down - size[1]) // 2 * 2
    edit.layer = edit.layer.with_effect(
        Crop(left=max(0, corner[0]), top=max(0, corner[1]), width=size[0], height=size[1])
    )


def _rotate(edit: _Edit, step: Step) -> None:
    if degrees := (step.degrees or 0) % 360:
        edit.layer = edit.layer.with_effect(Rotate(degrees=degrees))


# --- over the picture ---------------------------------------------------------------------------------------------


def _overlay(edit: _Edit, step: Step) -> None:
    name = step.file or ""
    source = edit.found[name]
    first, last = edit.span(step)
    if isinstance(source, Film) and not step.for_s:
        last = min(last, first + source.frames)
    clip = _clip(edit, name, float((last - first) / edit.rate), "centre")
    clip = replace(clip, count=min(clip.count, last - first))
    area = _area(edit, step, (first, min(last, first + clip.count)), place=step.place, width=step.width)
    if isinstance(source, Film) and source.has_sound and step.gain_db is None:
        edit.notes.append(f"the sound of {source.name} is not heard, the film's own is (gain_db=0 adds it)")
    gain_db = step.gain_db if clip.source.has_sound else None
    edit.layer = edit.layer.with_effect(Overlay(clip=clip, area=area, gain_db=gain_db))


def _title(edit: _Edit, step: Step) -> None:
    text = (step.text or "").strip()
    if not text:
        raise edit.wrong("the text is empty.")
    span = edit.span(step, None if step.at_s is None and step.for_s is None else _TITLE_S)
    area = _area(edit, step, span, place=step.place or "lower-third", width=step.width, fade_s=_TITLE_FADE_S)
    edit.layer = edit.layer.with_effect(Title(text=text, area=area))


def _area(edit: _Edit, step: Step, span: Span, *, place: object, width: float | None, fade_s: float = 0.0) -> Area:
    if step.box and not (all(0 <= one <= 1 for one in step.box) and min(step.box[2:]) >= _CUT_IN_TWO):
        raise edit.wrong("box is x, y, width, height as shares of the picture, 0 to 1.")
    half = (span[1] - span[0]) // 2
    fades = [fade_s if given is None else given for given in (step.in_s, step.out_s)]
    return Area(
        span=span,
        place=step.place or (place if isinstance(place, str) else None),  # type: ignore[arg-type]  # one of our names
        box=step.box,
        width=width,
        opacity=step.opacity or 1.0,
        in_frames=min(half, round(fades[0] * edit.rate)),
        out_frames=min(half, round(fades[1] * edit.rate)),
    )


def _fade(edit: _Edit, step: Step) -> None:
    most = edit.layer.frames // 2
    lengths = [min(most, round((length or 0.0) * edit.rate)) for length in (step.in_s, step.out_s)]
    edit.layer = edit.layer.with_effect(Fade(in_frames=lengths[0], out_frames=lengths[1]))


# --- sound --------------------------------------------------------------------------------------------------------


def _music(edit: _Edit, step: Step) -> None:
    source = edit.found.get(step.file or "")
    if isinstance(source, Picture):
        raise edit.wrong(f"{step.file!r} is a picture.")
    edit.layer = edit.layer.with_effect(
        Mix(
            file=source,
            music="" if source else step.file or "auto",
            span=edit.span(step),
            gain_db=step.gain_db or 0.0,
            duck=step.duck is not False and edit.layer.has_sound and not step.replace,
            replace=bool(step.replace),
            is_bed=True,
            in_frames=round((0.05 if step.in_s is None else step.in_s) * edit.rate),
            out_frames=round((2.0 if step.out_s is None else step.out_s) * edit.rate),
        )
    )


def _sound(edit: _Edit, step: Step) -> None:
    if step.file:
        source = edit.found[step.file]
        if isinstance(source, Picture):
            raise edit.wrong(f"{step.file!r} is a picture.")
        first = min(edit.frame(step.at_s or 0.0), edit.layer.frames - 1)
        mix = Mix(
            file=source,
            span=(first, edit.layer.frames),
            gain_db=step.gain_db or 0.0,
            replace=step.replace is not False,
        )
        edit.layer = edit.layer.with_effect(mix)
        return
    if not edit.layer.has_sound:
        edit.notes.append("the film has no sound, so there was nothing to change in it")
        return
    spans = tuple(edit.spans(step)) if step.ranges else ()
    edit.layer = edit.layer.with_effect(Level(gain_db=None if step.mute else step.gain_db, spans=spans))


# --- files beside the film ----------------------------------------------------------------------------------------


def _export(edit: _Edit, step: Step) -> None:
    as_ = step.as_ or "mp4"
    layer, is_still = edit.layer, as_ == "png" and step.fps is None
    if as_ in _SOUNDS and not layer.has_sound:
        raise edit.wrong(f"the film has no sound, so there is nothing for {as_}.")
    at = None
    if is_still:
        at = min(edit.frame(step.at_s or 0.0), layer.frames - 1)
    elif step.ranges or step.at_s is not None or step.for_s is not None:
        layer = kept(layer, edit.spans(step) if step.ranges else [edit.span(step)])
    if step.aspect:
        size = shape_of(layer.size, step.aspect)
        layer = layer if size == layer.size else _reshaped(layer, Reframe(size=size, how=step.how or "follow"))
    length_s = float(layer.frames / edit.rate)
    if length_s > (most_s := _MOST_MOVING_S.get(as_, math.inf)):
        raise edit.wrong(
            f"a {as_} of {length_s:.0f} s would be too large; the limit is {most_s:.0f} s.",
            hint=f"Name a part: ranges=[[0, {min(6, most_s):g}]]; or export mp4.",
        )
    width = _width(layer.size, step.width, _USUAL_WIDTH.get(as_))
    if width:
        _check_size(edit, (width, round(width * layer.size[1] / layer.size[0])))
    fps = step.fps or _USUAL_FPS.get(as_)
    if as_ == "png" and step.fps and length_s * step.fps > _MOST_FRAMES:
        raise edit.wrong(f"that would be {length_s * step.fps:.0f} pictures; the limit is {_MOST_FRAMES}.")
    edit.exports.append(
        Export(
            as_=as_,
            layer=layer,
            name=_file_name(edit, step),
            width=width,
            fps=min(fps, float(edit.rate)) if fps else None,
            at=at,
        )
    )


def _reshaped(layer: Layer, reframe: Reframe) -> Layer:
    """A layer in another shape: what is written and laid over it comes after that, so that it is placed for it."""
    over = [at for at, effect in enumerate(layer.effects) if isinstance(effect, Title | Overlay)]
    first = over[0] if over else len(layer.effects)
    if any(isinstance(effect, Crop | Rotate | Reframe) for effect in layer.effects[first:]):
        return layer.with_effect(reframe)
    return replace(layer, effects=(*layer.effects[:first], reframe, *layer.effects[first:]))


def _width(size: Size, asked: float | None, usual: int | None) -> int | None:
    """The width of an exported picture in pixels; none is enlarged unasked."""
    if asked:
        return _even(asked * size[0] if asked <= 1 else asked)
    if usual is None:
        return None
    # The longer side counts: a tall film would be larger than a wide one.
    scale = usual / max(size)
    return _even(size[0] * scale) if scale < 1 else None


def _file_name(edit: _Edit, step: Step) -> str:
    stem = "frames" if step.as_ == "png" and step.fps else "poster" if step.as_ == "png" else "film"
    shape = f"-{step.aspect.replace(':', 'x')}" if step.aspect else ""
    suffix = "zip" if stem == "frames" else step.as_
    stem = "still" if stem == "poster" else stem
    name = f"{stem}{shape}.{suffix}"
    taken = {one.name for one in edit.exports}
    return next(one for one in (name, *(f"{stem}{shape}-{n}.{suffix}" for n in range(2, 99))) if one not in taken)


def _shape(source: Source) -> Size:
    if isinstance(source, Film):
        return even_size(source.info)
    return source.size


def _differs(one: Size, other: Size) -> bool:
    return abs(one[0] * other[1] / (one[1] * other[0]) - 1) > _CUT_IN_TWO


def _name(source: Source) -> str:
    return "the film" if isinstance(source, Layer) else source.name


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


_DEEDS: Mapping[Do, Callable[[_Edit, Step], None]] = {
    "keep": _keep,
    "cut": _cut,
    "cut_silence": _cut_silence,
    "cut_words": _cut_words,
    "join": _join,
    "insert": _insert,
    "speed": _speed,
    "reverse": _reverse,
    "freeze": _freeze,
    "reframe": _reframe,
    "crop": _crop,
    "rotate": _rotate,
    "overlay": _overlay,
    "title": _title,
    "music": _music,
    "sound": _sound,
    "fade": _fade,
    "export": _export,
}
