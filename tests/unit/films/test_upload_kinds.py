"""What an uploaded file is, by its content: beginnings of real files of each kind."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from films.upload_kinds import kind_of
from footage.errors import UnsupportedMediaError


def a_zip(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return packed.getvalue()


SRT = "1\n00:00:00,000 --> 00:00:01,000\nпривет\n"
FTYP = b"\0\0\0\x18ftyp"
KNOWN: list[tuple[bytes, str, str]] = [
    (FTYP + b"isom\0\0\2\0", "video", ".mp4"),
    (FTYP + b"qt  \0\0\2\0", "video", ".mov"),
    (b"\0\0\0\x08wide\0\0\0\0mdat", "video", ".mp4"),
    (b"\x1a\x45\xdf\xa3\x9f\x42\x86", "video", ".mkv"),
    (b"RIFF\0\0\0\0AVI LIST", "video", ".avi"),
    (b"\x47" + b"\0" * 187 + (b"\x47" + b"\0" * 187) * 12, "video", ".ts"),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "picture", ".png"),
    (b"\xff\xd8\xff\xe0\0\x10JFIF", "picture", ".jpg"),
    (b"RIFF\0\0\0\0WEBPVP8 ", "picture", ".webp"),
    (FTYP + b"avif\0\0\0\0", "picture", ".avif"),
    (b'<?xml version="1.0"?>\n<!-- c -->\n<svg xmlns="x"/>', "picture", ".svg"),
    (b"ID3\4\0\0\0\0\0\0", "audio", ".mp3"),
    (b"\xff\xfb\x90\x64\0\0", "audio", ".mp3"),
    (b"RIFF\0\0\0\0WAVEfmt ", "audio", ".wav"),
    (FTYP + b"M4A \0\0\2\0", "audio", ".m4a"),
    (b"OggS\0\2" + b"\0" * 21 + b"\1\x13OpusHead", "audio", ".ogg"),
    (SRT.encode(), "subtitles", ".srt"),
    (b"\xef\xbb\xbf" + SRT.encode(), "subtitles", ".srt"),
    (b"\n\n" + SRT.replace("\n", "\r\n").encode("cp1251"), "subtitles", ".srt"),
    (SRT.encode("utf-16"), "subtitles", ".srt"),
    (SRT.removeprefix("1\n").encode(), "subtitles", ".srt"),
    (b"Scenarist_SCC V1.0\n\n00:00:01:00\t9420\n", "subtitles", ".scc"),
    (b"850STL25.01100" + b" " * 1010, "subtitles", ".stl"),
    (b'<?xml version="1.0"?>\n<timedtext format="3">', "subtitles", ".ttml"),
    (b"WEBVTT - a title\n\n00:00.000 --> 00:01.000\nx\n", "subtitles", ".vtt"),
    (b"[Script Info]\r\nTitle: x\r\n", "subtitles", ".ass"),
    (b'<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml"/>', "subtitles", ".ttml"),
    (b'{"segments": [{"start": 0, "end": 1, "text": "x"}]}', "subtitles", ".json"),
    (b"[ti:A song]\n[00:01.00]la\n", "subtitles", ".lrc"),
    (b"---\ntitle: A post\n---\n# Hello\n", "article", ".md"),
    (b"<!DOCTYPE html><html><body>x", "article", ".html"),
    ("これは日本語です。".encode("shift_jis"), "article", ".md"),
    (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "article", ".pdf"),
    (a_zip("[Content_Types].xml", "word/document.xml"), "article", ".docx"),
]


@pytest.mark.parametrize(("content", "kind", "suffix"), KNOWN)
def test_a_file_is_known_by_its_beginning(tmp_path: Path, content: bytes, kind: str, suffix: str) -> None:
    (tmp_path / "file").write_bytes(content)
    found = kind_of(tmp_path / "file")
    assert (found.kind, found.suffix) == (kind, suffix)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n\t",
        b"\x7fELF\2\1\1\0",
        b"MZ\x90\0\3",
        b"\0\1\0\0\0\x0f\0\x80",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0",
        FTYP + b"heic\0\0\0\0mif1heic",
        a_zip("holiday.mp4"),
        b"\0" * 100,
    ],
)
def test_what_no_tool_works_on_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(UnsupportedMediaError):
        kind_of(tmp_path / "file")
