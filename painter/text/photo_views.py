"""The ways in which a picture fills a frame: a camera that moves over a photograph, a drawing shown whole, a clip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from media.focus import MAP_PX, Window, busiest, detail_map
from painter.craft import brush
from painter.craft.camera import ease, glide
from painter.craft.stage import Stage
from painter.scenery import photo
from painter.text import filmed, photo_crop
from painter.text.card_page import Ornament
from painter.text.entrances import Box
from painter.text.moving import MovingPicture, moving_picture

_LINEAR = skia.SamplingOptions(skia.FilterMode.kLinear)
_NEAREST = skia.SamplingOptions(skia.FilterMode.kNearest)
_SMALLER = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
_LARGER = skia.SamplingOptions(skia.CubicResampler.Mitchell())
_DOUBLED_UP_TO_PX = 1920 * 1088
"""Up to this size of frame a picture is kept at twice its size: its nearest samples are copied, which is fast."""

_GROWS = 0.035
_LOOK_PX = 720
_CLOSEST, _WORTH_IT = 1.9, 1.5
"""How much larger a screenshot is shown after all of it was seen, and how much it must be to be worth a move."""
_TALL, _TOO_NARROW = 0.85, 0.62
"""A picture this tall that would take less than this share of its room's width moves up past it instead."""


@dataclass(frozen=True)
class FullPicture:
    """A picture that fills the frame.

    Attributes:
        draw: Paints it at a time in seconds.
        sinks: How its details lie in the frame: 0 all above, 1 all below.
    """

    draw: Ornament
    sinks: float = 0.5


@dataclass(frozen=True)
class WholePicture:
    """A picture of which all is shown, on a dark and soft copy of itself."""

    stage: Stage
    image: Any
    clip: MovingPicture | None
    region: Box

    @property
    def aspect(self) -> float:
        """Its width as a share of its height."""
        return float(self.image.width() / self.image.height())

    def within(self, room: Box) -> Ornament:
        """What paints the frame at a time in seconds, with the picture in an area in pixels."""
        return _whole(self, room)


def view(stage: Stage, pictures: Sequence[Path], index: int, region: Box) -> FullPicture | WholePicture:
    """The view of one of the film's pictures, which fills a region of the frame, in pixels.

    Raises:
        InvalidInputError: There are not that many pictures.
        UnsupportedMediaError: The picture cannot be read.
    """
    path = photo.chosen(pictures, index)
    if path.suffix == filmed.SUFFIX:
        return _filmed(stage, path, region)
    image = photo.decoded(path)
    aspect = image.width() / image.height()
    clip = moving_picture(path)
    if photo_crop.is_shown_whole(_plain(image), aspect, image.width(), round(region[2] - region[0])):
        return WholePicture(stage, image, clip, region)
    rows = max(8, round(MAP_PX / max(1.0, aspect)))
    details = detail_map(_small(image, max(8, round(rows * aspect)), rows))
    way = photo_crop.camera_path(
        details, aspect, _size(region)[0] / _size(region)[1], pulls=stage.plan.variation % 2 == 1
    )
    if clip:
        cover = max(way.start, way.end, key=lambda window: window.wide)
        return FullPicture(_playing(clip, cover, region))
    return FullPicture(_travelling(stage, image, way, region), way.sinks)


def _filmed(stage: Stage, path: Path, region: Box) -> FullPicture:
    """A clip of film over all of a region."""
    clip = filmed.FilmedPicture(path)
    first = clip.at(0.0)
    size = first.width(), first.height()
    sinks = filmed.sinks(path, stage.plan.duration_s)
    if size == _size(region):

        def draw(canvas: Any, time_s: float) -> None:
            canvas.drawImage(clip.at(time_s), region[0], region[1])

        return FullPicture(draw, sinks)
    aspect, wanted = size[0] / size[1], _size(region)[0] / _size(region)[1]
    wide, high = min(1.0, wanted / aspect), min(1.0, aspect / wanted)
    window = Window((1 - wide) / 2, (1 - high) / 2, wide, high)
    return FullPicture(_playing(clip, window, region), sinks)


def _size(box: Box) -> tuple[float, float]:
    return box[2] - box[0], box[3] - box[1]


