"""What an uploaded file is, told by its content: only what some tool can work on is taken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from footage.errors import UnsupportedMediaError

Kind = Literal["video", "picture", "audio", "subtitles", "article"]

_HEAD_BYTES = 64 * 1024
_PICTURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), ".png"),
    (re.compile(rb"\xff\xd8\xff"), ".jpg"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), ".webp"),
    (re.compile(rb"GIF8[79]a"), ".gif"),
    (re.compile(rb"II\*\0|MM\0\*"), ".tif"),
    (re.compile(rb"....ftyp(?:avi[fs]|....(?:....){1,8}?avif)", re.DOTALL), ".avif"),
    (
        re.compile(
            rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<(?:\w+:)?svg\b", re.S
        ),
        ".svg",
    ),
)
_HEIC = re.compile(rb"....ftyp(?:hei[cmsx]|hevc|mif1|msf1)", re.DOTALL)
_WIDE_TEXTS = frozenset({b"\xff\xfe", b"\xfe\xff"})
"""How UTF-16 begins; sound may begin so too, and hardly ever does."""

_SOUNDS = (
    (re.compile(rb"ID3|\xff[\xe2-\xe7\xf2-\xf7\xfa-\xff](?!\xff)"), ".mp3"),
    (re.compile(rb"fLaC"), ".flac"),
    (re.compile(rb"caff"), ".caf"),
    (re.compile(rb"\x0b\x77"), ".ac3"),
    (re.compile(rb"RIFF....WAVE|RF64....WAVE", re.DOTALL), ".wav"),
    (re.compile(rb"FORM....AIF", re.DOTALL), ".aiff"),
    (re.compile(rb"OggS.{22,90}?(?:OpusHead|\x01vorbis|\x7fFLAC)", re.DOTALL), ".ogg"),
    (re.compile(rb"....ftypM4[AB] ", re.DOTALL), ".m4a"),
    (re.compile(rb"\xff[\xf0\xf1\xf8\xf9]"), ".aac"),
)
_STL = re.compile(rb"[0-9]{3}STL[0-9]{2}\.0")
_VIDEOS = {
    "mov": ".mp4",
    "matroska": ".mkv",
    "avi": ".avi",
    "mpegts": ".ts",
    "flv": ".flv",
    "asf": ".wmv",
    "ogg": ".ogv",
    "mpeg": ".mpg",
}
_SUBTITLES = (
    (re.compile(r"WEBVTT\b"), ".vtt"),
    (re.compile(r"(?:.{0,200}\n){0,5}\s*\d+:\d\d:\d\d[,.]\d+\s*-->"), ".srt"),
    (re.compile(r"Scenarist_SCC", re.IGNORECASE), ".scc"),
    (re.compile(r"\[Script Info\]", re.IGNORECASE), ".ass"),
    (re.compile(r"(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:\w+:)?(?:tt|timedtext|transcript)\b"), ".ttml"),
    (re.compile(r"<SAMI>", re.IGNORECASE), ".smi"),
    (re.compile(r"\[\d+:\d\d[.:]\d+\]|\[(?:ti|ar|al|by):", re.IGNORECASE), ".lrc"),
    (re.compile(r"\d+:\d\d:\d\d\.\d+,\d+:\d\d:\d\d\.\d+\s*\n"), ".sbv"),
    (re.compile(r"\{\d+\}\{\d+\}"), ".sub"),
    (re.compile(r"[\[{]\s*[\[{\"]"), ".json"),
)
_PAGE = re.compile(r"(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article)\b", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class FileKind:
    """What a file is for, and how its name ends."""

    kind: Kind
    suffix: str


def kind_of(path: Path) -> FileKind:
    """What a file is.

    Raises:
        UnsupportedMediaError: No tool works on such files.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if _HEIC.match(head):
        raise UnsupportedMediaError("HEIC pictures are not read.", hint="Save it as JPEG or PNG.")
    is_wide = head[:2] in _WIDE_TEXTS
    found = _text(head) if is_wide else _by_mark(head) or _video(path, head) or _document(path, head) or _text(head)
    if found is None:
        raise UnsupportedMediaError(
            "This is no video, picture, sound, subtitles or article.", hint="Upload the file itself, unpacked."
        )
    return found


def _by_mark(head: bytes) -> FileKind | None:
    if suffix := next((suffix for mark, suffix in _PICTURES if mark.match(head)), None):
        return FileKind("picture", suffix)
    if suffix := next((suffix for mark, suffix in _SOUNDS if mark.match(head)), None):
        return FileKind("audio", suffix)
    return FileKind("subtitles", ".stl") if _STL.match(head) else None


def _video(path: Path, head: bytes) -> FileKind | None:
    from media.containers import sniff

    try:
        container = sniff(path)
    except UnsupportedMediaError:
        return None
    is_quicktime = head[4:12] == b"ftypqt  "
    return FileKind("video", ".mov" if is_quicktime else _VIDEOS.get(container, f".{container}"))


def _document(path: Path, head: bytes) -> FileKind | None:
    """A document that is no text; a packed one is told from a look into it."""
    from films.article.documents import SUFFIXES
    from films.article.no_article import kind_of as kind_of_document
    from films.article.read import MAX_FILE_BYTES

    is_small = path.stat().st_size <= MAX_FILE_BYTES
    suffix = kind_of_document(path.read_bytes() if head.startswith(b"PK") and is_small else head)
    return FileKind("article", suffix) if suffix in SUFFIXES else None


def _text(head: bytes) -> FileKind | None:
    if not head.strip() or _is_binary(head):
        return None
    text = head.decode("utf-16" if head[:2] in _WIDE_TEXTS else "utf-8-sig", errors="replace").lstrip()
    if suffix := next((suffix for mark, suffix in _SUBTITLES if mark.match(text)), None):
        return FileKind("subtitles", suffix)
    return FileKind("article", ".html" if _PAGE.match(text) else ".md")


def _is_binary(head: bytes) -> bool:
    return head[:2] not in _WIDE_TEXTS and any(byte < 0x20 and byte not in b"\t\n\r\f\x1b" for byte in head)
