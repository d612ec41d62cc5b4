"""Reads and writes subtitle files (SRT, WebVTT, ASS) without losing a letter or a millisecond.

The readers look at each line once and use no pattern that backtracks, so that no file can make them slow.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from footage.errors import InvalidInputError
from media.captions.model import Cue, clean_text
from media.captions.word_tags import tagged, untagged

MAX_SUBTITLE_BYTES = 2_000_000

_JOINER = "\u2060"
"""An invisible character that is put into text which a format would take for markup, and removed on reading."""

_TIME = r"(?:(\d{1,6}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMES = re.compile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}(?:[ \t].*)?")
_ASS_TIME = re.compile(r"\s*(\d{1,6}):(\d{1,2}):(\d{1,2})[.:](\d{1,3})\s*")
_EXACT = re.compile(r"ms (\d{1,12}) (\d{1,12})")
_ASS_FIELDS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
_ASS_TAG = re.compile(r"(?<!\\)\{[^{}]*\}")
_DRAWING = re.compile(r"\{[^{}]*\\p[1-9][^{}]*\}")
_SRT_TAG = re.compile(r"\{\\[^{}]*\}|</?[a-zA-Z][^<>\n]*>")  # {\tags} are not in the format, but common
_SRT_ESCAPE = re.compile(rf"<(?={_JOINER}*[a-zA-Z/])|\{{(?={_JOINER}*\\)|--(?={_JOINER}*>)")
_SRT_UNESCAPE = re.compile(
    rf"(?<=<){_JOINER}(?={_JOINER}*[a-zA-Z/])|(?<=\{{){_JOINER}(?={_JOINER}*\\)|(?<=--){_JOINER}(?={_JOINER}*>)"
)
_ASS_TICK_S = 0.0101
_ASS_ESCAPES = str.maketrans({"\\": "\\" + _JOINER, "{": "\\{", "}": "\\}", "\n": "\\N", "\u00a0": "\\h"})
_ASS_HEAD = """\
[Script Info]
ScriptType: v4.00+
WrapStyle: 0
ScaledBorderAndShadow: yes

[V4+ Styles]
Format: Name,Fontname,Fontsize,PrimaryColour,SecondaryColour,OutlineColour,BackColour,Bold,Italic,Underline,StrikeOut,\
ScaleX,ScaleY,Spacing,Angle,BorderStyle,Outline,Shadow,Alignment,MarginL,MarginR,MarginV,Encoding
Style: Default,Arial,18,&H00FFFFFF,&H00FFFFFF,&H00000000,&H80000000,0,0,0,0,100,100,0,0,1,1.5,0.5,2,12,12,14,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
_HINT = "Pass the content of an SRT, WebVTT or ASS file."


def parse_subtitles(data: str | bytes) -> tuple[Cue, ...]:
    """Cues of a subtitle file, as plain text: markup and positions are dropped, order and times kept.

    WebVTT may say when each word is spoken; the other formats cannot.

    Args:
        data: The file's content. Bytes may be UTF-8 or UTF-16 (by their first bytes), else Latin-1 is assumed.

    Raises:
        InvalidInputError: It is too big, of no known format, or has no cue with text.
    """
    if len(data) > MAX_SUBTITLE_BYTES:
        raise InvalidInputError(f"The subtitles are larger than {MAX_SUBTITLE_BYTES / 1e6:g} MB.", hint=_HINT)
    text = _decoded(data) if isinstance(data, bytes) else data.removeprefix("\ufeff")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kind = _kind(text)
    read = {"srt": _from_srt, "vtt": _from_vtt, "ass": _from_ass}[kind]
    cues = [cue for cue in read(lines) if cue.text]
    if not cues:
        raise InvalidInputError(f"The {kind} subtitles have no cue with text.", hint=_HINT)
    return tuple(sorted(cues, key=lambda cue: cue.start_s))


def to_srt(cues: Iterable[Cue]) -> str:
    """The cues as SubRip text. Text that would read as markup or as a line of times gets an invisible character."""
    blocks = (
        f"{number}\n{_clock(cue.start_s, ',')} --> {_clock(cue.end_s, ',')}\n"
        f"{_SRT_ESCAPE.sub(lambda match: match[0] + _JOINER, cue.text)}\n"
        for number, cue in enumerate(cues, 1)
    )
    return "\n".join(blocks)


def to_vtt(cues: Iterable[Cue]) -> str:
    """The cues as WebVTT text, with the times of their words."""
    clock = functools.partial(_clock, point=".")
    blocks = (f"{clock(cue.start_s)} --> {clock(cue.end_s)}\n{tagged(cue, clock)}\n" for cue in cues)
    return "WEBVTT\n\n" + "\n".join(blocks)


