"""Draw the gallery: a contact sheet for each film of prompts.yaml, and the page that shows them.

python docs/gallery/build.py [number ...]
"""

from __future__ import annotations

import itertools
import re
import sys
from pathlib import Path

import numpy as np
import skia
import yaml

from media.frame_size import frame_size
from painter import FilmPlan, plan_film
from painter.shots.reel import Reel

HERE = Path(__file__).parent
FILM_S, SEED, FRAMES = 8.0, 5, 6
AREA_PX = 92_000  # of one frame on the sheet, whatever its shape
GAP_PX = 6
MOST_BYTES = 60_000


def main() -> None:
    """Draw the numbered films, or all; the page is written anew."""
    films = yaml.safe_load((HERE / "prompts.yaml").read_text())
    wanted = {int(number) for number in sys.argv[1:]} or set(range(1, len(films) + 1))
    rows = []
    for number, film in enumerate(films, 1):
        name = f"{number:02d}-{_slug(film['prompt'])}.jpg"
        if number in wanted:
            (HERE / name).write_bytes(_small(_sheet(film)))
            print(name)
        rows.append(f"### {film['prompt']}\n\n`{film['style']}`, {film['aspect_ratio']}\n\n![]({name})\n")
    head = (
        "# Gallery\n\nWhat the embedded storyboard makes of a prompt, with no key and no network: six frames of eight "
        "seconds.\nDrawn by `python docs/gallery/build.py`.\n"
    )
    (HERE / "README.md").write_text("\n".join([head, *rows]))


def _sheet(film: dict[str, str]) -> skia.Image:
    width, height = frame_size(film["aspect_ratio"], "720p")
    plan: FilmPlan = plan_film(
        film["prompt"], duration_s=FILM_S, width=width, height=height, seed=SEED, style=film["style"]
    )
    reel = Reel(plan)
    scale = (AREA_PX / (width * height)) ** 0.5
    columns = 6 if height > width else 3
    rows = -(-FRAMES // columns)
    tile = round(width * scale), round(height * scale)
    surface = skia.Surface(columns * (tile[0] + GAP_PX) + GAP_PX, rows * (tile[1] + GAP_PX) + GAP_PX)
    canvas = surface.getCanvas()
    canvas.clear(skia.ColorSetRGB(16, 18, 24))
    for index in range(FRAMES):
        pixels = np.ascontiguousarray(reel.paint((index + 0.5) * FILM_S / FRAMES))
        picture = skia.Image.fromarray(pixels, skia.ImageInfo.MakeN32Premul(1, 1).colorType()).makeRasterImage()
        left = GAP_PX + index % columns * (tile[0] + GAP_PX)
        top = GAP_PX + index // columns * (tile[1] + GAP_PX)
        canvas.drawImageRect(
            picture, skia.Rect.MakeXYWH(left, top, *tile), skia.SamplingOptions(skia.CubicResampler.Mitchell())
        )
    return surface.makeImageSnapshot()


def _small(picture: skia.Image) -> bytes:
    """A JPEG as good as it can be without being heavy; paper with much grain is made a little smaller, too."""
    for scale, quality in itertools.product((1.0, 0.86, 0.74), (86, 80, 74, 68)):
        width, height = round(picture.width() * scale), round(picture.height() * scale)
        sampling = skia.SamplingOptions(skia.CubicResampler.Mitchell())
        data = bytes(picture.resize(width, height, sampling).encodeToData(skia.kJPEG, quality))
        if len(data) <= MOST_BYTES:
            break
    return data


def _slug(prompt: str) -> str:
    words = re.findall(r"[a-z0-9]+", prompt.lower())[:4]
    return "-".join(words) or "other-script"


if __name__ == "__main__":
    main()
