"""Finds texts that a prompt states word by word: a lower third, a caption, a quotation with its source."""

from __future__ import annotations

import re
from typing import NamedTuple

from painter.cards import QuoteCard
from painter.prompt.forms.writing import QUOTED, clean

_LONG_WORDS, _LONG_CHARS = 8, 56
_ONLY_WORDS = 3
"""A quotation with fewer words that is the whole prompt is a title."""

_NAME = r"(?:[^\W\d_][\w.'’-]*)(?:\s+[^\W\d_][\w.'’-]*){0,4}"
_PROPER = r"(?:[A-ZÀ-Þ][\w.'’-]+)(?:\s+(?:[a-z]{2,3}\s+)?[A-ZÀ-Þ][\w.'’-]*){0,3}"
_ROLE = r"[^.;!?\n\"“”]{2,80}"
_LOWER_THIRD = re.compile(
    rf"\b(?:lower[\s-]third|name\s?tag|bauchbinde)\s*:\s*[\"“]?({_NAME})[\"”]?\s*(?:[,(|/]|\s[-–—]\s)\s*({_ROLE})",
    re.IGNORECASE,
)
_INTERVIEW = re.compile(rf"\b([Ii]nterview) (?:with|mit|avec|con|com) ({_PROPER}),\s*({_ROLE})")
_CAPTION = re.compile(r"\bcaption\s*:\s*(?:[\"“]([^\"”]{1,200})[\"”]|([^.;!?\n\"“]{1,200}[.!?]?))", re.IGNORECASE)
_SOURCE = re.compile(r"^\s*(?:[-–—~―]+|\(|by\b|von\b|par\b)\s*([^\W\d_][^\n\"“”]{1,99})$", re.IGNORECASE)


class Wording(NamedTuple):
    """The texts that a prompt states, and the rest of the prompt."""

    rest: str
    lower_third: tuple[str, ...] = ()
    caption: str | None = None
    quote: QuoteCard | None = None


def wording(prompt: str) -> Wording:
    """Find the texts that are to be shown as they are written.

    Args:
        prompt: Any text. "lower third: Ada Lovelace, mathematician", "interview with Ada Lovelace, mathematician",
            "caption: ..." and a quotation of more than eight words, or one that is all there is, are understood.
    """
    rest, named = _cut(_LOWER_THIRD, prompt, "")
    lower_third = tuple(_tidy(part) for part in named.groups()) if named else ()
    if not named:
        rest, named = _cut(_INTERVIEW, rest, r"\1")
        lower_third = tuple(_tidy(part) for part in named.groups()[1:]) if named else ()
    rest, said = _cut(_CAPTION, rest, "")
    caption = _tidy(said.group(1) or said.group(2)) if said else None
    quote, rest = _quote(rest)
    return Wording(rest, tuple(part for part in lower_third if part), caption or None, quote)


def _cut(pattern: re.Pattern[str], text: str, instead: str) -> tuple[str, re.Match[str] | None]:
    found = pattern.search(text)
    return (pattern.sub(instead, text, count=1), found) if found else (text, None)


def _quote(text: str) -> tuple[QuoteCard | None, str]:
    """A quotation long enough for a card, and the text without it; otherwise None and the text."""
    found = QUOTED.search(text)
    if not found:
        return None, text
    said = clean(found.group(1) or found.group(2))
    before, after = text[: found.start()], text[found.end() :]
    source = _SOURCE.match(clean(after).rstrip(" .)"))
    alone = not re.search(r"\w", before) and (source is not None or not re.search(r"\w", after))
    words = len(said.split())
    long = words > _LONG_WORDS or len(said) > _LONG_CHARS
    if not (long or (alone and (words >= _ONLY_WORDS or source is not None or len(said) > 2 * _LONG_WORDS))):
        return None, text
    rest = before if source else f"{before} {after}"
    return QuoteCard(text=said, source=_tidy(source.group(1)) if source else ""), rest


def _tidy(text: str) -> str:
    return clean(text).strip(" ,;:|/()-–—")
