"""Reads the JSON of speech recognisers: Whisper and its kin, AWS Transcribe, Deepgram, Google, YouTube and others.

They differ in names, not in kind: somewhere in the file is a list of texts with times, sentences or words. It is looked
for by the names that its items have, so that the next one's file is read, too.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from media.captions.formats.clocks import offset_s, seconds
from media.captions.formats.markup import without_markup
from media.captions.formats.rows import Read, Row, cues_named, is_or_are
from media.captions.model import Cue, Word, clean_text
from media.captions.phrases import phrases

_STARTS = ("start", "start_s", "start_time", "startTime", "begin", "from", "ts", "tStartMs", "start_ms", "startMs")
_STARTS_LONG = (
    "start_time_ms",
    "startTimeMs",
    "start_sec",
    "start_seconds",
    "startSeconds",
    "begin_time",
    "startInSeconds",
)
_STARTS_OFFSET = (
    *("offsetMilliseconds", "startOffset", "offset", "tOffsetMs", "start_offset", "at", "timestamp", "time"),
)
_ENDS = ("end", "end_s", "end_time", "endTime", "to", "end_ts", "stop", "end_ms", "endMs", "endOffset", "end_offset")
_ENDS_LONG = (
    "end_time_ms",
    "endTimeMs",
    "end_sec",
    "end_seconds",
    "endSeconds",
    "finish_time",
    "endInSeconds",
    "finish",
)
_LENGTHS = ("durationMilliseconds", "duration", "dur", "dDurationMs", "duration_ms", "duration_s", "length")
_TEXTS = (
    "text",
    "punctuated_word",
    "word",
    "transcript",
    "content",
    "value",
    "utf8",
    "display",
    "caption",
    "sentence",
    "line",
    "body",
)
_LISTS = (  # the best first: sentences before words
    *(
        "recognizedPhrases",
        "phrases",
        "segments",
        "utterances",
        "captions",
        "subtitles",
        "cues",
        "transcription",
        "chunks",
        "sentences",
        "events",
    ),
    *(
        "body",
        "monologues",
        "elements",
        "items",
        "words",
        "results",
        "transcripts",
        "transcript",
        "alternatives",
        "data",
    ),
)
_CLOCK = re.compile(r"\d{1,6}(?:[:.,]\d{1,9}){1,3}")
_ISO = re.compile(r"PT(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?")
"""A length of time as Azure writes it: `PT1M2.5S`."""

_TOKEN = re.compile(r"<\|[^|<>]{0,40}\|>")
_MARKS = frozenset({"punctuation", "punct", "spacing"})
_WORD_TYPES = frozenset({"word", "pronunciation", "text"}) | _MARKS
_MOST_DEEP = 8
_BARE = 3
_MANY = 8
_MILLIS = 50.0
"""Whole numbers that are further apart than this are milliseconds: nobody says a word for a minute."""


@dataclass(frozen=True, slots=True)
class _Items:
    """A list that was found, and what the file calls it."""

    name: str
    items: Sequence[Any]


_NOTHING = _Items("", ())


@dataclass(frozen=True, slots=True)
class _Said:
    """An item of a list: its times as they stand in the file, and its text."""

    start: float
    end: float | None
    text: str
    words: Sequence[_Said] = ()
    is_whole: bool = False


def parsed(text: str) -> Any:
    """The data of JSON, or of JSON line by line; None if it is neither."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    try:
        lines = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return None
    return lines or None


def read_transcript(data: Any) -> Read:
    """The captions of a transcript: its sentences, with the times of their words if it has them, or else its words."""
    found = _best(data, "", 0)
    items = found.items
    said = list(_said(items))
    unit_s = 0.001 if _in_millis(said) else 1.0
    timed = [_scaled(item, unit_s) for item in said]
    if _are_words(timed, found):
        cues = phrases(_spoken(timed))
        return Read([Row(number, cue.start_s, cue.end_s, cue.text, cue.words) for number, cue in enumerate(cues, 1)])
    rows = [_row(number, item) for number, item in enumerate(timed, 1)]
    skipped = [number for number, item in enumerate(items, 1) if _is_untimed_text(item)]
    named = f"{cues_named(skipped)} {is_or_are(skipped)} left out: no time is given" if skipped else ""
    return Read([row for row in rows if row.text], [named] if named else [])


