"""The brand of an article's film: colours, logo and font as callers write them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
import skia

from footage.caller import LOCAL
from footage.errors import InvalidInputError
from tests.articles import film_of
from tools.brand import resolve_brand

if TYPE_CHECKING:
    from films.services import CallersServices


@pytest.fixture
def services(tmp_path: Path) -> CallersServices:
    (tmp_path / "logo.png").write_bytes(bytes(skia.Surface(60, 20).makeImageSnapshot().encodeToData()))
    return cast(
        "CallersServices",
        SimpleNamespace(roots=(tmp_path,), parts_dir=tmp_path / "parts", home=tmp_path, caller=LOCAL, links=None),
    )


def test_a_brand_is_on_the_film_and_its_logo_is_none_of_the_articles_pictures(
    services: CallersServices, tmp_path: Path
) -> None:
    film = film_of("# Lamps\n\nThe lamp turns at dusk. It is lit at night.", duration_s=15)
    chosen = resolve_brand(services, f'{{"colors": ["0a84ff"], "logo": "{tmp_path}/logo.png", "font": "Inter"}}')
    assert chosen
    marked = chosen.on(film)
    assert marked.film.brand
    assert (marked.film.brand.colours, marked.film.brand.font) == (("#0a84ff",), "Inter")
    assert (marked.logo, marked.shown) == (str(tmp_path / "logo.png"), film.pictures)
    assert resolve_brand(services, None) is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ('{"colours": ["bluish"]}', "colours.0"),
        ({"colour": "#0a84ff"}, "colour: "),
        ("[1, 2]", "brand: "),
        ("no JSON", "brand: "),
        ({"font": "../evil"}, "font: "),
    ],
)
def test_what_is_wrong_with_a_brand_is_named(services: CallersServices, given: str, said: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        resolve_brand(services, given)
    assert caught.value.message.startswith("brand: ")
    assert said in caught.value.message
