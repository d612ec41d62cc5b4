"""Takes titles from a prompt: quoted text as it is, otherwise its first clause as a headline."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from media.writing.breaks import clusters, is_spaceless, pieces
from painter.prompt.lexicon import LEADING_INSTRUCTIONS
from painter.prompt.words import is_direction

HEADLINE_CHARS = 52
SUBTITLE_CHARS = 44
QUOTED = re.compile(r"[“\"«「『]([^”\"»」』]{1,400})[”\"»」』]|(?<!\w)[‘']([^’']{2,400})[’'](?!\w)")
"""Text between quotation marks, which is in one of the two groups."""

_CLAUSE_END = re.compile(r"(?<=\S)(?:[,;:.!?](?=\s|$)|\s[-–—]+\s|[。、！？،؛؟；：\n])")
_DANGLING = re.compile(
    r"\s+(?:a|an|the|and|or|of|in|on|at|by|to|with|for|from|as|is|are|into|over|through|its|their|my|our|your)$", re.I
)


def titles_from(prompt: str) -> tuple[str, ...]:
    """Up to two titles: a headline and, when the prompt has a short second clause, a subtitle.

    Args:
        prompt: Any text.

    Returns:
        No title, a headline, or a headline and a subtitle; each on one line, without control characters.
    """
    text = clean(prompt)
    quoted = QUOTED.search(text)
    if quoted:
        headline = clean(quoted.group(1) or quoted.group(2))
        return (shorten(headline, HEADLINE_CHARS * 2),) if headline else ()
    clauses = [part for part in (_trim(clause) for clause in _CLAUSE_END.split(_without_order(text))) if part]
    shown = [clause for clause in clauses if not is_direction(clause)]
    clauses = shown or clauses[:1]
    if not clauses:
        return ()
    headline = _headline(clauses[0])
    more = ", ".join(clauses[1:])
    subtitle = more if len(more) <= SUBTITLE_CHARS else "".join(clauses[1:2])
    if subtitle and headline.casefold() == _cased(clauses[0]).casefold() and len(subtitle) <= SUBTITLE_CHARS:
        return headline, _cased(subtitle)
    return (headline,)


def quoted(prompt: str) -> bool:
    """Whether a prompt quotes words to show."""
    return QUOTED.search(clean(prompt)) is not None


def without_quotes(text: str) -> str:
    """A text without the words that it quotes."""
    return QUOTED.sub(" ", text)


def clean(text: str) -> str:
    """One line of text: composed characters, single spaces, no control or private characters."""
    composed = unicodedata.normalize("NFC", text)
    visible = (" " if char.isspace() else char for char in composed if not _hidden(char))
    return " ".join("".join(visible).split())


def shorten(text: str, limit_chars: int) -> str:
    """Cut at a word boundary; a single longer word and a script without spaces are cut with an ellipsis."""
    if len(text) <= limit_chars:
        return text
    cut = _head(pieces(text), limit_chars).rstrip()
    if not cut or is_spaceless(cut[-1]):
        cut = (_head(pieces(text), limit_chars - 1).rstrip() or _head(clusters(text), limit_chars - 1)) + "…"
    return _DANGLING.sub("", _DANGLING.sub("", cut))


def _head(parts: Sequence[str], limit_chars: int) -> str:
    """As many of the first parts as have no more characters, white space at the end not counted."""
    head = ""
    for part in parts:
        if len(f"{head}{part}".rstrip()) > limit_chars:
            break
        head += part
    return head


def _headline(clause: str) -> str:
    return _cased(shorten(clause, HEADLINE_CHARS))


def _cased(text: str) -> str:
    if text.isupper() and len(text) > 12:
        text = text.lower()
    return text[:1].upper() + text[1:]


def _without_order(text: str) -> str:
    for pattern in LEADING_INSTRUCTIONS:
        text = re.sub(rf"^\s*(?:{pattern})", "", text, count=1, flags=re.IGNORECASE)
    return text


def _trim(text: str) -> str:
    return text.strip(" \t,;:.!-–—\"'“”‘’`*_#|/\\<>[]{}()")


def _hidden(char: str) -> bool:
    kind = unicodedata.category(char)
    # U+200D joins emoji and U+200C/U+200D shape Persian and Indic words: they are part of the text.
    return (kind.startswith("C") and not char.isspace() and char not in "\u200c\u200d") or kind in {"Zl", "Zp"}
