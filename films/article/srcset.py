"""Tells which file an `<img>` shows, whatever loads it: `src`, a place for later, a choice of sizes, a `<picture>`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

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
