"""Joins clips to one film: copied as they are where they are alike, else encoded, all in one pass.

Nothing shortens the film: a clip that melts into the next one stands still while it goes out, so that the film is as
long as its clips together, to the frame.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from media import encoders, ffmpeg
from media.encoders import Encoder
from media.probe import opened, sniff, video_stream

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

_BT709 = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
_LOCAL = ["-protocol_whitelist", ffmpeg.PROTOCOLS]


@dataclass(frozen=True)
class Clip:
    """One file of a film; the clip before melts into it over its first `dissolve_s` seconds."""

    path: Path
    dissolve_s: float = 0.0


@dataclass(frozen=True)
class _Opened:
    """A clip's pictures."""

    container: InputContainer
    stream: VideoStream
    kind: _Kind
    length_s: Fraction


@dataclass(frozen=True)
class _Kind:
    """What two video streams must have in common to be played as one."""

    demuxer: str
    codec: str
    setup: bytes
    size: tuple[int, int]
    pixels: str
    aspect: Fraction
    rate: Fraction


def assemble(
    clips: Sequence[Clip],
    out: Path,
    *,
    work: Path,
    sound: Path | None = None,
    metadata: Path | None = None,
    progress: ffmpeg.Progress | None = None,
) -> bool:
    """Write one web-ready MP4 of clips, in the size and rate of the first.

    Args:
        clips: At least one; their own sound is left out.
        out: The file to write.
        work: A private folder on this machine.
        sound: A WAV file with the sound of the whole film; silent when None.
        metadata: Title and chapters in ffmpeg's format.
        progress: See `media.ffmpeg.Progress`; told while pictures are encoded.

    Returns:
        Whether the pictures were encoded; False when they are copies.

    Raises:
        UnsupportedMediaError: A clip is no video that we read.
        InternalError: ffmpeg failed.
    """
    with contextlib.ExitStack() as stack:
        opened_clips = [stack.enter_context(_opened(clip.path)) for clip in clips]
        kinds, lengths_s = [one.kind for one in opened_clips], [one.length_s for one in opened_clips]
        cut = len(set(kinds)) == 1 and not any(clip.dissolve_s for clip in clips[1:])
        if cut and not (sound or metadata):
            _copy(opened_clips, out)
            return False
    beside = [*_beside("wav", sound), *_beside("ffmetadata", metadata)]
    if cut:
        # The list's names are looked for beside it, by an address that ends at "#" or "?": so it is named without one.
        listed = ["-f", "concat", "-i", f"file:{_list(clips, kinds[0], lengths_s, work).name}"]
        mapped = _mapped("0:v", 1, sound, metadata)
        lasts_s = float(sum(lengths_s))
        args = [*_LOCAL, *listed, *beside, *mapped, "-c:v", "copy", *_file(out.absolute())]
        ffmpeg.run(args, duration_s=lasts_s, folder=work)
        return False

    def arguments(encoder: Encoder) -> list[str]:
        inputs = [part for clip, kind in zip(clips, kinds, strict=True) for part in _input(kind.demuxer, clip.path)]
        graph = ["-filter_complex", _graph(clips, lengths_s, kinds[0], encoder)]
        mapped = _mapped("[film]", len(clips), sound, metadata)
        return [*encoder.device, *inputs, *beside, *graph, *mapped, *encoder.output, *_file(out)]

    encoders.encode(arguments, duration_s=float(sum(lengths_s)), progress=progress)
    return True


def length_s(path: Path) -> float:
    """How long the pictures of a file are shown, in seconds, whatever its sound lasts.

    Raises:
        UnsupportedMediaError: It is no video that we read.
    """
    with _opened(path) as clip:
        return float(clip.length_s)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[_Opened]:
    demuxer = sniff(path)
    with opened(path, demuxer) as container:
        stream = video_stream(container, path)
        context, tick = stream.codec_context, Fraction(stream.time_base or 0)
        kind = _Kind(
            demuxer=demuxer,
            codec=context.name,
            setup=bytes(context.extradata or b""),
            size=(context.width, context.height),
            pixels=context.pix_fmt or "",
            aspect=Fraction(stream.sample_aspect_ratio or 1),
            rate=Fraction(stream.average_rate or 24),
        )
        lasts = (stream.duration or 0) * tick or Fraction(container.duration or 0, 1_000_000)
        yield _Opened(container, stream, kind, lasts)


