"""Reads the formats in which a line, or a few, say all: SBV, LRC, MicroDVD, MPL2, TMPlayer and Whisper's TSV."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from media.captions.formats.clocks import seconds
from media.captions.formats.markup import without_markup
from media.captions.formats.rows import Read, Row
from media.captions.formats.srt import garbled_notes
from media.captions.model import Word, clean_text

_SBV = re.compile(r"\s*(-?\d{1,6}:\d{1,2}:\d{1,2}[.,]\d{1,3})\s*[,;]\s*(-?\d{1,6}:\d{1,2}:\d{1,2}[.,]\d{1,3})\s*")
_SBV_GARBLED = re.compile(r"\s*\d{1,6}:\d{1,2}:[^\s,]{1,12},\S{1,20}\s*")
_LRC_STAMP = re.compile(r"\s*\[(\d{1,4}:\d{1,2}(?:[.:,]\d{1,3})?)\]")
_LRC_TAG = re.compile(r"\s*\[[a-zA-Z#]{1,20}:[^\]]*\]\s*")
_LRC_OFFSET = re.compile(r"\s*\[offset:\s*([-+]?\d{1,9})\s*\]\s*", re.IGNORECASE)
_LRC_WORD = re.compile(r"<(\d{1,4}:\d{1,2}(?:[.:,]\d{1,3})?)>")
_LRC_MEANT = re.compile(r"\[(?:tr|bg):?([a-zA-Z-]{0,12})\]|(?:v\d|bg|[FMD]):(?=\s*<\d)", re.IGNORECASE)
"""What players write before a line: that it is a translation, or who sings it."""

_LRC_SYLLABLES = re.compile(r"\s*\[tt\]\s*(?:<[\d,]{1,30}>\s*)*")
"""The times of another line's syllables."""

_MICRODVD = re.compile(r"\s*\{(\d{1,9})\}\{(\d{0,9})\}(.*)")
_MICRODVD_STYLE = re.compile(r"\{[a-zA-Z]:[^{}]*\}")
_RATE = re.compile(r"\s*(\d{1,3}(?:[.,]\d{1,6})?)\s*")
_MPL2 = re.compile(r"\s*\[(\d{1,9})\]\[(\d{0,9})\](.*)")
_TMPLAYER = re.compile(r"\s*(\d{1,2}:\d{2}:\d{2})(?:,\d)?[:=](.*)")
_TSV = re.compile(r"\s*(\d{1,12}(?:\.\d{1,9})?)\t(\d{1,12}(?:\.\d{1,9})?)\t(.*)")
_SLANTED = re.compile(r"(?m)^/")
_HOURS_TO_SECONDS, _SECONDS_A_MINUTE = 3, 60
_MANY = 8
_AT_ONCE_S = 0.1
"""Lines that begin so soon after each other are of two singers."""

_RATES = (10.0, 240.0)
_USUAL_RATE = 25.0


def kind_of_lines(lines: Sequence[str]) -> str | None:
    """Which of these formats a file is in, by its first line that says it; None if no line does."""
    kinds = (
        ("microdvd", _MICRODVD),
        ("mpl2", _MPL2),
        ("lrc", _LRC_STAMP),
        ("sbv", _SBV),
        ("tmplayer", _TMPLAYER),
    )
    head = [line for line in lines if line.strip()][:1]
    if head and head[0].split("\t")[:3] == ["start", "end", "text"]:
        return "tsv"
    for line in lines:
        for kind, pattern in kinds:
            found = pattern.match(line) if kind == "lrc" else pattern.fullmatch(line)
            if found:
                return kind
    return None


def read_sbv(lines: Sequence[str]) -> Read:
    """YouTube's SBV: a line of two times, then the text."""
    times: list[re.Match[str] | None] = []
    bodies: list[list[str]] = []
    for line in lines:
        if (found := _SBV.fullmatch(line)) or _SBV_GARBLED.fullmatch(line):
            times.append(found)
            bodies.append([])
        elif bodies:
            bodies[-1].append(line)
    texts = [_text("\n".join(body).replace("[br]", "\n")) for body in bodies]
    rows = [
        Row(number, seconds(found[1]), seconds(found[2]), text)
        for number, (found, text) in enumerate(zip(times, texts, strict=True), 1)
        if found
    ]
    return Read(rows, garbled_notes([number for number, found in enumerate(times, 1) if not found]))


def read_lrc(lines: Sequence[str]) -> Read:
    """Lyrics: each line is shown until the next one; a line without words ends the one before."""
    rows: list[Row] = []
    offset_s = 0.0
    clock = _lrc_clock(lines)
    for line in lines:
        if found := _LRC_OFFSET.fullmatch(line):
            offset_s = int(found[1]) / 1000
            continue
        starts, rest = _stamps(line, clock)
        rest = "" if _LRC_SYLLABLES.fullmatch(rest) else _LRC_MEANT.sub("", rest, count=1)
        if starts:
            rows += [_lyric(len(rows) + 1 + index, start_s, rest) for index, start_s in enumerate(starts)]
        elif rows and line.strip() and not _LRC_TAG.fullmatch(line):
            rows[-1] = replace(rows[-1], text=clean_text(f"{rows[-1].text}\n{_text(line)}"), words=())
    shifted = sorted((_earlier(row, offset_s) for row in rows), key=lambda row: row.start_s)
    return Read(list(_until_next(shifted)))


