"""Reads the STL of European broadcasters: binary, a block of 128 bytes for each subtitle or a part of one.

https://tech.ebu.ch/docs/tech/tech3264.pdf
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from media.captions.formats.rows import Read, Row
from media.captions.formats.srt import numbers_of
from media.captions.model import clean_text

_HEAD_BYTES, _BLOCK_BYTES, _TEXT_AT = 1024, 128, 16
_USER_DATA, _LAST_PART = 0xFE, 0xFF
_COMMENT = 1
_LINE_END, _UNUSED = 0x8A, 0x8F
_CODECS = {b"01": "iso8859_5", b"02": "iso8859_6", b"03": "iso8859_7", b"04": "iso8859_8"}
_MARKS = dict(zip(range(0xC1, 0xD0), "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u0308\u030a\u0327\u0332\u030b"
                  "\u0328\u030c", strict=True))  # fmt: skip
"""Of ISO 6937: what stands before a letter is drawn over or under it."""

_LATIN = dict(
    zip(
        [*range(0xA0, 0xC0), *range(0xD0, 0x100)],
        "\u00a0¡¢£$¥#§¤‘“«←↑→↓°±²³×µ¶·÷’”»¼½¾¿—¹®©™♪¬¦\ufffd\ufffd\ufffd\ufffd⅛⅜⅝⅞ΩÆÐªĦ\ufffdĲĿŁØŒºÞŦŊŉĸæđðħıĳŀłøœßþŧŋ\u00ad",
        strict=True,
    )
)


def is_stl(data: bytes) -> bool:
    """Whether a file is of this format: after the number of a code page stands "STL" and a rate."""
    return data[3:6] == b"STL" and data[6:8].isdigit() and len(data) >= _HEAD_BYTES


def read_stl(data: bytes) -> Read:
    """The subtitles of an EBU STL file; times count from where it says that the programme starts."""
    fps = int(data[6:8]) or 25
    codec = _CODECS.get(data[12:14])
    start_s = _start(data[256:264], fps)
    rows: list[Row] = []
    found = [one for one in _subtitles(data) if any(one[0][1:3]) or any(one[0][5:13])]  # else it is about the file
    numbers = numbers_of([int.from_bytes(block[1:3], "little") or None for block, _ in found])
    for number, (block, text) in zip(numbers, found, strict=True):
        times_s = [_seconds(block[at : at + 4], fps) for at in (5, 9)]
        said = clean_text("\n".join(_line(line, codec) for line in text.split(bytes([_LINE_END]))))
        rows.append(Row(number, times_s[0], times_s[1], said))
    early = min((row.start_s for row in rows), default=0.0)
    zero_s = start_s if start_s <= early else 0.0
    return Read([Row(one.number, one.start_s - zero_s, (one.end_s or 0.0) - zero_s, one.text) for one in rows])


def _subtitles(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The last block of each subtitle, and its text from all of its blocks."""
    text = b""
    for at in range(_HEAD_BYTES, len(data) - _TEXT_AT, _BLOCK_BYTES):
        block = data[at : at + _BLOCK_BYTES]
        part = block[3]
        if part == _USER_DATA or block[15] == _COMMENT:
            continue
        text += block[_TEXT_AT:].rstrip(bytes([_UNUSED]))
        if part == _LAST_PART:
            yield block, text
            text = b""


def _line(line: bytes, codec: str | None) -> str:
    """A line without the colours and boxes of teletext, each of which is as wide as a space."""
    bare = bytes(code if 0x20 <= code < 0x7F or code >= 0xA0 else 0x20 for code in line if code != _UNUSED)
    text = bare.decode(codec, "replace") if codec else unicodedata.normalize("NFC", "".join(_latin(bare)))
    return re.sub(" {2,}", " ", text)


def _latin(line: bytes) -> Iterator[str]:
    mark = ""
    for code in line:
        if code in _MARKS:
            mark = _MARKS[code]
            continue
        yield (_LATIN.get(code, "\ufffd") if code >= 0xA0 else chr(code)) + mark
        mark = ""


def _seconds(stamp: bytes, fps: int) -> float:
    hours, minutes, secs, frames = stamp
    return (hours * 60 + minutes) * 60 + secs + frames / fps


def _start(stamp: bytes, fps: int) -> float:
    text = stamp.decode("latin-1")
    if not re.fullmatch(r"[0-9]{8}", text):
        return 0.0
    return _seconds(bytes(int(text[at : at + 2]) for at in (0, 2, 4, 6)), fps)
