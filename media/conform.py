"""Makes a vendor's clip conform to the order: its length, no sound if none was wanted, a web-ready MP4."""

from __future__ import annotations

from pathlib import Path

from media import ffmpeg
from media.credentials.originals import bears_credentials, original_of
from media.probe import probe

_SLACK_FRAMES = 1.5
_CRF = 13
"""Visually lossless: the vendor's own compression is what is seen."""


def conform(source: Path, out: Path, *, max_duration_s: float, audio: bool) -> None:
    """Move a clip to `out`, cut to its length and without the sound that nobody asked for.

    Everything is copied as it is, except the pictures of a clip that browsers do not play, or that is cut: pictures are
    stored in another order than they are shown in, so that a copy can only be cut between groups of them.

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
    is_fine = not too_long and info.plays_in_browsers
    if is_fine and (audio or not info.has_audio) and info.demuxer == "mov":
        source.replace(out)
        return
    clip = ffmpeg.from_file(source, demuxer=info.demuxer)
    streams = [clip["V:0"], clip["a"]] if audio and info.has_audio else [clip["V:0"]]
    options: ffmpeg.Options = {"c": "copy"}
    if not is_fine:
        options = {"c:v": "libx264", "preset": "veryfast", "crf": _CRF, "pix_fmt": "yuv420p", "c:a": "copy"}
    if too_long:
        options["t"] = max_duration_s
    ffmpeg.run_graph(streams, out, options=options, duration_s=info.duration_s)
    if bears_credentials(source):
        source.replace(original_of(out))  # a copy of its streams has none
    else:
        source.unlink()
