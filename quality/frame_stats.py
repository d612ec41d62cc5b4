"""Statistics of every frame of a film, from a single pass: what the technical faults are found in.

The pictures themselves are let go at once but for about a second of small ones, so memory grows by some 600 bytes a
frame, whatever its size: by 9 MB in ten minutes.
"""

from __future__ import annotations

import functools
from array import array
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from footage.errors import UnsupportedMediaError
from media.frames import luma_of
from media.reading import read_through
from quality.blockiness import BlockMeter
from quality.detail import DetailMeter
from quality.flow import flow_interpolator
from quality.small_pictures import LEAST, SmallPictures

if TYPE_CHECKING:
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream
    from numpy.typing import NDArray

    from footage.video_info import VideoInfo

    Floats = NDArray[np.float32]
    Picture = NDArray[np.uint8]

NEAR = 7
"""Each frame is compared with this many before it."""

BLEND_S = 0.5
"""Seconds before and after a frame between which it may be a blend."""

THUMB = LEAST
_DARK, _BRIGHT = 20, 250
_BAR = 24
_COLOUR_SEEN = 2
_USUAL_FRAME_S = 0.04


@dataclass(frozen=True, kw_only=True)
class FrameStats:
    """Statistics of n frames, each an array with n rows; levels are of 8-bit luma over the full range.

    Attributes:
        times_s: When each frame is shown.
        end_s: When the last one ends.
        frame_s: The usual (median) time from frame to frame.
        luma: Mean brightness in levels.
        dark: Share of pixels below 20 levels.
        bright: Share of pixels from 250 levels.
        change: Mean absolute difference from the frame before in levels, luma and colour; 0 for the first.
        distances: Column k: mean absolute luma difference from the frame k + 1 before; NaN before the first.
        squares: Likewise, mean squared luma difference: noise that lies over both adds the same to each.
        blend_error: How far the frame is from the mean of those `BLEND_S` before and after it, as a share of half their
            distance: 0 for a dissolve, about 1 and more where things move; NaN near the ends.
        blend_span: The distance of those two frames in levels.
        flow_error: How far the frame is from what the optical flow makes of its neighbours, in levels, for every second
            frame; NaN for the others and without OpenCV.
        peak: How bright, or colourful, the most visible place of the small picture is, in levels: a line of small type
            is dark for most pixels only.
        sharpness: Shape (n, tiles, 2), see `quality.detail.Detail`.
        contrast: Shape (n, tiles), likewise.
        same: Share of the pixels that are the very same as in the frame before.
        same_most: That share in the tile where it is largest.
        blockiness: Share of the 16-pixel grid's edges where the picture breaks, see `quality.blockiness`.
        broke_at_once: The largest share of them that broke in one and the same frame and are whole again in this one.
        broken_for: For how many frames those were broken.
        thumbs: Shape (n, 3, 9, 16), Y, U and V, uint8.
    """

    times_s: Floats
    end_s: float
    frame_s: float
    luma: Floats
    dark: Floats
    bright: Floats
    change: Floats
    distances: Floats
    squares: Floats
    blend_error: Floats
    blend_span: Floats
    flow_error: Floats
    peak: Floats
    sharpness: NDArray[np.float16]
    contrast: NDArray[np.float16]
    same: Floats
    same_most: Floats
    blockiness: Floats
    broke_at_once: Floats
    broken_for: NDArray[np.intp]
    thumbs: Picture

    @functools.cached_property
    def inner(self) -> Picture:
        """The thumbs' luma without black bars, shape (n, rows, columns): bars make any two pictures alike."""
        luma = self.thumbs[:, 0]
        brightest = luma.max(axis=0)
        lit = [np.flatnonzero(brightest.max(axis=axis) > _BAR) for axis in (1, 0)]
        if not all(len(places) > 1 for places in lit):
            return luma
        rows, columns = (slice(int(places[0]), int(places[-1]) + 1) for places in lit)
        return luma[:, rows, columns]

    def end_of(self, index: int) -> float:
        """When a frame ends, in seconds."""
        return float(self.times_s[index + 1]) if index + 1 < len(self.times_s) else self.end_s


def frame_stats(info: VideoInfo) -> FrameStats:
    """Decode a film once and measure every frame.

    Raises:
        UnsupportedMediaError: The film has no frame that can be decoded.
    """
    viewer = FrameStatsViewer(info)
    read_through(info, [viewer])
    return viewer.stats()


