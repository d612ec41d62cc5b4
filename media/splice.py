"""Replaces the pictures of stretches of a film. All other frames keep picture and time, and the sound is copied."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from footage.errors import UnsupportedMediaError
from media import ffmpeg
from media.enhance.graph import INTERPOLATED_PER_SECOND_S
from media.ffmpeg import Progress
from media.frames import decoded_at
from media.probe import VideoInfo, first_tick, opened, probe, rate_of, sound_stream, video_stream

if TYPE_CHECKING:
    from av.container import OutputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

_PIXELS = frozenset({"yuv420p", "yuvj420p"})
_ENCODER = {"preset": "veryfast", "crf": "4"}
"""Frames that nobody touched stay above 0.992 in SSIM over all colours, grainy ones too; crf 12 gives 0.983."""

DISSOLVE_S = 0.25
"""How long what was made anew melts into what goes on, in seconds: six frames of a film at 24 a second."""

_AROUND = 4
_SEARCH_PX = 64


@dataclass(frozen=True, kw_only=True)
class Patch:
    """The pictures that replace a stretch of a film.

    Attributes:
        clip: A file with the pictures, of the film's shape.
        start_s: When the stretch begins, in seconds of the film; a frame that is shown from then on belongs to it.
        end_s: When the first frame after it is shown.
        lead_s: Where in the clip the stretch's first picture is, in seconds.
        speed: Seconds of the clip that pass in one second of the film.
        dissolve_s: How long before its end the film's own pictures melt in again, in seconds.
    """

    clip: Path
    start_s: float
    end_s: float
    lead_s: float = 0.0
    speed: float = 1.0
    dissolve_s: float = 0.0


def between(clip: Path, start_s: float, end_s: float, frame_s: float) -> Patch:
    """The patch of a clip that begins with the frame before a stretch and ends with the first after it, sped to fit.

    Args:
        clip: The clip.
        start_s: When the stretch begins, in seconds.
        end_s: When the first frame after it is shown.
        frame_s: How long the film shows a frame.
    """
    info = probe(clip)
    speed = (info.duration_s - 1 / info.fps) / (end_s - start_s + frame_s)
    return Patch(clip=clip, start_s=start_s, end_s=end_s, lead_s=speed * frame_s, speed=speed)


def onward(clip: Path, start_s: float, end_s: float, *, melts: bool) -> Patch:
    """The patch of a clip that begins with the frame before a stretch, at its own speed.

    Args:
        clip: The clip.
        start_s: When the stretch begins, in seconds.
        end_s: When the first frame after it is shown.
        melts: Dissolve into the film's own pictures at the end of the stretch.
    """
    dissolve_s = DISSOLVE_S if melts else 0.0
    return Patch(clip=clip, start_s=start_s, end_s=end_s, lead_s=1 / probe(clip).fps, dissolve_s=dissolve_s)


def bridge(film: Path, start_s: float, end_s: float, out: Path) -> Patch:
    """Interpolate the pictures of a stretch, from the last frame before it to the first after it.

    ffmpeg's motion-compensated interpolation over the gap (`minterpolate`, overlapped blocks, bidirectional search).

    Args:
        film: A video file that `media.probe.probe` accepts.
        start_s: When the stretch begins, in seconds; there must be a frame before it.
        end_s: When the first frame after it is shown.
        out: The Matroska file to write, without loss.

    Raises:
        InternalError: ffmpeg failed.
    """
    info = probe(film)
    frame_s = 1 / info.fps
    from_s = max(0.0, start_s - _AROUND * frame_s)
    lead_s = start_s - from_s
    until_s = end_s - from_s
    picture = ffmpeg.from_file(film, demuxer=info.demuxer, ss=from_s, t=until_s + _AROUND * frame_s)["v:0"]
    gap = f"lt(t,{lead_s - frame_s / 2:.6f})+gte(t,{until_s - frame_s / 2:.6f})"
    rate = rate_of(info.fps)
    filled = picture.filter("select", gap).filter(
        "minterpolate",
        fps=f"{rate.numerator}/{rate.denominator}",
        mi_mode="mci",
        mc_mode="aobmc",
        search_param=_SEARCH_PX,
        scd="none",
    )
    limit_s = ffmpeg.time_limit_s(until_s, INTERPOLATED_PER_SECOND_S)
    ffmpeg.run_graph([filled], out, muxer="matroska", options={"vcodec": "ffv1"}, limit_s=limit_s)
    return Patch(clip=out, start_s=start_s, end_s=end_s, lead_s=lead_s)


def can_splice(info: VideoInfo) -> bool:
    """Whether a film's pixels are of a kind that can be encoded again without a change: upright, 8 bits, 4:2:0."""
    return info.pixel_format in _PIXELS and not info.rotation_deg


