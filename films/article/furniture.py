"""Takes out what stands around an article on its site: days, names, counts, buttons, lists of other articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from films.article.outline import (
    Block,
    Code,
    Heading,
    ListBlock,
    ListItem,
    Note,
    Paragraph,
    Quotation,
    Table,
)
from footage import yaml_data

_LONGEST_LINE, _LONGEST_SAID, _LONGEST_NAME = 140, 280, 60
_FIRST_BLOCKS, _LAST_BLOCKS = 5, 4
"""Names and days stand among these."""

_LEAST_CONTENTS = 3
_MAINLY = 2
"""So many times as long is an article as what its page shows below it."""

_BARRED = re.compile(r"(?P<rest>.*\S)\s+[|·]\s+(?P<last>[^|·]+)\Z")
_LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "ja", "zh", "ko", "ar", "he", "ru", "nl", "pl", "sv", "tr")
_SIGNS = re.compile(r"^[\W_]+|[\W_]+$")
_WORDS = re.compile(r"[^\W\d_]+")
_NUMBERED = re.compile(r"^\s*(?:\d+[.)、．]?|[一二三四五六七八九十]+[、．.]|第.{1,3}[章节節回])\s*")


class _Furniture(BaseModel):
    """See `furniture.yaml`."""

    model_config = ConfigDict(extra="forbid")

    of_dates: str
    by: str
    lines: tuple[str, ...]
    anywhere: tuple[str, ...]
    heads: tuple[str, ...]
    sheet: tuple[str, ...]


@dataclass(frozen=True)
class _Patterns:
    of_dates: frozenset[str]
    by: re.Pattern[str]
    lines: re.Pattern[str]
    anywhere: re.Pattern[str]
    heads: re.Pattern[str]
    sheet: re.Pattern[str]


def without_furniture(blocks: Sequence[Block]) -> tuple[list[Block], int]:
    """The blocks of an article without what belongs to its site, and how many those are."""
    every = len(blocks)
    blocks = blocks[: _end(blocks)]
    titles = {_folded(one.text) for one in blocks if isinstance(one, Heading)}
    kept: list[Block] = []
    closed = 0  # the level of a heading that is left out with what is under it
    for at, block in enumerate(blocks):
        if isinstance(block, Heading):
            closed = 0 if block.level <= closed else closed
            if not closed and _is_closing(blocks, at):
                closed = block.level
        if closed and not isinstance(block, Code | Table):
            continue
        is_edge = at < _FIRST_BLOCKS or at >= len(blocks) - _LAST_BLOCKS
        if (rest := _without_lines(block, titles, is_edge=is_edge)) is not None:
            kept.append(rest)
    if not any(isinstance(one, Paragraph | ListBlock | Quotation | Note | Code | Table) for one in kept):
        return list(blocks), 0  # an article about nothing else
    return kept, every - len(kept)


def without_site(title: str, site: str) -> str:
    """A title without what a page adds to it behind a bar: the site's name, also where it is shortened, and a day.

    Args:
        title: As the page has it.
        site: What the site is called; empty where that is not known.
    """
    while (found := _BARRED.match(title)) and (_is_name_of(found["last"], site) or _is_full_day(found["last"])):
        title = found["rest"]
    return title


def _is_name_of(text: str, site: str) -> bool:
    return len(text) > 1 and site.casefold().startswith(text.casefold())


def _is_full_day(text: str) -> bool:
    return _is_day(text) and not text.isdigit()  # a mere year is what the title is about


def _end(blocks: Sequence[Block]) -> int:
    """How many blocks the article has before a list that tells of it when, by whom and on what it was."""
    for at, block in enumerate(blocks):
        if isinstance(block, ListBlock) and _is_sheet(block):
            before, after = (
                sum(len(one.whole) for one in part if isinstance(one, Paragraph)) for part in (blocks[:at], blocks[at:])
            )
            if before > _MAINLY * after:
                return at
    return len(blocks)


def _is_sheet(block: ListBlock) -> bool:
    found = sum(_patterns().sheet.fullmatch(item.whole) is not None for item in block.items)
    return found >= _LEAST_CONTENTS and 2 * found >= len(block.items)


def _is_closing(blocks: Sequence[Block], at: int) -> bool:
    """Whether a heading stands over links and names rather than text."""
    heading = blocks[at]
    if not isinstance(heading, Heading) or not _patterns().heads.fullmatch(_SIGNS.sub("", heading.text)):
        return False
    under = [*_under(blocks, at, heading.level)]
    said = sum(len(one.whole) for one in under if isinstance(one, Paragraph))
    return said < 2 * _LONGEST_SAID and not any(isinstance(one, Code | Table) for one in under)


def _under(blocks: Sequence[Block], at: int, level: int) -> Iterator[Block]:
    for block in blocks[at + 1 :]:
        if isinstance(block, Heading) and block.level <= level:
            return
        yield block


def _without_lines(block: Block, titles: set[str], *, is_edge: bool) -> Block | None:
    """A block without lines that belong to the site; None where nothing is left."""
    match block:
        case Paragraph() if block.speaker or block.role:
            return block
        case Paragraph() | Quotation() | Note():
            text = block.whole if isinstance(block, Paragraph) else block.text
            return None if _is_line(text, is_edge=is_edge) else block
        case ListBlock():
            return _list(block, titles, is_edge=is_edge)
        case _:
            return block


def _list(block: ListBlock, titles: set[str], *, is_edge: bool) -> Block | None:
    found = [_folded(_NUMBERED.sub("", item.whole)) in titles or _folded(item.whole) in titles for item in block.items]
    if sum(found) >= _LEAST_CONTENTS and 3 * sum(found) >= 2 * len(found):
        return None  # a table of contents
    lines = [_is_line(item.whole, is_edge=is_edge) for item in block.items]
    if 2 * sum(lines) > len(lines):
        return None  # a bar of buttons
    said = [bool(_patterns().anywhere.search(item.whole)) and len(item.whole) <= _LONGEST_SAID for item in block.items]
    items = tuple(_bare_item(item) for item, is_said in zip(block.items, said, strict=True) if not is_said)
    if not items:
        return None
    return block.model_copy(update={"items": items}) if items != block.items else block


def _bare_item(item: ListItem) -> ListItem:
    """An item without the address of what its lead names."""
    bare = bool(item.lead) and re.fullmatch(r"<?https?://\S+>?", item.text) is not None
    return item.model_copy(update={"text": item.lead, "lead": ""}) if bare else item


def _is_line(text: str, *, is_edge: bool) -> bool:
    patterns = _patterns()
    bare = text.strip(" \t|·•-–—*_()[]【】")
    if len(text) <= _LONGEST_LINE and patterns.lines.fullmatch(bare):
        return True
    if len(text) <= _LONGEST_SAID and patterns.anywhere.search(text):
        return True
    return is_edge and (_is_day(bare) or _is_byline(bare))


def _is_day(text: str) -> bool:
    """Whether a text says when, and nothing else."""
    if len(text) > _LONGEST_LINE // 2 or not re.search(r"\d", text):
        return False
    has_day = re.search(r"\d{4}|\d{1,2}[./-]\d{1,2}|\d{1,2}\s?月|\d{1,2}:\d{2}", text)
    return bool(has_day) and all(_is_of_dates(word.casefold()) for word in _WORDS.findall(text))


def _is_of_dates(word: str) -> bool:
    # Hebrew writes "in" as the first letter of the month.
    return word in _patterns().of_dates or (word[:1] == "ב" and word[1:] in _patterns().of_dates)


def _is_byline(text: str) -> bool:
    """Whether a text names who wrote it, maybe with a day, and says nothing else."""
    if len(text) > _LONGEST_NAME + 40 or re.search(r"[.!?。！？]\s|[!?。！？]\Z", text):
        return False
    found = _patterns().by.search(text)
    if not found:
        return False
    before, name = text[: found.start()].strip(" ,|·–—-"), text[found.end() :].strip(" :：")
    name, _, when = next(((a, s, b) for a, s, b in (name.partition(sign) for sign in "|·•—–") if s), (name, "", ""))
    if (before and not _is_day(before)) or (when.strip() and not _is_day(when.strip())):
        return False
    words = [one for one in re.split(r"[\s,&]+", re.sub(r"\d{4}.*", "", name)) if one]
    named = [one for one in words if not one[:1].islower() or one in {"and", "und", "et", "y", "e", "de", "von", "van"}]
    return 0 < len(words) <= 8 and len(named) == len(words) and len(name) <= _LONGEST_NAME


def _folded(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


@cache
def _patterns() -> _Patterns:
    told = yaml_data.load(_Furniture, Path(__file__).with_name("furniture.yaml"))
    by = "".join(told.by.split("\n")).replace(" |", "|")
    return _Patterns(
        of_dates=frozenset(told.of_dates.casefold().split()) | _names_of_days(),
        by=re.compile(rf"(?<!\w)(?:{by})(?:(?<=[:：/／])|(?=[\s:：]))", re.IGNORECASE),
        lines=_any(told.lines),
        anywhere=_any(told.anywhere),
        heads=_any(told.heads),
        sheet=_any(told.sheet),
    )


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE)


def _names_of_days() -> frozenset[str]:
    """What months and weekdays are called."""
    from babel import Locale

    found = set[str]()
    for code in _LANGUAGES:
        locale = Locale(code)
        for names in (locale.months, locale.days):
            for form in ("format", "stand-alone"):
                for width in ("wide", "abbreviated"):
                    found |= {word.casefold() for name in names[form][width].values() for word in _WORDS.findall(name)}
    return frozenset(found)
