"""Draws a cup of coffee, a bowl of soup and a glass of wine."""

from __future__ import annotations

import math
from typing import Any

import skia

from painter.craft import brush, palette
from painter.craft.stage import Stage
from painter.subjects.effects import rest, spark, steam
from painter.subjects.pen import Pen, sketch
from painter.subjects.placing import DrawnSubject


def _cup(canvas: Any, stage: Stage, size: float, _: float) -> None:
    """A cup of coffee on its saucer."""
    white = palette.mix("#fbf6ee", stage.plan.palette.light, 0.2)
    half, top, foot = size * 0.42, -size * 0.74, size * 0.22
    shadow = brush.fill("#180b05", 0.45)
    canvas.drawOval(
        skia.Rect(-size * 0.80, -size * 0.02, size * 0.86, size * 0.20),
        shadow if stage.is_flat else brush.blurred(shadow, size * 0.03),
    )
    shade = palette.mix(white, "#8a6d5c", 0.42)
    side = stage.sun_side
    ends = [(0.0, shade, 1.0), (0.7, white, 1.0), (1.0, palette.mix(white, shade, 0.2), 1.0)]
    across = brush.linear((-half * 1.6 * side, 0), (half * 1.6 * side, 0), ends)
    canvas.drawOval(skia.Rect(-size * 0.72, -size * 0.10, size * 0.72, size * 0.135), brush.fill(shade))
    canvas.drawOval(skia.Rect(-size * 0.72, -size * 0.125, size * 0.72, size * 0.11), across)
    canvas.drawOval(skia.Rect(-size * 0.40, -size * 0.085, size * 0.40, size * 0.055), brush.fill(shade, 0.55))
    handle = brush.curve(
        [
            (half * 0.92, top + size * 0.15),
            (half * 1.38, top + size * 0.13),
            (half * 1.42, top + size * 0.36),
            (half * 0.76, top + size * 0.50),
        ],
        close=False,
    )
    canvas.drawPath(handle, brush.stroke(palette.mix(white, shade, 0.45), size * 0.085))
    canvas.drawPath(handle, brush.stroke(white, size * 0.04))
    body = skia.PathBuilder()
    body.moveTo(-half, top)
    body.cubicTo(-half * 0.98, top + size * 0.42, -foot * 1.5, -size * 0.06, -foot, -size * 0.025)
    body.quadTo(0, size * 0.03, foot, -size * 0.025)
    body.cubicTo(foot * 1.5, -size * 0.06, half * 0.98, top + size * 0.42, half, top)
    body.close()
    canvas.drawPath(body.detach(), across)
    band = stage.plan.palette.accent
    canvas.drawPath(
        brush.curve(
            [(-half * 0.965, top + size * 0.22), (0, top + size * 0.315), (half * 0.965, top + size * 0.22)],
            close=False,
        ),
        brush.stroke(band, size * 0.03, 0.85),
    )
    canvas.drawOval(
        skia.Rect(-half, top - size * 0.105, half, top + size * 0.105), brush.fill(palette.lighten(white, 0.03))
    )
    canvas.drawOval(skia.Rect(-half * 0.91, top - size * 0.083, half * 0.91, top + size * 0.09), brush.fill("#2c1810"))
    canvas.drawOval(
        skia.Rect(-half * 0.86, top - size * 0.055, half * 0.86, top + size * 0.088),
        brush.vertical(top - size * 0.06, top + size * 0.09, "#5a3220", "#8a5433"),
    )
    canvas.drawOval(
        skia.Rect(-half * 0.5, top - size * 0.02, half * 0.3, top + size * 0.055),
        brush.stroke("#c08a58", size * 0.012, 0.6),
    )


def _cup_steam(pen: Pen) -> None:
    steam(pen, 0.0, 0.74)


