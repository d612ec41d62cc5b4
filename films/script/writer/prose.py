"""Paragraphs and quotations as scenes: one message each, a figure where a sentence is about one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from films.article.outline import Note, Paragraph, Quotation
from films.article.sentences import TermWeights, is_dense, is_spaceless, sentences, stop_of
from films.script.documents import SHOWN_CHARS, FigureShow, QuoteShow, Show, TextShow
from films.script.writer.draft import Draft
from films.script.writer.figures import Figure, figures_in
from films.script.writer.language import Language
from films.script.writer.matter import Chapter, Matter, Piece
from films.script.writer.repeats import is_repeat, terms_of
from films.script.writer.speech import goes_on, quoted_speech
from films.script.writer.wording import (
    SHOWN_SPACELESS,
    capitalised,
    cleaned,
    fits_glance,
    is_long,
    is_question,
    is_whole,
    paged,
    shown,
    standing,
)

_BIOGRAPHY = re.compile(r"(?:[A-ZÀ-Þ][\w’'.-]+\s){2,3}(?:is|was|es|est|ist|war|è|é|são|e?ra)\s(?!to\b)")
_SIGNS = frozenset('.!?…:;。！？：।؟"”’»」』)）')
Worth = Callable[[str], float]

_LABELLED = re.compile(r"^(?P<label>[^:：]{2,60})\s?[:：]\s?(?P<value>.+)$")
_KICKER_CHARS = 48
_LABEL_CHARS, _LABEL_SPACELESS = 70, 34
_FIRST, _OPENING = 0.35, 0.45
_SHORT, _PAGED = 0.3, -0.35
_FIGURE = 0.9
_SPEECH, _UNNAMED, _ADDED = 1.2, 0.8, 0.6
_ANNOUNCED, _INTRODUCED = 0.8, 0.6
_ALONE, _STRONG = 0.3, 0.6
"""A paragraph of one sentence is one that the author set apart."""
_QUOTE_CHARS, _QUOTE_SPACELESS = 180, 80
_GOING_ON_CHARS, _GOING_ON_SPACELESS = 100, 44


@dataclass(frozen=True)
class Ways:
    """How a paragraph stands in its article.

    Attributes:
        opens: Whether it is the first of its chapter.
        leads: Whether it leads to a list or the like, which its last sentence announces.
        ends: Whether sentences of this article have a sign at their end; those without are links and labels then.
        closes: Whether it is among the last of the article, where its authors are told of.
        subject: What the article is about: its title.
        then: How the next paragraph begins, with which one may be taken back.
        before: The paragraph before it, whose speaker may go on.
    """

    opens: bool
    leads: bool
    ends: bool
    closes: bool
    subject: str = ""
    then: str = ""
    before: str = ""


def worth_of(matter: Matter) -> Worth:
    """How much a sentence says about the article: 0 to 2."""
    said = [
        one for _, piece in matter.pieces if isinstance(piece.block, Paragraph) for one in sentences(piece.block.text)
    ]
    weights = TermWeights(said, [matter.title, *(chapter.heading for chapter in matter.chapters)])
    best = max((weights.of(one) for one in said), default=1.0) or 1.0
    return lambda text: max(0.05, 2 * weights.of(text) / best)


def paragraph_drafts(
    chapter: Chapter, piece: Piece, at: int, worth: Worth, language: Language, ways: Ways
) -> Iterator[Draft]:
    """Each sentence of a paragraph that stands alone, as a scene."""
    if not isinstance(piece.block, Paragraph):
        return
    lead, said = piece.block.lead, sentences(piece.block.text)
    if ways.closes and _BIOGRAPHY.match(piece.block.text):
        return
    if speech := quoted_speech(piece.block.text, ways.before):
        words, speaker = speech
        value = worth(words) + (_SPEECH if speaker else _UNNAMED) - _ADDED * goes_on(piece.block.text)
        yield Draft(QuoteShow(text=words, by=speaker[:120]), words, at, chapter, value, (piece.id,))
        return
    labelled = _labelled_figure(piece.block.whole, chapter, piece, language, ways.subject)
    if labelled:
        yield replace(labelled, at=at, worth=worth(piece.block.whole) + labelled.worth)
        return
    if len(said) == 1 and ways.ends and not is_ended(piece.block.text):
        return
    kicker = cleaned(lead).rstrip(".:!?") if lead and len(lead) <= _KICKER_CHARS else chapter.kicker
    for index, sentence in enumerate(said):
        before = said[index - 1] if index else ""
        if before and is_question(before) and len(sentence.split()) < 5:
            continue
        bonus = (
            (_ALONE if len(said) == 1 else 0.0)
            + (_FIRST if index == 0 else 0.0)
            + (_OPENING if ways.opens and index == 0 else 0.0)
        )
        bonus += _STRONG * _is_strong(sentence, piece.block.strong)
        bonus -= _INTRODUCED if chapter.heading and not chapter.name and chapter.part == "body" else 0.0
        draft = sentence_draft(sentence, chapter, piece, language, kicker=kicker)
        if draft:
            announces = _ANNOUNCED if ways.leads and index == len(said) - 1 and index + bonus else 0.0
            after = [*said[index + 1 :], ways.then][:2]
            following = () if isinstance(draft.show, FigureShow) else after
            doubt = announces + _doubt(sentence, following, language)
            value = worth(sentence) + bonus + draft.worth - doubt
            more = _going_on(said[index + 1 : index + 2], draft, language)
            yield Draft(draft.show, draft.say, at + index / 100, chapter, value, (piece.id,), follows=more)


def _is_strong(sentence: str, strong: Sequence[str]) -> bool:
    """Whether its author has set a sentence bold, or most of it."""
    return any(sentence in part or (part in sentence and 2 * len(part) > len(sentence)) for part in strong)


def _going_on(following: Sequence[str], draft: Draft, language: Language) -> str:
    """The next sentence, if a voice can go on with it after one that is shown in few words."""
    text = cleaned(following[0]) if following else ""
    short = _GOING_ON_SPACELESS if is_dense(text) else _GOING_ON_CHARS
    if not text or len(text) + len(draft.say) > 2 * short or len(text) > short or is_question(text):
        return ""
    off = language.has("furniture", text) or language.has("dangling", text) or text.endswith((":", "：", "…"))
    off = off or language.begins("questions", text) != ""
    return "" if off or not is_whole(text) else text


def _doubt(sentence: str, following: Sequence[str], language: Language) -> float:
    """How much less a sentence is worth: one that the next takes back, one that points, one that only exclaims."""
    taken_back = any(language.begins("adversatives", one) for one in following)
    points = not language.is_spaceless and language.has("loose", sentence)
    hangs = bool(language.begins("subordinate", sentence)) and not fits_glance(sentence)
    supposed = language.has("hypothetical", sentence)
    return (
        1.2 * taken_back + 1.2 * supposed + 0.9 * points + 0.7 * hangs + 0.8 * sentence.rstrip().endswith(("!", "！"))
    )


def is_ended(text: str) -> bool:
    """Whether a sign ends a text."""
    return text.rstrip()[-1:] in _SIGNS


def sentence_draft(
    sentence: str, chapter: Chapter, piece: Piece, language: Language, *, kicker: str = ""
) -> Draft | None:
    """A sentence as a scene, if it stands alone and can be shown; its worth is that of its form."""
    alone = standing(sentence, language)
    if not alone:
        return None
    short = shown(alone, language)
    found = None if language.has("hypothetical", alone) else _telling(alone, language)
    if found and found.rank > 1 and len(alone) <= (_LABEL_SPACELESS if is_dense(alone) else _LABEL_CHARS):
        told = short if short and found.text in short else alone
        show: Show = FigureShow(value=found.text, label=_label(told, found))
        return Draft(show, alone, 0, chapter, _FIGURE + 0.2 * (found.rank - 2), (piece.id,))
    text = short or paged(alone, language)
    if not text:
        return None
    if is_long(alone):
        alone = f"{text}{stop_of(text)}"
    spare = 1 if short else len(text) / (SHOWN_SPACELESS if is_dense(text) else SHOWN_CHARS)
    value = _SHORT if short else _PAGED - 0.5 * (spare - 1)
    above = "" if is_repeat(terms_of(text, language), [terms_of(kicker, language)]) else kicker
    return Draft(TextShow(text=text, kicker=above), alone, 0, chapter, value, (piece.id,))


def quotation_drafts(chapter: Chapter, piece: Piece, at: int, language: Language) -> Iterator[Draft]:
    """A quotation with the one who said it; one of nobody is a note of the article's own."""
    block = piece.block
    if isinstance(block, Note):
        block = Quotation(text=block.text)
    if not isinstance(block, Quotation) or language.has("furniture", block.text):
        return
    text = " ".join(block.text.split())
    most = _QUOTE_SPACELESS if is_dense(text) else _QUOTE_CHARS
    whole = text if len(text) <= most else _most_of(sentences(text), most)
    if not block.source:
        for index, sentence in enumerate(sentences(text)):
            draft = sentence_draft(sentence, chapter, piece, language, kicker=chapter.kicker)
            if draft:
                worth = 0.5 + draft.worth - _doubt(sentence, (), language)
                yield Draft(draft.show, draft.say, at + index / 100, chapter, worth, (piece.id,))
        return
    if whole and not is_question(whole):
        yield Draft(QuoteShow(text=whole, by=block.source[:120]), whole, at, chapter, 2.0, (piece.id,))


