"""Places subjects in the frame: where they stand and how large, never cut off and never behind the titles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from painter.craft.stage import Draw, Layer, Stage
from painter.subjects.pen import Drawing

_EDGE = 0.045
"""Space kept free at the edges of the frame, as a share of its side; the camera's move uses most of it."""

_BELOW_TITLES = 0.86
"""Share of the height under the titles that a subject fills; the camera comes closer and uses the rest."""

_HIGHER_IN_SPACE = 0.26
"""How far the second subject is above the first in settings without ground, in units."""

_IN_A_PANEL = 0.8
"""Share of the height above the ground that a subject fills in a picture beside a page."""

_SECOND = 0.62
"""Size of a second subject relative to its size alone."""


@dataclass(frozen=True)
class DrawnSubject:
    """How a subject is drawn: a moving part in front of a still one.

    Args:
        size: Its height, in units.
        moving: Draws the moving part, for every frame.
        still: Draws the still part behind it, once.
        lift: How far it floats above the ground, in units.
        half: How far it reaches to either side, movement included, as a share of its height.
        indoors: Factor of its size in a room, where people are closer and small things are on a table.
    """

    size: float
    moving: Drawing | None = None
    still: Drawing | None = None
    lift: float = 0.0
    half: float = 0.45
    indoors: float = 0.64


def place(stage: Stage, subject: DrawnSubject, *, second: bool) -> list[Layer]:
    """The layers of one subject: the first at the focal point, the second smaller to its left."""
    x, y, size = spot(stage, subject, second=second)

    def placed(drawing: Drawing) -> Draw:
        def draw(canvas: Any, time_s: float) -> None:
            canvas.save()
            canvas.translate(x, y)
            drawing(canvas, stage, size, time_s)
            canvas.restore()

        return draw

    parts = ((subject.still, True), (subject.moving, False))
    return [Layer(0.6, placed(drawing), still=still) for drawing, still in parts if drawing]


def spot(stage: Stage, subject: DrawnSubject, *, second: bool = False) -> tuple[float, float, float]:
    """Foot and height of a subject in pixels."""
    size = subject.size * (_SECOND if second else 1.0) * stage.unit * (1.0 if stage.is_wide else 1.28)
    size *= subject.indoors if stage.plan.setting == "room" else 1.0
    x, y = stage.subject_x, stage.ground - subject.lift * stage.unit
    if second:
        x, y = x - (0.34 if stage.is_wide else 0.30) * stage.unit, y + 0.012 * stage.unit
        if stage.plan.setting == "space":
            y -= _HIGHER_IN_SPACE * stage.unit
    _, _, title_right, title_bottom = stage.title_box
    size = min(size, y - _EDGE * stage.height if stage.is_wide else _BELOW_TITLES * (y - title_bottom))
    if stage.look.has_text_column and not stage.is_wide:
        size = min(size, _IN_A_PANEL * (y - stage.picture_box[1]))
    beside_titles = stage.is_wide and y - size < title_bottom
    # Below the titles the whole width is free, also for a second subject that stands on the ground.
    left = title_right if beside_titles and (subject.lift > 0 or not second) else _EDGE * stage.width
    right = stage.width * (1 - _EDGE)
    size = min(size, (right - left) / 2 / subject.half)
    reach = subject.half * size
    return min(max(x, left + reach), right - reach), y, size