def _bowl(pen: Pen) -> None:
    """Noodle soup; chopsticks lift the noodles."""
    rest(pen, 0.6)
    steam(pen, -0.12, 0.62, half=0.3, high=0.36)
    glaze = palette.mix("#c23a2b", pen.accent, 0.2)
    pen.disc(0, 0.52, 0.82, palette.lighten(glaze, -0.18), high=0.155)
    pen.disc(0, 0.51, 0.76, "#c9813a", high=0.128)
    pen.disc(0, 0.5, 0.72, "#e0a04e", high=0.115)
    for strand in range(9):
        x = -0.5 + strand * 0.1
        pen.line([(x - 0.2, 0.5), (x, 0.545 - 0.012 * (strand % 3)), (x + 0.2, 0.49), (x + 0.3, 0.52)], "#f9e2a4", 0.03)
    pen.ball(-0.42, 0.535, 0.16, "#fdf8ee", high=0.085)
    pen.disc(-0.42, 0.54, 0.085, "#f5a623", high=0.045)
    for x, y in ((-0.1, 0.44), (0.02, 0.43), (-0.2, 0.46), (0.46, 0.47), (0.56, 0.5)):
        pen.disc(x, y, 0.045, "#5fa83f", high=0.026)
        pen.disc(x, y, 0.02, "#c9813a", high=0.01)
    lift = 0.09 * (0.5 + 0.5 * pen.wave(1.3))
    for strand in range(6):
        x = 0.16 + strand * 0.045
        sway = 0.015 * pen.wave(2.1, strand)
        pen.line(
            [(x, 0.48), (x + sway, 0.62), (x + 0.015 - sway, 0.74 + lift), (0.3, 0.82 + lift)],
            "#f9e2a4" if strand % 2 else "#f3d283",
            0.032,
        )
    for shift in (0.0, 0.06):
        pen.line([(0.16, 0.79 + lift - shift), (0.95, 1.0 + lift * 0.5 - shift * 0.4)], "#7b2d20", 0.03)
    front = "-.82 .52! -.74 .36 -.52 .14 -.3 .05 .3 .05 .52 .14 .74 .36 .82 .52! .5 .42 0 .37 -.5 .42"
    pen.solid(front, glaze)
    with pen.inside(pen.path(front)):
        for wave in range(9):
            x = -0.8 + wave * 0.2
            for radius in (0.1, 0.065, 0.03):
                pen.ring(x, 0.2, radius, "#fbeedd", 0.016)
        pen.line("-.85 .5 -.5 .39 0 .34 .5 .39 .85 .5", "#fbeedd", 0.022)
    pen.block(-0.28, 0.0, 0.28, 0.06, palette.lighten(glaze, -0.1), 0.01)


def _wine(pen: Pen) -> None:
    """A glass of wine that has just been swirled."""
    rest(pen, 0.27)
    clear, wine = "#dfeaf2", "#8f1d3d"
    pen.ball(0, 0.025, 0.25, clear, high=0.035)
    pen.solid("-.018 .38 .018 .38 .018 .09 .06 .035 -.06 .035 -.018 .09", clear)
    bowl = "-.2 .98! -.25 .8 -.26 .64 -.2 .46 -.08 .38 .08 .38 .2 .46 .26 .64 .25 .8 .2 .98!"
    pen.shape(bowl, clear, 0.28)
    tip = 0.045 * pen.wave(2.0)
    with pen.inside(pen.path(bowl)):
        pen.solid(
            [
                (-0.3, 0.7 + tip),
                (-0.3, 0.7 + tip),
                (0.3, 0.7 - tip),
                (0.3, 0.7 - tip),
                (0.3, 0.3),
                (0.3, 0.3),
                (-0.3, 0.3),
                (-0.3, 0.3),
            ],
            wine,
        )
        with pen.at(0, 0.7, turn=math.degrees(math.atan2(tip, 0.3))):
            pen.disc(0, 0, 0.26, palette.lighten(wine, 0.12), high=0.035)
        pen.shape(".12 .46 .2 .56 .2 .66 .15 .66 .14 .56", "#ffffff", 0.25)
    pen.shape("-.2 .9 -.22 .76 -.22 .66 -.19 .6 -.18 .74", "#ffffff", 0.75)
    pen.line(bowl.replace("!", "") + " ", "#ffffff", 0.01, 0.75)
    pen.canvas.drawOval(_rim(pen, 0.2, 0.98, 0.03), brush.stroke("#ffffff", 0.01 * pen.size, 0.85))
    spark(pen, -0.19, 0.9, 0.08)
    spark(pen, 0.2, 0.6, 0.06, 2.4)


def _rim(pen: Pen, half: float, y: float, high: float) -> Any:
    size = pen.size
    return skia.Rect(-half * size, (-y - high) * size, half * size, (-y + high) * size)


SUBJECTS = {
    "cup": DrawnSubject(0.34, sketch(_cup_steam), _cup, half=0.85),
    "bowl": DrawnSubject(0.42, sketch(_bowl), half=0.96),
    "glass": DrawnSubject(0.54, sketch(_wine), half=0.32),
}
