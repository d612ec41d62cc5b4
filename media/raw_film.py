"""Encodes plain pictures and sound, as a model makes them, as a web-ready MP4 of the size that was asked for."""

from __future__ import annotations

from pathlib import Path

from footage.local_models import RawFilm
from media import ffmpeg

_CRF = 13
"""Visually lossless: what comes after may encode once more."""


def encode(made: RawFilm, out: Path, *, width: int, height: int, max_duration_s: float, audio: bool) -> None:
    """Encode a film that covers its frame, cut in the middle and at the end.

    Args:
        made: The files and what is in them.
        out: The MP4.
        width: Its width in pixels, even.
        height: Its height in pixels, even.
        max_duration_s: What is longer is cut, in seconds.
        audio: Keep the sound, if there is any.

    Raises:
        InternalError: ffmpeg failed.
    """
    pictures = ffmpeg.from_file(
        made.pictures,
        demuxer="rawvideo",
        pix_fmt="rgb24",
        s=f"{made.width}x{made.height}",
        framerate=f"{made.fps:.6g}",
    )
    covering = pictures["v"].filter(
        "scale", width, height, force_original_aspect_ratio="increase", force_divisible_by=2, flags="lanczos"
    )
    streams = [covering.filter("crop", width, height)]
    options: ffmpeg.Options = {"c:v": "libx264", "preset": "veryfast", "crf": _CRF, "pix_fmt": "yuv420p"}
    if audio and made.sound:
        sound = ffmpeg.from_file(made.sound, demuxer="f32le", ar=made.sample_rate, ac=made.channels)
        streams.append(sound["a"])
        options |= {"c:a": "aac", "b:a": "192k", "ar": 48000}
    ffmpeg.run_graph(streams, out, options={"t": max_duration_s, **options}, duration_s=max_duration_s)
