"""The brand of a film: what its team has written down, and what the call says of it, which wins."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema

from films.brand_words import as_ours
from films.services import CallersServices
from films.team_brand import FILE_NAME, TeamBrand, brand_of_team, file_of, first_forbidden, forbidden_in
from footage.domain import BrandLook
from footage.errors import InvalidInputError, UnavailableError
from tools.inputs import resolve_picture

if TYPE_CHECKING:
    from films.article.storyboard import ArticleFilm
    from painter import Brand

ON, OFF = "on", "off"
_SWITCHES = {ON: ON, "true": ON, "auto": ON, "yes": ON, "default": ON, OFF: OFF, "false": OFF, "none": OFF, "no": OFF}


def _switched(given: object) -> object:
    """On and off, as others write them; anything else as it is."""
    return _SWITCHES.get(str(given).strip().lower(), given) if isinstance(given, (str, bool)) else given


BrandGiven = Annotated[dict[str, Any] | str, BeforeValidator(_switched), WithJsonSchema({"type": "string"})]
"""A brand as JSON, or "off" to leave out the team's. As text: Gemini takes no object without named fields."""

_KEPT = "brand"
"""Where a brand's files are kept, among the parts, by what is in them: a changed one is another request."""

_HINT = 'Pass {"colours": ["#0a84ff"], "logo": "a path or https URL", "font": "Inter"}, or some of these.'


class _Given(BaseModel):
    """A brand as callers write it."""

    model_config = ConfigDict(extra="forbid")

    colours: tuple[str, ...] = Field(
        default=(), max_length=5, validation_alias=AliasChoices("colours", "colors", "palette")
    )
    logo: str = Field(default="", max_length=2000)
    font: str = Field(default="", max_length=80)


class BrandChoice(NamedTuple):
    """A brand, and the file of its logo, if it has one."""

    brand: Brand
    logo: str | None

    def on(self, storyboard: ArticleFilm) -> ArticleFilm:
        """The film with this brand on all of its cards."""
        from films.article.storyboard import branded

        return branded(storyboard, self.brand, self.logo)


def resolve_brand(services: CallersServices, given: Mapping[str, Any] | str | None) -> BrandChoice | None:
    """Read a brand.

    Raises:
        InvalidInputError: It is none; the message names the field.
        FootageError: Its logo cannot be had.
    """
    from films.script.json_text import parsed
    from painter import Brand

    if not given:
        return None
    try:
        document = parsed(given)
        said = _Given.model_validate(as_ours(document) if isinstance(document, Mapping) else document)
        brand = Brand(colours=said.colours, font=said.font)
    except ValidationError as exc:
        first = exc.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise InvalidInputError(f"brand: {where or 'it'}: {first['msg']}", hint=_HINT) from exc
    except InvalidInputError as exc:
        raise InvalidInputError(exc.message.replace("script:", "brand:", 1), hint=_HINT) from exc
    return BrandChoice(brand, str(resolve_picture(services, said.logo).path) if said.logo else None)


@dataclass(frozen=True, kw_only=True)
class Worn:
    """What a film wears: the team's brand, laid over by what the call says.

    Attributes:
        team: The team's own; an empty one where it has none.
        choice: Colours, font and logo.
        intro: The file of what stands before films.
        outro: That of what stands after them.
    """

    team: TeamBrand
    choice: BrandChoice
    intro: str | None = None
    outro: str | None = None

    @property
    def look(self) -> BrandLook:
        """What a drawn film needs of it."""
        from painter import BEDS

        card, music = self.team.end_card, self.team.music or ""
        return BrandLook(
            colours=self.choice.brand.colours,
            logo=self.choice.logo,
            font=self.choice.brand.font,
            music=music if music in (*BEDS, "off") else "",
            end_line=card.line if card else "",
            end_url=card.url if card else "",
        )

    def refuse_forbidden(self, places: Iterable[tuple[str, str]]) -> None:
        """Refuse what would show or say a word that the brand forbids.

        Args:
            places: Texts, each with what it is called.

        Raises:
            InvalidInputError: One does; the message names it.
        """
        if found := first_forbidden(self.team, places):
            where, word = found
            raise InvalidInputError(
                f"{where} says {word!r}, which the team's brand forbids.",
                hint="Say it in other words, then call again.",
            )

    def forbidden_note(self, what: str, text: str) -> str:
        """What is told of forbidden words in a text that is not shown as it is; empty where there are none."""
        words = ", ".join(dict.fromkeys(map(repr, forbidden_in(self.team, text))))
        return f"{what} has {words}, which the team's brand forbids: look whether the film shows it." if words else ""


def logo_named(given: Mapping[str, Any] | str | None) -> str | None:
    """The logo that a call names in a brand of its own, as it is written there."""
    from films.script.json_text import parsed

    if not given or given in (ON, OFF):
        return None
    with contextlib.suppress(ValidationError, InvalidInputError):  # what is wrong with it is told by `worn`
        return _Given.model_validate(parsed(given)).logo or None
    return None


def worn(services: CallersServices, given: Mapping[str, Any] | str | None) -> Worn | None:
    """The brand that a film wears; None without one.

    Args:
        services: For the caller's team, and for files.
        given: The call's own: fields of it win over the team's; "off" leaves the team's out.

    Raises:
        InvalidInputError: What the call says is wrong.
        UnavailableError: The team's brand is wrong.
        FootageError: A file cannot be had.
    """
    from painter import Brand

    if given == OFF:
        return None
    own = None if given == ON else resolve_brand(services, given)
    team = team_brand(services)
    if team is None:
        return Worn(team=TeamBrand(), choice=own) if own else None
    brand = own.brand if own else Brand()
    return Worn(
        team=team,
        choice=BrandChoice(
            Brand(colours=brand.colours or team.colours, font=brand.font or _font_here(team)),
            (own and own.logo) or _logo(services, team),
        ),
        intro=_kept(services, team.intro),
        outro=_kept(services, team.outro),
    )


def team_brand(services: CallersServices) -> TeamBrand | None:
    """The brand of the caller's team; None where it has none.

    Raises:
        UnavailableError: It is wrong.
    """
    team_id = services.caller.team_id
    try:
        return brand_of_team(services.home, team_id)
    except InvalidInputError as exc:
        said = exc.message.replace(str(file_of(services.home, team_id)), FILE_NAME)
        raise UnavailableError(
            f"The team's brand cannot be used: {said}",
            hint='Have it corrected (`footage brand check`), or pass brand="off" to do without.',
        ) from exc


def _font_here(team: TeamBrand) -> str:
    """The team's font, where films can be set in it."""
    from media.writing.faces import is_there

    return team.font if team.font and is_there(team.font) else ""


def _logo(services: CallersServices, team: TeamBrand) -> str | None:
    """The team's logo as a picture that can be drawn."""
    from media.stills import as_still

    if team.logo is None:
        return None
    still = as_still(Path(team.logo), services.parts_dir / _KEPT)
    return _kept(services, str(still.path))


@lru_cache(maxsize=64)
def _digest(file: Path, _mtime_ns: int, _size_bytes: int) -> str:
    """A name for a file's content; read again only after a change."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()[:24]


def _kept(services: CallersServices, file: str | None) -> str | None:
    """A brand's file where every machine that makes a film finds it, called by its content."""
    if file is None:
        return None
    source = Path(file)
    known = source.stat()
    name = _digest(source, known.st_mtime_ns, known.st_size)
    kept = services.parts_dir / _KEPT / f"{name}{source.suffix.lower()}"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        making = kept.with_name(f"making-{kept.name}")
        shutil.copyfile(source, making)
        making.replace(kept)
    return str(kept)
