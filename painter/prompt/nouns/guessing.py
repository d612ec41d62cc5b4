"""Guesses the language of a prompt: by script, by letters, and by the small words that every text is full of."""

from __future__ import annotations

import functools
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping

from painter.prompt.nouns.dictionary import Dictionary, dictionary, languages, small_words
from painter.prompt.nouns.folding import folded, words_of
from painter.prompt.nouns.tongues import tongue, tongues

_READ_CHARS = 1500
_SCRIPTS: Mapping[str, str] = {
    "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "THAI": "th", "LAO": "lo", "KHMER": "km", "MYANMAR": "my",
    "HEBREW": "he", "GREEK": "el", "ARMENIAN": "hy", "GEORGIAN": "ka", "BENGALI": "bn", "TAMIL": "ta", "TELUGU": "te",
    "KANNADA": "kn", "MALAYALAM": "ml", "GUJARATI": "gu", "GURMUKHI": "pa", "ORIYA": "or", "SINHALA": "si",
    "ETHIOPIC": "am", "CHEROKEE": "chr",
}  # fmt: skip
"""Scripts of one language that there are words for."""

_COMMON: Mapping[str, str] = {"LATIN": "en", "CYRILLIC": "ru", "ARABIC": "ar", "DEVANAGARI": "hi"}
_HAN_SHARE_OF_KANA = 0.1
_MOST_BY_LETTERS = 4.0
_TALK = 0.6
_DOUBTFUL = 0.4
_CLOSE = 0.4
_MOST_COMPARED = 18
_RELATED, _LIKELY_WORTH, _RARELY = 1.5, 1.15, 0.5
_LIKE: Mapping[str, tuple[str, ...]] = {
    "gl": ("pt", "es"), "ca": ("es", "fr"), "af": ("nl",), "sk": ("cs",), "ms": ("id",), "nn": ("no",),
    "no": ("en", "de"), "lb": ("de",), "es": ("pt",), "it": ("pt", "es"), "bs": ("hr",), "mk": ("bg",),
    "ru": ("uk",), "ro": ("es", "it", "pt"), "fa": ("ar",), "ur": ("ar", "fa"),
}  # fmt: skip
"""Languages that are hardly told from some by a few small words: what is named tells which it is."""

_SHORT = 2
_COMMON_WORTH = 1.25
"""How much a letter counts that the most common language of a script has a word for."""

_LIKELY = ("es", "fr", "de", "pt", "it", "id", "tr", "nl", "pl", "vi", "sv", "da", "no", "cs", "ro", "hu", "fi")


@functools.lru_cache(maxsize=256)
def language_of(text: str) -> str:
    """The code of a language that there is a dictionary for; English where nothing tells another one."""
    head = unicodedata.normalize("NFC", text[:_READ_CHARS])
    scripts = Counter(_script(char) for char in head if char.isalpha())
    kana = scripts["HIRAGANA"] + scripts["KATAKANA"]
    if kana > _HAN_SHARE_OF_KANA * scripts["CJK"] and kana:
        return "ja"
    # A Latin brand name counts many letters and a Chinese word few.
    scripts["LATIN"] //= 3
    script = scripts.most_common(1)[0][0] if scripts.total() else "LATIN"
    if script == "CJK":
        return "zh"
    return _SCRIPTS.get(script) or _by_words(head, script if script in _COMMON else "LATIN")


def _script(char: str) -> str:
    return "LATIN" if char.isascii() else unicodedata.name(char, "LATIN").split(" ")[0]


def _by_words(text: str, script: str) -> str:
    letters = Counter(text.casefold())
    words = [folded(word) for word, _ in words_of(text) if not word.isdigit()]
    if not words:
        return _COMMON[script]
    known, rare = languages(), _worth(script)
    # "car" is a small word of French, but hardly in a text that may be English.
    worth = {word: _DOUBTFUL if len(word) > _SHORT and word in dictionary("en").phrases else 1.0 for word in words}
    points: dict[str, float] = {}
    for language, small in _small_words().items():
        if language in known:
            own = sum(rare.get(letter, 0) * letters[letter] for letter in set(_letters_of(language, script)))
            told = sum(_TALK for word in words if word in _talk(language))
            points[language] = told + sum(worth[word] for word in words if word in small) + min(_MOST_BY_LETTERS, own)
            points[language] -= _RARELY if script == "LATIN" and language not in _LIKELY and language != "en" else 0
    likely = [_COMMON[script], *(_LIKELY if script == "LATIN" else ())]
    best = max(points.values(), default=0)
    if best <= _DOUBTFUL and len(words) == 1:
        best = 0  # one such word alone, as "cat", tells nothing
    first = [language for language, point in points.items() if point >= best - _CLOSE and point > 0]
    first += [
        one for other in first for one in _LIKE.get(other, ()) if one not in first and points[one] > best - _RELATED
    ]
    if best and len(first) == 1:
        return first[0]
    # Where small words tell nothing, what is named does.
    first = sorted(first, key=lambda one: likely.index(one) if one in likely else len(likely)) if best else likely
    first = first[:_MOST_COMPARED]
    longer = {word for word in words if len(word) > _SHORT}
    worths = {**dict.fromkeys(_LIKELY, _LIKELY_WORTH), _COMMON[script]: _COMMON_WORTH}
    # Where the common language has words for nearly all, no other need be read.
    most = sum(map(len, longer)) * _LIKELY_WORTH
    if _COMMON[script] in first and _named(longer, _COMMON[script]) * _COMMON_WORTH > most:
        return _COMMON[script]
    return max(first, key=lambda one: (_named(longer, one) * worths.get(one, 1), points.get(one, 0)))


def _named(words: Collection[str], language: str) -> int:
    """How many letters have those of some words that name a picture in a language."""
    known = dictionary(language)
    return sum(_letters_named(word, known) for word in words)


def _letters_named(word: str, known: Dictionary) -> int:
    """Fewer where only a part of a word is known: in Finnish "koira" is a dog, and elsewhere only "koi" is a fish."""
    if word in known.phrases:
        return len(word)
    shorter = (form for form in (word[:-1], word[:-2]) if len(form) > _SHORT + 1)
    if part := next((len(form) - 1 for form in shorter if known.phrases.get(form)), 0):
        return part
    if not tongue(known.language).compounds:
        return 0
    return next((len(word) - at for at in range(3, len(word) - _SHORT) if known.phrases.get(word[at:])), 0) // 2


def _letters_of(language: str, script: str) -> str:
    known = tongue(language)
    return known.letters if known.script == script else ""


@functools.cache
def _worth(script: str) -> Mapping[str, float]:
    """What a letter tells: the more, the fewer languages have it."""
    shared = Counter(letter for one in tongues().values() if one.script == script for letter in one.letters)
    return {letter: 1.5 / count for letter, count in shared.items()}


@functools.cache
def _talk(language: str) -> frozenset[str]:
    return frozenset(tongue(language).talk.split())


@functools.cache
def _small_words() -> Mapping[str, frozenset[str]]:
    more = {language: frozenset(one.small.split()) for language, one in tongues().items() if one.small}
    return {one: small_words().get(one, frozenset()) | more.get(one, frozenset()) for one in {*small_words(), *more}}
