"""Steps in few words: what is done, without how long, what for and what comes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from films.article.sentences import is_dense, is_spaceless, sentences
from films.script.writer.language import Language
from films.script.writer.wording import SHOWN_SPACELESS, capitalised, is_whole, shown, without_purpose

STEP_CHARS, STEP_SPACELESS = 96, 44
"""A step that is longer is shortened, if it can be: a numbered list is read item by item."""

_CLAUSE = re.compile(r"\s*;\s+|[，、；]|[,،]\s+")
_FINAL = re.compile(r"[.。।;,،，、\s]+$")
_FEW_WORDS, _NEXT_WORDS, _FEW_SPACELESS = 3, 4, 6


def step_of(text: str, language: Language, *, brief: bool = False) -> str:
    """A step as it stands in a list; nothing where it cannot be said in so few words.

    Args:
        text: The step as it is written.
        language: The article's.
        brief: Whether time is short: then even what would fit is said in the fewest words.
    """
    most = STEP_SPACELESS if is_dense(text) else STEP_CHARS
    forms = [form for form in _shorter(_FINAL.sub("", text), language) if form and is_whole(form)]
    fitting = [form for form in forms if len(form) <= most]
    return (min(fitting, key=len) if brief else fitting[0]) if fitting else ""


def _shorter(text: str, language: Language) -> Iterator[str]:
    """The step, and ever shorter forms of it."""
    yield text
    said = sentences(text)
    first = _FINAL.sub("", said[0]) if said else text
    yield first
    yield shown(first, language)
    plain = without_purpose(first, language)
    yield plain
    yield _deed(plain, language)


def _deed(text: str, language: Language) -> str:
    """The first clause that tells what to do; commas between the things of a list part no clauses."""
    if re.search(r"[:：]", text):
        return text
    borders = list(_CLAUSE.finditer(text))
    start = 0
    for border in borders:
        head, rest = text[start : border.start()].strip(), text[border.end() :]
        if not _is_clause(head) or not _goes_on(rest):
            continue
        if language.begins("subordinate", head):  # "When it boils, add the rice"
            start = border.end()
            continue
        return capitalised(head)
    return capitalised(text[start:].strip())


def _is_clause(head: str) -> bool:
    return len(head) >= _FEW_SPACELESS if is_dense(head) else len(head.split()) >= _FEW_WORDS


def _goes_on(rest: str) -> bool:
    """Whether a clause follows, not the next thing of several."""
    part = _CLAUSE.split(rest, maxsplit=1)[0]
    return len(part) >= SHOWN_SPACELESS // 4 if is_spaceless(part) else len(part.split()) >= _NEXT_WORDS
