"""Text of one line, as it is compared and shown, and what it quotes."""

from __future__ import annotations

import re
import unicodedata

QUOTED = re.compile(r"[“\"«「『„]([^”\"»」』“]{1,400})[”\"»」』“]|(?<!\w)[‘']([^’']{2,400})[’'](?!\w)")
"""Text between quotation marks, which is in one of the two groups."""


READ_CHARS = 8_000
"""How much of a prompt is read: far more than fits into a film."""

_GAP = re.compile(r"[^\S\n]{9,}")
_EMPTY_LINES = re.compile(r"\n(?:[^\S\n]{0,8}\n){3,}")
_NO_WORD = re.compile(r"([A-Za-z0-9]{100})[A-Za-z0-9]{200,}")


def legible(prompt: str) -> str:
    """The part of a prompt that is read, its lines as they are, without long stretches of nothing.

    The reader's patterns are made for sentences, and need seconds for thousands of spaces or digits in a row.
    """
    near = prompt[: 10 * READ_CHARS].encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair is no text
    return _EMPTY_LINES.sub("\n\n\n", _NO_WORD.sub(r"\1", _GAP.sub(" " * 8, near)))[:READ_CHARS]


def clean(text: str) -> str:
    """One line of text: composed characters, single spaces, no control or private characters."""
    composed = unicodedata.normalize("NFC", text)
    visible = (" " if char.isspace() else char for char in composed if not _hidden(char))
    return " ".join("".join(visible).split())


def _hidden(char: str) -> bool:
    kind = unicodedata.category(char)
    # U+200D joins emoji and U+200C/U+200D shape Persian and Indic words: they are part of the text.
    return (kind.startswith("C") and not char.isspace() and char not in "\u200c\u200d") or kind in {"Zl", "Zp"}