def _best(data: Any, name: str, depth: int) -> _Items:
    """The list of texts with times, wherever it lies."""
    if depth > _MOST_DEEP:
        return _NOTHING
    if isinstance(data, list):
        data = [_of_bare(item) for item in data]
        if sum(_start_of(item) is not None for item in data) * 2 >= sum(map(_counts, data)) > 0:
            return _Items(name, data)
        found = [_best(item, name, depth + 1) for item in data]
        inner = next((items.name for items in found if items.items), name)
        return _Items(inner, [item for items in found for item in items.items])
    if isinstance(data, dict):
        names = [*(key for key in _LISTS if key in data), *(key for key in data if key not in _LISTS)]
        for key in names:
            value = data[key]
            if key in {"alternatives", "nBest"} and isinstance(
                value, list
            ):  # of what was said there is one, the likeliest
                value = value[:1]
            if isinstance(value, list | dict) and (found_here := _best(value, key, depth + 1)).items:
                return found_here
    return _NOTHING


def _of_bare(item: Any) -> Any:
    """An item that is a bare list of a text and two times, whichever comes first, by their names."""
    if not isinstance(item, list) or not _BARE <= len(item) <= _BARE + 1:
        return item
    texts = [part for part in item if isinstance(part, str)]
    times = [part for part in item if isinstance(part, int | float) and not isinstance(part, bool)]
    ordered = isinstance(item[0], str) or isinstance(item[2], str)
    if len(texts) != 1 or len(times) < _BARE - 1 or not ordered:
        return item
    return {"text": texts[0], "start": times[0], "end": times[1]}


def _counts(item: Any) -> bool:
    """Whether an item should have times: marks of punctuation have none."""
    return not (isinstance(item, dict) and _type_of(item) in _MARKS)


def _type_of(item: Mapping[str, Any]) -> str:
    return str(item.get("type", ""))


def _said(items: Sequence[Any]) -> Iterator[_Said]:
    """What the items say. Punctuation belongs to the word before it."""
    last: _Said | None = None
    for item in items:
        if not isinstance(item, dict):
            continue
        start, text = _start_of(item), _text_of(item)
        if start is None or not math.isfinite(start):
            if last and text and not _counts(item):
                last = replace(last, text=last.text.rstrip() + text.strip())
            continue
        if last:
            yield last
        last = _Said(start, _end_of(item, start), text, tuple(_words_of(item, start)), _is_whole(item))
    if last:
        yield last


def _words_of(item: Mapping[str, Any], start: float) -> Iterator[_Said]:
    if isinstance(parts := item.get("segs"), list):  # YouTube counts from the start of its line
        parts = [{"tOffsetMs": 0, **part} for part in parts if isinstance(part, dict)]
        said = [replace(part, start=start + part.start, end=None) for part in _said(parts)]
    else:
        parts = item.get("words")
        said = list(_said(parts)) if isinstance(parts, list) else []
    for index, part in enumerate(said):
        following = said[index + 1].start if index + 1 < len(said) else _end_of(item, start)
        yield part if part.end is not None else replace(part, end=following)


def _start_of(item: Any) -> float | None:
    if not isinstance(item, dict):
        return None
    for name in (*_STARTS, *_STARTS_LONG, *_STARTS_OFFSET):
        if name in item and (time := _time(item[name], name)) is not None:
            return time
    return _of_pair(item, 0)


def _end_of(item: Mapping[str, Any], start: float) -> float | None:
    for name in (*_ENDS, *_ENDS_LONG):
        if name in item and (time := _time(item[name], name)) is not None:
            return time
    for name in _LENGTHS:
        if name in item and (time := _time(item[name], name)) is not None:
            return start + time
    return _of_pair(item, 1)


def _of_pair(item: Mapping[str, Any], index: int) -> float | None:
    """`timestamp: [1.0, 2.0]` and whisper.cpp's `offsets: {from: 1000, to: 2000}`."""
    pair = item.get("timestamp", item.get("timestamps"))
    if isinstance(pair, list) and len(pair) == 2 and not isinstance(pair[index], dict | list):
        return _time(pair[index], "s")
    offsets = item.get("offsets")
    if isinstance(offsets, dict):
        return _time(offsets.get(("from", "to")[index]), "ms")
    return _time(pair.get(("from", "to")[index]), "s") if isinstance(pair, dict) else None


