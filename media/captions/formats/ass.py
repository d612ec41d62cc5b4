"""Reads ASS and SSA: the texts of their events, without styles, drawings, comments, fonts and pictures."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from media.captions.formats.clocks import seconds
from media.captions.formats.markup import JOINER
from media.captions.formats.rows import Read, Row
from media.captions.formats.srt import garbled_notes
from media.captions.model import Word, clean_text

_FIELDS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
_TIME = re.compile(r"\s*-?\d{1,6}\s*[:.]\s*\d{1,2}\s*[:.]\s*\d{1,2}(?:\s*[.,:]\s*\d{1,3})?\s*")
_EXACT = re.compile(r"ms (\d{1,12}) (\d{1,12})")
_TICK_S = 0.0101
_OVERRIDE = re.compile(r"((?<!\\)\{[^{}]*\})")
_CUT_OVERRIDE = re.compile(r"(?<!\\)\{\\[a-zA-Z0-9]+(?:\([^(){}\s]*\)?)?[^{}\s]*")
_SUNG = re.compile(r"\\[kK][fot]?(\d{1,6})")
_SUNG_LINE = re.compile(r"\s*Comment\s*:(?:[^,]*,){8}\s*karaoke\s*,", re.IGNORECASE)
_DRAWN_LINE = re.compile(r"\s*Dialogue\s*:(?:[^,]*,){8}\s*fx\s*,", re.IGNORECASE)
"""A song whose syllables fly about has a line for each; the line that they were made of stands as a comment."""

_DRAWS = re.compile(r"\\p(\d{1,3})(?![\d.])")
_ESCAPES = str.maketrans({"\\": "\\" + JOINER, "{": "\\{", "}": "\\}", "\n": "\\N", "\u00a0": "\\h"})


def read_ass(lines: Sequence[str]) -> Read:
    """The captions of an ASS or SSA file.

    Its times are hundredths of a second; `escaped_event` notes the exact ones beside them.
    """
    fields: Sequence[str] = _FIELDS
    rows, garbled, number = [], [], 0
    has_song = any(map(_SUNG_LINE.match, lines)) and any(map(_DRAWN_LINE.match, lines))
    for line in lines:
        kind, _, rest = line.partition(":")
        kind = kind.strip().lower()
        if kind == "format":
            names = [name.strip().lower() for name in rest.split(",")]
            fields = names if names[-1:] == ["text"] else fields
        elif kind == "dialogue" or (kind == "comment" and has_song):
            event = dict(zip(fields, rest.split(",", len(fields) - 1), strict=False))
            effect = event.get("effect", "").strip().lower()
            if (has_song and effect == "fx") or (kind == "comment" and effect != "karaoke"):
                continue
            number += 1
            text, sung = _bare(event.get("text", "")), _syllables(event.get("text", ""))
            times = [_seconds(event.get(name, "")) for name in ("start", "end")]
            if times[0] is None or times[1] is None:
                garbled.append(number)
            elif text:
                start_s, end_s = _exact(event.get("name", ""), times[0], times[1])
                rows.append(Row(number, start_s, end_s, text, tuple(_words(sung, start_s))))
    return Read(rows, garbled_notes(garbled))


def event(start_s: float, end_s: float, text: str) -> str:
    """A line of an ASS file that shows a text, with its exact times in the name, which players ignore."""
    exact = f"ms {round(start_s * 1000)} {round(end_s * 1000)}"
    return f"Dialogue: 0,{_clock(start_s)},{_clock(end_s)},Default,{exact},0,0,0,,{text.translate(_ESCAPES)}\n"


def _bare(text: str) -> str:
    """The text of an event; a backslash before a joiner or a brace belongs to the text."""
    text = _CUT_OVERRIDE.sub("", "".join(_shown(text)))
    text = text.replace("\\N", "\n").replace("\\n", "\n").replace("\\h", "\u00a0")
    return clean_text(text.replace("\\{", "{").replace("\\}", "}").replace("\\" + JOINER, "\\"))


def _shown(text: str) -> Iterator[str]:
    """The parts of a text that are letters: between its tags, and not while these say that it is a drawing."""
    drawing = False
    for index, part in enumerate(_OVERRIDE.split(text)):
        if index % 2:
            for found in _DRAWS.finditer(part):
                drawing = int(found[1]) > 0
        elif not drawing:
            yield part


def _syllables(text: str) -> list[tuple[float, str]]:
    """How long each syllable of a song is sung, in seconds, and the syllable; none if the text does not say."""
    if "\\k" not in text.lower():
        return []
    found: list[tuple[float, str]] = []
    lasts_s = 0.0
    for index, part in enumerate(_OVERRIDE.split(text)):
        if index % 2:
            lasts_s += sum(int(tag[1]) for tag in _SUNG.finditer(part)) / 100
        else:
            found.append((lasts_s, part.replace("\\N", " ").replace("\\n", " ").replace("\\h", " ")))
            lasts_s = 0.0
    return found


def _words(sung: Sequence[tuple[float, str]], start_s: float) -> Iterator[Word]:
    """The words that syllables make up; the letters of a syllable share its time."""
    letters: list[tuple[str, float, float]] = []
    now_s = start_s
    for lasts_s, syllable in sung:
        each_s = lasts_s / max(1, sum(not letter.isspace() for letter in syllable))
        for letter in syllable:
            until_s = now_s if letter.isspace() else now_s + each_s
            letters.append((letter, now_s, until_s))
            now_s = until_s
    for is_space, group in itertools.groupby(letters, lambda letter: letter[0].isspace()):
        said = list(group)
        text = clean_text("".join(letter for letter, _, _ in said))
        if not is_space and text:
            yield Word(round(said[0][1], 3), round(said[-1][2], 3), text)


def _seconds(stamp: str) -> float | None:
    return seconds(stamp.strip()) if _TIME.fullmatch(stamp) else None


def _exact(name: str, start_s: float, end_s: float) -> tuple[float, float]:
    """The exact times that `event` noted, unless its times were edited since."""
    match = _EXACT.fullmatch(name.strip())
    if not match:
        return start_s, end_s
    exact = int(match[1]) / 1000, int(match[2]) / 1000
    moved = abs(exact[0] - start_s) > _TICK_S or abs(exact[1] - end_s) > _TICK_S
    return (start_s, end_s) if moved else exact


def _clock(time_s: float) -> str:
    cents = round(round(time_s * 1000) / 10)
    return f"{cents // 360000}:{cents // 6000 % 60:02d}:{cents // 100 % 60:02d}.{cents % 100:02d}"
