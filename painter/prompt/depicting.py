"""Says of the subjects of a scene how many there are, in which colour and size, and what the first of them does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from painter import emoji, facts
from painter.names import Action
from painter.plan import MAX_DIFFERENT, MAX_SUBJECTS, Look
from painter.prompt.describing import count_of, look_of
from painter.prompt.doing import action_of
from painter.prompt.naming import things_in
from painter.prompt.nouns.keywords import found_in, language_of
from painter.prompt.roles import word_for
from painter.prompt.wordlists.vocabulary import folded, singulars

_STILL = frozenset({"chart", "sign", "globe", "calendar", "pin"})
"""Subjects of which verbs speak in another sense: sales that fall drop nothing."""

_NEED_TWO = frozenset({"chases"})
_PLAIN = Look()
_SOME = 3
"""How many a plural without a number is."""

_FEW = 6
"""Up to so many children are drawn one by one."""

_PLURAL_IN_S = frozenset({"en", "fr", "es", "pt", "ca", "gl", "nl"})

_SINGLE = frozenset({"animal", "plant", "transport", "balloon", "food"})
"""Kinds of things of which several are drawn where a plural names them; "balloon" has no emoji of its own."""


class Depicted(NamedTuple):
    """The subjects of a scene, a name for each single one, and how they look and move."""

    subjects: tuple[str, ...]
    looks: tuple[Look, ...] = ()
    action: Action | None = None


def depicted(subjects: Sequence[str], text: str) -> Depicted:
    """Read from a text what it says of subjects.

    Args:
        subjects: Different ones, the main one first.
        text: What names them.
    """
    different = tuple(dict.fromkeys(subjects))[:MAX_DIFFERENT]
    if not different:
        return Depicted((), action=action_of(text))
    places = [_place_of(name, text) for name in different]
    counts = [_count(place, text) for place in places]
    # A group of children is drawn as one; three or four are drawn one by one.
    different = tuple(
        "child" if name == "children" and 1 < count <= _FEW else name
        for name, count in zip(different, counts, strict=True)
    )
    counts = [1 if name == "children" else count for name, count in zip(different, counts, strict=True)]
    by_s = language_of(text) in _PLURAL_IN_S
    if by_s and counts[0] == 1 and places[0] and _is_plural(different[0], text[places[0][0] : sum(places[0])]):
        counts[0] = _SOME
    looks = tuple(look_of(text, *place) if place else _PLAIN for place in places)
    return Depicted(
        _repeated(different, counts), () if all(look == _PLAIN for look in looks) else looks, _action(different, text)
    )


def _is_plural(name: str, word: str) -> bool:
    """Whether a word names several of what comes one by one: "bees", but not "headphones"."""
    plain, usual = folded(word), folded(emoji.english_name(name))
    is_plural = len(singulars(plain)) > 1 and not usual.endswith("s") and not plain.endswith(usual)
    return (
        is_plural and name != "train" and (_kind(name) in _SINGLE or name in facts.CHILDREN - {"children"})
    )  # three trains would be tiny


def _kind(name: str) -> str:
    sign = emoji.PICTURE_OF.get(name, "" if name in emoji.BY_HAND else name)
    kind = emoji.kind_of(sign) if sign and emoji.known(sign) else name
    return kind.split("-")[0]


def _count(place: tuple[int, int] | None, text: str) -> int:
    """How many a text names: an emoji that stands there three times is three."""
    if place is None:
        return 1
    name = text[place[0] : place[0] + place[1]]
    return count_of(text, *place) if any(char.isalnum() for char in name) else text.count(name)


def _place_of(name: str, text: str) -> tuple[int, int] | None:
    """Where a text names a subject, and with how many characters."""
    for one in (*things_in(text), *found_in(text)):
        if one.subject == name:
            return one.place, one.length
    word = word_for(name, text)
    return (word.start(), word.end() - word.start()) if word else None


def _repeated(names: Sequence[str], counts: Sequence[int]) -> tuple[str, ...]:
    """Each name as often as it is counted, as far as there is room; one of each at least."""
    found: list[str] = []
    for at, (name, count) in enumerate(zip(names, counts, strict=True)):
        room = MAX_SUBJECTS - len(found) - (len(names) - 1 - at)
        found += [name] * max(1, min(count, room))
    return tuple(found)


def _action(names: Sequence[str], text: str) -> Action | None:
    if names[0] in _STILL:
        return None
    action = action_of(text)
    return None if action in _NEED_TWO and len(names) < 2 else action
