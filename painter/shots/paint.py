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

from painter.craft.camera import MAX_ZOOM, SUBJECT_DEPTH, Camera, Framing, View, ease
from painter.craft.stage import Layer, Stage
from painter.craft.styles import LOOKS
from painter.plan import ScenePlan
from painter.shots.finish import PixelScreen, stepped
from painter.shots.scene import Scene, build_scene
from painter.text.texts import ShotTexts

_LINEAR = skia.SamplingOptions(skia.FilterMode.kLinear)
_NEAREST = skia.SamplingOptions(skia.FilterMode.kNearest)

_OPTICAL = frozenset({"plain", "neon", "watercolor"})
"""Inks of styles in which a picture may be out of focus."""

_DOUBLED_UP_TO_PX = 1920 * 1088
"""Up to this size of frame, painted layers are kept at twice their size, for speed."""

NATIVE = skia.ImageInfo.MakeN32Premul(1, 1).colorType()
"""The order of channels in everything painted: the one that skia's fast blitters use on this platform, which
`skia.kN32_ColorType` does not name in every build."""

PIXEL_FORMAT = {skia.kRGBA_8888_ColorType: "rgba", skia.kBGRA_8888_ColorType: "bgra"}[NATIVE]
"""ffmpeg's name for that order."""


class ScenePainter:
    """Paints the frames of one scene.

    Args:
        plan: The scene.
        cache: Paint still layers once and then move them; False paints everything for every frame.
        since_s: How long the scene has been going on when this shot of it begins, in seconds.
        texts_s: When texts start to appear and when they are gone, in seconds.
        pictures: See `build_scene`.
    """

    def __init__(
        self,
        plan: ScenePlan,
        *,
        cache: bool = True,
        since_s: float = 0.0,
        texts_s: tuple[float, float] = (0.0, math.inf),
        pictures: Sequence[Path] = (),
    ) -> None:
        self.buffer: NDArray[np.uint8] = np.zeros((plan.height, plan.width, 4), np.uint8)
        self._surface = _surface(self.buffer)
        self._screen = PixelScreen(plan) if LOOKS[plan.style].rows else None
        self._plan = self._screen.plan if self._screen else plan
        self._stage = Stage(plan)
        self._scene: Scene = build_scene(self._plan, pictures)
        self._camera = Camera(self._plan)
        self._since_s = since_s
        self._texts_from_s = texts_s[0]
        self._shown_s: float | None = None
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
        if time_s != self._shown_s:
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
        for layer, sheet, blurred in zip(self._scene.layers, self._sheets, self._blurred, strict=True):
            self._canvas.save()
            self._place(layer, view, time_s)
            if sheet is None:
                apply_framing(self._canvas, self._scene.framing, layer.depth)
                layer.draw(self._canvas, self._since_s + time_s)
            else:
                sheet.draw(self._canvas, blurred, ease(1.6 * time_s / self._plan.duration_s - 0.3))
            self._canvas.restore()

    def _place(self, layer: Layer, view: View, time_s: float) -> None:
        x, y = self._scene.focus
        offset_x, offset_y = view.offset(layer.depth)
        offset_x += layer.drift_px_s * self._scene.framing.scale(layer.depth) * time_s
        if layer.soft:
            offset_x, offset_y = round(offset_x), round(offset_y)
        zoom = 1.0 if layer.soft else view.scale(layer.depth)
        self._canvas.translate(x + offset_x, y + offset_y)
        if zoom != 1:
            self._canvas.scale(zoom, zoom)
        self._canvas.translate(-x, -y)

    def _sheet(self, layer: Layer) -> _Sheet:
        return _Sheet(layer, self._scene.framing, self._seen(layer), self._plan)

    def _seen(self, layer: Layer) -> Any:
        """The part of a framed layer that is visible at any time of the shot."""
        x, y = self._scene.focus
        drift = layer.drift_px_s * self._scene.framing.scale(layer.depth) * self._plan.duration_s
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


