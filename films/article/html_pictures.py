"""Reads the pictures of HTML: which file an `<img>` shows, whatever loads it, and which are badges and icons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from films.article.outline import PictureBlock, tidy

_BADGE = re.compile(
    r"//(?:img\.shields\.io|badge\.fury\.io|badgen\.net|travis-ci\.|codecov\.io|s\.w\.org/images/core/emoji|[^/]*gravatar\.com)"
    r"|/(?:badge|badges|emoji|emojis|twemoji)/|/badge\.svg|[?&]badge",
    re.IGNORECASE,
)
PICTURES = frozenset({"img", "amp-img", "amp-anim"})
"""Elements that show a picture: HTML's own, and those that AMP pages have in its place."""

_ICON_PX = 32
_LATER = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-lazy",
    "data-url",
    "data-orig-file",
    "data-full-src",
    "data-echo",
)
_CHOICES = ("srcset", "data-srcset", "data-lazy-srcset")
_EMPTY = re.compile(
    r"data:(?!image/(?:png|jpe?g|webp|avif|gif)[^,]{0,80},.{400})|about:|javascript:", re.IGNORECASE | re.DOTALL
)
_PLACEHOLDER = re.compile(
    r"(?:^|[/_-])(?:placeholder|blank|spacer|pixel|transparent|lazy(?:load)?|loading|1x1|grey|gray)(?:[._-][\w-]*)?\.(?:gif|png|svg|jpe?g)\b",
    re.IGNORECASE,
)
_ONE = re.compile(r"\s*([^\s,]\S*?)(?:\s+([\d.]+)([wx]))?\s*(?:,(?=\s|[^\s])|\Z)")
_WIDEST_PX = 2000
"""More is never seen in a film, and takes long to load."""


def picture_of(tag: str) -> PictureBlock | None:
    """The picture of an `<img …>` tag, or of a `<picture>` around one, if it names one."""
    from lxml import etree
    from lxml.html import fragment_fromstring

    try:
        node = fragment_fromstring(tag)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return next(pictures_in(node), None)


def pictures_in(node: Any, caption: str = "") -> Iterator[PictureBlock]:
    """The pictures inside an element, or that it is."""
    for image in node.iter(*PICTURES):
        if not _is_fallback(image) and (picture := picture_at(image)):
            yield picture.model_copy(update={"caption": caption}) if caption else picture


def _is_fallback(node: Any) -> bool:
    """Whether it stands in another picture, for browsers that do not know that one."""
    return node.tag == "img" and next(node.iterancestors(*(PICTURES - {"img"})), None) is not None


def picture_at(node: Any) -> PictureBlock | None:
    """The picture of an `<img>`; None for a badge, an icon, and where it shows none of its own."""
    source = address_of(node)
    if not source or _is_icon(node) or is_badge(source):
        return None
    return PictureBlock(source=source, alt=tidy(node.get("alt")), caption=tidy(node.get("data-caption")))


def is_badge(source: str) -> bool:
    """Whether a picture is a badge or an emoji, by its address."""
    return bool(_BADGE.search(source))


def _is_icon(node: Any) -> bool:
    """Whether it is shown as small as a letter."""
    sizes = [re.fullmatch(r"\s*(\d+)(?:px)?\s*", str(node.get(side) or "")) for side in ("width", "height")]
    return any(size and int(size[1]) <= _ICON_PX for size in sizes)


def address_of(node: Any) -> str:
    """The address of the best picture of an `<img>`; empty where it shows none of its own."""
    return next((one for one in _addresses(node) if one and not _EMPTY.match(one)), "")


def _addresses(node: Any) -> Iterator[str]:
    own = str(node.get("src") or "").strip()
    later = [str(node.get(name) or "").strip() for name in _LATER]
    choices = [best_of(str(node.get(name) or "")) for name in _CHOICES]
    # libxml2 does not know that `<source>` has no end, and puts what follows it inside.
    parent = next(node.iterancestors("picture"), None)
    if parent is not None:
        choices += [
            best_of(str(one.get(name) or "")) for one in parent.iter("source") for name in ("srcset", "data-srcset")
        ]
    is_own = own and not _PLACEHOLDER.search(own)
    yield from (later[0] if later[0] and later[0][:1] not in "{[" else "", own if is_own and not any(choices) else "")
    yield from (*choices, own if is_own else "", *later, own)


def best_of(choice: str) -> str:
    """The largest picture of a `srcset` that is not larger than a film needs.

    Args:
        choice: Such as "a.jpg 480w, b.jpg 2x".
    """
    found: list[tuple[float, str]] = []
    for one in _ONE.finditer(choice.strip()):
        size = float(one[2]) if one[2] and one[2].count(".") <= 1 else 1.0
        wide = size if one[3] == "w" else size * 1000
        found.append((wide if wide <= _WIDEST_PX else 1 / wide, one[1].rstrip(",")))
    return max(found, default=(0.0, ""), key=lambda pair: pair[0])[1]