def _copy(clips: Sequence[_Opened], out: Path) -> None:
    """All packets one after another, in this process: starting ffmpeg takes longer than that."""
    import av

    with av.open(str(out), "w", format="mp4", options={"movflags": "+faststart"}) as film:
        target, start_s = film.add_stream_from_template(clips[0].stream), Fraction(0)
        for clip in clips:
            shift = round(start_s / Fraction(clip.stream.time_base or 1))
            for packet in clip.container.demux(clip.stream):
                if packet.dts is not None and packet.pts is not None:  # the last one is empty
                    packet.dts, packet.pts = packet.dts + shift, packet.pts + shift
                    packet.stream = target
                    film.mux(packet)
            start_s += clip.length_s


def _input(demuxer: str, path: Path) -> list[str]:
    return [*_LOCAL, "-f", demuxer, "-i", f"file:{path}"]


def _beside(demuxer: str, path: Path | None) -> list[str]:
    return _input(demuxer, path.absolute()) if path else []


def _list(clips: Sequence[Clip], kind: _Kind, lengths_s: Sequence[Fraction], work: Path) -> Path:
    """The clips for ffmpeg's concat demuxer, by names that need no escaping, and how long their pictures last."""
    lines = ["ffconcat version 1.0"]
    for index, (clip, lasts) in enumerate(zip(clips, lengths_s, strict=True)):
        link = work / f"clip{index:03}"
        link.unlink(missing_ok=True)
        link.symlink_to(clip.path.absolute())
        lines += [f"file {link.name}", f"duration {float(lasts):.6f}"]
    listed = work / "clips.txt"
    listed.write_text("\n".join(lines) + "\n")
    return listed


def _mapped(pictures: str, sounds: int, sound: Path | None, metadata: Path | None) -> list[str]:
    """The arguments that choose the inputs of the film; `sounds` is the index of the first input that is not a clip."""
    streams = ["-map", pictures, *(["-map", f"{sounds}:a", "-c:a", "aac", "-b:a", "160k"] if sound else [])]
    told = str(sounds + bool(sound)) if metadata else "-1"
    return [*streams, "-map_metadata", told, "-map_chapters", told]


def _file(out: Path) -> list[str]:
    return ["-movflags", "+faststart", "-f", "mp4", f"file:{out}"]


def _graph(clips: Sequence[Clip], lengths_s: Sequence[Fraction], kind: _Kind, encoder: Encoder) -> str:
    """All clips in one size, rate and colour space, cut or melted together one after another."""
    width, height = (round(kind.size[0] * kind.aspect) + 1) // 2 * 2, (kind.size[1] + 1) // 2 * 2
    parts = [
        f"[{index}:v:0]scale={width}:{height}:force_original_aspect_ratio=decrease:out_color_matrix=bt709:out_range=tv,"
        f"pad={width}:{height}:-1:-1,setsar=1,fps={kind.rate},format=yuv420p,settb=AVTB,"
        f"tpad=stop_mode=clone:stop=-1,trim=duration={float(lasts):.6f}[c{index}]"
        for index, lasts in enumerate(lengths_s)
    ]
    film, shown_s = "c0", lengths_s[0]
    for index, clip in enumerate(clips[1:], 1):
        if clip.dissolve_s:
            parts.append(f"[{film}]tpad=stop_mode=clone:stop_duration={clip.dissolve_s}[h{index}]")
            melt = f"xfade=transition=fade:duration={clip.dissolve_s}:offset={float(shown_s):.6f}"
            parts.append(f"[h{index}][c{index}]{melt}[j{index}]")
        else:
            parts.append(f"[{film}][c{index}]concat=n=2:v=1:a=0[j{index}]")
        film, shown_s = f"j{index}", shown_s + lengths_s[index]
    return ";".join([*parts, f"[{film}]{_BT709},{encoder.filters}[film]"])
