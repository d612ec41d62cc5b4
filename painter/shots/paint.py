"""Paints the frames of one scene into a buffer that is used again for each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from painter.craft.camera import SUBJECT_DEPTH, Camera, View, ease
from painter.craft.stage import Layer, Stage
from painter.craft.styles import LOOKS
from painter.plan import ScenePlan
from painter.shots.finish import PixelScreen, stepped
from painter.shots.scene import Scene, build_scene
from painter.shots.sheets import NATIVE, Box, Placed, Sheet, apply_framing, overlap
from painter.subjects.postcards import staged
from painter.text.texts import ShotTexts

_KEPT = 4
"""How many sheets are kept for the beats to come."""

_OPTICAL = frozenset({"plain", "neon", "watercolor"})
"""Inks of styles in which a picture may be out of focus."""

PIXEL_FORMAT = {skia.kRGBA_8888_ColorType: "rgba", skia.kBGRA_8888_ColorType: "bgra"}[NATIVE]
"""ffmpeg's name for that order."""


class ScenePainter:
    """Paints the frames of one scene.

    Args:
        plan: The scene.
        cache: Paint still layers once and then move them; False paints everything for every frame.
        since_s: How long the scene has been going on when this shot of it begins, in seconds.
        lasts_s: Until when it is painted, in seconds of the scene, where that is after its end.
        texts_s: When texts start to appear and when they are gone, in seconds.
        pictures: See `build_scene`.
        kept: Sheets that painters of one film share, by the keys of their layers.
    """

    def __init__(
        self,
        plan: ScenePlan,
        *,
        cache: bool = True,
        since_s: float = 0.0,
        lasts_s: float = 0.0,
        texts_s: tuple[float, float] = (0.0, math.inf),
        pictures: Sequence[Path] = (),
        kept: dict[object, Sheet] | None = None,
    ) -> None:
        self._kept = {} if kept is None else kept
        plan = staged(plan)
        self.buffer: NDArray[np.uint8] = np.zeros((plan.height, plan.width, 4), np.uint8)
        self._surface = _surface(self.buffer)
        self._screen = PixelScreen(plan) if LOOKS[plan.style].rows else None
        self._plan = self._screen.plan if self._screen else plan
        self._stage = Stage(plan)
        self._scene: Scene = build_scene(self._plan, pictures)
        self._camera = Camera(self._plan)
        self._since_s = since_s
        self._lasts_s = max(lasts_s, plan.duration_s)
        self._texts_from_s = texts_s[0]
        self._shown_s: float | None = None
        self.changed = True
        """Whether the last call of `paint` gave another picture than the one before."""
        self._scenery = _surface(self._screen.buffer) if self._screen else self._surface
        self._canvas = self._scenery.getCanvas()
        # Behind a card everything is out of focus, so that nothing in the picture competes with the words.
        lens = _out_of_focus if self._plan.card and LOOKS[plan.style].ink in _OPTICAL else _as_it_is
        self._sheets = [
            self._sheet(lens(layer, self._plan)) if cache and layer.still else None for layer in self._scene.layers
        ]
        racks = cache and self._plan.camera == "rack"
        self._blurred = [
            self._sheet(_blurred(layer, self._plan)) if racks and _far(layer) else None for layer in self._scene.layers
        ]
        self.texts = ShotTexts(self._stage, self._behind_texts(), texts_s[1] - texts_s[0], pictures)

    def anchor(self, time_s: float) -> tuple[float, float, float]:
        """The focal point at a time in seconds: its place in the frame and its height, in pixels."""
        focal_point, framing = self._scene.focal_point, self._scene.framing
        view = self._camera.view(stepped(self._plan, time_s))
        (centre_x, centre_y), (right, down) = framing.centre, framing.offset(focal_point.depth)
        grown, zoom = framing.scale(focal_point.depth), view.scale(focal_point.depth)
        x, y = (
            centre_x + right + grown * (focal_point.x - centre_x),
            centre_y + down + grown * (focal_point.y - centre_y),
        )
        (focus_x, focus_y), (across, up) = self._scene.focus, view.offset(focal_point.depth)
        coarse = self.buffer.shape[1] / self._plan.width
        shown = (
            focus_x + across + zoom * (x - focus_x),
            focus_y + up + zoom * (y - focus_y),
            focal_point.size * grown * zoom,
        )
        return shown[0] * coarse, shown[1] * coarse, shown[2] * coarse

    def paint(self, time_s: float) -> NDArray[np.uint8]:
        """Draw the frame at a time in seconds.

        Returns:
            `buffer`, uint8 of shape (height, width, 4) in `PIXEL_FORMAT`; the next call overwrites it.
        """
        time_s = stepped(self._plan, time_s)
        self.changed = time_s != self._shown_s
        if self.changed:
            self._paint_scene(time_s)
            self._paint_texts(time_s)
            self._shown_s = time_s
        return self.buffer

    def _paint_scene(self, time_s: float) -> None:
        if self._stage.is_covered:
            return
        self._paint_layers(time_s)
        if self._screen:
            self._screen.enlarge(self.buffer)

    def _paint_texts(self, time_s: float) -> None:
        canvas, since_s = self._surface.getCanvas(), time_s - self._texts_from_s
        if self._stage.is_covered:
            since_s = max(0.0, since_s)
        if since_s >= 0:
            self.texts.draw_ground(canvas, since_s)
            self.texts.draw_letters(canvas, since_s)

    def _paint_layers(self, time_s: float) -> None:
        view = self._camera.view(time_s)
        places = [self._placed(layer, view, time_s) for layer in self._scene.layers]
        share = ease(1.6 * time_s / self._plan.duration_s - 0.3)
        parts = zip(self._scene.layers, self._sheets, self._blurred, places, self._openings(places), strict=True)
        for layer, sheet, blurred, place, opening in parts:
            if opening[0] >= opening[2] or opening[1] >= opening[3]:
                continue
            self._canvas.save()
            self._canvas.clipRect(skia.Rect(*opening))
            place.apply(self._canvas)
            if sheet is None:
                apply_framing(self._canvas, self._scene.framing, layer.depth)
                layer.draw(self._canvas, self._since_s + time_s)
            else:
                sheet.draw(self._canvas, blurred, share)
            self._canvas.restore()

    def _openings(self, places: Sequence[Placed]) -> list[Box]:
        """For each layer the part of the frame in which later sheets do not hide it."""
        opening: Box = (0, 0, self._plan.width, self._plan.height)
        openings = []
        for sheet, place in zip(reversed(self._sheets), reversed(places), strict=True):
            openings.append(opening)
            if sheet:
                opening = overlap(opening, place.seen(sheet.open))
        return openings[::-1]

    def _placed(self, layer: Layer, view: View, time_s: float) -> Placed:
        x, y = self._scene.focus
        offset_x, offset_y = view.offset(layer.depth)
        offset_x += layer.drift_px_s * self._scene.framing.scale(layer.depth) * time_s
        if layer.soft:
            return Placed(1.0, round(offset_x), round(offset_y))
        zoom = view.scale(layer.depth)
        return Placed(zoom, x + offset_x - zoom * x, y + offset_y - zoom * y)

    def _sheet(self, layer: Layer) -> Sheet:
        if layer.key in self._kept:
            return self._kept[layer.key]
        sheet = Sheet(layer, self._scene.framing, self._seen(layer), self._plan.width * self._plan.height)
        if layer.key is not None:
            self._kept[layer.key] = sheet
            if len(self._kept) > _KEPT:  # films go on to other places
                del self._kept[next(iter(self._kept))]
        return sheet

    def _seen(self, layer: Layer) -> Any:
        """The part of a framed layer that is visible at any time of the shot."""
        x, y = self._scene.focus
        drift = layer.drift_px_s * self._scene.framing.scale(layer.depth) * self._lasts_s
        seen = skia.Rect.MakeEmpty()
        for view in self._camera.path():
            across, down = view.offset(layer.depth)
            zoom = 1.0 if layer.soft else view.scale(layer.depth)
            left, top = x - (x + across) / zoom, y - (y + down) / zoom
            seen.join(skia.Rect.MakeXYWH(left, top, self._plan.width / zoom, self._plan.height / zoom))
        # Between two views of the path the camera may sway a little farther.
        slack = 2 + 0.006 * self._plan.width * layer.depth
        return skia.Rect(
            seen.left() - slack - max(0.0, drift),
            seen.top() - slack,
            seen.right() + slack - min(0.0, drift),
            seen.bottom() + slack,
        )

    def _behind_texts(self) -> NDArray[np.uint8]:
        """A few frames without texts, every third pixel, for judging contrast: uint8 (n, height / 3, width / 3, 4)."""
        shares = (0.1, 0.4, 0.7, 0.97)
        if self._stage.is_covered:
            return np.zeros((1, *self.buffer[::3, ::3].shape), np.uint8)
        if self._screen:
            small = []
            for share in shares[::2]:
                self._paint_layers(share * self._plan.duration_s)
                small.append(self._screen.buffer.copy())
            self._screen.learn(np.stack(small))
        if not (self._plan.titles or self._plan.figure or self._plan.card):
            return np.zeros((1, *self.buffer[::3, ::3].shape), np.uint8)  # small texts have a plate of their own
        frames = []
        for share in shares:
            self._paint_scene(share * self._plan.duration_s)
            frames.append(self.buffer[::3, ::3].copy())
        return np.stack(frames)


