"""Reads Scenarist's SCC, in which American television keeps its closed captions: pairs of bytes, a pair a frame.

A pair is a command to the decoder in the television set, or two letters; what is shown when comes of obeying them
(CEA-608; https://www.ecfr.gov/current/title-47/section-79.101). Of the two captions that a file may carry the first one
is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from media.captions.formats.rows import Read, Row
from media.captions.model import clean_text

_FRAME_S = 1001 / 30000
_LINE = re.compile(r"\s*(\d{1,3}):(\d{2}):(\d{2})([:;.,])(\d{2,3})[ \t]+([0-9a-fA-F]{4}(?:[ \t]+[0-9a-fA-F]{4})*)\s*")
_HEAD = "scenarist_scc"
_LETTERS = {
    **{0x2A: "á", 0x5C: "é", 0x5E: "í", 0x5F: "ó", 0x60: "ú", 0x7B: "ç", 0x7C: "÷", 0x7D: "Ñ", 0x7E: "ñ", 0x7F: "█"},
}
"""Where the letters of captions differ from ASCII."""

_SPECIAL = "®°½¿™¢£♪à èâêîôû"
_EXTENDED = {
    0x12: "ÁÉÓÚÜü‘¡*'—©℠•“”ÀÂÇÈÊËëÎÏïÔÙùÛ«»",
    0x13: "ÃãÍÌìÒòÕõ{}\\^_|~ÄäÖöß¥¤|ÅåØø┌┐└┘",
}
"""A decoder that knows none of these shows the letter before, which stands for it; one that does takes that away."""

_ROWS = {0x11: (1, 2), 0x12: (3, 4), 0x15: (5, 6), 0x16: (7, 8), 0x17: (9, 10), 0x10: (11, 11), 0x13: (12, 13),
         0x14: (14, 15)}  # fmt: skip
_BASE_ROW = 15
_MODES = {0x20: "pop", 0x29: "paint"}


def is_scc(lines: Sequence[str]) -> bool:
    """Whether a file is of this format: it says so, or nothing else is in it."""
    filled = [line for line in lines if line.strip()]
    return bool(filled) and (filled[0].strip().lower().startswith(_HEAD) or all(map(_LINE.fullmatch, filled)))


def read_scc(lines: Sequence[str]) -> Read:
    """The captions of an SCC file. Captions that roll up are given line by line."""
    decoder = _Decoder()
    for found in filter(None, map(_LINE.fullmatch, lines)):
        now_s = _seconds(found)
        for word in found[6].split():
            decoder.take(int(word[:2], 16) & 0x7F, int(word[2:], 16) & 0x7F, now_s)
            now_s += _FRAME_S
    return Read(list(decoder.rows()))


def _seconds(found: re.Match[str]) -> float:
    """The time of a line: with a semicolon it leaves numbers out to keep to the clock, with a colon it falls behind."""
    hours, minutes, secs, point, frames = found.groups()[:5]
    whole = (int(hours) * 60 + int(minutes)) * 60 + int(secs)
    return whole * (1.001 if point == ":" else 1.0) + int(frames) * _FRAME_S


@dataclass(slots=True)
class _Screen:
    """What stands where: a letter for each row and column."""

    cells: dict[tuple[int, int], str] = field(default_factory=dict)

    def text(self) -> str:
        lines: dict[int, str] = {}
        for (row, column), letter in sorted(self.cells.items()):
            line = lines.get(row, "")
            gap = " " if line and (row, column - 1) not in self.cells else ""
            lines[row] = f"{line}{gap}{letter}"
        return clean_text("\n".join(re.sub(" {2,}", " ", line) for line in lines.values()))


class _Decoder:
    """Obeys the commands of a file, as a television set does."""

    def __init__(self) -> None:
        self._shown, self._next = _Screen(), _Screen()
        self._mode = "pop"
        self._row, self._column = _BASE_ROW, 0
        self._since_s = 0.0
        self._last: tuple[int, int] | None = None
        self._is_mine = True
        self._done: list[tuple[float, float | None, str]] = []

    def rows(self) -> Iterator[Row]:
        """What was shown, and what still is."""
        self._close(None)
        for number, (start_s, end_s, text) in enumerate(self._done, 1):
            yield Row(number, start_s, end_s, text)

    def take(self, first: int, second: int, now_s: float) -> None:
        """Obey a pair of bytes without their parity."""
        if not 0x10 <= first <= 0x1F:
            self._last = None
            for code in (first, second):
                if code >= 0x20 and self._is_mine:
                    self._put(_LETTERS.get(code, chr(code)), now_s)
            return
        if self._last == (first, second):  # commands are sent twice, in case one gets lost
            self._last = None
            return
        self._last = (first, second)
        self._is_mine = not first & 0x08
        if self._is_mine:
            self._obey(first, second, now_s)

    def _obey(self, first: int, second: int, now_s: float) -> None:
        if second >= 0x40:
            self._go(_ROWS[first][bool(second & 0x20)], (second & 0x0E) * 2 if second & 0x10 else 0)
        elif first in {0x14, 0x15} and 0x20 <= second <= 0x2F:
            self._command(second, now_s)
        elif first == 0x17 and 0x21 <= second <= 0x23:
            self._column += second - 0x20
        elif first == 0x11 and second >= 0x20:
            self._put(_SPECIAL[second - 0x30] if second >= 0x30 else " ", now_s)
        elif first in _EXTENDED and second >= 0x20:
            self._back()
            self._put(_EXTENDED[first][second - 0x20], now_s)

    def _command(self, code: int, now_s: float) -> None:
        if code in _MODES:
            self._mode = _MODES[code]
            return
        match code:
            case 0x21:
                self._back()
            case 0x24:
                self._erase_to_end()
            case 0x25 | 0x26 | 0x27:
                self._roll(now_s)
            case 0x2A | 0x2B:  # pages of text, for which nobody has a decoder
                self._is_mine = False
            case 0x2C:
                self._close(now_s)
            case 0x2D if self._mode == "roll":
                self._close(now_s)
                self._column = 0
            case 0x2E:
                self._next = _Screen()
            case 0x2F:
                self._swap(now_s)
            case _:  # flashing, and what no decoder knows
                pass

    def _roll(self, now_s: float) -> None:
        if self._mode != "roll":
            self._close(now_s)
        self._mode, self._row = "roll", _BASE_ROW

    def _swap(self, now_s: float) -> None:
        self._close(now_s, keep=True)
        self._shown, self._next, self._mode = self._next, self._shown, "pop"

    def _go(self, row: int, column: int) -> None:
        self._row, self._column = _BASE_ROW if self._mode == "roll" else row, column

    @property
    def _written(self) -> _Screen:
        return self._next if self._mode == "pop" else self._shown

    def _put(self, letter: str, now_s: float) -> None:
        place = (self._row, self._column)
        if self._mode != "pop":
            if place in self._shown.cells:  # painted over: something else is said
                self._close(now_s)
            if not self._shown.cells:
                self._since_s = now_s
        self._written.cells[place] = letter
        self._column += 1

    def _back(self) -> None:
        self._column = max(0, self._column - 1)
        self._written.cells.pop((self._row, self._column), None)

    def _erase_to_end(self) -> None:
        cells = self._written.cells
        for place in [one for one in cells if one[0] == self._row and one[1] >= self._column]:
            del cells[place]

    def _close(self, now_s: float | None, *, keep: bool = False) -> None:
        """What is shown was shown until now."""
        if text := self._shown.text():
            self._done.append((self._since_s, now_s, text))
        if not keep:
            self._shown = _Screen()
        self._since_s = now_s or 0.0
