"""Lays a plan out as layers, far to near, framed for its shot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from painter.craft.camera import SUBJECT_DEPTH, Framing
from painter.craft.stage import Layer, Stage
from painter.indoors import interior, showroom
from painter.names import Shot
from painter.plan import ScenePlan
from painter.scenery import (
    abstract,
    breeze,
    chart_map,
    city,
    cosmos,
    land,
    photo,
    sky,
    stadium,
    trees,
    underwater,
    water,
    weather,
)
from painter.shots import finish
from painter.shots.sheets import united
from painter.subjects import front_layers, is_group, shown, subject_layers

_LEAST_CLOSER = 1.08
_CAMERA_SINKS = 0.045
"""How far a move may take the camera down, as a share of the frame's height; the ground reaches at least as far."""


@dataclass(frozen=True)
class FocalPoint:
    """What the eye rests on: its middle and height in pixels of the wide shot, and its depth."""

    x: float
    y: float
    size: float
    depth: float


@dataclass(frozen=True)
class Scene:
    """Layers in drawing order, how the shot frames them, and the point in pixels that the camera moves towards."""

    stage: Stage
    layers: tuple[Layer, ...]
    framing: Framing
    focus: tuple[float, float]
    focal_point: FocalPoint


_Scenery = Callable[[Stage], "tuple[list[Layer], list[Layer]]"]
"""Gives the layers behind the subject and those in front of it."""

_SCENERY: Mapping[str, _Scenery] = {
    "mountains": land.mountains,
    "snow": land.mountains,
    "hills": land.hills,
    "desert": land.dunes,
    "forest": trees.forest,
    "sea": water.sea,
    "lake": water.lake,
    "city": city.city,
    "space": cosmos.space,
    "underwater": underwater.underwater,
    "room": interior.room,
    "map": chart_map.chart_map,
    "stadium": stadium.stadium,
    "studio": showroom.studio,
    "abstract": abstract.shapes,
}

_SHOTS: Mapping[Shot, tuple[float, float, float, float]] = {
    # The subject's place across, the share of the height it fills, its largest scale, and the zoom without a subject.
    "medium": (0.56, 0.56, 1.45, 1.22),
    "close": (0.45, 0.70, 1.9, 1.5),
    "detail": (0.54, 1.0, 2.6, 1.9),
}


def build_scene(plan: ScenePlan, pictures: Sequence[Path] = ()) -> Scene:
    """Lay a plan out. The same plan gives the same scene.

    Args:
        plan: What to show.
        pictures: Still pictures; the plan names the one to show instead of its place and subjects.

    Raises:
        InvalidInputError: The plan names a picture that is not there.
        UnsupportedMediaError: The picture cannot be read.
    """
    if plan.picture is not None or plan.card:
        plan = plan.model_copy(update={"subjects": (), "shot": "wide"})
    stage = Stage(plan)
    if stage.is_covered:
        layers = []
    elif plan.picture is not None:
        layers = photo.layers(stage, photo.chosen(pictures, plan.picture))
    else:
        behind, before = _SCENERY[plan.setting](stage)
        layers = [
            *sky.layers(stage),
            *behind,
            *breeze.behind(stage),
            *subject_layers(stage),
            *before,
            *breeze.layers(stage),
            *front_layers(stage),
            *weather.layers(stage),
        ]
    framing = _framing(stage)
    x, y = framing.offset(SUBJECT_DEPTH)
    return Scene(
        stage,
        tuple(united(finish.dressed(stage, layers))) if layers else (),
        framing,
        (stage.subject_x + x, stage.horizon + y),
        _focal_point(stage),
    )


def _focal_point(stage: Stage) -> FocalPoint:
    """The focal point: the subject, else the sun or the moon, else the middle of the composition."""
    if stage.plan.subjects:
        x, y, size, _ = shown(stage)
        return FocalPoint(x, y - size / 2, size, SUBJECT_DEPTH)
    if sky.shows_sun(stage):
        return FocalPoint(*stage.sun, 0.12 * stage.unit, 0.0)
    return FocalPoint(stage.subject_x, stage.height * (0.52 if stage.is_wide else 0.66), 0.4 * stage.unit, 0.5)


def _framing(stage: Stage) -> Framing:
    """The framing of the shot: closer to the subject, and with it in the middle where no title needs the space."""
    centre = (stage.subject_x, stage.horizon)
    if stage.plan.shot == "wide":
        return Framing(centre)
    across, filled, most, empty = _SHOTS[stage.plan.shot]
    stays = bool(stage.plan.titles) or stage.look.has_text_column
    if not stage.plan.subjects:
        return Framing(centre, empty, 0.0 if stays else (across - 0.5) * stage.width * 0.4)
    _, _, size, half = shown(stage)
    left, top, right, bottom = stage.picture_box
    closer = min(most, filled * (bottom - top) / size, 0.42 * (right - left) / half)
    least = 1.0 if is_group(stage) else _LEAST_CLOSER  # several fill the wide shot already
    closer = max(least, closer)
    framing = _closing_in(stage, closer, across, stays=stays)
    # The camera cannot follow the subject beyond the scenery, so there the subject is enlarged less, to stay visible.
    while closer > least and not _shows(stage, framing):
        closer = max(least, closer * 0.94)
        framing = _closing_in(stage, closer, across, stays=stays)
    if is_group(stage) and not _shows(stage, framing):
        return _closing_in(stage, closer, across, stays=True)  # there is no room to one side
    return framing


def _closing_in(stage: Stage, closer: float, across: float, *, stays: bool) -> Framing:
    """The framing that shows the subject `closer` times as large, at a share `across` the frame unless it `stays`."""
    centre = (stage.subject_x, stage.horizon)
    x, y, size, _ = shown(stage)
    _, top, _, bottom = stage.picture_box
    high = bottom - top
    # If the subject is too tall for the picture, its head matters more than its foot.
    middle = y - size * (0.5 if closer * size < 0.8 * high else 0.64)
    shown_x = centre[0] + (x - centre[0]) * closer
    shown_y = centre[1] + (middle - centre[1]) * closer
    zoom = 1 + (closer - 1) / SUBJECT_DEPTH
    x_px = 0.0 if stays else (across * stage.width - shown_x) / SUBJECT_DEPTH
    reach = 0.2 * stage.height
    ends = centre[1] + (stage.floor - centre[1]) * closer - _CAMERA_SINKS * stage.height
    y_px = min(reach, max(-reach, min(0.0, stage.height - ends), top + 0.53 * high - shown_y))
    return Framing(centre, zoom, _within(stage, zoom, x_px), y_px)


def _shows(stage: Stage, framing: Framing) -> bool:
    """Whether the whole width of the subject stays in the picture during the camera's move."""
    x, _, _, half = shown(stage)
    grown = framing.scale(SUBJECT_DEPTH)
    middle = framing.centre[0] + framing.offset(SUBJECT_DEPTH)[0] + grown * (x - framing.centre[0])
    reach, spare = grown * half, 0.055 * stage.width
    left, _, right, _ = stage.picture_box
    return middle - reach >= left + spare and middle + reach <= right - spare


def _within(stage: Stage, zoom: float, x_px: float) -> float:
    """The sideways offset, limited so that the end of a near layer never shows."""
    nearest, move = 1.2, 0.08 * stage.width
    grown = 1 + (zoom - 1) * nearest
    right = stage.subject_x + (stage.right - stage.subject_x) * grown - stage.width
    left = stage.subject_x + (stage.left - stage.subject_x) * grown
    return min(max(x_px, min(0.0, move - right / nearest)), max(0.0, -left / nearest - move))
