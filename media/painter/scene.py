"""The scene graph: a plan laid out as layers, far to near."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from media.painter import abstract, city, cosmos, land, light, sky, trees, water, weather
from media.painter.plan import ScenePlan
from media.painter.stage import Layer, Stage
from media.painter.subjects import subject_layers


@dataclass(frozen=True)
class Scene:
    """Layers in drawing order, and the point in pixels that the camera moves towards."""

    stage: Stage
    layers: tuple[Layer, ...]
    focus: tuple[float, float]


_Scenery = Callable[[Stage], "tuple[list[Layer], list[Layer]]"]
"""Layers behind the subject and layers in front of it."""

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
    "studio": abstract.studio,
    "abstract": abstract.shapes,
}


def build_scene(plan: ScenePlan) -> Scene:
    """Lay a plan out; the same plan gives the same scene."""
    stage = Stage(plan)
    behind, before = _SCENERY[plan.setting](stage)
    layers = [
        *sky.layers(stage),
        *behind,
        *subject_layers(stage),
        *before,
        *weather.layers(stage),
        *light.layers(stage),
    ]
    return Scene(stage, tuple(layers), (stage.subject_x, stage.horizon))
