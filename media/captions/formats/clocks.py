"""Times and lines of times as people, programs and translators write them into subtitle files.

Every pattern reads a line once, from its start, so that no line can make it slow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FRAMES_PER_S = 25
_MOST_FRAMES_PER_S = 30
"""Of times that end in frames (`00:00:04:12`), in files that never say how many a second has."""

_PART = r"\d{1,9}"
_POINT = r"[ \t]{0,2}[:.,;'’´`：，。．][ \t]{0,2}"
_GAP = r"[ \t\ufeff\u200e\u200f]{0,20}"
_STAMP = rf"([-−]?{_PART}(?:{_POINT}{_PART}){{1,3}})"
_ARROW = r"(?:[-–—−=~]{0,3}[ \t]?(?:>{1,2}|&gt;)|→|⟶|➔|➜|⇒)"
_BARE_ARROW = r"[-–—−]{1,3}"
_LINE = re.compile(
    rf"{_GAP}(?:#?(\d{{1,6}})[.)\]]?[ \t]{{1,9}})?[\[(]?{_GAP}{_STAMP}{_GAP}({_ARROW}|{_BARE_ARROW}|){_GAP}{_STAMP}"
    r"[ \t]{0,9}([\])]|(?=[\s<])|$)(.*)",
    re.DOTALL,
)
_FULL = re.compile(rf"{_PART}(?:{_POINT}{_PART}){{3}}")
_EDITORS = re.compile(r"\d\d([:;])\d\d\1\d\d\1\d\d \d\d\1\d\d\1\d\d\1\d\d")
_SETTINGS = re.compile(r"(?:\s+[A-Za-z_]{1,20}[12]?:\s?\S{1,80})*\s*")
_CLOCK = r"\d{1,6}[ \t]?:[ \t]?\d{1,2}[ \t]?:[ \t]?\d{1,2}"
_BEGINS = re.compile(rf"[^\w]{{0,20}}(?:\d{{1,6}}[.)\]]?[ \t]{{1,9}})?[^\w]{{0,20}}{_CLOCK}")
_HAS_ARROW = re.compile(r"[-–—−=~]{1,3}[ \t]?>|→|⟶|➔|➜|⇒")
_HALF = re.compile(rf"[ \t\ufeff]{{0,20}}{_CLOCK}[.,;:]\d{{2,3}}(?:[\W\d_]*|[ \t]*[-–—=>→].*)")
_ARROW_TIME = re.compile(r"\d[ \t]{0,9}-->|-->[ \t]{0,9}\d")
_OFFSET = re.compile(r"\s*([-+]?\d{1,12}(?:[.,]\d{1,9})?)\s*(h|m|s|ms|min|sec)?\s*", re.IGNORECASE)
_UNITS_S = {"h": 3600.0, "m": 60.0, "min": 60.0, "s": 1.0, "sec": 1.0, "ms": 0.001, None: 1.0}


@dataclass(frozen=True, slots=True)
class Times:
    """A line of times.

    Attributes:
        start_s, end_s: The times, as they are written, in seconds.
        number: The caption's number, if it stands on the same line.
        text: What stands behind the times and is no setting of the caption's place.
        goes_on: Whether the lines that follow go on with that text; else they are said instead of it.
    """

    start_s: float
    end_s: float
    number: int | None
    text: str
    goes_on: bool = False


def times_of(line: str, *, strict_arrow: bool = False) -> Times | None:
    """The times of a line that is one; None for any other.

    Without an arrow between them (`00:00:01,000 - 00:00:02,000`), both must be whole, hours to milliseconds: people
    talk in times too.

    Args:
        line: A line of a file.
        strict_arrow: Only an arrow with a `>` counts, as it is where text can have none.
    """
    found = _LINE.fullmatch(line)
    if not found:
        return None
    number, start, arrow, end, _, rest = found.groups()
    pointed = ">" in arrow if strict_arrow else re.fullmatch(_ARROW, arrow)
    if not pointed:
        whole = _FULL.fullmatch(start) and _FULL.fullmatch(end)
        # DVD editors write the text behind two times that nothing parts.
        if strict_arrow or not whole or (rest.strip() and (arrow or not _EDITORS.fullmatch(f"{start} {end}"))):
            return None
    text = "" if _SETTINGS.fullmatch(rest) or _HAS_ARROW.search(rest) else rest.strip()
    return Times(seconds(start), seconds(end), int(number) if number else None, text, not pointed)


def is_garbled(line: str) -> bool:
    """Whether a line that has no times was meant to: it has a long arrow, or begins with half of a line of times."""
    return "-->" in line or is_stray(line)


def is_stray(line: str) -> bool:
    """Whether a line that is left of a text is a part of a line of times."""
    half = _HALF.fullmatch(line) or _ARROW_TIME.search(line)
    return bool(half) or bool(_BEGINS.match(line) and _HAS_ARROW.search(line))


def seconds(stamp: str) -> float:
    """The time of a stamp of two to four numbers, whatever stands between them.

    `1:02:03,5`, `02:03.500`, `00:00:01:000`, `00.00.04`, `2.5` (seconds), `00:00:04:12` (frames).
    """
    numbers = re.findall(r"\d+", stamp)
    points = [point.strip() for point in re.split(r"\d+", stamp.lstrip("-−"))[1:-1]]
    sign = -1 if stamp.startswith(("-", "−")) else 1
    return sign * _positive(numbers, points)


def offset_s(text: str) -> float | None:
    """A time such as `12.5s`, `500ms`, `2m` or `12.5`, in seconds; None for anything else."""
    found = _OFFSET.fullmatch(text)
    if not found:
        return None
    return float(found[1].replace(",", ".")) * _UNITS_S[found[2].lower() if found[2] else None]


def _positive(numbers: list[str], points: list[str]) -> float:
    if len(numbers) == 4:
        hours, minutes, secs, fraction = numbers
        if points[-1] in ":：;" and len(fraction) == 2 and int(fraction) < _MOST_FRAMES_PER_S:
            return _clock(hours, minutes, secs) + int(fraction) / _FRAMES_PER_S
        return _clock(hours, minutes, secs, fraction)
    if len(numbers) == 3:
        alike = points[0] == points[1] and points[0] not in ",，"
        has_fraction = len(numbers[2]) == 3 if alike else points[1] not in ":："
        first, second, third = numbers
        return _clock("0", first, second, third) if has_fraction else _clock(first, second, third)
    first, second = numbers
    return _clock("0", first, second) if points[0] in ":：" else _clock("0", "0", first, second)


def _clock(hours: str, minutes: str, secs: str, fraction: str = "0") -> float:
    """Seconds, exact to the millisecond."""
    millis = int(str(int("1" + fraction))[1:].ljust(3, "0")[:3])
    return (((int(hours) * 60 + int(minutes)) * 60 + int(secs)) * 1000 + millis) / 1000
