"""Tells what a video file is, without trusting its name: the gate in front of everything that reads a caller's file.

The container is chosen by its first bytes and forced on the demuxer, so a playlist or a text file that calls itself
`.mp4` is never interpreted.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footage.errors import UnsupportedMediaError
from footage.video_info import VideoInfo as VideoInfo

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.stream import VideoStream

_HEAD_BYTES = 64
_MOV_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")
_PLAYLIST_HEADS = (b"#EXTM3U", b"<?xml", b"<MPD", b"ffconcat")
_END_SLACK_S = 0.5
_MAX_BOXES = 100_000
_TAIL_S = 1.0


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
    size_bytes = _size(path, caps)
    demuxer = sniff(path)
    if demuxer == "mov":
        _check_boxes(path, size_bytes)
    with opened(path, demuxer) as container:
        stream = video_stream(container, path)
        _check_size(stream, path, caps)
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
            raise UnsupportedMediaError(
                f"{path.name} breaks off: it promises {self.promised_s:.1f} s but ends after {self._reached_s:.1f} s.",
                hint="Pass a complete file; this one was cut short while it was written or copied.",
            )


def sniff(path: Path) -> str:
    """The container by ffmpeg's name for it, from the first bytes of the file.

    Raises:
        UnsupportedMediaError: It is none of the video containers we read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if head[4:8] in _MOV_BOXES:
        return "mov"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "matroska"
    if head.startswith(b"RIFF") and head[8:12] == b"AVI ":
        return "avi"
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(_PLAYLIST_HEADS):
        raise UnsupportedMediaError(
            f"{path.name} is a playlist, not a video.", hint="Pass the video file itself; playlists are not followed."
        )
    raise UnsupportedMediaError(f"{path.name} is not a video: its content is not MP4, MOV, WebM, MKV or AVI.")


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
        raise UnsupportedMediaError(
            f"{path.name} cannot be read as video: it is incomplete or damaged.",
            hint="Pass a complete MP4, MOV, WebM or MKV video file; download or export it again.",
        ) from exc


def video_stream(container: InputContainer, path: Path) -> VideoStream:
    """The film itself: the first video track that is not a cover picture.

    Raises:
        UnsupportedMediaError: There is none.
    """
    from av.stream import Disposition

    for stream in container.streams.video:
        if not stream.disposition & Disposition.attached_pic:
            return stream
    raise UnsupportedMediaError(f"{path.name} has no video track, only sound or other data.")


def _size(path: Path, caps: MediaCaps) -> int:
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


def _check_boxes(path: Path, size_bytes: int) -> None:
    """An MP4 cut short still opens when its index comes first; the boxes' own sizes tell."""
    names: set[bytes] = set()
    position, boxes = 0, 0
    with path.open("rb") as file:
        while position + 8 <= size_bytes:
            file.seek(position)
            head = file.read(16)
            length = int.from_bytes(head[:4])
            if length == 1:
                length = int.from_bytes(head[8:16])
            elif length == 0:
                length = size_bytes - position
            if length < 8:
                break  # padding after the last box: the demuxer judges
            names.add(head[4:8])
            position += length
            boxes += 1
            if boxes > _MAX_BOXES:
                raise UnsupportedMediaError(f"{path.name} is damaged: it is split into too many pieces to be a film.")
    if position > size_bytes:
        raise UnsupportedMediaError(
            f"{path.name} breaks off: {position - size_bytes} bytes are missing at its end.",
            hint="Pass a complete file; this one was cut short while it was written or copied.",
        )
    if b"moov" not in names:
        raise UnsupportedMediaError(
            f"{path.name} is incomplete: an MP4 without its index (moov).",
            hint="Pass a complete file; the recording or upload was not finished.",
        )


def _check_size(stream: VideoStream, path: Path, caps: MediaCaps) -> None:
    width, height = stream.codec_context.width, stream.codec_context.height
    if not width or not height:
        raise UnsupportedMediaError(f"{path.name} has a video track without a frame size.")
    if max(width, height) > caps.max_side_px or width * height > caps.max_pixels:
        raise UnsupportedMediaError(
            f"{path.name} has {width}x{height} pixels; the limit is {caps.max_side_px} along a side "
            f"and {caps.max_pixels / 1e6:.1f} million in all.",
            hint="Scale the video down to 4K or less.",
        )


def _duration_s(container: InputContainer, stream: VideoStream) -> float:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return _promised_s(container)


def _promised_s(container: InputContainer) -> float:
    """The container's length; recorders that stream (WebM in browsers) leave it out, then the packets tell."""
    if container.duration:
        return container.duration / 1_000_000
    end_s = 0.0
    for packet in container.demux():
        if packet.pts is not None and packet.time_base is not None:
            end_s = max(end_s, float((packet.pts + (packet.duration or 0)) * packet.time_base))
    _seek(container, 0.0)
    return max(0.0, end_s - (container.start_time or 0) / 1_000_000)


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
    audio = next(iter(container.streams.audio), None)
    return VideoInfo(
        path=path,
        demuxer=demuxer,
        duration_s=duration_s,
        width=width,
        height=height,
        fps=float(stream.average_rate or stream.guessed_rate or 0),
        frame_count=stream.frames or None,
        video_codec=stream.codec.canonical_name,
        pixel_format=stream.codec_context.pix_fmt or "unknown",
        rotation_deg=rotation,
        square_pixels=aspect == 1,
        has_audio=audio is not None,
        audio_codec=audio.codec.canonical_name if audio else None,
        size_bytes=size_bytes,
    )


def display_size(frame: Any, aspect: Any) -> tuple[int, int, int]:
    """Width, height in square pixels and the counterclockwise turn in degrees (0, 90, 180, 270) of a decoded frame.

    Args:
        frame: A PyAV video frame.
        aspect: Width of a stored pixel over its height.
    """
    rotation = round(frame.rotation / 90) * 90 % 360
    width, height = max(1, round(frame.width * float(aspect))), frame.height
    return (height, width, rotation) if rotation in (90, 270) else (width, height, rotation)


_USUAL_RATES = tuple(Fraction(n) for n in (1, 2, 5, 6, 8, 10, 12, 15, 24, 25, 30, 48, 50, 60, 120)) + tuple(
    Fraction(n * 1000, 1001) for n in (24, 30, 60, 120)
)


def rate_of(fps: float) -> Fraction:
    """The exact frame rate that is meant by a measured one."""
    nearest = min(_USUAL_RATES, key=lambda rate: abs(float(rate) - fps))
    return nearest if abs(float(nearest) - fps) <= 0.0004 * fps else Fraction(fps).limit_denominator(1001)
