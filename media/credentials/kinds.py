"""What a file is, as its signers call it: by its first bytes, for names say little."""

from __future__ import annotations

from pathlib import Path

FOLDER = "credentials"
"""The folder of a home where its identity is."""

OTHER = "application/octet-stream"
"""Anything that cannot carry credentials."""

MOST_BYTES = 1 << 30
"""What is larger is neither signed nor read: that needs twice its size in memory."""

_BRANDS = {b"qt  ": "video/quicktime", b"M4A ": "audio/mp4", b"heic": "image/heic", b"avif": "image/avif"}
_RIFFS = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/avi"}
_MAGIC = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"ID3", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)


def kind_of(file: Path) -> str:
    """Its media type; `OTHER` where it can carry no credentials."""
    with file.open("rb") as opened:
        head = opened.read(16)
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    if head[:4] == b"RIFF":
        return _RIFFS.get(head[8:12], OTHER)
    if head[:1] == b"\xff" and len(head) > 1 and head[1] & 0xE6 == 0xE2:
        return "audio/mpeg"
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), OTHER)
