"""The stills of a film: a contact sheet of evenly spaced frames, and one good frame as its poster. Both are JPEG."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from footage.video_info import Stills, VideoInfo
from media.fonts import FONTS_DIR
from media.frames import decoded_at, upright
from media.reading import ShownAt
from media.system_fonts import typeface_in

if TYPE_CHECKING:
    from av.video.frame import VideoFrame
    from av.video.reformatter import VideoReformatter
    from av.video.stream import VideoStream

    from media.frames import Picture

MAX_JPEG_BYTES = 200_000
MAX_SHEET_BYTES = 45_000
"""Sheets go into answers, and some clients pass pictures on as text: 15 000 tokens of it are enough."""

MAX_SENT_SIDE_PX = 1024
_SHEET_WIDTH_PX = 768
_GUTTER_PX = 4
_GROUND = (18, 18, 20, 255)
_POSTER_SIDE_PX = 1280
_POSTER_MOMENT = 0.4
_JUDGED_SIDE_PX = 160
_QUALITIES = (88, 80, 72, 64, 56, 45, 30)
_LOOKS = 3
_NEXT_LOOK = 0.3
"""Of the time between two frames of the sheet."""

_MOST_AGAIN = 12
"""Looks beyond the first at a moment, where each means to decode a stretch of the film."""

_FULL = 0.75
"""Frames of less than this share of the highest interest so far may be between two scenes, half of them wiped away."""

_FONT = FONTS_DIR / "Inter-SemiBold.ttf"


def stills(info: VideoInfo) -> Stills:
    """Both pictures of a film, decoding no more of it than they need.

    Args:
        info: The film.

    Raises:
        UnsupportedMediaError: The file cannot be decoded.
    """
    viewer = StillsViewer(info)
    asked: list[int] = []

    def times_s() -> Iterator[float]:
        again = 0
        for look, time_s in enumerate(viewer.times_s):
            is_first = look % _LOOKS == 0
            if viewer.wants(look) and (is_first or again < _MOST_AGAIN):
                again += not is_first
                asked.append(look)
                yield time_s

    for frame, aspect in decoded_at(info.path, times_s(), roughly=True):
        viewer.take(asked[-1], frame, aspect)
    return viewer.stills()


def poster_at(info: VideoInfo, time_s: float) -> bytes:
    """The frame of a moment as a poster, a JPEG.

    Raises:
        UnsupportedMediaError: The film cannot be decoded, or has no frame there.
    """
    frame, aspect = next(iter(decoded_at(info.path, [time_s])))
    return encode_jpeg(image_of(upright(frame, aspect, _POSTER_SIDE_PX)))


class StillsViewer:
    """A viewer that makes a film's contact sheet and its poster, which is the best frame of the sheet.

    A frame with little in it, as between two scenes, gives way to one a little later, if that has more.

    Args:
        info: The film.

    Attributes:
        times_s: When frames may be looked at, in seconds: `_LOOKS` times for each on the sheet.
    """

    def __init__(self, info: VideoInfo) -> None:
        self._columns, rows = grid(info.width / info.height)
        count = self._columns * rows
        moments = [(index + 0.5) / count for index in range(count)]
        aside_s = [info.duration_s * _NEXT_LOOK / count * (look - 1) for look in range(_LOOKS)]
        self.times_s = [info.duration_s * moment + aside for moment in moments for aside in aside_s]
        self._shown_s: list[float] = []
        self._interests: list[float] = []
        tile_px = (_SHEET_WIDTH_PX - (self._columns + 1) * _GUTTER_PX) / self._columns
        self._tile_side_px = int(tile_px * max(1.0, info.height / info.width))
        # A moment near the favourite one wins unless another is clearly better.
        self._order = sorted(range(count), key=lambda index: abs(moments[index] - _POSTER_MOMENT))
        self._tiles: list[Picture] = []
        self._best: tuple[VideoFrame, Any] | None = None
        self._best_interest = -1.0
        self._scaler: VideoReformatter | None = None

    def begin(self, stream: VideoStream) -> None:
        """See `media.reading.Viewer.begin`."""
        aspect = stream.sample_aspect_ratio or 1
        self._moments = ShownAt(self.times_s, lambda index, frame: self.take(index, frame, aspect))

    def see(self, time_s: float, frame: VideoFrame) -> None:
        """See `media.reading.Viewer.see`."""
        self._moments.see(time_s, frame)

    def end(self) -> None:
        """See `media.reading.Viewer.end`."""
        self._moments.end()

    def wants(self, look: int) -> bool:
        """Whether a look at `times_s[look]` could change the sheet."""
        index = look // _LOOKS
        if index == len(self._tiles):
            return True
        return index == 0 or self._interests[index] < _FULL * max(self._interests)

    def take(self, look: int, frame: VideoFrame, aspect: Any) -> None:
        """Put the frame of `times_s[look]` on the sheet; only the best one is kept in full size, for the poster."""
        from av.video.reformatter import VideoReformatter

        if not self.wants(look):
            return
        self._scaler = self._scaler or VideoReformatter()
        index, tile = look // _LOOKS, upright(frame, aspect, self._tile_side_px, self._scaler)
        interest = _interest(tile)
        if index < len(self._tiles):
            if interest <= self._interests[index]:
                return
            self._tiles[index], self._interests[index], self._shown_s[index] = tile, interest, self.times_s[look]
        else:
            self._tiles.append(tile)
            self._interests.append(interest)
            self._shown_s.append(self.times_s[look])
        if (liked := interest * 0.97 ** self._order.index(index)) > self._best_interest:
            self._best, self._best_interest = (frame, aspect), liked

    @property
    def is_whole(self) -> bool:
        """Whether every frame of the sheet was seen."""
        return len(self._tiles) * _LOOKS == len(self.times_s)

    def stills(self) -> Stills:
        """Draw the sheet and the poster.

        Raises:
            ValueError: No frame was shown.
        """
        if self._best is None:
            raise ValueError("no frame was shown")
        poster = upright(*self._best, _POSTER_SIDE_PX)
        return Stills(
            poster=encode_jpeg(image_of(poster)),
            contact_sheet=encode_jpeg(_sheet(self._tiles, self._shown_s, self._columns), MAX_SHEET_BYTES),
        )


def grid(aspect: float) -> tuple[int, int]:
    """Columns and rows of the sheet for frames of this width over height, so that it is neither long nor tall."""
    if aspect >= 2:
        return 2, 4
    if aspect >= 1.2:
        return 3, 3
    return (4, 3) if aspect >= 0.8 else (5, 2)


def _interest(picture: Picture) -> float:
    """How much there is to see: contrast and edges, little for frames that are nearly black or white."""
    import numpy as np

    step = max(1, max(picture.shape) // _JUDGED_SIDE_PX)
    luma = picture[::step, ::step] @ np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)
    edges = sum(float(np.abs(np.diff(luma, axis=axis)).sum()) / luma.size for axis in (0, 1))
    mean = float(luma.mean())
    exposure = min(1.0, max(0.02, mean - 12) / 60, max(0.02, 250 - mean) / 30)
    return (float(luma.std()) + 3 * edges + 1) * exposure


def image_of(picture: Picture) -> Any:
    """A picture as skia draws it."""
    import numpy as np
    import skia

    height, width, _ = picture.shape
    rgba = np.full((height, width, 4), 255, np.uint8)
    rgba[..., :3] = picture
    return skia.Image.fromarray(rgba, colorType=skia.kRGBA_8888_ColorType)


def _sheet(pictures: list[Picture], times_s: list[float], columns: int) -> Any:
    import numpy as np
    import skia

    height, width, _ = pictures[0].shape
    rows = -(-len(pictures) // columns)
    size = rows * (height + _GUTTER_PX) + _GUTTER_PX, columns * (width + _GUTTER_PX) + _GUTTER_PX
    pixels = np.full((*size, 4), _GROUND, np.uint8)
    places = [
        (_GUTTER_PX + index % columns * (width + _GUTTER_PX), _GUTTER_PX + index // columns * (height + _GUTTER_PX))
        for index in range(len(pictures))
    ]
    for picture, (x, y) in zip(pictures, places, strict=True):
        tile = picture[:height, :width]  # a film may change its shape on the way
        pixels[y : y + tile.shape[0], x : x + tile.shape[1], :3] = tile
    surface = skia.Surface(pixels, colorType=skia.kRGBA_8888_ColorType)
    font = skia.Font(typeface(), 13)
    font.setEdging(skia.Font.Edging.kAntiAlias)
    for time_s, (x, y) in zip(times_s, places, strict=True):
        _draw_time(surface.getCanvas(), font, clock(time_s), x + 6, y + height - 6)
    return surface.makeImageSnapshot()


@functools.cache
def typeface() -> Any:
    """The typeface of what is written on pictures; read once, as skia never frees what it reads."""
    return typeface_in(_FONT)


def _draw_time(canvas: Any, font: Any, text: str, left: float, bottom: float) -> None:
    import skia

    plate = skia.Rect.MakeXYWH(left, bottom - 19, font.measureText(text) + 12, 19)
    canvas.drawRoundRect(plate, 5, 5, skia.Paint(Color=skia.ColorSetARGB(165, 0, 0, 0), AntiAlias=True))
    canvas.drawString(text, left + 6, bottom - 5, font, skia.Paint(Color=skia.ColorWHITE, AntiAlias=True))


def clock(time_s: float) -> str:
    """Seconds as minutes, seconds and tenths."""
    tenths = round(time_s * 10)
    return f"{tenths // 600}:{tenths % 600 / 10:04.1f}"


def encode_jpeg(image: Any, max_bytes: int = MAX_JPEG_BYTES) -> bytes:
    """JPEG at the best quality that fits; a picture that never fits is made smaller."""
    import skia

    for quality in _QUALITIES:
        jpeg = bytes(image.encodeToData(skia.kJPEG, quality))
        if len(jpeg) <= max_bytes:
            return jpeg
    return encode_jpeg(_smaller(image, 0.75), max_bytes)


def small_jpeg(jpeg: bytes, max_side_px: int = MAX_SENT_SIDE_PX, max_bytes: int = MAX_SHEET_BYTES) -> bytes:
    """A JPEG as it is where it is small enough to be sent along with an answer, else made so."""
    import skia

    if len(jpeg) <= max_bytes:
        return jpeg
    image = skia.Image.MakeFromEncoded(jpeg)
    side_px = max(image.width(), image.height())
    return encode_jpeg(_smaller(image, max_side_px / side_px) if side_px > max_side_px else image, max_bytes)


def _smaller(image: Any, scale: float) -> Any:
    import skia

    # Mipmaps: a plain linear filter leaves pixels out below half the size.
    sampling = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
    return image.resize(max(1, round(image.width() * scale)), max(1, round(image.height() * scale)), sampling)
