"""Splits text of any script into sentences, and rates how long each takes to read and how much it says.

No model is used. A sentence is rated by the terms in it that recur in the article (more if they are in a heading, too)
and by the figures it states. Terms are words, or pairs of characters in scripts without spaces, so no language needs a
list of words.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]{3,}")
_SPACELESS = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\U00020000-\U0003ffff]{2,}"
)
_KANA_ONLY = re.compile(r"[\u3040-\u309f]+")
_DANGLING = re.compile(
    r"(?:this|that|these|those|it|they|he|she|but|and|so|however|also|then|which|such|dies|aber|und|pero|esto|mais|cela)\b",
    re.IGNORECASE,
)
FIGURE = re.compile(
    r"(?<![A-Za-z0-9.,])(?:[$€£¥]\s?\d[\d.,]*(?:\s?(?:k|[MB]n?|million|billion))?|\d[\d.,]*\s?(?:%|％|倍|万円?|億円?)|\d[\d.,]*[x×](?!\w)"
    r"|\d{1,3}(?:[,.]\d{3})+|\d[\d.,]*\s?(?:ms|GB|MB|TB|kg|km|euros?|dollars?|million|billion))(?!\d)"
)
"""A number worth a card of its own: a percentage, money, a multiple, thousands or a measure; never a bare year."""

_LONGEST, _LONGEST_SPACELESS = 190, 90
_BORDERS = (
    r"(?<=[;；])\s*|\s+(?=[—–]\s)|\s+--\s+",
    r"(?<=[:：])\s+|(?<=[，、؛،])\s*|(?<=,)\s+(?=\w+\s+\w+\s)",
    r"\s+",
)
"""Where a sentence that is too long is cut: between clauses, at commas, at spaces; then where a line may be broken."""

_FULL = 0.9
"""The share of its length from which a piece is long enough, so that all become about as long."""

_CPS_SPACELESS, _CPS_LATIN, _CPS_OTHER = 6.5, 15.0, 13.0
_SETTLE_S = 1.0


@lru_cache(maxsize=4096)
def _split(text: str) -> tuple[str, ...]:
    from films.article.sentence_ends import split

    return tuple(split(text))


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, each with its closing punctuation."""
    return list(_split(text))


def shown_parts(sentence: str) -> list[str]:
    """A sentence in pieces that can be read on a screen; one that is short enough stays whole.

    Where a piece does not end or begin with its sentence, "…" says so.
    """
    most = longest(sentence)
    if len(sentence) <= most:
        return [sentence]
    pieces = _cut(sentence, most - 4, _BORDERS)
    found, at = [pieces[0]], len(pieces[0])
    for piece in pieces[1:]:
        start = sentence.index(piece, at)
        at = start + len(piece)
        # Where no spaces are between words, one ends a sentence or a clause.
        if not (is_spaceless(piece) and sentence[start - 1].isspace()) and not found[-1].endswith(
            (";", "；", ":", "：")
        ):
            found[-1] += "…" if is_spaceless(found[-1]) else " …"
            piece = f"…{piece}" if is_spaceless(piece) else f"… {piece}"  # noqa: PLW2901 - as it is shown
        found.append(piece)
    return found


def longest(text: str) -> int:
    """How many characters of such a text are shown at once at most."""
    return _LONGEST_SPACELESS if is_spaceless(text) else _LONGEST


def _cut(text: str, most: int, borders: Sequence[str]) -> list[str]:
    """A text in pieces of at most `most` characters and about the same length, cut at the best borders there are."""
    if len(text) <= most:
        return [text]
    parts = [part for part in re.split(f"({borders[0]})", text) if part] if borders else _lines_parts(text, most)
    if len(parts) == 1:
        return _cut(text, most, borders[1:])
    wanted = len(text) / math.ceil(len(text) / most)
    pieces = [""]
    for part in parts:
        full = pieces[-1].strip() and len(pieces[-1]) + len(part) > most
        if full or (len(pieces[-1]) >= _FULL * wanted and part.strip()):
            pieces.append("")
        pieces[-1] += part
    whole = [piece.strip() for piece in pieces if piece.strip()]
    return [one for piece in whole for one in _cut(piece, most, borders[1:])]


def _lines_parts(text: str, most: int) -> list[str]:
    """What a line may be broken between; a part that is too long by itself is taken apart letter by letter."""
    from media.writing.breaks import clusters, pieces

    return [one for part in pieces(text) for one in ([part] if len(part) <= most // 2 else clusters(part))]


def reading_s(text: str) -> float:
    """How long a text must be shown to be read without hurry, in seconds."""
    return _SETTLE_S + len(text) / _characters_a_second(text)


def is_spaceless(text: str) -> bool:
    """Whether most of it is in a script that is written without spaces."""
    return 2 * sum(map(len, _SPACELESS.findall(text))) > len(text)


def clipped(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word where there are words."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    cut = head if is_spaceless(text) else head.rsplit(" ", 1)[0]
    return cut.rstrip(" ,;:،、") + "…"


class TermWeights:
    """How much each term of an article says about it; see the module for how that is judged.

    Args:
        parts: All its sentences.
        headings: Its title and headings.
    """

    def __init__(self, parts: Sequence[str], headings: Sequence[str]) -> None:
        counts = Counter(term for part in parts for term in set(terms(part)))
        everywhere = max(3.0, 0.35 * len(parts))
        self._heads = set().union(*(terms(heading) for heading in headings)) if headings else set()
        self._worth = {
            term: math.log1p(count) * min(1.0, len(term) / 7 if len(term) > 2 else 0.7)
            for term, count in counts.items()
            if (count > 1 or term in self._heads) and count <= everywhere
        }

    def of(self, sentence: str) -> float:
        """The worth of a sentence, from its terms (those in a heading count twice) relative to its length."""
        found = set(terms(sentence))
        if not found:
            return 0.0
        worth = sum(self._worth.get(term, 0.0) * (2.0 if term in self._heads else 1.0) for term in found)
        figures = 0.8 if FIGURE.search(sentence) else 0.0
        return worth / math.sqrt(len(found)) + figures - _faults(sentence)


def terms(text: str) -> Iterable[str]:
    """Casefolded words, or pairs of characters in scripts without spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = [word for word in _WORD.findall(folded) if not _SPACELESS.search(word)]
    runs = [run for run in _SPACELESS.findall(folded) if not _KANA_ONLY.fullmatch(run)]
    return [*words, *(run[at : at + 2] for run in runs for at in range(len(run) - 1))]


def _faults(sentence: str) -> float:
    """How hard a sentence is to understand by itself; subtracted from its worth."""
    short = 10 if is_spaceless(sentence) else 28
    dangling = 0.5 if _DANGLING.match(sentence) else 0.0
    opens = 1.5 if sentence.endswith((":", "：")) else 0.0
    return dangling + opens + (0.8 if len(sentence) < short else 0.0)


def _characters_a_second(text: str) -> float:
    if is_spaceless(text):
        return _CPS_SPACELESS
    latin = sum(char.isascii() or "LATIN" in unicodedata.name(char, "") for char in text)
    return _CPS_LATIN if 2 * latin > len(text) else _CPS_OTHER
