"""Reduces the frames of a film to about 80 pixels: the small pictures that are compared with one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from av.video.reformatter import ColorRange, VideoReformatter

if TYPE_CHECKING:
    from av.video.frame import VideoFrame
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Picture = NDArray[np.uint8]

SIDE_PX = 80
"""Longer side of a small picture; that of films whose sides are no multiples of it may be a tenth longer or shorter."""

LEAST = (9, 16)
"""Rows and columns that the smallest of small pictures has."""

_BLACK_LEVEL, _SCALE, _GREY = 16, 255 / 219, 128
_LEAST_BLOCK_PX = 8
_ROWS_OF_A_BLOCK = 24
_TEN_BITS = "10le"
_SHARES = {"yuv420p": (2, 2), "yuv422p": (2, 1), "yuv444p": (1, 1)}
"""Formats whose planes are read as they are, with 8 and 10 bits: columns and rows of luma to one of colour."""


class SmallPictures:
    """Makes small pictures of one size.

    Each of their pixels is the mean of a square of the film's. Squares of whole pixels are summed here, in half of
    a scaler's time; films that are too small for that, and formats with other planes, are left to one. Where a film
    changes its size on the way, the size of the small pictures stays that of its first frame.
    """

    def __init__(self) -> None:
        self._film: tuple[int, int] | None = None
        self._size = (0, 0)
        self._block_px = 0
        self._scaler = VideoReformatter()  # one for all frames: what it needs for a size is made only once

    def of(self, frame: VideoFrame) -> Floats:
        """Y, U and V of a frame, shape (3, height, width), luma stretched to the full range."""
        if self._film is None:
            self._begin(frame)
        shares = _SHARES.get(frame.format.name.removesuffix(_TEN_BITS))
        if shares and self._block_px and self._film == (frame.width, frame.height):
            small = self._means(frame, *shares)
            full_range = frame.color_range == ColorRange.JPEG
        else:
            small, full_range = self._scaled(frame)
        if not full_range:
            small[0] -= _BLACK_LEVEL
            small[0] *= _SCALE
        return small

    def _begin(self, frame: VideoFrame) -> None:
        self._film = frame.width, frame.height
        longer_px = max(self._film)
        block_px = 2 * round(longer_px / SIDE_PX / 2)  # even, so that colour has whole blocks too
        fits = (
            block_px >= _LEAST_BLOCK_PX and frame.width >= LEAST[1] * block_px and frame.height >= LEAST[0] * block_px
        )
        if fits:
            self._block_px = block_px
            self._size = frame.width // block_px, frame.height // block_px
        else:
            scale = SIDE_PX / longer_px
            self._size = max(LEAST[1], round(frame.width * scale)), max(LEAST[0], round(frame.height * scale))

    def _means(self, frame: VideoFrame, columns: int, rows: int) -> Floats:
        width, height = self._size
        small = np.empty((3, height, width), np.float32)
        deep = frame.format.name.endswith(_TEN_BITS)
        for place, plane in enumerate(frame.planes):
            wide, high = (1, 1) if place == 0 else (columns, rows)
            pixels = _pixels(plane, np.uint16 if deep else np.uint8)
            _block_means(pixels, self._block_px // high, self._block_px // wide, small[place])
        if deep:
            small /= 4
        return small

    def _scaled(self, frame: VideoFrame) -> tuple[Floats, bool]:
        """By the scaler, and whether its luma has the full range."""
        width, height = self._size
        scaled: Any = self._scaler.reformat(frame, width, height, "yuv444p", interpolation="AREA", threads=1)
        small = np.stack([_pixels(plane, np.uint8)[:height, :width] for plane in scaled.planes]).astype(np.float32)
        return small, scaled.color_range == ColorRange.JPEG


def _pixels(plane: Any, kind: type[np.uint8 | np.uint16]) -> NDArray[Any]:
    """A view of a plane."""
    pixels = np.frombuffer(plane, kind)
    pixels = pixels[: plane.line_size // pixels.itemsize * plane.height]
    return pixels.reshape(plane.height, -1)[:, : plane.width]


def _block_means(pixels: NDArray[Any], high: int, wide: int, out: Floats) -> None:
    """Means of blocks of so many pixels; what is left over at the right and below counts for none.

    Of high blocks every third row (an odd step: of both fields) or fewer are summed, which tells the mean well enough.
    """
    height, width = out.shape
    step = high // _ROWS_OF_A_BLOCK // 2 * 2 + 1
    blocks = pixels[: height * high, : width * wide].reshape(height, high, width * wide)[:, ::step]
    columns = np.add.reduce(blocks, axis=1, dtype=np.uint16)
    np.add.reduce(columns.reshape(height, width, wide), axis=2, dtype=np.float32, out=out)
    out /= blocks.shape[1] * wide
