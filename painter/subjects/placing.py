"""Where a subject stands in the frame and how large, so that it is never cut and never behind the titles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from painter.craft.stage import Draw, Layer, Stage
from painter.subjects.pen import Drawing

_EDGE = 0.045
"""Room kept free at the edges of the frame, as a share of its side; the camera's move takes most of it."""

_BELOW_TITLES = 0.86
"""Share of the height under the titles that a subject takes; the camera comes closer and takes the rest."""

_HIGHER_IN_SPACE = 0.26
"""How far the second subject is above the first where nothing stands on the ground, in units."""

_IN_A_PANEL = 0.8
"""Share of the height above the ground that a subject takes in a picture beside a page."""

_SECOND = 0.62
"""Size of the second subject relative to the size it has alone."""


@dataclass(frozen=True)
class DrawnSubject:
    """How to draw a subject: what moves, over what stands still.

    Args:
        size: Its height, in units.
        moving: Drawn for every frame.
        still: Drawn once, behind what moves.
        lift: How far it floats, in units.
        half: How far it reaches to either side, its movement included, as a share of its height.
        indoors: How much larger it is in a room: who stands on the floor is closer there, small things are on a table.
    """

    size: float
    moving: Drawing | None = None
    still: Drawing | None = None
    lift: float = 0.0
    half: float = 0.45
    indoors: float = 0.64


def place(stage: Stage, subject: DrawnSubject, *, second: bool) -> list[Layer]:
    """The layers of one subject: the first where the eye goes, the second smaller to its left."""
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
    # Below the titles the whole width is free, and so it is for a second one that stands on the ground.
    left = title_right if beside_titles and (subject.lift > 0 or not second) else _EDGE * stage.width
    right = stage.width * (1 - _EDGE)
    size = min(size, (right - left) / 2 / subject.half)
    reach = subject.half * size
    return min(max(x, left + reach), right - reach), y, size