def splice(film: Path, patches: Sequence[Patch], out: Path, progress: Progress | None = None) -> None:
    """Write a film with stretches of it replaced, as a web-ready MP4.

    Args:
        film: A video file that `media.probe.probe` accepts, of 8 bits in 4:2:0.
        patches: The stretches, which do not overlap.
        out: The file to write.
        progress: See `media.ffmpeg.Progress`.

    Raises:
        UnsupportedMediaError: The film has other pixels, or a file cannot be read.
    """
    import av

    info = probe(film)
    if not can_splice(info):
        raise UnsupportedMediaError(f"{film.name} cannot be mended: only upright films of 8 bits in 4:2:0 can.")
    with (
        opened(film, info.demuxer) as source,
        av.open(str(out), "w", format="mp4", options={"movflags": "+faststart"}) as target,
    ):
        stream = video_stream(source, film)
        stream.thread_type = "AUTO"
        coded = _encoder(target, stream)
        sound = sound_stream(source)
        copied = target.add_stream_from_template(sound) if sound else None
        screen = _Screen(patches, info)
        for packet in source.demux([one for one in (stream, sound) if one]):
            if packet.stream is not stream:
                if copied and packet.dts is not None:  # the last one is empty
                    packet.stream = copied
                    target.mux(packet)
                continue
            for frame in cast("list[VideoFrame]", packet.decode()):
                shown_s = float(((frame.pts or 0) - first_tick(stream)) * Fraction(stream.time_base or 0))
                target.mux(coded.encode(screen.shows(frame, shown_s)))
                if progress:
                    progress(min(1.0, shown_s / info.duration_s))
        target.mux(coded.encode())


def _encoder(target: OutputContainer, stream: VideoStream) -> VideoStream:
    source = stream.codec_context
    coded: Any = target.add_stream("libx264", rate=stream.average_rate, options=_ENCODER)
    coded.width, coded.height, coded.pix_fmt = source.width, source.height, source.pix_fmt
    coded.time_base = stream.time_base
    coded.codec_context.sample_aspect_ratio = source.sample_aspect_ratio or Fraction(1)
    for tag in ("colorspace", "color_primaries", "color_trc", "color_range"):
        setattr(coded.codec_context, tag, getattr(source, tag))
    return cast("VideoStream", coded)


@dataclass
class _Screen:
    """Shows each frame of the film, or what replaces it."""

    patches: Sequence[Patch]
    info: VideoInfo
    players: dict[Patch, _Player] = field(default_factory=dict)

    def shows(self, frame: VideoFrame, time_s: float) -> VideoFrame:
        from av.video.frame import PictureType

        early_s = 0.5 / self.info.fps
        patch = next((one for one in self.patches if one.start_s - early_s <= time_s < one.end_s - early_s), None)
        shown = self._replaced(patch, frame, time_s) if patch else frame
        shown.pts, shown.time_base, shown.pict_type = frame.pts, frame.time_base, PictureType.NONE
        return shown

    def _replaced(self, patch: Patch, frame: VideoFrame, time_s: float) -> VideoFrame:
        player = self.players.setdefault(patch, _Player(patch.clip))
        new = player.at(patch.lead_s + (time_s - patch.start_s) * patch.speed)
        new = new.reformat(frame.width, frame.height, frame.format.name, interpolation="LANCZOS")
        left_s = patch.end_s - time_s
        return _mixed(new, frame, left_s / patch.dissolve_s) if left_s < patch.dissolve_s else new


class _Player:
    """Plays a clip: gives its frames at rising times."""

    def __init__(self, clip: Path) -> None:
        self._times_s: deque[float] = deque()
        times: Iterator[float] = iter(self._times_s.popleft, None)
        self._frames = decoded_at(clip, times)

    def at(self, time_s: float) -> VideoFrame:
        self._times_s.append(time_s)
        return next(self._frames)[0]


def _mixed(one: VideoFrame, other: VideoFrame, share: float) -> VideoFrame:
    """A blend of two pictures, `share` of it the first."""
    import numpy as np

    a, b = one.to_ndarray(), other.to_ndarray()
    mixed: Any = np.rint(a * share + b * (1 - share)).astype(np.uint8)
    return type(one).from_ndarray(mixed, format=other.format.name)
