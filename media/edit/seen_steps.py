"""Steps that change the picture: its shape, what is laid and written over it, fades."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from media.edit.draft import LEAST_SHARE, Draft, clip_of, even
from media.edit.effect import Size, Span
from media.edit.effects import Area, Crop, Fade, Overlay, Reframe, Rotate, Title
from media.edit.labels import LABEL_PLACE, label
from media.edit.model import Aspect, Step
from media.edit.timeline import (
    Film,
)
from media.probe import DEFAULT_CAPS

Shares = tuple[float, float, float, float]
"""Left, top, width and height, each 0 to 1 of the picture's width or height."""

_LEAST_PX = 16
"""No part of a picture is smaller; and no share is so large."""

_TITLE_S = 4.0
_TITLE_FADE_S = 0.3
_ASPECTS: Mapping[Aspect, Fraction] = {
    "16:9": Fraction(16, 9),
    "9:16": Fraction(9, 16),
    "1:1": Fraction(1),
    "4:5": Fraction(4, 5),
}


def reframe(edit: Draft, step: Step) -> None:
    """Another shape."""
    size = shape_of(edit.layer.size, step.aspect or "16:9", int(step.width) if step.width and step.width > 1 else None)
    check_size(edit, size)
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
        return even(width), even(width / ratio)
    short = min(size)
    return (even(short * ratio), even(short)) if ratio >= 1 else (even(short), even(short / ratio))


def check_size(edit: Draft, size: Size) -> None:
    """Refuse pictures that are too large."""
    caps = DEFAULT_CAPS
    if max(size) > caps.max_side_px or size[0] * size[1] > caps.max_pixels:
        raise edit.wrong(f"{size[0]}x{size[1]} is too large; the limit is {caps.max_side_px} along a side, about 4K.")


def crop(edit: Draft, step: Step) -> None:
    """A part of the picture."""
    left, top, width, height = _shares(edit, step.box) or (0.0, 0.0, 1.0, 1.0)
    inside = 0 <= left < 1 and 0 <= top < 1 and width > 0 and height > 0
    if not inside or left + width > 1.001 or top + height > 1.001:
        raise edit.wrong(
            "box is x, y, width, height as shares of the picture, 0 to 1, and lies within it.",
            hint="For the middle half: box=[0.25, 0.25, 0.5, 0.5].",
        )
    across, down = edit.layer.size
    if width < LEAST_SHARE or height < LEAST_SHARE or width * across < _LEAST_PX or height * down < _LEAST_PX:
        raise edit.wrong("so small a part is no picture.")
    size = even(width * across), even(height * down)
    corner = min(round(left * across), across - size[0]) // 2 * 2, min(round(top * down), down - size[1]) // 2 * 2
    edit.layer = edit.layer.with_effect(
        Crop(left=max(0, corner[0]), top=max(0, corner[1]), width=size[0], height=size[1])
    )


def _shares(edit: Draft, box: Shares | None) -> Shares | None:
    """A box in shares of the picture, where its sides can only be pixels."""
    if box is None or min(box[2:]) < _LEAST_PX:
        return box
    across, down = edit.layer.size
    return box[0] / across, box[1] / down, box[2] / across, box[3] / down


def rotate(edit: Draft, step: Step) -> None:
    """Turned."""
    if degrees := (step.degrees or 0) % 360:
        edit.layer = edit.layer.with_effect(Rotate(degrees=degrees))


def overlay(edit: Draft, step: Step) -> None:
    """A picture or a film over it."""
    name = step.file or ""
    source = edit.found[name]
    first, last = edit.span(step)
    if isinstance(source, Film) and not step.for_s:
        last = min(last, first + source.frames)
    clip = clip_of(edit, name, float((last - first) / edit.rate), "centre")
    clip = replace(clip, count=min(clip.count, last - first))
    area = _area(edit, step, (first, min(last, first + clip.count)), place=step.place, width=step.width)
    if isinstance(source, Film) and source.has_sound and step.gain_db is None:
        edit.notes.append(f"the sound of {source.name} is not heard, the film's own is (gain_db=0 adds it)")
    gain_db = step.gain_db if clip.source.has_sound else None
    edit.layer = edit.layer.with_effect(Overlay(clip=clip, area=area, gain_db=gain_db))


def title(edit: Draft, step: Step) -> None:
    """Words over it."""
    text = (step.text or "").strip()
    if not text:
        raise edit.wrong("the text is empty.")
    said = label(text)
    span = edit.span(step, None if step.at_s is None and step.for_s is None else _TITLE_S)
    place = step.place or (LABEL_PLACE if said else "lower-third")
    area = _area(edit, step, span, place=place, width=step.width, fade_s=_TITLE_FADE_S)
    edit.layer = edit.layer.with_effect(Title(text=said or text, area=area, is_note=said is not None))


def _area(edit: Draft, step: Step, span: Span, *, place: object, width: float | None, fade_s: float = 0.0) -> Area:
    box = _shares(edit, step.box)
    if box and not (all(0 <= one <= 1 for one in box) and min(box[2:]) >= LEAST_SHARE):
        raise edit.wrong("box is x, y, width, height as shares of the picture, 0 to 1.")
    half = (span[1] - span[0]) // 2
    fades = [fade_s if given is None else given for given in (step.in_s, step.out_s)]
    return Area(
        span=span,
        place=step.place or (place if isinstance(place, str) else None),  # type: ignore[arg-type]  # one of our names
        box=box,
        width=width,
        opacity=step.opacity or 1.0,
        in_frames=min(half, round(fades[0] * edit.rate)),
        out_frames=min(half, round(fades[1] * edit.rate)),
    )


def fade(edit: Draft, step: Step) -> None:
    """Out of black and into it."""
    most = edit.layer.frames // 2
    lengths = [min(most, round((length or 0.0) * edit.rate)) for length in (step.in_s, step.out_s)]
    edit.layer = edit.layer.with_effect(Fade(in_frames=lengths[0], out_frames=lengths[1]))
