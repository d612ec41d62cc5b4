"""Mends the cues of a file as players would show them, and tells what it did.

What people type is checked (see `media.captions.model.validate_cues`), since they can correct it. A file is somebody
else's: it is made to fit the film, and every step that changes what is seen is told with the numbers of its cues.
Mending what was mended changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from footage.errors import InvalidInputError
from media.captions.formats.rows import Row, cues_named
from media.captions.layout import MAX_LINES
from media.captions.line_breaks import units
from media.captions.model import END_SLACK_S, MAX_CUE_CHARS, ROUNDING_S, Cue, Word, clean_text
from media.captions.rolling import unrolled
from media.captions.subtitles import SubtitleFile
from media.captions.timing import MAX_S, reading_s
from media.writing.breaks import flowing

MAX_FILE_CUES = 10_000
"""What a file may have at most: a word each for more than an hour."""

_MAX_ROWS = 5 * MAX_FILE_CUES
"""Before repeats are taken out of them."""

MAX_FILE_CHARS = 600_000
"""The longest that is said in a day."""

_BREAK = re.compile(r"(.{100,}\s)", re.DOTALL)
_MARK = re.compile(r"(.{100,}[.,!?;:。、！？，；：…।])", re.DOTALL)
_FLASH_S = 0.3
"""A cue that another one covers sooner is shown together with it: nobody reads a text in less."""

_HASTE_S, _READ_SHARE = 1.5, 0.5
"""So is one that could not be read by half until then, if the other one is not shown much too soon for it."""

_HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class Mended:
    """Valid cues for a film, and what was done to get them, a sentence each."""

    cues: tuple[Cue, ...]
    notes: tuple[str, ...]


def mended(file: SubtitleFile, duration_s: float) -> Mended:
    """The cues of a file as they can be shown in a film.

    Args:
        file: What was read.
        duration_s: The film's length in seconds.

    Raises:
        InvalidInputError: No cue lies within the film, or there are too many.
    """
    if len(file.rows) > _MAX_ROWS:
        raise InvalidInputError(f"The subtitles have {len(file.rows)} cues; the limit is {MAX_FILE_CUES}.")
    mending = _Mending(list(file.notes), duration_s)
    rows = mending.in_order(file.rows, tell=file.is_ordered)
    rows = mending.from_zero(rows)
    rows = mending.once(rows)
    rows = list(mending.with_ends(rows))
    rows = list(mending.within_film(rows))
    if not rows:
        raise _outside(file, duration_s)
    rows = mending.apart(rows)
    rows = mending.unrolled(rows)
    if sum(len(row.text) for row in rows) > MAX_FILE_CHARS:
        raise InvalidInputError(f"The subtitles have more than {MAX_FILE_CHARS} letters.")
    rows = mending.short(rows)
    if len(rows) > MAX_FILE_CUES:
        raise InvalidInputError(f"The subtitles have {len(rows)} cues; the limit is {MAX_FILE_CUES}.")
    return Mended(tuple(map(_cue, rows)), tuple(mending.notes))


class _Mending:
    """The steps, in their order; each takes rows and gives rows."""

    def __init__(self, notes: list[str], duration_s: float) -> None:
        self.notes = notes
        self._duration_s = duration_s

    def in_order(self, rows: Sequence[Row], *, tell: bool) -> list[Row]:
        latest_s, late = float("-inf"), []
        for row in rows:
            if row.start_s < latest_s:
                late.append(row.number)
            latest_s = max(latest_s, row.start_s)
        if tell:
            self._tell(late, "is not in order of time", "are not in order of time")
        return sorted(rows, key=lambda row: row.start_s)

    def from_zero(self, rows: Sequence[Row]) -> list[Row]:
        """Without the hours from which broadcasters count, if nothing fits the film with them and all does without."""
        hours = int(rows[0].start_s // _HOUR_S)
        last_s = max(max(row.start_s, row.end_s or 0.0) for row in rows) - hours * _HOUR_S
        if hours < 1 or rows[0].start_s < self._duration_s or last_s > self._duration_s + END_SLACK_S:
            return list(rows)
        self.notes.append(f"its times count from hour {hours} on, as broadcasters' do, and are taken from there")
        return [_moved(row, -hours * _HOUR_S) for row in rows]

    def once(self, rows: Sequence[Row]) -> list[Row]:
        """Without those that say the same at the same time, or go on saying what is shown."""
        kept: list[Row] = []
        again: list[int] = []
        for row in rows:
            last = kept[-1] if kept else None
            same = last is not None and last.text == row.text and last.end_s is not None and row.end_s is not None
            if last and same and (row.start_s < (last.end_s or 0.0) or row.start_s == last.start_s):
                again.append(row.number)
                kept[-1] = replace(last, end_s=max(last.end_s or 0.0, row.end_s or 0.0))
            else:
                kept.append(row)
        self._tell(
            again, "is a copy of the cue before and is left out", "are copies of the cue before and are left out"
        )
        return kept

    def unrolled(self, rows: Sequence[Row]) -> list[Row]:
        kept, repeats = unrolled(rows)
        more = repeats
        while more:  # what is left when a repeat is gone may be one of what is then before it
            kept, more = unrolled(kept)
            repeats += more
        if repeats:
            left = "1 repeat is" if repeats == 1 else f"{repeats} repeats are"
            self.notes.append(f"the captions roll up: each phrase is shown once, and {left} left out")
        return kept

    def with_ends(self, rows: Sequence[Row]) -> Iterator[Row]:
        """Where a cue ends before it begins, or not at all, it is shown as long as it takes to read."""
        mended_ones: list[int] = []
        for row, following_s in zip(rows, _next_starts(rows), strict=True):
            if row.end_s is not None and row.end_s > row.start_s:
                yield row
                continue
            end_s = row.start_s + min(MAX_S, reading_s(row.text))
            if row.end_s is not None:
                mended_ones.append(row.number)
            yield replace(row, end_s=round(min(end_s, following_s), 3), words=row.words if row.end_s is None else ())
        self._tell(
            mended_ones,
            "ends before it begins, or at once; it is shown for as long as it takes to read",
            "end before they begin, or at once; they are shown for as long as it takes to read",
        )

    def within_film(self, rows: Sequence[Row]) -> Iterator[Row]:
        gone: list[int] = []
        cut: list[int] = []
        for row in rows:
            end_s = row.end_s or 0.0
            if row.start_s >= self._duration_s or end_s <= 0:
                gone.append(row.number)
                continue
            if end_s > self._duration_s + END_SLACK_S or row.start_s < 0:
                cut.append(row.number)
            yield replace(row, start_s=max(0.0, row.start_s), end_s=min(end_s, self._duration_s))
        lasts = f"the film, which lasts {self._duration_s:.2f} s"
        self._tell(gone, f"is outside {lasts}, and is left out", f"are outside {lasts}, and are left out")
        self._tell(cut, f"is shortened to {lasts}", f"are shortened to {lasts}")

    def apart(self, rows: Sequence[Row]) -> list[Row]:
        """One at a time: a cue ends where the next begins, or both are shown together if that is almost at once."""
        groups: list[list[Row]] = []
        overlapping: list[int] = []
        together: list[int] = []
        for row in rows:
            if not groups or _end(groups[-1]) <= row.start_s:
                groups.append([row])
                continue
            group = groups[-1]
            if _is_soon(group, row):
                group.append(row)
                together.append(row.number)
                continue
            if _end(group) - row.start_s > ROUNDING_S:
                overlapping.append(group[-1].number)
            groups[-1] = [replace(one, end_s=min(one.end_s or 0.0, row.start_s)) for one in group]
            groups.append([row])
        self._tell(
            overlapping,
            "ends where the next one begins: it overlapped it",
            "end where the next one begins: they overlapped it",
        )
        self._tell(
            together,
            "is shown together with the cue before, over which it lay",
            "are shown together with the cue before, over which they lay",
        )
        return [_together(group) for group in groups]

    def short(self, rows: Sequence[Row]) -> list[Row]:
        long = [row.number for row in rows if len(row.text) > MAX_CUE_CHARS]
        longer = f"longer than {MAX_CUE_CHARS} letters and"
        self._tell(long, f"is {longer} is divided", f"are {longer} are divided")
        return [part for row in rows for part in _parts(row)]

    def _tell(self, numbers: Sequence[int], one: str, many: str) -> None:
        """Note what is true of one cue, or of many; nothing of none."""
        if numbers:
            self.notes.append(f"{cues_named(numbers)} {one if len(set(numbers)) == 1 else many}")


def _moved(row: Row, by_s: float) -> Row:
    words = tuple(Word(word.start_s + by_s, word.end_s + by_s, word.text) for word in row.words)
    end_s = None if row.end_s is None else round(row.end_s + by_s, 3)
    return replace(row, start_s=round(row.start_s + by_s, 3), end_s=end_s, words=words)


def _next_starts(rows: Sequence[Row]) -> list[float]:
    """When the next row that begins later does, for each row in order."""
    found = [float("inf")] * len(rows)
    for index in range(len(rows) - 2, -1, -1):
        later = rows[index + 1].start_s
        found[index] = later if later > rows[index].start_s else found[index + 1]
    return found


def _is_soon(group: Sequence[Row], row: Row) -> bool:
    """Whether a row lies over others that nobody could have read until then."""
    shown_s = row.start_s - group[0].start_s
    needed_s = min(_end(group) - group[0].start_s, reading_s("\n".join(one.text for one in group)))
    return shown_s < _FLASH_S or shown_s < min(_HASTE_S, needed_s * _READ_SHARE)


def _end(group: Iterable[Row]) -> float:
    return max(row.end_s or 0.0 for row in group)


def _together(group: Sequence[Row]) -> Row:
    """Rows as one, until all of it can be read or, if that is later, until the first of them has ended."""
    if len(group) == 1:
        return group[0]
    texts = list(dict.fromkeys(row.text for row in group))
    if sum(text.count("\n") + 1 for text in texts) > MAX_LINES:
        texts = list(map(flowing, texts))  # so that what was said by one stands on a line of its own
    text, start_s = "\n".join(texts), group[0].start_s
    ends_s = min(row.end_s or 0.0 for row in group)
    end_s = min(_end(group), max(ends_s, round(start_s + reading_s(text), 3)))
    return replace(group[0], end_s=end_s, text=text, words=())


def _parts(row: Row) -> Iterator[Row]:
    """A row, divided where its text is too long for one cue, each part for its share of the time."""
    if len(row.text) <= MAX_CUE_CHARS:
        yield row
        return
    texts = list(filter(None, _pieces(row.text)))
    start_s, end_s, total = row.start_s, row.end_s or 0.0, sum(map(units, texts)) or 1.0
    length_s = end_s - start_s
    for index, text in enumerate(texts):
        until_s = end_s if index + 1 == len(texts) else round(start_s + length_s * units(text) / total, 3)
        if until_s > start_s:
            yield replace(row, start_s=start_s, end_s=until_s, text=text, words=())
        start_s = until_s


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces of at most `MAX_CUE_CHARS`, broken where it has a space or a mark, if it has any."""
    at = 0
    while len(text) - at > MAX_CUE_CHARS:
        window = text[at : at + MAX_CUE_CHARS]
        found = _BREAK.search(window) or _MARK.search(window)
        size = found.end(1) if found else MAX_CUE_CHARS
        yield window[:size].strip()
        at += size
    yield text[at:].strip()


