"""Tells what a video file is, without trusting its name: the gate in front of everything that reads a caller's file.

The container is chosen by its first bytes and forced on the demuxer, so a playlist or a text file that calls itself
`.mp4` is never interpreted.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footage.errors import UnsupportedMediaError
from footage.video_info import VideoInfo as VideoInfo
from media.containers import check_boxes, damaged
from media.containers import sniff as sniff

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.stream import VideoStream

_END_SLACK_S = 0.5
_TAIL_S = 1.0
_TAGGED = re.compile(r"(\d+):(\d+):(\d+\.\d+)")
"""How Matroska's writers note the length of a track."""

_FROM_ZERO_S = 0.05
_HELD_S = 1.0
"""Sound that goes on for longer than this is meant to be heard, while players show the last picture."""

_MAX_ASPECT, _MAX_SHOWN_PX = 8.0, 8192
"""Pixels of another shape, or that make a picture wider, are an error of whoever wrote the file."""

_MISJUDGED = 0.05
_PACES = (24.0, 25.0, 30.0, 50.0, 60.0)
_EARLY_SOUND_S = 0.1
"""Sound may begin this much before the pictures without being meant to: encoders put a run-up before it."""


@dataclass(frozen=True, kw_only=True)
class MediaCaps:
    """The largest file we take in: bytes, seconds, pixels along one side, pixels in a frame."""

    max_bytes: int = 2 * 1024**3
    max_duration_s: float = 3600.0
    max_side_px: int = 4096
    max_pixels: int = 4096 * 2304


DEFAULT_CAPS = MediaCaps()


def probe(path: Path, caps: MediaCaps = DEFAULT_CAPS) -> VideoInfo:
    """Read what a video file is, and refuse what is not a complete video within `caps`.

    Args:
        path: A local file.
        caps: The limits.

    Raises:
        UnsupportedMediaError: It is not a video, it is incomplete, or it is too big, too long or too large.
    """
    size_bytes = check_bytes(path, caps)
    demuxer = sniff(path)
    if demuxer == "mov":
        check_boxes(path, size_bytes)
    with opened(path, demuxer) as container:
        stream = video_stream(container, path)
        check_size(stream, path, caps)
        duration_s = _duration_s(container, stream)
        if duration_s <= 0:
            raise UnsupportedMediaError(f"{path.name} has no frames.")
        if duration_s > caps.max_duration_s:
            raise UnsupportedMediaError(
                f"{path.name} lasts {duration_s:.0f} s; the limit is {caps.max_duration_s:.0f} s.",
                hint="Cut the video into shorter parts.",
            )
        return _describe(path, demuxer, size_bytes, duration_s, container, stream)


def decodes_to_end(path: Path) -> None:
    """Check that the file's last second is there and decodes; reads little of a long file.

    Raises:
        UnsupportedMediaError: Data is missing or broken before the end that the header promises.
    """
    with opened(path, sniff(path)) as container:
        stream = video_stream(container, path)
        stream.thread_type = "AUTO"
        reach = Reach(container)
        _seek(container, max(0.0, reach.promised_s - _TAIL_S))
        frames = 0
        for packet in container.demux():
            reach.add(packet)
            if packet.stream.index == stream.index:
                frames += len(packet.decode())
        reach.check(path, has_frames=frames > 0)


class Reach:
    """Checks how far the packets of a file reach, against the length that its header promises.

    Args:
        container: The file; it is read from its beginning, or from where it stands if its header says how long it is.
    """

    def __init__(self, container: InputContainer) -> None:
        self.promised_s = _promised_s(container)
        self._start_s = (container.start_time or 0) / 1_000_000
        self._ticks = {one.index: one.time_base for one in container.streams if one.time_base}
        self._ends: dict[int, int] = {}

    def add(self, packet: Packet[Any]) -> None:
        """Count a packet of any track."""
        if packet.pts is not None:
            index, end = packet.stream.index, packet.pts + (packet.duration or 0)
            self._ends[index] = max(end, self._ends.get(index, end))

    @property
    def _reached_s(self) -> float:
        ends_s = [float(end * self._ticks[index]) for index, end in self._ends.items() if index in self._ticks]
        return max([0.0, *(end_s - self._start_s for end_s in ends_s)])

    def check(self, path: Path, *, has_frames: bool = True) -> None:
        """Refuse a file whose packets end before its promise, or whose film has no frames there.

        Raises:
            UnsupportedMediaError: It breaks off.
        """
        if not has_frames or self._reached_s < self.promised_s - _END_SLACK_S:
            raise damaged(
                f"{path.name} breaks off: it promises {self.promised_s:.1f} s but ends after {self._reached_s:.1f} s.",
                hint="Pass a complete file; this one was cut short while it was written or copied.",
            )


def begins_before_zero(path: Path) -> bool:
    """Whether time stamps are negative by more than encoders need for their run-up; decoders lose their count then.

    Raises:
        UnsupportedMediaError: The file cannot be read.
    """
    with opened(path, sniff(path)) as container:
        return (container.start_time or 0) < -_EARLY_SOUND_S * 1_000_000


