"""Chooses the scenes that fill a film: what is needed, then the best of every chapter, nothing twice."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from films.article.sentences import sentences
from films.script.documents import CodeShow, PictureShow
from films.script.writer.draft import Draft, texts_of
from films.script.writer.language import Language
from films.script.writer.repeats import is_repeat, terms_of

Seconds = Callable[[Draft], float]
Terms = frozenset[str]

_NEW_CHAPTER, _SAME_CHAPTER = 0.9, 0.15
_SAME_KIND = {"text": 0.0, "picture": 0.1, "list": 0.2, "code": 0.15, "figure": 0.25}
_NEIGHBOUR = 0.5
_FOCUS = 3.0
OVER_S = 0.5
"""So much longer than its time a film may become by what is added."""
_MANY = frozenset({"list", "table", "chart", "code"})
_RESERVE = 12
_LEAST_WORTH = 0.1
"""What says less is no scene: a short article gives a short film."""
_TEXTS, _MOST_TEXT_S, _PARTED = frozenset({"text", "quote"}), 12.0, 1.25
"""A sentence that takes longer waits for what time is left."""
_MOST_SHARE = 0.4
"""No scene takes more of the film, unless there is little else."""
_USUAL_S, _HASTE = 5.0, 0.12
"""Of two scenes that say as much, the shorter leaves more room for others."""


@dataclass
class Choice:
    """What was chosen, in the order in which it was, and what has been said by it."""

    language: Language
    taken: list[Draft] = field(default_factory=list)
    said: list[Terms] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, draft: Draft, seconds: float) -> None:
        """Take a scene."""
        self.taken.append(draft)
        self.said += draft.terms(self.language)
        if draft.goes_on:
            self.said.append(terms_of(draft.follows, self.language))
        self.seconds += seconds

    def fresh(self, draft: Draft) -> Draft | None:
        """The scene, if it says something that was not said yet; a picture may be shown without its words."""
        if draft.goes_on and is_repeat(terms_of(draft.follows, self.language), self.said):
            draft = replace(draft, say=draft.say.removesuffix(draft.follows).rstrip(), follows="")
        if draft.kind in _MANY:
            texts = [terms_of(text, self.language) for text in texts_of(draft.show)]
            same = sum(is_repeat(text, self.said) for text in texts)
            if 2 * same > len(texts):
                return None
            spoken = isinstance(draft.show, CodeShow) and is_repeat(terms_of(draft.say, self.language), self.said)
            return replace(draft, say="") if spoken else draft
        if not any(is_repeat(terms, self.said) for terms in draft.terms(self.language)):
            return draft
        if isinstance(draft.show, PictureShow):
            text = draft.show.text
            kept = "" if text and is_repeat(terms_of(text, self.language), self.said) else text
            return replace(draft, show=draft.show.model_copy(update={"text": kept}), say="", worth=0.8 * draft.worth)
        return None


def choose(choice: Choice, drafts: Sequence[Draft], room_s: float, seconds: Seconds, focus: str) -> list[Draft]:
    """Take the best scenes that still fit; the rest is given back, best first.

    Args:
        choice: What is taken already; more is added.
        drafts: What can be taken.
        room_s: How long all scenes together may be, in seconds.
        seconds: How long a scene takes.
        focus: What the caller wants to be told of.
    """
    wanted = terms_of(focus, choice.language)
    most_s = max(_USUAL_S, _MOST_SHARE * room_s)
    reserve: list[Draft] = []
    left = [(draft, (_USUAL_S / seconds(draft)) ** _HASTE, -at) for at, draft in enumerate(drafts)]

    def rank() -> None:
        """Best last. Articles have thousands of sentences, and this changes only with what is taken."""
        left.sort(key=lambda one: (_gain(one[0], choice.taken, wanted, choice.language) * one[1], -one[0].at, one[2]))

    rank()
    while left:
        best = left.pop()[0]
        fresh = choice.fresh(best)
        if fresh is None or fresh.worth < _LEAST_WORTH:
            continue
        takes_s = seconds(fresh)
        if takes_s > _most_text_s(fresh) and len(reserve) < _RESERVE:
            reserve.append(fresh)
            continue
        if takes_s > most_s and room_s - choice.seconds < takes_s + most_s:
            continue
        if choice.seconds + takes_s <= room_s + OVER_S:
            choice.add(fresh, takes_s)
            rank()
        elif len(reserve) < _RESERVE:
            reserve.append(fresh)
    return _unlike(choice, reserve)


def _most_text_s(draft: Draft) -> float:
    """How long a text may stand there, each of its sentences on a card of its own."""
    if draft.kind not in _TEXTS:
        return math.inf
    return _MOST_TEXT_S * (_PARTED if len(sentences("".join(texts_of(draft.show)))) > 1 else 1.0)


def _unlike(choice: Choice, reserve: Sequence[Draft]) -> list[Draft]:
    """What can still be added to what was taken, so that nothing is said twice even if all of it is."""
    ahead = Choice(choice.language, list(choice.taken), list(choice.said))
    found: list[Draft] = []
    for draft in reserve:
        fresh = ahead.fresh(draft)
        if fresh is not None:
            found.append(fresh)
            ahead.add(fresh, 0.0)
    return found


def _gain(draft: Draft, taken: Sequence[Draft], wanted: Terms, language: Language) -> float:
    same = sum(one.kind == draft.kind for one in taken)
    chapter = sum(one.chapter is draft.chapter and (one.kind == draft.kind) for one in taken)
    near = sum(one.kind == draft.kind and abs(one.at - draft.at) < 1 for one in taken)
    rare = 1 + _SAME_KIND.get(draft.kind, 0.3) * same
    about = bool(wanted) and any(wanted & terms for terms in draft.terms(language))
    return (
        draft.worth / rare
        + (
            0.0
            if any(one.chapter is draft.chapter for one in taken)
            else _NEW_CHAPTER * max(0.0, min(1.0, draft.worth))
        )
        - _SAME_CHAPTER * chapter
        - _NEIGHBOUR * near
        + (_FOCUS if about else 0.0)
    )