def _cue(row: Row) -> Cue:
    end_s = row.end_s or 0.0
    return Cue(row.start_s, end_s, row.text, _fitting(row.words, row.start_s, end_s, row.text))


def _fitting(words: Sequence[Word], start_s: float, end_s: float, text: str) -> tuple[Word, ...]:
    """The words, held within their cue; none if they are not its words in order."""
    held = []
    now_s = start_s
    for word in words:
        until_s = min(word.end_s, end_s)
        since_s = min(max(word.start_s, now_s), until_s)
        if until_s <= since_s:
            return ()
        held.append(replace(word, start_s=since_s, end_s=until_s))
        now_s = until_s
    spoken = "".join(clean_text(word.text) for word in held)
    return tuple(held) if "".join(spoken.split()) == "".join(text.split()) else ()


def _outside(file: SubtitleFile, duration_s: float) -> InvalidInputError:
    first_s = min(row.start_s for row in file.rows)
    hours = "broadcasters count from 1 or 10 hours, which are taken off where all captions fit the film then"
    return InvalidInputError(
        f"No cue of the subtitles lies within the film: the first begins at {first_s:g} s, and the film lasts "
        f"{duration_s:.2f} s.",
        hint=f"Pass the subtitles of this film, or move their times{f': {hours}' if first_s >= _HOUR_S else ''}.",
    )
