"""The words that footage is looked for with, and whether what a site says of a clip has them in it."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

MOST_WORDS = 6
_READ_CHARS = 1000
_CLIP = re.compile(r"^(pexels|pixabay|coverr|commons|nasa|archive):(\S.{0,200})$")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

_HOW_WORDS = """red orange yellow green blue purple pink brown black white grey gray golden silver colorful colourful
big large small little tiny huge old new young modern vintage beautiful pretty nice happy sad dark bright light sunny
cloudy close up closeup aerial drone slow motion timelapse lapse cinematic shot view video footage film clip background
scene people person outdoor outdoors indoor indoors"""
_HOW = frozenset(_HOW_WORDS.split())
"""Words that say how something is shown, not what: without them a search finds more of the same."""

_SMALL_WORDS = """a an the of in on at by for from to with without and or but as into onto over under through during is
are was were be been being it its this that these those their his her our your my i we you he she they how what why when
where who which make made making create show shows showing about video film clip scene shot"""
_SMALL = frozenset(_SMALL_WORDS.split())


def clip_named(query: str) -> tuple[str, str] | None:
    """The site and the clip that a query names, as "source:id"; None for words."""
    found = _CLIP.match(query.strip())
    return (found[1], found[2]) if found else None


def search_words(query: str) -> tuple[str, ...]:
    """The words of a query, as few as sites take."""
    found = [word.lower() for word in _WORD.findall(query[:_READ_CHARS])]
    telling = [word for word in found if word not in _SMALL]
    return tuple(dict.fromkeys(telling or found))[:MOST_WORDS]


def ladder(words: Sequence[str]) -> list[tuple[str, ...]]:
    """What to look for one after the other, where nothing is found: all words, what they are about, one of them."""
    things = tuple(word for word in words if word not in _HOW) or tuple(words)
    steps = [tuple(words), things]
    if len(things) > 2:
        steps.append((things[0], things[-1]))
    if len(things) > 1:
        steps.append(things[:1])
    return [step for step in dict.fromkeys(steps) if step]


def overlap(words: Sequence[str], said: str) -> float | None:
    """How many of the words something says, 0 to 1, by their stems; None where it says nothing.

    Words that say how something is shown count half.
    """
    known = set(_stems(tuple(word.lower() for word in _WORD.findall(said))))
    if not known or not words:
        return None
    weights = [0.5 if word in _HOW else 1.0 for word in words]
    found = [weight for weight, stem in zip(weights, _stems(tuple(words)), strict=True) if stem in known]
    return sum(found) / sum(weights)


@functools.lru_cache(maxsize=512)
def _stems(words: tuple[str, ...]) -> tuple[str, ...]:
    import snowballstemmer

    return tuple(snowballstemmer.stemmer("english").stemWords(list(words)))
