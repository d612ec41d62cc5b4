"""The painter: draws any frame of a film into one reused buffer."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from media.painter.camera import MAX_ZOOM, Camera, View
from media.painter.lettering import Titles
from media.painter.plan import ScenePlan
from media.painter.scene import Scene, build_scene
from media.painter.stage import Layer

_LINEAR = skia.SamplingOptions(skia.FilterMode.kLinear)
_NEAREST = skia.SamplingOptions(skia.FilterMode.kNearest)

_DOUBLED_UP_TO_PX = 1920 * 1088
"""Frames up to this many pixels keep their sheets at twice the size, for speed."""

PIXEL_FORMAT = {skia.kRGBA_8888_ColorType: "rgba", skia.kBGRA_8888_ColorType: "bgra"}[
    skia.ImageInfo.MakeN32Premul(1, 1).colorType()
]
"""ffmpeg's name for skia's native order of channels on this platform, the one its fast blitters work in."""


class Painter:
    """Draws the frames of one film.

    Args:
        plan: The film.
        cache: Paint still layers once and move the pictures; False repaints everything for every frame.
        since_s: For how long the scene has been going on when this shot of it begins, in seconds.
    """

    def __init__(self, plan: ScenePlan, *, cache: bool = True, since_s: float = 0.0) -> None:
        self._scene: Scene = build_scene(plan)
        self._camera = Camera(plan)
        self._plan = plan
        self._since_s = since_s
        self.buffer: NDArray[np.uint8] = np.zeros((plan.height, plan.width, 4), np.uint8)
        self._surface = skia.Surface.MakeRasterDirect(
            skia.ImageInfo.MakeN32(plan.width, plan.height, skia.kPremul_AlphaType), self.buffer
        )
        self._canvas = self._surface.getCanvas()
        self._sheets = [self._sheet(layer) if cache and layer.still else None for layer in self._scene.layers]
        self._titles = Titles(self._scene.stage, self._behind_titles())

    @property
    def focus(self) -> tuple[float, float]:
        """The point in pixels that the camera looks at."""
        return self._scene.focus

    def paint(self, time_s: float) -> NDArray[np.uint8]:
        """Draw the frame at a time in seconds.

        Returns:
            `buffer`, uint8 of shape (height, width, 4) in `PIXEL_FORMAT`; the next call overwrites it.
        """
        self._paint_scene(time_s)
        self._titles.draw(self._canvas, time_s)
        return self.buffer

    def _paint_scene(self, time_s: float) -> None:
        view = self._camera.view(time_s)
        for layer, sheet in zip(self._scene.layers, self._sheets, strict=True):
            self._canvas.save()
            self._place(layer, view, time_s)
            if sheet is None:
                layer.draw(self._canvas, self._since_s + time_s)
            else:
                sheet.draw(self._canvas)
            self._canvas.restore()

    def _place(self, layer: Layer, view: View, time_s: float) -> None:
        zoom = 1 + (view.zoom - 1) * layer.depth
        x, y = self._scene.focus
        offset_x = x - view.x_px * layer.depth + layer.drift_px_s * time_s
        offset_y = y - view.y_px * layer.depth
        if layer.soft:
            offset_x, offset_y = x + round(offset_x - x), y + round(offset_y - y)
        self._canvas.translate(offset_x, offset_y)
        if zoom != 1 and not layer.soft:
            self._canvas.scale(zoom, zoom)
        self._canvas.translate(-x, -y)

    def _sheet(self, layer: Layer) -> _Sheet:
        return _Sheet(layer, self._scene.stage.margin, self._plan)

    def _behind_titles(self) -> NDArray[np.uint8]:
        """Frames without a title, every third pixel, to judge contrast by: uint8 (2, height / 3, width / 3, 4)."""
        frames = []
        for share in (0.2, 0.8):
            self._paint_scene(share * self._plan.duration_s)
            frames.append(self.buffer[::3, ::3].copy())
        return np.stack(frames)


class _Sheet:
    """A still layer painted once, at the size of the camera's closest view of it, and cut to what is not empty."""

    def __init__(self, layer: Layer, margin_px: float, plan: ScenePlan) -> None:
        drift = layer.drift_px_s * plan.duration_s
        # A layer in the distance hardly moves: keeping only what can come into view saves most of its memory.
        reach = margin_px * min(1.0, layer.depth + 0.02)
        left = math.floor(-reach - max(0.0, drift))
        right = math.ceil(plan.width + reach - min(0.0, drift))
        top = math.floor(max(layer.top_px, -reach))
        bottom = plan.height + reach if layer.bottom_px is None else min(layer.bottom_px, plan.height + reach)
        scale = 1.0 if layer.soft else 1 + (MAX_ZOOM - 1) * 0.5 * min(1.0, layer.depth)
        pixels = np.zeros((max(1, math.ceil((bottom - top) * scale)), math.ceil((right - left) * scale), 4), np.uint8)
        height, width = pixels.shape[:2]
        surface = skia.Surface.MakeRasterDirect(skia.ImageInfo.MakeN32Premul(width, height), pixels)
        canvas = surface.getCanvas()
        canvas.scale(scale, scale)
        canvas.translate(-left, -top)
        layer.draw(canvas, 0.0)
        box = _painted(pixels[..., 3])
        self._left, self._top = left + box.left() / scale, top + box.top() / scale
        self._picture = surface.makeImageSnapshot(box)
        self._scale, self._sampling = scale, _NEAREST
        if not layer.soft:
            self._sharpen(plan.width * plan.height)

    def draw(self, canvas: Any) -> None:
        canvas.translate(self._left, self._top)
        if self._scale != 1:
            canvas.scale(1 / self._scale, 1 / self._scale)
        canvas.drawImage(self._picture, 0, 0, self._sampling)

    def _sharpen(self, frame_px: int) -> None:
        """Prepare for movement by parts of a pixel.

        Interpolating every frame costs ten times as much as copying. So the picture is interpolated once, to twice its
        size, and each frame copies the nearest samples, half a pixel apart; large frames interpolate to save memory.
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
