"""The forms a word may have in a dictionary: with its ending cut, without a prefix, or as the part of a compound."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from painter.prompt.nouns.dictionary import NAME, Dictionary
from painter.prompt.nouns.tongues import tongue
from painter.prompt.wordlists.vocabulary import singulars

_STEMMED, _PREFIXED, _TAIL, _HEAD, _ALIKE = 0.8, 0.95, 0.8, 0.55, 0.65
_LEAST_PART, _LEAST_STEM, _MOST_OTHER_ENDING = 4, 4, 3
_LEAST_COMPOUND = 7
_SINGULAR, _HARDLY, _COMMON = 0.97, 0.6, 0.55
_LONG_ENDING = 5
_LEAST_ENGLISH = 5
_ENGLISH_ENDINGS = ("ion", "er", "or", "ist", "s", "ing", "e")
_DOERS = ("er", "or", "ist", "ing")
_IRREGULAR = {
    "children": "child", "kids": "child", "men": "man", "women": "woman", "mice": "mouse", "geese": "goose",
    "teeth": "tooth", "feet": "foot", "oxen": "ox", "cacti": "cactus", "octopi": "octopus",
}  # fmt: skip


class Form(NamedTuple):
    """A form that a dictionary has, and how much it is to be trusted."""

    phrase: str
    worth: float


def forms_of(word: str, known: Dictionary) -> list[Form]:
    """The forms of a folded word that a dictionary has, the surest first; those with another ending beside the word."""
    if word in known.phrases and not _is_one_syllable(word, known):
        return [Form(word, 1.0), *_stemmed(word, known)]
    return list(_others(word, known))


def _is_one_syllable(word: str, known: Dictionary) -> bool:
    """Whether it is a Korean word of one syllable that names nothing: those mean too many things."""
    return known.language == "ko" and len(word) == 1 and max(known.phrases[word].values(), default=0) < NAME


def _others(word: str, known: Dictionary) -> Iterator[Form]:
    """The first way that leads from a word to a known one."""
    ways = (_prefixless, _stemmed, _korean, _parts, _same_beginning, _without_accents)
    yield from next(filter(None, (list(way(word, known)) for way in ways)), ())


def _prefixless(word: str, known: Dictionary) -> Iterator[Form]:
    for prefix in tongue(known.language).prefixes.split():
        bare = word.removeprefix(prefix)
        if bare != word and len(bare) >= 2 and bare in known.phrases:
            yield Form(bare, _PREFIXED)
            return
        if bare != word and len(bare) > 2 and (alike := known.alike(bare)):
            yield Form(alike[0], _STEMMED)
            return


def _stemmed(word: str, known: Dictionary) -> Iterator[Form]:
    if known.language == "en":
        yield from _english(word, known)
    elif len(word) >= 3:
        near = (one for one in known.alike(word)[:3] if abs(len(one) - len(word)) <= _LONG_ENDING and _same(word, one))
        if len(word) <= _LEAST_STEM:
            near = (one for one in near if len(one) < len(word))  # "port" is no "porte".
        worth = _STEMMED * (_HARDLY if is_hardly_noun(word, known) else 1)
        yield from (Form(one, worth) for one in near)


def _same(word: str, other: str) -> bool:
    """Whether two words have most of their letters in common, as stems may be very short."""
    return _shared(word, other) >= _COMMON * max(len(word), len(other))


def _shared(word: str, other: str) -> int:
    return next(
        (at for at, (one, two) in enumerate(zip(word, other, strict=False)) if one != two), min(len(word), len(other))
    )


def is_hardly_noun(word: str, known: Dictionary) -> bool:
    """Whether a word ends as adjectives and verbs do."""
    return word.endswith(tuple(tongue(known.language).hardly.split()) or ("\0",))


def _english(word: str, known: Dictionary) -> Iterator[Form]:
    """Singulars and plurals of English words; other endings change what is meant: a stocking is no stock."""
    several = _IRREGULAR.get(word)
    for one in (several,) if several else singulars(word)[1:]:
        if one in known.phrases:
            yield Form(one, _SINGULAR)
    if f"{word}s" in known.phrases:
        yield Form(f"{word}s", _SINGULAR)
    for one in known.alike(word):
        is_doer = one.startswith(word[:-1]) and len(one) > len(word) and one.endswith(_DOERS)
        if len(word) > _LEAST_ENGLISH and one.endswith(_ENGLISH_ENDINGS) and abs(len(one) - len(word)) <= 5:
            if is_doer:
                continue  # a garden is no gardener
            yield Form(one, _ALIKE)


def _korean(word: str, known: Dictionary) -> Iterator[Form]:
    particles = frozenset(tongue(known.language).particles.split())
    if not particles:
        return
    for end in range(len(word) - 1, 0, -1):
        head, rest = word[:end], word[end:]
        named = max(known.phrases.get(head, {}).values(), default=0) >= NAME
        if head in known.phrases and (end > 1 or (named and rest in particles)):
            yield Form(head, _PREFIXED if rest in particles or end > 2 else _HEAD)
    for start in range(1, len(word) - 1):
        tail = word[start:]
        for end in range(len(tail), 1, -1):
            if tail[:end] in known.phrases and (tail[end:] in particles or end == len(tail)):
                yield Form(tail[:end], _TAIL)


def _parts(word: str, known: Dictionary) -> Iterator[Form]:
    """The parts of a compound: its last one says what it is."""
    if not tongue(known.language).compounds or len(word) < _LEAST_COMPOUND:
        return
    for start in range(2, len(word) - _LEAST_PART + 1):
        tail = word[start:]
        if tail in known.meaningless:
            return  # the prices of power are no journey, as "preise" ends
        if known.phrases.get(tail):
            yield Form(tail, _TAIL)
        elif len(tail) > _LEAST_PART and (alike := known.alike(tail)) and len(alike[0]) >= _LEAST_PART:
            yield Form(alike[0], _TAIL * _STEMMED)
    for end in range(len(word) - 3, _LEAST_PART - 1, -1):
        for head in (word[:end], word[:end].removesuffix("s"), word[:end].removesuffix("n")):
            if len(head) >= _LEAST_PART and head in known.phrases:
                yield Form(head, _HEAD)


def _without_accents(word: str, known: Dictionary) -> Iterator[Form]:
    """The word that somebody means whose keyboard has no accents: "balao" for "balão"."""
    if word.isascii() and len(word) >= _LEAST_STEM and (meant := known.without_accents.get(word)):
        yield Form(meant, _PREFIXED)


def _same_beginning(word: str, known: Dictionary) -> Iterator[Form]:
    """Known words with the same beginning and a short other ending."""
    most = tongue(known.language).endings
    if not most:
        return
    for end in range(len(word), max(_LEAST_STEM, len(word) - most) - 1, -1):
        near = [one for one in known.beginning(word[:end]) if len(one) - end <= _MOST_OTHER_ENDING and _same(word, one)]
        if near:
            yield Form(min(near, key=len), _ALIKE * (_HARDLY if is_hardly_noun(word, known) else 1))
            return