def apply_framing(canvas: Any, framing: Framing, depth: float) -> None:
    """Move and scale the canvas to where the shot has a layer, before the camera moves."""
    (x, y), (right, down), scale = framing.centre, framing.offset(depth), framing.scale(depth)
    canvas.translate(x + right, y + down)
    canvas.scale(scale, scale)
    canvas.translate(-x, -y)


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

    return replace(layer, draw=draw)


class _Sheet:
    """A still layer, painted once at the size of the camera's closest view and cropped to what is visible of it."""

    def __init__(self, layer: Layer, framing: Framing, seen: Any, plan: ScenePlan) -> None:
        def framed(y: float) -> float:
            return (
                framing.centre[1]
                + (y - framing.centre[1]) * framing.scale(layer.depth)
                + framing.offset(layer.depth)[1]
            )

        left, right = math.floor(seen.left()), math.ceil(seen.right())
        # Nothing is painted above and below these lines, unless the layer has no end there.
        top = math.floor(seen.top() if layer.top_px <= 0 else max(framed(layer.top_px), seen.top()))
        bottom = math.ceil(seen.bottom() if layer.bottom_px is None else min(framed(layer.bottom_px), seen.bottom()))
        bottom = max(top + 1, bottom)
        scale = 1.0 if layer.soft else 1 + (MAX_ZOOM - 1) * 0.5 * min(1.0, layer.depth)
        pixels = np.zeros((max(1, math.ceil((bottom - top) * scale)), math.ceil((right - left) * scale), 4), np.uint8)
        height, width = pixels.shape[:2]
        surface = skia.Surface.MakeRasterDirect(skia.ImageInfo.MakeN32Premul(width, height), pixels)
        canvas = surface.getCanvas()
        canvas.scale(scale, scale)
        canvas.translate(-left, -top)
        apply_framing(canvas, framing, layer.depth)
        layer.draw(canvas, 0.0)
        box = _painted(pixels[..., 3])
        self._left, self._top = left + box.left() / scale, top + box.top() / scale
        self._picture = surface.makeImageSnapshot(box)
        self._scale, self._sampling = scale, _NEAREST
        if not layer.soft:
            self._sharpen(plan.width * plan.height)

    def draw(self, canvas: Any, over: _Sheet | None = None, share: float = 0.0) -> None:
        """Draw it where the canvas is, and over it another one with an opacity of `share`."""
        canvas.save()
        self.copy(canvas, 1.0)
        canvas.restore()
        if over and share > 0:
            over.copy(canvas, share)

    def copy(self, canvas: Any, opacity: float) -> None:
        """Draw it alone with this opacity; the canvas stays moved and scaled afterwards."""
        canvas.translate(self._left, self._top)
        if self._scale != 1:
            canvas.scale(1 / self._scale, 1 / self._scale)
        canvas.drawImage(self._picture, 0, 0, self._sampling, skia.Paint(Alphaf=opacity) if opacity < 1 else None)

    def _sharpen(self, frame_px: int) -> None:
        """Prepare for movement by fractions of a pixel.

        Interpolating in every frame costs ten times as much as copying. So the picture is interpolated once, to twice
        its size, and each frame copies the nearest samples, half a pixel apart. Large frames interpolate, to save
        memory.
        """
        if frame_px > _DOUBLED_UP_TO_PX:
            self._sampling = _LINEAR
            return
        width, height = 2 * self._picture.width(), 2 * self._picture.height()
        surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(width, height))
        surface.getCanvas().scale(2, 2)
        surface.getCanvas().drawImage(self._picture, 0, 0, _LINEAR)
        self._picture, self._scale = surface.makeImageSnapshot(), 2 * self._scale


def _painted(opacity: NDArray[np.uint8]) -> Any:
    """The smallest rectangle around everything that is not fully transparent."""
    rows, columns = np.flatnonzero(opacity.any(axis=1)), np.flatnonzero(opacity.any(axis=0))
    if not len(rows):
        return skia.IRect.MakeLTRB(0, 0, 1, 1)
    return skia.IRect.MakeLTRB(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
