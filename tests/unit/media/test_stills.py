from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import skia
from PIL import Image

from footage.errors import UnsupportedMediaError
from media.stills import as_still

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20">{}</svg>'


def pixels(path: Path) -> np.ndarray:
    return np.asarray(Image.open(path).convert("RGBA"))


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "gif", "bmp", "tiff", "avif"])
def test_every_kind_of_picture_can_be_drawn(tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"a.{kind}"
    Image.new("RGB", (64, 32), (200, 30, 30)).save(file, kind)
    still = as_still(file, tmp_path / "kept")
    assert (still.width, still.height, still.moves) == (64, 32, False)
    red, green, blue = np.asarray(skia.Image.open(str(still.path)).convert(alphaType=skia.kUnpremul_AlphaType))[8, 8][
        :3
    ]
    assert max(int(red), int(blue)) > 150 > int(green)


@pytest.mark.parametrize("kind", ["gif", "webp"])
def test_a_moving_picture_is_told(tmp_path: Path, kind: str) -> None:
    frames = [Image.new("RGB", (16, 16), (shade, 0, 0)) for shade in (0, 120, 250)]
    frames[0].save(tmp_path / f"a.{kind}", save_all=True, append_images=frames[1:], duration=100)
    assert as_still(tmp_path / f"a.{kind}", tmp_path).moves


def test_a_photo_has_the_size_that_it_is_seen_in(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x112] = 6
    Image.new("RGB", (64, 32)).save(tmp_path / "a.jpg", exif=exif)
    still = as_still(tmp_path / "a.jpg", tmp_path)
    assert (still.width, still.height) == (32, 64)


def test_a_drawing_of_lines_is_drawn_with_its_styles_and_words(tmp_path: Path) -> None:
    inside = "<style>.a{fill:#00f}</style><rect class='a' width='20' height='20'/><text x='21' y='14'>Ag</text>"
    (tmp_path / "a.svg").write_text("<?xml version='1.0'?><!-- x -->" + SVG.format(inside))
    still = as_still(tmp_path / "a.svg", tmp_path / "kept")
    assert (still.width, still.height) == (1600, 800)
    drawn = pixels(still.path)
    assert tuple(drawn[400, 400]) == (0, 0, 255, 255)
    assert drawn[:, 820:, 3].any()


def test_a_label_in_html_is_spelt_out(tmp_path: Path) -> None:
    label = "<div xmlns='http://www.w3.org/1999/xhtml' style='color:#f00;font-size:8px'>One<br/>two</div>"
    (tmp_path / "a.svg").write_text(SVG.format(f"<foreignObject width='40' height='20'>{label}</foreignObject>"))
    red = np.argwhere(pixels(as_still(tmp_path / "a.svg", tmp_path / "kept").path)[..., 0] > 200)
    assert red[:, 0].min() < 400 < red[:, 0].max()
    assert abs(red[:, 1].mean() - 800) < 60


def test_a_drawing_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    Image.new("RGB", (8, 8), (255, 0, 0)).save(tmp_path / "secret.png")
    names = ("secret.png", (tmp_path / "secret.png").as_uri(), str(tmp_path / "secret.png"))
    inside = "".join(f"<image xlink:href='{name}' width='20' height='20'/>" for name in names)
    (tmp_path / "a.svg").write_text(SVG.format(f"{inside}<script>1</script>"))
    assert not pixels(as_still(tmp_path / "a.svg", tmp_path / "kept").path)[..., 3].any()


@pytest.mark.parametrize(
    "content",
    [
        SVG.format(f"<foreignObject width='9' height='9'>{'words ' * 50}</foreignObject>"),
        SVG.format("<g>"),
        "<!DOCTYPE svg [<!ENTITY a 'aaaa'>]>" + SVG.format("<text>&a;</text><g>"),
        SVG.format("".join(f"<g id='a{n}'>" + f"<use href='#a{n - 1}'/>" * 10 + "</g>" for n in range(1, 30))),
        SVG.format("<rect/>" * 60_001),
        "<svg xmlns='http://www.w3.org/2000/svg' width='0' height='5'/>",
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1e9 1'/>",
        "no picture",
        "II*\0no picture",
    ],
)
def test_what_cannot_be_drawn_whole_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.svg").write_text(content)
    with pytest.raises(UnsupportedMediaError):
        as_still(tmp_path / "a.svg", tmp_path / "kept")
    assert not list((tmp_path / "kept").glob("*.png")) if (tmp_path / "kept").exists() else True
