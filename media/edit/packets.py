"""The packets of a film's pictures, and where a film can be cut without decoding it. Nothing is decoded here."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

from media.edit.timeline import Film
from media.probe import opened, rate_of, video_stream

_CODEC = "h264"
_PIXELS = frozenset({"yuv420p", "yuvj420p"})
_AVCC, _LENGTH_BYTES = 1, 4
_SHORT = 1
"""So many frames more or fewer than a film's length says are no reason to count anew."""

_PROGRESSIVE = frozenset({0, 1})


@dataclass(frozen=True)
class Setup:
    """What packets of two films must have in common to be shown as one film."""

    extradata: bytes
    size: tuple[int, int]
    pixels: str
    aspect: Fraction


@dataclass(frozen=True, eq=False)
class PacketIndex:
    """The pictures of a film in both orders.

    Attributes:
        setup: How they are coded.
        times: When each frame is shown, in ticks of the track, in that order.
        decoded: For every packet, in the order of the file, which frame it is; and whether it is a key frame.
    """

    setup: Setup
    times: tuple[int, ...]
    decoded: tuple[tuple[int, bool], ...]

    @cached_property
    def places(self) -> dict[int, int]:
        """Which packet, in the order of the file, a frame is in."""
        return {frame: at for at, (frame, _) in enumerate(self.decoded)}

    @cached_property
    def doors(self) -> tuple[int, ...]:
        """Key frames between which packets can be copied: nothing before them needs what is after, nor the reverse."""
        found, highest, lowest = [], -1, [0] * (len(self.decoded) + 1)
        lowest[-1] = len(self.decoded)
        for at in range(len(self.decoded) - 1, -1, -1):
            lowest[at] = min(lowest[at + 1], self.decoded[at][0])
        for at, (frame, is_key) in enumerate(self.decoded):
            if is_key and highest < frame and lowest[at] == frame == at:
                found.append(frame)
            highest = max(highest, frame)
        return (*found, len(self.decoded))

    def copyable(self, first: int, last: int) -> tuple[int, int] | None:
        """The longest stretch within two frames that can be copied."""
        begins = bisect_left(self.doors, first)
        ends = bisect_right(self.doors, last) - 1
        return (self.doors[begins], self.doors[ends]) if begins < ends else None


@lru_cache(maxsize=32)
def index_of(film: Film, rate: Fraction) -> PacketIndex | None:
    """The packets of a film; None where they cannot be copied frame by frame.

    Args:
        film: The film.
        rate: Frames a second of the edit.
    """
    info, plain = film.info, film.plain
    is_odd = plain.is_uneven or plain.late_s or plain.held_s or plain.transfer or plain.transparent or plain.fields
    if info.video_codec != _CODEC or info.pixel_format not in _PIXELS or info.rotation_deg or is_odd:
        return None
    if rate != rate_of(info.fps):
        return None
    with opened(info.path, info.demuxer) as container:
        stream = video_stream(container, info.path)
        context: Any = stream.codec_context
        extradata = bytes(context.extradata or b"")
        is_avcc = len(extradata) > 6 and extradata[0] == _AVCC and (extradata[4] & 3) + 1 == _LENGTH_BYTES
        if not is_avcc or int(context.field_order) not in _PROGRESSIVE:
            return None
        setup = Setup(
            extradata, (context.width, context.height), info.pixel_format, Fraction(stream.sample_aspect_ratio or 1)
        )
        found = [
            (packet.pts, packet.is_keyframe)
            for packet in container.demux(stream)
            if packet.size and packet.pts is not None and not packet.is_discard
        ]
    return _indexed(found, setup, film.frames)


def _indexed(found: list[tuple[int, bool]], setup: Setup, frames: int) -> PacketIndex | None:
    times = sorted(time for time, _ in found)
    places = {time: at for at, time in enumerate(times)}
    if len(places) != len(found) or abs(len(found) - frames) > _SHORT or not found or not found[0][1]:
        return None
    return PacketIndex(setup, tuple(times), tuple((places[time], is_key) for time, is_key in found))
