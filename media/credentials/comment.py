"""The comment of a film, as iTunes has it: ffmpeg keeps it when it copies or encodes the film again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from media.credentials.marks import boxes

_COMMENT = b"\xa9cmt"
_WAY = (b"udta", b"meta", b"ilst")
_MOST_INDEX = 64 << 20
_HANDLER = bytes(8) + b"mdirappl" + bytes(9)
_NESTED = (b"trak", b"mdia", b"minf", b"stbl")
_OFFSETS = {b"stco": 4, b"co64": 8}


def comment(film: Path, text: str, out: Path) -> bool:
    """Write a film with a comment; False, and nothing, where it has one, or is not laid out as usual.

    Args:
        film: An MP4.
        text: What to say.
        out: The new file.
    """
    top = list(boxes(film))
    kinds = [kind for kind, _, _ in top]
    if kinds.count(b"moov") != 1 or b"moof" in kinds or sum(size for _, _, size in top) != film.stat().st_size:
        return False
    start, size = next((start, size) for kind, start, size in top if kind == b"moov")
    if size > _MOST_INDEX:
        return False
    with film.open("rb") as opened:
        opened.seek(start)
        index = opened.read(size)
        if _COMMENT in index or index[:4] == b"\x00\x00\x00\x01":
            return False
        body = _added(index[8:], _WAY, _box(_COMMENT, _box(b"data", bytes([0, 0, 0, 1, 0, 0, 0, 0]) + text.encode())))
        grown = len(body) + 8 - size
        moved = _moved(body, start + size, grown)
        if moved is None:
            return False
        with out.open("wb") as written:
            opened.seek(0)
            written.write(opened.read(start))
            written.write(_box(b"moov", moved))
            opened.seek(start + size)
            shutil.copyfileobj(opened, written, 1 << 20)
    return True


def _box(kind: bytes, body: bytes) -> bytes:
    return (8 + len(body)).to_bytes(4, "big") + kind + body


def _children(body: bytes) -> Iterator[tuple[bytes, int, int]]:
    start = 0
    while start + 8 <= len(body):
        size = int.from_bytes(body[start : start + 4], "big")
        if size < 8 or start + size > len(body):
            return
        yield body[start + 4 : start + 8], start, size
        start += size


def _added(body: bytes, way: Sequence[bytes], atom: bytes) -> bytes:
    """A box's content with one more in it, in the box at the end of the way, which is made where it is not there."""
    if not way:
        return body + atom
    lead = b""
    found = next(((start, size) for kind, start, size in _children(body) if kind == way[0]), None)
    if found is None:
        if way[0] == b"meta":
            lead = bytes(4) + _box(b"hdlr", _HANDLER)
        return body + _box(way[0], lead + _added(b"", way[1:], atom))
    start, size = found
    inner = body[start + 8 : start + size]
    if way[0] == b"meta" and inner[4:8] != b"hdlr":  # QuickTime's has no version
        lead, inner = inner[:4], inner[4:]
    return body[:start] + _box(way[0], lead + _added(inner, way[1:], atom)) + body[start + size :]


def _moved(body: bytes, after: int, by: int) -> bytes | None:
    """An index whose film lies farther on: what it says of where samples lie is put right; None where it cannot be."""
    out = bytearray(body)
    for kind, start, size in _leaves(body, 0, len(body)):
        if width := _OFFSETS.get(kind):
            count = int.from_bytes(body[start + 12 : start + 16], "big")
            if 16 + count * width > size:
                return None
            for at in range(start + 16, start + 16 + count * width, width):
                place = int.from_bytes(body[at : at + width], "big")
                if place >= after:
                    if (place + by) >> (8 * width):
                        return None
                    out[at : at + width] = (place + by).to_bytes(width, "big")
    return bytes(out)


def _leaves(body: bytes, begin: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """The boxes of all tracks' sample tables, wherever they are nested."""
    for kind, start, size in _children(body[begin:end]):
        if kind in _NESTED:
            yield from _leaves(body, begin + start + 8, begin + start + size)
        else:
            yield kind, begin + start, size
