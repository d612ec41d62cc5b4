"""What a style adds to the whole picture: paper, frames, grids, and the pixels of an old screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from painter.craft import brush, light, noise, palette
from painter.craft.camera import ease_out
from painter.craft.ink import unwrapped
from painter.craft.inks import inked
from painter.craft.stage import Layer, Stage
from painter.craft.styles import LOOKS
from painter.craft.typesetting import ShapedLine
from painter.plan import ScenePlan

_TILE_PX = 256
_COLOURS = 28
_BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]]) / 16 - 0.47

Pixels = NDArray[np.uint8]


def dressed(stage: Stage, layers: list[Layer]) -> list[Layer]:
    """The scenery in the style's ink, with what the style adds behind the land and in front of everything."""
    sky_layers, rest = layers[:1], layers[1:]
    front = _FRONTS.get(stage.plan.style)
    back = _BACKS.get(stage.plan.style)
    return [
        *inked(stage, sky_layers),
        *([Layer(0.0, lambda canvas, _: back(canvas, stage), soft=True)] if back else []),
        *inked(stage, rest),
        *(front(stage) if front else []),
    ]


def stepped(plan: ScenePlan, time_s: float) -> float:
    """The time in seconds of the picture shown at a time; earlier in styles with few pictures a second."""
    steps = LOOKS[plan.style].steps_per_s
    return time_s if not steps or steps >= plan.fps else int(time_s * steps + 1e-6) / steps


