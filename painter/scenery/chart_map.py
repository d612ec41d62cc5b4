"""The map setting: a map lying below the camera, with a route that draws itself and pins that drop on its stops."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import skia

from painter.craft import brush, noise, palette
from painter.craft.camera import ease, ease_out
from painter.craft.stage import Layer, Stage

_FAR = 2.2
"""How many times as far away the far edge of the map is as the near one."""
_DEPTH = 0.45
_STOPS_WIDE = ((0.10, 0.84), (0.33, 0.74), (0.55, 0.90), (0.63, 0.56), (0.79, 0.40), (0.93, 0.24))
_STOPS_TALL = ((0.10, 0.90), (0.42, 0.78), (0.22, 0.66), (0.62, 0.58), (0.84, 0.44))
"""The stops of a route, as shares of the frame, clear of the titles."""


class MapPlane:
    """Converts between map coordinates and pixels: `u` is across in widths, `v` is 0 at the far edge, 1 at the near.

    Args:
        stage: The stage the map fills from below the top of the frame.
    """

    def __init__(self, stage: Stage) -> None:
        self.top = stage.height * 0.10
        self._deep = (stage.floor - self.top) / (1 - 1 / _FAR)
        self._vanishing = stage.floor - self._deep
        self._middle = stage.width * 0.5
        self._wide = 1.15 * (stage.right - stage.left) * _FAR / 2

    def seen(self, u: Any, v: Any) -> brush.Points:
        """Points of the map in pixels, shape (n, 2)."""
        away = _FAR + (1 - _FAR) * np.asarray(v, float)
        return np.stack(
            [self._middle + np.asarray(u, float) * self._wide / away, self._vanishing + self._deep / away], axis=-1
        )

    def under(self, points: Any) -> brush.Points:
        """Coordinates on the map of points in pixels, shape (n, 2)."""
        x, y = np.asarray(points, float).T
        away = self._deep / (y - self._vanishing)
        return np.stack([(x - self._middle) * away / self._wide, (away - _FAR) / (1 - _FAR)], axis=-1)


def chart_map(stage: Stage) -> tuple[list[Layer], list[Layer]]:
    """A map of countries or of streets, as the plan or the seed chooses, with a journey across it."""
    plane = MapPlane(stage)
    stops = _stops(stage)
    streets = (stage.plan.variant or str(stage.rng("map").choice(("world", "world", "streets")))) == "streets"
    route = _along_streets(plane, stops) if streets else _smooth(stops)
    sheet = _streets(stage, plane) if streets else _world(stage, plane, stops)
    return [sheet, _grid(stage, plane), _journey(stage, route, stops)], []


def _stops(stage: Stage) -> brush.Points:
    shares = np.array(_STOPS_WIDE if stage.is_wide else _STOPS_TALL)
    jitter = stage.rng("stops").uniform(-0.022, 0.022, shares.shape)
    return (shares + jitter) * [stage.width, stage.height]


def _smooth(knots: brush.Points) -> brush.Points:
    """A smooth line through knots, shape (n, 2), with even steps."""
    ring = np.concatenate([knots[:1], knots, knots[-1:]])
    share = np.linspace(0, 1, 24, endpoint=False)[:, None]
    parts = []
    for before, start, end, after in zip(ring, ring[1:], ring[2:], ring[3:], strict=False):
        leave, arrive = (end - before) / 2, (after - start) / 2
        bend = start * (2 * share**3 - 3 * share**2 + 1) + leave * (share**3 - 2 * share**2 + share)
        parts.append(bend + end * (3 * share**2 - 2 * share**3) + arrive * (share**3 - share**2))
    return np.concatenate([*parts, knots[-1:]])


def _along_streets(plane: MapPlane, stops: brush.Points) -> brush.Points:
    """A line between the stops that keeps to the two directions of the streets."""
    on_map = plane.under(stops)
    corners = [on_map[0]]
    for point in on_map[1:]:
        corners += [np.array([corners[-1][0], point[1]]), point]
    fine = [
        first + (second - first) * share
        for first, second in itertools.pairwise(corners)
        for share in np.linspace(0, 1, 12)
    ]
    return plane.seen(*np.array(fine).T)


def _world(stage: Stage, plane: MapPlane, stops: brush.Points) -> Layer:
    """Land that rises from the sea in steps, like cut card."""
    colours, unit, rng = stage.plan.palette, stage.unit, stage.rng("lands")
    water = palette.mix(colours.sky_low, colours.sky_mid, 0.4)
    ground = palette.mix(colours.land_near, colours.accent, 0.10)
    centres = [*plane.under(stops), *rng.uniform((-0.9, -0.05), (0.9, 1.0), (7, 2))]
    lands = [_outline(rng, centre, float(rng.uniform(0.09, 0.17))) for centre in centres]

    def draw(canvas: Any, _: float) -> None:
        far, near = plane.top, stage.floor
        canvas.drawRect(
            skia.Rect(stage.left, far, stage.right, near),
            brush.vertical(far, near, palette.lighten(water, 0.03), water, palette.lighten(water, -0.06)),
        )
        canvas.save()
        canvas.clipRect(skia.Rect(stage.left, far, stage.right, near))
        for level, (size, light) in enumerate(((1.16, 0.05), (1.0, 0.14), (0.68, 0.19), (0.38, 0.25))):
            shape = skia.Path()
            for centre, ring in lands:
                points = plane.seen(*(centre + ring * size).T) - [0, 0.007 * unit * level]
                shape = skia.Op(shape, brush.curve(points[::2]), skia.kUnion_PathOp)
            colour = palette.lighten(water, light) if level == 0 else palette.lighten(ground, light)
            if level:
                canvas.save()
                canvas.translate(0, 0.007 * unit)
                canvas.drawPath(shape, brush.fill(palette.lighten(colour, -0.13)))
                canvas.restore()
            canvas.drawPath(shape, brush.fill(colour))
        canvas.restore()
        _haze(canvas, stage, plane)

    return Layer(_DEPTH, draw, top_px=plane.top - 0.02 * unit)


def _outline(rng: np.random.Generator, centre: brush.Points, size: float) -> tuple[brush.Points, brush.Points]:
    """A coast around a place on the map: its centre, and the offsets of the coast from there, shape (n, 2)."""
    angles = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    rough = noise.outline(rng, 72, bumps=5, octaves=3)
    ends = np.sin(angles / 2) ** 0.5
    reach = size * (1 + 0.42 * rough * ends)
    return centre, np.stack([np.cos(angles) * reach * 0.8, np.sin(angles) * reach * 1.15], axis=1)


def _streets(stage: Stage, plane: MapPlane) -> Layer:
    """Blocks of houses between straight streets, parks, and a river."""
    colours, unit, rng = stage.plan.palette, stage.unit, stage.rng("blocks")
    street = palette.lighten(palette.mix(colours.sky_low, colours.land_near, 0.25), 0.05)
    block, park = palette.lighten(street, -0.09), palette.mix(colours.land_near, "#5c8f63", 0.6)
    water = palette.mix(colours.sky_mid, colours.accent, 0.22)
    columns, rows = np.linspace(-1.05, 1.05, 27), np.linspace(-0.02, 1.02, 13)
    picks, heights = rng.random((12, 26)), rng.uniform(0.0, 0.022, (12, 26)) * unit
    down = np.linspace(-0.05, 1.05, 30)
    across = -0.28 + 0.10 * np.sin(down * 5 + float(rng.uniform(0, 6)))

    def draw(canvas: Any, _: float) -> None:
        canvas.drawRect(skia.Rect(stage.left, plane.top, stage.right, stage.floor), brush.fill(street))
        for row in range(12):
            for column in range(26):
                box = (columns[column] + 0.008, columns[column + 1] - 0.008, rows[row] + 0.010, rows[row + 1] - 0.010)
                pick = picks[row, column]
                colour = park if pick < 0.10 else palette.lighten(block, float(pick - 0.5) * 0.07)
                _block(canvas, plane, box, colour, 0.0 if pick < 0.10 else float(heights[row, column]))
        river = np.concatenate([plane.seen(across - 0.035, down), plane.seen(across + 0.035, down)[::-1]])
        canvas.drawPath(brush.polygon(river), brush.fill(water))
        _haze(canvas, stage, plane)

    return Layer(_DEPTH, draw, top_px=plane.top - 0.03 * unit)


def _block(canvas: Any, plane: MapPlane, box: tuple[float, float, float, float], colour: str, height: float) -> None:
    left, right, far, near = box
    corners = plane.seen([left, right, right, left], [far, far, near, near])
    roof = corners - [0, height * (0.5 + 0.5 * near)]
    if height > 1:
        canvas.drawPath(brush.polygon([*roof[2:], corners[3], corners[2]]), brush.fill(palette.lighten(colour, -0.10)))
    canvas.drawPath(brush.polygon(roof), brush.fill(palette.lighten(colour, 0.03) if height > 1 else colour))


def _haze(canvas: Any, stage: Stage, plane: MapPlane) -> None:
    """Fade the far edge into the backdrop."""
    if stage.is_flat:
        return
    tone = stage.plan.palette.sky_mid
    end = plane.top + 0.36 * stage.unit
    fade = [(0.0, tone, 1.0), (0.35, tone, 0.6), (1.0, tone, 0.0)]
    canvas.drawRect(
        skia.Rect(stage.left, plane.top - 0.03 * stage.unit, stage.right, end),
        brush.linear((0, plane.top), (0, end), fade),
    )
    canvas.save()
    canvas.translate(stage.subject_x, stage.ground)
    canvas.scale(1.2, 0.5)
    brush.glow(canvas, 0, 0, 0.7 * stage.unit, stage.plan.palette.light, 0.20)
    canvas.restore()


def _grid(stage: Stage, plane: MapPlane) -> Layer:
    """Lines of longitude and latitude."""
    line = brush.stroke(palette.lighten(stage.plan.palette.sky_low, 0.25), max(1.0, 0.0013 * stage.unit), 0.22)

    def draw(canvas: Any, _: float) -> None:
        ends = np.linspace(-1.05, 1.05, 15)
        brush.dashes(canvas, plane.seen(ends, np.full(15, 0.02)), plane.seen(ends, np.full(15, 1.0)), line)
        rows = np.linspace(0.06, 1.0, 9)
        brush.dashes(canvas, plane.seen(np.full(9, -1.05), rows), plane.seen(np.full(9, 1.05), rows), line)

    return Layer(_DEPTH, draw, top_px=plane.top)


def _journey(stage: Stage, route: brush.Points, stops: brush.Points) -> Layer:
    """The route, drawn from stop to stop; a pin drops where it arrives, and the last one sends out rings."""
    unit, colours = stage.unit, stage.plan.palette
    way = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(route, axis=0).T))])
    reached = [float(way[np.hypot(*(route - stop).T).argmin()] / way[-1]) for stop in stops]
    last_s = min(5.0, 0.72 * stage.plan.duration_s)
    planned = brush.stroke(palette.lighten(colours.sky_low, 0.3), 0.004 * unit, 0.6)
    planned.setPathEffect(skia.DashPathEffect.Make([0.001 * unit, 0.013 * unit], 0.0))
    under, line = (
        brush.stroke(palette.lighten(colours.sky_top, -0.05), 0.014 * unit, 0.4),
        brush.stroke(colours.accent, 0.0085 * unit),
    )
    whole = brush.polygon(route, close=False)

    def draw(canvas: Any, time_s: float) -> None:
        share = ease((time_s - 0.25) / last_s)
        canvas.drawPath(whole, planned)
        done = share * way[-1]
        head = np.array([np.interp(done, way, route[:, side]) for side in (0, 1)])
        drawn = np.concatenate([route[way < done], head[None]])
        if len(drawn) > 1:
            for paint in (under, line):
                canvas.drawPath(brush.polygon(drawn, close=False), paint)
        canvas.drawCircle(*head.tolist(), 0.010 * unit, brush.fill("#ffffff"))
        for stop, at in zip(stops.tolist(), reached, strict=True):
            arrived_s = time_s - 0.25 - last_s * _when(at)
            if arrived_s > 0:
                _rings(canvas, stage, stop, arrived_s, lasting=at > 0.99)
                _pin(canvas, stage, stop, arrived_s)

    return Layer(_DEPTH, draw, still=False)


def _when(share: float) -> float:
    """The time at which an eased move has covered a share of its way; both 0..1."""
    steps = np.linspace(0, 1, 65)
    return float(np.interp(share, [ease(step) for step in steps.tolist()], steps))


def _rings(canvas: Any, stage: Stage, stop: list[float], since_s: float, *, lasting: bool) -> None:
    if not lasting and since_s > 1.2:
        return
    share = (since_s / 1.2) % 1.0
    reach = (0.012 + 0.055 * ease_out(share)) * stage.unit
    oval = skia.Rect(stop[0] - reach, stop[1] - 0.45 * reach, stop[0] + reach, stop[1] + 0.45 * reach)
    canvas.drawOval(oval, brush.stroke(stage.plan.palette.accent, 0.004 * stage.unit, 0.8 * (1 - share)))


def _pin(canvas: Any, stage: Stage, stop: list[float], since_s: float) -> None:
    """A pin that falls and settles; larger the nearer it stands."""
    size = stage.unit * (0.055 + 0.055 * stop[1] / stage.height)
    fall = 1 - ease_out(since_s / 0.45)
    x, y = stop[0], stop[1] - fall * 0.22 * stage.unit
    canvas.drawOval(
        skia.Rect(x - 0.22 * size, stop[1] - 0.07 * size, x + 0.22 * size, stop[1] + 0.07 * size),
        brush.fill("#05060c", 0.4 * (1 - fall)),
    )
    colour = stage.plan.palette.accent
    for half, tone in ((0.36, palette.lighten(colour, -0.10)), (0.33, colour)):
        head = [
            (x, y),
            (x - 0.20 * size, y - 0.42 * size),
            (x - half * size, y - 0.72 * size),
            (x - 0.24 * size, y - 1.0 * size),
        ]
        head += [
            (x, y - 1.08 * size),
            (x + 0.24 * size, y - 1.0 * size),
            (x + half * size, y - 0.72 * size),
            (x + 0.20 * size, y - 0.42 * size),
        ]
        canvas.drawPath(brush.curve(head), brush.fill(tone))
    canvas.drawCircle(x, y - 0.73 * size, 0.14 * size, brush.fill("#ffffff"))
