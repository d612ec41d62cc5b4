"""Code as scenes: the few lines that matter, whole."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from films.article.outline import Code, Paragraph
from films.article.sentences import sentences
from films.script.documents import CodeShow
from films.script.writer.draft import Draft
from films.script.writer.language import Language
from films.script.writer.matter import Chapter, Piece
from films.script.writer.photos import fits_foot
from films.script.writer.wording import led

MOST_LINES, MOST_COLUMNS, MOST_COLUMNS_UPRIGHT = 12, 64, 44
_DRAWN = re.compile(r"[┌┐└┘├┤│─╔═]{2}|\+--+\+|^\s*[-=]{6,}\s*$", re.MULTILINE)
_COMMENT = re.compile(r"^\s*(?://|#|--|/\*)")
_TELLING = re.compile(r"^\s*(?://|#|--|/\*)\s*(?:after|now|new|good|better|✅)", re.IGNORECASE)
_WORTH = 1.9
_UNTOLD = 0.5
"""A program of which nobody says what it does says little to most."""

_FEW_LINES = 4
_GOES_ON = re.compile(r"(?:[,+\\|&=({\[]|[|%]>%?|\band|\bor)\s*$")
"""How a line ends that is no last one."""

_BLANK = re.compile(r"\n\s*\n(?:\s*\n)+")


def code_draft(
    chapter: Chapter, piece: Piece, at: int, around: Sequence[Piece], language: Language, *, upright: bool
) -> Draft | None:
    """A program as a scene: all of it, or the lines that are about the chapter; None where it cannot be read."""
    block = piece.block
    if not isinstance(block, Code) or _DRAWN.search(block.text):
        return None
    lines = textwrap.dedent(_BLANK.sub("\n\n", block.text.expandtabs(2)).strip("\n")).split("\n")
    lines = ["".join(char for char in line if char.isprintable()).rstrip() for line in lines]
    # A few lines have room for what goes on in the next.
    columns = MOST_COLUMNS_UPRIGHT if upright and len(lines) > _FEW_LINES else MOST_COLUMNS
    chosen = _chosen(lines, chapter, columns)
    if not chosen or sum(len(line.strip()) for line in chosen) < 8:
        return None
    say = next((text for other in around if (text := _said(other, language))), "")
    short = 0.2 if len(chosen) == len([line for line in lines if line]) else 0.0
    kept = (*(other.id for other in around[:1] if say), piece.id)
    named = re.findall(r"\w{3,}", chapter.heading.casefold())
    about = 0.4 if any(word in "\n".join(chosen).casefold() for word in named) else 0.0
    worth = _WORTH + about + short - (0.5 if len(chosen) == 1 else 0.0) - (0.0 if say else _UNTOLD)
    show = CodeShow(text="\n".join(chosen), language=block.language)
    return Draft(show, say, at, chapter, worth, kept)


def _chosen(lines: Sequence[str], chapter: Chapter, columns: int) -> list[str]:
    if len(lines) <= MOST_LINES and all(len(line) <= columns for line in lines):
        return list(lines)
    wanted = set(re.findall(r"\w{3,}", chapter.heading.casefold()))
    best: tuple[float, list[str]] = (0.0, [])
    for start in range(len(lines)):
        window: list[str] = []
        for line in lines[start : start + MOST_LINES]:
            if len(line) > columns:
                break
            window.append(line)
            if len(window) > 1 and _opens(lines, start) and _is_closed(window, lines[start + len(window) :]):
                score = _score(window, wanted, start)
                if score > best[0]:
                    best = (score, list(window))
    return textwrap.dedent("\n".join(best[1])).strip("\n").split("\n") if best[1] else []


def _opens(lines: Sequence[str], start: int) -> bool:
    """Whether a part begins there: at the start, after an empty line, or a step deeper than the line before."""
    before = lines[start - 1] if start else ""
    return not before.strip() or _depth(before) < _depth(lines[start])


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_closed(window: Sequence[str], following: Sequence[str]) -> bool:
    """Whether it begins and ends as deep, with every bracket closed, so that it is a part that stands alone."""
    text = "\n".join(window)
    if any(text.count(opening) != text.count(closing) for opening, closing in ("()", "[]", "{}")):
        return False
    if not window[-1].strip() or _COMMENT.match(window[-1]) or _GOES_ON.search(window[-1]):
        return False
    after = next((len(line) - len(line.lstrip()) for line in following if line.strip()), 0)
    if after > len(window[0]) - len(window[0].lstrip()):
        return False
    depth = [len(line) - len(line.lstrip()) for line in window if line.strip()]
    return (
        bool(depth)
        and depth[0] == min(depth)
        and bool(window[0].strip())
        and not window[0].lstrip().startswith(("}", ")", "]"))
    )


def _score(window: Sequence[str], wanted: set[str], start: int) -> float:
    text = "\n".join(window).casefold()
    about = sum(word in text for word in wanted)
    telling = 1.5 if _TELLING.match(window[0]) else 0.0
    return 0.4 * sum(bool(line.strip()) for line in window) + 2.0 * about + telling - 0.02 * start


def _said(piece: Piece, language: Language) -> str:
    """What is said over the program: the nearest sentence of a paragraph that stands alone."""
    if not isinstance(piece.block, Paragraph):
        return ""
    found = [alone for sentence in sentences(piece.block.text) if (alone := led(sentence, language))]
    return next((text for text in reversed(found) if fits_foot(text)), "")