class PixelScreen:
    """The coarse pixels and few colours of an old screen.

    Args:
        plan: The film, at its full size.
    """

    def __init__(self, plan: ScenePlan) -> None:
        self._times = max(2, round(min(plan.width, plan.height) / LOOKS[plan.style].rows))
        self.plan = plan.model_copy(
            update={"width": -(-plan.width // self._times), "height": -(-plan.height // self._times)}
        )
        self.buffer: Pixels = np.zeros((self.plan.height, self.plan.width, 4), np.uint8)
        self._dither = np.tile(_BAYER, (self.plan.height // 4 + 1, self.plan.width // 4 + 1))
        self._dither = self._dither[: self.plan.height, : self.plan.width, None] * 15
        self._nearest: Pixels | None = None

    def learn(self, frames: Pixels) -> None:
        """Choose the colours from frames of the film, shape (frames, rows, columns, 4)."""
        self._nearest = _nearest(_few_colours(frames[..., :3].reshape(-1, 3)[::3].astype(float)))

    def enlarge(self, into: Pixels) -> None:
        """Write `buffer` to a frame of full size."""
        small = self.buffer
        if self._nearest is not None:
            levels = np.clip(small[..., :3] + self._dither, 0, 255).astype(np.int32) >> 3
            small = self._nearest[(levels[..., 0] << 10) | (levels[..., 1] << 5) | levels[..., 2]]
        wide = np.repeat(small, self._times, axis=1)[:, : into.shape[1]]
        for row in range(self._times):
            rows = into[row :: self._times]
            rows[:] = wide[: len(rows)]


def _few_colours(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    """The few colours that represent samples of shape (n, 3) best: k-means, always from the same start."""
    order = samples[np.argsort(samples @ np.array([2.0, 4.0, 1.0]), kind="stable")]
    centres = order[np.linspace(0, len(order) - 1, _COLOURS).astype(int)]
    rare = order[np.argsort(-(order.max(axis=1) - order.min(axis=1)), kind="stable")[:: max(1, len(order) // 60)]]
    centres[1::4] = rare[: len(centres[1::4])]
    for _ in range(8):
        near = _closest(samples, centres)
        for index in range(_COLOURS):
            if (chosen := near == index).any():
                centres[index] = samples[chosen].mean(axis=0)
    return np.asarray(centres)


def _nearest(colours: NDArray[np.float64]) -> Pixels:
    """The nearest of the few colours for every colour of five bits a channel, uint8 of shape (32768, 4)."""
    levels = np.arange(32) * 8.0 + 4
    grid = np.stack(np.meshgrid(levels, levels, levels, indexing="ij"), axis=-1).reshape(-1, 3)
    table = np.full((len(grid), 4), 255, np.uint8)
    table[:, :3] = colours[_closest(grid, colours)].round()
    return table


def _closest(samples: NDArray[np.float64], colours: NDArray[np.float64]) -> NDArray[np.intp]:
    """For each of the samples, shape (n, 3), which of a few colours is the closest."""
    return np.asarray(((colours**2).sum(axis=1) - 2 * samples @ colours.T).argmin(axis=1))


def _vignette(stage: Stage) -> list[Layer]:
    return light.layers(stage)


def _grain(stage: Stage, name: str, strength: float) -> Any:
    """A repeating paint of darker and lighter paper fibres; `strength` 0..1 is the opacity of the strongest."""
    rng = stage.rng(name)
    field = sum(
        (
            rng.standard_normal((_TILE_PX // size, _TILE_PX // size)).repeat(size, axis=0).repeat(size, axis=1) * share
            for size, share in ((1, 0.55), (2, 0.5), (4, 0.25))
        ),
        np.zeros((_TILE_PX, _TILE_PX)),
    )
    pixels = np.zeros((_TILE_PX, _TILE_PX, 4), np.uint8)
    pixels[..., :3] = np.where(field > 0, 255, 30)[..., None]
    pixels[..., 3] = np.clip(np.abs(field) / 2, 0, 1) * 255 * strength
    repeat = skia.TileMode.kRepeat
    return skia.Paint(Shader=brush.picture(pixels).makeShader(repeat, repeat, skia.SamplingOptions()))


def _still(stage: Stage, draw: Callable[[Any], None]) -> Layer:
    """What lies over the whole frame, the same in all beats of one place and hour."""
    plan = stage.plan
    key = plan.style, plan.variation, plan.palette, plan.time_of_day, plan.setting, plan.subjects, stage.is_covered
    return Layer(0.0, lambda canvas, _: draw(canvas), soft=True, key=key)


def _paper(stage: Stage) -> list[Layer]:
    """A frame of card that casts its shadow into the picture, and fibres over everything."""
    colours, unit = stage.plan.palette, stage.unit
    by_day = palette.mix(colours.light, colours.sky_low, 0.25)
    card = palette.lighten(colours.sky_top, 0.06) if stage.is_night else by_day
    inset = 0.026 * unit
    hole = skia.Path.RRect(skia.Rect(inset, inset, stage.width - inset, stage.height - inset), inset * 0.6, inset * 0.6)
    cuts = skia.DiscretePathEffect.Make(0.05 * unit, 0.0022 * unit, int(stage.rng("frame").integers(1, 1 << 20)))
    rough = skia.PathEffect.MakeCompose(skia.CornerPathEffect.Make(0.02 * unit), cuts)

    def draw(canvas: Any) -> None:
        shadow = brush.stroke("#1a1020", 0.03 * unit, 0.5)
        canvas.drawPath(hole, brush.blurred(shadow, 0.012 * unit))
        sheet = brush.stroke(card, inset * 2.2)
        sheet.setStrokeJoin(skia.Paint.kMiter_Join)
        edge = brush.stroke(palette.lighten(card, 0.08), max(1.0, 0.003 * unit))
        for paint in (sheet, edge):
            paint.setPathEffect(rough)
        outer = skia.Path.Rect(skia.Rect(0, 0, stage.width, stage.height))
        canvas.drawPath(outer, sheet)
        canvas.drawPaint(_grain(stage, "fibres", 0.075))

    return [_still(stage, draw)]


def _neon(stage: Stage) -> list[Layer]:
    """Dark corners, so that the tubes in the middle shine."""
    radius = 0.56 * float(np.hypot(stage.width, stage.height))
    shade = [(0.0, "#04020a", 0.0), (0.5, "#04020a", 0.0), (1.0, "#04020a", 0.72)]
    centre = stage.width / 2, stage.height / 2
    return [_still(stage, lambda canvas: canvas.drawPaint(brush.radial(*centre, radius, shade)))]


def _neon_sky(canvas: Any, stage: Stage) -> None:
    """The glow of everything behind the horizon."""
    colours = stage.plan.palette
    canvas.save()
    canvas.translate(stage.subject_x, stage.horizon)
    canvas.scale(1.9, 0.62)
    brush.glow(canvas, 0, 0, stage.unit * 0.9, colours.accent, 0.34)
    brush.glow(canvas, -0.2 * stage.unit, 0, stage.unit * 0.5, colours.light, 0.22)
    canvas.restore()


def _editorial_sky(canvas: Any, stage: Stage) -> None:
    """A halftone that thins out from the top of the picture."""
    pitch = max(4.0, 0.0105 * stage.unit)
    left, top, right, _ = stage.picture_box
    shade = palette.lighten(stage.plan.palette.sky_top, -0.10 if not stage.is_night else 0.08)
    reach = (stage.horizon - top) * 0.75
    for row in range(int(reach / pitch * 2)):
        y = top + row * pitch / 2
        size = pitch * 0.62 * (1 - (y - top) / reach) ** 1.1
        x = np.arange(left + (row % 2) * pitch / 2, right + pitch, pitch)
        brush.dots(canvas, np.stack([x, np.full(len(x), y)], axis=1), size, shade)


def _editorial(stage: Stage) -> list[Layer]:
    """The page around the picture, with its rules."""
    paper, ink = stage.page
    left, top, right, bottom = stage.picture_box
    unit, colours = stage.unit, stage.plan.palette

    def draw(canvas: Any) -> None:
        canvas.save()
        canvas.clipRect(skia.Rect(left, top, right, bottom), skia.ClipOp.kDifference, True)
        canvas.drawPaint(brush.fill(paper))
        canvas.restore()
        margin = 0.045 * min(stage.width, stage.height)
        line = brush.fill(ink, 0.85)
        end = left - margin if stage.is_wide else right
        start = stage.title_box[0]
        canvas.drawRect(skia.Rect(start, top, end, top + max(1.0, 0.0022 * unit)), line)
        canvas.drawRect(skia.Rect(start, top, start + 0.055 * unit, top + 0.011 * unit), brush.fill(colours.accent))
        if stage.is_wide:
            canvas.drawRect(skia.Rect(start, bottom - max(1.0, 0.0011 * unit), end, bottom), line)
        canvas.drawPaint(_grain(stage, "stock", 0.06))

    return [_still(stage, draw)]


def _watercolor(stage: Stage) -> list[Layer]:
    """Rough paper, visible through the washes and bare along the edges, where the brush stopped unevenly."""
    rows, columns = 180, max(8, round(180 * stage.width / stage.height))
    blooms = noise.texture(stage.rng("blooms"), rows, columns, cells=(5, 5 * columns / rows), octaves=4)
    edges = noise.texture(stage.rng("edges"), rows, columns, cells=(9, 9 * columns / rows), octaves=5)
    down, across = np.mgrid[0:rows, 0:columns] + 0.5
    short = min(rows, columns)
    inside = np.minimum(np.minimum(down, rows - down), np.minimum(across, columns - across)) / short
    bare = np.clip((0.040 + (edges - 0.5) * 0.13 - inside) / 0.012 + 0.5, 0, 1)
    # Pigment gathers where the wash ends, just inside the bare paper.
    rim = np.exp(-(((0.040 + (edges - 0.5) * 0.13 - inside) / 0.007 + 1.4) ** 2)) * 0.22
    pale = np.clip((blooms - 0.54) * 1.0, 0, 0.12)
    ink = palette.lighten(stage.plan.palette.sky_top, -0.12)

    sheet = brush.overlaid([("#ffffff", pale), (ink, rim), ("#fcfaf4", bare)])

    def draw(canvas: Any) -> None:
        brush.stretch(canvas, sheet, 0, 0, stage.width, stage.height)
        canvas.drawPaint(_grain(stage, "rag", 0.07))

    return [_still(stage, draw)]


def _blueprint(stage: Stage) -> list[Layer]:
    """Squared paper, a border with a title block, and dimension lines that are drawn as the film begins."""
    chalk = stage.plan.palette.light
    unit, inset = stage.unit, 0.028 * stage.unit
    pitch = 0.035 * unit

    def draw(canvas: Any) -> None:
        for every, opacity in ((1, 0.075), (5, 0.13)):
            line = brush.stroke(chalk, 1.0, opacity)
            line.setAntiAlias(False)
            for index in range(0, int(max(stage.width, stage.height) / pitch) + 1, every):
                canvas.drawLine(index * pitch, 0, index * pitch, stage.height, line)
                canvas.drawLine(0, index * pitch, stage.width, index * pitch, line)
        for gap, width in ((inset, 0.0028), (inset * 1.35, 0.0012)):
            border = brush.stroke(chalk, max(1.0, width * unit), 0.8)
            canvas.drawRect(skia.Rect(gap, gap, stage.width - gap, stage.height - gap), border)
        _title_block(canvas, stage, inset * 1.35)
        canvas.drawPaint(_grain(stage, "print", 0.07))

    measures = [Layer(0.6, _measures(stage), still=False)] if stage.plan.subjects else []
    return [*measures, _still(stage, draw)]


def _title_block(canvas: Any, stage: Stage, inset: float) -> None:
    """The title block in a corner: what the sheet shows, and its size."""
    plan, unit = stage.plan, stage.unit
    names = [*plan.subjects, plan.setting][:2]
    rows = [" / ".join(names).upper().replace("_", " "), f"{plan.width} × {plan.height}  {plan.fps}/S"]
    lines = [ShapedLine(text, 0.019 * unit, plan.palette.light, "JetBrainsMono-SemiBold") for text in rows]
    wide = max(line.width for line in lines) + 0.03 * unit
    tall = 0.033 * unit
    right, bottom = stage.width - inset, stage.height - inset
    box = skia.Rect(right - wide, bottom - tall * len(lines), right, bottom)
    canvas.drawRect(box, brush.fill(plan.palette.sky_mid, 0.92))
    for index, line in enumerate(lines):
        top = box.top() + index * tall
        rule = brush.stroke(plan.palette.light, max(1.0, 0.0012 * unit), 0.8)
        canvas.drawRect(skia.Rect(box.left(), top, right, top + tall), rule)
        line.draw(canvas, box.left() + 0.015 * unit, top + (tall - line.height) / 2)


def _measures(stage: Stage) -> Callable[[Any, float], None]:
    """Dimension lines for height and width beside the subject, in pixels, and its centre line."""
    unit, colour = stage.unit, stage.plan.palette.accent
    tall, wide = 0.42 * unit, 0.36 * unit
    x, y = stage.subject_x, stage.ground
    side = x + 0.25 * unit if stage.is_wide else x + 0.22 * unit
    foot = min(y + 0.075 * unit, stage.height * 0.955)
    numbers = [
        ShapedLine(str(round(length)), 0.021 * unit, colour, "JetBrainsMono-SemiBold") for length in (tall, wide)
    ]
    pen = brush.stroke(colour, max(1.0, 0.0018 * unit), 0.9)
    dashed = brush.stroke(colour, max(1.0, 0.0014 * unit), 0.55)
    dashed.setPathEffect(skia.DashPathEffect.Make([0.022 * unit, 0.007 * unit, 0.005 * unit, 0.007 * unit], 0.0))
    pace = min(1.0, stage.plan.duration_s / 3)

    def draw(canvas: Any, time_s: float) -> None:
        share = ease_out((time_s / pace - 0.3) / 1.4)
        if share <= 0:
            return
        canvas.drawLine(x, y + 0.05 * unit, x, y + 0.05 * unit - (tall + 0.12 * unit) * share, dashed)
        _arrow(canvas, (side, y), (side, y - tall * share), 0.011 * unit, pen)
        _arrow(canvas, (x - wide / 2 * share, foot), (x + wide / 2 * share, foot), 0.011 * unit, pen)
        for number, place in zip(numbers, ((side, y - tall / 2), (x - 0.08 * unit, foot)), strict=True):
            _label(canvas, stage, number, place, share)

    return draw


def _label(canvas: Any, stage: Stage, number: ShapedLine, place: tuple[float, float], share: float) -> None:
    """A number in a gap of its line."""
    across, up = number.width / 2 + 0.008 * stage.unit, number.height / 2
    gap = skia.Rect(place[0] - across, place[1] - up, place[0] + across, place[1] + up)
    unwrapped(canvas).drawRect(gap, brush.fill(stage.plan.palette.sky_mid, share))
    number.draw(canvas, place[0] - number.width / 2, place[1] - number.height / 2, share)


def _arrow(canvas: Any, start: tuple[float, float], end: tuple[float, float], head: float, pen: Any) -> None:
    """A dimension line, upright or level, with arrowheads and stops at both ends."""
    canvas.drawLine(*start, *end, pen)
    upright = start[0] == end[0]
    away = 1.0 if (end[1] < start[1] if upright else end[0] > start[0]) else -1.0
    for (x, y), inward in ((start, away), (end, -away)):
        for turn in (-0.4, 0.4):
            tip = (x + turn * head, y - inward * head) if upright else (x + inward * head, y + turn * head)
            canvas.drawLine(x, y, *tip, pen)
        stop = (x - head, y, x + head, y) if upright else (x, y - head, x, y + head)
        canvas.drawLine(*stop, pen)


_FRONTS: dict[str, Callable[[Stage], list[Layer]]] = {
    "cinematic": _vignette,
    "paper": _paper,
    "neon": _neon,
    "editorial": _editorial,
    "watercolor": _watercolor,
    "blueprint": _blueprint,
}
_BACKS: dict[str, Callable[[Any, Stage], None]] = {"neon": _neon_sky, "editorial": _editorial_sky}
