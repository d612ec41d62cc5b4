"""Makes the pictures of any film plain, as in the MP4s made here: whole frames, opaque, 8 bits, no HDR, no gaps."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from media import hdr
from media.decoding import pictures_of
from media.ffmpeg import Options, Stream
from media.fields import Fields, Filters, fields_of, filters_of, graph_for
from media.probe import (
    VideoInfo,
    first_tick,
    longest_frame_s,
    opened,
    pictures_end_s,
    rate_of,
    steady_rate,
    video_stream,
)

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

BT709: Options = {"colorspace": "bt709", "color_primaries": "bt709", "color_trc": "bt709", "range": "tv"}
"""How pictures are tagged, for the filter `setparams`."""

_MAPPED = "the film is of high dynamic range; in the new one it is as a usual screen shows it"
_OPAQUE = "an MP4 has no transparency: what is transparent in the film is black"
_BITS = 8
_EVEN_PACE = 1.03
_LEAST_PACE = 8.0
_SLACK_S = 0.5
_LONG_S = 0.15
"""Text that comes this late is not seen to be late."""

_UPSIDE_DOWN: Filters = [("hflip", {}), ("vflip", {})]
_CLOCKWISE: Filters = [("transpose", {"dir": "clock"})]
_COUNTERCLOCKWISE: Filters = [("transpose", {"dir": "cclock"})]
_TURNS = {
    90: (_CLOCKWISE, _COUNTERCLOCKWISE),
    180: (_UPSIDE_DOWN, _UPSIDE_DOWN),
    270: (_COUNTERCLOCKWISE, _CLOCKWISE),
}
"""What undoes a turn, and what does it again."""


@dataclass(frozen=True, kw_only=True)
class Plain:
    """What has to be done to a film's pictures.

    Attributes:
        fields: How they are interlaced, if they are.
        transfer: See `media.hdr.transfer_of`.
        transparent: Something behind them is meant to be seen.
        bits: Bits a colour.
        is_rgb: They are red, green and blue, as screens are recorded: what becomes of them has to say by which matrix.
        rotation_deg: How ffmpeg has turned them already.
        fps: Frames a second, on average.
        pace: Frames a second at which all of them are shown, those that come quickly too.
        late_s: How long after the film's beginning the first one comes.
        held_s: How long the last one stands while there is sound.
    """

    fields: Fields | None
    transfer: int | None
    transparent: bool
    bits: int
    is_rgb: bool
    rotation_deg: int
    fps: float
    pace: float
    late_s: float
    held_s: float

    @property
    def is_uneven(self) -> bool:
        """Whether frames stand for long, some of them or all."""
        return self.fps > 0 and self.pace > self.fps * _EVEN_PACE

    @property
    def filters(self) -> Filters:
        """The ffmpeg filters that do it, in order, but for the dynamic range."""
        over_black: Filters = [("premultiply", {"inplace": "1"})] if self.transparent else []
        return [*(filters_of(self.fields) if self.fields else []), *over_black]

    @property
    def notes(self) -> tuple[str, ...]:
        """What is done, in sentences."""
        said = [self.fields.note] if self.fields else []
        if self.transfer:
            said.append(_MAPPED)
        elif self.bits > _BITS:
            said.append(f"its {self.bits} bits a colour became {_BITS}, which every player shows")
        if self.transparent:
            said.append(_OPAQUE)
        if self.is_uneven:
            average = f"({self.fps:.1f} a second on average)"
            said.append(f"some of its frames stood for long {average}: now they are {self.pace:g} a second, evenly")
        if self.late_s:
            said.append(f"its pictures begin {self.late_s:.1f} s after its sound: the first one stands until then")
        if self.held_s:
            said.append(f"its sound goes on for {self.held_s:.1f} s after the last picture, which stands until then")
        return tuple(said)


def plain_of(info: VideoInfo, *, text: bool = False, steady: bool = False) -> Plain:
    """Find out what has to be done; decodes some frames.

    Args:
        info: The film.
        text: Something that changes is drawn on it, for which a slide show has too few frames.
        steady: Its frames shall come at an even pace; else they keep their own times unless one stands for long.

    Raises:
        UnsupportedMediaError: It cannot be read.
    """
    import av

    try:
        pixels = av.VideoFormat(info.pixel_format)
        parts, is_rgb = pixels.components, pixels.is_rgb or pixels.has_palette
    except ValueError:  # a format without a name
        parts, is_rgb = (), False
    with opened(info.path, info.demuxer) as container:
        stream = video_stream(container, info.path)
        late = ((stream.start_time or 0) - first_tick(stream)) * (stream.time_base or 0)
        held_s = info.duration_s - pictures_end_s(container, stream)
    pace = steady_rate(info)
    if not steady and pace > info.fps * _EVEN_PACE and longest_frame_s(info) < _LONG_S:
        pace = info.fps
    if text and 0 < pace < _LEAST_PACE:
        pace *= math.ceil(_LEAST_PACE / pace)
    return Plain(
        fields=fields_of(info),
        transfer=hdr.transfer_of(info),
        transparent=_is_transparent(info, has_alpha=any(part.is_alpha for part in parts)),
        bits=max((part.bits for part in parts), default=_BITS),
        is_rgb=is_rgb,
        rotation_deg=info.rotation_deg,
        fps=info.fps,
        pace=pace,
        late_s=float(late),
        held_s=held_s if held_s > _SLACK_S else 0.0,
    )


def frames_made_plain(frames: Iterator[VideoFrame], plain: Plain | None) -> Iterator[VideoFrame]:
    """A run of decoded frames as `made_plain` has them, but for their dynamic range."""
    import av

    filters = plain.filters if plain else []
    if not filters:
        yield from frames
        return
    graph: Any = None
    for frame in frames:
        graph = graph or graph_for(frame, filters)
        graph.push(frame)
        with contextlib.suppress(av.error.BlockingIOError):
            yield graph.pull()
    if graph:
        graph.push(None)
        with contextlib.suppress(av.error.EOFError, av.error.BlockingIOError):
            while True:
                yield graph.pull()


def made_plain(picture: Stream, plain: Plain, folder: Path) -> Stream:
    """Pictures as decoded, made plain but for their size.

    Args:
        picture: The pictures.
        plain: What has to be done.
        folder: For a file that ffmpeg reads; must last until it has ended.
    """
    turned_back, turned = _TURNS.get(plain.rotation_deg if plain.fields else 0, ([], []))  # fields lie in rows
    for name, options in [*turned_back, *plain.filters, *turned]:
        picture = picture.filter(name, **options)
    if plain.is_uneven or plain.late_s or plain.held_s:
        # Text that changes while a frame stands would come with the next one only.
        picture = picture.filter("fps", fps=f"{rate_of(plain.pace)}", start_time=0)
    if plain.held_s:
        picture = picture.filter("tpad", stop_mode="clone", stop_duration=round(plain.held_s, 3))
    if plain.transfer:
        return hdr.tone_mapped(picture, plain.transfer, folder)
    return _in_bt709(picture) if plain.is_rgb else picture


def _in_bt709(picture: Stream) -> Stream:
    """Pictures in RGB as films have them; by itself ffmpeg takes the matrix of BT.601, which players do not expect."""
    exact: Options = {"out_color_matrix": "bt709", "out_range": "tv", "flags": "accurate_rnd+full_chroma_int"}
    return picture.filter("scale", **exact).filter("format", "yuv420p").filter("setparams", **BT709)


def _is_transparent(info: VideoInfo, *, has_alpha: bool) -> bool:
    """Whether the first picture is not opaque; WebM keeps what is behind its pictures apart from them."""
    with opened(info.path, info.demuxer) as container:
        stream = video_stream(container, info.path)
        if stream.metadata.get("alpha_mode") == "1" or stream.metadata.get("ALPHA_MODE") == "1":
            return True
        frame = next(pictures_of(container, stream), None) if has_alpha else None
        return frame is not None and bool(frame.to_ndarray(format="rgba")[..., 3].min() < 255)
