"""Reads single frames of a film, without decoding all of it."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footage.errors import UnsupportedMediaError
from media.decoding import pictures_of
from media.probe import display_size, first_tick, opened, sniff, video_stream
from media.reading import HALF_TICK_S
from media.side_data import side_data_of

if TYPE_CHECKING:
    import numpy as np
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.reformatter import VideoReformatter
    from av.video.stream import VideoStream
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

_MAX_RUN_S = 4.0
_UNSPECIFIED = 2
"""ISO/IEC 23091-4: nobody says how colours become brightness and colour differences."""
_HD_PX = 720
_PLANAR_8_BIT = frozenset({"yuv420p", "yuvj420p", "yuv422p", "yuvj422p", "yuv444p", "yuvj444p", "nv12", "gray"})
_PLANAR_10_BIT = frozenset({"yuv420p10le", "yuv422p10le", "yuv444p10le", "gray10le"})
_OF_PNG = frozenset(
    {"rgb24", "rgba", "rgb48be", "rgba64be", "pal8", "gray", "gray16be", "ya8", "ya16be", "monob", "monow"}
)
"""What PyAV 18 finds beside pictures of PNG it frees twice, which ends the process: those are not asked."""

_HALF_COLOURS = frozenset({"yuv420p", "yuvj420p", "yuv420p10le"})


def read_frames(
    path: Path, times_s: Sequence[float], max_side_px: int | None = None, *, roughly: bool = False
) -> list[Picture]:
    """The frames shown at the given times, upright and with square pixels.

    Args:
        path: A video file that `media.probe.probe` accepts.
        times_s: Seconds from the film's start, in any order; past the end means the last frame.
        max_side_px: Scale down so that the longer side has at most this many pixels.
        roughly: As for `each_frame`.

    Returns:
        One array of shape (height, width, 3), RGB, for each time, in the order of `times_s`.

    Raises:
        UnsupportedMediaError: The file has no frame there that can be decoded.
    """
    order = sorted(range(len(times_s)), key=lambda index: times_s[index])
    rising = each_frame(path, [times_s[index] for index in order], max_side_px, roughly=roughly)
    pictures = dict(zip(order, rising, strict=True))
    return [pictures[index] for index in range(len(times_s))]


def each_frame(
    path: Path, times_s: Sequence[float], max_side_px: int | None = None, *, roughly: bool = False
) -> Iterator[Picture]:
    """The frames shown at the given times, one after another, so that only one is held.

    Args:
        path: A video file that `media.probe.probe` accepts.
        times_s: As for `read_frames`, rising.
        max_side_px: As for `read_frames`.
        roughly: Skip frames that no other is made from, which is quicker: one shortly before is given instead.

    Yields:
        One array of shape (height, width, 3), RGB, for each time; high dynamic range is mapped to 8 bits.

    Raises:
        UnsupportedMediaError: The file has no frame there that can be decoded.
    """
    for frame, aspect in decoded_at(path, times_s, roughly=roughly):
        yield upright(frame, aspect, max_side_px)


def decoded_at(path: Path, times_s: Iterable[float], *, roughly: bool = False) -> Iterator[tuple[VideoFrame, Fraction]]:
    """As `each_frame`, but as decoded, each with the width of a stored pixel over its height.

    The times are asked for one after another, so they may depend on the frames before.
    """
    with opened(path, sniff(path)) as container:
        stream = video_stream(container, path)
        stream.thread_type = "AUTO"
        if roughly:
            stream.codec_context.skip_frame = "NONREF"
        walk = _Walk(container, stream)
        for time_s in times_s:
            frame = walk.frame_at(time_s)
            if frame is None:
                raise UnsupportedMediaError(f"{path.name} has no frame at {time_s:.2f} s.")
            yield frame, Fraction(stream.sample_aspect_ratio or 1)


def read_keyframes(path: Path, times_s: Sequence[float], max_side_px: int) -> list[Picture]:
    """The keyframes at or before the given times, upright and small: far cheaper than the frames themselves.

    Args:
        path: A video file that `media.probe.probe` accepts.
        times_s: Seconds from the film's start, rising.
        max_side_px: Scale down so that the longer side has at most this many pixels.

    Returns:
        As `read_frames` does.

    Raises:
        UnsupportedMediaError: The file has no frame that can be decoded.
    """
    pictures: list[Picture] = []
    with opened(path, sniff(path)) as container:
        stream = video_stream(container, path)
        stream.codec_context.skip_frame = "NONKEY"
        tick, start = Fraction(stream.time_base or Fraction(1, 1000)), first_tick(stream)
        entries, last = stream.index_entries, -1
        for time_s in times_s:
            target = start + int(max(0.0, time_s + HALF_TICK_S) / tick)
            index = entries.search_timestamp(target)
            if not pictures or index < 0 or index != last:
                container.seek(target, stream=stream)
                frame = next(pictures_of(container, stream), None)
                if frame is None:
                    raise UnsupportedMediaError(f"{path.name} has no frame at {time_s:.2f} s.")
                pictures.append(upright(frame, stream.sample_aspect_ratio or 1, max_side_px))
            else:
                pictures.append(pictures[-1])
            last = index
    return pictures


def luma_of(frame: VideoFrame) -> Picture:
    """The brightness of every pixel of a decoded frame, 8 bits, as stored (not turned upright).

    A view of the decoder's own memory where its format allows: copy what outlives the frame.
    """
    import numpy as np

    if frame.format.name in _PLANAR_8_BIT | _PLANAR_10_BIT:
        return _plane(frame, 0, frame.width)
    return np.asarray(frame.to_ndarray(format="gray"), dtype=np.uint8)


def colours_of(frame: VideoFrame) -> tuple[Picture, Picture] | None:
    """The two colour differences of a decoded frame, 8 bits; None where they are not stored at half its size."""
    if frame.format.name not in _HALF_COLOURS:
        return None
    wide = -(-frame.width // 2)
    return _plane(frame, 1, wide), _plane(frame, 2, wide)


def apart(one: Picture, other: Picture) -> Picture:
    """How far apart two pictures are, pixel by pixel, in 8 bits, which is quicker than in 16."""
    import numpy as np

    levels: Picture = np.maximum(one, other) - np.minimum(one, other)
    return levels


def _plane(frame: VideoFrame, place: int, width: int) -> Picture:
    import numpy as np

    plane, deep = frame.planes[place], frame.format.name in _PLANAR_10_BIT
    pixels: Any = np.frombuffer(memoryview(plane), np.uint16 if deep else np.uint8)
    pixels = pixels[: plane.line_size // pixels.itemsize * plane.height].reshape(plane.height, -1)[:, :width]
    levels: Picture = np.empty(pixels.shape, np.uint8) if deep else pixels
    if deep:
        np.right_shift(pixels, 2, out=levels, casting="unsafe")
    return levels


class _Walk:
    """Goes forward through a film: decodes on while the next time is near, jumps to a keyframe when one is nearer."""

    def __init__(self, container: InputContainer, stream: VideoStream) -> None:
        self._container = container
        self._stream = stream
        self._tick = Fraction(stream.time_base or Fraction(1, 1000))
        self._start = first_tick(stream)
        self._frames: Iterator[VideoFrame] = iter(())
        self._shown: VideoFrame | None = None
        self._ahead: VideoFrame | None = None

    def frame_at(self, time_s: float) -> VideoFrame | None:
        """The last frame that starts at or before the time."""
        target = self._start + int(max(0.0, time_s + HALF_TICK_S) / self._tick)
        if self._must_jump(target):
            self._jump(target)
            if self._ahead is None and target > self._start:
                self._jump(self._start)  # nothing decodes from there on: the end is nearer than the header says
        while self._ahead is not None and (self._shown is None or pts_of(self._ahead) <= target):
            self._shown, self._ahead = self._ahead, next(self._frames, None)
        return self._shown

    def _must_jump(self, target: int) -> bool:
        if self._shown is None:
            return True
        if self._ahead is None:
            return False
        here = pts_of(self._ahead)
        if target < here:
            return False
        entries = self._stream.index_entries
        index = entries.search_timestamp(target)
        keyframe_is_nearer = index >= 0 and entries[index].timestamp > here
        return keyframe_is_nearer or (target - here) * self._tick > _MAX_RUN_S

    def _jump(self, target: int) -> None:
        self._container.seek(target, stream=self._stream)
        self._frames = pictures_of(self._container, self._stream)
        self._shown, self._ahead = None, next(self._frames, None)


def pts_of(frame: VideoFrame) -> int:
    """When a frame is shown, in the stream's ticks."""
    return frame.pts if frame.pts is not None else 0


