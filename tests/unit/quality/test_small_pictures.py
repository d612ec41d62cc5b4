"""The small pictures that frames are compared on: means of blocks, in every format and range of levels."""

from typing import Any

import av
import numpy as np
import pytest

from quality.small_pictures import SIDE_PX, SmallPictures


def frame_of(luma: Any, colour: int = 128, pixel_format: str = "yuv420p", full_range: bool = False) -> av.VideoFrame:
    """A frame with given brightness and one colour, from levels of 8 bits."""
    height, width = luma.shape
    frame = av.VideoFrame(width, height, pixel_format)
    deep = pixel_format.endswith("10le")
    for place, plane in enumerate(frame.planes):
        rows = np.zeros((plane.height, plane.line_size // (2 if deep else 1)), np.uint16 if deep else np.uint8)
        rows[:, : plane.width] = (luma.astype(int) if place == 0 else colour) * (4 if deep else 1)
        plane.update(rows.tobytes())
    frame.color_range = 2 if full_range else 1
    return frame


def noise(width: int, height: int) -> Any:
    """Pixels of every level that a film may have, alike every time."""
    return np.random.default_rng(width).integers(16, 236, (height, width), dtype=np.uint8)


@pytest.mark.parametrize("pixel_format", ["yuv420p", "yuv422p", "yuv444p", "yuv420p10le", "yuv422p10le"])
def test_each_pixel_is_the_mean_of_its_block(pixel_format: str) -> None:
    luma = noise(1280, 720)
    small = SmallPictures().of(frame_of(luma, 100, pixel_format))
    means = luma.reshape(45, 16, 80, 16).mean(axis=(1, 3))
    assert np.abs(small[0] - (means - 16) * 255 / 219).max() < 1e-3
    assert (small[1:] == 100).all()


@pytest.mark.parametrize(
    "size", [(1920, 1080), (1080, 1920), (854, 480), (832, 480), (3840, 2160), (1920, 800), (640, 480), (720, 576)]
)
def test_large_films_are_told_by_a_scaler_the_same(size: tuple[int, int]) -> None:
    width, height = size
    hill = 128 + 80 * np.sin(np.arange(width) / width * 9) * np.cos(np.arange(height) / height * 7)[:, None]
    frame = frame_of(hill.astype(np.uint8))
    pictures = SmallPictures()
    small = pictures.of(frame)
    assert abs(max(small.shape[1:]) / SIDE_PX - 1) <= 0.125
    by_scaler = frame.reformat(small.shape[2], small.shape[1], "yuv444p", interpolation="AREA").to_ndarray()[0]
    assert np.abs(small[0] - (by_scaler.astype(np.float32) - 16) * 255 / 219).max() < 8


@pytest.mark.parametrize("size", [(1, 1), (7, 300), (64, 64), (320, 180), (2000, 40), (641, 361)])
def test_odd_and_little_films_have_small_pictures_too(size: tuple[int, int]) -> None:
    small = SmallPictures().of(frame_of(np.full(size[::-1], 200, np.uint8)))
    assert small.shape[0] == 3
    assert small.shape[1] >= 9
    assert small.shape[2] >= 16
    assert np.abs(small[0] - (200 - 16) * 255 / 219).max() < 2


@pytest.mark.parametrize("size", [(1280, 720), (64, 64)])
@pytest.mark.parametrize("pixel_format", ["yuv420p", "yuvj420p"])
def test_the_full_range_of_phones_is_not_stretched_again(size: tuple[int, int], pixel_format: str) -> None:
    for level in (0, 100, 255):
        frame = frame_of(np.full(size[::-1], level, np.uint8), pixel_format=pixel_format, full_range=True)
        assert np.abs(SmallPictures().of(frame)[0] - level).max() <= 1


def test_a_film_that_changes_its_size_keeps_that_of_its_small_pictures() -> None:
    pictures = SmallPictures()
    shapes = {pictures.of(frame_of(noise(*size))).shape for size in ((1280, 720), (640, 360), (100, 700), (1280, 720))}
    assert shapes == {(3, 45, 80)}


def test_fine_stripes_of_both_fields_count_in_the_largest_films() -> None:
    luma = np.full((2160, 3840), 50, np.uint8)
    luma[1::2] = 150
    assert np.abs(SmallPictures().of(frame_of(luma))[0] - (100 - 16) * 255 / 219).max() < 8
