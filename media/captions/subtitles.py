"""Reads and writes subtitle files, the door to all formats: as players read them, and without losing a letter.

Files are read as they are found in the world (see `media.captions.formats`); what is odd about their cues is mended
afterwards, for a film (see `media.captions.mending`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from footage.errors import InvalidInputError
from media.captions.formats import ass, lines, scc, srt, stl, tables, transcripts, vtt, xml
from media.captions.formats.clocks import times_of
from media.captions.formats.rows import Read, Row
from media.captions.formats.word_tags import tagged
from media.captions.model import MAX_SUBTITLE_BYTES, Cue
from media.text_decoding import declared_encoding, decode

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
_HINT = "Pass SRT, WebVTT, ASS, SSA, TTML, SCC, STL, SBV, LRC, MicroDVD, SAMI, CSV, or a transcript as JSON."
_FENCE = re.compile(r"\A\s*```[\w-]*[ \t]*\n(.*?)\n?[ \t]*```\s*\Z", re.DOTALL)
_ASS = re.compile(r"^[ \t]*\[(?:script info|events)\]", re.IGNORECASE | re.MULTILINE)
_EVENT = re.compile(r"^[ \t]*dialogue[ \t]*:", re.IGNORECASE | re.MULTILINE)
_XML = re.compile(r"<(?:\?xml|!doctype|!--|(?:[\w.-]{1,40}:)?(?:tt|transcript|timedtext)\b)", re.IGNORECASE)
_SAMI = re.compile(r"<sami\b|<sync\b", re.IGNORECASE)
_NEXT_LINE = re.compile("\r\n?")
_MAX_LINES = 300_000
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LOOKED_AT = 4000
_FEW = 20
_IN_TIME = frozenset({"srt", "vtt", "sbv", "ttml", "microdvd", "json"})
"""Formats whose cues are meant to stand in the order of their times."""


@dataclass(frozen=True, slots=True)
class SubtitleFile:
    """What a subtitle file says, as it says it: cues may overlap, end before they begin, or lie outside any film.

    Attributes:
        kind: Its format, as its files are called: "srt", "vtt", "ass", "ttml" and so on.
        rows: Its cues that have a text, in the file's order.
        notes: What could not be read of it, and how its letters were, if it does not say; a sentence each.
    """

    kind: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    @property
    def is_ordered(self) -> bool:
        """Whether its cues are meant to stand in the order of their times."""
        return self.kind in _IN_TIME

    @property
    def cues(self) -> tuple[Cue, ...]:
        """The cues in order of time, with nothing mended."""
        cues = (
            Cue(row.start_s, row.start_s if row.end_s is None else row.end_s, row.text, row.words) for row in self.rows
        )
        return tuple(sorted(cues, key=lambda cue: cue.start_s))


def parse_subtitles(data: str | bytes, *, fps: float | None = None) -> SubtitleFile:
    """What a subtitle file says, as plain text: markup and positions are dropped, order and times kept.

    Args:
        data: The file's content, in any encoding (see `media.text_decoding`).
        fps: The film's frames a second, for formats that count in them.

    Raises:
        InvalidInputError: It is too big, of no known format, or has no cue with text.
    """
    if len(data) > MAX_SUBTITLE_BYTES:
        raise InvalidInputError(f"The subtitles are larger than {MAX_SUBTITLE_BYTES / 1e6:g} MB.", hint=_HINT)
    notes: list[str] = []
    if isinstance(data, bytes) and stl.is_stl(data):
        kind, read = "stl", stl.read_stl(data)
    else:
        text, notes = _text(data)
        kind, read = _read(text, fps)
    rows = tuple(_rounded(row) for row in read.rows if row.text)
    if not rows:
        told = f" ({'; '.join(read.notes)})" if read.notes else ""
        raise InvalidInputError(f"The {kind} subtitles have no cue with text{told}.", hint=_HINT)
    return SubtitleFile(kind, rows, (*notes, *read.notes))


def to_srt(cues: Iterable[Cue]) -> str:
    """The cues as SubRip text. Text that would read as markup or as a line of times gets an invisible character."""
    blocks = (
        f"{number}\n{_clock(cue.start_s, ',')} --> {_clock(cue.end_s, ',')}\n{srt.escaped(cue.text)}\n"
        for number, cue in enumerate(cues, 1)
    )
    return "\n".join(blocks)


def to_vtt(cues: Iterable[Cue]) -> str:
    """The cues as WebVTT text, with the times of their words."""
    clock = functools.partial(_clock, point=".")
    blocks = (f"{clock(cue.start_s)} --> {clock(cue.end_s)}\n{tagged(cue, clock)}\n" for cue in cues)
    return "WEBVTT\n\n" + "\n".join(blocks)


def to_ass(cues: Iterable[Cue]) -> str:
    """The cues as a plain ASS document, with their exact times where players do not look."""
    return _ASS_HEAD + "".join(ass.event(cue.start_s, cue.end_s, cue.text) for cue in cues)


def _text(data: str | bytes) -> tuple[str, list[str]]:
    """The file's text, and what is told of how its letters were read."""
    notes: list[str] = []
    if isinstance(data, bytes):
        decoded = decode(data, declared_encoding(data))
        data = decoded.text
        if decoded.guessed:
            notes.append(f"the file does not say in which encoding it is; it is read as {decoded.encoding}")
        elif decoded.damaged:
            notes.append(f"the file is damaged: {decoded.damaged} bytes in it are no {decoded.encoding}")
    text = _NEXT_LINE.sub("\n", data.lstrip("\ufeff"))
    if "\n" not in text.strip() and "\\n" in text and "-->" in text:  # JSON that was escaped twice
        text = text.replace("\\r", "").replace("\\n", "\n")
    if _is_binary(text[:_LOOKED_AT]):
        raise InvalidInputError("The subtitles are no text.", hint=f"{_HINT} Pictures and archives are not read.")
    if text.lstrip().startswith("{\\rtf"):
        raise InvalidInputError(
            "The subtitles are a document of a word processor (RTF).", hint=f"{_HINT} Save them as text."
        )
    text = _CONTROLS.sub("", text)
    fenced = _FENCE.fullmatch(text)
    return (fenced[1] if fenced else text), notes


