"""Finds the pictures that a text names, in any of 116 languages, by Unicode's words for emoji; no model is asked.

What is found has a score. From `SURE` on it may be drawn; below that a film shows its title rather than a guess.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from media.writing.breaks import clusters
from painter import emoji
from painter.prompt.nouns import dictionary as words
from painter.prompt.nouns.dictionary import SAME, Called, Dictionary
from painter.prompt.nouns.folding import folded
from painter.prompt.nouns.guessing import language_of
from painter.prompt.nouns.inflected import forms_of, is_hardly_noun
from painter.prompt.nouns.sentences import Token, is_refused, tokens_of

__all__ = ["SURE", "Found", "english_words", "found_in", "language_of"]

SURE = 0.80
EXACT = 9.0
"""The score of an emoji that stands in the text itself."""

_FLOOR = 0.3
_READ_CHARS = 20_000
_PHRASE = 1.5
_EARLY = 0.33
_OTHER_WORDS = 0.35
_FOREIGN = 0.9
_KIND = 0.9
_DOUBTED = 0.8
_LEAST_FOREIGN = 5
_BY_HAND = 1.15
_BEHIND, _BEHIND_NAME, _LEAST_NOUN = 0.75, 0.9, 3
_SUBJECT_FIRST = frozenset(
    {"de", "fr", "es", "it", "pt", "ca", "gl", "ro", "ru", "uk", "pl", "cs", "sk", "bg", "hr", "sr", "id", "ms", "vi"}
) | {"sv", "da", "no", "nn", "nl", "ar", "he", "el"}
"""Languages in which what a sentence is about is mostly named before anything else."""

_AUDIENCE = 0.4
_SIGN = 1.1
_DESCRIBES = 0.75
_ACTIVITY = 0.6
_DOERS = frozenset({"person-activity", "person-sport", "person-fantasy"})
_INFLECTED = 0.85
_LESS: Mapping[str, float] = {
    "light-video": 0.4,
    "music": 0.6,
    "person": 0.75,
    "person-activity": 0.9,
    "place-geographic": 0.6,
    "sky-weather": 0.6,
    "place-building": 0.85,
    "place-other": 0.85,
    "time": 0.7,
    "game": 0.9,
}
"""Kinds of pictures that prompts speak of without being about them: how the film is made, for whom it is, and where."""

_AS_USUAL = dict.fromkeys("🎧🎤📻💡🔦📷📸📺🔥🌈🌪⚡🌋🪐☂⛄☃💧", 1.0) | {"🏠": 0.65, "🏡": 0.65, "🔍": 0.6}
_AS_USUAL |= dict.fromkeys("☀🌞🏝", 0.9) | {"🔭": 0.75, "🏷": 0.6}
"""Pictures of these kinds that are named like any other, or less."""


class Found(NamedTuple):
    """A picture that a text names."""

    picture: str
    """The emoji."""
    subject: str
    """What a plan calls it: the name of a hand-drawn subject, or the emoji."""
    name: str
    """Its English name."""
    word: str
    """The word as it is written in the text, which starts at `place` and has `length` characters."""
    place: int
    length: int
    score: float
    by_name: bool = False
    """Whether the word is the picture's whole name, and no word about it."""

    is_same: bool = False
    """Whether the word means what the picture shows, though it is not its name."""

    by_sense: bool = False
    """Whether the words around it say that it means this and not what it mostly does."""


class _Hit(NamedTuple):
    """That a part of a text calls a picture."""

    place: int
    length: int
    picture: int
    value: float
    by_name: bool = False
    is_same: bool = False
    by_sense: bool = False


def found_in(text: str, language: str | None = None) -> tuple[Found, ...]:
    """The pictures that a text names, in the order of the text, each once.

    Args:
        text: Any text.
        language: Its language, where it is known; otherwise it is guessed.
    """
    text = text[:_READ_CHARS]
    code = language if language in words.languages() else language_of(text)
    return _found(text, str(code))


def is_name(found: Found) -> bool:
    """Whether a picture was found by its whole name rather than by a word about it."""
    return found.score == EXACT or found.by_name


