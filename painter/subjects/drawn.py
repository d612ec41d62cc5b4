"""Each thing that a plan can name, and how it is drawn."""

from __future__ import annotations

from collections.abc import Mapping

from painter import emoji
from painter.subjects import (
    animals,
    buildings,
    charts,
    children,
    devices,
    drinks,
    fireworks,
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
from painter.subjects.pictures import picture
from painter.subjects.placing import DrawnSubject

SUBJECTS: Mapping[str, DrawnSubject] = {
    **buildings.SUBJECTS,
    **landmarks.SUBJECTS,
    **vehicles.SUBJECTS,
    **transport.SUBJECTS,
    **animals.SUBJECTS,
    **nature.SUBJECTS,
    **people.SUBJECTS,
    **children.SUBJECTS,
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
"""Every subject that is drawn by hand."""


def drawn(name: str, tone: int | None = None) -> DrawnSubject:
    """How a subject of a plan is drawn.

    Args:
        name: Our name, or an emoji.
        tone: The skin tone of people who are emoji, unless theirs says one; the lightest comes again after the darkest.
    """
    if name in SUBJECTS:
        return SUBJECTS[name]
    if (lights := fireworks.SPECTACLES.get(emoji.folded(name))) is not None:
        return lights
    own = emoji.tone_of(name)
    return picture(name, own if own is not None else (tone or 0) % len(emoji.TONES))
