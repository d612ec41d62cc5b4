"""Reads WebVTT as browsers do, and what of it they would lose: missing blank lines, first lines that are empty.

https://www.w3.org/TR/webvtt1/#file-parsing
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from media.captions.formats.clocks import Times, is_garbled, times_of
from media.captions.formats.rows import Read, Row, cues_named, is_or_are
from media.captions.formats.srt import Block, garbled_notes, numbers_of, pop_number
from media.captions.formats.word_tags import untagged

_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION|Region:)(?:[ \t].*)?")
_PICTURE = re.compile(
    r"\S+#xywh=(?:percent:|pixel:)?[\d.,]+\s*|(?:\S*/)?[\w.%-]{1,200}\.(?:jpe?g|png|webp|avif)(?:\?\S*)?\s*",
    re.IGNORECASE,
)
_DATA = re.compile(r"\s*\{\s*(?:\"[^\n]*\}|\"[^{}]*\n[^{}]*\})\s*")
"""JSON, which players hand to a page's own script."""


def read_vtt(lines: Sequence[str]) -> Read:
    """The captions of a WebVTT file, with the times of their words where it has them."""
    reader = _Reader(lines)
    blocks = reader.blocks()
    numbers = numbers_of([block.number for block in blocks])
    rows, garbled, no_text = [], [], []
    for number, block in zip(numbers, blocks, strict=True):
        body = "\n".join(block.body)
        if block.times is None:
            garbled.append(number)
        elif _PICTURE.fullmatch(body) or _DATA.fullmatch(body):
            no_text.append(number)
        else:
            rows.append(_row(number, block.times, body))
    notes = garbled_notes(garbled)
    if no_text:
        named = f"{cues_named(no_text)} {is_or_are(no_text)} left out"
        notes.append(f"{named}: what stands there is data for a player, not text")
    if reader.untimed:
        lines = "1 line of text belongs" if reader.untimed == 1 else f"{reader.untimed} lines of text belong"
        notes.append(f"{lines} to no time, and {'is' if reader.untimed == 1 else 'are'} left out")
    return Read(rows, notes)


def _row(number: int, times: Times, body: str) -> Row:
    cue = untagged(body or times.text, times.start_s, times.end_s)
    return Row(number, cue.start_s, cue.end_s, cue.text, cue.words)


class _Reader:
    """Goes through the lines once."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.untimed = 0
        self._lines = lines
        self._at = 0

    def blocks(self) -> list[Block]:
        found: list[Block] = []
        before: list[str] = []
        self._skip_head()
        while self._at < len(self._lines):
            line = self._lines[self._at]
            self._at += 1
            times = times_of(line, strict_arrow=True)
            if times is None and not _is_garbled(line):
                before.append(line)
                continue
            self._count_untimed(before)
            number = _own_number(before)
            if number is None and found and not _is_blank_before(self._lines, self._at - 1):
                number = pop_number(found[-1].body, found[-1].number or len(found))
            number = times.number if times and times.number is not None else number
            found.append(Block(times, number, self._body() if times else self._skipped()))
            before = []
        self._count_untimed([*before, ""])
        return found

    def _skip_head(self) -> None:
        while self._at < len(self._lines) and self._lines[self._at].strip() and not self._is_next():
            self._at += 1

    def _is_next(self) -> bool:
        line = self._lines[self._at]
        return times_of(line, strict_arrow=True) is not None or _is_garbled(line)

    def _body(self) -> list[str]:
        """The text of a caption: to the first line that is quite empty, or the next line of times.

        YouTube begins some with a line of one space, which editors make an empty one.
        """
        start, begun = self._at, False
        while self._at < len(self._lines) and not self._is_next():
            begun = begun or bool(self._lines[self._at].strip())
            if not self._lines[self._at] and (begun or not self._goes_on()):
                break
            self._at += 1
        return list(self._lines[start : self._at])

    def _goes_on(self) -> bool:
        """Whether a text follows the empty line at which it should have begun."""
        after = self._at + 1
        if after >= len(self._lines) or not self._lines[after].strip() or _BLOCK.fullmatch(self._lines[after]):
            return False
        following = self._lines[after + 1] if after + 1 < len(self._lines) else ""
        for line in (self._lines[after], following):
            if times_of(line, strict_arrow=True) or _is_garbled(line):
                return False
        return True

    def _skipped(self) -> list[str]:
        self._body()
        return []

    def _count_untimed(self, before: Sequence[str]) -> None:
        """Count lines that no time is for; the last one before a line of times may be its name."""
        in_block, at_start = False, True
        for index, line in enumerate(before):
            if not line.strip():
                in_block, at_start = False, True
                continue
            in_block = in_block or (at_start and bool(_BLOCK.fullmatch(line)))
            at_start = False
            self.untimed += not in_block and index < len(before) - 1


def _is_garbled(line: str) -> bool:
    return ">" in line and is_garbled(line)


def _is_blank_before(lines: Sequence[str], at: int) -> bool:
    return at == 0 or not lines[at - 1]


def _own_number(before: Sequence[str]) -> int | None:
    name = before[-1].strip() if before else ""
    return int(name) if name.isdecimal() and len(name) <= 6 else None
