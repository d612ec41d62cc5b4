"""Takes the photos and screenshots of a PDF that can be had without decoding what only few programs know."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from films.article.embedded import SCHEME
from films.article.outline import Block, Heading, ListBlock, Paragraph, PictureBlock

_LEAST_PX = (320, 200)
_MOST_PX, _MOST = 40_000_000, 30
_CHANNELS = {"/DeviceRGB": 3, "/DeviceGray": 1, "/CalRGB": 3, "/CalGray": 1}


class PagePicture(NamedTuple):
    """A picture, how its file's name ends, and on which page it stands."""

    page: int
    content: bytes
    suffix: str


def pictures_of(pages: Sequence[Any]) -> list[PagePicture]:
    """The first pictures of some pages: JPEG as it is, plain pixels as PNG; others, masks and small ones are left.

    Each is decoded once, and what is on more than half of the pages is a mark of theirs, and no picture of the text.

    Args:
        pages: Pages of pypdf.
    """
    from pypdf.errors import PyPdfError

    named = [(at, one) for at, page in enumerate(pages) for one in _named_on(page)]
    times = Counter(getattr(one, "idnum", id(one)) for _, one in named)
    found: list[PagePicture] = []
    seen: set[int] = set()
    for at, one in named:
        key = getattr(one, "idnum", id(one))
        if key in seen or times[key] > max(1, len(pages) / 2) or len(found) >= _MOST:
            continue
        seen.add(key)
        with suppress(PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError):  # a damaged one
            picture = one.get_object()
            if picture.get("/Subtype") == "/Image" and _is_worth_it(picture) and (content := _content(picture)):
                found.append(PagePicture(at, *content))
    return found


def _named_on(page: Any) -> Iterator[Any]:
    """What a page may draw, without looking into it."""
    resources = page.get("/Resources")
    drawn = resources.get_object().get("/XObject") if resources else None
    if drawn:
        inside = drawn.get_object()
        yield from (inside.raw_get(name) for name in inside)


def placed(
    blocks: Sequence[Block], pictures: Sequence[PagePicture], page_chars: Sequence[int]
) -> tuple[list[Block], dict[str, bytes]]:
    """The blocks with each picture behind what its page says, and the files of all.

    Args:
        blocks: All that is said.
        pictures: In the order of their pages.
        page_chars: How many letters are on each page.
    """
    files: dict[str, bytes] = {}
    behind: dict[int, list[Block]] = {}
    for one in pictures:
        source = f"{SCHEME}{hashlib.sha256(one.content).hexdigest()[:16]}{one.suffix}"
        if source in files:
            continue
        files[source] = one.content
        at = _block_at(blocks, sum(page_chars[: one.page + 1]) / max(1, sum(page_chars)))
        behind.setdefault(at, []).append(PictureBlock(source=source))
    found = list(behind.get(-1, ()))
    for at, block in enumerate(blocks):
        found += [block, *behind.get(at, ())]
    return found, files


def _block_at(blocks: Sequence[Block], share: float) -> int:
    """The block at which this share of all letters has been said; -1 where there is none."""
    sizes = [len(_text(block)) for block in blocks]
    said, whole = 0, sum(sizes)
    for at, size in enumerate(sizes):
        said += size
        if said >= share * whole:
            return at
    return len(blocks) - 1


def _text(block: Block) -> str:
    match block:
        case Paragraph() | Heading():
            return block.text
        case ListBlock(items=items):
            return " ".join(item.whole for item in items)
        case _:
            return ""


def _is_worth_it(picture: Any) -> bool:
    wide, high = int(picture.get("/Width", 0)), int(picture.get("/Height", 0))
    return wide >= _LEAST_PX[0] and high >= _LEAST_PX[1] and wide * high <= _MOST_PX and not picture.get("/ImageMask")


def _content(picture: Any) -> tuple[bytes, str] | None:
    filters = picture.get("/Filter", ())
    filters = [filters] if isinstance(filters, str) else [*filters]
    channels = _channels(picture.get("/ColorSpace"))
    if filters == ["/DCTDecode"] and channels:
        return picture.get_data(), ".jpg"
    if filters == ["/FlateDecode"] and channels and picture.get("/BitsPerComponent") == 8:
        return _as_png(picture.get_data(), int(picture["/Width"]), int(picture["/Height"]), channels), ".png"
    return None


def _channels(space: Any) -> int:
    """How many colours each pixel has: 3, 1, or 0 where that is another kind of colour."""
    space = space.get_object() if hasattr(space, "get_object") else space
    if isinstance(space, list) and len(space) > 1 and space[0] == "/ICCBased":
        count = int(space[1].get_object().get("/N", 0))
        return count if count in (1, 3) else 0
    return _CHANNELS.get(space[0] if isinstance(space, list) and space else space, 0)


def _as_png(data: bytes, wide: int, high: int, channels: int) -> bytes:
    import numpy as np
    import skia

    pixels = np.frombuffer(data, np.uint8, count=wide * high * channels).reshape(high, wide, channels)
    rgba = np.full((high, wide, 4), 255, np.uint8)
    rgba[:, :, :3] = pixels
    image = skia.Image.fromarray(rgba, colorType=skia.ColorType.kRGBA_8888_ColorType)
    return bytes(image.encodeToData())
