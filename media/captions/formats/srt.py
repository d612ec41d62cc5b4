"""Reads SubRip, as strictly as players do: a line of times begins a caption, whatever its number looks like.

A line that has an arrow and no times ends the caption before it and begins one that cannot be shown; neither it nor
what follows is ever drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from media.captions.formats.clocks import Times, is_garbled, is_stray, times_of
from media.captions.formats.markup import JOINER, without_markup
from media.captions.formats.rows import Read, Row, cues_named, is_or_are
from media.captions.model import clean_text

_ARROW = re.compile(rf"--(?={JOINER}*>)")
_UNARROW = re.compile(rf"(?<=--){JOINER}(?={JOINER}*>)")
_REST = r"(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31}\d{0,2});"
_ESCAPE = re.compile(
    rf"<(?={JOINER}*(?:[ \t]?[a-zA-Z/]|\d{{1,6}}:))|\{{(?={JOINER}*\\)|&(?={JOINER}*{_REST})|\\(?={JOINER}*[Nnh])"
)
_UNESCAPE = re.compile(
    rf"(?<=<){JOINER}(?={JOINER}*(?:[ \t]?[a-zA-Z/]|\d{{1,6}}:))|(?<=\{{){JOINER}(?={JOINER}*\\)"
    rf"|(?<=&){JOINER}(?={JOINER}*{_REST})|(?<=\\){JOINER}(?={JOINER}*[Nnh])"
)
_EVENT = re.compile(r"\A\s*(?:\d{1,6},){0,2}[^,\n]{0,40},[^,\d\n]{0,40},0{1,4},0{1,4},0{1,4},[^,\d\n]{0,20},")
"""What stands before the text of an event of ASS, and was taken for a part of it."""

_LEFT_OVER = re.compile(
    r"\\N|(?<=\s)\\n(?=\s)|(?P<space>\\h)|(?P<path>(?<!\S)(?:[a-zA-Z]:)?\\(?![Nh])\S*|(?<!\S)[a-zA-Z]:\S*)"
)
"""What is left of ASS where it became SubRip: ends of lines and hard spaces. In a path they are none."""

_FOLDED = 2
_STAMP = r"\d{1,6}:\d{1,2}:\d{1,2}[.,]\d{1,3}"
_TIMES_WITHIN = re.compile(
    rf"(?:(?<=\s)|(?<!.))(\d{{0,6}})[ \t]{{0,3}}({_STAMP}[ \t]{{0,3}}-->[ \t]{{0,3}}{_STAMP})[ \t]{{0,3}}"
)
_NUMBER = re.compile(r"[^\w]{0,9}(\d{1,6})[^\w]{0,9}")
_NAMED_NUMBER = re.compile(r"[^\w]{0,9}[^\W\d_]{1,15}[^\w\n]{1,9}(\d{1,6})[^\w]{0,9}")


@dataclass(slots=True)
class Block:
    """A line of times (none where they are garbled), the number that stands before it, and the lines that follow."""

    times: Times | None
    number: int | None
    body: list[str] = field(default_factory=list)


def read_srt(lines: Sequence[str]) -> Read:
    """The captions of a SubRip file. Blank lines within a text are common, so it ends before the next one's number."""
    blocks = list(_blocks([part for line in lines for part in _unfolded(line)]))
    numbers = numbers_of([block.number for block in blocks])
    rows = [
        Row(number, block.times.start_s, block.times.end_s, _text(block))
        for number, block in zip(numbers, blocks, strict=True)
        if block.times
    ]
    return Read(rows, garbled_notes([number for number, block in zip(numbers, blocks, strict=True) if not block.times]))


def escaped(text: str) -> str:
    """A text as it is written into a SubRip file: what would be read as markup or as times gets an invisible letter."""
    text = _ESCAPE.sub(lambda found: found[0] + JOINER, _ARROW.sub(rf"--{JOINER}", text))
    return "\n".join(JOINER + line if _is_times(line.lstrip(JOINER)) else line for line in text.split("\n"))


