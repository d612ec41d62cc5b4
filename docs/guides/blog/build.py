"""Draws the frames of the guide to films from articles: one of each of the small posts in `tests/data/posts`.

python -m docs.guides.blog.build [name ...]
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import skia

from films.article.outline import Outline, PictureBlock
from films.article.read import read_article
from films.article.storyboard import ArticleFilm
from films.script.documents import OfferedPicture, Wish
from films.script.staging import stage
from films.script.staging.filling import fill
from films.script.writer import write_script
from footage.domain import AspectRatio
from media.frame_size import frame_size
from painter import draw_stills, plan_film
from painter.shots.paint import NATIVE
from painter.shots.reel import Reel

HERE = Path(__file__).parent
POSTS = HERE.parents[2] / "tests" / "data" / "posts"
SHOWN: Mapping[str, tuple[str, AspectRatio]] = {
    "01-interview.md": ("text", "16:9"),
    "02-budget.md": ("chart", "16:9"),
    "03-release.mdx": ("code", "16:9"),
    "04-news.html": ("figure", "16:9"),
    "05-recipe.md": ("picture", "9:16"),
    "06-opinion.md": ("code", "9:16"),
    "07-opinion-ja.md": ("quote", "16:9"),
    "08-travel-zh.md": ("table", "9:16"),
    "09-travel-es.md": ("picture", "16:9"),
    "10-howto-ar.md": ("list", "16:9"),
}
"""What sort of scene is shown of each, and the film's shape."""

PICTURES = {
    "oven": "a baker in a kitchen at dawn",
    "soup": "a bowl of soup on a wooden table",
    "island": "a lighthouse on an island at sunset",
    "pier": "a sailing boat in a harbour in the morning",
    "beach": "a beach with palm trees, the sea",
    "cover": "a balcony with plants, a city in summer",
    "step": "a flower in a garden",
}
AREA_PX, JPEG_QUALITY, AT = 200_000, 82, 0.75


def main() -> None:
    """Draw the frames of the named posts, or of all."""
    wanted = sys.argv[1:] or list(SHOWN)
    with tempfile.TemporaryDirectory() as folder:
        for name in wanted:
            kind, shape = SHOWN[name]
            film = _film(POSTS / name, shape, Path(folder))
            index = _scene(film, kind)
            _frame(film, index).save(str(HERE / f"{Path(name).stem}.jpg"), skia.kJPEG, JPEG_QUALITY)
            print(name, film.scenes[index].kind, [scene.kind for scene in film.scenes])


def _film(post: Path, shape: AspectRatio, folder: Path) -> ArticleFilm:
    outline = read_article(post.read_bytes(), name=post.stem, suffix=post.suffix)
    pictures = _pictures(outline, folder)
    size = frame_size(shape, "720p")
    lasts_s = 30.0 if shape == "9:16" else 45.0
    wish = Wish(duration_s=lasts_s, aspect_ratio=shape, language=outline.language, site="example.com")
    written = fill(write_script(outline, pictures, wish), wish, size)
    return stage(written.script, pictures, size=size, duration_s=lasts_s, spare=written.spare)


def _pictures(outline: Outline, folder: Path) -> list[OfferedPicture]:
    """The post's pictures, drawn."""
    found: list[OfferedPicture] = []
    for block in outline.blocks:
        if isinstance(block, PictureBlock):
            name = Path(block.source).stem
            file = folder / f"{name}.png"
            words = next((words for key, words in PICTURES.items() if name.startswith(key)), "hills")
            plan = plan_film(words, duration_s=4.0, width=1280, height=960, seed=3, style="watercolor")
            draw_stills(plan, [2.0], [file])
            found.append(
                OfferedPicture(
                    id=block.picture_id,
                    path=file,
                    width=1280,
                    height=960,
                    alt=block.alt,
                    caption=block.caption,
                    is_cover=block.is_cover,
                )
            )
    return found


def _scene(film: ArticleFilm, kind: str) -> int:
    return next((at for at, scene in enumerate(film.scenes) if scene.kind == kind), 1)


def _frame(film: ArticleFilm, index: int) -> skia.Image:
    plan = film.film
    reel = Reel(plan, pictures=[Path(picture) for picture in film.pictures])
    pixels = np.ascontiguousarray(reel.paint(plan.starts_s[index] + AT * plan.beats[index].duration_s))
    picture = skia.Image.fromarray(pixels, colorType=NATIVE)
    scale = (AREA_PX / (plan.width * plan.height)) ** 0.5
    return picture.resize(
        round(plan.width * scale), round(plan.height * scale), skia.SamplingOptions(skia.FilterMode.kLinear)
    )


if __name__ == "__main__":
    main()