def english_words(text: str, most: int = 3) -> tuple[str, ...]:
    """English words for what a text in any language shows, the most important first: words to search footage with."""
    found = sorted(found_in(text), key=lambda one: -one.score)
    return tuple(dict.fromkeys(one.name for one in found if one.score >= SURE))[:most]


@functools.lru_cache(maxsize=256)
def _found(text: str, language: str) -> tuple[Found, ...]:
    known = words.dictionary(language)
    hits = list(_unspaced(text, known) if known.spaceless else _spaced(text, known))
    best = _best(hits, len(text))
    found = [*_written(text), *(_as_found(text, hit, score) for hit, score in best)]
    firsts = {one.subject: one for one in sorted(found, key=lambda one: one.score)}
    return tuple(sorted(firsts.values(), key=lambda one: one.place))


def not_found(text: str, most: int = 2) -> tuple[str, ...]:
    """The first words of a text that may name something, but for which there is no picture.

    English adjectives and verbs cannot be told from nouns, so there only a word at the end of "a ..." counts.
    """
    language = str(language_of(text))
    known = words.dictionary(language)
    if known.spaceless:
        return ()
    tokens = tokens_of(text, language)
    ends = [token.breaks or token.small for token in tokens[1:]] + [True]
    unknown = (
        token.written
        for place, token in enumerate(tokens)
        if (token.is_noun and (token.breaks or ends[place]) if language == "en" else language in _SUBJECT_FIRST)
        and _may_be_noun(token, known)
        and not _at(tokens, place, known)[0]
    )
    return tuple(dict.fromkeys(unknown))[:most]


def _as_found(text: str, hit: _Hit, score: float) -> Found:
    picture = words.pictures()[hit.picture]
    word = text[hit.place : hit.place + hit.length]
    subject = emoji.known(picture) or picture
    told = Found(picture, subject, emoji.english_name(picture), word, hit.place, hit.length, round(score, 3))
    return told._replace(by_name=hit.by_name, is_same=hit.is_same, by_sense=hit.by_sense)


def _written(text: str) -> Iterator[Found]:
    """The emoji that stand in a text."""
    place = 0
    for sign in clusters(text):
        if not sign[0].isalnum() and ord(sign[0]) > 0x2000 and (subject := emoji.known(sign)):
            yield Found(sign, subject, emoji.english_name(sign), sign, place, len(sign), EXACT)
        place += len(sign)


def _best(hits: Iterable[_Hit], length: int) -> Iterator[tuple[_Hit, float]]:
    """For every named word the picture that most speaks for, with its score; each picture once."""
    values: dict[int, dict[int, _Hit]] = {}
    for hit in hits:
        at = values.setdefault(hit.picture, {})
        if hit.place not in at or at[hit.place].value < hit.value:
            at[hit.place] = hit
    scores = {picture: _score(list(at.values()), length) for picture, at in values.items()}
    places: dict[int, list[_Hit]] = {}
    for at in values.values():
        for hit in at.values():
            places.setdefault(hit.place, []).append(hit)
    seen: set[int] = set()
    for place in sorted(places):
        hit = max(
            places[place], key=lambda one: (scores[one.picture] * _usualness(one.picture), one.value, -one.picture)
        )
        if hit.picture not in seen and scores[hit.picture] >= _FLOOR:
            seen.add(hit.picture)
            strongest = max(values[hit.picture].values(), key=lambda one: (one.value, -one.place))
            yield strongest, scores[hit.picture]


@functools.cache
def _usualness(picture: int) -> float:
    """A little more for what is drawn by hand, which are the usual things of their kinds."""
    return _BY_HAND if emoji.known(words.pictures()[picture]) in emoji.PICTURE_OF else 1


def _score(hits: Sequence[_Hit], length: int) -> float:
    """The strongest word, a part of the others, and more for what is named early."""
    best = max(hit.value for hit in hits)
    others = sum(hit.value for hit in hits) - best
    first = min(hit.place for hit in hits)
    return (best + _OTHER_WORDS * others) * (1 + _EARLY * (1 - first / max(1, length)))