def to_ass(cues: Iterable[Cue]) -> str:
    """The cues as a plain ASS document.

    ASS times are hundredths of a second, so the exact milliseconds are kept in each event's name, which players ignore.
    """
    return _ASS_HEAD + "".join(
        f"Dialogue: 0,{_ass_clock(cue.start_s)},{_ass_clock(cue.end_s)},Default,"
        f"ms {round(cue.start_s * 1000)} {round(cue.end_s * 1000)},0,0,0,,"
        f"{cue.text.translate(_ASS_ESCAPES)}\n"
        for cue in cues
    )


def _from_srt(lines: Sequence[str]) -> Iterator[Cue]:
    """Read SRT. A cue's text ends before the next cue's number, since blank lines within texts are common."""
    marks = [(index, match) for index, line in enumerate(lines) if (match := _TIMES.fullmatch(line))]
    ends = [*(index for index, _ in marks[1:]), len(lines)]
    for (index, match), end in zip(marks, ends, strict=False):
        body = list(lines[index + 1 : end])
        while body and end < len(lines) and not body[-1].strip():
            body.pop()
        if body and end < len(lines) and body[-1].strip().isdecimal():
            body.pop()
        yield _cue(match, _SRT_UNESCAPE.sub("", _SRT_TAG.sub("", "\n".join(body))))


def _from_vtt(lines: Sequence[str]) -> Iterator[Cue]:
    """Read WebVTT. A cue's text ends at the first blank line."""
    index = 0
    while index < len(lines):
        match = _TIMES.fullmatch(lines[index])
        index += 1
        if not match:
            continue
        body = list(itertools.takewhile(str.strip, itertools.islice(lines, index, None)))
        index += len(body)
        parts = match.groups()
        yield untagged("\n".join(body), _seconds(parts[:4]), _seconds(parts[4:]))


def _from_ass(lines: Sequence[str]) -> Iterator[Cue]:
    fields: Sequence[str] = _ASS_FIELDS
    for line in lines:
        kind, _, rest = line.partition(":")
        names = [name.strip().lower() for name in rest.split(",")]
        if kind.strip().lower() == "format" and names[-1:] == ["text"]:
            fields = names
        elif kind.strip().lower() == "dialogue":
            event = dict(zip(fields, rest.split(",", len(fields) - 1), strict=False))
            times = [_ASS_TIME.fullmatch(event.get(name, "")) for name in ("start", "end")]
            text = event.get("text", "")
            if times[0] and times[1] and not _DRAWING.search(text):
                yield _exact(
                    event.get("name", ""), Cue(_seconds(times[0].groups()), _seconds(times[1].groups()), _bare(text))
                )


def _bare(text: str) -> str:
    """The text of an event without tags; a backslash before a joiner or a brace belongs to the text."""
    text = _ASS_TAG.sub("", text).replace("\\N", "\n").replace("\\n", "\n").replace("\\h", "\u00a0")
    return clean_text(text.replace("\\{", "{").replace("\\}", "}").replace("\\" + _JOINER, "\\"))


def _exact(name: str, cue: Cue) -> Cue:
    """The cue with the exact times that `to_ass` noted, unless its times were edited since."""
    match = _EXACT.fullmatch(name.strip())
    if not match:
        return cue
    start_s, end_s = int(match[1]) / 1000, int(match[2]) / 1000
    moved = abs(start_s - cue.start_s) > _ASS_TICK_S or abs(end_s - cue.end_s) > _ASS_TICK_S
    return cue if moved else replace(cue, start_s=start_s, end_s=end_s)


def _cue(match: re.Match[str], text: str) -> Cue:
    parts = match.groups()
    return Cue(_seconds(parts[:4]), _seconds(parts[4:]), clean_text(text))


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    millis = int(fraction.ljust(3, "0"))
    return (((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + millis) / 1000


def _ass_clock(time_s: float) -> str:
    cents = round(round(time_s * 1000) / 10)
    return f"{cents // 360000}:{cents // 6000 % 60:02d}:{cents // 100 % 60:02d}.{cents % 100:02d}"


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _kind(text: str) -> str:
    head = text.lstrip()
    if head.startswith("WEBVTT"):
        return "vtt"
    if "[events]" in head.lower() and "dialogue:" in head.lower():
        return "ass"
    if "-->" in head:
        return "srt"
    raise InvalidInputError("The subtitles are neither SRT nor WebVTT nor ASS.", hint=_HINT)


def _clock(time_s: float, point: str) -> str:
    millis = round(time_s * 1000)
    return f"{millis // 3600000:02d}:{millis // 60000 % 60:02d}:{millis // 1000 % 60:02d}{point}{millis % 1000:03d}"
