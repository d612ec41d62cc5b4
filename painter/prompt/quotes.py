"""Shows every text that a prompt quotes: the first is the title, the others come one after another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from painter.plan import Beat, FilmPlan
from painter.prompt import titles
from painter.prompt.clauses import clauses_of
from painter.prompt.forms.asking import asked
from painter.prompt.forms.messages import is_fact, tells
from painter.prompt.forms.writing import QUOTED, clean
from painter.prompt.wordlists import vocabularies
from painter.prompt.wordlists.words import Words

_MOST_NAMED = 4
_RECOGNISED_CHARS = 12
"""By so much of its beginning a fact is found in a title, which may be cut."""


def with_quotes(beats: Sequence[Beat], prompt: str) -> list[Beat]:
    """The beats with a place for each quoted text after the first, as far as there is room: the last one ends the film.

    Args:
        beats: In which at most the first of them is shown.
        prompt: What was asked for.
    """
    later, found = _unshown(beats, prompt), list(beats)
    if not later or any(beat.card for beat in beats):
        return found
    if len(found) == 1:
        return [found[0].model_copy(update={"titles": (*found[0].titles[:1], *later)[:2]})]
    places = [at for at in range(1, len(found)) if not found[at].titles] or list(range(1, len(found)))
    for at, texts in zip(_spread(places, len(later)), _pairs(later, len(places)), strict=False):
        found[at] = found[at].model_copy(update={"titles": texts})
    return found


def _unshown(beats: Sequence[Beat], prompt: str) -> list[str]:
    """The quoted texts that are nowhere in the film; none where the prompt wants no text."""
    if Words(prompt).refused(vocabularies.REFUSABLE_TEXT):
        return []
    shown = " ".join(text for beat in beats for text in _texts(beat)).casefold()
    return [one for one in _quoted(prompt) if one.casefold() not in shown]


def quote_notes(film: FilmPlan, prompt: str) -> tuple[str, ...]:
    """A note that names the quoted texts and the facts that the film has no room for; empty where all are shown."""
    missing = _unshown(film.beats, prompt)
    missing = missing or _untold(film.beats, prompt)
    if not missing:
        return ()
    named = ", ".join(f"“{one}”" for one in missing[:_MOST_NAMED]) + (" and more" if len(missing) > _MOST_NAMED else "")
    return (f"The film has no room for {named}: make it longer, or show them as cards of a plan.",)


def _untold(beats: Sequence[Beat], prompt: str) -> list[str]:
    """The facts of an offer that are nowhere in the film, of each as much as a title would have."""
    asks = asked(prompt)
    if asks.is_described or asks.shots or not tells(asks.text) or Words(prompt).refused(vocabularies.REFUSABLE_TEXT):
        return []
    if any(beat.card and beat.card.kind not in {"title", "end"} for beat in beats):
        return []  # a card has them in pieces
    shown = _bare(" ".join(text for beat in beats for text in _texts(beat)))
    facts = (titles.shorten(clause, titles.HEADLINE_CHARS) for clause in clauses_of(prompt) if is_fact(clause))
    return [one for one in facts if _bare(one)[:_RECOGNISED_CHARS] not in shown]


def _bare(text: str) -> str:
    """The words of a text alone, to be found in another one."""
    return " ".join(re.sub(r"[^\w%€$£¥₹.]", " ", text.casefold()).split())


def _quoted(prompt: str) -> list[str]:
    asks = asked(prompt)
    found = [*asks.titles, *(clean(one.group(1) or one.group(2)) for one in QUOTED.finditer(asks.text))]
    return list(dict.fromkeys(titles.shorten(one, titles.HEADLINE_CHARS * 2) for one in found if one))


def _spread(places: Sequence[int], count: int) -> list[int]:
    """As many places as there are texts, evenly over the film, the last one at its end."""
    used = min(count, len(places))
    return [places[(at + 1) * len(places) // used - 1] for at in range(used)]


def _pairs(texts: Sequence[str], places: int) -> list[tuple[str, ...]]:
    """The texts of each place: one, or two where there are more texts than places."""
    if len(texts) <= places:
        return [(one,) for one in texts]
    return [tuple(texts[at : at + 2]) for at in range(0, min(len(texts), 2 * places), 2)]


def _texts(beat: Beat) -> Iterator[str]:
    yield from (*beat.titles, *beat.lower_third, beat.caption or "")
    if beat.card:
        yield from (str(value) for value in beat.card.model_dump().values() if isinstance(value, str))
