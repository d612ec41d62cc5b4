"""Reads a film once, from its first frame to its last, and shows it to all who want something of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from media.containers import damaged
from media.decoding import frames_of, packets
from media.probe import Reach, first_tick, opened, sound_stream, video_stream

if TYPE_CHECKING:
    from pathlib import Path

    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.packet import Packet
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

    from footage.video_info import VideoInfo

HALF_TICK_S = 0.0005
"""A frame that begins this little after a time is the one shown at it: times in seconds are rounded."""

_USUAL_FRAME_S = 0.04
_CUT_S = 0.5
"""A film of whose end no more is lost was cut in the middle of a picture or two."""


class Viewer(Protocol):
    """Looks at the pictures of a film as they go by."""

    def begin(self, stream: VideoStream) -> None:
        """The film starts."""

    def see(self, time_s: float, frame: VideoFrame) -> None:
        """One frame as decoded, shown from `time_s` after the film's start on; times rise."""

    def end(self) -> None:
        """There are no more frames."""


class Listener(Protocol):
    """Listens to the sound of a film as it goes by."""

    def begin(self, stream: AudioStream) -> None:
        """The sound starts."""

    def hear(self, piece: AudioFrame) -> None:
        """The next piece, as 32-bit floats, packed, with the layout and the rate of the stream all through."""

    def end(self) -> None:
        """There is no more."""


@dataclass(frozen=True)
class Holes:
    """Pieces that could not be decoded, though some before and after them could: when, in seconds from the start."""

    pictures_s: tuple[float, ...] = ()
    sound_s: tuple[float, ...] = ()


def read_through(info: VideoInfo, viewers: Sequence[Viewer], listener: Listener | None = None) -> Holes:
    """Open a film once and decode it once, pictures and sound together.

    Args:
        info: The film.
        viewers: Each sees every frame.
        listener: Hears the first sound track, where there is one.

    Returns:
        Where pieces of it could not be decoded; all others were shown.

    Raises:
        UnsupportedMediaError: It ends before its header says, or its pictures cannot be decoded from some time on.
    """
    with opened(info.path, info.demuxer) as container:
        stream = video_stream(container, info.path)
        stream.thread_type = "AUTO"
        heard = sound_stream(container) if listener else None
        start_s = float(first_tick(stream) * (stream.time_base or 0))
        sound = _Sound(heard, listener, start_s) if heard and listener else None
        reach, clock, lost = Reach(container), _Clock(info, stream), _Lost(start_s)
        for viewer in viewers:
            viewer.begin(stream)
        for packet in packets(container):
            reach.add(packet)
            if packet.stream.index == stream.index:
                for frame in lost.seen(packet):
                    _show(clock.timed(frame), viewers)
            elif sound and packet.stream.index == sound.stream.index:
                sound.pass_on(packet)
        reach.check(info.path)
        lost.check(info.path)
        for one in (*viewers, *((listener,) if listener and sound else ())):
            one.end()
    return Holes(tuple(lost.between_s), tuple(sound.lost.between_s) if sound else ())


def read_sound(info: VideoInfo, listener: Listener) -> None:
    """Decode the first sound track alone.

    Args:
        info: A film with sound.
        listener: Hears it.

    Raises:
        UnsupportedMediaError: It cannot be decoded.
    """
    with opened(info.path, info.demuxer) as container:
        stream = sound_stream(container)
        if stream:
            sound = _Sound(stream, listener, 0.0)
            for packet in packets(container, stream):
                sound.pass_on(packet)
    listener.end()


class ShownAt:
    """A viewer that takes the frames shown at given times.

    Args:
        times_s: When, rising; past the end means the last frame.
        take: Called with the place among the times and the frame, in their order.
    """

    def __init__(self, times_s: Sequence[float], take: Callable[[int, VideoFrame], None]) -> None:
        self._times_s = times_s
        self._take = take
        self._next = 0
        self._shown: VideoFrame | None = None

    def begin(self, stream: VideoStream) -> None:
        """See `Viewer.begin`."""

    def see(self, time_s: float, frame: VideoFrame) -> None:
        """See `Viewer.see`."""
        if self._shown is not None:
            self._give(before_s=time_s)
        self._shown = frame

    def end(self) -> None:
        """See `Viewer.end`."""
        self._give(before_s=float("inf"))
        self._shown = None

    def _give(self, *, before_s: float) -> None:
        """Hand over the frame for all times before the next one is shown."""
        while self._shown and self._next < len(self._times_s) and self._times_s[self._next] + HALF_TICK_S < before_s:
            self._take(self._next, self._shown)
            self._next += 1


class _Clock:
    """Tells when frames are shown; one that says no later than the frame before it is left out."""

    def __init__(self, info: VideoInfo, stream: VideoStream) -> None:
        self._start = first_tick(stream)
        self._frame_s = 1 / info.fps if info.fps else _USUAL_FRAME_S
        self._last_s = -self._frame_s
        tick = stream.time_base
        self._tick = (tick.numerator, tick.denominator) if tick else None

    def timed(self, frame: VideoFrame) -> tuple[float, VideoFrame] | None:
        """A frame with its time in seconds from the film's start."""
        if frame.pts is None or self._tick is None:
            time_s = self._last_s + self._frame_s
        else:
            time_s = max(0.0, (frame.pts - self._start) * self._tick[0] / self._tick[1])
        if time_s <= self._last_s:
            return None
        self._last_s = time_s
        return time_s, frame


class _Lost:
    """Decodes the packets of a track, and notes those that cannot be: what is cut at either end is no hole.

    Args:
        start_s: When the film begins, on the clock of its packets.
    """

    def __init__(self, start_s: float) -> None:
        self.between_s: list[float] = []
        self._start_s = start_s
        self._waiting_s: list[float] = []
        self._time_s = 0.0
        self._begun = False

    def seen(self, packet: Packet[Any]) -> list[Any]:
        """What the next packet holds."""
        if packet.pts is not None and packet.time_base is not None:
            self._time_s = max(0.0, float(packet.pts * packet.time_base) - self._start_s)
        frames = frames_of(packet)
        if frames is None and self._begun:
            self._waiting_s.append(self._time_s)
        elif frames:
            self._begun = True
            if packet.size:  # else the decoder gives what it still had
                self.between_s += self._waiting_s
                self._waiting_s = []
        return frames or []

    def check(self, path: Path) -> None:
        """Refuse a file of which nothing more can be decoded long before its packets end.

        Raises:
            UnsupportedMediaError: It is one.
        """
        if self._waiting_s and self._time_s - self._waiting_s[0] >= _CUT_S:
            raise damaged(
                f"{path.name} is damaged: after {self._waiting_s[0]:.1f} s none of its pictures can be decoded.",
                hint="Download or export it again.",
            )


class _Sound:
    """Brings a sound track into one format, whatever it changes to on its way."""

    def __init__(self, stream: AudioStream, listener: Listener, start_s: float) -> None:
        import av

        self.stream = stream
        self.lost = _Lost(start_s)
        self._listener = listener
        self._resampler = av.AudioResampler(format="flt", layout=stream.layout, rate=stream.rate)
        listener.begin(stream)

    def pass_on(self, packet: Packet[Any]) -> None:
        for frame in self.lost.seen(packet):
            for piece in self._resampler.resample(frame):
                self._listener.hear(piece)


def _show(timed: tuple[float, VideoFrame] | None, viewers: Sequence[Viewer]) -> None:
    if timed:
        for viewer in viewers:
            viewer.see(*timed)
