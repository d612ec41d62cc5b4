"""The brand of a team, as its `brand.yaml` has it: colours, logo, font, films around a film, words that are forbidden.

It is `brands/TEAM/brand.yaml` in the installation's folder; for whoever works alone also `brand.yaml` there. Its files
lie beside it, and nothing outside of that folder is read.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from films.brand_words import as_ours
from footage import yaml_data
from footage.caller import LOCAL
from footage.errors import InvalidInputError
from media.captions.model import Platform, Position, Style

FILE_NAME = "brand.yaml"
_FOLDER = "brands"
_PLAIN = re.compile(r"[A-Za-z0-9][\w.-]{0,99}")
_FOLDER_OF_FILES = "folder"
_LARGEST = {"logo": 10_000_000, "intro": 500_000_000, "outro": 500_000_000}
_SUFFIXES = {
    "logo": frozenset({".png", ".jpg", ".jpeg", ".webp", ".svg", ".avif", ".tif", ".tiff"}),
    "intro": frozenset({".mp4", ".mov", ".webm", ".mkv", ".m4v", ".png", ".jpg", ".jpeg", ".webp"}),
    "voice": frozenset({".onnx"}),
    "music": frozenset({".mp3", ".wav", ".m4a", ".ogg", ".flac", ".aac", ".opus"}),
}
_SUFFIXES["outro"] = _SUFFIXES["intro"]
_SWITCHES = frozenset({"auto", "off"})
_GENERATED = "generated"
_MOST_FORBIDDEN = 500


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CaptionLook(_Part):
    """How captions look where a call does not say it."""

    style: Style | None = None
    position: Position | None = None
    platform: Platform | None = None


class LastCard(_Part):
    """The last card of a film: a line, and where to go."""

    line: str = Field(min_length=1, max_length=120)
    url: str = Field(default="", max_length=200)


class TeamBrand(_Part):
    """A team's brand; files are paths as they are on this machine.

    Attributes:
        name: What it is called.
        colours: The first is the accent of films, the second that of dark pages.
        logo: In a corner of cards and on the last one.
        font: The name of an installed family.
        intro: A film or picture before films.
        outro: Likewise after them.
        captions: How captions look.
        voice: Who narrates.
        music: A bed's name, auto, off, or a file.
        end_card: The last card's words.
        forbidden: Words that no film shows or says; a "*" at a word's end stands for any ending.
    """

    name: str = Field(default="", max_length=80)
    colours: tuple[str, ...] = Field(
        default=(), max_length=5, validation_alias=AliasChoices("colours", "colors", "palette")
    )
    logo: str | None = None
    font: str = Field(default="", max_length=80, validation_alias=AliasChoices("font", "fonts"))
    intro: str | None = None
    outro: str | None = None
    captions: CaptionLook = CaptionLook()
    voice: str | None = Field(default=None, max_length=200)
    music: str | None = Field(default=None, max_length=200)
    end_card: LastCard | None = None
    forbidden: tuple[Annotated[str, Field(min_length=1, max_length=100)], ...] = Field(
        default=(), max_length=_MOST_FORBIDDEN, validation_alias=AliasChoices("forbidden", "forbidden_words")
    )

    @model_validator(mode="before")
    @classmethod
    def _as_others_write_it(cls, given: Any) -> Any:
        return as_ours(given) if isinstance(given, Mapping) else given

    @field_validator("colours", mode="before")
    @classmethod
    def _as_colours(cls, given: Any) -> Any:
        return [given] if isinstance(given, str) else given

    @field_validator("end_card", mode="before")
    @classmethod
    def _as_card(cls, given: Any) -> Any:
        return {"line": given} if isinstance(given, str) else given

    @field_validator("colours", "font")
    @classmethod
    def _as_drawn(cls, given: Any, info: ValidationInfo) -> Any:
        """As the painter takes them; its errors are about the value itself."""
        from painter import Brand

        name = str(info.field_name)
        if not given:
            return given
        try:
            return getattr(Brand(**{name: given}), name)
        except ValueError as exc:
            if name == "font":
                raise ValueError("names an installed family, and no file") from exc
            raise ValueError(f"{', '.join(given)}: each is written as #0a84ff") from exc

    @field_validator("logo", "intro", "outro", "voice", "music")
    @classmethod
    def _found(cls, given: str | None, info: ValidationInfo) -> str | None:
        """The file beside the brand's own; voices and music have names, too."""
        name, folder = str(info.field_name), (info.context or {}).get(_FOLDER_OF_FILES)
        if given is None or folder is None:
            return given
        is_file = Path(given).suffix.lower() in _SUFFIXES[name]
        if name == "voice" and not is_file:
            return given
        if name == "music" and not is_file:
            return _bed(given)
        return str(_confined(Path(folder), given, name, has_right_suffix=is_file))

    @field_validator("forbidden")
    @classmethod
    def _have_letters(cls, words: tuple[str, ...]) -> tuple[str, ...]:
        for word in words:
            _pattern(word)
        return words


