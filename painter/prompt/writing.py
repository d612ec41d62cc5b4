"""Text of one line, as it is compared and shown, and what it quotes."""

from __future__ import annotations

import re
import unicodedata

QUOTED = re.compile(r"[“\"«「『„]([^”\"»」』“]{1,400})[”\"»」』“]|(?<!\w)[‘']([^’']{2,400})[’'](?!\w)")
"""Text between quotation marks, which is in one of the two groups."""


def clean(text: str) -> str:
    """One line of text: composed characters, single spaces, no control or private characters."""
    composed = unicodedata.normalize("NFC", text)
    visible = (" " if char.isspace() else char for char in composed if not _hidden(char))
    return " ".join("".join(visible).split())


def _hidden(char: str) -> bool:
    kind = unicodedata.category(char)
    # U+200D joins emoji and U+200C/U+200D shape Persian and Indic words: they are part of the text.
    return (kind.startswith("C") and not char.isspace() and char not in "\u200c\u200d") or kind in {"Zl", "Zp"}
