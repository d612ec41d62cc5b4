"""Tells Dolby Vision films apart by the configuration record that Dolby has defined for MP4 and Matroska.

Most are HDR10, HLG or usual films with something on top that Dolby's players use. Some (profile 5 and others with
compatibility id 0) have colours of Dolby's own, which come out green and violet everywhere else.
"""

from __future__ import annotations

import re

from footage.errors import UnsupportedMediaError
from media.probe import VideoInfo

_RECORD = re.compile(rb"dv[cvw]C(?:\x41\xed[\x80-\xff])?(.{5})", re.DOTALL)
"""The name of the box, and in Matroska what comes between it and the record: the head of the element that holds it."""

_CODECS = frozenset({"hevc", "av1"})
_HEAD_BYTES = 1 << 20
_MOST_BYTES = 64 << 20


def compatibility_of(info: VideoInfo) -> int | None:
    """What a Dolby Vision film is to players that do not know it: 0 for nothing; None for all other films.

    Args:
        info: The film.
    """
    if info.video_codec not in _CODECS or "10" not in info.pixel_format:
        return None
    found = _RECORD.search(_index(info))
    return found[1][4] >> 4 if found else None


def require_known_colours(info: VideoInfo) -> None:
    """Refuse a film whose pictures cannot be decoded into colours here.

    Raises:
        UnsupportedMediaError: It is one.
    """
    if compatibility_of(info) == 0:
        raise UnsupportedMediaError(
            f"{info.path.name} is Dolby Vision with colours that only Dolby's players know: it cannot be drawn on.",
            hint="Use mode='soft' or 'sidecar', which leave the pictures as they are, or export it as HDR10 or SDR.",
        )


def _index(info: VideoInfo) -> bytes:
    """The part of a file that describes its tracks."""
    with info.path.open("rb") as file:
        position = 0
        while info.demuxer == "mov" and position + 8 <= info.size_bytes:
            file.seek(position)
            head = file.read(16)
            length = int.from_bytes(head[8:16] if head[:4] == b"\0\0\0\1" else head[:4])
            if head[4:8] == b"moov":
                return head + file.read(min(length, _MOST_BYTES))
            if length < 8:
                break
            position += length
        file.seek(0)
        return file.read(_HEAD_BYTES)
