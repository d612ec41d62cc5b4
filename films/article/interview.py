"""Tells in an article who asks and who answers: by names, by "Q:" and "A:", or by questions that are set in bold.

Questions may be the items of a list, each with its answer below it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from films.article.outline import Block, Heading, ListBlock, ListItem, Paragraph, Role
from films.article.sentences import sentences
from footage import yaml_data

_NAMED = re.compile(r"(?P<name>[^\W\d_a-zß-ÿ][^\s:：,;.!?]{0,20}(?: [^\s:：,;!?]{1,20}){0,3})\s?[:：]\s*(?P<text>\S.*)")
_ASKS = re.compile(r"[?？؟;][\"”’»」』)]*\Z")
_LEAST_QUESTIONS = 3
_ANSWER_CHARS = 80
"""Items of a list whose texts are so long on average are answers, rather than what a question is about."""

_LEAST_TURNS = 2
"""So often must each of two speakers speak."""

_ASKING, _LEAD = 0.2, 1.5
"""Who asks so often, of all that they say, and so much more often than others, is the one who asks."""


class _Marks(BaseModel):
    """See `interview.yaml`."""

    model_config = ConfigDict(extra="forbid")

    question: tuple[str, ...]
    answer: tuple[str, ...]


@dataclass(frozen=True)
class _Turn:
    """A paragraph with the name before it."""

    name: str
    text: str


def with_exchanges(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with questions, answers and speakers told as such; articles without them stay as they are."""
    blocks = [*_unlisted(blocks)]
    turns = [_turn(block) if isinstance(block, Paragraph) else None for block in blocks]
    roles = _by_mark(turns) or _by_name(turns)
    if roles:
        yield from _spoken(blocks, turns, roles)
    else:
        yield from _asked(blocks)


def _unlisted(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, lists of questions and answers as a heading and a text each."""
    exchanges = [block for block in blocks if isinstance(block, ListBlock) and _is_answered(block)]
    asked = [item for block in exchanges for item in _top(block)]
    asking = sum(bool(_ASKS.search(_question(item)[0])) for item in asked)
    if asking < _LEAST_QUESTIONS or 2 * asking < len(asked):
        yield from blocks
        return
    level = 0
    for block in blocks:
        if isinstance(block, Heading):
            level = block.level
        if isinstance(block, ListBlock) and block in exchanges:
            yield from _exchanged(block, min(6, max(level + 1, 2)))
        else:
            yield block


def _exchanged(block: ListBlock, level: int) -> Iterator[Block]:
    top = _top(block)
    for item in block.items:
        question, answer = _question(item) if item in top else ("", item.whole)
        if question:
            yield Heading(level=level, text=question, role="question")
        if answer:
            yield Paragraph(text=answer, role="answer")


def _question(item: ListItem) -> tuple[str, str]:
    """What an item asks, set apart or as its first sentence, and the rest."""
    if item.lead:
        return item.lead, item.text
    said = sentences(item.text)
    return (said[0], " ".join(said[1:])) if len(said) > 1 and _ASKS.search(said[0]) else ("", item.text)


def _top(block: ListBlock) -> list[ListItem]:
    top = min(item.depth for item in block.items)
    return [item for item in block.items if item.depth == top]


def _is_answered(block: ListBlock) -> bool:
    """Whether what stands below a few words of each item is long enough for an answer."""
    items = [_question(item) for item in _top(block)]
    said = sum(len(item.whole) for item in block.items) - sum(len(question) for question, _ in items)
    return all(question for question, _ in items) and said >= _ANSWER_CHARS * len(items)


def _turn(block: Paragraph) -> _Turn | None:
    if block.lead and block.text:
        return _Turn(block.lead.rstrip(" :："), block.text)
    found = _NAMED.fullmatch(block.text)
    return _Turn(found["name"], found["text"]) if found else None


def _by_mark(turns: Sequence[_Turn | None]) -> dict[str, Role]:
    """The role of each "Q" and "A", if the article is written so."""
    seen = Counter(_mark(turn.name) for turn in turns if turn)
    if seen["question"] < _LEAST_TURNS or seen["answer"] < _LEAST_TURNS:
        return {}
    return {turn.name: role for turn in turns if turn and (role := _mark(turn.name))}


@cache
def _marks() -> _Marks:
    return yaml_data.load(_Marks, Path(__file__).with_name("interview.yaml"))


def _mark(name: str) -> Role:
    marks = _marks()
    bare = re.sub(r"[\s\d.]+\Z", "", name).casefold()
    if bare in {one.casefold() for one in marks.question}:
        return "question"
    return "answer" if bare in {one.casefold() for one in marks.answer} else ""


def _by_name(turns: Sequence[_Turn | None]) -> dict[str, Role]:
    """The role of each speaker, where at least two take turns."""
    said: dict[str, list[str]] = {}
    for turn in turns:
        if turn:
            said.setdefault(turn.name, []).append(turn.text)
    speakers = {name: texts for name, texts in said.items() if len(texts) >= _LEAST_TURNS}
    if len(speakers) <= 1 or 2 * sum(map(len, speakers.values())) < sum(turn is not None for turn in turns):
        return {}
    asking = {name: sum("?" in text or "？" in text for text in texts) / len(texts) for name, texts in speakers.items()}
    if not any(asking.values()) and min(map(len, speakers.values())) <= _LEAST_TURNS:
        return {}  # "Verdict: ..." twice is nobody's name
    lengths = {name: sum(map(len, texts)) / len(texts) for name, texts in speakers.items()}
    first, second = sorted(speakers, key=lambda name: asking[name] / (1 + lengths[name]), reverse=True)[:2]
    is_clear = asking[first] >= _ASKING and lengths[first] * _LEAD <= lengths[second]
    if not is_clear and asking[first] < max(_ASKING, _LEAD * asking[second]):
        return dict.fromkeys(speakers, "")
    return {name: "question" if name == first else "answer" for name in speakers}


def _spoken(blocks: Sequence[Block], turns: Sequence[_Turn | None], roles: dict[str, Role]) -> Iterator[Block]:
    now: tuple[Role, str] = ("", "")
    for block, turn in zip(blocks, turns, strict=True):
        if turn and turn.name in roles:
            now = (roles[turn.name], "" if _mark(turn.name) else turn.name)
            if isinstance(block, Paragraph):
                yield block.model_copy(update={"lead": "", "text": turn.text, "role": now[0], "speaker": now[1]})
        elif isinstance(block, Paragraph) and now[1] and now[0] != "question":
            yield block.model_copy(update={"role": now[0], "speaker": now[1]})
        else:
            if isinstance(block, Heading):
                now = ("", "")
            yield block


def _asked(blocks: Sequence[Block]) -> Iterator[Block]:
    """Questions in bold or in headings, and what stands under each."""
    asks = [_is_question(block) for block in blocks]
    if sum(asks) < _LEAST_QUESTIONS:
        yield from blocks
        return
    inside = False
    for block, is_question in zip(blocks, asks, strict=True):
        if is_question:
            inside = True
            yield block.model_copy(update={"role": "question"})
        elif isinstance(block, Paragraph) and inside:
            yield block.model_copy(update={"role": "answer"})
        else:
            inside = inside and not isinstance(block, Heading)
            yield block


def _is_question(block: Block) -> bool:
    if isinstance(block, (Heading, Paragraph)) and block.role:
        return block.role == "question"
    if isinstance(block, Paragraph):
        return not block.text and bool(_ASKS.search(block.lead))
    return isinstance(block, Heading) and bool(_ASKS.search(block.text))
