"""Cuts and joins films of H.264 without encoding what is untouched: only frames between a cut and a key frame are.

The packets of key frame groups are copied. Where a cut lies inside such a group, its frames are encoded anew with
parameters of their own, which stand in the packets; before the copied packets go on, those of the film are repeated,
or decoders would go on with the wrong ones.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from media.edit.packets import PacketIndex, index_of
from media.edit.project import Project
from media.edit.timeline import Clip, Film
from media.mp4 import AUDIO_IN_MP4
from media.probe import opened, video_stream

if TYPE_CHECKING:
    from av.container import OutputContainer
    from av.video.frame import VideoFrame

_MOST_ENCODED = 0.7
"""Where more than this share would have to be encoded anyway, all of it is: one encode looks the same all through."""

_ENCODER = {"preset": "veryfast", "crf": "14", "bf": "0", "g": "100000", "sc_threshold": "0"}
_PROFILES = {66: "baseline", 578: "baseline", 77: "main", 88: "main", 100: "high"}
_LEAST_TICKS = 10_000
_START_CODE, _LONG_START_CODE = b"\x00\x00\x01", b"\x00\x00\x00\x01"


@dataclass(frozen=True)
class Part:
    """Frames of a film that are copied or encoded together."""

    film: Film
    index: PacketIndex
    first: int
    last: int
    is_copied: bool


def way_of(project: Project) -> Literal["copy", "smart", "encode"]:
    """How clips alone are best joined: by packets, with some frames around cuts encoded, or all encoded."""
    parts = parts_of(project)
    if parts is None:
        return "encode"
    encoded = sum(part.last - part.first for part in parts if not part.is_copied)
    if encoded > _MOST_ENCODED * project.layer.frames:
        return "encode"
    return "smart" if encoded or not copies_sound(project) else "copy"


def parts_of(project: Project) -> tuple[Part, ...] | None:
    """The clips of an edit as stretches that are copied or encoded; None where they cannot be put together so."""
    clips = project.layer.clips
    if not all(clip.is_plain and isinstance(clip.source, Film) for clip in clips):
        return None
    parts: list[Part] = []
    for clip in clips:
        index = index_of(clip.source, project.rate) if isinstance(clip.source, Film) else None
        if index is None or (parts and index.setup != parts[0].index.setup):
            return None
        parts += _split(clip, index)
    return tuple(parts)


def _split(clip: Clip, index: PacketIndex) -> Iterator[Part]:
    assert isinstance(clip.source, Film)  # noqa: S101 - pictures have no packets
    first, last = clip.start, min(clip.start + clip.count, len(index.times))
    copied = index.copyable(first, last)
    cuts = [first, *(copied or ()), last] if copied else [first, last]
    for begins, ends in itertools.pairwise(cuts):
        if begins < ends:
            yield Part(clip.source, index, begins, ends, is_copied=(begins, ends) == copied)


def copies_sound(project: Project) -> bool:
    """Whether the sound can be copied, too: that of one stretch, which nothing is done to."""
    clips, sounds = project.layer.clips, project.main.tracks.sounds
    is_one = len(clips) == 1 and clips[0].source is project.main and not project.layer.effects
    return is_one and all(track.codec in AUDIO_IN_MP4 for track in sounds)


def write(project: Project, out: Path) -> bool:
    """Write the pictures of an edit, and its sound where that is copied.

    Args:
        project: An edit that `way_of` calls "copy" or "smart".
        out: The MP4.

    Returns:
        Whether the sound is in it.
    """
    import av

    parts = parts_of(project)
    assert parts  # noqa: S101 - the caller has asked for the way
    with_sound = copies_sound(project)
    with (
        opened(project.main.info.path, project.main.info.demuxer) as source,
        av.open(str(out), "w", format="mp4", options={"movflags": "+faststart"}) as target,
    ):
        stream: Any = target.add_stream_from_template(video_stream(source, project.main.info.path))
        tick = _tick(project.rate)
        stream.time_base = tick
        sounds = _Sounds(project, source, target) if with_sound else None
        late = _late(parts)
        frame_ticks, frame_s = round(1 / (project.rate * tick)), float(1 / project.rate)
        for number, (data, frame, is_key) in enumerate(_packets(parts)):
            packet = av.Packet(data)
            packet.stream, packet.time_base, packet.is_keyframe = stream, tick, is_key
            packet.pts, packet.dts, packet.duration = frame * frame_ticks, (number - late) * frame_ticks, frame_ticks
            target.mux(packet)
            if sounds:
                sounds.until(frame * frame_s)
        if sounds:
            sounds.until(None)
    return with_sound


def _tick(rate: Fraction) -> Fraction:
    """A clock on which frames of this rate are whole ticks."""
    times = max(1, -(-_LEAST_TICKS // rate.numerator))
    return Fraction(1, rate.numerator * times)


def _late(parts: Sequence[Part]) -> int:
    """By how many frames packets come before they are shown: as many as the most reordered part needs."""
    found = 0
    for part in parts:
        if part.is_copied:
            found = max(found, *(at - frame for at, (frame, _) in enumerate(_decoded(part), part.first)))
    return found


def _decoded(part: Part) -> Sequence[tuple[int, bool]]:
    """The packets of a copied part, which begin with its first frame: between doors they are as many as its frames."""
    return part.index.decoded[part.first : part.last]


def _packets(parts: Sequence[Part]) -> Iterator[tuple[bytes, int, bool]]:
    """All packets, with the place of their frames in the new film, and whether they are key frames."""
    begins, is_foreign = 0, False
    for part in parts:
        if part.is_copied:
            for data, frame, is_key in _copied(part):
                own = _parameters(part.index.setup.extradata) if is_foreign else b""
                yield own + data, begins + frame, is_key
                is_foreign = False
        else:
            for frame, data in enumerate(_encoded(part)):
                yield data, begins + frame, frame == 0
            is_foreign = True
        begins += part.last - part.first


def _copied(part: Part) -> Iterator[tuple[bytes, int, bool]]:
    info, index = part.film.info, part.index
    wanted = {index.times[frame]: (frame - part.first, is_key) for frame, is_key in _decoded(part)}
    with opened(info.path, info.demuxer) as container:
        stream = video_stream(container, info.path)
        container.seek(index.times[part.first], stream=stream)
        left = len(wanted)
        for packet in container.demux(stream):
            if packet.pts in wanted and packet.size:
                frame, is_key = wanted[packet.pts]
                yield bytes(packet), frame, is_key
                left -= 1
                if not left:
                    return


def _encoded(part: Part) -> Iterator[bytes]:
    """The packets of frames that are encoded, one for each, as MP4 has them."""
    import av

    info = part.film.info
    with opened(info.path, info.demuxer) as container:
        stream = video_stream(container, info.path)
        source: Any = stream.codec_context
        stream.thread_type = "AUTO"
        coder: Any = av.CodecContext.create("libx264", "w")
        coder.width, coder.height, coder.pix_fmt = source.width, source.height, info.pixel_format
        coder.time_base, coder.framerate = Fraction(1, 1000), Fraction(info.fps).limit_denominator(1001)
        coder.sample_aspect_ratio = part.index.setup.aspect
        for name in ("color_range", "colorspace", "color_primaries", "color_trc"):
            setattr(coder, name, getattr(source, name))
        profile = _PROFILES.get(_profile_number(part.index.setup.extradata))
        coder.options = {**_ENCODER, **({"profile": profile} if profile else {})}
        for number, frame in enumerate(_frames(container, stream, part)):
            frame.pts, frame.time_base, frame.pict_type = number * 40, Fraction(1, 1000), 0
            yield from (_with_lengths(bytes(packet)) for packet in coder.encode(frame))
        yield from (_with_lengths(bytes(packet)) for packet in coder.encode(None))


def _profile_number(extradata: bytes) -> int:
    return extradata[1]


def _frames(container: Any, stream: Any, part: Part) -> Iterator[VideoFrame]:
    """The frames of a part, each once and in order; one that cannot be decoded is shown as the one before it."""
    times = part.index.times
    container.seek(times[part.first], stream=stream)
    wanted, last = part.first, None
    for frame in container.decode(stream):
        if frame.pts is None or frame.pts < times[wanted]:
            continue
        while wanted < part.last and frame.pts > times[wanted]:
            yield last or frame
            wanted += 1
        if wanted >= part.last:
            return
        yield frame
        last, wanted = frame, wanted + 1
        if wanted >= part.last:
            return
    while last is not None and wanted < part.last:
        yield last
        wanted += 1


def _with_lengths(data: bytes) -> bytes:
    """Units between start codes as MP4 has them: each behind its length."""
    units = [unit.rstrip(b"\x00") for unit in data.replace(_LONG_START_CODE, _START_CODE).split(_START_CODE)]
    return b"".join(len(unit).to_bytes(4) + unit for unit in units if unit)


def _parameters(extradata: bytes) -> bytes:
    """The parameter sets out of the head of an MP4, as units of a packet."""
    at, found = 5, []
    for mask in (0x1F, 0xFF):
        count, at = extradata[at] & mask, at + 1
        for _ in range(count):
            length = int.from_bytes(extradata[at : at + 2])
            found.append(length.to_bytes(4) + extradata[at + 2 : at + 2 + length])
            at += 2 + length
    return b"".join(found)


class _Sounds:
    """The sound tracks of one stretch of a film, copied as it goes on.

    A packet before the first is copied, too, as decoders need it; the file says that it is not heard.
    """

    def __init__(self, project: Project, source: Any, target: OutputContainer) -> None:
        clip, main = project.layer.clips[0], project.main
        start_s = main.offset_s + (source.start_time or 0) / 1_000_000
        self._first_s = start_s + float(clip.start / project.rate)
        self._last_s = start_s + float((clip.start + clip.count) / project.rate)
        self._target = target
        self._streams: dict[int, Any] = {}
        self._ticks_s: dict[int, float] = {}  # not as fractions: a long film has many packets
        for track in main.tracks.sounds:
            heard = source.streams[track.index]
            made: Any = target.add_stream_from_template(heard)
            made.metadata.update({"language": track.language, **({"title": track.title} if track.title else {})})
            made.disposition = heard.disposition
            self._streams[track.index] = made
            self._ticks_s[track.index] = float(heard.time_base)
        self._packets = iter(())
        if self._streams:
            source.seek(round(max(0.0, self._first_s - 0.2) * 1_000_000))
            self._packets = source.demux([source.streams[at] for at in self._streams])
        self._waiting: Any = None

    def until(self, time_s: float | None) -> None:
        """Copy what is heard before a moment of the new film, in seconds; all of it where that is None."""
        while (packet := self._waiting or next(self._packets, None)) is not None:
            self._waiting = packet
            if packet.pts is None:
                self._waiting = None
                continue
            tick_s = self._ticks_s[packet.stream.index]
            begins_s = packet.pts * tick_s
            if begins_s >= self._last_s:
                self._waiting = None
                if time_s is None:
                    continue
                return
            if time_s is not None and begins_s - self._first_s > time_s + 0.5:
                return
            self._waiting = None
            length_s = (packet.duration or 0) * tick_s
            if begins_s + 2 * length_s <= self._first_s:
                continue
            shift = round(self._first_s / tick_s)
            packet.pts, packet.dts = packet.pts - shift, (packet.dts if packet.dts is not None else packet.pts) - shift
            packet.stream = self._streams[packet.stream.index]
            self._target.mux(packet)
