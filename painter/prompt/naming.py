"""Which subjects a text names, from words for pictures and our own English ones, and what to tell of that."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from painter import facts
from painter.emoji import kind_of
from painter.plan import MAX_DIFFERENT, FilmPlan
from painter.prompt.describing import is_colour
from painter.prompt.forms.asking import asked
from painter.prompt.nouns.guessing import language_of
from painter.prompt.nouns.keywords import EXACT, SURE, Found, found_in, is_name, not_found
from painter.prompt.nouns.scenery import scenery_of
from painter.prompt.nouns.sentences import tokens_of
from painter.prompt.wordlists import vocabularies
from painter.prompt.wordlists.vocabulary import folded, singulars
from painter.prompt.wordlists.words import Words

_OF_LEXICON, _EARLY = 1.1, 0.3
"""The score of what only our own words name, and how much more it is worth early."""

_CLEAR = 0.88
"""The score from which a picture may stand beside another one without being named."""

_MOST_TOLD = 3

SETTING_OF: Mapping[str, str] = {
    "🏖": "sea",
    "🌊": "sea",
    "🏔": "mountains",
    "⛰": "mountains",
    "🗻": "mountains",
    "🏜": "desert",
    "🏙": "city",
    "🌆": "city",
    "🌃": "city",
    "🏞": "lake",
    "🌌": "space",
    "🏟": "stadium",
    "🛣": "city",
}
"""Pictures that are places: they are painted, not put into another place."""

HOUR_OF: Mapping[str, str] = {"🌅": "dawn", "🌄": "dawn", "🌇": "sunset", "🌆": "sunset", "🌃": "night"}
WEATHER_OF: Mapping[str, str] = {"🌧": "rain", "⛈": "rain", "🌩": "rain", "🌨": "snow", "🌫": "fog", "🌁": "fog"}
_SKIES = frozenset("☁⛅🌤🌥🌦❄💨🌬")
_SCENERY = frozenset({*SETTING_OF, *HOUR_OF, *WEATHER_OF, *_SKIES})


_WRITTEN = {meant: said for said, meant in vocabularies.COMPOUNDS.items() if said.replace(" ", "") == meant}
"""How the phrases that are read as one word are written."""

_ADULTS = frozenset("👨👩🧑")
"""A person is drawn whole, which these are not."""

_WITH_A_CHILD = frozenset({"kite", "family"})
"""What is drawn by hand with a child."""

_SOMEBODY = frozenset({"person", *facts.CHILDREN})


def subjects_in(words: Words, text: str) -> tuple[str, ...]:
    """The different subjects that a prompt names, the main one first.

    Args:
        words: The words of the prompt, with what it refuses.
        text: What the prompt is about.
    """
    named = _named_in(words, text) or _acting(text)
    children = facts.CHILDREN.intersection(named)
    # A child who runs is no runner, and what is drawn with a child needs no other one.
    twice = {*(("runner",) if children else ()), *(("child",) if "children" in children else ())}
    twice |= children if _WITH_A_CHILD.intersection(named) else set()
    kept = tuple(name for name in named if name not in twice)
    return (tuple(name for name in kept if name not in _owners(words, text)) or kept)[:MAX_DIFFERENT]


def _owners(words: Words, text: str) -> set[str]:
    """Those who are named only as whose something is: a children's hospital shows no children."""
    called = [(one.word, (one.subject,)) for one in things_in(text)] + list(_listed(words, text).items())
    return {name for word, names in called if _owns(text, word) for name in names if name in _SOMEBODY}


def _acting(text: str) -> tuple[str, ...]:
    """Somebody of whom only the given name is told, and what that one does."""
    return ("person",) if any(token.is_given_name for token in tokens_of(text, str(language_of(text)))) else ()


