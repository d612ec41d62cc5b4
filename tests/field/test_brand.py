"""A team's brand: read with names and lines, confined to its folder, worn unless a call says another."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
import skia

from films.team_brand import TeamBrand, file_of, folder_of, forbidden_in, read_brand
from footage.caller import LOCAL
from footage.domain import BrandLook
from footage.errors import InvalidInputError, UnavailableError
from routing.generators.storyboard import Storyboard
from tests.support import a_request
from tools.brand import OFF, ON, worn
from tools.shown_texts import quoted_in

if TYPE_CHECKING:
    from films.services import CallersServices


def home(folder: Path, text: str, team: str = "") -> Path:
    place = folder / "brands" / team if team else folder
    place.mkdir(parents=True, exist_ok=True)
    picture = bytes(skia.Surface(60, 20).makeImageSnapshot().encodeToData())
    (place / "logo.png").write_bytes(picture)
    (place / "brand.yaml").write_text(text, encoding="utf-8")
    return folder


def services(folder: Path, team: str = "local") -> CallersServices:
    caller = SimpleNamespace(team_id=team, remote=False) if team != "local" else LOCAL
    known = SimpleNamespace(home=folder, parts_dir=folder / "parts", caller=caller, roots=(folder,), links=None)
    return cast("CallersServices", known)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colours: [bluish]", "1: colours: bluish: each is written as"),
        ("name: A\nlogo: nope.png", "2: logo: there is no file 'nope.png'"),
        ("logo: ../logo.png", "1: logo: is outside of the folder"),
        ("logo: /etc/hostname", "1: logo: '/etc/hostname' is no file of its kind"),
        ("intro: https://a.test/a.mp4", "1: intro: is the name of a file"),
        ("logo: notes.txt", "1: logo: 'notes.txt' is no file of its kind"),
        ("font: fonts/a.ttf", "1: font: names an installed family"),
        ("fnt: Inter", "1: fnt: there is no such name"),
        ("captions: {style: loud}", "1: captions.style: "),
        ("music: polka", "1: music: there is no music 'polka'"),
        ("forbidden: ['***']", "forbidden"),
        ("a: [b", "brand.yaml:"),
        ("[1, 2]", "must be a mapping"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    file = home(tmp_path, text) / "brand.yaml"
    with pytest.raises(InvalidInputError) as caught:
        read_brand(file)
    assert said in caught.value.message
    with pytest.raises(UnavailableError, match=r"brand\.yaml") as told:
        worn(services(tmp_path), ON)
    assert str(tmp_path) not in told.value.message
    assert worn(services(tmp_path), OFF) is None


def test_a_link_out_of_the_folder_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"x")
    home(tmp_path, "logo: linked.png", "acme")
    (tmp_path / "brands" / "acme" / "linked.png").symlink_to(tmp_path / "secret.png")
    with pytest.raises(InvalidInputError, match="outside"):
        read_brand(file_of(tmp_path, "acme"))


def test_it_is_written_as_people_write_it(tmp_path: Path) -> None:
    text = "colors: '#0A84FF'\nfonts: [Inter]\nend_card: Call us\nforbidden_words: [bad]\nmusic: Piano\n"
    brand = read_brand(home(tmp_path, text) / "brand.yaml")
    assert (brand.colours, brand.font, brand.forbidden, brand.music) == (("#0a84ff",), "Inter", ("bad",), "piano")
    assert brand.end_card
    assert brand.end_card.line == "Call us"
    assert read_brand(home(tmp_path, "") / "brand.yaml") == TeamBrand()


@pytest.mark.parametrize(
    ("text", "colours", "font"),
    [
        ("colors: {primary: '#0a84ff', secondary: '#111111', background: '#ffffff'}", ("#0a84ff", "#111111"), ""),
        ("colors: [{name: A, hex: '#0a84ff'}]\nfonts: {heading: Inter, body: Lora}", ("#0a84ff",), "Inter"),
        (
            "meta: {name: {full: A B, short: A}}\ncolor: {palette: {sea: '#0a84ff', sand: '#ffddaa'}, primary: sea}\n"
            "typography: {fonts: [{family: Lora}], base: Lora, headings: {family: Inter}}\n"
            "logo: {images: {wide: logo.png}, small: wide}\ndefaults: {shiny: 1}",
            ("#0a84ff", "#ffddaa"),
            "Inter",
        ),
        ("color: '#0a84ff'\ntypography: {base: {family: Fredoka}}\nlogo: {light: logo.png}", ("#0a84ff",), "Fredoka"),
        ("fonts: [{family: Inter}, {family: Lora}]", (), "Inter"),
    ],
)
def test_what_others_have_written_down_is_read(tmp_path: Path, text: str, colours: tuple[str, ...], font: str) -> None:
    brand = read_brand(home(tmp_path, text) / "brand.yaml")
    assert (brand.colours, brand.font) == (colours, font)
    assert (brand.logo is not None) is ("logo" in text)


def test_each_team_has_its_own_and_no_name_leads_elsewhere(tmp_path: Path) -> None:
    home(tmp_path, "name: alone")
    home(tmp_path, "name: acme", "acme")
    assert [read_brand(file_of(tmp_path, one)).name for one in ("local", "acme")] == ["alone", "acme"]
    assert not file_of(tmp_path, "other").is_file()
    for name in ("..", ".", "../acme", "a/b", "", "acme\0", "/etc"):
        assert folder_of(tmp_path, name).parent == tmp_path / "brands"
        assert folder_of(tmp_path, name).name.startswith("team-")


def test_what_the_call_says_wins_and_a_changed_brand_is_another_request(tmp_path: Path) -> None:
    home(tmp_path, "colours: ['#5b2a86']\nlogo: logo.png\nfont: Fredoka\n")
    first = worn(services(tmp_path), None)
    mine = worn(services(tmp_path), {"colours": ["#0a84ff"]})
    assert first
    assert mine
    assert (first.look.colours, mine.look.colours) == (("#5b2a86",), ("#0a84ff",))
    assert mine.look.font == "Fredoka"
    (tmp_path / "logo.png").write_bytes(bytes(skia.Surface(61, 20).makeImageSnapshot().encodeToData()))
    again = worn(services(tmp_path), None)
    assert again
    assert again.look != first.look
    assert worn(services(tmp_path, "other"), None) is None


@pytest.mark.parametrize(
    ("word", "text", "is_there"),
    [
        ("cheap", "The CHEAP one", True), ("cheap", "cheaper", False), ("cheap*", "cheapest", True),
        ("number one", "Number\u00a0One!", True), ("number one", "number-one", True), ("C++", "we love c++ here", True),
        ("billig", "\uff22\uff29\uff2c\uff2c\uff29\uff27", True), ("gra\u00adtis", "gratis", True),
        ("\u6700\u9ad8", "\u4eca\u65e5\u306f\u6700\u9ad8\u3067\u3059", True),
        ("\u0440\u0430\u0439", "\u043a\u0440\u0430\u0439", False),
        ("stra\u00dfe", "STRASSE", True),
        ("\u0434\u0451\u0448*", "\u0434\u0435\u0448\u0435\u0432\u043e", True),
        ("\u0631\u062e\u064a\u0635", "\u0631\u064e\u062e\u0650\u064a\u0635", True),
        ("\u0631\u062e\u064a\u0635", "\u0631\u062e\u0640\u064a\u0635", True),
    ],
)  # fmt: skip
def test_a_forbidden_word_is_found_however_it_is_written(word: str, text: str, is_there: bool) -> None:
    assert bool(list(forbidden_in(TeamBrand(forbidden=(word,)), text))) is is_there


def test_what_a_prompt_shows_is_what_it_has_in_quotes() -> None:
    assert quoted_in('A fox, "Run", then \u201eLauf\u201c and \u00abCours\u00bb, it\'s \u300c\u8d70\u300d') == [
        "Run", "Lauf", "Cours", "\u8d70",
    ]  # fmt: skip


def test_a_drawn_film_wears_it(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(b"x")
    look = BrandLook(colours=("#5b2a86",), logo=str(logo), font="Fredoka", end_line="Call us", music="piano")
    film = Storyboard().outline(a_request(prompt='a boat "Sail"', duration_s=6, brand=look))
    assert (film["brand"]["colours"], film["brand"]["logo"], film["music"]) == (["#5b2a86"], 0, "piano")
    assert film["beats"][-1]["card"]["line"] == "Call us"
    assert sum(beat["duration_s"] for beat in film["beats"]) == pytest.approx(6, abs=0.02)
    asked = Storyboard().outline(a_request(prompt="a boat in #0a84ff", duration_s=2, brand=look))
    assert (asked["brand"]["colours"], len(asked["beats"])) == ([], 1)
