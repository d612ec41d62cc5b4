"""Makes a proxy of a film, small enough to be sent along with a question: few frames a second, small, without sound."""

from __future__ import annotations

import math
import subprocess
from dataclasses import dataclass
from pathlib import Path

from footage.errors import UnsupportedMediaError
from media import ffmpeg
from media.frames import each_frame
from media.probe import VideoInfo

MOST_BYTES = 14_000_000
"""In base64 a little under the 20 MB that a request with a film in it may have (ai.google.dev, video understanding)."""

_FRAMES_PER_S = 4.0
_MOST_FRAMES = 240
_SHORTER_SIDE_PX = 360
_LONGER_SIDE_PX = 1280
_CRF = 28


@dataclass(frozen=True)
class Proxy:
    """An MP4 in which every frame is shown when it is in the film, its frames in a second, and how many there are."""

    content: bytes
    fps: float
    frames: int


def proxy_frames(duration_s: float) -> tuple[float, int]:
    """How many frames a second the proxy of a film of a length in seconds has, and how many in all."""
    fps = min(_FRAMES_PER_S, _MOST_FRAMES / duration_s)
    return fps, max(1, math.ceil(round(duration_s * fps, 6)))


def make_proxy(info: VideoInfo, out: Path) -> Proxy:
    """Make the proxy of a film.

    Args:
        info: The film.
        out: Where to write it.

    Raises:
        UnsupportedMediaError: The film cannot be decoded, or its proxy is still larger than `MOST_BYTES`.
    """
    fps, frames = proxy_frames(info.duration_s)
    sides = sorted((info.width, info.height))
    side_px = min(_LONGER_SIDE_PX, math.ceil(_SHORTER_SIDE_PX * sides[1] / sides[0]))
    pictures = each_frame(info.path, [n / fps for n in range(frames)], side_px)
    first = next(pictures)
    height, width = first.shape[:2]
    even = ffmpeg.from_pipe(width, height, fps).filter("pad", "ceil(iw/2)*2", "ceil(ih/2)*2")
    options: ffmpeg.Options = {"c:v": "libx264", "preset": "veryfast", "crf": _CRF, "pix_fmt": "yuv420p"}
    arguments = ffmpeg.arguments([even], out, muxer="mp4", **options)
    with ffmpeg.process(arguments, duration_s=info.duration_s, stdin=subprocess.PIPE) as child:
        assert child.stdin  # noqa: S101 - a pipe was asked for
        child.stdin.write(first.tobytes())
        for picture in pictures:
            child.stdin.write(picture.tobytes())
    content = out.read_bytes()
    if len(content) > MOST_BYTES:
        raise UnsupportedMediaError("The film is too rich in detail to be sent along.")
    return Proxy(content, fps, frames)