def _travelling(stage: Stage, image: Any, way: photo_crop.CameraPath, region: Box) -> Ornament:
    """A slow move from one window to another."""
    cover, closer = sorted((way.start, way.end), key=lambda window: -window.wide)
    zoom = cover.wide / closer.wide
    across, down = _size(region)
    wide, high = across * zoom, down * zoom
    double = 2 if wide * high <= _DOUBLED_UP_TO_PX * 1.3 else 1
    sheet = _rendered(image, cover, round(wide), round(high))
    if double == 2:
        sheet = sheet.resize(round(wide) * 2, round(high) * 2, _LINEAR).makeRasterImage()
    sampling = _NEAREST if double == 2 else _LINEAR
    px = sheet.width() / cover.wide, sheet.height() / cover.high

    def draw(canvas: Any, time_s: float) -> None:
        now = way.start.towards(way.end, glide(time_s / stage.plan.duration_s))
        canvas.save()
        canvas.clipRect(skia.Rect(*region))
        canvas.translate(region[0], region[1])
        canvas.scale(across / (now.wide * px[0]), down / (now.high * px[1]))
        canvas.translate(-(now.x - cover.x) * px[0], -(now.y - cover.y) * px[1])
        canvas.drawImage(sheet, 0, 0, sampling)
        canvas.restore()

    return draw


def _playing(clip: MovingPicture | filmed.FilmedPicture, window: Window, box: Box) -> Ornament:
    def draw(canvas: Any, time_s: float) -> None:
        frame = clip.at(time_s)
        canvas.drawImageRect(frame, _part(frame, window), skia.Rect(*box), _LINEAR)

    return draw


def _whole(picture: WholePicture, room: Box) -> Ornament:
    """All of a picture, on a dark and soft copy of itself; it grows a little."""
    stage, image, clip, region = picture.stage, picture.image, picture.clip, picture.region
    left, top, right, bottom = room
    aspect = image.width() / image.height()
    wide = min(right - left, (bottom - top) * aspect, 2.6 * image.width())
    high = wide / aspect
    x, y = (left + right - wide) / 2, (top + bottom - high) / 2
    box = x, y, x + wide, y + high
    ground = _dark_copy(image, region)
    all_of_it = Window(0.0, 0.0, 1.0, 1.0)
    if clip:
        play = _playing(clip, all_of_it, box)

        def draw_clip(canvas: Any, time_s: float) -> None:
            canvas.drawImage(ground, region[0], region[1])
            play(canvas, time_s)

        return draw_clip
    if aspect < _TALL and wide < _TOO_NARROW * (right - left):
        return _scrolling(picture, room, ground)
    closer = min(1.15 * image.width() / wide, max((right - left) / wide, (bottom - top) / high), _CLOSEST)
    if closer > _WORTH_IT and photo_crop.is_drawn(_plain(image)):
        return _closing_in(picture, room, ground, (wide, high, closer))
    sheet = _rendered(image, all_of_it, max(1, round(wide * 2)), max(1, round(high * 2)))

    def draw(canvas: Any, time_s: float) -> None:
        canvas.drawImage(ground, region[0], region[1])
        scale = (1 - _GROWS * (1 - glide(time_s / stage.plan.duration_s))) * wide / sheet.width()
        canvas.save()
        canvas.translate(x + wide / 2, y + high / 2)
        canvas.scale(scale, scale)
        canvas.drawImage(sheet, -sheet.width() / 2, -sheet.height() / 2, _LINEAR)
        across, down = sheet.width() / 2, sheet.height() / 2
        canvas.drawRect(skia.Rect(-across, -down, across, down), _rim(stage, 1 / scale))
        canvas.restore()

    return draw


def _closing_in(picture: WholePicture, room: Box, ground: Any, size: tuple[float, float, float]) -> Ornament:
    """A screenshot or a plan: first all of it, then larger, where most of it is written, so that it can be read."""
    left, top, right, bottom = room
    wide, high, closer = size
    sheet = _rendered(picture.image, Window(0.0, 0.0, 1.0, 1.0), round(wide * closer), round(high * closer))
    rows = max(8, round(MAP_PX / max(1.0, picture.aspect)))
    details = detail_map(_small(picture.image, MAP_PX, rows))
    seen = min(1.0, (right - left) / (wide * closer)), min(1.0, (bottom - top) / (high * closer))
    window = busiest(details, *seen)
    focus = window.x + window.wide / 2, window.y + window.high / 2

    def draw(canvas: Any, time_s: float) -> None:
        canvas.drawImage(ground, picture.region[0], picture.region[1])
        share = ease((time_s / picture.stage.plan.duration_s - 0.22) / 0.4)
        scale = (1 + (closer - 1) * share) / closer
        across, down = sheet.width() * scale, sheet.height() * scale
        x = (left + right) / 2 - across * (0.5 + (focus[0] - 0.5) * share)
        y = (top + bottom) / 2 - down * (0.5 + (focus[1] - 0.5) * share)
        box = skia.Rect(max(left, x), max(top, y), min(right, x + across), min(bottom, y + down))
        canvas.save()
        canvas.clipRect(box)
        canvas.translate(x, y)
        canvas.scale(scale, scale)
        canvas.drawImage(sheet, 0, 0, _LINEAR)
        canvas.restore()
        canvas.drawRect(box, _rim(picture.stage, 1.0))

    return draw


