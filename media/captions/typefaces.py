"""The typefaces of captions: measures texts in them, and finds characters that no font here can draw."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from footage.errors import UnavailableError
from media.captions.looks import look_of
from media.captions.model import Cue, Style
from media.writing import faces, shaping
from media.writing.breaks import clusters, is_ideographic
from media.writing.emoji import SKIN_TONES, is_picture, name_of
from media.writing.faces import Run, runs

_WIDE_EM = 1.05
_UNKNOWN_EM = 0.7
_PROBE_PX = 1000.0
_PICTURES = ("So", "Sk", "Me", "Cn")  # emoji newer than this Python are unassigned to it
_GAP_EM = 1.2
_GAP_CHAR = "\u00a0"
_SPACES = re.compile(r"[ \t]+")
_EAST_ASIAN = {
    "CJK": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean", "BOPOMOFO": "Chinese",
    "FULLWIDTH": "Chinese", "IDEOGRAPHIC": "Chinese",
}  # fmt: skip


@dataclass(frozen=True)
class Typeface:
    """A shipped typeface.

    Attributes:
        name: Full name, as subtitle renderers look it up.
        stem: Its file's name in `media/fonts`, without suffix.
        win_height_em: Height of the font's Windows metrics in em; subtitle font sizes mean this height.
        ascent_em: How much of that is above the baseline.
        tracking_em: Space added after each character, in em.
    """

    name: str
    stem: str
    win_height_em: float
    ascent_em: float
    tracking_em: float = 0.0


_INTER_HEIGHT_EM, _INTER_ASCENT_EM = 2929 / 2048, 2269 / 2048
SEMIBOLD = Typeface("Inter SemiBold", "Inter-SemiBold", _INTER_HEIGHT_EM, _INTER_ASCENT_EM)
EXTRABOLD = Typeface("Inter ExtraBold", "Inter-ExtraBold", _INTER_HEIGHT_EM, _INTER_ASCENT_EM, tracking_em=0.015)
MONO = Typeface("JetBrains Mono SemiBold", "JetBrainsMono-SemiBold", 1.32, 1.02)
_BY_NAME = {"semibold": SEMIBOLD, "extrabold": EXTRABOLD, "mono": MONO}


@functools.cache
def typeface_of(style: Style) -> Typeface:
    """The typeface of a style."""
    look = look_of(style)
    face = _BY_NAME[look.font]
    return replace(face, tracking_em=face.tracking_em + look.tracking)


class Ruler:
    """Measures text in em, as it is drawn: in the style's typeface, and in one of the system for each other script.

    An emoji that is drawn as a picture is as wide as the gap left for it.

    Args:
        face: The style's typeface.
        language: The language of the ideographs; see `media.writing.languages.language`.
    """

    def __init__(self, face: Typeface, language: str = "") -> None:
        self._widths: dict[str, float] = {}
        self._face, self.language = face, language
        self.middle_em = face.ascent_em - face.win_height_em / 2
        """How far a line's middle is above its baseline, in em."""
        self._font = _font(face)
        self._gap = _GAP_CHAR * round(_GAP_EM / self._char_em(_GAP_CHAR))

    def width_em(self, text: str) -> float:
        """Advance width of one line of text in em, without kerning."""
        if text.isascii():
            return sum(map(self._char_em, text))
        return sum(self._run_em(run) for run in self.runs(text))

    def runs(self, text: str) -> Sequence[Run]:
        """The text with gaps for emoji, divided by typeface."""
        return runs(self.with_gaps(text), self._face.stem, self.language)

    def with_gaps(self, text: str) -> str:
        """The text with spaces in place of the emoji that are pictures."""
        if text.isascii():
            return text
        return "".join(self._gap if is_picture(cluster) else cluster for cluster in clusters(text))

    def reach_em(self, text: str) -> tuple[float, float]:
        """How far the letters of other scripts reach above and below the baseline; none are as (0, 0)."""
        if text.isascii():
            return 0.0, 0.0
        reaches = [shaping.reach_em(run.text, run.face) for run in self.runs(text) if run.face and _is_tall(run)]
        return max((above for above, _ in reaches), default=0.0), max((below for _, below in reaches), default=0.0)

    def drop_em(self, text: str) -> float:
        """How far a renderer sets the baseline below where it is in a line of the style's own letters."""
        if text.isascii():
            return 0.0
        shown = self.runs(text)
        if all(run.face is None for run in shown):
            return 0.0
        own = (self._face.ascent_em, self._face.win_height_em - self._face.ascent_em)
        sizes = [(run.face.ascent_em, run.face.descent_em) if run.face else own for run in shown]
        ascent, descent = (max(side) for side in zip(*sizes, strict=True))
        return float((ascent - descent) - (own[0] - own[1])) / 2

    def _run_em(self, run: Run) -> float:
        return shaping.width_em(run.text, run.face) if run.face else sum(map(self._char_em, run.text))

    def _char_em(self, char: str) -> float:
        if char not in self._widths:
            self._widths[char] = self._measure(char)
        return self._widths[char]

    def _measure(self, char: str) -> float:
        if char in SKIN_TONES or unicodedata.category(char) in ("Mn", "Me", "Cf"):
            return 0.0
        glyph = self._font.textToGlyphs(char)[0]
        if glyph:
            return float(self._font.getWidths([glyph])[0]) / float(self._font.getSize()) + self._face.tracking_em
        return _WIDE_EM if unicodedata.east_asian_width(char) in ("W", "F") else _UNKNOWN_EM


@functools.cache
def ruler(face: Typeface, language: str = "") -> Ruler:
    """The ruler of a typeface and a language; there is one for each."""
    return Ruler(face, language)


def _is_tall(run: Run) -> bool:
    """Whether the letters of a run may reach beyond a line; ideographs do not."""
    return any(not is_ideographic(char) and not char.isspace() for char in run.text)


def undrawable(cues: Iterable[Cue]) -> tuple[str, ...]:
    """Characters of the cues that no font on this machine can draw, as burning in does.

    In the picture, emoji among them are written by name and others show as boxes; text tracks and subtitle files keep
    all of them.

    Returns:
        Each such character once, in order of appearance.
    """
    return tuple(dict.fromkeys(char for cue in cues for char in _without_face(cue.text)))


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
    return "\n".join(_SPACES.sub(" ", line).strip(" ") for line in shown.split("\n")).strip()


def _in_letters(cluster: str) -> str:
    drawn = "".join(char for char in cluster if char not in SKIN_TONES or not _is_missing_picture(char))
    return name_of(cluster) if any(map(_is_missing_picture, drawn)) else drawn


def _is_missing_picture(char: str) -> bool:
    return unicodedata.category(char) in _PICTURES and bool(_without_face(char))


@functools.lru_cache(maxsize=4096)
def _without_face(text: str) -> tuple[str, ...]:
    """The characters of a text that would show as boxes."""
    return () if text.isascii() else tuple(faces.undrawable(text, SEMIBOLD.stem))


@functools.cache
def _font(face: Typeface) -> Any:
    import skia

    return skia.Font(faces.bundled(face.stem), _PROBE_PX)