@contextlib.contextmanager
def opened(path: Path, demuxer: str) -> Iterator[InputContainer]:
    """A PyAV container on a local file with a forced demuxer and no protocol but `file`.

    Raises:
        UnsupportedMediaError: The data is broken, on opening or later inside the block.
    """
    import av

    try:
        with av.open(
            f"file:{path}", format=demuxer, container_options={"protocol_whitelist": "file"}, metadata_errors="replace"
        ) as container:
            yield container
    except (av.error.FFmpegError, EOFError) as exc:
        raise damaged(
            f"{path.name} cannot be read as video: it is incomplete or damaged.",
            hint="Pass a complete MP4, MOV, WebM or MKV video file; download or export it again.",
        ) from exc


def video_stream(container: InputContainer, path: Path) -> VideoStream:
    """The film itself: of the video tracks that are no cover pictures the first, or the first that is marked for it.

    Raises:
        UnsupportedMediaError: There is none.
    """
    from av.stream import Disposition

    still = Disposition.attached_pic | Disposition.timed_thumbnails
    films = [one for one in container.streams.video if not one.disposition & still]
    if not films:
        raise UnsupportedMediaError(f"{path.name} has no video track, only sound or other data.")
    stream = next((one for one in films if one.disposition & Disposition.default), films[0])
    if stream.codec_context is None:
        raise UnsupportedMediaError(
            f"{path.name} has pictures in a format that nothing here can read.",
            hint="Export it as H.264, HEVC, ProRes or another usual format.",
        )
    return stream


def sound_stream(container: InputContainer) -> AudioStream | None:
    """The sound that players play: of the tracks that can be read the first, or the first that is marked for it."""
    from av.stream import Disposition

    readable = [one for one in container.streams.audio if is_readable(one)]
    return next((one for one in readable if one.disposition & Disposition.default), next(iter(readable), None))


def is_readable(stream: Any) -> bool:
    """Whether a sound or subtitle track is of a kind that is known here, and has something in it."""
    context = stream.codec_context
    return context is not None and (stream.type != "audio" or bool(context.sample_rate and context.channels))


def check_bytes(path: Path, caps: MediaCaps) -> int:
    """The size of a file in bytes, which has some and not too many.

    Raises:
        UnsupportedMediaError: It has none or too many, or is no file.
    """
    if not path.is_file():
        raise UnsupportedMediaError(f"{path.name} is not a file.")
    size_bytes = path.stat().st_size
    if not size_bytes:
        raise UnsupportedMediaError(f"{path.name} is empty.")
    if size_bytes > caps.max_bytes:
        raise UnsupportedMediaError(
            f"{path.name} has {size_bytes / 1e6:.0f} MB; the limit is {caps.max_bytes / 1e6:.0f} MB.",
            hint="Compress the video or cut it into parts.",
        )
    return size_bytes


def check_size(stream: VideoStream, path: Path, caps: MediaCaps) -> None:
    """Refuse pictures without a size, and those that are too large.

    Raises:
        UnsupportedMediaError: They are.
    """
    width, height = stream.codec_context.width, stream.codec_context.height
    if not width or not height:
        raise UnsupportedMediaError(f"{path.name} has a video track without a frame size.")
    if max(width, height) > caps.max_side_px or width * height > caps.max_pixels:
        raise UnsupportedMediaError(
            f"{path.name} has {width}x{height} pixels; the limit is {caps.max_side_px} along a side "
            f"and {caps.max_pixels / 1e6:.1f} million in all.",
            hint="Scale the video down to 4K or less.",
        )


def first_tick(stream: VideoStream) -> int:
    """When the film begins, on the clock of its picture track: with its pictures, or with sound clearly before them."""
    container: Any = stream.container
    start, tick, begun = stream.start_time or 0, stream.time_base, container.start_time
    if begun is None or not tick:
        return start
    whole_s = Fraction(begun, 1_000_000)
    return round(whole_s / tick) if start * tick - whole_s > _EARLY_SOUND_S else start


def _duration_s(container: InputContainer, stream: VideoStream) -> float:
    """From the film's beginning to the end of its pictures, or of sound that goes on long after them."""
    pictures_s = pictures_end_s(container, stream)
    first_s = float(first_tick(stream) * (stream.time_base or 0))
    sound_s = max((_end_s(one) - first_s for one in container.streams.audio if is_readable(one)), default=0.0)
    return sound_s if sound_s > pictures_s + _HELD_S else pictures_s


def pictures_end_s(container: InputContainer, stream: VideoStream) -> float:
    """From the film's beginning to the end of its last picture, as far as the file says."""
    tick = stream.time_base or Fraction(0)
    first = first_tick(stream)
    if stream.duration and tick:
        return float(((stream.start_time or 0) + stream.duration - first) * tick)
    whole_s = Fraction(container.start_time or 0, 1_000_000)
    promised_s = max(0.0, _promised_s(container) - float(first * tick - whole_s))
    if abs(first * tick) > _FROM_ZERO_S:  # from where the tag of a later track counts depends on who wrote it
        return promised_s
    return min(promised_s, _tagged_s(stream)) or promised_s


