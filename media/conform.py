"""A vendor's clip made what was ordered, without touching a pixel: cut to length, silent if sound was not wanted."""

from __future__ import annotations

from pathlib import Path

import ffmpeg as graph

from media import ffmpeg
from media.probe import probe

_SLACK_FRAMES = 1.5


def conform(source: Path, out: Path, *, max_duration_s: float, audio: bool) -> None:
    """Move a clip to `out`, by stream copy cut to its length and without the sound that nobody asked for.

    Args:
        source: The clip; gone afterwards.
        out: The result, an MP4.
        max_duration_s: What is longer by more than a frame or two is cut at the end, in seconds.
        audio: Keep the sound.

    Raises:
        UnsupportedMediaError: `source` is not a complete video.
    """
    info = probe(source)
    too_long = info.duration_s > max_duration_s + _SLACK_FRAMES / info.fps
    if not too_long and (audio or not info.has_audio) and info.demuxer == "mov":
        source.replace(out)
        return
    clip = ffmpeg.from_file(source, demuxer=info.demuxer)
    streams = [clip.video, clip.audio] if audio and info.has_audio else [clip.video]
    length = {"t": max_duration_s} if too_long else {}
    copied = graph.output(*streams, f"file:{out}", c="copy", f="mp4", movflags="+faststart", **length)
    ffmpeg.run_graph(copied)
    source.unlink()