def _named_in(words: Words, text: str) -> tuple[str, ...]:
    exact = tuple(dict.fromkeys(one.subject for one in things_in(text) if one.score == EXACT))
    if exact:
        return exact
    refused = words.refused(vocabularies.SUBJECTS)
    listed = _listed(words, text)
    found = _clear([one for one in _beside(words, text, listed) if one.subject not in refused])
    sorts = _sorts_of(found, text)
    kept = {
        name: None
        for phrase, names in listed.items()
        if phrase not in sorts and not _is_better_known(found, phrase, names)
        for name in names
    }
    names = tuple(name for name in kept if not (name == "person" and facts.PEOPLE.intersection(kept)))
    if {one.subject for one in found} <= {*names, "person"}:
        plain = tuple(dict.fromkeys(one.subject for one in found))
        named = _in_order(listed) or (() if plain == ("person",) else plain)
        return named or (() if _may_be_else(text) else _implied_in(words, listed)) or plain
    early = {name: _early(text, phrase) for phrase, of_phrase in listed.items() for name in of_phrase if name in names}
    return _ranked(found, early)


def _sorts_of(found: Iterable[Found], text: str) -> frozenset[str]:
    """The words that only say which sort of a thing is found: an apple pie is no apple."""
    places = {one.place for one in found if is_name(one)}
    tokens = tokens_of(text, str(language_of(text)))
    pairs = itertools.pairwise(tokens)
    return frozenset(one.folded for one, behind in pairs if one.describes and behind.place in places)


def _clear(found: Sequence[Found]) -> list[Found]:
    """The surest picture, and of the others those that a word names, or very surely says something about."""
    least = min(_CLEAR, max((one.score for one in found), default=0))
    first = min(found, key=lambda one: one.place, default=None)
    return [
        one
        for one in found
        if one.score >= least
        or one is first
        or is_name(one)
        or one.is_same
        or kind_of(one.picture) in {"person", "person-role"}
    ]


def _may_be_else(text: str) -> bool:
    """Whether a text may name something that walks or runs, but is not sure enough to be drawn."""
    doubtful = (one for one in found_in(text) if one.score < SURE and _plain(one.picture) not in _SCENERY)
    return language_of(text) != "en" and any(one.place < len(text) / 2 for one in doubtful)


def _early(text: str, phrase: str) -> float:
    """More for what a text names early."""
    said = folded(text)
    return 1 + _EARLY * (1 - max(0, said.find(_WRITTEN.get(phrase, phrase))) / max(1, len(said)))


def _beside(words: Words, text: str, listed: Mapping[str, tuple[str, ...]]) -> list[Found]:
    """The pictures of a text whose words do not mean something else: a subject of ours, a place or a time."""
    places = {
        *words.phrases_of(vocabularies.SETTINGS, vocabularies.TIMES, vocabularies.WEATHERS, vocabularies.SEASONS),
        *map(folded, scenery_of(text).words),
    }
    found = []
    for one in things_in(text):
        other = next((names for phrase, names in listed.items() if _shares(one, phrase)), ())
        taken = any(_shares(one, phrase) for phrase in places)
        is_homonym = taken and len(one.word) == 1  # one syllable means many things: "snow" is "eye" in Korean
        is_its_name = is_name(one) and not is_homonym and not _says_itself(other, one)
        if one.subject in other or not (other or taken) or is_its_name:
            found.append(one)
    return found


def _says_itself(names: Collection[str], found: Found) -> bool:
    """Whether the word for a subject of ours is its own name: "ice cream" is one, "eagle" for a bird is not."""
    said = folded(found.word).replace(" ", "")
    return not found.by_sense and any(form in names for form in singulars(said))


def _is_better_known(found: Iterable[Found], phrase: str, names: Iterable[str]) -> bool:
    """Whether a phrase of ours is the very name of another picture: an eagle is more than a bird."""
    return any(one.subject not in names and _shares(one, phrase) for one in found)


def _shares(found: Found, phrase: str) -> bool:
    """Whether something is found by a word of a phrase."""
    said = folded(found.word)
    phrase = _WRITTEN.get(phrase, phrase)
    return not set(said.split()).isdisjoint(phrase.split())


