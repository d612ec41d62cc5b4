"""The typefaces of captions: where they are, how wide their glyphs run, and what no font here can draw."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from media.captions.model import Cue, Style

FONTS_DIR = Path(__file__).parent.parent / "fonts"

_WIDE_EM = 1.05
_UNKNOWN_EM = 0.7
_COLOUR_TABLES = {"COLR", "CBDT", "sbix", "SVG "}
_PICTURES = ("So", "Sk", "Me", "Cn")  # emoji newer than this Python are unassigned to it
_SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
_IGNORABLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\u061c")


@dataclass(frozen=True)
class Face:
    """A shipped typeface.

    Attributes:
        name: Full name, as subtitle renderers look it up.
        file: File name in `FONTS_DIR`.
        win_height_em: Height of the font's Windows metrics in em; subtitle font sizes mean this height.
        tracking_em: Space added after each character, in em.
    """

    name: str
    file: str
    win_height_em: float
    tracking_em: float = 0.0


_INTER_HEIGHT_EM = 2929 / 2048
SEMIBOLD = Face("Inter SemiBold", "Inter-SemiBold.ttf", _INTER_HEIGHT_EM)
EXTRABOLD = Face("Inter ExtraBold", "Inter-ExtraBold.ttf", _INTER_HEIGHT_EM, tracking_em=0.015)
FACES: dict[Style, Face] = {"clean": SEMIBOLD, "box": SEMIBOLD, "outline": EXTRABOLD}


class Ruler:
    """Measures text in em. Characters the face lacks come from a system font later, so they get a careful guess."""

    def __init__(self, face: Face) -> None:
        self._widths: dict[str, float] = {}
        self._font = _font(face)
        self._tracking_em = face.tracking_em

    def width_em(self, text: str) -> float:
        """Advance width of one line of text in em, without kerning."""
        return sum(self._char_em(char) for char in text)

    def _char_em(self, char: str) -> float:
        if char not in self._widths:
            self._widths[char] = self._measure(char)
        return self._widths[char]

    def _measure(self, char: str) -> float:
        if char in _IGNORABLE or char in _SKIN_TONES or unicodedata.category(char) in ("Mn", "Me"):
            return 0.0
        glyph = self._font.textToGlyphs(char)[0]
        if glyph:
            return float(self._font.getWidths([glyph])[0]) / float(self._font.getSize()) + self._tracking_em
        return _WIDE_EM if unicodedata.east_asian_width(char) in ("W", "F") else _UNKNOWN_EM


@functools.cache
def ruler(face: Face) -> Ruler:
    """The one ruler of a face."""
    return Ruler(face)


def undrawable(cues: Iterable[Cue]) -> tuple[str, ...]:
    """Characters of the cues that no font on this machine can draw in one colour, as burning in does.

    Emoji among them are left out of the picture, others show as boxes; soft captions and subtitle files keep all.

    Returns:
        Each such character once, in order of appearance.
    """
    chars = dict.fromkeys(char for cue in cues for char in cue.text)
    return tuple(char for char in chars if not _drawable(char))


def without_missing_pictures(text: str) -> str:
    """Text less the emoji and symbols that would show as boxes."""
    kept: list[str] = []
    dropped = False
    for char in text:
        dropped = _is_missing_picture(char) or (dropped and char in _IGNORABLE)
        if not dropped:
            kept.append(char)
    return "\n".join(" ".join(line.split()) for line in "".join(kept).split("\n")).strip()


def _is_missing_picture(char: str) -> bool:
    return unicodedata.category(char) in _PICTURES and not _drawable(char)


@functools.cache
def _drawable(char: str) -> bool:
    import skia

    if char.isspace() or char in _IGNORABLE or _font(SEMIBOLD).textToGlyphs(char)[0]:
        return True
    found = _system_fonts().matchFamilyStyleCharacter("", skia.FontStyle(), ["en"], ord(char))
    return found is not None and not _COLOUR_TABLES.intersection(map(_tag_name, found.getTableTags()))


def _tag_name(tag: int) -> str:
    return tag.to_bytes(4).decode("latin-1")


@functools.cache
def _system_fonts() -> Any:
    import skia

    return skia.FontMgr()


@functools.cache
def _font(face: Face) -> Any:
    import skia

    return skia.Font(skia.Typeface.MakeFromFile(str(FONTS_DIR / face.file)), 1000)