def _scrolling(picture: WholePicture, room: Box, ground: Any) -> Ornament:
    """A long page or a tall screenshot, wide enough to be read, that moves up until all of it was seen."""
    left, top, right, bottom = room
    image, stage = picture.image, picture.stage
    wide = min(right - left, 1.6 * image.width(), 1.9 * (bottom - top))
    high = wide / picture.aspect
    sheet = _rendered(image, Window(0.0, 0.0, 1.0, 1.0), round(wide), round(high))
    x = (left + right - wide) / 2
    way = max(0.0, high - (bottom - top))
    box = skia.Rect(x, top, x + wide, min(bottom, top + high))

    def draw(canvas: Any, time_s: float) -> None:
        canvas.drawImage(ground, picture.region[0], picture.region[1])
        share = ease(1.25 * time_s / stage.plan.duration_s - 0.15)
        canvas.save()
        canvas.clipRect(box)
        canvas.drawImage(sheet, x, top - way * share, _LINEAR)
        canvas.restore()
        canvas.drawRect(box, _rim(stage, 1.0))

    return draw


def _rim(stage: Stage, scale: float) -> Any:
    """A fine light edge: dark screenshots would melt into their dark ground."""
    return brush.stroke("#ffffff", max(1.5, 0.003 * stage.unit) * scale, 0.28)


def _dark_copy(image: Any, region: Box) -> Any:
    """The picture as a ground: covering the frame, far out of focus, and dark."""
    across, down = _size(region)
    aspect, frame = image.width() / image.height(), across / down
    wide, high = min(1.0, frame / aspect), min(1.0, aspect / frame)
    middle = Window((1 - wide) / 2, (1 - high) / 2, wide, high)
    small = _rendered(image, middle, max(2, round(across / 12)), max(2, round(down / 12)))
    surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(round(across), round(down)))
    canvas = surface.getCanvas()
    blur = skia.ImageFilters.Blur(0.006 * across, 0.006 * across, skia.TileMode.kClamp)
    soft = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(small.width(), small.height()))
    soft.getCanvas().drawImage(small, 0, 0, _LINEAR, skia.Paint(ImageFilter=blur))
    canvas.drawImageRect(soft.makeImageSnapshot(), skia.Rect.MakeWH(round(across), round(down)), _LARGER)
    canvas.drawPaint(brush.fill("#0b0d12", 0.70))
    return surface.makeImageSnapshot()


def _rendered(image: Any, window: Window, width: int, height: int) -> Any:
    """A window of a picture at a size in pixels."""
    width, height = max(1, width), max(1, height)  # of a strip nothing is left at some sizes
    surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(width, height))
    canvas = surface.getCanvas()
    canvas.clear(photo.ground_of(image))
    part = _part(image, window)
    sampling = _SMALLER if part.width() > 1.3 * width else _LARGER
    canvas.drawImageRect(image, part, skia.Rect.MakeWH(width, height), sampling)
    return surface.makeImageSnapshot()


def _part(image: Any, window: Window) -> Any:
    """A window in a picture's pixels."""
    wide, high = image.width(), image.height()
    return skia.Rect.MakeXYWH(window.x * wide, window.y * high, window.wide * wide, window.high * high)


def _small(image: Any, width: int, height: int) -> NDArray[np.uint8]:
    shown = _rendered(image, Window(0.0, 0.0, 1.0, 1.0), width, height)
    return np.asarray(shown.toarray(colorType=skia.kRGBA_8888_ColorType))[..., :3]


def _plain(image: Any) -> NDArray[np.uint8]:
    """A large part of a picture as it is, without any smoothing: uint8 (height, width, 3)."""
    wide, high = min(image.width(), _LOOK_PX), min(image.height(), _LOOK_PX)
    surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(wide, high))
    canvas = surface.getCanvas()
    canvas.clear(photo.ground_of(image))
    canvas.drawImage(image, -(image.width() - wide) / 2, -(image.height() - high) / 2, _NEAREST)
    return np.asarray(surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType))[..., :3]
