"""Finds the words for places, hours, weather and seasons in every language, for `build_words`.

A word is the one for the sea if it stands for the same pictures as the words for the sea of some languages that are
given here.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

Words = dict[str, tuple[list[str], list[str]]]
"""Of one language, for each picture its names and its keywords."""

_GIVEN: Mapping[tuple[str, str], str] = {
    (
        "settings",
        "sea",
    ): "en sea ocean beach de Meer Ozean Strand fr mer océan plage es mar océano playa it mare pt mar praia",
    ("settings", "mountains"): "en mountain de Berg fr montagne es montaña it montagna pt montanha",
    ("settings", "forest"): "en forest de Wald fr forêt es bosque it bosco foresta pt floresta",
    ("settings", "city"): "en city de Stadt fr ville es ciudad it città pt cidade",
    ("settings", "desert"): "en desert de Wüste fr désert es desierto it deserto pt deserto",
    ("settings", "space"): "en space de Weltraum fr espace es espacio it spazio pt espaço",
    ("settings", "snow"): "en snow de Schnee fr neige es nieve it neve pt neve",
    ("settings", "lake"): "en lake river de See Fluss fr lac rivière es lago río it lago fiume pt lago rio",
    ("hours", "night"): "en night de Nacht fr nuit es noche it notte pt noite",
    ("hours", "sunset"): "en sunset dusk de Abend Sonnenuntergang fr soir es atardecer it tramonto pt tarde",
    ("hours", "dawn"): "en sunrise morning de Morgen Sonnenaufgang fr matin es amanecer it alba pt amanhecer",
    ("weathers", "rain"): "en rain de Regen fr pluie es lluvia it pioggia pt chuva",
    ("weathers", "fog"): "en fog de Nebel fr brouillard es niebla it nebbia pt névoa",
    ("seasons", "winter"): "en winter de Winter fr hiver es invierno it inverno pt inverno",
    ("seasons", "autumn"): "en autumn de Herbst fr automne es otoño it autunno pt outono",
    ("seasons", "spring"): "en spring de Frühling fr printemps es primavera it primavera pt primavera",
    ("seasons", "summer"): "en summer de Sommer fr été es verano it estate pt verão",
}
_CODES = frozenset({"en", "de", "fr", "es", "it", "pt"})
_SURE = frozenset({"sea", "mountains", "forest", "city", "snow", "night", "sunset", "dawn", "rain", "fog"})
_ALIKE, _VERY_ALIKE, _LEAST_PICTURES = 0.6, 0.78, 2


def scenery_rows(words: Mapping[str, Words]) -> Iterator[list[str]]:
    """For each language, part and name the words that mean it; the best, and any that is hardly worse."""
    wanted = {key: _pictures_of(words, given) for key, given in _GIVEN.items()}
    for language, rows in words.items():
        if language in _CODES:
            continue
        ranked: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
        for word, pictures in _by_word(rows).items():
            if len(pictures) >= _LEAST_PICTURES:
                likeness, key = max((_likeness(pictures, wanted[key]), key) for key in wanted)
                ranked[key].append((likeness, word))
        for key, found in sorted(ranked.items()):
            found.sort(reverse=True)
            least = _ALIKE if key[1] in _SURE else _VERY_ALIKE
            kept = [word for at, (likeness, word) in enumerate(found) if likeness >= (_VERY_ALIKE if at else least)]
            if kept:
                yield [language, *key, *kept]


def _pictures_of(words: Mapping[str, Words], given: str) -> Counter[str]:
    found: Counter[str] = Counter()
    language = ""
    for word in given.split():
        if word in _CODES:
            language = word
        else:
            found.update(_by_word(words[language]).get(word.lower(), ()))
    return found


def _by_word(rows: Words) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for picture, (names, keywords) in rows.items():
        for word in (*names, *keywords):
            found[word.lower()].add(picture)
    return found


def _likeness(pictures: set[str], wanted: Counter[str]) -> float:
    """The cosine of two sets of pictures, of which one counts how often each was there."""
    shared = sum(wanted[one] for one in pictures)
    return shared / math.sqrt(len(pictures) * sum(count * count for count in wanted.values()))
