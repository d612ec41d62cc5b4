"""Takes pictures out of a text that stand in it as data: URIs, so that they are not counted as text."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from urllib.parse import unquote_to_bytes

_DATA = re.compile(
    r"data:(?P<type>image/[\w.+-]+|image/svg\+xml)?(?P<told>(?:;[\w-]+=[\w.-]+)*)(?P<base64>;\s*base64)?,(?P<data>[^\s\"'<>)\\]+|(?<=base64,)[A-Za-z0-9+/=\s]+?(?=[\"')>]))",
    re.IGNORECASE,
)
_MAX_PICTURES = 100
_SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg", "image/jpg": ".jpg", "image/webp": ".webp", "image/gif": ".gif"}
_SMALLEST_BYTES = 400
"""Smaller ones hold the place of a picture that a program loads later, or are bullets."""

SCHEME = "embedded:"
EMPTY = "data:,"
"""Stands for an embedded picture that shows nothing."""


def without_embedded(text: str) -> tuple[str, Mapping[str, bytes]]:
    """A text with names in the place of its embedded pictures, and what those are.

    Args:
        text: Markdown or HTML.

    Returns:
        The text, and each picture by its name in the text, which ends like a file's.
    """
    found: dict[str, bytes] = {}

    def named(match: re.Match[str]) -> str:
        content = _content(match)
        suffix = _SUFFIXES.get((match["type"] or "").lower(), ".bin")
        if len(content) < _SMALLEST_BYTES or len(found) >= _MAX_PICTURES:
            return EMPTY
        name = f"{SCHEME}{len(found) + 1}{suffix}"
        found[name] = content
        return name

    return _DATA.sub(named, text), found


def _content(found: re.Match[str]) -> bytes:
    data = unquote_to_bytes(found["data"])
    if not found["base64"]:
        return data
    packed = re.sub(rb"[^A-Za-z0-9+/_-]", b"", data).replace(b"-", b"+").replace(b"_", b"/")
    try:
        return base64.b64decode(packed + b"=" * (-len(packed) % 4))
    except binascii.Error:
        return b""
