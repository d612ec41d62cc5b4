from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import skia
from numpy.typing import NDArray
from PIL import Image

from footage.errors import UnsupportedMediaError
from painter import plan_scene
from painter.cards import PhotoCard
from painter.craft.stage import Stage
from painter.plan import FilmPlan
from painter.prompt.beats import plan_film
from painter.scenery import photo
from painter.shots.reel import Reel
from painter.text.moving import moving_picture

WIDTH, HEIGHT = 480, 270
Picture = NDArray[np.uint8]


def backdrop() -> NDArray[np.float64]:
    """A soft gradient with a little noise, as out-of-focus backgrounds have."""
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
    ramp = np.stack([120 + 60 * rows / HEIGHT, 150 + 40 * columns / WIDTH, 200 - 50 * rows / HEIGHT], axis=-1)
    return ramp + np.random.default_rng(1).normal(0, 3, ramp.shape)


def disc() -> NDArray[np.bool_]:
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
    return np.asarray((columns - 250) ** 2 + (rows - 140) ** 2 < 60**2)


def with_disc() -> Picture:
    picture = backdrop()
    picture[disc()] = (200, 40, 30)
    return picture.clip(0, 255).astype(np.uint8)


def test_what_stands_out_is_cut_along_its_edge() -> None:
    found = photo.split_picture(with_disc())
    assert found.front is not None
    opaque = found.front[..., 3] > 127
    overlap = (opaque & disc()).sum() / (opaque | disc()).sum()
    assert overlap > 0.95


def test_the_hole_behind_it_is_filled_from_around() -> None:
    found = photo.split_picture(with_disc())
    assert np.abs(found.behind.astype(float) - backdrop()).max() < 30
    assert np.abs(found.behind.astype(float) - backdrop())[disc()].mean() < 6


def test_the_sheets_lie_on_each_other_as_the_picture_was() -> None:
    picture = with_disc()
    found = photo.split_picture(picture)
    assert found.front is not None
    through = 1 - found.front[..., 3:] / 255
    together = found.behind * through + found.front[..., :3]
    assert np.abs(together - picture).mean() < 1.5


def scattered() -> Picture:
    picture = backdrop()
    for x in range(60, WIDTH - 60, 60):
        picture[120:150, x : x + 20] = (250, 250, 250)
    return picture.clip(0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    "picture",
    [backdrop().clip(0, 255).astype(np.uint8), scattered(), np.zeros((HEIGHT, WIDTH, 3), np.uint8)],
    ids=["nothing stands out", "many small things", "black"],
)
def test_a_picture_without_a_clear_foreground_stays_whole(picture: Picture) -> None:
    found = photo.split_picture(picture)
    assert found.front is None
    assert np.array_equal(found.behind, picture)


@pytest.mark.parametrize("size", [(640, 200), (200, 640), (33, 21)])
def test_a_picture_of_any_shape_covers_the_frame(tmp_path: Path, size: tuple[int, int]) -> None:
    file = tmp_path / "picture.png"
    Image.new("RGB", size, (10, 200, 90)).save(file)
    pixels = photo.read(file, 160, 90)
    assert pixels.shape == (90, 160, 3)
    assert (pixels == (10, 200, 90)).all()


def test_what_is_transparent_shows_white(tmp_path: Path) -> None:
    file = tmp_path / "picture.png"
    Image.new("RGBA", (100, 100), (255, 0, 0, 0)).save(file)
    assert (photo.read(file, 50, 50) == 255).all()


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\nbroken"])
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "picture.png"
    file.write_bytes(content)
    with pytest.raises(UnsupportedMediaError, match="picture"):
        photo.read(file, 50, 50)


def test_a_huge_picture_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    file = tmp_path / "picture.png"
    Image.new("1", (8001, 8001)).save(file)
    with pytest.raises(UnsupportedMediaError, match="million pixels"):
        photo.read(file, 50, 50)


def test_a_picture_becomes_two_sheets_at_different_depths(tmp_path: Path) -> None:
    file = tmp_path / "picture.png"
    Image.fromarray(with_disc()).save(file)
    sheets = photo.layers(Stage(plan_scene("x", duration_s=2, width=320, height=180, seed=1)), file)
    assert [sheet.depth for sheet in sheets] == [photo.BEHIND_DEPTH, photo.FRONT_DEPTH]
    assert all(sheet.still for sheet in sheets)


@pytest.mark.parametrize("kind", ["gif", "webp"])
def test_a_moving_picture_plays_and_begins_again(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"moving.{kind}"
    frames = []
    for place in range(3):
        frame = Image.new("RGB", (64, 48), (20, 20, 200))
        frame.paste((240, 30, 30), (place * 20, 10, place * 20 + 16, 30))
        frames.append(frame)
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=[100, 300, 100], loop=0, lossless=True)
    made = moving_picture(path)
    assert made is not None
    assert made.ends_s == pytest.approx((0.1, 0.4, 0.5))
    for time_s, place in ((0.05, 0), (0.2, 1), (0.39, 1), (0.45, 2), (0.55, 0)):
        shown = np.asarray(made.at(time_s).toarray(colorType=skia.kRGBA_8888_ColorType))[20, :, 0] > 120
        assert np.flatnonzero(shown)[0] == pytest.approx(20 * place, abs=1)
        assert shown.sum() == pytest.approx(16, abs=2)


def test_a_still_picture_does_not_move(tmp_path: Path) -> None:
    path = tmp_path / "still.png"
    Image.new("RGB", (8, 8)).save(path)
    assert moving_picture(path) is None


def test_a_moving_picture_that_is_cut_off_shows_what_there_is(tmp_path: Path) -> None:
    path = tmp_path / "cut.gif"
    frames = [Image.effect_noise((64, 48), 90 + place).convert("P") for place in range(4)]
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=100)
    path.write_bytes(path.read_bytes()[:-2000])
    made = moving_picture(path)
    assert made is None or 2 <= len(made.frames) <= 4


def test_a_chart_that_could_be_little_larger_keeps_its_edges(tmp_path: Path) -> None:
    chart = np.full((500, 700, 3), 255, np.uint8)
    chart[200:440:40, 150:560] = (30, 60, 90)
    for edge in (np.s_[:8], np.s_[-8:], np.s_[:, :8], np.s_[:, -8:]):
        chart[edge] = (0, 255, 0)
    Image.fromarray(chart).save(tmp_path / "chart.png")
    made = plan_film("abstract", duration_s=4.0, width=640, height=360, seed=1)
    beat = made.beats[0].model_copy(update={"card": PhotoCard(picture=0), "duration_s": 4.0})
    film = FilmPlan.model_validate({**made.model_dump(), "beats": [beat.model_dump()]})
    frame = Reel(film, pictures=[tmp_path / "chart.png"]).paint(3.2)[..., :3].astype(int)
    green = (frame[..., 1] > 200) & (frame[..., ::2].max(axis=-1) < 90)
    rows, columns = np.nonzero(green.sum(axis=1) > 100)[0], np.nonzero(green.sum(axis=0) > 100)[0]
    assert rows.max() - rows.min() > 200
    assert columns.max() - columns.min() > 300
