"""Films as cameras, phones and editors write them, through the operations of an edit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import av
import pytest

from media import ffmpeg
from tests.unit.media.edit.films import Bench, edited

pytestmark = pytest.mark.slow

PICTURES = ["-f", "lavfi", "-i", "testsrc2=s=64x48:r=25:d=1"]
SOUND = ["-f", "lavfi", "-i", "sine=f=440:d=1"]
H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"]
PLAIN = [*PICTURES, *SOUND, *H264]
ODD: dict[str, list[Sequence[str]]] = {
    # commands in turn; {} is the folder
    "turned.mp4": [[*PLAIN, "{}/a.mp4"], ["-display_rotation", "90", "-i", "{}/a.mp4", "-c", "copy", "{}/turned.mp4"]],
    "uneven.mkv": [
        [*PICTURES, *SOUND, "-vf", "select='eq(n,0)+eq(n,7)+eq(n,20)'", "-fps_mode", "vfr", *H264, "{}/uneven.mkv"]
    ],
    "odd size.mkv": [
        ["-f", "lavfi", "-i", "testsrc2=s=51x37:r=25:d=1", "-c:v", "ffv1", "-pix_fmt", "yuv444p", "{}/odd size.mkv"]
    ],
    "begins at 10 s.mkv": [[*PLAIN, "-output_ts_offset", "10", "{}/begins at 10 s.mkv"]],
    "edit list.mp4": [
        [*PLAIN, "-g", "25", "{}/b.mp4"], ["-ss", "0.3", "-i", "{}/b.mp4", "-c", "copy", "{}/edit list.mp4"]
    ],
    "HDR.mp4": [
        [*PICTURES, "-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le", "-x265-params",
         "log-level=none", "-color_trc", "smpte2084", "-color_primaries", "bt2020", "-colorspace", "bt2020nc",
         "{}/HDR.mp4"]
    ],
    "sound goes on.mp4": [[*PICTURES, "-f", "lavfi", "-i", "sine=d=3", *H264, "{}/sound goes on.mp4"]],
    "surround.mp4": [[*PICTURES, "-f", "lavfi", "-i", "anoisesrc=d=1:a=0.1", *H264, "-ac", "6", "{}/surround.mp4"]],
    "animated.gif": [["-f", "lavfi", "-i", "testsrc2=s=64x48:r=10:d=1", "{}/animated.gif"]],
    "tape.avi": [[*PICTURES, *SOUND, "-c:v", "mpeg4", "-c:a", "mp3", "{}/tape.avi"]],
    "one frame.mp4": [["-f", "lavfi", "-i", "testsrc2=s=64x48:r=25:d=0.04", *H264, "{}/one frame.mp4"]],
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("odd")
    ffmpeg.run([*PLAIN, str(made / "plain.mp4")])
    return made


def written(folder: Path, name: str) -> Path:
    for command in ODD[name]:
        ffmpeg.run([part.replace("{}", str(folder)) for part in command])
    return folder / name


@pytest.mark.parametrize("name", ODD)
def test_odd_films_are_cut_turned_round_reshaped_mixed_and_joined(folder: Path, tmp_path: Path, name: str) -> None:
    film, plain = written(folder, name), str(folder / "plain.mp4")
    steps: list[dict[str, Any]] = [
        {"do": "freeze", "at": 0, "for": 0.4}, {"do": "keep", "ranges": [[0.1, None]]}, {"do": "reverse"},
        {"do": "overlay", "file": plain, "for": 0.2}, {"do": "reframe", "aspect": "1:1", "how": "blur"},
        {"do": "music", "file": "lofi"}, {"do": "join", "file": plain}, {"do": "fade", "out_s": 0.2},
        {"do": "export", "as": "gif", "width": 24, "for": 0.3},
    ]  # fmt: skip
    project, outcome = edited(film, tmp_path, *steps, bench=Bench(tmp_path))
    assert outcome.film is not None
    check(outcome.film, project.layer.frames, float(project.rate), project.layer.size)
    assert outcome.files[0].path.stat().st_size > 100


@pytest.mark.parametrize("name", ["turned.mp4", "HDR.mp4", "tape.avi", "sound goes on.mp4"])
def test_an_odd_film_is_joined_to_another(folder: Path, tmp_path: Path, name: str) -> None:
    project, outcome = edited(folder / "plain.mp4", tmp_path, {"do": "join", "file": str(written(folder, name))})
    assert outcome.film is not None
    check(outcome.film, project.layer.frames, 25, (64, 48))


def check(film: Path, frames: int, fps: float, size: tuple[int, int]) -> None:
    with av.open(str(film)) as made:
        picture, sound = made.streams.video[0], made.streams.audio[0]
        assert (picture.width, picture.height, picture.pix_fmt) == (*size, "yuv420p")
        assert float((sound.duration or 0) * (sound.time_base or 0)) == pytest.approx(frames / fps, abs=0.03)
        assert len([*made.decode(video=0)]) == frames