class FrameStatsViewer:
    """A viewer that measures every frame.

    Args:
        info: The film.
    """

    def __init__(self, info: VideoInfo) -> None:
        self._info = info
        self._frame_s = 1 / info.fps if info.fps else _USUAL_FRAME_S
        self._lag = max(1, round(BLEND_S / self._frame_s))
        self._times_s: list[float] = []
        self._recent: deque[Floats] = deque(maxlen=max(2 * self._lag, NEAR) + 1)
        self._numbers, self._apart, self._blends = array("f"), array("f"), array("f")
        self._flow, self._flow_errors = flow_interpolator(), array("f")
        self._detail, self._sharpness, self._contrast = DetailMeter(), bytearray(), bytearray()
        self._blocks = BlockMeter()
        self._thumbs = bytearray()
        self._small = SmallPictures()

    def begin(self, stream: VideoStream) -> None:
        """See `media.reading.Viewer.begin`."""

    def see(self, time_s: float, frame: VideoFrame) -> None:
        """See `media.reading.Viewer.see`."""
        self._times_s.append(time_s)
        small = self._small.of(frame)
        luma = small[0]
        before = self._recent[-1] if self._recent else small
        stored = luma_of(frame)
        detail = self._detail.see(stored)
        self._sharpness += detail.sharpness.astype(np.float16).tobytes()
        self._contrast += detail.contrast.astype(np.float16).tobytes()
        self._numbers.extend(
            (
                float(luma.mean()),
                float(np.count_nonzero(luma < _DARK) / luma.size),
                float(np.count_nonzero(luma >= _BRIGHT) / luma.size),
                float(np.abs(small - before).mean()),
                _peak(small),
                detail.same,
                detail.same_most,
                *self._blocks.see(stored),
            )
        )
        self._apart.extend(self._distances(luma))
        self._recent.append(small)
        self._blends.extend(self._blend())
        self._flow_errors.append(self._flow_error())
        self._thumbs += _thumb(small).tobytes()

    def end(self) -> None:
        """See `media.reading.Viewer.end`."""

    def _distances(self, luma: Floats) -> list[float]:
        """Mean differences from each of the frames before, the nearest first, and mean squared ones."""
        before = [self._recent[-k][0] for k in range(1, min(NEAR, len(self._recent)) + 1)]
        unknown = [float("nan")] * (NEAR - len(before))
        if not before:
            return [*unknown, *unknown]
        apart = (np.stack(before) - luma).reshape(len(before), -1)
        squares = np.einsum("ab,ab->a", apart, apart) / apart.shape[1]
        return [*np.abs(apart).mean(axis=1).tolist(), *unknown, *squares.tolist(), *unknown]

    def _blend(self) -> tuple[float, float]:
        """`blend_error` and `blend_span` of the frame `lag` ago: only now both frames around it are known."""
        lag = self._lag
        if len(self._recent) < 2 * lag + 1:
            return float("nan"), float("nan")
        first, middle, last = (self._recent[at][0] for at in (-2 * lag - 1, -lag - 1, -1))
        span = float(np.abs(last - first).mean())
        return float(np.abs(2 * middle - first - last).mean()) / max(span, 0.1), span

    def _flow_error(self) -> float:
        """`flow_error` of the frame before: only now both frames beside it are known."""
        count = len(self._flow_errors)
        if self._flow is None or count < 2 or count % 2:
            return float("nan")
        before, shown, after = (self._recent[at][0] for at in (-3, -2, -1))
        return self._flow.error(before, shown, after)

    def stats(self) -> FrameStats:
        """The statistics of all frames that were shown.

        Raises:
            UnsupportedMediaError: None was.
        """
        times_s = self._times_s
        if not times_s:
            raise UnsupportedMediaError(f"{self._info.path.name} has no frames that can be decoded.")
        steps = np.diff(times_s)
        frame_s = float(np.median(steps)) if len(steps) else self._frame_s
        luma, dark, bright, change, peak, same, same_most, blocks, at_once, broken_for = (
            np.asarray(self._numbers).reshape(len(times_s), -1).T
        )
        distances, squares = np.asarray(self._apart).reshape(len(times_s), 2, NEAR).swapaxes(0, 1)
        blends = np.full((len(times_s), 2), np.nan, np.float32)
        blends[: -self._lag] = np.asarray(self._blends).reshape(blends.shape)[self._lag :]
        return FrameStats(
            times_s=np.asarray(times_s, np.float32),
            end_s=max(self._info.duration_s, times_s[-1] + frame_s),
            frame_s=frame_s,
            luma=luma,
            dark=dark,
            bright=bright,
            change=change,
            distances=distances,
            squares=squares,
            blend_error=blends[:, 0],
            blend_span=blends[:, 1],
            flow_error=np.append(np.asarray(self._flow_errors)[1:], np.float32("nan")),
            peak=peak,
            sharpness=np.frombuffer(self._sharpness, np.float16).reshape(len(times_s), -1, 2),
            contrast=np.frombuffer(self._contrast, np.float16).reshape(len(times_s), -1),
            same=same,
            same_most=same_most,
            blockiness=blocks,
            broke_at_once=at_once,
            broken_for=broken_for.astype(np.intp),
            thumbs=np.frombuffer(self._thumbs, np.uint8).reshape(-1, 3, *THUMB),
        )


def _peak(small: Floats) -> float:
    """How bright or colourful the most visible place is, in levels: blue sparks are hardly brighter than black."""
    colour: float = (small[0] + _COLOUR_SEEN * np.abs(small[1:] - 128).max(axis=0)).max()
    return float(colour)


def _thumb(small: Floats) -> Picture:
    rows, columns = (np.arange(count) * side // count for count, side in zip(THUMB, small.shape[1:], strict=True))
    sums = np.add.reduceat(np.add.reduceat(small, rows, axis=1), columns, axis=2)
    areas = np.outer(np.diff([*rows, small.shape[1]]), np.diff([*columns, small.shape[2]]))
    return np.asarray(np.clip(sums / areas, 0, 255), dtype=np.uint8)
