"""Vendors' files with content credentials of their own, kept beside what was made of them."""

from __future__ import annotations

from pathlib import Path

from media.credentials.marks import boxes

_CREDENTIALS_BOX = bytes.fromhex("D8FEC3D61B0E483C92975828877EC481")


def bears_credentials(film: Path) -> bool:
    """Whether an MP4 has a box of content credentials, whatever is in it."""
    with film.open("rb") as opened:
        for kind, start, _ in boxes(film):
            opened.seek(start + 8)
            if kind == b"uuid" and opened.read(16) == _CREDENTIALS_BOX:
                return True
    return False


def original_of(film: Path) -> Path:
    """Where the file is kept that a film was made of."""
    return film.with_name(f"{film.stem}.original.mp4")


def kept_original(film: Path) -> Path | None:
    """It, where there is one: the film itself where that still bears its credentials."""
    file = original_of(film)
    if file.is_file():
        return file
    return film if bears_credentials(film) else None
