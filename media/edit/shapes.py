"""Brings pictures to another size or shape, and says where something stands on them."""

from __future__ import annotations

from media.edit.effect import Size
from media.edit.effects import Area
from media.edit.model import Fit, Place
from media.ffmpeg import Stream

SAME_SHAPE = 0.02
"""Shapes that differ by less are taken for the same: a picture is stretched by that much, and nobody sees it."""

_MARGIN = 0.04
_SMALL_PX = 160
_BLUR_PX, _DIMMED = 6, -0.06
_LOGO, _INSET = 0.16, 0.32
"""How wide a picture and a film in the picture are, as shares of its width, where nobody says."""

Box = tuple[int, int, int, int]
"""Left, top, width and height in pixels."""


def fitted(picture: Stream, now: Size, size: Size, fit: Fit) -> Stream:
    """Pictures of another size and shape.

    Args:
        picture: As they are.
        now: Their size.
        size: The new one.
        fit: centre cuts off what does not fit, pad puts bars beside it, blur the picture itself out of focus.
    """
    if now == size:
        return picture
    width, height = size
    if same_shape(now, size):
        return _scaled(picture, width, height).filter("setsar", 1)
    if fit == "centre":
        return _covering(picture, now, size).filter("setsar", 1)
    inner = contained(now, size)
    if fit == "pad":
        shown = _scaled(picture, *inner)
        return shown.filter("pad", width, height, "(ow-iw)/2", "(oh-ih)/2").filter("setsar", 1)
    behind, before = picture.split()
    scale = _SMALL_PX / max(size)
    small = _even(width * scale), _even(height * scale)
    ground = _covering(behind, now, small).filter("gblur", sigma=_BLUR_PX).filter("eq", brightness=_DIMMED)
    ground = _scaled(ground, width, height, "bicubic").filter("setsar", 1)
    left, top = (width - inner[0]) // 4 * 2, (height - inner[1]) // 4 * 2
    return ground.under(_scaled(before, *inner).filter("setsar", 1), x=left, y=top, format="yuv420", shortest=1)


def same_shape(one: Size, other: Size) -> bool:
    """Whether two sizes have the same shape, as far as anybody sees."""
    return abs(one[0] * other[1] / (one[1] * other[0]) - 1) <= SAME_SHAPE


def contained(now: Size, size: Size) -> Size:
    """The largest size of the same shape inside another."""
    scale = min(size[0] / now[0], size[1] / now[1])
    return min(size[0], _even(now[0] * scale)), min(size[1], _even(now[1] * scale))


def covering(now: Size, size: Size) -> Size:
    """The smallest size of the same shape around another."""
    scale = max(size[0] / now[0], size[1] / now[1])
    return max(size[0], _even(now[0] * scale)), max(size[1], _even(now[1] * scale))


def _covering(picture: Stream, now: Size, size: Size) -> Stream:
    return _scaled(picture, *covering(now, size)).filter("crop", *size)


def _scaled(picture: Stream, width: int, height: int, flags: str = "lanczos+accurate_rnd") -> Stream:
    return picture.filter("scale", width, height, flags=flags)


def box_of(area: Area, frame: Size, content: Size, *, is_film: bool) -> Box:
    """Where a picture or a film stands in the frame; one that fills all of the frame is cut to its shape.

    Args:
        area: Where it was asked to stand.
        frame: The size of the picture beneath.
        content: Its own size.
        is_film: Whether it moves.
    """
    width, height = frame
    if area.box is not None:
        left, top, wide, high = area.box
        room = max(2, round(min(wide, 1 - left) * width)), max(2, round(min(high, 1 - top) * height))
        inner = contained(content, (_even(room[0]), _even(room[1])))
        return round(left * width) + (room[0] - inner[0]) // 2, round(top * height) + (room[1] - inner[1]) // 2, *inner
    place: Place = area.place or ("bottom-right" if is_film else "top-right")
    if place == "full":
        return 0, 0, width, height
    usual = _INSET if is_film else _LOGO
    if width < height:  # a tall frame is narrow
        usual *= 1.4
    wide = usual * width if area.width is None else area.width * width if area.width <= 1 else area.width
    margin = round(_MARGIN * min(frame))
    room = min(round(wide), width - 2 * margin), height - 2 * margin
    inner = contained(content, (_even(room[0]), _even(room[1])))
    return *corner_of(place, frame, inner, margin), *inner


def corner_of(place: Place, frame: Size, inner: Size, margin: int) -> tuple[int, int]:
    """The upper left corner of something at a place, in pixels."""
    spare = frame[0] - inner[0], frame[1] - inner[1]
    left = margin if "left" in place else spare[0] - margin if "right" in place else spare[0] // 2
    if place == "lower-third":
        return margin, spare[1] - margin
    top = margin if place.startswith("top") else spare[1] - margin if place.startswith("bottom") else spare[1] // 2
    return max(0, left), max(0, top)


def _even(length: float) -> int:
    return max(2, round(length / 2) * 2)