def _ranked(found: Iterable[Found], listed: Mapping[str, float]) -> tuple[str, ...]:
    """The surest first; of people only one kind, and nobody who does what something else does."""
    scores = {name: score * (_OF_LEXICON if name != "person" else SURE) for name, score in listed.items()}
    for one in found:
        scores[one.subject] = max(one.score, scores.get(one.subject, 0))
    ranked = sorted(scores, key=lambda name: (name == "person", -scores[name]))
    people = [name for name in ranked if name in facts.PEOPLE]
    return tuple(name for name in ranked if not (name == "person" and people) and name not in people[1:])


def _listed(words: Words, text: str) -> dict[str, tuple[str, ...]]:
    """The English phrases that name subjects of ours, but not those that say whom the film is for."""
    if language_of(text) != "en":
        return {}  # there they may mean anything
    tokens = tokens_of(text, "en")
    audience = {folded(token.written) for token in tokens if token.for_whom}
    others = {folded(token.written) for token in tokens if token.is_somebody}
    phrases = words.phrases_of(vocabularies.SUBJECTS)
    return {
        one: names
        for one, names in phrases.items()
        if one not in others and not (_SOMEBODY.intersection(names) and one in audience)
    }


def _owns(text: str, phrase: str) -> bool:
    """Whether a word stands in the possessive."""
    return bool(re.search(rf"\b{re.escape(phrase)}(?:['’]s|s['’])(?!\w)", text, re.IGNORECASE))


def _in_order(listed: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The subjects as they are named; a person only if no other subject shows one."""
    named = tuple(dict.fromkeys(name for names in listed.values() for name in names))
    others = tuple(name for name in named if name != "person")
    if others:
        return others if facts.PEOPLE.intersection(others) else named
    return ()


def _implied_in(words: Words, listed: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What goes with the words of a prompt that names nothing: "a girl runs" names a runner, "a road trip" a car."""
    refused = words.refused(vocabularies.SUBJECTS)
    named = tuple(name for names in listed.values() for name in names)
    implied = (*words.all_of(vocabularies.ACTIVITIES)[:1], *named) or words.all_of(vocabularies.IMPLIED_SUBJECTS)
    return tuple(name for name in implied if name not in refused)[:1]


def things_in(text: str) -> tuple[Found, ...]:
    """The pictures of a text that are sure and can stand in a place."""
    sure = (
        one
        for one in found_in(text)
        if one.score >= SURE and _plain(one.picture) not in _SCENERY and (is_name(one) or not is_colour(one.word))
    )
    return tuple(one._replace(subject="person") if one.picture in _ADULTS else one for one in sure)


def scenery_in(text: str, names: Mapping[str, str]) -> str | None:
    """The place, hour or weather that the pictures of a text show, the surest of them."""
    found = [one for one in found_in(text) if is_name(one) and _plain(one.picture) in names]
    return names[_plain(max(found, key=lambda one: one.score).picture)] if found else None


def _plain(picture: str) -> str:
    return picture.replace("\ufe0f", "")


def _as_drawn(one: Found) -> str:
    """A picture with its name; some pictures of our own are nothing but their names."""
    return one.name if one.picture == one.name else f"{one.picture} {one.name}"


def drawn_notes(film: FilmPlan, prompt: str) -> tuple[str, ...]:
    """A note that says what was drawn from which word, so that a caller who meant something else can name it."""
    text = asked(prompt).text
    drawn = {subject for beat in film.beats for subject in beat.subjects}
    told = [one for one in things_in(text) if one.subject in drawn and one.score < EXACT]
    shown = ", ".join(f"{_as_drawn(one)} from “{one.word}”" for one in told[:_MOST_TOLD])
    places = scenery_of(text).words
    missing = ", ".join(f"“{word}”" for word in not_found(text) if folded(word) not in places)
    said = [f"Drawn: {shown}."] if shown else []
    if missing and not drawn:
        said.append(f"No picture was found for {missing}.")
    hint = "To have something else, put an emoji into the prompt or name `subjects`."
    return (" ".join([*said, hint]),) if said else ()
