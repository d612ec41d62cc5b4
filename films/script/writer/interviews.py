"""Interviews as scenes: the question small, the answer large, under the name of who gives it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from films.article.outline import Paragraph
from films.article.sentences import is_dense, is_spaceless, sentences, with_stop
from films.script.documents import QuoteShow, Show, TextShow
from films.script.writer.draft import Draft
from films.script.writer.kinds import speaker_of
from films.script.writer.language import Language
from films.script.writer.matter import Chapter, Matter, Piece
from films.script.writer.prose import Worth
from films.script.writer.wording import cleaned, is_question, paged, shown, standing, without_connective

_QUESTION_CHARS, _QUESTION_SPACELESS = 90, 40
_QUESTION_FEW = 5
_FIRST_ANSWERS = 12
_ASKED, _SHORT, _NUMBER, _LONG = 0.8, 0.3, 1.2, 0.4
_Q, _A = (
    frozenset({"q", "question", "frage", "pregunta", "問", "问", "問題", "質問"}),
    frozenset({"a", "answer", "antwort", "respuesta", "答"}),
)


@dataclass
class Turn:
    """A question with what was answered, as sentences with the block each stands in."""

    question: str
    chapter: Chapter
    at: int
    piece: Piece
    speaker: str = ""
    answers: list[tuple[str, Piece]] = field(default_factory=list)


def _titled(speaker: str, headings: Sequence[str]) -> str:
    """A name with what the person does, where a heading says that."""
    return next((heading for heading in headings if speaker and heading.startswith(f"{speaker},")), speaker)


def interview_drafts(matter: Matter, speakers: Sequence[str], worth: Worth) -> Iterator[Draft]:
    """Each question that can be read at a glance, with the best of its answer; and words that stand without one."""
    headings = [chapter.heading for chapter in matter.chapters]
    for turn in _turns(matter, speakers):
        yield from _of_turn(turn, worth, matter.language, headings)


def _of_turn(turn: Turn, worth: Worth, language: Language, headings: Sequence[str]) -> Iterator[Draft]:
    limit = _QUESTION_SPACELESS if is_dense(turn.question) else _QUESTION_CHARS
    asked = turn.question if len(turn.question) <= limit and not _leans(turn.question, language) else ""
    for index, (sentence, piece) in enumerate(turn.answers[:_FIRST_ANSWERS]):
        alone = standing(sentence, language)
        short = shown(alone, language) if alone else ""
        text = short or paged(alone, language)
        if not text:
            continue
        speaker = "" if turn.speaker.casefold() in _A else turn.speaker
        near = asked if index < 5 else ""
        by = _titled(speaker, headings)[:120]
        is_verbatim = text in sentence
        show: Show = TextShow(text=text, kicker=near or by)
        if not near and is_verbatim:
            show = QuoteShow(text=text, by=by)
        value = (
            worth(sentence)
            + _NUMBER * language.has("magnitudes", alone)
            + (_ASKED - 0.08 * index if near else 0.0)
            + (_SHORT if short else 0.0)
            - _LONG * max(0.0, len(text) / (_QUESTION_SPACELESS if is_dense(text) else _QUESTION_CHARS) - 1)
        )
        say = f"{with_stop(near)} {alone}" if near else alone
        blocks = tuple(dict.fromkeys((turn.piece.id, piece.id)))
        yield Draft(show, say, turn.at + index / 100, turn.chapter, value, blocks, speaker=by if is_verbatim else "")


def _leans(question: str, language: Language) -> bool:
    """Whether a question needs what was said before it."""
    return language.has("loose", question) or language.has("dangling", question) or is_small_question(question)


def is_small_question(question: str) -> bool:
    """Whether it asks nothing by itself, such as "And then?"."""
    return len(question) < _QUESTION_FEW if is_spaceless(question) else len(question.split()) < _QUESTION_FEW


def _turns(matter: Matter, speakers: Sequence[str]) -> list[Turn]:
    asker = _asker(matter, speakers)
    turns: list[Turn] = []
    speaker = ""
    at = 0
    for chapter in matter.chapters:
        if not speakers and chapter.asks and chapter.pieces:
            turns.append(Turn(cleaned(chapter.heading), chapter, at, chapter.pieces[0]))
        for index, piece in enumerate(chapter.pieces):
            if not isinstance(piece.block, Paragraph) or chapter.part == "skipped":
                continue
            name, text = speaker_of(piece.block)
            speaker, text = (name, text) if name in speakers else (speaker, piece.block.whole)
            if speakers and speaker == asker:
                turns.append(Turn(_question(text, matter.language), chapter, at + index, piece))
            elif turns:
                turns[-1].speaker = speaker
                turns[-1].answers += [(sentence, piece) for sentence in sentences(text)]
        at += len(chapter.pieces) + 1
    return [turn for turn in turns if turn.answers]


def _asker(matter: Matter, speakers: Sequence[str]) -> str:
    """Who asks: the one whose turns end in a question most often."""
    asked: Counter[str] = Counter()
    for _, piece in matter.pieces:
        if isinstance(piece.block, Paragraph):
            name, text = speaker_of(piece.block)
            if name in speakers:
                asked[name] += 2 * is_question(text) + (name.casefold() in _Q)
    return asked.most_common(1)[0][0] if asked else ""


def _question(text: str, language: Language) -> str:
    """The last question of a turn, without what is said before it."""
    asked = [cleaned(sentence) for sentence in sentences(text) if is_question(sentence)]
    return without_connective(asked[-1], language) or asked[-1] if asked else ""
