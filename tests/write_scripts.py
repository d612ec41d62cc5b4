"""Writes anew the scripts that the articles in `tests/data/articles/kinds` get: `<kind>.<language>.yaml` beside each.

    python -m tests.write_scripts

Read the difference as an editor would before it is kept.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from films.article.outline import Outline, PictureBlock
from films.article.read import read_article
from films.script.documents import OfferedPicture, Wish, Written
from films.script.writer import write_script

ARTICLES = Path(__file__).with_name("data") / "articles" / "kinds"
WISH_S = 45.0


def article(path: Path) -> Outline:
    """An article of the folder."""
    return read_article(path.read_bytes(), name=path.name.split(".")[0], suffix=path.suffix)


def pictures_of(outline: Outline) -> tuple[OfferedPicture, ...]:
    """Its pictures, as if all were found."""
    return tuple(
        OfferedPicture(
            id=block.picture_id,
            path=Path(block.source),
            width=1600,
            height=1067,
            alt=block.alt,
            caption=block.caption,
            is_cover=block.is_cover,
        )
        for block in outline.blocks
        if isinstance(block, PictureBlock)
    )


def written(path: Path) -> Written:
    """The script of an article, in its file's language, for a silent film of `WISH_S` seconds."""
    outline = article(path)
    language = path.name.split(".")[1]
    wish = Wish(duration_s=WISH_S, aspect_ratio="16:9", language=language, site="example.com")
    return write_script(outline, pictures_of(outline), wish)


def kept(given: Written) -> str:
    """A script as it is kept."""
    script = given.script.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    for scene, told in zip(script["scenes"], given.script.scenes, strict=True):
        scene["show"] = {"kind": told.show.kind, **scene["show"]}
    document = {"kind": given.kind, "script": script, "spare": list(given.spare), "left_out": list(given.left_out)}
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=120)


def main() -> None:
    """Write all of them."""
    for path in sorted(ARTICLES.glob("*.md")):
        path.with_suffix(".yaml").write_text(kept(written(path)), encoding="utf-8")


if __name__ == "__main__":
    main()
