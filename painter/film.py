"""Renders a plan as an MP4 file: painted frames go through a pipe into one encoder."""

from __future__ import annotations

import contextlib
import fcntl
import os
import subprocess
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import IO

import numpy as np

from media import audio, ffmpeg
from painter import sound
from painter.plan import FilmPlan
from painter.shots.reel import Reel
from painter.video_colours import VIDEO_FORMAT, VideoColours, video_bytes

_PIPE_BYTES = 1 << 20
_WAITING_BYTES = 88 << 20
_MOST_WAITING = 24
_THREADS = 1
"""x264's output depends on its number of threads, and the same plan must give the same bytes, so the number is fixed.
One keeps up with the painter, which needs a core of its own; more would take that core on small machines."""

_TUNING = "aq-mode=3:mbtree=1:rc-lookahead=10:weightp=0:b-adapt=0"
"""aq-mode 3 spends more bits on dark gradients, where banding shows first. With the rest, "superfast" is as small and
as close to the original (SSIM) on painted frames as "veryfast", in three quarters of its time."""

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
        with _Soundtrack(plan, wanted=audio) as track:
            reel = Reel(plan, pictures=pictures)
            reel.paint(frames.start / plan.fps if frames else 0.0)  # lays out the first beat
            _encode(plan, reel, out, track, frames or range(plan.frame_count), progress)
    except BaseException:
        out.unlink(missing_ok=True)
        raise


class _Soundtrack:
    """The sound of a film, composed by a thread while frames are painted, and read by ffmpeg from a pipe.

    It is begun behind the first frame, which would come later with a thread beside it. The thread ends when nobody
    reads the pipe any more. A film that is stopped does not wait for it.

    Args:
        plan: The film.
        wanted: Whether there is any sound.
    """

    def __init__(self, plan: FilmPlan, *, wanted: bool) -> None:
        self._plan, self._wanted = plan, wanted
        self._composer = ThreadPoolExecutor(1)
        self._pipe: IO[bytes] | None = None
        self._writing: int | None = None
        self._played: Future[None] | None = None

    def __enter__(self) -> _Soundtrack:
        if self._wanted:
            reading, self._writing = os.pipe()
            self._pipe = os.fdopen(reading, "rb")
        return self

    def begin(self) -> None:
        """Compose it now, unless that has begun."""
        if self._writing is not None:
            self._played, self._writing = self._composer.submit(_play, self._plan, self._writing), None

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        self.hand_over()
        if self._writing is not None:
            os.close(self._writing)
        self._composer.shutdown(wait=not failure)
        if self._played and self._played.done():
            self._played.result()  # says more than ffmpeg does of a sound that never came

    @property
    def number(self) -> int | None:
        """The file number to read it from; None without sound."""
        return self._pipe.fileno() if self._pipe else None

    def hand_over(self) -> None:
        """Leave the reading to ffmpeg alone, so that the thread notices when that has ended."""
        if self._pipe:
            self._pipe.close()


def _play(plan: FilmPlan, writing: int) -> None:
    with contextlib.suppress(OSError), os.fdopen(writing, "wb") as pipe:  # nobody may read it any more
        audio.write_wav(pipe, sound.compose(plan))


def _encode(
    plan: FilmPlan,
    reel: Reel,
    out: Path,
    track: _Soundtrack,
    frames: range,
    progress: ffmpeg.Progress | None,
) -> None:
    number = track.number
    args, passed = _arguments(plan, out, number), () if number is None else (number,)
    # A helper thread writes frames to the pipe while the next ones are painted.
    with (
        ThreadPoolExecutor(1) as helper,
        ffmpeg.process(args, duration_s=plan.duration_s, stdin=subprocess.PIPE, pass_fds=passed) as encoder,
    ):
        track.hand_over()
        pipe = encoder.stdin
        if pipe is None:
            raise RuntimeError("ffmpeg was started without an input pipe")
        _widen(pipe)
        # Frames wait in a ring of buffers, so that the encoder has work while a beat is laid out.
        frame_bytes = video_bytes(plan.width, plan.height)
        count = max(2, min(_MOST_WAITING, _WAITING_BYTES // frame_bytes))
        buffers = [np.empty(frame_bytes, np.uint8) for _ in range(count)]
        colours, different = VideoColours(), 0
        waiting: deque[Future[int]] = deque()
        try:
            for done, frame in enumerate(frames, 1):
                if len(waiting) == count:
                    waiting.popleft().result()
                pixels = reel.paint(frame / plan.fps)
                if reel.changed or not different:
                    different += 1
                    colours.convert(pixels, buffers[different % count])
                waiting.append(helper.submit(pipe.write, buffers[different % count].data))
                track.begin()
                if progress:
                    progress(done / len(frames))
            for written in waiting:
                written.result()
        except BrokenPipeError:
            raise
        except BaseException:
            encoder.kill()  # it may wait for the sound, and a write for it
            raise
        finally:
            # The pipe must not be closed during a write. None blocks for ever: ffmpeg reads on, or its end is broken.
            wait([written for written in waiting if not written.cancel()])


def _arguments(plan: FilmPlan, out: Path, track: int | None) -> list[str]:
    # More threads would only take the processor from the painter.
    pictures = [
        "-filter_threads",
        "1",
        "-threads",
        "1",
        "-f",
        "rawvideo",
        "-pix_fmt",
        VIDEO_FORMAT,
        "-video_size",
        f"{plan.width}x{plan.height}",
        *_TAGS,
    ]
    pictures += ["-framerate", str(plan.fps), "-i", "pipe:0"]
    sounds = [] if track is None else ["-f", "wav", "-i", f"pipe:{track}"]
    video = encoder_options(plan.fps)
    coded = ["-c:a", "aac", "-b:a", "160k"] if sounds else ["-an"]
    return [*pictures, *sounds, *video, *coded, *_BITEXACT, "-movflags", "+faststart", "-f", "mp4", f"file:{out}"]


def encoder_options(fps: int) -> list[str]:
    """The ffmpeg options that encode pictures so that they can be joined with painted ones without encoding again."""
    coded = ["-c:v", "libx264", "-preset", "superfast", "-crf", "19", "-threads", str(_THREADS)]
    return [*coded, "-x264-params", _TUNING, "-g", str(fps * 2), *_TAGS]


def _widen(pipe: IO[bytes]) -> None:
    """Let more than the usual 64 KiB wait in the pipe; Linux only, and only a matter of speed."""
    with contextlib.suppress(AttributeError, OSError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
