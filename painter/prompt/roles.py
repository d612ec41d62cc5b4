"""Puts the subjects of a sentence in order: who or what it is about first, what stands around it behind.

"A woman in a red dress stands at a window" is about a woman: the dress and the window stand behind prepositions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from painter import emoji, facts
from painter.plan import MAX_DIFFERENT
from painter.prompt.describing import number_of
from painter.prompt.doing import action_of, verbs_in
from painter.prompt.naming import things_in
from painter.prompt.nouns.dictionary import SPACELESS
from painter.prompt.nouns.keywords import EXACT, Found, language_of
from painter.prompt.nouns.sentences import tokens_of
from painter.prompt.nouns.tongues import tongue
from painter.prompt.wordlists import vocabularies
from painter.prompt.wordlists.small_words import BEHIND, LINKS, these
from painter.prompt.wordlists.vocabulary import folded, singulars

_OF = these("of de du des di del della von van da do из z từ than and or as")
"""Links that bind two nouns, or two subjects, together."""

_REACH = 5
"""How many words may stand between a preposition and its noun."""

_WORN = frozenset({"clothing", "body-parts"})
_WORD = re.compile(r"[^\W\d_]+")
_ENDS = re.compile(r"[.!?;:,\n]")


def in_roles(subjects: Sequence[str], text: str) -> tuple[str, ...]:
    """The subjects of a text, with the one that does something first: a person, an animal or a vehicle.

    Args:
        subjects: Those that it names, the likeliest first.
        text: What the prompt is about.
    """
    found = {one.subject: one for one in things_in(text)}
    language = language_of(text)
    if any(one.score == EXACT for one in found.values()) or language in BEHIND or language not in LINKS:
        for_somebody = any(word in text for word in tongue(language).for_whom.split())
        at = {name: found[name].place for name in subjects if name in found}
        first = min(at, key=lambda name: at[name], default="")
        begins = _is_person(first) or _kind(first).startswith("animal")
        is_led = action_of(text) or ((language in SPACELESS or begins) and not for_somebody)
        return _actor_first(subjects, first) if is_led else tuple(subjects)
    verbs = verbs_in(text)
    named = [
        name for name in subjects if not _only_counts(found.get(name), text) and not _is_verb(found.get(name), verbs)
    ]
    places = {name: found[name].place if name in found else _place_of(name, text) for name in named}
    person = _person_in(text)
    if person is not None and not any(map(_is_person, named)):
        places["person"] = person
    links = LINKS[language]
    doing = [name for name, place in places.items() if _does_things(name) and not _is_behind_link(text, place, links)]
    if not doing:
        return tuple(named)
    main = min(doing, key=lambda name: places[name])
    others = [
        name for name in named if name != main and not (_is_person(main) and (_is_worn(name) or name == "person"))
    ]
    return (main, *others)[:MAX_DIFFERENT]


def _actor_first(subjects: Sequence[str], first: str) -> tuple[str, ...]:
    """The subjects with people in front, or else animals, where the order of a language does not tell who acts.

    Of those the one that is named first leads.
    """

    def rank(name: str) -> tuple[bool, bool, bool]:
        is_animal = _kind(name).startswith("animal")
        return not _is_person(name), not is_animal, name != first

    return tuple(sorted(subjects, key=rank))


def _only_counts(found: Found | None, text: str) -> bool:
    """Whether a word only counts what follows, as in "a pod of dolphins"."""
    behind = text[found.place + found.length :].split() if found else []
    return bool(found and behind and number_of(found.word) and behind[0].casefold() in _OF)


def _is_verb(found: Found | None, verbs: frozenset[str]) -> bool:
    return found is not None and folded(found.word) in verbs


def _place_of(name: str, text: str) -> int:
    """Where our own word for a subject stands; the beginning of the text for a phrase or another form of it."""
    word = word_for(name, text)
    return word.start() if word else 0


def word_for(name: str, text: str) -> re.Match[str] | None:
    """Our own English word for a subject in a text, if it is a single one in the singular or the English plural."""
    words = set(vocabularies.SUBJECTS.get(name, ()))
    found = (word for word in _WORD.finditer(text) if not words.isdisjoint(singulars(folded(word.group()))))
    return next(found, None)


def _person_in(text: str) -> int | None:
    if language_of(text) != "en":
        return None  # in German "man" is anybody
    people = set(vocabularies.SUBJECTS["person"]) - {"he", "she", "people"}
    found = [word.start() for word in _WORD.finditer(text) if not people.isdisjoint(singulars(folded(word.group())))]
    found += [token.place for token in tokens_of(text, str(language_of(text))) if token.is_given_name]
    return min(found, default=None)


def _is_behind_link(text: str, place: int, links: frozenset[str]) -> bool:
    """Whether a preposition stands before a noun, with no more than its article and adjectives between."""
    clause = _ENDS.split(text[:place])[-1]
    words = [word.group().casefold() for word in _WORD.finditer(clause)][-_REACH:]
    return any(word in links and word not in _OF for word in words)


def _kind(subject: str) -> str:
    sign = emoji.PICTURE_OF.get(subject, "" if subject in emoji.BY_HAND else subject)
    return emoji.kind_of(sign) if sign and emoji.known(sign) else ""


def _is_person(subject: str) -> bool:
    return subject == "person" or subject in facts.PEOPLE | facts.CHILDREN or _kind(subject).startswith("person")


def _does_things(subject: str) -> bool:
    return (
        _is_person(subject)
        or subject in facts.VEHICLES
        or _kind(subject).startswith(("animal", "transport-ground", "transport-air"))
    )


def is_indoors(subject: str) -> bool:
    """Whether a thing stands in a room, such as a window or a bed."""
    return _kind(subject) == "household"


def _is_worn(subject: str) -> bool:
    return _kind(subject) in _WORN