def _end_s(stream: Any) -> float:
    """When a track ends on the container's clock; 0 where only its packets could tell."""
    if "mov" in stream.container.format.name and stream.duration and stream.time_base:
        return float(((stream.start_time or 0) + stream.duration) * stream.time_base)
    said = _tagged_s(stream)
    return said if said < float("inf") else 0.0


def _tagged_s(stream: Any) -> float:
    """The length of a track of Matroska as its writer has noted it; endless where it has not."""
    said = _TAGGED.match(stream.metadata.get("DURATION", ""))
    if said is None:
        return float("inf")
    hours, minutes, seconds = said.groups()
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def _promised_s(container: InputContainer) -> float:
    """The container's length; recorders that stream (WebM in browsers) leave it out, then the packets tell.

    So they do where a Matroska file begins later than at 0: most writers count its length from 0 all the same.
    """
    start_s, header_s = (container.start_time or 0) / 1_000_000, (container.duration or 0) / 1_000_000
    if header_s and not (start_s > _FROM_ZERO_S and "matroska" in container.format.name):
        return header_s
    if header_s:
        container.seek(container.duration or 0)
    end_s = header_s
    for packet in container.demux():
        if packet.pts is not None and packet.time_base is not None:
            end_s = max(end_s, float((packet.pts + (packet.duration or 0)) * packet.time_base))
    _seek(container, 0.0)
    return max(0.0, end_s - start_s)


def _seek(container: InputContainer, time_s: float) -> None:
    container.seek(round(time_s * 1_000_000) + (container.start_time or 0))


def _describe(
    path: Path, demuxer: str, size_bytes: int, duration_s: float, container: InputContainer, stream: VideoStream
) -> VideoInfo:
    frame = next(container.decode(stream), None)
    if frame is None:
        raise UnsupportedMediaError(f"{path.name} has no frames that can be decoded.")
    aspect = stream.sample_aspect_ratio or 1
    width, height, rotation = display_size(frame, aspect)
    audio = sound_stream(container)
    return VideoInfo(
        path=path,
        demuxer=demuxer,
        duration_s=duration_s,
        width=width,
        height=height,
        fps=_rate(stream),
        frame_count=stream.frames or None,
        video_codec=stream.codec.canonical_name,
        pixel_format=stream.codec_context.pix_fmt or "unknown",
        rotation_deg=rotation,
        square_pixels=aspect == 1,
        has_audio=audio is not None,
        audio_codec=audio.codec.canonical_name if audio else None,
        size_bytes=size_bytes,
    )


def _rate(stream: VideoStream) -> float:
    """Frames per second, on average; where that is no more than a guess, the rate that they are meant to have."""
    average, meant = float(stream.average_rate or 0), float(stream.base_rate or 0)
    is_guessed = average > meant or (not stream.frames and average > meant * (1 - _MISJUDGED))
    return meant if meant and is_guessed else average or meant


def steady_rate(info: VideoInfo) -> float:
    """Frames per second at which a film shows all its frames, those that come quickly too.

    Args:
        info: The film.
    """
    with opened(info.path, info.demuxer) as container:
        base = float(video_stream(container, info.path).base_rate or 0)
    if info.fps <= base <= _PACES[-1] or not info.fps:
        return base or info.fps
    return next((pace for pace in _PACES if pace >= info.fps * (1 - _MISJUDGED)), info.fps)


def longest_frame_s(info: VideoInfo) -> float:
    """How long the frame stands that stands longest, the last one aside; reads the whole file, and decodes nothing."""
    with opened(info.path, info.demuxer) as container:
        stream = video_stream(container, info.path)
        shown = sorted(packet.pts for packet in container.demux(stream) if packet.pts is not None)
        return float(max((after - before for before, after in pairwise(shown)), default=0) * (stream.time_base or 0))


def display_size(frame: Any, aspect: Any) -> tuple[int, int, int]:
    """Width, height in square pixels and the counterclockwise turn in degrees (0, 90, 180, 270) of a decoded frame.

    Args:
        frame: A PyAV video frame.
        aspect: Width of a stored pixel over its height.
    """
    rotation = round(frame.rotation / 90) * 90 % 360
    shape = float(aspect)
    is_meant = 1 / _MAX_ASPECT <= shape <= _MAX_ASPECT and frame.width * shape <= _MAX_SHOWN_PX
    width, height = max(1, round(frame.width * (shape if is_meant else 1.0))), frame.height
    return (height, width, rotation) if rotation in (90, 270) else (width, height, rotation)


_USUAL_RATES = tuple(Fraction(n) for n in (1, 2, 5, 6, 8, 10, 12, 15, 24, 25, 30, 48, 50, 60, 120)) + tuple(
    Fraction(n * 1000, 1001) for n in (24, 30, 60, 120)
)


def rate_of(fps: float) -> Fraction:
    """The exact frame rate that is meant by a measured one."""
    nearest = min(_USUAL_RATES, key=lambda rate: abs(float(rate) - fps))
    return nearest if abs(float(nearest) - fps) <= 0.0004 * fps else Fraction(fps).limit_denominator(1001)
