"""Decodes an article's bytes, and refuses what is no text."""

from __future__ import annotations

import re

from footage.errors import UnsupportedMediaError
from media.text_decoding import declared_encoding, decode

_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LOOKED_AT = 100_000
_HINT = "Pass Markdown, HTML or plain text in UTF-8."


def decoded(content: bytes, declared: str = "") -> str:
    """Decode a file's bytes as text.

    Args:
        content: The bytes.
        declared: The encoding that the server stated, if one did.

    Raises:
        UnsupportedMediaError: It is not text.
    """
    found = decode(content, declared or declared_encoding(content))
    head = found.text[:_LOOKED_AT]
    if _BINARY.search(head) or found.damaged * 20 > len(found.text):
        raise UnsupportedMediaError("This is no text.", hint=_HINT)
    return found.text
