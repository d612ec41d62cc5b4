"""Renders a plan as an MP4 file: painted frames go through a pipe into one encoder."""

from __future__ import annotations

import contextlib
import fcntl
import subprocess
import tempfile
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import IO

import numpy as np

from media import audio, ffmpeg
from painter import sound
from painter.plan import FilmPlan
from painter.shots.paint import PIXEL_FORMAT
from painter.shots.reel import Reel

_PIPE_BYTES = 1 << 20
_WAITING_BYTES = 88 << 20
_MOST_WAITING = 24
_THREADS = 1
"""x264's output depends on its number of threads, and the same plan must give the same bytes, so the number is fixed.
One keeps up with the painter, which needs a core of its own; more would take that core on small machines."""

_TUNING = "aq-mode=3:mbtree=1:rc-lookahead=10:weightp=0:b-adapt=0"
"""aq-mode 3 spends more bits on dark gradients, where banding shows first. With the rest, "superfast" is as small and
as close to the original (SSIM) on painted frames as "veryfast", in three quarters of its time."""

_TO_BT709 = {
    "zscale": "format=gbrp,zscale=rangein=full:range=limited:matrixin=gbr:matrix=709:filter=bilinear,format=yuv420p",
    "scale": "scale=in_range=full:out_range=limited:out_color_matrix=bt709,format=yuv420p",
}
"""Filters that convert RGB to video colours. zscale is more exact and takes a third of the time, but not every ffmpeg
has it."""

_TAGS = ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"]
_BITEXACT = ["-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-map_metadata", "-1"]


def render(
    plan: FilmPlan,
    out: Path,
    *,
    audio: bool,
    pictures: Sequence[Path] = (),
    frames: range | None = None,
    progress: ffmpeg.Progress | None = None,
) -> None:
    """Paint a film and encode it as H.264 in MP4, with an AAC sound bed on request.

    The same plan gives the same bytes on the same machine.

    Args:
        plan: What to show.
        out: The .mp4 file to write; replaced if it exists, removed if the film is not finished.
        audio: Compose and add sound, 48 kHz stereo.
        pictures: Still pictures. Beats name them by index; if no beat does, they are shown one after another.
        frames: Render only these frames, as a part to be joined with others. Sound always covers the whole film, so
            parts are made without it.
        progress: Called with the share of frames painted, 0.0 to 1.0; it may raise to stop the film.

    Raises:
        footage.errors.InvalidInputError: The plan names a picture that is not there.
        footage.errors.UnsupportedMediaError: A picture cannot be read.
        footage.errors.InternalError: ffmpeg failed.
    """
    try:
        # One helper thread composes the sound while the first scene is laid out, and then writes frames to the pipe
        # while the next ones are painted.
        with tempfile.TemporaryDirectory(prefix="sound-", dir=out.parent) as folder, ThreadPoolExecutor(1) as helper:
            bed = helper.submit(_compose, plan, Path(folder) / "bed.wav") if audio else None
            reel = Reel(plan, pictures=pictures)
            reel.paint(frames.start / plan.fps if frames else 0.0)  # lays out the first beat
            args = _arguments(plan, out, bed.result() if bed else None)
            _encode(plan, reel, args, helper, frames or range(plan.frame_count), progress)
    except BaseException:
        out.unlink(missing_ok=True)
        raise


def _compose(plan: FilmPlan, path: Path) -> Path:
    audio.write_wav(path, sound.compose(plan))
    return path


def _encode(
    plan: FilmPlan,
    reel: Reel,
    args: list[str],
    helper: ThreadPoolExecutor,
    frames: range,
    progress: ffmpeg.Progress | None,
) -> None:
    with ffmpeg.process(args, duration_s=plan.duration_s, stdin=subprocess.PIPE) as encoder:
        pipe = encoder.stdin
        if pipe is None:
            raise RuntimeError("ffmpeg was started without an input pipe")
        _widen(pipe)
        # Frames wait in a ring of buffers, so that the encoder has work while a beat is laid out.
        frame_bytes = plan.width * plan.height * 4
        count = max(2, min(_MOST_WAITING, _WAITING_BYTES // frame_bytes))
        buffers = [np.empty((plan.height, plan.width, 4), np.uint8) for _ in range(count)]
        waiting: deque[Future[int]] = deque()
        try:
            for done, frame in enumerate(frames, 1):
                if len(waiting) == count:
                    waiting.popleft().result()
                np.copyto(buffers[frame % count], reel.paint(frame / plan.fps))
                waiting.append(helper.submit(pipe.write, buffers[frame % count].data))
                if progress:
                    progress(done / len(frames))
            for written in waiting:
                written.result()
        finally:
            # The pipe must not be closed during a write. None blocks for ever: ffmpeg reads on, or its end is broken.
            wait([written for written in waiting if not written.cancel()])


def _arguments(plan: FilmPlan, out: Path, bed: Path | None) -> list[str]:
    # More threads would only take the processor from the painter.
    pictures = [
        "-filter_threads",
        "1",
        "-threads",
        "1",
        "-f",
        "rawvideo",
        "-pix_fmt",
        PIXEL_FORMAT,
        "-video_size",
        f"{plan.width}x{plan.height}",
    ]
    pictures += ["-framerate", str(plan.fps), "-i", "pipe:0"]
    sounds = ["-protocol_whitelist", ffmpeg.PROTOCOLS, "-f", "wav", "-i", f"file:{bed}"] if bed else []
    converted = _TO_BT709["zscale" if ffmpeg.has_filter("zscale") else "scale"]
    video = ["-vf", converted, *encoder_options(plan.fps)]
    coded = ["-c:a", "aac", "-b:a", "160k"] if bed else ["-an"]
    return [*pictures, *sounds, *video, *coded, *_BITEXACT, "-movflags", "+faststart", "-f", "mp4", f"file:{out}"]


def encoder_options(fps: int) -> list[str]:
    """The ffmpeg options that encode pictures so that they can be joined with painted ones without encoding again."""
    coded = ["-c:v", "libx264", "-preset", "superfast", "-crf", "19", "-threads", str(_THREADS)]
    return [*coded, "-x264-params", _TUNING, "-g", str(fps * 2), *_TAGS]


def _widen(pipe: IO[bytes]) -> None:
    """Let more than the usual 64 KiB wait in the pipe; Linux only, and only a matter of speed."""
    with contextlib.suppress(AttributeError, OSError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
