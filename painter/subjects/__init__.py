"""The subjects of films: each thing that a plan can name, and how it is drawn."""

from __future__ import annotations

from collections.abc import Mapping

from painter.craft.stage import Layer, Stage
from painter.subjects import (
    animals,
    buildings,
    charts,
    devices,
    drinks,
    food,
    landmarks,
    nature,
    people,
    roles,
    screens,
    sealife,
    sports,
    symbols,
    things,
    transport,
    vehicles,
    wildlife,
)
from painter.subjects.placing import DrawnSubject, place

SUBJECTS: Mapping[str, DrawnSubject] = {
    **buildings.SUBJECTS,
    **landmarks.SUBJECTS,
    **vehicles.SUBJECTS,
    **transport.SUBJECTS,
    **animals.SUBJECTS,
    **nature.SUBJECTS,
    **people.SUBJECTS,
    **sealife.SUBJECTS,
    **wildlife.SUBJECTS,
    **roles.SUBJECTS,
    **sports.SUBJECTS,
    **charts.SUBJECTS,
    **screens.SUBJECTS,
    **devices.SUBJECTS,
    **food.SUBJECTS,
    **drinks.SUBJECTS,
    **things.SUBJECTS,
    **symbols.SUBJECTS,
}
"""Every subject a plan may name."""


def drawn(name: str) -> DrawnSubject:
    """How a subject of a plan is drawn."""
    return SUBJECTS.get(name) or SUBJECTS["box"]


def subject_layers(stage: Stage) -> list[Layer]:
    """The layers of the plan's subjects: the first at the focal point, the second smaller beside it."""
    named = list(enumerate(dict.fromkeys(stage.plan.subjects)))[:2]
    return [layer for index, name in reversed(named) for layer in place(stage, drawn(name), second=index > 0)]
