"""What never stands still in a place: grass in the wind, birds, and what the air carries.

Everything here is small and cheap, a few dozen lines or dots a frame, so that a scene without any action still lives.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import skia

from painter.craft import brush, palette
from painter.craft.stage import Layer, Stage

_GUST_S = 4.6
_BLADES = 5
_FLOCKS = frozenset({"mountains", "hills", "lake", "sea", "city", "desert", "snow"})
_GRASSY = frozenset({"mountains", "hills", "forest"})
_SHADOWED = frozenset({"mountains", "hills", "desert", "snow", "map"})
_OWN_SKY = frozenset({"bird", "butterfly", "owl", "plane", "balloon", "drone", "kite"})
"""Subjects that have the sky to themselves."""


def layers(stage: Stage) -> list[Layer]:
    """The layers in front of the scenery, behind the weather; none behind a card or where the place moves by itself."""
    if stage.plan.card is not None:
        return []
    found: list[Layer] = []
    if stage.plan.setting in _GRASSY and not (stage.plan.season == "winter" and stage.plan.setting != "forest"):
        found.append(_grass(stage))
    carried = _CARRIED.get(stage.plan.setting)
    if carried and stage.plan.weather not in {"rain", "snow"}:
        found += carried(stage)
    return found


def behind(stage: Stage) -> list[Layer]:
    """The layers between the scenery and the subject: shadows of clouds on the land, and birds."""
    if stage.plan.card is not None:
        return []
    return [*_cloud_shadows(stage), *_birds(stage)]


def _cloud_shadows(stage: Stage) -> list[Layer]:
    """Shadows of clouds that wander over the land, where a style has soft ones."""
    shadowed = stage.plan.setting in _SHADOWED and not stage.is_night and stage.plan.weather == "clear"
    if not shadowed or stage.look.ink not in {"plain", "watercolor"}:
        return []
    rng, unit = stage.rng("cloud shadows"), stage.unit
    drift = 0.06 * unit
    reach = drift * stage.plan.duration_s + 0.5 * unit
    top = stage.horizon + (0.03 if stage.plan.setting in {"desert", "map"} else 0.055) * unit
    count = math.ceil((stage.width + 2 * stage.margin + reach) / (0.8 * unit))
    xs = stage.left - reach + (np.arange(count) + rng.uniform(0, 0.5, count)) * 0.8 * unit
    ys, halves = rng.uniform(top + 0.05 * unit, stage.height, count), rng.uniform(0.20, 0.34, count) * unit
    shade = palette.mix(palette.lighten(stage.land(1.0), -0.2), stage.plan.palette.sky_top, 0.3)

    def draw(canvas: Any, _: float) -> None:
        canvas.save()
        canvas.clipRect(skia.Rect(-reach + stage.left, top, stage.right + reach, stage.floor))
        for x, y, half in zip(xs.tolist(), ys.tolist(), halves.tolist(), strict=True):
            oval = skia.Rect(x - half, y - 0.2 * half, x + half, y + 0.2 * half)
            paint = brush.fill(shade, 0.16 if stage.is_flat else 0.26)
            canvas.drawOval(oval, paint if stage.is_flat else brush.blurred(paint, 0.03 * unit))
        canvas.restore()

    return [Layer(0.5, draw, top_px=top, drift_px_s=drift, soft=True)]


def _birds(stage: Stage) -> list[Layer]:
    """A small flock that crosses the sky beside the titles, gliding and flapping in turns."""
    plan = stage.plan
    if plan.setting not in _FLOCKS or stage.is_night or plan.weather not in {"clear", "fog"}:
        return []
    if plan.shot in {"close", "detail"} or not _OWN_SKY.isdisjoint(plan.subjects):
        return []
    rng, unit = stage.rng("birds"), stage.unit
    count = int(rng.integers(4, 8))
    way = 1.0 if rng.random() < 0.5 else -1.0
    speed = way * float(rng.uniform(0.035, 0.055)) * unit
    left, top, right, _ = stage.picture_box
    start = (left + 0.74 * (right - left)) if stage.is_wide and not stage.look.has_text_column else (left + right) / 2
    start -= speed * min(stage.plan.duration_s, 10) / 2
    high = top + (stage.horizon - top) * float(rng.uniform(0.34, 0.50)) if stage.is_wide else stage.horizon * 0.62
    offsets = np.stack([rng.uniform(-0.17, 0.17, count), rng.uniform(-0.055, 0.055, count)], axis=1) * unit
    spans = rng.uniform(0.010, 0.017, count) * unit
    paces, turns = rng.uniform(5.5, 8.0, count), rng.uniform(0, 6.3, count)
    colour = palette.mix(stage.land(0.75), stage.plan.palette.sky_mid, 0.25)
    pen = brush.stroke(colour, max(1.0, 0.0026 * unit), 0.85)

    def draw(canvas: Any, time_s: float) -> None:
        beats = np.sin(paces * time_s + turns) * (0.5 + 0.5 * np.sin(0.9 * time_s + turns))
        lifts = spans * (0.42 + 0.50 * beats)
        middles = np.stack(
            [
                start + offsets[:, 0] + speed * time_s,
                high + offsets[:, 1] + 0.012 * unit * np.sin(0.7 * time_s + turns),
            ],
            axis=1,
        )
        elbows = 0.6 * np.maximum(lifts, 0)
        for side in (-1.0, 1.0):
            bent = middles + np.stack([0.45 * side * spans, -elbows], axis=1)
            brush.dashes(canvas, middles, bent, pen)
            brush.dashes(canvas, bent, middles + np.stack([side * spans, -lifts], axis=1), pen)

    return [Layer(0.12, draw, still=False)]


def _grass(stage: Stage) -> Layer:
    """Tufts along the lower edge of the picture, which bow as gusts pass."""
    rng, unit = stage.rng("blades"), stage.unit
    tufts = round(19 * (stage.right - stage.left) / stage.width)
    top = stage.ground + (0.17 if stage.plan.setting != "mountains" else 0.155) * unit
    middles = np.stack(
        [rng.uniform(stage.left, stage.right, tufts), rng.uniform(top, top + 0.11 * unit, tufts)], axis=1
    )
    fan = np.tile(np.linspace(-1, 1, _BLADES), tufts) + rng.normal(0, 0.18, tufts * _BLADES)
    roots = np.repeat(middles, _BLADES, axis=0) + np.stack([fan * 0.006 * unit, np.abs(fan) * 0.002 * unit], axis=1)
    lengths = rng.uniform(0.026, 0.054, tufts * _BLADES) * unit * (1 - 0.2 * np.abs(fan))
    leans, turns = 0.42 * fan, np.repeat(rng.uniform(0, 1.1, tufts), _BLADES)
    colour = stage.land(1.0)
    pens = [brush.stroke(palette.lighten(colour, shade), max(1.0, 0.0034 * unit), 0.95) for shade in (-0.07, 0.06)]

    def draw(canvas: Any, time_s: float) -> None:
        gust = np.sin(2 * math.pi * time_s / _GUST_S - roots[:, 0] / (0.55 * unit) + turns)
        lean = leans + 0.20 * gust + 0.07 * np.sin(5.3 * time_s + turns * 9)
        tips = roots + np.stack([1.15 * lean * lengths, -lengths * (1 - 0.18 * lean**2)], axis=1)
        for part, pen in enumerate(pens):
            brush.dashes(canvas, roots[part::2], tips[part::2], pen)

    return Layer(1.0, draw, still=False)


def _drifting(
    stage: Stage, name: str, count: int, *, across: float, down: float, span: tuple[float, float]
) -> Callable[[float], brush.Points]:
    """Where specks of the air are at a time: they drift `across` and `down` in units a second, and sway.

    Args:
        stage: The stage.
        name: Seeds them.
        count: How many.
        across: Units a second to the right.
        down: Units a second down; they come back at the other end.
        span: Where they are, as shares of the height.
    """
    rng, unit = stage.rng(name), stage.unit
    places = rng.uniform(0, 1, (count, 2))
    paces, turns = rng.uniform(0.6, 1.4, count), rng.uniform(0, 6.3, count)
    wide, top, high = stage.width * 1.1, stage.height * span[0], stage.height * (span[1] - span[0])

    def at(time_s: float) -> brush.Points:
        sway = 0.014 * unit * np.sin(1.3 * paces * time_s + turns)
        x = (places[:, 0] * wide + across * unit * paces * time_s + sway) % wide - 0.05 * stage.width
        y = (places[:, 1] * high + down * unit * paces * time_s + 0.5 * sway) % high + top
        return np.stack([x, y], axis=1)

    return at


def _specks(
    stage: Stage, at: Callable[[float], brush.Points], size: float, colour: str, opacity: float, *, glow: bool = False
) -> Layer:
    """Round specks; `size` in units. Those that glow come and go like fireflies."""

    def draw(canvas: Any, time_s: float) -> None:
        spots = at(time_s)
        groups = 3 if glow else 2
        for part in range(groups):
            shine = 0.25 + 0.75 * max(0.0, math.sin(1.9 * time_s + 2.1 * part)) if glow else 1.0
            width = max(1.0, size * stage.unit * (0.7 + 0.5 * part))
            if glow and not stage.is_flat:
                brush.dots(canvas, spots[part::groups], width * 3.2, colour, 0.22 * shine * opacity)
            brush.dots(canvas, spots[part::groups], width, colour, opacity * shine)

    return Layer(0.0, draw, still=False)


def _leaves(stage: Stage, at: Callable[[float], brush.Points], colours: list[str], size: float) -> Layer:
    """Leaves or petals that turn as they fall; `size` in units."""
    rng = stage.rng("turning leaves")
    count = len(at(0.0))
    paces, turns = rng.uniform(1.2, 2.6, count), rng.uniform(0, 6.3, count)
    sizes = rng.uniform(0.7, 1.3, count) * size * stage.unit
    paints = [brush.fill(colour, 0.95) for colour in colours]

    def draw(canvas: Any, time_s: float) -> None:
        angles, tilts = paces * time_s + turns, 0.25 + 0.75 * np.abs(np.sin(0.8 * paces * time_s + turns))
        along = np.stack([np.cos(angles), np.sin(angles)], axis=1) * sizes[:, None]
        aside = np.stack([-np.sin(angles), np.cos(angles)], axis=1) * (0.42 * sizes * tilts)[:, None]
        spots = at(time_s)
        corners = np.stack([spots - along, spots + aside, spots + along, spots - aside], axis=1)
        for index, leaf in enumerate(corners.tolist()):
            canvas.drawPath(brush.polygon([(x, y) for x, y in leaf]), paints[index % len(paints)])

    return Layer(0.0, draw, still=False)


def _meadow_air(stage: Stage) -> list[Layer]:
    """Fireflies by night; leaves in autumn, petals in spring, else seeds that float."""
    if stage.is_night:
        at = _drifting(stage, "fireflies", 21, across=0.012, down=-0.006, span=(0.62, 0.97))
        return [_specks(stage, at, 0.0055, "#ffe98a", 0.95, glow=True)]
    if stage.plan.season in {"autumn", "spring"}:
        tones = (
            ("#d9772b", "#b8452a", "#e0a83c") if stage.plan.season == "autumn" else ("#f7b6cb", "#ffd9e4", "#f39ab8")
        )
        at = _drifting(stage, "leaves", 13, across=-0.035, down=0.075, span=(-0.04, 1.04))
        return [_leaves(stage, at, [stage.lit(tone) for tone in tones], 0.0105)]
    at = _drifting(stage, "seeds", 24, across=0.028, down=-0.010, span=(0.30, 0.98))
    return [_specks(stage, at, 0.0042, palette.mix(stage.plan.palette.light, "#ffffff", 0.4), 0.75)]


def _city_air(stage: Stage) -> list[Layer]:
    """Leaves in autumn and petals in spring."""
    return _meadow_air(stage) if stage.plan.season in {"autumn", "spring"} and not stage.is_night else []


def _blown(stage: Stage, name: str, colour: str, opacity: float, span: tuple[float, float]) -> Layer:
    """Streaks that the wind drives over the ground: sand, or snow."""
    rng, unit = stage.rng(name), stage.unit
    at = _drifting(stage, name, 34, across=0.30, down=0.004, span=span)
    lengths = rng.uniform(0.02, 0.075, 34) * unit
    pens = [
        brush.stroke(colour, max(1.0, width * unit), opacity * share) for width, share in ((0.0022, 1), (0.004, 0.55))
    ]

    def draw(canvas: Any, time_s: float) -> None:
        starts = at(time_s)
        ends = starts - np.stack([lengths, -0.06 * lengths], axis=1)
        for part, pen in enumerate(pens):
            brush.dashes(canvas, starts[part::2], ends[part::2], pen)

    return Layer(0.0, draw, still=False)


def _desert_air(stage: Stage) -> list[Layer]:
    sand = palette.lighten(palette.mix(stage.land(0.6), stage.plan.palette.light, 0.45), 0.05)
    low = stage.horizon / stage.height
    return [_blown(stage, "sand", sand, 0.55, (low + 0.02, 0.98))]


def _snow_air(stage: Stage) -> list[Layer]:
    at = _drifting(stage, "crystals", 30, across=0.05, down=0.03, span=(0.2, 1.0))
    low = stage.horizon / stage.height
    return [
        _blown(stage, "spindrift", "#ffffff", 0.34, (low + 0.04, 0.98)),
        _specks(stage, at, 0.0042, "#ffffff", 0.85),
    ]


def _space_air(stage: Stage) -> list[Layer]:
    """Dust that drifts past, and a shooting star every few seconds."""
    at = _drifting(stage, "star dust", 56, across=-0.022, down=0.006, span=(0.0, 0.95))
    dust = _specks(stage, at, 0.0032, palette.mix(stage.plan.palette.light, "#ffffff", 0.5), 0.75)
    return [dust, _shooting_star(stage)]


def _shooting_star(stage: Stage) -> Layer:
    rng, unit = stage.rng("shooting stars"), stage.unit
    every_s, lasts_s = 2.6, 0.75
    count = math.ceil(stage.plan.duration_s / every_s) + 1
    left, top, right, _ = stage.picture_box
    places = rng.uniform((left + 0.35 * (right - left), top + 0.05 * unit), (right, top + 0.30 * unit), (count, 2))
    delays = rng.uniform(0.2, 1.4, count)

    def draw(canvas: Any, time_s: float) -> None:
        index = min(count - 1, int(time_s / every_s))
        age = (time_s - index * every_s - float(delays[index])) / lasts_s
        if not 0 <= age < 1:
            return
        x, y = places[index].tolist()
        head = (x - 0.34 * unit * age, y + 0.15 * unit * age)
        for reach, width, opacity in ((0.10, 0.0022, 0.35), (0.045, 0.0034, 0.9)):
            fade = math.sin(math.pi * age)
            tail = (head[0] + reach * unit * fade, head[1] - 0.44 * reach * unit * fade)
            canvas.drawLine(*head, *tail, brush.stroke("#ffffff", max(1.0, width * unit), opacity * fade))

    return Layer(0.02, draw, still=False)


def _studio_air(stage: Stage) -> list[Layer]:
    """A band of light that passes over the backdrop."""
    wide = 0.22 * stage.unit
    every_s = 4.5
    start = float(stage.rng("sweep").uniform(0, 1))
    shine = palette.lighten(stage.plan.palette.light, 0.1)

    def draw(canvas: Any, time_s: float) -> None:
        share = (start + time_s / every_s) % 1.0
        x = stage.left + share * (stage.right - stage.left + 2 * wide) - wide
        lean = 0.28 * stage.height
        for inset, opacity in ((0.0, 0.035), (0.35, 0.05)):
            left, right = x + inset * wide, x + wide - 0.5 * inset * wide
            band = [(left + lean, -stage.margin), (right + lean, -stage.margin)]
            band += [(right - lean, stage.floor), (left - lean, stage.floor)]
            canvas.drawPath(brush.polygon(band), brush.fill(shine, opacity * math.sin(math.pi * share)))

    at = _drifting(stage, "studio dust", 16, across=0.010, down=-0.014, span=(0.05, 0.95))
    return [Layer(0.1, draw, still=False), _specks(stage, at, 0.0038, shine, 0.5)]


def _stadium_air(stage: Stage) -> list[Layer]:
    """Paper that the stands throw."""
    colours = stage.plan.palette
    at = _drifting(stage, "confetti", 26, across=0.012, down=0.085, span=(-0.04, 0.80))
    return [_leaves(stage, at, [colours.accent, stage.lit("#f4f1e8"), palette.lighten(colours.accent, 0.14)], 0.0075)]


_CARRIED: dict[str, Callable[[Stage], list[Layer]]] = {
    "mountains": _meadow_air,
    "hills": _meadow_air,
    "forest": _meadow_air,
    "lake": _meadow_air,
    "city": _city_air,
    "desert": _desert_air,
    "snow": _snow_air,
    "space": _space_air,
    "stadium": _stadium_air,
    "studio": _studio_air,
}
