"""Cuts without encoding: what is untouched stays as it is to the bit."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from media import ffmpeg
from media.edit.make import Way
from tests.unit.media.edit.films import edited, numbered, numbers_in

RATE = 48_000


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six seconds with a key frame each second, reordered frames, and a beep at 3.2 s."""
    folder = tmp_path_factory.mktemp("film")
    silent = numbered(folder / "silent.mp4", 150, sound=False, bf="3", preset="veryfast")
    beep = "aevalsrc='0.4*sin(2*PI*1000*t)*between(t,3.2,3.6)':s=48000:d=6"
    both = ["-i", str(silent), "-f", "lavfi", "-i", beep, "-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "aac"]
    ffmpeg.run([*both, str(folder / "film.mp4")])
    return folder / "film.mp4"


CUTS: dict[str, tuple[Way, dict[str, Any], list[int], range]] = {
    # what is done, which frames are there, and which of them are copied
    "at key frames": ("copy", {"do": "keep", "ranges": [[1, 5]]}, [*range(25, 125)], range(25, 125)),
    "up to the end": ("copy", {"do": "keep", "ranges": [[2, None]]}, [*range(50, 150)], range(50, 150)),
    "between them": ("smart", {"do": "keep", "ranges": [[0.4, 5.2]]}, [*range(10, 130)], range(25, 125)),
    "in the middle": (
        "smart", {"do": "cut", "ranges": [[2.4, 3.08]]}, [*range(60), *range(77, 150)], range(100, 150)
    ),
    "inside one group": ("encode", {"do": "keep", "ranges": [[0.2, 1.8]]}, [*range(5, 45)], range(0)),
}  # fmt: skip


@pytest.mark.parametrize("name", CUTS)
def test_a_cut_is_exact_and_leaves_the_rest_as_it_is(film: Path, tmp_path: Path, name: str) -> None:
    way, step, expected, copied = CUTS[name]
    _, outcome = edited(film, tmp_path, step)
    assert outcome.way == way
    assert outcome.film is not None
    assert numbers_in(outcome.film) == expected
    before, after = hashes_of(film), dict(zip(expected, hashes_of(outcome.film), strict=True))
    assert [at for at in copied if after[at] != before[at]] == []


@pytest.mark.parametrize("ranges", [[[1, 5]], [[0.4, 5.2]], [[0.4, 2.12], [2.88, 6]]], ids=str)
def test_the_sound_stays_with_the_picture(film: Path, tmp_path: Path, ranges: list[list[float]]) -> None:
    step = {"do": "keep", "ranges": ranges}
    _, outcome = edited(film, tmp_path, step)
    assert outcome.film is not None
    assert outcome.way in {"copy", "smart"}
    numbers = numbers_in(outcome.film)
    assert abs(beep_at(outcome.film) - numbers.index(80) / 25 - (beep_at(film) - 80 / 25)) < 0.02


def test_films_of_one_kind_are_joined_by_packets(film: Path, tmp_path: Path) -> None:
    _, outcome = edited(film, tmp_path, {"do": "keep", "ranges": [[0, 2]]}, {"do": "join", "file": str(film)})
    assert outcome.way == "smart"
    assert outcome.film is not None
    assert numbers_in(outcome.film) == [*range(50), *range(150)]
    assert hashes_of(outcome.film) == [*hashes_of(film)[:50], *hashes_of(film)]


@pytest.mark.parametrize("odd", ["hevc", "10 bits", "turned"])
def test_what_cannot_be_copied_is_encoded(film: Path, tmp_path: Path, odd: str) -> None:
    other = tmp_path / "odd.mp4"
    how = {
        "hevc": ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none"],
        "10 bits": ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le"],
        "turned": ["-c:v", "copy"],
    }[odd]
    turn = ["-display_rotation", "90"] if odd == "turned" else []
    ffmpeg.run([*turn, "-i", str(film), "-t", "2", *how, "-an", str(other)])
    project, outcome = edited(other, tmp_path, {"do": "keep", "ranges": [[0.2, 1.4]]})
    assert outcome.way == "encode"
    assert outcome.film is not None
    with av.open(str(outcome.film)) as made:
        assert (made.streams.video[0].width, made.streams.video[0].height) == project.layer.size
        assert len([*made.decode(video=0)]) == 30


def hashes_of(path: Path) -> list[str]:
    with av.open(str(path)) as film:
        return [hashlib.md5(frame.to_ndarray().tobytes()).hexdigest() for frame in film.decode(video=0)]


def beep_at(path: Path) -> float:
    """When the beep begins, as players hear it, in seconds."""
    out = path.with_suffix(".f32")
    sound = ffmpeg.from_file(path)["a:0"].filter("aresample", RATE, **{"async": 1, "first_pts": 0})
    ffmpeg.run_graph([sound], out, muxer="f32le", options={"ac": 1})
    heard = np.abs(np.fromfile(out, np.float32))
    return float(np.flatnonzero(heard > 0.05)[0] / RATE)
