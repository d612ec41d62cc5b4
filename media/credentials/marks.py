"""Marks that say what a file is without being signed: the IPTC's in XMP, and a comment that players show.

They stay where signatures are lost: the comment is even kept when ffmpeg copies a film into another file.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import quoteattr

from footage import __version__
from footage.plain_text import one_line
from media.credentials.manifest import SOURCE_TYPES

_XMP_BOX = bytes.fromhex("BE7ACFCB97A942E89C71999491E3AFAC")
_XMP_IN_JPEG = b"http://ns.adobe.com/xap/1.0/\x00"
_XMP_IN_PNG = b"XML:com.adobe.xmp\x00\x00\x00\x00\x00"
_BEGIN, _END = b"<x:xmpmeta", b"</x:xmpmeta>"
_LOOKED_AT = 1 << 20
_MOST_PACKET = 1 << 18
_MOST_CHARS = 80
_COMMENT = re.compile(rb"Made with AI(?: in part)? ?\(([^)\x00]{1,80})\)")


@dataclass(frozen=True)
class Mark:
    """What is said without a signature: a digital source type, as `footage.provenance.SourceType`, and the maker."""

    source: str | None
    maker: str


def packet(mark: Mark) -> bytes:
    """It as XMP."""
    said = {"xmp:CreatorTool": f"Footage {__version__}"}
    if mark.source:
        said["Iptc4xmpExt:DigitalSourceType"] = SOURCE_TYPES + mark.source
    if mark.maker:
        said["Iptc4xmpExt:AISystemUsed"] = mark.maker
    attributes = " ".join(f"{name}={quoteattr(one_line(value))}" for name, value in said.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
        f'{attributes}/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def mark(file: Path, said: Mark, kind: str) -> None:
    """Write a mark into a finished file; what has one of somebody else's, or cannot have one, stays as it is."""
    if _packet_in(file) is not None:
        return
    if kind in {"video/mp4", "video/quicktime", "audio/mp4"}:
        if _is_whole(file):
            content = packet(said)
            _append(file, (24 + len(content)).to_bytes(4, "big") + b"uuid" + _XMP_BOX + content)
    elif kind == "image/jpeg":
        content = _XMP_IN_JPEG + packet(said)
        with file.open("rb") as opened:
            head = opened.read(6)
        at = 4 + int.from_bytes(head[4:6], "big") if head[2:4] == b"\xff\xe0" else 2  # JFIF's own segment is the first
        _insert(file, at, b"\xff\xe1" + (2 + len(content)).to_bytes(2, "big") + content)
    elif kind == "image/png":
        content = b"iTXt" + _XMP_IN_PNG + packet(said)
        crc = zlib.crc32(content).to_bytes(4, "big")
        _insert(file, 33, (len(content) - 4).to_bytes(4, "big") + content + crc)  # after the header, which comes first


def marked(file: Path) -> Mark | None:
    """The mark that a file bears, whoever has written it; None where it says nothing of what it is."""
    found = _packet_in(file)
    if found and (source := _value(found, b"DigitalSourceType")):
        maker = _value(found, b"AISystemUsed") or _value(found, b"CreatorTool") or ""
        return Mark(source.rstrip("/").rsplit("/", 1)[-1], maker)
    for content in _ends(file):
        if comment := _COMMENT.search(content):
            maker = one_line(comment[1].decode(errors="replace"))
            in_part = b"in part" in comment[0]
            return Mark("compositeWithTrainedAlgorithmicMedia" if in_part else "trainedAlgorithmicMedia", maker)
    return None


def has_traces(file: Path) -> bool:
    """Whether there is anything like content credentials at its beginning or its end, however broken."""
    return any(b"jumb" in content or b"c2pa" in content for content in _ends(file))


def _append(file: Path, content: bytes) -> None:
    """All of it or nothing: a disk may be full."""
    size = file.stat().st_size
    try:
        with file.open("ab") as out:
            out.write(content)
    except OSError:
        os.truncate(file, size)
        raise


def _insert(file: Path, at: int, content: bytes) -> None:
    whole, out = file.read_bytes(), file.with_name(f"{file.name}.marked")
    try:
        out.write_bytes(whole[:at] + content + whole[at:])
        out.replace(file)
    finally:
        out.unlink(missing_ok=True)


def _is_whole(file: Path) -> bool:
    """Whether another box can be appended: every box says how long it is, and the last one ends with the file."""
    ends = 0
    for _, start, size in boxes(file):
        ends = start + size
    return ends == file.stat().st_size


def boxes(file: Path) -> Iterator[tuple[bytes, int, int]]:
    """The boxes of an MP4 at its top: kind, start and size; nothing after the first that does not say its size."""
    length = file.stat().st_size
    with file.open("rb") as opened:
        start = 0
        while start + 8 <= length:
            opened.seek(start)
            head = opened.read(16)
            size = int.from_bytes(head[:4], "big")
            if size == 1:
                size = int.from_bytes(head[8:16], "big")
            if size < 8 or start + size > length:
                return
            yield head[4:8], start, size
            start += size


def _ends(file: Path) -> Iterator[bytes]:
    """The beginning of a file and its end, where marks are."""
    with file.open("rb") as opened:
        yield opened.read(_LOOKED_AT)
        length = file.stat().st_size
        if length > _LOOKED_AT:
            opened.seek(max(_LOOKED_AT, length - _LOOKED_AT))
            yield opened.read(_LOOKED_AT)


def _packet_in(file: Path) -> bytes | None:
    for content in _ends(file):
        begin = content.find(_BEGIN)
        end = content.find(_END, begin, begin + _MOST_PACKET) if begin >= 0 else -1
        if end >= 0:
            return content[begin:end]
    return None


def _value(xmp: bytes, name: bytes) -> str | None:
    """What a packet says of a property, as an attribute or as an element of its own."""
    attribute = re.search(rb"[:\s]" + name + rb"""\s*=\s*["']([^"'<>]{1,400})["']""", xmp)
    element = re.search(rb"[:<]" + name + rb"[^>]{0,200}>\s*([^<>]{1,400}?)\s*<", xmp)
    found = attribute or element
    return one_line(found[1].decode(errors="replace"))[: _MOST_CHARS * 2] if found else None
