"""The H.264 encoder of this machine: its graphics hardware where that really works, else x264.

What a driver promises is not believed: a candidate encodes a few frames first. One that fails later all the same is
given up for the rest of the process, and the work is done by x264.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from footage.errors import FootageError, InternalError, UnsupportedMediaError
from media import ffmpeg
from media.ffmpeg import Options

_TRIAL = ["-f", "lavfi", "-i", "testsrc2=size=320x240:rate=24:duration=0.5"]
_TRIAL_LIMIT_S = 20.0
_RENDER_NODE = Path("/dev/dri/renderD128")
_TAGS = ("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv")
_log = logging.getLogger("footage.encoders")


@dataclass(frozen=True)
class Encoder:
    """How ffmpeg is told to encode H.264.

    Attributes:
        name: ffmpeg's name of the encoder.
        settings: Output options, quality included.
        filters: What pictures pass through last, ending as the encoder takes them.
        device: Global options that open the hardware.
    """

    name: str
    settings: tuple[str, ...]
    filters: str = "format=yuv420p"
    device: tuple[str, ...] = ()

    @property
    def output(self) -> list[str]:
        """All output options."""
        return ["-c:v", self.name, *self.settings, *_TAGS]


SOFTWARE = Encoder("libx264", ("-preset", "veryfast", "-crf", "18"))
"""Each of the others is set to look like it."""

_NVENC = Encoder("h264_nvenc", ("-preset", "p5", "-rc", "vbr", "-cq", "20", "-b:v", "0"))
_QSV = Encoder("h264_qsv", ("-preset", "medium", "-global_quality", "20"), "format=nv12")
_VAAPI = Encoder(
    "h264_vaapi", ("-rc_mode", "CQP", "-qp", "20"), "format=nv12,hwupload", ("-vaapi_device", str(_RENDER_NODE))
)
_VIDEOTOOLBOX = Encoder("h264_videotoolbox", ("-q:v", "65"))

_found: dict[str, Encoder] = {}


def best() -> Encoder:
    """The first encoder that works here; tried once for each ffmpeg binary."""
    binary = ffmpeg.executable()
    if binary not in _found:
        _found[binary] = next((one for one in _candidates() if _works(one)), SOFTWARE)
        _log.info("encoding with %s", _found[binary].name)
    return _found[binary]


def encode(
    arguments: Callable[[Encoder], Sequence[str]],
    *,
    duration_s: float | None = None,
    progress: ffmpeg.Progress | None = None,
) -> None:
    """Run ffmpeg with the best encoder, and again with x264 should hardware fail half way.

    Args:
        arguments: ffmpeg's arguments for an encoder.
        duration_s: As in `media.ffmpeg.run`.
        progress: Likewise.

    Raises:
        DeadlineError: As in `media.ffmpeg.run`.
        UnsupportedMediaError: Likewise.
        InternalError: Likewise.
    """
    encoder = best()
    try:
        ffmpeg.run(arguments(encoder), duration_s=duration_s, progress=progress)
    except (InternalError, UnsupportedMediaError) as exc:
        if encoder == SOFTWARE:
            raise
        _log.warning("%s failed, so x264 does it from now on: %s", encoder.name, exc)
        _found[ffmpeg.executable()] = SOFTWARE
        ffmpeg.run(arguments(SOFTWARE), duration_s=duration_s, progress=progress)


def _candidates() -> list[Encoder]:
    if sys.platform == "darwin":
        return [_VIDEOTOOLBOX]
    return [_NVENC, _QSV, *([_VAAPI] if _RENDER_NODE.exists() else [])]


def _works(encoder: Encoder) -> bool:
    arguments = [*encoder.device, *_TRIAL, "-vf", encoder.filters, *encoder.output, "-f", "null", "-"]
    try:
        ffmpeg.run(arguments, limit_s=_TRIAL_LIMIT_S)
    except FootageError:
        return False
    return True


X264: Options = {"vcodec": "libx264", "preset": "veryfast", "crf": 18, "pix_fmt": "yuv420p"}
"""Options of ffmpeg for burnt-in captions."""