def _most_of(said: Sequence[str], most: int) -> str:
    """The first sentences that fit."""
    text = ""
    for sentence in said:
        if len(text) + len(sentence) + 1 > most:
            break
        text = f"{text} {sentence}" if text and not is_spaceless(sentence) else text + sentence
    return text


def _labelled_figure(sentence: str, chapter: Chapter, piece: Piece, language: Language, subject: str) -> Draft | None:
    """Writes "Total: $1.2m per month" as a figure with its label; a mere "Total" is told to be one of what."""
    bare = cleaned(sentence).rstrip(".。:：")
    found = _LABELLED.match(bare)
    if not found or language.has("furniture", bare) or language.has("dangling", bare):
        return None
    value = found["value"].strip()
    figures = figures_in(value, language)
    if len(figures) != 1 or figures[0].text != value or not figures[0].rank:
        return None
    label = found["label"].strip()
    bonus = 0.8 if language.has("total", label) else 0.0
    named = f"{subject}: {label}" if language.is_one_of("total", label) and subject else label
    show = FigureShow(value=value, label=named if len(named) <= _LABEL_CHARS else label)
    return Draft(show, f"{label}: {value}", 0, chapter, _FIGURE + 0.3 + bonus, (piece.id,))


def _telling(sentence: str, language: Language) -> Figure | None:
    """The figure that a sentence is about: the only one of its rank."""
    figures = [figure for figure in figures_in(sentence, language) if not _is_quoted(sentence, figure)]
    best = max((figure.rank for figure in figures), default=0)
    first = [figure for figure in figures if figure.rank == best]
    return first[0] if len(first) == 1 else None


def _is_quoted(sentence: str, figure: Figure) -> bool:
    """Whether a figure is part of what is only quoted, such as a line of an advertisement."""
    before = sentence[: figure.start]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _label(sentence: str, figure: Figure) -> str:
    """What a figure counts: the words after it where it comes first, else the whole sentence."""
    rest = sentence[figure.end :].strip().rstrip(".。")
    if figure.start == 0 and len(rest) > 3 and rest[0] not in ",.;:、，-–—" and not is_spaceless(rest):
        return capitalised(rest)
    return sentence.strip().rstrip(".。")