def upright(
    frame: VideoFrame, aspect: Any, max_side_px: int | None = None, by: VideoReformatter | None = None
) -> Picture:
    """A decoded frame as it is shown.

    Args:
        frame: The frame.
        aspect: Width of a stored pixel over its height.
        max_side_px: As in `read_frames`.
        by: What scales it; one for many frames of one size is quicker, for it is set up only once.

    Returns:
        RGB, of shape (height, width, 3).
    """
    import numpy as np

    from media.hdr import HLG, PQ, to_sdr

    width, height, rotation = display_size(frame, aspect)
    if max_side_px and max(width, height) > max_side_px:
        scale = max_side_px / max(width, height)
        width, height = max(1, round(width * scale)), max(1, round(height * scale))
    if rotation in (90, 270):
        width, height = height, width
    transfer = int(frame.color_trc or 0)
    if transfer in (PQ, HLG):
        deep: Any = _scaled(frame, width, height, "rgb48le", by)
        picture: Any = to_sdr(deep, transfer)
    elif any(part.is_alpha for part in frame.format.components):
        picture = _over_black(_scaled(frame, width, height, "rgba", by))
    else:
        picture = _scaled(frame, width, height, "rgb24", by)
    return np.ascontiguousarray(turned(picture, frame, rotation))