def numbers_of(own: Sequence[int | None]) -> Sequence[int]:
    """What to call captions: their own numbers where each has one of its own, else their places, from 1."""
    numbers = [number for number in own if number is not None]
    return numbers if len(set(numbers)) == len(own) else range(1, len(own) + 1)


def garbled_notes(numbers: Sequence[int]) -> list[str]:
    """What is told of captions whose times cannot be read."""
    if not numbers:
        return []
    have = "has" if len(numbers) == 1 else "have"
    return [f"{cues_named(numbers)} {have} no readable times and {is_or_are(numbers)} left out"]


def pop_number(body: list[str], last: int) -> int | None:
    """Take the line off a text that is the number of the caption after it, and blank lines before that.

    Args:
        body: The lines between two lines of times.
        last: The number of the caption that the text belongs to, or its place.
    """
    while body and not body[-1].strip():
        body.pop()
    if not body:
        return None
    line = body[-1].lstrip("\ufeff")
    found = _NUMBER.fullmatch(line)
    if not found and (found := _NAMED_NUMBER.fullmatch(line)):  # "Subtitle 3", but not the "Apollo 11" that is said
        apart = len(body) == 1 or not body[-2].strip()
        found = found if apart and int(found[1]) == last + 1 else None
    if not found:
        return None
    body.pop()
    return int(found[1])


def _unfolded(line: str) -> Sequence[str]:
    """The lines of a file whose line ends were lost: one that has times twice."""
    if line.count("-->") < _FOLDED or len(_TIMES_WITHIN.findall(line)) < _FOLDED:
        return (line,)
    return _TIMES_WITHIN.sub(r"\n\1\n\2\n", line).split("\n")


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    block, before, place = None, list[str](), 0
    for line in lines:
        is_text = line.startswith(JOINER)
        times = None if is_text else times_of(line)
        if times is None and (is_text or not is_garbled(line)):
            (before if block is None else block.body).append(line)
            continue
        body = before if block is None else block.body
        last = block.number if block and block.number is not None else place
        number = pop_number(body, last)
        if block:
            yield from _parted(block, number)
        place += 1
        block = Block(times, number if times is None or times.number is None else times.number)
    if block:
        _drop_last_number(block, place)
        yield block


def _drop_last_number(block: Block, place: int) -> None:
    """Take away the number of a caption of which nothing else is in the file, as its end is missing."""
    filled = [at for at, line in enumerate(block.body) if line.strip()]
    last = block.number if block.number is not None else place
    if len(filled) > 1 and filled[-2] < filled[-1] - 1 and block.body[filled[-1]].strip() == str(last + 1):
        del block.body[filled[-1] :]


def _parted(block: Block, following: int | None) -> Iterator[Block]:
    """The block, and the one that lies in its text because its line of times is missing."""
    yield block
    if block.number is None or following != block.number + 2:
        return
    missing = str(block.number + 1)
    for index in range(1, len(block.body) - 1):
        if block.body[index].strip() == missing and not block.body[index - 1].strip():
            yield Block(None, block.number + 1)
            del block.body[index:]
            return


def _text(block: Block) -> str:
    body = block.body
    if block.times and (block.times.goes_on or not any(map(str.strip, body))):
        body = [block.times.text, *body]
    bare = _LEFT_OVER.sub(_meant, without_markup(_EVENT.sub("", "\n".join(body)))).split("\n")
    kept = (_unescaped(line) for line in bare if line.startswith(JOINER) or not is_stray(line))
    return _UNESCAPE.sub("", clean_text(_UNARROW.sub("", "\n".join(kept))))


def _meant(found: re.Match[str]) -> str:
    return found["path"] or ("\u00a0" if found["space"] else "\n")


def _unescaped(line: str) -> str:
    return line[1:] if line.startswith(JOINER) and _is_times(line.lstrip(JOINER)) else line


def _is_times(line: str) -> bool:
    return times_of(line) is not None or is_garbled(line)