def _bed(given: str) -> str:
    """A bed of music by its name or its mood; what a generator is to make stays as it is written.

    Raises:
        ValueError: There is none.
    """
    from painter import BEDS, bed_of_words

    word = re.sub(r"[\s_-]", "", given).casefold()
    if word in {*BEDS, *_SWITCHES}:
        return word
    if given.lower().startswith(_GENERATED):
        return given
    if mood := bed_of_words(given):
        return mood
    raise ValueError(f"there is no music {given!r}: it is auto, off, {', '.join(BEDS)}, or an audio file")


def _confined(folder: Path, given: str, name: str, *, has_right_suffix: bool) -> Path:
    """A file in the brand's folder; links out of it lead nowhere.

    Raises:
        ValueError: There is none, or it is of another kind or too large.
    """
    if not has_right_suffix:
        raise ValueError(f"{given!r} is no file of its kind ({', '.join(sorted(_SUFFIXES[name]))})")
    if "://" in given:
        raise ValueError("is the name of a file beside brand.yaml, and no address")
    file = (folder / given).resolve()
    if not file.is_relative_to(folder.resolve()):
        raise ValueError("is outside of the folder of brand.yaml; put the file there")
    if not file.is_file():
        raise ValueError(f"there is no file {given!r} beside brand.yaml")
    if file.stat().st_size > _LARGEST.get(name, 100_000_000):
        raise ValueError(f"{given!r} is larger than {_LARGEST.get(name, 100_000_000) // 1_000_000} MB")
    return file


def folder_of(home: Path, team_id: str) -> Path:
    """Where a team's brand is, whether there is one or not; a name that could lead elsewhere is hashed."""
    name = team_id if _PLAIN.fullmatch(team_id) else f"team-{hashlib.sha256(team_id.encode()).hexdigest()[:20]}"
    return home / _FOLDER / name


def file_of(home: Path, team_id: str) -> Path:
    """A team's `brand.yaml`, whether it is there or not."""
    own = folder_of(home, team_id) / FILE_NAME
    alone = home / FILE_NAME
    return alone if team_id == LOCAL.team_id and alone.is_file() and not own.is_file() else own


def read_brand(file: Path) -> TeamBrand:
    """Read a brand.

    Raises:
        InvalidInputError: It is wrong; the message names file, line and key.
    """
    try:
        return yaml_data.read(TeamBrand, file, {_FOLDER_OF_FILES: file.parent})
    except InvalidInputError as exc:
        raise InvalidInputError(exc.message, hint="Correct the file; `footage brand check` looks at it.") from exc


def brand_of_team(home: Path, team_id: str) -> TeamBrand | None:
    """A team's brand as it is now; None where it has none.

    Raises:
        InvalidInputError: As in `read_brand`.
    """
    file = file_of(home, team_id)
    return read_brand(file) if file.is_file() else None


def forbidden_in(brand: TeamBrand, text: str) -> Iterator[str]:
    """The brand's forbidden words that a text has, as they stand there."""
    plain = _plain(text)
    for word in brand.forbidden:
        if found := _pattern(word).search(plain):
            yield found[0]


def first_forbidden(brand: TeamBrand, places: Iterable[tuple[str, str]]) -> tuple[str, str] | None:
    """The first place, by its name, with a forbidden word, and the word as it stands there."""
    for where, text in places:
        if text and (word := next(forbidden_in(brand, text), None)):
            return where, word
    return None


_VOWELS = [*range(0x0591, 0x05BE), 0x05BF, 0x05C1, 0x05C2, *range(0x064B, 0x0653), 0x0670]
_LEFT_OUT = dict.fromkeys([*_VOWELS, 0x0640]) | {0x0451: "\u0435"}
"""Vowels of Hebrew and Arabic, the stroke that draws Arabic out, and the dots of the Russian yo."""


@lru_cache(maxsize=2 * _MOST_FORBIDDEN)
def _pattern(word: str) -> re.Pattern[str]:
    """Finds a word by itself, whatever stands between its parts; in scripts without spaces anywhere."""
    stem, is_open = (word.rstrip("*"), True) if word.endswith("*") else (word, False)
    parts = [re.escape(part) for part in _plain(stem).split()]
    if not parts:
        raise ValueError(f"{word!r} has no letters")
    inner = r"[\W_]+".join(parts)
    if _is_unspaced(stem):
        return re.compile(inner)
    begins = r"(?<!\w)" if re.match(r"\w", inner) else ""
    ends = r"\w*" if is_open else r"(?!\w)" if re.search(r"\w$", inner) else ""
    return re.compile(f"{begins}{inner}{ends}")


def _plain(text: str) -> str:
    """Without what tells letters apart that read alike: case, width, invisible marks, and signs that many leave out."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_LEFT_OUT)
    return "".join(char for char in folded if unicodedata.category(char) != "Cf")


def _is_unspaced(word: str) -> bool:
    """Whether it is written in a script that sets no spaces between words."""
    return any(
        unicodedata.name(char, "").startswith(("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR"))
        for char in word
    )