def turned(picture: Picture, frame: VideoFrame, rotation_deg: int) -> Picture:
    """The picture of a decoded frame the way up that players show it."""
    import numpy as np

    if not _is_mirrored(frame):
        return np.rot90(picture, rotation_deg // 90)
    flipped = picture.swapaxes(0, 1) if rotation_deg in (90, 270) else picture[::-1]
    return np.rot90(flipped, 2) if rotation_deg in (90, 180) else flipped


def _over_black(picture: NDArray[np.uint8]) -> Picture:
    import numpy as np

    colours = picture[..., :3].astype(np.uint16) * picture[..., 3:]
    return (colours // 255).astype(np.uint8)


def _is_mirrored(frame: VideoFrame) -> bool:
    """Whether the display matrix (ISO 14496-12, 8.2.2) flips the picture as well; none of PNG is looked for."""
    if frame.format.name in _OF_PNG:
        return False
    said = side_data_of(frame, "DISPLAYMATRIX")
    if said is None:
        return False
    a, b, _, c, d = struct.unpack("=5i", said[:20])
    return bool(a * d - b * c < 0)


def _scaled(frame: VideoFrame, width: int, height: int, pixel_format: str, by: VideoReformatter | None) -> Any:
    from av.video.reformatter import Colorspace, VideoReformatter

    by = by or VideoReformatter()
    matrix = int(Colorspace.ITU709) if _is_untagged_hd(frame) else None
    scaled = by.reformat(frame, width, height, pixel_format, matrix, interpolation="AREA", threads=1)
    return scaled.to_ndarray()


def _is_untagged_hd(frame: VideoFrame) -> bool:
    """Whether nothing says how a frame's colours are stored and players take those of HD, as they do by its size."""
    is_yuv = not frame.format.is_rgb and len(frame.format.components) >= 3
    return is_yuv and min(frame.width, frame.height) >= _HD_PX and int(frame.colorspace) == _UNSPECIFIED
