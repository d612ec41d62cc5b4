import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from media.contact_sheet import MAX_JPEG_BYTES, grid, stills
from media.probe import probe

MakeClip = Callable[..., Path]


def picture(jpeg: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(jpeg)) as image:
        assert image.format == "JPEG"
        return np.asarray(image.convert("RGB"))


@pytest.mark.parametrize(("size", "columns", "rows"), [("320x180", 3, 3), ("180x320", 5, 2), ("420x180", 2, 4)])
def test_sheet_suits_the_shape(make_clip: MakeClip, size: str, columns: int, rows: int) -> None:
    width, height = map(int, size.split("x"))
    assert grid(width / height) == (columns, rows)
    sheet = picture(stills(probe(make_clip(f"sheet{size}.mp4", f"testsrc2=s={size}:r=12:d=2"))).contact_sheet)
    assert 0.5 < sheet.shape[1] / sheet.shape[0] < 2
    assert sheet.shape[1] <= 1300


def test_tiles_follow_time_and_gutters_are_dark(make_clip: MakeClip) -> None:
    grey = "nullsrc=s=640x360:r=10:d=4,format=yuv420p,geq=lum='60+N*4':cb=128:cr=128"
    sheet = picture(stills(probe(make_clip("grey.mp4", grey))).contact_sheet).astype(int)
    height, width = sheet.shape[:2]
    middles = [sheet[height * (2 * r + 1) // 6, width * (2 * c + 1) // 6].mean() for r in range(3) for c in range(3)]
    assert middles == sorted(middles)
    assert middles[-1] - middles[0] > 100
    assert sheet[:3].max() < 50
    assert sheet[:, :3].max() < 50


def test_stays_small_for_the_worst_picture(make_clip: MakeClip) -> None:
    noise = make_clip("noise.mp4", "nullsrc=s=640x360:r=4:d=1,geq=random(1)*255:128:128", args=("-crf", "10"))
    assert len(stills(probe(noise)).contact_sheet) <= MAX_JPEG_BYTES
    assert len(stills(probe(noise)).poster) <= MAX_JPEG_BYTES


def test_poster_is_no_fade(make_clip: MakeClip) -> None:
    faded = make_clip("faded.mp4", "testsrc2=s=320x180:r=24:d=2,fade=in:0:34,fade=out:44:4")
    assert picture(stills(probe(faded)).poster).mean() > 60
    black = make_clip("black.mp4", "color=black:s=64x64:r=10:d=1")
    assert picture(stills(probe(black)).poster).max() < 20