def _is_binary(head: str) -> bool:
    odd = len(_CONTROLS.findall(head)) + head.count("\ufffd")
    return odd > _FEW and odd * 20 > len(head)


def _read(text: str, fps: float | None) -> tuple[str, Read]:
    """The file's format, by what it holds, and its rows."""
    head = text.lstrip()
    every = text.split("\n")
    if len(every) > _MAX_LINES:
        raise InvalidInputError(f"The subtitles have more than {_MAX_LINES} lines.", hint=_HINT)
    if head.startswith("WEBVTT"):
        return "vtt", vtt.read_vtt(head.split("\n"))
    if _XML.match(head):
        return "ttml", xml.read_xml(head)
    if head.startswith("<") and _SAMI.search(head[:10_000]):
        return "sami", xml.read_sami(head)
    if head.startswith(("{", "[")) and (data := transcripts.parsed(head)) is not None:
        return "json", transcripts.read_transcript(data)
    if _ASS.match(head):
        return "ass", ass.read_ass(every)
    return _read_lines(text, every, fps)


def _read_lines(text: str, every: Sequence[str], fps: float | None) -> tuple[str, Read]:
    """Of a file that says of itself nothing but its lines."""
    if scc.is_scc(every):
        return "scc", scc.read_scc(every)
    if any(times_of(line) for line in every):
        return "srt", srt.read_srt(every)
    if tables.is_table(every) and lines.kind_of_lines(every) not in {"sbv", "tsv"}:
        return "table", tables.read_table(every, fps)
    readers: Mapping[str, Callable[[Sequence[str]], Read]] = {
        "sbv": lines.read_sbv,
        "lrc": lines.read_lrc,
        "microdvd": lambda found: lines.read_microdvd(found, fps),
        "mpl2": lines.read_mpl2,
        "tmplayer": lines.read_tmplayer,
        "tsv": lines.read_tsv,
    }
    kind = lines.kind_of_lines(every)
    if kind:
        return kind, readers[kind](every)
    if _EVENT.search(text):
        return "ass", ass.read_ass(every)
    if "-->" in text:
        raise InvalidInputError("The subtitles have arrows, but no line of times that can be read.", hint=_HINT)
    raise InvalidInputError("These are no subtitles that Footage reads.", hint=_HINT)


def _rounded(row: Row) -> Row:
    end_s = None if row.end_s is None else round(row.end_s, 3)
    return replace(row, start_s=round(row.start_s, 3), end_s=end_s)


def _clock(time_s: float, point: str) -> str:
    millis = round(time_s * 1000)
    return f"{millis // 3600000:02d}:{millis // 60000 % 60:02d}:{millis // 1000 % 60:02d}{point}{millis % 1000:03d}"