def read_microdvd(lines: Sequence[str], fps: float | None) -> Read:
    """MicroDVD: times are frames, at the rate that the first caption says, or else the film's."""
    found = [match for line in lines if (match := _MICRODVD.fullmatch(line))]
    said = _said_rate(found[0]) if found else None
    per_s = said or fps or _USUAL_RATE
    rows = [
        Row(
            number,
            int(start) / per_s,
            int(end) / per_s if end else None,
            _text(_SLANTED.sub("", _MICRODVD_STYLE.sub("", text).replace("|", "\n"))),
        )
        for number, (start, end, text) in enumerate((match.groups() for match in found[1 if said else 0 :]), 1)
    ]
    return Read(rows, () if said else [f"its times are frames, and are read as {per_s:g} a second"])


def _said_rate(first: re.Match[str]) -> float | None:
    start, end, text = first.groups()
    said = _RATE.fullmatch(text)
    if not said or int(start) > 1 or int(end or 0) > 1:
        return None
    rate = float(said[1].replace(",", "."))
    return rate if _RATES[0] <= rate <= _RATES[1] else None


def read_mpl2(lines: Sequence[str]) -> Read:
    """MPL2: times are tenths of a second."""
    return _of_lines(lines, _MPL2, lambda stamp: int(stamp) / 10)


def read_tsv(lines: Sequence[str]) -> Read:
    """Whisper's table: times are milliseconds."""
    return _of_lines(lines, _TSV, lambda stamp: float(stamp) / 1000)


def read_tmplayer(lines: Sequence[str]) -> Read:
    """TMPlayer: each line is shown until the next one."""
    found = [match for line in lines if (match := _TMPLAYER.fullmatch(line))]
    rows = [
        Row(number, seconds(match[1]), None, _text(match[2].replace("|", "\n")))
        for number, match in enumerate(found, 1)
    ]
    return Read(list(_until_next(rows)))


def _of_lines(lines: Sequence[str], pattern: re.Pattern[str], seconds_of: Callable[[str], float]) -> Read:
    found = [match for line in lines if (match := pattern.fullmatch(line))]
    rows: list[Row] = []
    for start, end, text in (match.groups() for match in found):
        bare = _text(_SLANTED.sub("", text.replace("|", "\n")))
        rows.append(Row(len(rows) + 1, seconds_of(start), seconds_of(end) if end else None, bare))
    return Read(rows)


def _stamps(line: str, clock: Callable[[str], float]) -> tuple[list[float], str]:
    starts, at = [], 0
    while found := _LRC_STAMP.match(line, at):
        starts.append(clock(found[1]))
        at = found.end()
    return starts, line[at:]


def _lrc_clock(lines: Sequence[str]) -> Callable[[str], float]:
    """How stamps are read: `[00:01:50]` has hundredths, unless no line of many has more than 59 of them."""
    thirds = [found[1].split(":") for line in lines if (found := _LRC_STAMP.match(line))]
    counted = [int(parts[2]) for parts in thirds if len(parts) == _HOURS_TO_SECONDS]
    in_hours = len(counted) >= _MANY and max(counted) < _SECONDS_A_MINUTE
    return seconds if in_hours else _lrc_seconds


def _lrc_seconds(stamp: str) -> float:
    """`01:02.50`, `01:02`, and `01:02:50` whose last part is hundredths, not seconds."""
    minutes, rest = stamp.split(":", 1)
    return int(minutes) * 60 + float(rest.replace(":", ".").replace(",", "."))


def _lyric(number: int, start_s: float, rest: str) -> Row:
    first, *timed = _LRC_WORD.split(rest)
    pairs = list(zip(map(_lrc_seconds, timed[::2]), timed[1::2], strict=True))
    if _text(first):
        pairs.insert(0, (start_s, first))
    words = [
        Word(said_s, until_s, clean_text(text)) for (said_s, text), until_s in zip(pairs, _ends(pairs), strict=True)
    ]
    words = [word for word in words if word.text]
    rising = all(start_s <= word.start_s < word.end_s for word in words)
    text = _text("".join(text for _, text in pairs))
    text = " ".join(text.split()) if len(pairs) > 1 else text
    return Row(number, start_s, None, text, tuple(words) if rising and len(pairs) > 1 else ())


def _ends(pairs: Sequence[tuple[float, str]]) -> list[float]:
    starts = [start_s for start_s, _ in pairs[1:]]
    return [*starts, pairs[-1][0] + 0.5] if pairs else []


def _earlier(row: Row, by_s: float) -> Row:
    words = tuple(Word(word.start_s - by_s, word.end_s - by_s, word.text) for word in row.words)
    return replace(row, start_s=row.start_s - by_s, words=words)


def _until_next(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows that have a text, each until another begins; how long the last one is shown is not known."""
    end_s = None
    found = []
    for index in range(len(rows) - 1, -1, -1):
        row = rows[index]
        if index + 1 < len(rows) and rows[index + 1].start_s > row.start_s + _AT_ONCE_S:
            end_s = rows[index + 1].start_s
        found.append(replace(row, end_s=end_s, words=_within(row, end_s)))
    yield from (row for row in reversed(found) if row.text)


def _within(row: Row, end_s: float | None) -> tuple[Word, ...]:
    if not row.words or end_s is None:
        return row.words
    last = row.words[-1]
    return (*row.words[:-1], replace(last, end_s=end_s)) if last.start_s < end_s else ()


def _text(text: str) -> str:
    return clean_text(without_markup(text))
