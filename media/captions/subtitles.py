"""Subtitle files: SRT, WebVTT and ASS in, SRT and WebVTT out."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from footage.errors import InvalidInputError
from media.captions.model import Cue, clean_text

MAX_SUBTITLE_BYTES = 2_000_000

_STAND_IN = "\ue000"  # for a backslash, which the parser would take for the start of a line break
_TAG = re.compile(r"\{\\[^{}]*\}")
_SRT_TAG = re.compile(rf"\{{{_STAND_IN}[^{{}}]*\}}")  # no part of the format, but many files have {\an8} and its like
_HINT = "Pass the content of an SRT, WebVTT or ASS file."


def parse_subtitles(data: str | bytes) -> tuple[Cue, ...]:
    """Cues of a subtitle file, as plain text: markup and positions are dropped, order and times kept.

    Args:
        data: The file's content. Bytes may be UTF-8 or UTF-16 (told by their first bytes), else Latin-1 is assumed.

    Raises:
        InvalidInputError: It is too big, of no known format, or has no cue with text.
    """
    import pysubs2

    if len(data) > MAX_SUBTITLE_BYTES:
        raise InvalidInputError(f"The subtitles are larger than {MAX_SUBTITLE_BYTES / 1e6:g} MB.", hint=_HINT)
    text = (_decoded(data) if isinstance(data, bytes) else data.removeprefix("\ufeff")).replace("\r\n", "\n")
    kind = _kind(text)
    if kind != "ass":
        text = text.replace("\\", _STAND_IN)
    try:
        events = pysubs2.SSAFile.from_string(text, format_=kind).events
    except (pysubs2.exceptions.Pysubs2Error, ValueError, IndexError) as exc:
        raise InvalidInputError(f"The {kind} subtitles cannot be read: {exc}.", hint=_HINT) from exc
    shown = [event for event in events if not event.is_comment and not event.is_drawing]
    cues = [Cue(event.start / 1000, event.end / 1000, _plain(event.text, kind)) for event in shown]
    found = tuple(sorted((cue for cue in cues if cue.text), key=lambda cue: cue.start_s))
    if not found:
        raise InvalidInputError(f"The {kind} subtitles have no cue with text.", hint=_HINT)
    return found


def to_srt(cues: Iterable[Cue]) -> str:
    """The cues as SubRip text."""
    # An arrow in the text would read as a line of times.
    blocks = (
        f"{number}\n{_clock(cue.start_s, ',')} --> {_clock(cue.end_s, ',')}\n{cue.text.replace('-->', '→')}\n"
        for number, cue in enumerate(cues, 1)
    )
    return "\n".join(blocks)


def to_vtt(cues: Iterable[Cue]) -> str:
    """The cues as WebVTT text."""
    blocks = (
        f"{_clock(cue.start_s, '.')} --> {_clock(cue.end_s, '.')}\n{html.escape(cue.text, quote=False)}\n"
        for cue in cues
    )
    return "WEBVTT\n\n" + "\n".join(blocks)


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


def _plain(text: str, kind: str) -> str:
    text = _TAG.sub("", text.replace("\\N", "\n"))
    if kind == "srt":
        text = _SRT_TAG.sub("", text)
    text = text.replace("\\n", "\n").replace("\\h", " ").replace(_STAND_IN, "\\")
    return clean_text(html.unescape(text) if kind == "vtt" else text)


def _clock(time_s: float, point: str) -> str:
    millis = round(time_s * 1000)
    return f"{millis // 3600000:02d}:{millis // 60000 % 60:02d}:{millis // 1000 % 60:02d}{point}{millis % 1000:03d}"
