"""The camera: how a shot is framed, and the one eased move that it makes."""

from __future__ import annotations

import math
from dataclasses import dataclass

from painter.craft.styles import LOOKS
from painter.plan import ScenePlan

_MOVES = {
    # x and y (shares of the frame) and zoom, at the start and at the end
    "push": ((0.0, 0.0, 1.0), (0.012, 0.0, 1.11)),
    "pull": ((-0.012, 0.0, 1.11), (0.0, 0.0, 1.0)),
    "pan_right": ((-0.042, 0.0, 1.02), (0.042, 0.0, 1.02)),
    "pan_left": ((0.042, 0.0, 1.02), (-0.042, 0.0, 1.02)),
    "rise": ((0.0, 0.035, 1.0), (0.0, -0.035, 1.05)),
    "sink": ((0.0, -0.035, 1.05), (0.0, 0.035, 1.0)),
    "tilt_up": ((0.0, 0.03, 1.03), (0.0, -0.03, 1.04)),
    "tilt_down": ((0.0, -0.03, 1.04), (0.0, 0.03, 1.03)),
    "orbit": ((-0.07, 0.0, 1.03), (0.07, 0.0, 1.05)),
    "handheld": ((-0.012, 0.006, 1.05), (0.014, -0.004, 1.09)),
    "rack": ((0.014, 0.0, 1.03), (-0.014, 0.0, 1.06)),
}
MAX_ZOOM = 1.15
SUBJECT_DEPTH = 0.6
"""The depth at which subjects stand, around which an orbit turns."""

_BREATH_S = 12.0
"""A shot longer than this moves there and back; one slow move would seem to stand still."""

_TILT_FROM = 0.06
_ORBIT_FROM = 0.1
"""From these depths on layers follow a tilt or an orbit in full; the sky, infinitely far, does not follow."""


@dataclass(frozen=True)
class View:
    """The camera at one moment: its offset in pixels for a layer of depth 1, its zoom, and how it turns.

    `orbit` 0..1 keeps the subject in place while the rest passes by; `tilt` 0..1 moves near and far layers up and down
    alike.
    """

    x_px: float
    y_px: float
    zoom: float
    orbit: float = 0.0
    tilt: float = 0.0

    def offset(self, depth: float) -> tuple[float, float]:
        """How far a layer is moved against the camera, in pixels."""
        held = self.orbit * SUBJECT_DEPTH * min(1.0, depth / _ORBIT_FROM)
        follows = depth + self.tilt * (min(1.0, depth / _TILT_FROM) - depth)
        return -self.x_px * (depth - held), -self.y_px * follows

    def scale(self, depth: float) -> float:
        """How much larger a layer is seen."""
        return 1 + (self.zoom - 1) * depth


class Camera:
    """Turns a time into a view.

    Args:
        plan: The shot; its move, mood and length set the path.
    """

    def __init__(self, plan: ScenePlan) -> None:
        self._plan = plan
        self._start, self._end = _MOVES[plan.camera]
        self._hand = {"calm": 0.0, "bright": 0.0, "epic": 0.5, "tense": 1.0}[plan.mood] * LOOKS[plan.style].hand
        if plan.camera == "handheld":
            self._hand = 2.2

    def view(self, time_s: float) -> View:
        """The view at a time in seconds."""
        share = self._share(time_s)
        x, y, zoom = (a + (b - a) * share for a, b in zip(self._start, self._end, strict=True))
        sway = self._hand * 0.0016 * self._plan.width
        x_px = x * self._plan.width + sway * (math.sin(time_s * 1.3) + 0.6 * math.sin(time_s * 2.9 + 1))
        y_px = y * self._plan.height + sway * 0.7 * math.sin(time_s * 1.7 + 2)
        camera = self._plan.camera
        return View(x_px, y_px, zoom, float(camera == "orbit"), float(camera in {"tilt_up", "tilt_down"}))

    def path(self) -> list[View]:
        """Views along the whole move of the shot."""
        steps = max(8, math.ceil(self._plan.duration_s * 2))
        return [self.view(self._plan.duration_s * step / steps) for step in range(steps + 1)]

    def _share(self, time_s: float) -> float:
        """How much of the way is done, 0..1."""
        if self._plan.duration_s <= _BREATH_S:
            share = time_s / self._plan.duration_s
            # A shot that goes on after its end moves back, and there again.
            return glide(share) if share <= 1 else glide(1 - abs(share % 2 - 1))
        legs = round(self._plan.duration_s / _BREATH_S) + 1
        turn = time_s / self._plan.duration_s * legs
        return 0.5 - 0.5 * math.cos(math.pi * turn)


@dataclass(frozen=True)
class Framing:
    """How a shot differs from the wide shot, for which scenery is laid out.

    Layers are enlarged around `centre` (pixels), near ones more, and then moved so that the subject is in the picture.
    """

    centre: tuple[float, float]
    zoom: float = 1.0
    x_px: float = 0.0
    y_px: float = 0.0

    def scale(self, depth: float) -> float:
        """How much larger a layer is drawn."""
        return 1 + (self.zoom - 1) * min(depth, 1.2)

    def offset(self, depth: float) -> tuple[float, float]:
        """How far a layer is moved, in pixels."""
        return self.x_px * depth, self.y_px * min(1.0, depth / _TILT_FROM)


def glide(share: float) -> float:
    """Ease in and out without ever standing still; 0..1 to 0..1."""
    share = min(1.0, max(0.0, share))
    return 0.45 * share + 0.55 * ease(share)


def ease(share: float) -> float:
    """Ease in and out; 0..1 to 0..1, clamped outside."""
    share = min(1.0, max(0.0, share))
    return share * share * (3 - 2 * share)


def ease_out(share: float) -> float:
    """Arrive quickly and settle; 0..1 to 0..1, clamped outside."""
    return 1 - (1 - min(1.0, max(0.0, share))) ** 3
