"""The typefaces of captions: measures texts in them, and finds characters that no font here can draw."""

from __future__ import annotations

import functools
import struct
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from footage.errors import UnavailableError
from media.captions.emoji import SKIN_TONES, clusters, is_coloured, is_picture, name_of
from media.captions.looks import look_of
from media.captions.model import Cue, Style
from media.fonts import FONTS_DIR

_WIDE_EM = 1.05
_UNKNOWN_EM = 0.7
_PROBE_PX = 1000.0
_PICTURES = ("So", "Sk", "Me", "Cn")  # emoji newer than this Python are unassigned to it
_GAP_EM = 1.2
_GAP_CHAR = "\u00a0"
_EAST_ASIAN = {
    "CJK": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean", "BOPOMOFO": "Chinese",
    "FULLWIDTH": "Chinese", "IDEOGRAPHIC": "Chinese",
}  # fmt: skip
_IGNORABLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\u061c")


@dataclass(frozen=True)
class Typeface:
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
SEMIBOLD = Typeface("Inter SemiBold", "Inter-SemiBold.ttf", _INTER_HEIGHT_EM)
EXTRABOLD = Typeface("Inter ExtraBold", "Inter-ExtraBold.ttf", _INTER_HEIGHT_EM, tracking_em=0.015)
MONO = Typeface("JetBrains Mono SemiBold", "JetBrainsMono-SemiBold.ttf", 1.32)
_BY_NAME = {"semibold": SEMIBOLD, "extrabold": EXTRABOLD, "mono": MONO}


@functools.cache
def typeface_of(style: Style) -> Typeface:
    """The typeface of a style."""
    look = look_of(style)
    face = _BY_NAME[look.font]
    return replace(face, tracking_em=face.tracking_em + look.tracking)


class Ruler:
    """Measures text in em. Characters the typeface lacks are measured in the system font that draws them.

    An emoji that is drawn as a picture is as wide as the gap left for it.
    """

    def __init__(self, face: Typeface) -> None:
        self._widths: dict[str, float] = {}
        self._font = _font(face)
        self._tracking_em = face.tracking_em
        self._win_height_em = face.win_height_em
        self._gap = _GAP_CHAR * round(_GAP_EM / self._char_em(_GAP_CHAR))

    def width_em(self, text: str) -> float:
        """Advance width of one line of text in em, without kerning."""
        return sum(self._char_em(char) for char in self.with_gaps(text))

    def with_gaps(self, text: str) -> str:
        """The text with spaces in place of the emoji that are pictures."""
        if text.isascii():
            return text
        return "".join(self._gap if is_picture(cluster) else cluster for cluster in clusters(text))

    def _char_em(self, char: str) -> float:
        if char not in self._widths:
            self._widths[char] = self._measure(char)
        return self._widths[char]

    def _measure(self, char: str) -> float:
        if char in _IGNORABLE or char in SKIN_TONES or unicodedata.category(char) in ("Mn", "Me"):
            return 0.0
        glyph = self._font.textToGlyphs(char)[0]
        if glyph:
            return float(self._font.getWidths([glyph])[0]) / float(self._font.getSize()) + self._tracking_em
        other = _system_font(char)
        if other is not None and not is_coloured(other):
            # Renderers scale a substitute font to the Windows metrics of the typeface.
            scale = self._win_height_em / _win_height_em(other)
            width = _sized(other).getWidths([other.unicharToGlyph(ord(char))])
            return float(width[0]) / _PROBE_PX * scale + self._tracking_em
        return _WIDE_EM if unicodedata.east_asian_width(char) in ("W", "F") else _UNKNOWN_EM


@functools.cache
def ruler(face: Typeface) -> Ruler:
    """The ruler of a typeface; there is one for each."""
    return Ruler(face)


