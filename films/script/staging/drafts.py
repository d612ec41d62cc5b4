"""The beats of one scene before their lengths are known, and what stands at their foot where nobody speaks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from films.script.staging.foot import captions_of
from films.script.staging.pages import by_sentences, paged
from films.script.staging.times import SETTLE_S, card_s, text_s
from painter import Card, ListCard, PhotoCard, StepsCard, TextCard

QUIET: Mapping[str, Any] = {"setting": "abstract", "variant": None, "subjects": ()}
"""What is behind cards: nothing that says anything of its own."""

FitsWith = Callable[[Card, str], bool]
"""Whether a card can be read with a line at the foot of the picture, which may be empty."""

_LEAST_S = {"photo": 3.0, "place": 2.5, "chart": 3.5, "table": 3.5, "code": 3.5, "split": 4.0, "statistic": 2.5}
_LEAST_ELSE_S = 2.0
_MOST_S = {"statistic": 4.5, "title": 5.0, "quote": 9.0, "chart": 9.0, "table": 9.0, "split": 9.0, "code": 10.0}
_MOST_ELSE_S, _MOST_LIST_S = 6.0, 11.0
_MOST_READ_S = 15.0
"""What takes longer to read is shown on several cards."""


@dataclass(frozen=True)
class Draft:
    """One beat.

    Attributes:
        card: What is written in it.
        fields: What else its `painter.Beat` has.
        read_s: How long it takes to read, in seconds.
        caption: The line at its foot.
        title: Words over a place.
    """

    card: Card | None
    fields: Mapping[str, Any]
    read_s: float
    caption: str = ""
    title: str = ""

    @property
    def seen_s(self) -> float:
        """How long it should be seen, in seconds."""
        return max(self._least_s, self.read_s)

    @property
    def tight_s(self) -> float:
        """How long it must be seen, in seconds: as its words can just be read."""
        return max(self._least_s, self.read_s - SETTLE_S)

    @property
    def _least_s(self) -> float:
        return _LEAST_S.get(self.card.kind if self.card else "place", _LEAST_ELSE_S)

    @property
    def most_s(self) -> float:
        """How long it is worth looking at, in seconds, unless it takes longer to read."""
        match self.card:
            case None:
                wanted_s = _MOST_ELSE_S
            case ListCard(items=items) | StepsCard(items=items):
                wanted_s = min(_MOST_LIST_S, 1.5 + 1.6 * len(items))
            case card:
                wanted_s = _MOST_S.get(card.kind, _MOST_ELSE_S)
        return max(self.seen_s, wanted_s)


def drafts_of(cards: Sequence[Card], fits: FitsWith) -> list[Draft]:
    """A beat for each card, or for each of the pages that it needs."""
    each = [one for card in cards for one in by_sentences(card)]
    pages = paged(each, lambda card: card_s(card) <= _MOST_READ_S and fits(card, ""))
    return [Draft(card, QUIET, card_s(card)) for card in pages]


def with_foot(drafts: Sequence[Draft], below: Sequence[str], fits: FitsWith, *, is_wide: bool) -> list[Draft]:
    """Beats with the sentences that nobody speaks: at their foot, and then on beats of their own.

    A picture goes on with the next words below it. After a card whole sentences have cards of their own, since a part
    of a sentence there would look like a new message.

    Args:
        drafts: The beats of a scene.
        below: What its pictures do not say.
        fits: Whether a card can be read with a line at its foot.
        is_wide: Whether the frame is wider than high.
    """
    if not below:
        return [*drafts]
    if isinstance(drafts[-1].card, PhotoCard | None):
        return _going_on(drafts, captions_of(below, is_wide=is_wide), fits)
    first, *rest = captions_of(below, is_wide=is_wide, whole=True)
    if any(draft.card and not fits(draft.card, first) for draft in drafts[:1]) or first not in captions_of(
        [first], is_wide=is_wide
    ):
        return [*drafts, *drafts_of([TextCard(text=one) for one in (first, *rest)], fits)]
    return [_captioned(drafts[0], first), *drafts[1:], *drafts_of([TextCard(text=one) for one in rest], fits)]


def _going_on(drafts: Sequence[Draft], parts: Sequence[str], fits: FitsWith) -> list[Draft]:
    found: list[Draft] = []
    left = list(parts)
    for draft in drafts:
        takes = left and (draft.card is None or fits(draft.card, left[0]))
        found.append(_captioned(draft, left.pop(0)) if takes else draft)
    bare = replace(found[-1], title="", caption="", read_s=SETTLE_S)
    if isinstance(bare.card, PhotoCard):
        bare = replace(bare, card=bare.card.model_copy(update={"text": ""}))
    return [*found, *(_captioned(bare, words) for words in left)]


def _captioned(draft: Draft, words: str) -> Draft:
    return replace(draft, caption=words, read_s=draft.read_s + text_s(words))
