"""Tells a film's container from its first bytes, never from its name, and whether an MP4 lacks bytes at its end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from footage.errors import UnsupportedMediaError

HEAD_BYTES = 4096
SEEKABLE = frozenset({"mov", "matroska", "avi"})
"""Containers with an index, by ffmpeg's names: frames of films in others are found only by reading on."""


def damaged(message: str, hint: str) -> UnsupportedMediaError:
    """The error for a film of which a part is missing or broken."""
    error = UnsupportedMediaError(message, hint=hint)
    error.damaged = True
    return error


_PLAYLIST_HEADS = (b"#EXTM3U", b"<?xml", b"<MPD", b"ffconcat")
_MOV_BOXES = (b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"wide", b"free", b"skip", b"pnot", b"uuid")
_FILM_BOXES = (b"moov", b"moof", b"mdat")
_MAX_BOXES = 100_000
_INDEX_BYTES = 1_000_000
_SYNCS = 8
"""So many packets of a transport stream in a row are no chance."""

_HEADS = {
    b"\x1a\x45\xdf\xa3": "matroska",
    b"FLV\x01": "flv",
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11": "asf",
    b"OggS": "ogg",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    b"\x00\x00\x01\xba": "mpeg",
    b"\x00\x00\x01\xb3": "mpegvideo",
    b"\x06\x0e\x2b\x34\x02\x05\x01\x01": "mxf",
    b"\x00\x00\x01\xb0": "m4v",
    b"\x1f\x07\x00": "dv",
    b"nut/multimedia container\x00": "nut",
    b".RMF": "rm",
    b"DKIF\x00\x00": "ivf",
    b"YUV4MPEG2 ": "yuv4mpegpipe",
    b"\xb7\xd8\x00\x20\x37\x49\xda\x11": "wtv",
}
_H264_UNITS = frozenset({6, 7, 9})
_HEVC_UNITS = (b"\x40\x01", b"\x42\x01", b"\x46\x01")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"BM", b"II*\x00", b"MM\x00*")


def sniff(path: Path) -> str:
    """The container by ffmpeg's name for it, from the first bytes of the file.

    Raises:
        UnsupportedMediaError: It is none of the video containers we read.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(_PLAYLIST_HEADS):
        raise UnsupportedMediaError(
            f"{path.name} is a playlist, not a video.", hint="Pass the video file itself; playlists are not followed."
        )
    for recognised in _READERS:
        demuxer = recognised(head)
        if demuxer:
            return demuxer
    if _is_still(head):
        raise UnsupportedMediaError(
            f"{path.name} is a picture, not a video.", hint="Pass a video; generate_video takes pictures."
        )
    raise UnsupportedMediaError(
        f"{path.name} is not a video: its content is none of the containers that players know.",
        hint="Pass the video file itself, for example an MP4, MOV, WebM, MKV, AVI, TS, FLV, WMV or GIF file.",
    )


def _by_head(head: bytes) -> str | None:
    return next((name for start, name in _HEADS.items() if head.startswith(start)), None)


def _by_box(head: bytes) -> str | None:
    return "mov" if head[4:8] in _MOV_BOXES else None


def _by_riff(head: bytes) -> str | None:
    return "avi" if head.startswith((b"RIFF", b"RF64")) and head[8:12] in {b"AVI ", b"AVIX"} else None


def _by_animation(head: bytes) -> str | None:
    """An animated PNG says so before its first picture."""
    is_png = head.startswith(b"\x89PNG\r\n\x1a\n")
    return "apng" if is_png and b"acTL" in head.partition(b"IDAT")[0] else None


def _by_syncs(head: bytes) -> str | None:
    """A transport stream, which may begin in the middle of a packet: recordings are cut anywhere."""
    for length in (188, 192, 204):
        for start in range(min(length, max(0, len(head) - _SYNCS * length))):
            if head[start : start + _SYNCS * length : length] == b"\x47" * _SYNCS:
                return "mpegts"
    return None


def _by_start_code(head: bytes) -> str | None:
    """Bare H.264 or HEVC, as cameras and encoders write it without a container."""
    unit = head.partition(b"\x00\x00\x01")[2] if head.startswith((b"\x00\x00\x01", b"\x00\x00\x00\x01")) else b""
    if unit.startswith(_HEVC_UNITS):
        return "hevc"
    return "h264" if unit and not unit[0] & 0x80 and unit[0] & 0x1F in _H264_UNITS else None


_READERS: tuple[Callable[[bytes], str | None], ...] = (
    _by_box,
    _by_head,
    _by_riff,
    _by_animation,
    _by_start_code,
    _by_syncs,
)


def is_still(path: Path) -> bool:
    """Whether a file is a still picture."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    return _is_still(head) and _by_animation(head) is None


def _is_still(head: bytes) -> bool:
    return head.startswith(_PICTURES) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP")


def check_boxes(path: Path, size_bytes: int) -> None:
    """Refuse an MP4 that was cut short: it still opens when its index comes first; the boxes' own sizes tell.

    So is one that is encrypted, of which decoders would make noise.

    What follows the last box is nobody's business: phones and cameras leave notes of their own there.

    Raises:
        UnsupportedMediaError: Bytes of the film are missing, or its index is, or it is encrypted.
    """
    names: set[bytes] = set()
    position, boxes = 0, 0
    with path.open("rb") as file:
        while position + 8 <= size_bytes:
            file.seek(position)
            name, length = _box(file.read(16), size_bytes - position)
            is_film = name in _FILM_BOXES
            if length < 8 or (position + length > size_bytes and not is_film):
                break  # padding or something else's text: the demuxer judges
            names.add(name)
            position += length
            boxes += 1
            if boxes > _MAX_BOXES:
                raise UnsupportedMediaError(f"{path.name} is damaged: it is split into too many pieces to be a film.")
    if position > size_bytes:
        raise damaged(
            f"{path.name} breaks off: {position - size_bytes} bytes are missing at its end.",
            hint="Pass a complete file; this one was cut short while it was written or copied.",
        )
    if b"moov" not in names and b"moof" in names:
        raise UnsupportedMediaError(
            f"{path.name} is a piece of a stream (DASH or HLS) without what stands before all pieces.",
            hint="Pass the whole film, or put the stream's initialization segment before its pieces in one file.",
        )
    if b"moov" not in names:
        raise UnsupportedMediaError(
            f"{path.name} is incomplete: an MP4 without its index (moov).",
            hint="Pass a complete file; the recording or upload was not finished.",
        )
    if _is_encrypted(path):
        raise UnsupportedMediaError(
            f"{path.name} is encrypted (DRM), and nothing here has its key.",
            hint="Pass a film without copy protection.",
        )


def _is_encrypted(path: Path) -> bool:
    """Whether the pictures of an MP4 are encrypted, which its index says: it stands at the beginning or at the end."""
    with path.open("rb") as file:
        head = file.read(_INDEX_BYTES)
        file.seek(max(0, path.stat().st_size - _INDEX_BYTES))
        return any(b"encv" in part and b"schm" in part for part in (head, file.read(_INDEX_BYTES)))


def _box(head: bytes, left: int) -> tuple[bytes, int]:
    """The name and the length of the box that begins here, in bytes."""
    length = int.from_bytes(head[:4])
    if length == 1:
        length = int.from_bytes(head[8:16])
    elif length == 0:
        length = left
    return head[4:8], length
