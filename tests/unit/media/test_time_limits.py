"""An ffmpeg that hangs: whatever runs it says so in words, and nothing of it is left."""

from __future__ import annotations

import os
import select
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from films.article.fitted import fit_clip
from films.article.storyboard import ArticleFilm
from footage.errors import DeadlineError, InternalError, JobCancelledError, UnavailableError
from footage.local_models import RawFilm
from media import ffmpeg
from media.assembly import Clip, assemble
from media.captions.burn import burn, preview, soft
from media.captions.model import Cue
from media.conform import conform
from media.encoders import encode
from media.enhance.film import enhance
from media.enhance.model import EnhanceRequest
from media.probe import probe
from media.proxy import make_proxy
from media.raw_film import encode as encode_raw
from media.speech import transcribe
from media.splice import bridge
from painter import render
from painter.prompt.beats import plan_film

MakeClip = Callable[..., Path]
CUES = [Cue(0.1, 0.9, "Said.")]

# It answers what it is asked about itself; everything else holds a pipe open together with a child, without end.
HANGS = """#!/bin/sh
case "$*" in
  *" filter="*) echo "Filter zscale"; exit 0 ;;
  *320x240*) exit 1 ;;
esac
exec 9>"{held}"
sleep 3000 &
echo started >&9
wait
"""


class Hanging:
    """Tells that an ffmpeg hangs, and that nothing of it is left, by a pipe that all of its processes hold."""

    def __init__(self, held: Path) -> None:
        os.mkfifo(held)
        self._reader = os.open(held, os.O_RDONLY | os.O_NONBLOCK)
        self._said = b""

    def started(self) -> bool:
        return self._next() and b"started" in self._said

    def is_gone(self) -> bool:
        while self._next():
            """There may be more."""
        return self._ended

    def close(self) -> None:
        os.close(self._reader)

    def _next(self) -> bool:
        ready, _, _ = select.select([self._reader], [], [], 30.0)
        said = os.read(self._reader, 64) if ready else b""
        self._said += said
        self._ended = bool(ready) and not said
        return bool(said)


@pytest.fixture
def hanging(tmp_path: Path, make_clip: MakeClip, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hanging]:
    """From here on ffmpeg hangs; a clip is made before."""
    make_clip("heard.mp4", sound=True)
    stub, held = tmp_path / "ffmpeg", tmp_path / "held"
    stub.write_text(HANGS.replace("{held}", str(held)))
    stub.chmod(0o755)
    hanging = Hanging(held)
    monkeypatch.setattr(ffmpeg, "LEAST_LIMIT_S", 0.4)
    monkeypatch.setattr(ffmpeg, "LIMIT_PER_SECOND", 0.0)
    monkeypatch.setattr("media.enhance.graph.INTERPOLATED_PER_SECOND_S", 0.001)
    monkeypatch.setattr("media.splice.INTERPOLATED_PER_SECOND_S", 0.001)
    ffmpeg.use(stub)
    yield hanging
    ffmpeg.use(None)
    hanging.close()


def filmed(folder: Path, clip: Path) -> Path:
    plan = plan_film("a sailboat", duration_s=2.0, width=320, height=180, seed=1)
    return fit_clip(clip, ArticleFilm(title="", language="en", film=plan, scenes=()), 0, folder / "scenes", folder)


def raw(folder: Path) -> RawFilm:
    pictures = folder / "pictures.rgb"
    pictures.write_bytes(np.zeros((4, 32, 32, 3), np.uint8).tobytes())
    return RawFilm(pictures=pictures, width=32, height=32, fps=4.0, frames=4)


def conformed(folder: Path, clip: Path) -> None:
    source = folder / "source.mp4"
    source.write_bytes(clip.read_bytes())
    conform(source, folder / "out.mp4", max_duration_s=1.0, audio=True)


def assembled(folder: Path, clip: Path, *, melts: bool) -> None:
    chapters = folder / "chapters.txt"
    chapters.write_text(";FFMETADATA1\n")
    clips = [Clip(clip), Clip(clip, 0.2 if melts else 0.0)]
    assemble(clips, folder / "out.mp4", work=folder, metadata=chapters)


WORK: dict[str, Callable[[Path, Path], object]] = {
    "burn": lambda folder, clip: burn(clip, CUES, folder / "out.mp4"),
    "soft": lambda folder, clip: soft(clip, CUES, folder / "out.mp4"),
    "preview": lambda folder, clip: preview(clip, CUES),
    "enhance": lambda folder, clip: enhance(clip, folder / "out.mp4", EnhanceRequest()),
    "bridge": lambda folder, clip: bridge(clip, 0.5, 1.0, folder / "out.mkv"),
    "conform": conformed,
    "copy": lambda folder, clip: assembled(folder, clip, melts=False),
    "melt": lambda folder, clip: assembled(folder, clip, melts=True),
    "proxy": lambda folder, clip: make_proxy(probe(clip), folder / "out.mp4"),
    "raw film": lambda folder, clip: encode_raw(
        raw(folder), folder / "out.mp4", width=32, height=32, max_duration_s=1.0, audio=False
    ),
    "sound": lambda folder, clip: transcribe._sound(clip),
    "paint": lambda folder, clip: render(
        plan_film("a sailboat", duration_s=8.0, width=640, height=360, seed=1), folder / "out.mp4", audio=False
    ),
    "filmed scene": filmed,
    "encoder": lambda folder, clip: encode(lambda encoder: ["-i", str(clip), *encoder.output, str(folder / "out.mp4")]),
}


@pytest.mark.parametrize("work", WORK)
def test_whatever_runs_ffmpeg_has_a_limit_and_says_so(
    hanging: Hanging, tmp_path: Path, make_clip: MakeClip, work: str
) -> None:
    with pytest.raises(DeadlineError, match="ffmpeg did not finish within"):
        WORK[work](tmp_path, make_clip("heard.mp4", sound=True))
    assert hanging.is_gone()
    assert not list(tmp_path.glob("out.*"))


def test_a_cancelled_job_leaves_no_process(hanging: Hanging) -> None:
    with pytest.raises(JobCancelledError):
        cancelled(hanging)
    assert hanging.is_gone()


def cancelled(hanging: Hanging) -> None:
    with ffmpeg.process(["-i", "x"], limit_s=60.0):
        assert hanging.started()
        raise JobCancelledError("stop")


def test_what_an_ffmpeg_can_do_is_not_waited_for_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stub = tmp_path / "ffmpeg"
    stub.write_text("#!/bin/sh\nexec sleep 3000\n")
    stub.chmod(0o755)
    monkeypatch.setattr(ffmpeg, "_ANSWER_LIMIT_S", 0.2)
    ffmpeg.use(stub)
    try:
        with pytest.raises(UnavailableError, match="what it can do"):
            ffmpeg.has_filter("zscale")
    finally:
        ffmpeg.use(None)


def test_the_limit_grows_with_the_film() -> None:
    assert ffmpeg.time_limit_s(None) == ffmpeg.time_limit_s(10.0) == ffmpeg.LEAST_LIMIT_S
    assert ffmpeg.time_limit_s(3600.0) == 3600 * ffmpeg.LIMIT_PER_SECOND
    assert ffmpeg.time_limit_s(3600.0, 240.0) == 3600 * 240


def test_an_ffmpeg_that_fails_in_time_says_why() -> None:
    with pytest.raises(InternalError, match="No such file"), ffmpeg.process(["-i", "file:/nowhere.mp4", "-"]):
        """Nothing is fed."""
