"""Draws what lights up a night: fireworks, a sparkler, a shooting star. They stand for emoji that are whole scenes."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from painter.craft import brush, palette
from painter.subjects.pen import Pen, sketch
from painter.subjects.placing import DrawnSubject

_EVERY_S, _LIVES_S, _CLIMBS_S = 0.6, 2.6, 0.7
_SPARKS, _RINGS = 46, 5
_COLOURS = ("#ffd36b", "#ff6b7f", "#7fd8ff", "#b58cff", "#8ff0a4", "#ffffff")
_BEFORE_S = 1.6
"""How long before the film the first rocket has risen, so that no film begins in the dark."""


def _fireworks(pen: Pen) -> None:
    """Rockets that climb one after another, burst and fall."""
    now = pen.time_s + _BEFORE_S
    newest = int(now / _EVERY_S)
    for number in range(max(0, newest - int((_LIVES_S + _CLIMBS_S) / _EVERY_S)), newest + 1):
        _rocket(pen, number, now - number * _EVERY_S)


@functools.lru_cache(maxsize=64)
def _rays(variation: int, number: int) -> tuple[float, float, float, NDArray[np.float64], NDArray[np.float64]]:
    """Where a rocket bursts, how far, the directions of its sparks and how bright each is."""
    rng = np.random.default_rng([variation, number])
    angles = np.linspace(0, math.tau, _SPARKS, endpoint=False) + rng.uniform(-0.05, 0.05, _SPARKS)
    far = np.where(np.arange(_SPARKS) % 2, 1.0, 0.62) * rng.uniform(0.9, 1.05, _SPARKS)
    rays = np.stack([np.cos(angles), np.sin(angles)], axis=1) * far[:, None]
    side = (-0.26, 0.24, -0.02, 0.30, -0.15)[number % _RINGS]
    x, y = side + float(rng.uniform(-0.06, 0.06)), float(rng.uniform(0.60, 0.80))
    return x, y, float(rng.uniform(0.19, 0.27)), rays, rng.uniform(0, math.tau, _SPARKS)


def _rocket(pen: Pen, number: int, age_s: float) -> None:
    x, y, reach, rays, turns = _rays(pen.stage.plan.variation, number)
    colour = "*" + _COLOURS[(number * 5 + pen.stage.plan.variation) % len(_COLOURS)]
    if age_s < _CLIMBS_S:
        share = 1 - (1 - age_s / _CLIMBS_S) ** 2
        low, high = y * max(0.0, share - 0.10), y * share
        pen.line([(x - 0.02, low), (x, high)], "*#ffe9b8", 0.008, 0.8)
        return
    share = (age_s - _CLIMBS_S) / _LIVES_S
    if share >= 1:
        return
    fade = (1 - share) ** 0.6
    if share < 0.16:
        pen.glow(x, y, reach * 1.5, colour[1:], 0.7 * (1 - share / 0.16))
    heads, tails = (_spread(pen, (x, y), rays * reach, max(0.0, share - behind)) for behind in (0.0, 0.07))
    width = 0.008 * pen.size
    brush.dashes(pen.canvas, tails, heads, brush.stroke(pen.tone(colour), width, 0.75 * fade))
    lit = np.sin(turns + 16 * share) > -0.2
    if lit.any():
        bright = palette.lighten(pen.tone(colour), 0.12)
        brush.dots(pen.canvas, heads[lit], 1.9 * width * (1 - 0.4 * share), bright, fade)


def _spread(pen: Pen, middle: tuple[float, float], rays: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    """Where sparks are, in pixels: they slow down and sink."""
    out = 1 - math.exp(-4.2 * share)
    sunk = np.array([0.0, 0.20 * share * share])
    found: NDArray[np.float64] = (np.array([middle[0], -middle[1]]) + rays * out + sunk) * pen.size
    return found


def _sparkler(pen: Pen) -> None:
    """A sparkler in the ground, whose sparks fly from its tip."""
    tip = 0.62
    pen.shadow(0.12)
    pen.line([(0.0, 0.0), (0.0, tip)], "#8b8f98", 0.02)
    pen.glow(0.0, tip, 0.42 + 0.03 * pen.wave(11), "#ffcf7a", 0.7)
    places = np.arange(60)
    ages = (pen.time_s * 2.3 + places * 0.618034) % 1.0
    angles = places * 2.399963 + np.floor(pen.time_s * 2.3 + places * 0.618034) * 1.7
    way = np.stack([np.cos(angles), -np.sin(angles)], axis=1) * (0.16 + 0.20 * (places % 5) / 4)[:, None]
    base = np.array([0.0, -tip])
    heads = (base + way * ages[:, None] + np.stack([0 * ages, 0.12 * ages**2], axis=1)) * pen.size
    tails = (base + way * np.maximum(0, ages - 0.28)[:, None]) * pen.size
    for part, colour in enumerate(("#ffe9a8", "#ffc861", "#fff7e0")):
        paint = brush.stroke(colour, 0.011 * pen.size, 0.9)
        brush.dashes(pen.canvas, tails[part::3], heads[part::3], paint)
    pen.disc(0.0, tip, 0.035, "*#fff7e0")


def _shooting_star(pen: Pen) -> None:
    """A star that crosses the sky with a tail, again and again."""
    share = 0.15 + 0.85 * ((pen.time_s + 0.5) % 2.2 / 2.2)
    fade = math.sin(math.pi * share) ** 0.6
    x, y = 0.55 - 1.1 * share, 0.95 - 0.62 * share
    for reach, width, opacity in ((0.62, 0.016, 0.22), (0.46, 0.028, 0.35), (0.26, 0.042, 0.6)):
        pen.line([(x, y), (x + reach, y + 0.564 * reach)], "*#fff1c4", width, opacity * fade)
    pen.glow(x, y, 0.26, "#ffe7a0", 0.7 * fade)
    corners = [
        (x + size * math.sin(turn * math.pi / 5), y + size * math.cos(turn * math.pi / 5))
        for turn in range(10)
        for size in ((0.10, 0.045)[turn % 2],)
    ]
    pen.shape(corners, "*#fff6d8", fade, smooth=False)


SPECTACLES: Mapping[str, DrawnSubject] = {
    "🎆": DrawnSubject(0.95, sketch(_fireworks), half=0.5),
    "🎇": DrawnSubject(0.40, sketch(_sparkler), half=0.42),
    "🌠": DrawnSubject(0.46, sketch(_shooting_star), half=0.62),
}
"""What is drawn by hand for emoji, by their folded form."""