def _spaced(text: str, known: Dictionary) -> Iterator[_Hit]:
    tokens = tokens_of(text, known.language)
    said = {token.folded for token in tokens}
    place, unknown = 0, False
    while place < len(tokens):
        hits, taken = _at(tokens, place, known)
        if taken == 1 and not tokens[place].refused and (meant := known.meant(tokens[place].folded, said)):
            hits = [_Hit(tokens[place].place, len(tokens[place].written), *meant)]
        following = place + taken
        if taken == 1 and tokens[place].describes and hits and _is_named(tokens, following, known):
            hits = [hit._replace(value=hit.value * _DESCRIBES) for hit in hits]  # chicken curry is a curry
        for hit in hits:
            yield hit._replace(value=hit.value * (_BEHIND_NAME if hit.by_name else _BEHIND)) if unknown else hit
        unknown = unknown or (not hits and known.language in _SUBJECT_FIRST and _may_be_noun(tokens[place], known))
        place += taken


def _is_named(tokens: Sequence[Token], place: int, known: Dictionary) -> bool:
    """Whether something is called by its name there, and not only a shop, a lesson or a prize."""
    return any(hit.by_name for hit in _at(tokens, place, known)[0])


def _may_be_noun(token: Token, known: Dictionary) -> bool:
    """Whether an unknown word may be what the text is about, so that what is named behind it is not."""
    capital = known.language not in {"de", "lb"} or token.written[:1].isupper()
    told = token.small or token.refused or token.is_somebody or known.is_nothing(token.folded)
    plain = not (told or is_hardly_noun(token.folded, known))
    return capital and plain and len(token.folded) > _LEAST_NOUN


def _at(tokens: Sequence[Token], place: int, known: Dictionary) -> tuple[list[_Hit], int]:
    """What the words from a place on call, and how many words that takes; the longest known phrase counts."""
    for count in range(min(4, len(tokens) - place), 0, -1):
        part = tokens[place : place + count]
        if any(token.refused or token.breaks for token in part[:-1]) or part[-1].refused:
            continue
        if count > 1 and (part[0].small and part[-1].small):
            continue
        if count > 1 and known.is_nothing(" ".join(token.folded for token in part)):
            return [], count
        called = _called(part, known)
        if count > 1 and called and not any(one.by_name for one in called):
            single = max((one.weight for one in _called(part[:1], known)), default=0)
            if single > max(one.weight for one in called):
                continue  # a bicycle by its name is more than a word about riders of such
        if called:
            start, end = part[0].place, part[-1].place + len(part[-1].written)
            return [_Hit(start, end - start, *one) for one in called], count
    return [], 1


def _called(part: Sequence[Token], known: Dictionary) -> list[Called]:
    if len(part) > 1:
        phrase = known.plain(" ".join(token.folded for token in part))
        phrase = known.without_accents.get(phrase, phrase) if phrase.isascii() else phrase
        alike = {} if phrase in known.phrases else dict.fromkeys(known.alike(phrase)[:1], _INFLECTED)
        exact = known.called(alike or {phrase: 1.0})
        if not exact and known.language == "en" and not forms_of(part[-1].folded, known):
            exact = _kinds_of(phrase)
        return [
            one._replace(weight=one.weight * (1 if one.by_name else part[-1].worth)) for one in _weighed(exact, _PHRASE)
        ]
    token = part[0]
    if token.small or known.is_nothing(token.folded):
        return []
    native = _native(token, known)
    if native or known.language == "en" or not token.folded.isascii() or len(token.folded) < 4:
        return native
    return _weighed(_english(token.folded), _FOREIGN * token.worth)


def _native(token: Token, known: Dictionary) -> list[Called]:
    forms = {form.phrase: form.worth * _noun_worth(token, form.phrase, known) for form in forms_of(token.folded, known)}
    if not forms and known.language == "en":
        return _weighed(_kinds_of(token.folded), token.worth)
    called = [_doubted(one, token, known) for one in known.called(forms)]
    return [_for_whom(one, token) for one in _weighed(called, token.worth)]


