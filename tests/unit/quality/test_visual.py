import dataclasses
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from footage.errors import UnavailableError
from footage.verdicts import Visual
from media import ffmpeg
from media.probe import probe
from media.quantiser import Quantiser
from media.reading import read_through
from quality import regressor
from quality.coders import as_coded
from quality.picture_features import MOVING, NAMES, Sample, content_box, features_of, places_of
from quality.visual import VisualViewer

Picture = NDArray[np.uint8]
UNKNOWN = {*MOVING, *(name for name in NAMES if name.startswith("colour_"))}


def sample(picture: Picture) -> Sample:
    return Sample(places_of(content_box(picture)).of(picture))


def as_picture(values: Any) -> Picture:
    return np.asarray(np.round(np.clip(values, 0, 255)), np.uint8)


def textured(side: int = 192, seed: int = 1) -> Picture:
    """Edges, shades and fine detail."""
    dice = np.random.default_rng(seed)
    rows, columns = np.mgrid[:side, :side]
    picture = 110 + 50 * np.sin(columns / 9) + 40 * ((rows // 24 + columns // 31) % 2) + dice.normal(0, 4, (side, side))
    return as_picture(np.clip(picture, 16, 235))


def blurred(picture: Picture, times: int) -> Picture:
    values = picture.astype(float)
    for _ in range(times):
        values = (values + np.roll(values, 1, 0) + np.roll(values, 1, 1) + np.roll(values, (1, 1), (0, 1))) / 4
    return as_picture(values)


def blocky(picture: Picture, share: float) -> Picture:
    values = picture.astype(float)
    means = values.reshape(24, 8, 24, 8).mean(axis=(1, 3)).repeat(8, 0).repeat(8, 1)
    return as_picture(share * means + (1 - share) * values)


def noisy(picture: Picture, sigma: float) -> Picture:
    noise = np.random.default_rng(5).normal(0, sigma, picture.shape)
    return as_picture(picture + noise)


def banded(picture: Picture, step: float) -> Picture:
    return as_picture(picture // int(step) * int(step))


def sharpened(picture: Picture, much: float) -> Picture:
    soft = blurred(picture, 3).astype(float)
    return as_picture(soft + much * (soft - blurred(picture, 8)))


def combed(picture: Picture, px: float) -> Picture:
    late = np.roll(picture, int(px), axis=1)
    late[::2] = picture[::2]
    return late


def stroked(picture: Picture, px: float) -> Picture:
    """Moved across by so many pixels while it was taken."""
    values = picture.astype(float)
    return as_picture(sum(np.roll(values, step, 1) for step in range(int(px))) / px)


def patched(picture: Picture, share: float) -> Picture:
    """Some blocks of 16 pixels without their fine detail."""
    soft, mixed = blurred(picture, 8), picture.copy()
    for row, column in np.argwhere(np.random.default_rng(3).random((12, 12)) < share):
        at = slice(16 * row, 16 * row + 16), slice(16 * column, 16 * column + 16)
        mixed[at] = soft[at]
    return mixed


def figure(picture: Picture, name: str) -> float:
    figures = features_of(sample(picture))
    assert figures is not None
    return float(figures[NAMES.index(f"{name}_mean")])


@pytest.mark.parametrize(
    ("name", "damage", "levels", "rises"),
    [
        ("step", blurred, (0, 1, 3, 8), False),
        ("fine", blurred, (0, 1, 3, 8), False),
        ("sharpest", blurred, (0, 1, 3, 8), False),
        ("grid8", blocky, (0, 0.3, 0.6, 0.9), True),
        ("lost", blocky, (0, 1), True),
        ("sigma", noisy, (0, 5, 15, 40), True),
        ("median", noisy, (0, 5, 15, 40), True),
        ("gaps", banded, (1, 4, 12, 30), True),
        ("overshoot", sharpened, (1, 4), True),
        ("comb", combed, (0, 2, 6), True),
        ("bent_one_way", stroked, (1, 2, 4, 7), True),
        ("null_one_way2", stroked, (1, 4, 7), True),
        ("null_one_way3", stroked, (1, 4, 9), True),
        ("patched16", patched, (0, 0.1, 0.4), True),
        ("zero_wide", blurred, (0, 1, 3, 8), True),
    ],
)
def test_a_figure_follows_its_damage(
    name: str, damage: Callable[[Picture, Any], Picture], levels: tuple[float, ...], rises: bool
) -> None:
    figures = [figure(damage(textured(), level), name) for level in levels]
    assert figures == sorted(figures, reverse=not rises)
    assert len(set(figures)) == len(figures)


def test_bars_are_left_out_and_tiles_lie_on_the_grid() -> None:
    frame = np.full((400, 640), 16, np.uint8)
    frame[70:330] = np.tile(textured(), (2, 4))[:260, :640]
    top, bottom, left, right = content_box(frame)
    assert 70 <= top <= 96
    assert 300 <= bottom <= 332
    assert (left, right) == (0, 640)
    assert top % 16 == 0


@pytest.mark.parametrize("size", [(120, 160), (33, 2000), (1080, 608), (2160, 3840), (37, 41), (360, 642)])
def test_every_shape_gives_all_figures(size: tuple[int, int]) -> None:
    picture = np.tile(textured(), (size[0] // 192 + 1, size[1] // 192 + 1))[: size[0], : size[1]]
    for turn in range(3):
        tiles = places_of(content_box(picture), turn).of(picture)
        assert tiles.size <= 12 * 128 * 128
        figures = features_of(Sample(tiles))
        assert figures is not None
        assert figures.shape == (len(NAMES),)
        assert {name for name, figure in zip(NAMES, figures, strict=True) if np.isnan(figure)} == UNKNOWN


def test_a_flat_picture_tells_nothing() -> None:
    assert features_of(sample(np.full((90, 160), 120, np.uint8))) is None


def test_the_shipped_net_is_small_and_says_what_it_was_trained_on() -> None:
    assert regressor.FILE.stat().st_size < 1_300_000
    assert regressor.shipped().about


def test_a_net_of_other_figures_or_a_damaged_one_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "net.npz"
    regressor.written(regressor.shipped(), path)
    assert regressor.read(path).about == regressor.shipped().about
    other = dataclasses.replace(regressor.shipped(), centre=regressor.shipped().centre + 1)
    monkeypatch.setattr(regressor, "_sum", lambda _parts: "0")
    regressor.written(other, path)
    monkeypatch.undo()
    with pytest.raises(UnavailableError, match="checksum"):
        regressor.read(path)
    monkeypatch.setattr(regressor, "NAMES", (*NAMES, "more"))
    with pytest.raises(UnavailableError, match="other figures"):
        regressor.read(regressor.FILE)
    path.write_bytes(b"no zip")
    with pytest.raises(UnavailableError, match="cannot be read"):
        regressor.read(path)


def looked_at(path: Path, source: str, *options: str) -> Visual:
    command = [
        ffmpeg.executable(),
        "-v",
        "error",
        "-f",
        "lavfi",
        "-i",
        source,
        *options,
        "-preset",
        "ultrafast",
        str(path),
    ]
    subprocess.run(command, check=True)
    info = probe(path)
    viewer = VisualViewer(info)
    read_through(info, [viewer])
    return viewer.visual()


@pytest.mark.parametrize(
    ("source", "options"),
    [
        ("testsrc2=size=128x96:rate=10:duration=1", ("-frames:v", "1")),
        ("testsrc2=size=160x120:rate=10:duration=2", ("-pix_fmt", "yuv420p10le")),
        (
            "testsrc2=size=98x174:rate=10:duration=1",
            ("-vf", "pad=98:240:0:30,scale=out_range=full", "-pix_fmt", "yuvj420p"),
        ),
    ],
)
def test_odd_films_are_judged(tmp_path: Path, source: str, options: tuple[str, ...]) -> None:
    visual = looked_at(tmp_path / "film.mp4", source, *options)
    assert 0 <= visual.worst <= visual.score <= 1
    assert visual.over_time[0][0] == 0
    assert all(start < end for start, end, _ in visual.over_time)


def test_black_and_minute_films_cannot_be_judged(tmp_path: Path) -> None:
    for size in ("64x64", "16x16"):
        with pytest.raises(UnavailableError, match="too little"):
            looked_at(tmp_path / f"{size}.mp4", f"color=black:size={size}:rate=10:duration=1")


@pytest.mark.parametrize(
    ("damage", "levels", "sign", "drop"),
    [
        (blurred, (1, 3, 8), "blurred", 0.25),
        (blocky, (0.3, 0.6, 0.95), "blocky", 0.35),
        (noisy, (8, 20, 40), "noisy", 0.1),  # the picture has noise of its own
        (banded, (12, 30), "banded", 0.03),  # noise hides bands
    ],
)
def test_a_picture_looks_worse_with_every_step_and_the_sign_says_why(
    damage: Callable[[Picture, Any], Picture], levels: tuple[float, ...], sign: str, drop: float
) -> None:
    marks = [looks(damage(textured(), level)) for level in levels]
    scores = [looks(textured())["score"], *(mark["score"] for mark in marks)]
    assert all(after < before + 0.1 for before, after in pairwise(scores))  # a few bands take away noise
    assert scores[0] > 0.55  # waves and noise are no natural scene
    assert scores[-1] < scores[0] - drop
    assert max(regressor.SIGNS, key=lambda one: marks[-1][one]) == sign


def looks(picture: Picture) -> dict[str, float]:
    figures = features_of(sample(picture))
    assert figures is not None
    return dict(zip(regressor.HEADS, regressor.shipped().marks(figures), strict=True))


def test_coarse_steps_count_and_fine_ones_are_no_excuse() -> None:
    def says(score: float, *steps: float) -> float:
        scores = np.full(4, score, np.float32)
        return float(as_coded(scores, [Quantiser("h264", step) for step in steps]).mean())

    assert says(0.9) == says(0.9, 2.0, 3.0) == pytest.approx(0.9)
    assert 0.1 < says(0.9, 7.5) < says(0.9, 6.5) < 0.6 < says(0.9, 6.0) < says(0.9, 5.0) < 0.9
    assert says(0.9, 3.0, 11.0) == says(0.9, 7.0)
    assert 0.55 < says(0.55, 4.4) <= 0.7
    assert says(0.4, 4.4) == pytest.approx(0.4)


def test_coarse_steps_of_a_film_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    coarse = looked_at(tmp_path / "coarse.mp4", "testsrc2=size=160x120:rate=10:duration=1", "-qp", "44")
    monkeypatch.setattr("quality.visual.ask_quantiser", lambda stream: False)
    silent = looked_at(tmp_path / "silent.mp4", "testsrc2=size=160x120:rate=10:duration=1", "-qp", "44")
    assert coarse.score < silent.score


def test_lines_of_two_moments_are_told(tmp_path: Path) -> None:
    source = "testsrc2=size=192x144:rate=10:duration=2,scroll=h=0.02"
    woven = "split[a][b];[b]tpad=start=1:start_mode=clone[l];[a][l]blend=all_expr='if(mod(Y\\,2)\\,A\\,B)':shortest=1"
    assert "combed" not in looked_at(tmp_path / "whole.mp4", source).signs
    assert looked_at(tmp_path / "woven.mp4", f"{source},{woven}").signs[:1] == ["combed"]
