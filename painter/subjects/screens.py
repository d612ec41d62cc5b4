"""Draws devices whose screens show something that moves: phone, laptop, monitor, tablet, watch."""

from __future__ import annotations

import math
from typing import Any

import skia

from painter.craft import brush, palette
from painter.craft.camera import ease_out
from painter.craft.stage import Stage
from painter.subjects.effects import rest, standing, sweep
from painter.subjects.pen import Pen, sketch
from painter.subjects.placing import DrawnSubject

_METAL, _DARK_METAL, _BEZEL = "#c3c9d3", "#7d8694", "#0a0c12"


def _phone(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
    """A phone whose screen wakes up and shows a small app."""
    half, tall = size * 0.245, size
    lift = math.sin(time_s * 1.1) * size * 0.008
    shadow = brush.fill("#02030a", 0.5)
    if not stage.is_flat:
        shadow = brush.blurred(shadow, size * 0.02)
    canvas.drawOval(skia.Rect(-half * 1.05, -size * 0.02, half * 1.15, size * 0.04), shadow)
    canvas.translate(0, -size * 0.05 + lift)
    canvas.rotate(4)
    edge = brush.linear((-half, 0), (half, 0), [(0.0, "#8d95a3", 1.0), (0.5, "#2b303b", 1.0), (1.0, "#c9d0da", 1.0)])
    brush.rounded(canvas, -half, -tall, half, 0, size * 0.065, edge)
    rim = size * 0.012
    brush.rounded(canvas, -half + rim, -tall + rim, half - rim, -rim, size * 0.055, brush.fill("#07080d"))
    inset = size * 0.026
    screen = skia.RRect.MakeRectXY(
        skia.Rect(-half + inset, -tall + inset, half - inset, -inset), size * 0.044, size * 0.044
    )
    canvas.save()
    canvas.clipRRect(screen, True)
    _app(canvas, stage, size, half - inset, time_s)
    if not stage.is_flat:
        sweep = ((time_s * 0.16) % 1.0) * 4 - 1.5
        shine = brush.polygon(
            [
                ((sweep - 0.3) * half, -tall),
                ((sweep + 0.3) * half, -tall),
                ((sweep - 0.5) * half, 0),
                ((sweep - 1.1) * half, 0),
            ]
        )
        canvas.drawPath(shine, brush.fill("#ffffff", 0.09))
    canvas.restore()
    brush.rounded(
        canvas,
        -size * 0.06,
        -tall + size * 0.042,
        size * 0.06,
        -tall + size * 0.068,
        size * 0.013,
        brush.fill("#07080d"),
    )


def _app(canvas: Any, stage: Stage, size: float, half: float, time_s: float) -> None:
    colours = stage.plan.palette
    canvas.drawPaint(
        brush.vertical(
            -size,
            0,
            palette.lighten(colours.accent, -0.22),
            palette.mix(colours.accent, colours.sky_low, 0.75),
            colours.sky_top,
        )
    )
    pace = min(1.0, stage.plan.duration_s / 4)
    ring = skia.Rect(-half * 0.55, -size * 0.84, half * 0.55, -size * 0.84 + half * 1.1)
    canvas.drawOval(ring, brush.stroke("#ffffff", size * 0.03, 0.18))
    canvas.drawArc(
        ring, -90, 285 * ease_out((time_s / pace - 0.4) / 1.6), False, brush.stroke(colours.light, size * 0.03)
    )
    middle = (ring.top() + ring.bottom()) / 2
    bolt = [(0.03, -0.075), (-0.045, 0.012), (-0.004, 0.012), (-0.03, 0.075), (0.045, -0.014), (0.004, -0.014)]
    canvas.drawPath(brush.polygon([(x * size, middle + y * size) for x, y in bolt]), brush.fill("#ffffff"))
    for row in range(3):
        shown = ease_out((time_s / pace - 0.7 - row * 0.22) / 0.8)
        top = -size * (0.46 - row * 0.135) + (1 - shown) * size * 0.06
        brush.rounded(
            canvas,
            -half * 0.84,
            top,
            half * 0.84,
            top + size * 0.105,
            size * 0.025,
            brush.fill("#ffffff", 0.16 * shown),
        )
        canvas.drawCircle(
            -half * 0.62,
            top + size * 0.0525,
            size * 0.028,
            brush.fill((colours.light, colours.accent, "#ffffff")[row], shown),
        )
        for line, width in ((0.035, 0.75), (0.066, 0.45)):
            brush.rounded(
                canvas,
                -half * 0.38,
                top + size * line,
                -half * 0.38 + half * width,
                top + size * (line + 0.014),
                size * 0.007,
                brush.fill("#ffffff", (0.85 if line < 0.05 else 0.45) * shown),
            )


def _dashboard(pen: Pen, left: float, bottom: float, right: float, top: float) -> None:
    """A moving dashboard: a running curve, bars that rise and fall, a ring that fills."""
    pen.box(left, bottom, right, top, "*#eef1f8")
    with pen.at(left, bottom, scale=right - left), pen.inside(pen.path([(0, 0), (1, 0), (1, 1), (0, 1)], smooth=False)):
        # From here on the page is 1 wide.
        high = (top - bottom) / (right - left)
        pen.box(0, 0, 0.15, high, "*#202a4d")
        pen.disc(0.075, high - 0.07, 0.03, f"*{pen.accent}")
        for row in range(4):
            pen.box(0.035, high - 0.2 - row * 0.075, 0.115, high - 0.175 - row * 0.075, "*#5c6aa0", 0.01)
        for tile in range(3):
            x = 0.19 + tile * 0.27
            pen.box(x, high - 0.17, x + 0.24, high - 0.04, "*#ffffff", 0.015)
            pen.box(x + 0.025, high - 0.08, x + 0.11, high - 0.065, "*#a9b2c9", 0.007)
            pen.box(x + 0.025, high - 0.14, x + 0.15 + 0.04 * pen.wave(0.9, tile), high - 0.105, "*#26304f", 0.008)
        _curve(pen, 0.19, 0.05, 0.68, high - 0.21)
        _ring(pen, 0.72, 0.05, 0.97, high - 0.21)


def _curve(pen: Pen, left: float, bottom: float, right: float, top: float) -> None:
    pen.box(left, bottom, right, top, "*#ffffff", 0.015)
    wide, high = right - left - 0.05, top - bottom
    shown = ease_out((pen.time_s - 0.2) / 1.4)
    line = []
    for step in range(11):
        share = step / 10
        run = share * 6 + pen.time_s * 0.8
        lift = 0.25 + 0.35 * share + 0.14 * math.sin(run) + 0.07 * math.sin(run * 2.3)
        line.append((left + 0.025 + share * wide, bottom + high * (0.12 + max(0.02, lift) * shown)))
    pen.shape(
        [*line, (right - 0.025, bottom + 0.025), (left + 0.025, bottom + 0.025)], f"*{pen.accent}", 0.28, smooth=False
    )
    pen.line(line, f"*{pen.accent}", 0.014)
    pen.disc(*line[-1], 0.016, f"*{pen.accent}")


def _ring(pen: Pen, left: float, bottom: float, right: float, top: float) -> None:
    pen.box(left, bottom, right, top, "*#ffffff", 0.015)
    x, y, radius = (left + right) / 2, top - 0.115, 0.07
    pen.ring(x, y, radius, "*#dfe4f0", 0.028)
    turn = 290 * ease_out((pen.time_s - 0.4) / 1.8) + 8 * pen.wave(0.9)
    size = pen.size
    circle = skia.Rect((x - radius) * size, (-y - radius) * size, (x + radius) * size, (-y + radius) * size)
    pen.canvas.drawArc(circle, -90, turn, False, brush.stroke(pen.accent, 0.028 * size))
    room = top - bottom - 0.25
    for bar in range(4 if room > 0.06 else 0):
        tall = room * (0.5 + 0.35 * pen.wave(1.1 + 0.2 * bar, bar * 1.7))
        across = left + 0.035 + bar * 0.05
        pen.box(across, bottom + 0.025, across + 0.03, bottom + 0.03 + max(0.01, tall), "*#4b5a92", 0.006)


def _laptop(pen: Pen) -> None:
    """A laptop, open, seen from the front and a little from above."""
    rest(pen, 0.95)
    pen.block(-0.66, 0.11, 0.66, 1.0, _METAL, 0.045)
    pen.box(-0.645, 0.11, 0.645, 0.985, _BEZEL, 0.035)
    _dashboard(pen, -0.605, 0.165, 0.605, 0.945)
    pen.disc(0, 0.965, 0.007, "*#4a5568")
    sweep(pen, pen.path("-.605 .165 .605 .165 .605 .945 -.605 .945", smooth=False), opacity=0.14)
    pen.box(-0.62, 0.085, 0.62, 0.125, "#4a515e", 0.01)
    deck = "-.66 .1 .66 .1 .86 .0 -.86 .0"
    pen.solid(deck, _METAL, smooth=False)
    for row in range(3):
        y, reach = 0.085 - row * 0.018, 0.6 + row * 0.033
        pen.line([(-reach, y), (reach, y)], "#39404d", 0.011)
    pen.shape("-.17 .035 .17 .035 .19 .008 -.19 .008", palette.lighten(_METAL, -0.1), smooth=False)
    pen.box(-0.86, -0.03, 0.86, 0.002, palette.lighten(_METAL, -0.12), 0.014)
    pen.box(-0.12, -0.012, 0.12, 0.002, palette.lighten(_METAL, -0.24), 0.006)


def _monitor(pen: Pen) -> None:
    """A large screen on its stand."""
    pen.solid("-.1 .06! -.075 .3! .075 .3! .1 .06!", _DARK_METAL)
    pen.solid("-.32 .0! -.3 .045 -.12 .07 .12 .07 .3 .045 .32 .0!", _METAL)
    pen.block(-0.80, 0.2, 0.80, 1.0, _METAL, 0.03)
    pen.box(-0.785, 0.24, 0.785, 0.985, _BEZEL, 0.022)
    _dashboard(pen, -0.75, 0.275, 0.75, 0.95)
    pen.disc(0, 0.22, 0.012, palette.lighten(_METAL, -0.25))
    sweep(pen, pen.path("-.75 .275 .75 .275 .75 .95 -.75 .95", smooth=False), opacity=0.14)


def _tablet(pen: Pen) -> None:
    """A tablet on which a pencil draws."""
    rest(pen, 0.6)
    with pen.at(0, 0.03, turn=-4):
        pen.block(-0.68, 0.0, 0.68, 0.96, _METAL, 0.06)
        pen.box(-0.665, 0.015, 0.665, 0.945, _BEZEL, 0.05)
        pen.box(-0.62, 0.06, 0.62, 0.9, "*#fbf7ee", 0.02)
        with pen.inside(pen.path("-.62 .06 .62 .06 .62 .9 -.62 .9", smooth=False)):
            pen.disc(0.3, 0.62, 0.13, f"*{pen.accent}")
            pen.shape("-.7 .2 -.4 .46 -.16 .34 .1 .52 .4 .3 .7 .4 .7 0! -.7 0!", "*#6f9bb5")
            pen.shape("-.7 .1 -.3 .26 .1 .2 .4 .28 .7 .14 .7 0! -.7 0!", "*#33566f")
        for swatch, tone in enumerate(("#e2574c", "#f2b632", "#4c9f70", "#3f7fc1")):
            pen.disc(-0.54, 0.8 - swatch * 0.095, 0.03, f"*{tone}")
        drawn = 0.12 + 0.88 * ((pen.time_s * 0.22) % 1.0)
        line = [
            (-0.38 + 0.8 * share, 0.66 + 0.1 * math.sin(share * 9))
            for share in (drawn * step / 20 for step in range(21))
        ]
        pen.line(line, "*#26304f", 0.016)
        tip_x, tip_y = line[-1]
        with pen.at(tip_x, tip_y, turn=38):
            pen.shape("0 0 -.018 .06 .018 .06", "#39404d", smooth=False)
            pen.block(-0.024, 0.055, 0.024, 0.52, "#f2f3f5", 0.012)
            pen.box(-0.024, 0.42, 0.024, 0.45, palette.lighten(_METAL, -0.1))
    # The pencil is above the screen's glass, so the sweep of light passes over both.
    sweep(pen, pen.path("-.62 .1 .62 .06 .66 .9 -.58 .96", smooth=False), opacity=0.12)


def _watch(pen: Pen) -> None:
    """A watch whose rings fill and whose heart beats."""
    band = palette.mix(pen.accent, "#20263a", 0.45)
    pen.solid("-.145 .7! -.14 .86 -.115 1.0! .115 1.0! .14 .86 .145 .7!", band)
    pen.solid("-.145 .3! -.14 .14 -.115 0! .115 0! .14 .14 .145 .3!", band)
    for hole in range(3):
        pen.disc(0, 0.06 + hole * 0.055, 0.014, palette.lighten(band, -0.16))
    for slit in (0.9, 0.94):
        pen.line([(-0.1, slit), (0.1, slit)], palette.lighten(band, -0.1), 0.008)
    pen.block(0.2, 0.52, 0.245, 0.62, _DARK_METAL, 0.015)
    pen.block(0.2, 0.38, 0.232, 0.47, _DARK_METAL, 0.012)
    pen.block(-0.225, 0.235, 0.225, 0.765, "#59616f", 0.1)
    pen.box(-0.208, 0.252, 0.208, 0.748, _BEZEL, 0.086)
    size = pen.size
    for radius, tone, reach, delay in (
        (0.15, "#ff4d67", 300, 0.2),
        (0.112, "#9be64a", 240, 0.4),
        (0.074, "#44d3f2", 270, 0.6),
    ):
        pen.ring(0, 0.5, radius, f"*{palette.mix(tone, '#0a0c12', 0.75)}", 0.03)
        circle = skia.Rect(-radius * size, (-0.5 - radius) * size, radius * size, (-0.5 + radius) * size)
        turn = reach * ease_out((pen.time_s - delay) / 1.8) + 6 * pen.wave(0.8, delay * 5)
        pen.canvas.drawArc(circle, -90, max(4.0, turn), False, brush.stroke(tone, 0.03 * size))
    beat = 1 + 0.14 * max(0.0, pen.wave(6)) ** 3
    with pen.at(0, 0.5, scale=0.042 * beat):
        pen.shape("0 -.85! -.8 0 -.72 .6 -.32 .7 0 .38! .32 .7 .72 .6 .8 0", "*#ff4d67")
    for x in (-0.15, 0.15):
        pen.box(x - 0.03, 0.69, x + 0.03, 0.702, "*#dfe6f2", 0.006)
        pen.box(x - 0.03, 0.298, x + 0.03, 0.31, "*#8f9bb0", 0.006)
    sweep(pen, pen.path("-.2 .26 .2 .26 .2 .74 -.2 .74", smooth=False), opacity=0.16)


SUBJECTS = {
    "phone": DrawnSubject(0.60, _phone, half=0.32),
    "laptop": DrawnSubject(0.46, sketch(_laptop), half=0.92),
    "monitor": DrawnSubject(0.52, sketch(_monitor), standing(_monitor, 0.4), half=0.86),
    "tablet": DrawnSubject(0.48, sketch(_tablet), half=0.82),
    "watch": DrawnSubject(0.56, sketch(_watch), standing(_watch, 0.16), half=0.32),
}