def _time(value: Any, name: str) -> float | None:
    """A time in seconds, or in whatever the file counts; what a name calls milliseconds is made seconds."""
    if isinstance(value, dict):  # Google's {"seconds": "1", "nanos": 200000000}
        whole, nanos = _time(value.get("seconds", 0), "s"), _time(value.get("nanos", 0), "s")
        return None if whole is None or nanos is None else whole + nanos / 1e9
    if isinstance(value, bool):
        return None
    found: float | None = None
    if isinstance(value, int | float):
        found = float(value) if abs(value) < 1e12 else None
    elif isinstance(value, str):
        found = offset_s(value)
        if found is None and _CLOCK.fullmatch(value.strip()):
            found = seconds(value.strip())
        if found is None and (iso := _ISO.fullmatch(value.strip())):
            found = int(iso[1] or 0) * 3600 + int(iso[2] or 0) * 60 + float(iso[3] or 0)
    if found is None or not math.isfinite(found):
        return None
    return found / 1000 if name.lower().endswith(("ms", "milliseconds")) else found


def _text_of(item: Mapping[str, Any]) -> str:
    for name in _TEXTS:
        value = item.get(name)
        if isinstance(value, str):
            return without_markup(_TOKEN.sub("", value))
    for name in ("segs", "alternatives", "nBest", "lines"):
        parts = item.get(name)
        if isinstance(parts, list) and parts:
            parts = parts[:1] if name in {"alternatives", "nBest"} else parts
            said = [part if isinstance(part, str) else _text_of(part) for part in parts if isinstance(part, str | dict)]
            return ("\n" if name == "lines" else "").join(said)
    return ""


def _is_untimed_text(item: Any) -> bool:
    return isinstance(item, dict) and _start_of(item) is None and _counts(item) and bool(_text_of(item).strip())


def _is_whole(item: Mapping[str, Any]) -> bool:
    """Whether all of an item's times are whole numbers, as milliseconds are."""
    times = [item.get(name) for name in (*_STARTS, *_ENDS) if name in item]
    return bool(times) and all(isinstance(time, int) for time in times)


def _in_millis(said: Sequence[_Said]) -> bool:
    lengths = [item.end - item.start for item in said if item.end is not None]
    named = all(item.is_whole for item in said)
    return bool(lengths) and named and sorted(lengths)[len(lengths) // 2] >= _MILLIS


def _scaled(item: _Said, unit_s: float) -> _Said:
    end = None if item.end is None else item.end * unit_s
    return replace(item, start=item.start * unit_s, end=end, words=[_scaled(word, unit_s) for word in item.words])


def _are_words(said: Sequence[_Said], found: _Items) -> bool:
    """Whether the items are words: they are called so, or hardly any of many has a space in it."""
    if any(item.words for item in said):
        return False
    if found.name in {"words", "elements", "word_segments"} or any(
        "word" in item for item in found.items if isinstance(item, dict)
    ):
        return True
    spaced = sum(" " in item.text.strip() for item in said)
    typed = any(isinstance(item, dict) and _type_of(item) in _WORD_TYPES for item in found.items)
    return (typed or len(said) >= _MANY) and spaced * 20 < len(said)


def _spoken(said: Sequence[_Said]) -> Iterator[Word]:
    """Words in order without overlaps, apart from each other unless their script or the recogniser has no spaces."""
    said = sorted((item for item in said if clean_text(item.text)), key=lambda word: word.start)
    spaces = any(item.text.startswith(" ") for item in said)
    before, now_s = "", 0.0
    for index, item in enumerate(said):
        text = clean_text(item.text)
        start_s = max(now_s, item.start)
        following = said[index + 1].start if index + 1 < len(said) else item.start + 0.5
        now_s = max(start_s + 0.02, item.end if item.end is not None else following)
        apart = item.text.startswith(" ") if spaces else not (_is_wide(before[-1:]) or _is_wide(text[:1]))
        yield Word(round(start_s, 3), round(now_s, 3), f" {text}" if apart else text)
        before = text


def _is_wide(char: str) -> bool:
    return bool(char) and unicodedata.east_asian_width(char) in {"W", "F"} and not "\uac00" <= char <= "\ud7a3"


def _row(number: int, item: _Said) -> Row:
    cue = Cue(item.start, item.end if item.end is not None else item.start, clean_text(item.text))
    timed = all(word.end is not None for word in item.words)
    words = tuple(
        Word(word.start, word.end, clean_text(word.text))
        for word in item.words
        if word.end is not None and clean_text(word.text)
    )
    return Row(number, item.start, item.end, cue.text, words if timed else ())
