"""Films of small articles, scripted and staged as `blog_to_video` does it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from films.article.outline import PictureBlock
from films.article.read import read_article
from films.article.storyboard import ArticleFilm
from films.script.documents import OfferedPicture, SpeakingRate, Wish
from films.script.staging import fill, stage
from films.script.writer import write_script

ARTICLES = Path(__file__).resolve().parent / "data" / "articles"


def film_of(
    article: str | bytes,
    *,
    duration_s: float = 60,
    size: tuple[int, int] = (320, 180),
    rate: SpeakingRate | None = None,
    language: str = "",
    pictures: Sequence[Path] = (),
) -> ArticleFilm:
    """The film of an article, silent where `rate` is None; pictures that it names are in `ARTICLES`."""
    outline = read_article(article)
    own = [one for one in outline.blocks if isinstance(one, PictureBlock) and (ARTICLES / one.source).is_file()]
    offered = [
        *(OfferedPicture(id=one.picture_id, path=ARTICLES / one.source, width=1200, height=800) for one in own),
        *(OfferedPicture(id=f"x{n}", path=path, width=1200, height=800) for n, path in enumerate(pictures)),
    ]
    wish = Wish(duration_s=duration_s, aspect_ratio="16:9", language=language or outline.language or "en", rate=rate)
    written = fill(write_script(outline, offered, wish), wish, size)
    return stage(
        written.script, offered, size=size, style="flat", rate=rate, duration_s=duration_s, spare=written.spare
    )
