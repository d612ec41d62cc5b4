"""Steps about sound, and files beside the film."""

from __future__ import annotations

import math
from dataclasses import replace

from media.edit.draft import Draft, even
from media.edit.effect import Size
from media.edit.effects import Crop, Level, Mix, Overlay, Reframe, Rotate, Title
from media.edit.effort import is_too_much_for_colours
from media.edit.model import Step
from media.edit.project import Export
from media.edit.seen_steps import check_size, shape_of
from media.edit.timeline import (
    Layer,
    Picture,
    kept,
)

_MOST_MOVING_S = {"gif": 30.0, "webp": 30.0}
_USUAL_WIDTH, _USUAL_FPS = {"gif": 480, "webp": 480}, {"gif": 12.0, "webp": 15.0}
_SOUNDS = frozenset({"mp3", "m4a", "wav"})
_MOST_FRAMES = 600


def music(edit: Draft, step: Step) -> None:
    """Music, a file or a mood."""
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


def sound(edit: Draft, step: Step) -> None:
    """Its own sound at another level, or another one."""
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


def export(edit: Draft, step: Step) -> None:
    """A file beside the film, of what it is by now."""
    as_ = step.as_ or "mp4"
    layer, is_still = edit.layer, as_ == "png" and step.fps is None
    if as_ in _SOUNDS and not layer.has_sound:
        raise edit.wrong(f"the film has no sound, so there is nothing for {as_}.")
    at = None
    if is_still:
        at = min(edit.frame(step.at_s or 0.0), layer.frames - 1)
    elif step.ranges or step.at_s is not None or step.for_s is not None:
        layer = kept(layer, edit.spans(step) if step.ranges else [edit.span(step)])
    edit.require_little(layer)
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
        check_size(edit, (width, round(width * layer.size[1] / layer.size[0])))
    fps = step.fps or _USUAL_FPS.get(as_)
    shown = (width, width * layer.size[1] // layer.size[0]) if width else layer.size
    if as_ == "gif" and is_too_much_for_colours(shown, length_s * min(fps or 0.0, float(edit.rate))):
        raise edit.wrong(
            f"a gif of {length_s:g} s at {shown[0]}x{shown[1]} would be too large.",
            hint="Make it smaller (width) or shorter (ranges), show fewer pictures a second (fps), or export mp4.",
        )
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
        return even(asked * size[0] if asked <= 1 else asked)
    if usual is None:
        return None
    # The longer side counts: a tall film would be larger than a wide one.
    scale = usual / max(size)
    return even(size[0] * scale) if scale < 1 else None


def _file_name(edit: Draft, step: Step) -> str:
    stem = "frames" if step.as_ == "png" and step.fps else "poster" if step.as_ == "png" else "film"
    shape = f"-{step.aspect.replace(':', 'x')}" if step.aspect else ""
    suffix = "zip" if stem == "frames" else step.as_
    stem = "still" if stem == "poster" else stem
    name = f"{stem}{shape}.{suffix}"
    taken = {one.name for one in edit.exports}
    return next(one for one in (name, *(f"{stem}{shape}-{n}.{suffix}" for n in range(2, 99))) if one not in taken)