def undrawable(cues: Iterable[Cue]) -> tuple[str, ...]:
    """Characters of the cues that no font on this machine can draw, as burning in does.

    In the picture, emoji among them are written by name and others show as boxes; text tracks and subtitle files keep
    all of them.

    Returns:
        Each such character once, in order of appearance.
    """
    parts = dict.fromkeys(part for cue in cues for part in clusters(cue.text) if not is_picture(part))
    return tuple(dict.fromkeys(char for part in parts for char in part if not _drawable(char)))


def require_scripts(cues: Iterable[Cue]) -> None:
    """Make sure that the letters of the cues can be drawn; emoji and symbols may be missing.

    Raises:
        UnavailableError: Names the script without a font, and the package that has one.
    """
    letters = [char for char in undrawable(cues) if unicodedata.category(char)[0] in "LMN"]
    scripts = dict.fromkeys(_script(char) for char in letters)
    if not scripts:
        return
    names = " and ".join(name for name, _ in scripts)
    packages = " ".join(dict.fromkeys(package for _, package in scripts))
    raise UnavailableError(
        f"No font on this machine has {names} letters, for example {letters[0]!r}.",
        hint=f"Install {packages} (Debian: apt-get install {packages}), or use mode='soft' or 'sidecar'.",
    )


def _script(char: str) -> tuple[str, str]:
    """The name of a letter's script, and the Debian package with its font."""
    word = unicodedata.name(char, "UNKNOWN").split()[0]
    if word in _EAST_ASIAN:
        return _EAST_ASIAN[word], "fonts-noto-cjk"
    return word.split("-")[0].title(), "fonts-noto-core"


def missing_pictures(cues: Iterable[Cue]) -> tuple[str, ...]:
    """Emoji and symbols of the cues that no font here draws, neither as pictures nor in one colour."""
    return tuple(char for char in undrawable(cues) if _is_missing_picture(char) and char not in SKIN_TONES)


def without_missing_pictures(text: str) -> str:
    """The text, with names in place of emoji and symbols that would show as boxes; joined ones get one name."""
    shown = "".join(cluster if is_picture(cluster) else _in_letters(cluster) for cluster in clusters(text))
    return "\n".join(" ".join(line.split()) for line in shown.split("\n")).strip()


def _in_letters(cluster: str) -> str:
    drawn = "".join(char for char in cluster if char not in SKIN_TONES or not _is_missing_picture(char))
    return name_of(cluster) if any(map(_is_missing_picture, drawn)) else drawn


def _is_missing_picture(char: str) -> bool:
    return unicodedata.category(char) in _PICTURES and not _drawable(char)


@functools.cache
def _drawable(char: str) -> bool:
    if char.isspace() or char in _IGNORABLE or _font(SEMIBOLD).textToGlyphs(char)[0]:
        return True
    found = _system_font(char)
    return found is not None and not is_coloured(found)


@functools.lru_cache(maxsize=4096)
def _system_font(char: str) -> Any:
    """The system's typeface that has a character, or None."""
    import skia

    found = _system_fonts().matchFamilyStyleCharacter("", skia.FontStyle(), ["en"], ord(char))
    return found if found is not None and found.unicharToGlyph(ord(char)) else None


def _win_height_em(typeface: Any) -> float:
    """Height of a typeface's Windows metrics in em (OpenType, table OS/2, usWinAscent and usWinDescent)."""
    ascent, descent = struct.unpack(">HH", bytes(typeface.getTableData(int.from_bytes(b"OS/2")))[74:78])
    return float(ascent + descent) / float(typeface.getUnitsPerEm())


def _sized(typeface: Any) -> Any:
    import skia

    return skia.Font(typeface, _PROBE_PX)


@functools.cache
def _system_fonts() -> Any:
    import skia

    return skia.FontMgr()


@functools.cache
def _font(face: Typeface) -> Any:
    import skia

    return skia.Font(skia.Typeface.MakeFromFile(str(FONTS_DIR / face.file)), _PROBE_PX)