def _surface(pixels: NDArray[np.uint8]) -> Any:
    """A surface that paints into pixels of shape (height, width, 4), without transparency."""
    height, width = pixels.shape[:2]
    return skia.Surface.MakeRasterDirect(skia.ImageInfo.MakeN32(width, height, skia.kPremul_AlphaType), pixels)


def _far(layer: Layer) -> bool:
    """Whether the layer is out of focus when the lens focuses on the subject."""
    return layer.still and layer.depth < SUBJECT_DEPTH - 0.1


def _as_it_is(layer: Layer, _: ScenePlan) -> Layer:
    return layer


def _out_of_focus(layer: Layer, plan: ScenePlan) -> Layer:
    return _softened(layer, 0.014 * plan.height)


def _blurred(layer: Layer, plan: ScenePlan) -> Layer:
    """A layer out of focus, the more the farther away it is."""
    return _softened(layer, 0.006 * plan.height * (1 - layer.depth))


def _softened(layer: Layer, reach: float) -> Layer:
    def draw(canvas: Any, time_s: float) -> None:
        canvas.saveLayer(None, skia.Paint(ImageFilter=skia.ImageFilters.Blur(reach, reach)))
        layer.draw(canvas, time_s)
        canvas.restore()

    return replace(layer, draw=draw, key=None)
