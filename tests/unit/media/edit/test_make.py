"""Edits made for real: the right frames, the right lengths, one encode."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from media import ffmpeg
from media.edit.make import Outcome
from tests.unit.media.edit.films import edited, numbered, numbers_in

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four seconds at 25 frames a second."""
    return numbered(tmp_path_factory.mktemp("film") / "film.mp4", 100)


def made(outcome: Outcome) -> Path:
    assert outcome.film is not None
    return outcome.film


CUTS: dict[str, tuple[list[dict[str, Any]], list[int]]] = {
    "two parts": (
        [{"do": "keep", "ranges": [[1, 1.4], [3, 3.2]]}, {"do": "crop", "box": [0, 0, 1, 1]}],
        [*range(25, 35), *range(75, 80)],
    ),
    "backwards": (
        [{"do": "reverse", "ranges": [[0, 0.4]]}, {"do": "keep", "ranges": [[0, 0.6]]}],
        [*range(9, -1, -1), *range(10, 15)],
    ),
    "standing": (
        [{"do": "freeze", "at": 0.2, "for": 0.2}, {"do": "keep", "ranges": [[0, 0.6]]}],
        [*range(6), *[5] * 5, *range(6, 10)],
    ),
    "fast": ([{"do": "speed", "x": 2}, {"do": "keep", "ranges": [[0, 0.4]]}], [*range(0, 20, 2)]),
    "slow": ([{"do": "speed", "x": 0.5}, {"do": "keep", "ranges": [[0, 0.4]]}], [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]),
    "after a fade": (
        [{"do": "fade", "out_s": 0.2}, {"do": "cut", "ranges": [[0.2, 3.4], [3.8, 4]]}],
        [*range(5), *range(85, 95)],
    ),
}


@pytest.mark.parametrize("name", CUTS)
def test_cuts_are_exact_to_the_frame(film: Path, tmp_path: Path, name: str) -> None:
    steps, expected = CUTS[name]
    _, outcome = edited(film, tmp_path, *steps)
    assert numbers_in(made(outcome)) == expected
    assert lengths_s(made(outcome)) == pytest.approx((len(expected) / 25, len(expected) / 25), abs=0.025)


def test_a_film_may_be_cut_in_many_places_before_it_is_written_over(tmp_path: Path) -> None:
    """As the silences of a talk are: sums and arguments of ffmpeg have an end."""
    film = numbered(tmp_path / "film.mp4", 480)
    cuts: dict[str, Any] = {"do": "cut", "ranges": [[n * 0.16, n * 0.16 + 0.04] for n in range(120)]}
    _, outcome = edited(film, tmp_path, cuts, {"do": "fade", "in_s": 0, "out_s": 0.08})
    assert outcome.way == "encode"
    assert numbers_in(made(outcome))[:9] == [1, 2, 3, 5, 6, 7, 9, 10, 11]


def test_films_are_joined_to_the_frame(film: Path, tmp_path: Path) -> None:
    other = numbered(tmp_path / "other.mp4", 10)
    joining: dict[str, Any] = {"do": "join", "files": [str(other), str(other)]}
    _, outcome = edited(film, tmp_path, {"do": "keep", "ranges": [[0, 0.4]]}, joining, {"do": "fade", "in_s": 0.04})
    assert numbers_in(made(outcome))[1:] == [*range(1, 10), *range(10), *range(10)]


def test_only_the_sound_is_encoded_where_only_it_changes(film: Path, tmp_path: Path) -> None:
    project, outcome = edited(film, tmp_path, {"do": "sound", "mute": True, "ranges": [[1, 2]]})
    assert outcome.way == "sound"
    assert packets(made(outcome)) == packets(film)
    assert project.layer.frames == 100


def test_everything_is_done_in_one_run_of_ffmpeg(film: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[list[str]] = []
    real = ffmpeg.run

    def run(args: list[str], **more: Any) -> None:
        runs.append([*args])
        real(args, **more)

    monkeypatch.setattr(ffmpeg, "run", run)
    steps: list[dict[str, Any]] = [
        {"do": "cut", "ranges": [[1, 2]]}, {"do": "title", "text": "Hi", "at": 0.5, "for": 1},
        {"do": "music", "file": "lofi"}, {"do": "reframe", "aspect": "9:16", "how": "blur"},
        {"do": "export", "as": "gif", "ranges": [[0, 0.5]]}, {"do": "export", "as": "mp3"},
        {"do": "export", "as": "png", "at": 0.2},
    ]  # fmt: skip
    _, outcome = edited(film, tmp_path, *steps)
    assert outcome.way == "encode"
    assert [run.count("libx264") for run in runs] == [1]
    assert [(one.path.name, one.mime_type) for one in outcome.files] == [
        ("film.gif", "image/gif"), ("film.mp3", "audio/mpeg"), ("still.png", "image/png"),
    ]  # fmt: skip
    assert outcome.files[0].path.read_bytes()[:6] == b"GIF89a"
    with av.open(str(made(outcome))) as shown:
        assert (shown.streams.video[0].width, shown.streams.video[0].height) == (96, 170)


def test_a_film_without_sound_gets_music_and_a_file(tmp_path: Path) -> None:
    silent = numbered(tmp_path / "silent.mp4", 50, sound=False)
    _, outcome = edited(silent, tmp_path, {"do": "music", "file": "lofi"}, {"do": "export", "as": "wav"})
    assert outcome.way == "sound"
    assert loudest(made(outcome)) > 0.05
    assert lengths_s(made(outcome)) == pytest.approx((2, 2), abs=0.025)


def packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as film:
        return [bytes(packet) for packet in film.demux(video=0) if packet.size]


def lengths_s(path: Path) -> tuple[float, float]:
    """How long the pictures and the sound last."""
    with av.open(str(path)) as film:
        picture, sound = film.streams.video[0], film.streams.audio[0]
        return float(picture.duration * picture.time_base), float(sound.duration * sound.time_base)  # type: ignore[operator]


def loudest(path: Path) -> float:
    with av.open(str(path)) as film:
        return max(float(np.abs(frame.to_ndarray()).max()) for frame in film.decode(audio=0))
