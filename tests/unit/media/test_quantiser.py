"""What coders say of how coarsely they rounded, in one measure for all of them."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from media import ffmpeg
from media.probe import probe
from media.quantiser import Quantiser, ask_quantiser, quantiser_of
from media.reading import read_through

if TYPE_CHECKING:
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

CODED = [
    ("h264", ("-c:v", "libx264", "-preset", "ultrafast", "-qp"), (10, 28, 46), "mp4"),
    ("vp9", ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-b:v", "0", "-crf"), (10, 35, 60), "webm"),
    ("mpeg", ("-c:v", "mpeg4", "-q:v"), (2, 8, 31), "mp4"),
    ("mpeg", ("-c:v", "mpeg2video", "-q:v"), (2, 8, 31), "mkv"),
]


class Asking:
    """Asks all frames of a film."""

    def __init__(self) -> None:
        self.said: list[Quantiser | None] = []
        self._tells = False

    def begin(self, stream: VideoStream) -> None:
        self._tells = ask_quantiser(stream)

    def see(self, _time_s: float, frame: VideoFrame) -> None:
        self.said.append(quantiser_of(frame) if self._tells else None)

    def end(self) -> None:
        """Nothing is left to do."""


def said_of(path: Path, *options: str) -> list[Quantiser | None]:
    """What the frames of a small film say that is coded in some way."""
    source = "testsrc2=size=64x64:rate=8:duration=0.5"
    command = [ffmpeg.executable(), "-loglevel", "error", "-y", "-f", "lavfi", "-i", source, *options, str(path)]
    subprocess.run(command, check=True)
    asking = Asking()
    read_through(probe(path), [asking])
    return asking.said


@pytest.mark.parametrize(("coder", "options", "levels", "suffix"), CODED)
def test_coarser_steps_are_told(
    tmp_path: Path, coder: str, options: tuple[str, ...], levels: tuple[int, ...], suffix: str
) -> None:
    steps = []
    for level in levels:
        said = said_of(tmp_path / f"{level}.{suffix}", *options, str(level), "-pix_fmt", "yuv420p")
        assert {one.coder for one in said if one} == {coder}
        steps.append(sum(one.step for one in said if one) / len(said))
    assert steps[0] < 2.7
    assert steps[0] + 1 < steps[1] < steps[2] - 1
    assert 4.2 < steps[2] < 8


def test_deep_pictures_are_told_in_the_same_levels(tmp_path: Path) -> None:
    eight, ten = (
        said_of(tmp_path / f"{form}.mp4", "-c:v", "libx264", "-preset", "ultrafast", "-crf", "30", "-pix_fmt", form)
        for form in ("yuv420p", "yuv420p10le")
    )
    assert all(one and other and abs(one.step - other.step) < 0.5 for one, other in zip(eight, ten, strict=True))


@pytest.mark.parametrize("options", [("-c:v", "libx265", "-x265-params", "log-level=error"), ("-c:v", "mjpeg")])
def test_codecs_that_do_not_tell_say_nothing(tmp_path: Path, options: tuple[str, ...]) -> None:
    assert set(said_of(tmp_path / "film.mkv", *options, "-pix_fmt", "yuvj420p")) == {None}
