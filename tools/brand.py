"""The brand that a caller gives a film: its colours, its logo and its font."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from films.services import CallersServices
from footage.errors import InvalidInputError
from tools.inputs import resolve_picture

if TYPE_CHECKING:
    from films.article.storyboard import ArticleFilm
    from painter import Brand

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
        said = _Given.model_validate(parsed(given))
        brand = Brand(colours=said.colours, font=said.font)
    except ValidationError as exc:
        first = exc.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise InvalidInputError(f"brand: {where or 'it'}: {first['msg']}", hint=_HINT) from exc
    except InvalidInputError as exc:
        raise InvalidInputError(exc.message.replace("script:", "brand:", 1), hint=_HINT) from exc
    return BrandChoice(brand, str(resolve_picture(services, said.logo).path) if said.logo else None)