def _doubted(called: Called, token: Token, known: Dictionary) -> Called:
    """Of a word that ends as adjectives do, and of English words with many meanings, only names are trusted."""
    hardly = is_hardly_noun(token.folded, known)
    if called.by_name or (called.is_same and not hardly) or words.kind_of(called.picture) == "person":
        return called
    weight = called.weight * (_DOUBTED if hardly or known.language == "en" else 1)
    return called._replace(weight=weight, is_same=called.is_same and not hardly)


def _for_whom(called: Called, token: Token) -> Called:
    audience = token.for_whom and words.kind_of(called.picture).startswith("person")
    return called._replace(weight=_AUDIENCE * called.weight) if audience else called


def _english(word: str) -> tuple[Called, ...]:
    english = words.dictionary("en")
    called = english.called({word: 1.0})
    noun = words.nouns().get(word)
    if not called or len(word) < _LEAST_FOREIGN or noun is None or noun.share < 0.6 or noun.thing < 0.5:
        return ()
    return called


def _noun_worth(token: Token, phrase: str, known: Dictionary) -> float:
    """Of English words, how far they are nouns here, and such that can be seen."""
    noun = (words.nouns().get(token.folded) or words.nouns().get(phrase)) if known.language == "en" else None
    if noun is None:
        return 1.0
    share = 1.0 if token.is_noun and not token.describes else 0.15 * noun.share if token.is_verb else noun.share
    return (0.35 + 0.65 * share) * (0.6 + 0.4 * noun.thing) * (_DESCRIBES if token.describes else 1)


def _kinds_of(phrase: str) -> tuple[Called, ...]:
    """What an English word for a kind of thing calls: a spaniel is a dog."""
    one = words.kinds().get(phrase)
    if one is None:
        for singular in (phrase.removesuffix("s"), phrase.removesuffix("es")):
            one = one or words.kinds().get(singular)
    return (Called(words.pictures().index(one), _KIND),) if one else ()


def _weighed(called: Iterable[Called], worth: float) -> list[Called]:
    return [one._replace(weight=_doing(one) * worth * _usual(one.picture)) for one in called]


def _doing(called: Called) -> float:
    """The weight of a picture; less for somebody who is only called by what he does, as anybody may do that."""
    named = called.weight > SAME or words.kind_of(called.picture) not in _DOERS
    return called.weight * (1 if named else _ACTIVITY)


@functools.cache
def _usual(picture: int) -> float:
    """How often a prompt that names a picture is about it."""
    sign = words.pictures()[picture]
    return _AS_USUAL.get(sign, _LESS.get(words.kind_of(picture), 1.0))


def _inside_a_word(text: str, place: int, count: int) -> bool:
    """Whether a Japanese loan word goes on at both ends of a part of it, so that the part is none."""
    before, after = text[place - 1 : place], text[place + count : place + count + 1]
    return _is_katakana(text[place]) and _is_katakana(before) and _is_katakana(after)


def _is_katakana(char: str) -> bool:
    return "\u30a1" <= char <= "\u30fc"


def _unspaced(text: str, known: Dictionary) -> Iterator[_Hit]:
    """The longest known words of a text without spaces; a single sign counts only if it is a picture's name."""
    letters = [folded(char, known.language) or char for char in text]
    plain = "".join(one[0] for one in letters)
    longest = min(known.longest, 12)
    small = words.small_words().get(known.language, frozenset())
    place = 0
    while place < len(plain):
        for count in range(min(longest, len(plain) - place), 0, -1):
            part = plain[place : place + count]
            if known.is_nothing(part):
                break
            called = () if part in small else known.called({part: 1.0})
            if count == 1:
                called = tuple(one for one in called if one.weight >= _SIGN)
            if (
                called
                and not _inside_a_word(plain, place, count)
                and not is_refused(text, place, count, known.language)
            ):
                yield from (_Hit(place, count, *one) for one in _weighed(called, 1.0))
                break
        else:
            count = 1
        place += count
    for token in tokens_of(text, "en"):
        if token.folded.isascii() and len(token.folded) > 3 and not token.small:
            for one in _weighed(_english(token.folded), _FOREIGN):
                yield _Hit(token.place, len(token.written), one.picture, one.weight)
