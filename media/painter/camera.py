"""The camera's path: one eased move over the whole film."""

from __future__ import annotations

import math
from dataclasses import dataclass

from media.painter.plan import ScenePlan

_MOVES = {
    # x, y (shares of the frame) and zoom at the start and at the end
    "push": ((0.0, 0.0, 1.0), (0.012, 0.0, 1.11)),
    "pull": ((-0.012, 0.0, 1.11), (0.0, 0.0, 1.0)),
    "pan_right": ((-0.042, 0.0, 1.02), (0.042, 0.0, 1.02)),
    "pan_left": ((0.042, 0.0, 1.02), (-0.042, 0.0, 1.02)),
    "rise": ((0.0, 0.035, 1.0), (0.0, -0.035, 1.05)),
    "sink": ((0.0, -0.035, 1.05), (0.0, 0.035, 1.0)),
    "tilt_up": ((0.0, 0.035, 1.03), (0.0, -0.035, 1.03)),
    "tilt_down": ((0.0, -0.035, 1.03), (0.0, 0.035, 1.03)),
    "orbit": ((-0.06, 0.0, 1.04), (0.06, 0.0, 1.04)),
    "handheld": ((-0.01, 0.005, 1.05), (0.012, -0.004, 1.08)),
    "rack": ((0.012, 0.0, 1.04), (-0.012, 0.0, 1.07)),
}
MAX_ZOOM = 1.15


@dataclass(frozen=True)
class View:
    """Where the camera is: offsets in pixels for a layer of depth 1, and its zoom."""

    x_px: float
    y_px: float
    zoom: float


class Camera:
    """Turns a time into a view.

    Args:
        plan: The film; its move, mood and length set the path.
    """

    def __init__(self, plan: ScenePlan) -> None:
        self._plan = plan
        self._start, self._end = _MOVES[plan.camera]
        self._hand = {"calm": 0.0, "bright": 0.0, "epic": 0.5, "tense": 1.0}[plan.mood] * (plan.style == "cinematic")

    def view(self, time_s: float) -> View:
        """The view at a time in seconds."""
        share = glide(time_s / self._plan.duration_s)
        x, y, zoom = (a + (b - a) * share for a, b in zip(self._start, self._end, strict=True))
        sway = self._hand * 0.0016 * self._plan.width
        x_px = x * self._plan.width + sway * (math.sin(time_s * 1.3) + 0.6 * math.sin(time_s * 2.9 + 1))
        y_px = y * self._plan.height + sway * 0.7 * math.sin(time_s * 1.7 + 2)
        return View(x_px, y_px, zoom)


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
