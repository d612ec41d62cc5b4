"""Whose sounds are in a film, in words."""

from __future__ import annotations

from collections.abc import Sequence

from footage.sounds import SoundCredit

_TITLE = "Sound of {film!r}"
_FILE_LICENCE = "the caller's own file; its licence is not known to Footage"
_COMPOSED_LICENCE = "composed by Footage for this film; free to use"


def composed(bed: str) -> SoundCredit:
    """Music that Footage composes."""
    return SoundCredit(kind="music", engine="footage", voice=bed, licence=_COMPOSED_LICENCE)


def from_file(name: str) -> SoundCredit:
    """A sound that a caller brought."""
    return SoundCredit(kind="music", engine="file", voice=name, licence=_FILE_LICENCE)


def sounds_text(film: str, sounds: Sequence[SoundCredit]) -> str:
    """The text of the file beside a film: every sound with who made it and its licence; empty for none."""
    parts = [_TITLE.format(film=film)]
    for one in sounds:
        what = "Narration by" if one.kind == "voice" else "Music:"
        made = ", ".join(filter(None, (one.engine, one.model)))
        licence = " ".join(filter(None, (one.licence, one.licence_url)))
        parts.append("\n".join(filter(None, (f"{what} {one.voice} ({made})", licence))))
    return "\n\n".join(parts) + "\n" if sounds else ""
