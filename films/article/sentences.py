"""Splits text of any script into sentences, and rates how much each of them says.

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
_ALPHABETS = re.compile(r"[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff]")
_KANA_ONLY = re.compile(r"[\u3040-\u309f]+")
_DANGLING = re.compile(
    r"(?:this|that|these|those|it|they|he|she|but|and|so|however|also|then|which|such|dies|aber|und|pero|esto|mais|cela)\b",
    re.IGNORECASE,
)
_CJK, _KANA = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]"), re.compile(r"[\u3040-\u30ff]")
_HANGUL, _LATIN_WORD = re.compile(r"[\uac00-\ud7af]"), re.compile(r"[A-Za-z]+")
_STOPPED = re.compile(r"[.!?…。！？؟۔।][\"”’»」』)）\]]*\Z")
_FIGURE = re.compile(
    r"(?<![A-Za-z0-9.,])(?:[$€£¥]\s?\d[\d.,]*(?:\s?(?:k|[MB]n?|million|billion))?|\d[\d.,]*\s?(?:%|％|倍|万円?|億円?)|\d[\d.,]*[x×](?!\w)"
    r"|\d{1,3}(?:[,.]\d{3})+|\d[\d.,]*\s?(?:ms|GB|MB|TB|kg|km|euros?|dollars?|million|billion))(?!\d)"
)
"""A number worth a card of its own: a percentage, money, a multiple, thousands or a measure; never a bare year."""


@lru_cache(maxsize=4096)
def _split(text: str) -> tuple[str, ...]:
    from films.article.sentence_ends import split

    return tuple(split(text))


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, each with its closing punctuation."""
    return list(_split(text))


def is_spaceless(text: str) -> bool:
    """Whether most of it is in a script that is written without spaces."""
    return 2 * sum(map(len, _SPACELESS.findall(text))) > len(text)


def is_dense(text: str) -> bool:
    """Whether most of it is ideographs and kana, each of which says as much as three letters.

    Thai, Lao, Khmer and Burmese have no spaces between words, but letters like those of other alphabets.
    """
    return is_spaceless(text) and 2 * len(_ALPHABETS.findall(text)) < len(text)


def stop_of(text: str) -> str:
    """The sign that ends a statement in its script; none where a space does, as in Thai."""
    cjk = len(_CJK.findall(text))
    # Japanese is full of Latin names, and English of a Chinese word or two.
    is_cjk = cjk > len(_LATIN_WORD.findall(text)) or (_CJK.match(text) and _KANA.search(text))
    if is_dense(text) or (is_cjk and not _HANGUL.search(text)):
        return "。"
    return "" if is_spaceless(text) else "."


def with_stop(text: str) -> str:
    """A statement with the sign that ends it, unless it has one, maybe within quotation marks."""
    return text if not text or _STOPPED.search(text) else f"{text}{stop_of(text)}"


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
        figures = 0.8 if _FIGURE.search(sentence) else 0.0
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
