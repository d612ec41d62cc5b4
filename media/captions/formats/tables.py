"""Reads tables of captions: CSV as spreadsheets and editors export it, and the STL of DVD Studio Pro, nearly the same.

A row has a start, an end and a text. A first row may name the columns; without one they stand in this order.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from footage.errors import InvalidInputError
from media.captions.formats.clocks import offset_s, seconds
from media.captions.formats.markup import without_markup
from media.captions.formats.rows import Read, Row
from media.captions.formats.srt import garbled_notes
from media.captions.model import clean_text

_DELIMITERS = ",;\t"
_CLOCK = re.compile(r"-?\d{1,6}(?:[:;]\d{1,9}){1,3}(?:[.,]\d{1,9})?")
_FRAMES = re.compile(r"(.{5,}[:;])(\d{2})")
_ROW_TIME = r"(\d{1,3}(?:[:;]\d{1,2}){2}[:;.,]\d{1,3})[ \t]*[,\t]"
_PLAIN_ROW = re.compile(rf"\s*{_ROW_TIME}[ \t]*{_ROW_TIME}(.*)")
"""A row whose text is not quoted and may have commas: times never are in quotes there."""

_MORE = r"[^{}\":<>]{0,30}"
_STARTS = re.compile(rf"(?:start|begin|in|from|timecode in|time in|in ?point)\b{_MORE}", re.IGNORECASE)
_ENDS = re.compile(rf"(?:end|out|to|stop|timecode out|time out|out ?point)\b{_MORE}", re.IGNORECASE)
_TEXTS = re.compile(rf"(?:text|subtitle|caption|transcript|dialogue|content|line|sentence)s?\b{_MORE}", re.IGNORECASE)
_MILLIS = re.compile(r"\bms\b|millisec", re.IGNORECASE)
_SETTINGS = ("$", "//")
"""Lines of DVD Studio Pro that say how captions look, or nothing."""

_MOST_COLUMNS = 40
_CUE_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where in a row what stands, and whether its times are thousandths of a second."""

    start: int
    end: int
    text: int
    in_millis: bool = False


def is_table(lines: Sequence[str]) -> bool:
    """Whether a file is a table: its first row names a start, an end and a text, or begins with two times."""
    first = next((line for line in lines if line.strip() and not line.lstrip().startswith(_SETTINGS)), "")
    named = _named(_cells(first, _delimiter(first)))
    return bool(named or _PLAIN_ROW.fullmatch(first) or _is_quoted_row(first))


def read_table(lines: Sequence[str], fps: float | None) -> Read:
    """The captions of a table.

    Args:
        lines: The file's.
        fps: The film's frames a second, for times that end in frames.

    Raises:
        InvalidInputError: A cell of it is larger than any caption.
    """
    filled = [line for line in lines if line.strip()]
    delimiter = _delimiter(filled[0])
    columns = _named(_cells(filled[0], delimiter))
    if columns is None and not any(map(_has_quotes, filled)):
        return _plain(lines, fps)
    rows, garbled = [], []
    at = columns or _Columns(0, 1, 2)
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter, skipinitialspace=True)
    try:
        records = [cells for cells in reader if any(map(str.strip, cells))][1 if columns else 0 :]
    except csv.Error as exc:
        raise InvalidInputError(f"The table of captions cannot be read: {exc}.") from exc
    for number, cells in enumerate(records, 1):
        start_s, end_s = (_time(cells, place, at, fps) for place in (at.start, at.end))
        if start_s is None or at.text >= len(cells):
            garbled.append(number)
        else:
            text = cells[at.text] if columns else ", ".join(cells[at.text :])
            rows.append(Row(number, start_s, end_s, _text(text)))
    return Read(rows, garbled_notes(garbled))


def _plain(lines: Sequence[str], fps: float | None) -> Read:
    found = [match for line in lines if (match := _PLAIN_ROW.fullmatch(line))]
    return Read([
        Row(number, _clock(match[1], fps), _clock(match[2], fps), _text(match[3].replace("|", "\n")))
        for number, match in enumerate(found, 1)
    ])  # fmt: skip


def _delimiter(line: str) -> str:
    return max(_DELIMITERS, key=line.count)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])]
    except csv.Error:  # a cell of more than 128 kB
        return []


def _named(cells: Sequence[str]) -> _Columns | None:
    if not _CUE_COLUMNS <= len(cells) <= _MOST_COLUMNS:
        return None
    found: Mapping[str, int | None] = {
        name: next((place for place, cell in enumerate(cells) if pattern.fullmatch(cell)), None)
        for name, pattern in (("start", _STARTS), ("end", _ENDS), ("text", _TEXTS))
    }
    start, end, text = found["start"], found["end"], found["text"]
    if start is None or end is None or text is None:
        return None
    return _Columns(start, end, text, bool(_MILLIS.search(cells[start])))


def _is_quoted_row(line: str) -> bool:
    cells = _cells(line, _delimiter(line))[:_CUE_COLUMNS]
    return len(cells) == _CUE_COLUMNS and all(_CLOCK.fullmatch(cell) for cell in cells[:2])


def _has_quotes(line: str) -> bool:
    """Whether quotation marks are the table's own in a row, and not its text's."""
    found = _PLAIN_ROW.fullmatch(line)
    if not found:
        return _is_quoted_row(line)
    text = found[3].strip()
    return text.startswith('"') and (text.count('"') % 2 == 1 or text.endswith('"'))


def _time(cells: Sequence[str], place: int, columns: _Columns, fps: float | None) -> float | None:
    cell = cells[place].strip() if place < len(cells) else ""
    if _CLOCK.fullmatch(cell):
        return _clock(cell, fps)
    found = offset_s(cell)
    return found / 1000 if found is not None and columns.in_millis else found


def _clock(stamp: str, fps: float | None) -> float:
    """The time of a clock that ends in frames where it has four numbers."""
    found = _FRAMES.fullmatch(stamp)
    if fps and found and len(re.findall(r"\d+", stamp)) == _CUE_COLUMNS + 1 and int(found[2]) < round(fps):
        return seconds(f"{found[1][:-1]}.0") + int(found[2]) / round(fps)
    return seconds(stamp)


def _text(text: str) -> str:
    return clean_text(without_markup(text))
