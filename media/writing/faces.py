"""The typefaces that letters are set in: a shipped one, and for what it lacks one of the system for each script.

A typeface is chosen for all letters that a text has of a script, never letter by letter: many fonts hold a few letters
of a script that is not theirs, and words made of several faces fall apart.
"""

from __future__ import annotations

import functools
import struct
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from footage.errors import UnavailableError
from media.fonts import FONTS_DIR
from media.system_fonts import system_fonts, typeface_in
from media.writing.breaks import clusters
from media.writing.emoji import colour_font, is_coloured, is_picture
from media.writing.languages import tag_of

_EAST_ASIAN = frozenset(("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "FULLWIDTH", "HALFWIDTH", "IDEOGRAPHIC"))
_LONG_NAMES = frozenset(("TAI", "NEW", "OLD", "CANADIAN", "PAHAWH", "WARANG", "MEETEI", "SYLOTI", "OL", "HANIFI"))
_NAMED_OTHERWISE = {"TAI THAM": "Tai Tham", "NEW TAI": "New Tai Lue", "CANADIAN SYLLABICS": "Canadian Aboriginal",
    "MEETEI MAYEK": "Meetei Mayek", "OL CHIKI": "Ol Chiki", "SYLOTI NAGRI": "Syloti Nagri", "PHAGS-PA": "PhagsPa",
    "NKO": "NKo"}  # fmt: skip
_IDEOGRAPH_FACES = {"ja": "JP", "ko": "KR", "zh-cn": "SC", "zh-tw": "TC", "": "SC"}
_SYMBOL = ""
_described: dict[int, Face] = {}  # by skia's number of the typeface, which itself cannot be a key


@dataclass(frozen=True)
class Face:
    """A typeface of the system.

    Attributes:
        family: Its name, as subtitle renderers look it up.
        weight: From 100 (thin) to 900.
        typeface: It, for skia.
        ascent_em, descent_em: The Windows metrics, which renderers of subtitles take for its height.
    """

    family: str
    weight: int
    typeface: Any
    ascent_em: float
    descent_em: float


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one typeface; `face` is None where it is the shipped one."""

    text: str
    face: Face | None


@functools.cache
def bundled(font: str) -> Any:
    """A shipped typeface for skia, by its file's name without suffix, or an installed one by its family's name.

    Raises:
        UnavailableError: There is no such font.
    """
    file = FONTS_DIR / f"{font}.ttf"
    face = typeface_in(file) if file.is_file() else _installed(font) or _shipped(font)
    if face is None:
        raise UnavailableError(
            f"There is no font {font} here.",
            hint="Install its file, for example in ~/.local/share/fonts, or leave the font out. "
            "Footage brings its own fonts: if one of them is missing, install footage again.",
        )
    return face


def is_there(family: str) -> bool:
    """Whether a family is installed here, or comes with Footage."""
    return _installed(family) is not None or _shipped(family) is not None


def _shipped(family: str) -> Any:
    """The face of a family that comes with Footage; None for any other."""
    name = "".join(family.split()).casefold()
    files = sorted(one for one in FONTS_DIR.glob("*-SemiBold.ttf") if one.stem.casefold() == f"{name}-semibold")
    return typeface_in(files[0]) if files else None


def _installed(family: str) -> Any:
    """The bold face of an installed family, None where it is not installed."""
    import skia

    found = system_fonts().matchFamilyStyle(family, skia.FontStyle.Bold())
    return found if found is not None and found.getFamilyName().casefold() == family.casefold() else None


@functools.lru_cache(maxsize=8192)
def runs(text: str, font: str, tag: str = "") -> tuple[Run, ...]:
    """A text, divided by the typefaces that it is drawn in.

    Args:
        text: Any text; characters that no font here has stay in the shipped typeface.
        font: See `bundled`.
        tag: The language of its ideographs (`media.writing.languages.language`).
    """
    if text.isascii():
        return (Run(text, None),)
    found: list[Run] = []
    for cluster, face in _faced(text, font, tag):
        if found and found[-1].face is face:
            found[-1] = Run(found[-1].text + cluster, face)
        else:
            found.append(Run(cluster, face))
    return tuple(found)


def undrawable(text: str, font: str, tag: str = "") -> Iterator[str]:
    """The characters of a text that no font here has, nor one face together with those that they are joined to."""
    for cluster, face in _faced(text, font, tag):
        if is_picture(cluster):
            continue
        yield from _missing(cluster, face.typeface if face else bundled(font))


def is_ignorable(char: str) -> bool:
    """Whether a character is invisible by itself, so that a font need not have it."""
    selects = "\ufe00" <= char <= "\ufe0f" or "\U000e0000" <= char <= "\U000e0fff"
    return char.isspace() or selects or unicodedata.category(char) == "Cf"


def script_of(char: str) -> str:
    """The script of a letter, mark or number by its name in Unicode, such as "TAMIL"; "" for symbols."""
    words = unicodedata.name(char, "").split()
    if not words or unicodedata.category(char)[0] == "S":
        return _SYMBOL
    first = words[0].split("-")[0] if not words[0].startswith("PHAGS") else words[0]
    if first in _EAST_ASIAN:
        return "CJK"
    return " ".join(words[:2]) if first in _LONG_NAMES else first


def covers(typeface: Any, text: str) -> int:
    """How many characters of a text a typeface has, of those that must be drawn."""
    return len(text) - len(_missing(text, typeface))


def _faced(text: str, font: str, tag: str) -> Iterator[tuple[str, Face | None]]:
    parts = list(clusters(text))
    own = bundled(font)
    lacking = [part for part in parts if _missing(part, own) and not is_picture(part)]
    letters: dict[str, dict[str, None]] = {}
    for char in "".join(lacking):
        if not is_ignorable(char):
            letters.setdefault(script_of(char), {})[char] = None
    faces = {
        script: _face(script, "".join(chars), tag, serif=font.startswith("Fraunces"))
        for script, chars in letters.items()
        if script
    }
    for part in parts:
        yield part, _face_of(part, own, faces)


def _face_of(part: str, own: Any, faces: Mapping[str, Face | None]) -> Face | None:
    """The face of a cluster. That of a sign in no script depends on nothing else: parts of a text are drawn alike."""
    if is_picture(part):
        return _system_face(colour_font())
    if not _missing(part, own):
        return None
    scripts = [script_of(char) for char in part if not is_ignorable(char)]
    found = faces.get(next((script for script in scripts if script), _SYMBOL))
    if found is not None and not _missing(part, found.typeface):
        return found
    return _face(_SYMBOL, part, "", serif=False) or found


def _missing(text: str, typeface: Any) -> str:
    return "".join(char for char in text if not is_ignorable(char) and not typeface.unicharToGlyph(ord(char)))


@functools.lru_cache(maxsize=1024)
def _face(script: str, chars: str, tag: str, *, serif: bool) -> Face | None:
    """The face that has most of these characters; among equals the one made for the script."""
    best, most = None, 0
    for typeface in _candidates(script, chars, tag, serif=serif):
        count = covers(typeface, chars)
        if count > most and not is_coloured(typeface):
            best, most = typeface, count
        if most == len(chars):
            break
    return _system_face(best) if best is not None else None


def _candidates(script: str, chars: str, tag: str, *, serif: bool) -> Iterator[Any]:
    import skia

    bold = skia.FontStyle.Bold()
    for family in _families(script, tag, serif=serif):
        if (found := _named(family)) is not None:
            yield found
    tags = [one for one in (tag if script == "CJK" else tag_of(script), "en") if one]
    general = "serif" if serif else "sans-serif"
    for char in chars:
        found = system_fonts().matchFamilyStyleCharacter(general, bold, tags, ord(char))
        if found is not None:
            yield found


@functools.lru_cache(maxsize=256)
def _named(family: str) -> Any:
    """The bold face of exactly this family, None where it is not installed: to ask takes a millisecond."""
    import skia

    found = system_fonts().matchFamilyStyle(family, skia.FontStyle.Bold())
    return found if found is not None and found.getFamilyName() == family else None


def _families(script: str, tag: str, *, serif: bool) -> Iterable[str]:
    """Names of faces made for a script, the wanted kind first."""
    if not script:
        return ()
    kinds = ("Serif", "Sans") if serif else ("Sans", "Serif")
    if script == "CJK":
        ending = _IDEOGRAPH_FACES.get(tag, "SC")
        return [name for kind in kinds for name in (f"Noto {kind} CJK {ending}", f"Noto {kind} {ending}")]
    return [f"Noto {kind} {_NAMED_OTHERWISE.get(script, script.title())}" for kind in kinds]


def _system_face(typeface: Any) -> Face | None:
    if typeface is None:
        return None
    unique = typeface.uniqueID()
    if unique not in _described:
        ascent, descent = struct.unpack(">HH", bytes(typeface.getTableData(int.from_bytes(b"OS/2")))[74:78])
        em, weight = float(typeface.getUnitsPerEm()), typeface.fontStyle().weight()
        _described[unique] = Face(typeface.getFamilyName(), weight, typeface, ascent / em, descent / em)
    return _described[unique]
