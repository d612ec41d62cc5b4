"""The landing page of the marketing agent: what it says is what it was given, and everybody can read it."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from marketing_agent.answers import Article, Job, Video
from marketing_agent.brief import Brief, read_brief
from marketing_agent.build import Made, Words, build_site, language_of
from marketing_agent.colours import TEXT_CONTRAST, Theme, contrast, palette
from marketing_agent.page import Figure, Film, Page, Point, Quote, landing_page, spoken_lines
from marketing_agent.publish import publish, type_of

from films.delivery import embed_html
from footage.threads import utc_now
from tests.servers import ROOT

BRIEF = ROOT / "examples" / "marketing_agent" / "brief.md"
VTT = """WEBVTT

00:00.400 --> 00:02.000
Twenty-four <00:01.000>days &amp; nights

00:02.000 --> 00:04.000
No engine.
"""
HOSTILE = '</script><script>alert(1)</script><img src=x onerror="alert(1)">'
PAIRS = (
    ("ink", "page"), ("ink", "card"), ("soft", "page"), ("soft", "card"), ("accent", "page"), ("accent", "card"),
    ("on_button", "button"), ("on_stage", "stage"), ("on_stage", "stage_end"), ("stage_soft", "stage"),
    ("stage_soft", "stage_end"),
)  # fmt: skip


class Seen(HTMLParser):
    """The elements of a page, with what stands in scripts and headings."""

    VOID = frozenset({"meta", "link", "img", "source", "track", "br", "input"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag != "path":
            assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts.append((self.open[-1], data))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def meta(self) -> dict[str, str]:
        return {one.get("property") or one.get("name", ""): one.get("content", "") for one in self.all("meta")}

    def text(self, tag: str) -> str:
        return "".join(text for name, text in self.texts if name == tag)


def a_film(name: str = "film", **more: object) -> Film:
    figure = embed_html(
        "A long prompt", video="video.mp4", poster="poster.jpg", captions="captions.vtt",
        created_at=utc_now(), width=1280, height=720, duration_s=8.2,
    )  # fmt: skip
    film = Film(
        video=f"{name}.mp4", poster=f"{name}.jpg", captions=f"{name}.vtt", width=1280, height=720, duration_s=8.2,
        about="Coffee by sail", embed_html=figure, transcript=spoken_lines(VTT),
    )  # fmt: skip
    return replace(film, **more)  # type: ignore[arg-type]


def a_page(**more: object) -> Page:
    page = Page(
        product="Tradewind", headline="Coffee by sail", lead="No engine.", film=a_film(), tall=a_film("film-9x16"),
        call_to_action="Reserve", link="https://tradewind.example/reserve", closing="Nine hundred bags",
        address="https://tradewind.example/crossing/", points=(Point(heading="One crossing", text="A year."),),
        proof=(Figure(value="24 days", label="under sail"),), quote=Quote(text="Not in a hurry", by="Ines"),
        links=(("Imprint", "https://tradewind.example/imprint"),), colours=("#c8561b", "#10263f"),
    )  # fmt: skip
    return replace(page, **more)  # type: ignore[arg-type]


def test_the_page_says_everything_and_asks_nobody_else() -> None:
    seen = Seen(landing_page(a_page()))
    assert [text.strip() for name, text in seen.texts if name == "h1"] == ["Coffee by sail"]
    assert {one["type"] for one in seen.all("script")} == {"application/ld+json"}
    fetched = [one[name] for _, one in seen.elements for name in ("src", "poster") if name in one]
    assert sorted(set(fetched)) == [
        "film-9x16.jpg",
        "film-9x16.mp4",
        "film-9x16.vtt",
        "film.jpg",
        "film.mp4",
        "film.vtt",
    ]
    assert [one["href"][:15] for one in seen.all("link") if one["rel"] == "icon"] == ["data:image/svg+"]
    assert "@import" not in seen.text("style")
    assert "http" not in seen.text("style")
    track = seen.all("track")[0]
    assert (track["kind"], track["srclang"], track["label"]) == ("captions", "en", "Captions")
    assert {video["aria-label"] for video in seen.all("video")} == {"Coffee by sail"}
    assert all("controls" in video and video["width"] for video in seen.all("video"))
    assert "Twenty-four days & nights" in seen.text("p")


def test_search_engines_and_those_who_share_it_are_told_whole_addresses() -> None:
    seen = Seen(landing_page(a_page()))
    told = [json.loads(text) for name, text in seen.texts if name == "script"]
    assert [one["@type"] for one in told] == ["VideoObject", "VideoObject"]
    assert told[0]["contentUrl"] == "https://tradewind.example/crossing/film.mp4"
    assert told[0]["thumbnailUrl"] == "https://tradewind.example/crossing/film.jpg"
    assert {"name", "description", "uploadDate", "duration"} <= set(told[0])
    meta = seen.meta()
    assert meta["og:image"] == meta["twitter:image"] == told[0]["thumbnailUrl"]
    assert (meta["og:title"], meta["twitter:card"]) == ("Coffee by sail", "summary_large_image")
    assert meta["og:video"] == told[0]["contentUrl"]


def test_headings_go_down_one_level_at_a_time_and_links_on_the_page_lead_somewhere() -> None:
    seen = Seen(landing_page(a_page()))
    levels = [int(tag[1]) for tag, _ in seen.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    ids = {one["id"] for _, one in seen.elements if "id" in one}
    inside = {one["href"][1:] for one in seen.all("a") if one["href"].startswith("#")}
    assert inside <= ids
    assert {one["aria-labelledby"] for one in seen.all("section") if "aria-labelledby" in one} <= ids


def test_what_is_left_out_leaves_no_empty_place() -> None:
    bare = Page(product="X", headline="X", lead="", film=a_film(captions=None, transcript=()))
    seen = Seen(landing_page(bare))
    assert seen.all("dl") == seen.all("ol") == seen.all("blockquote") == seen.all("details") == seen.all("track") == []
    assert [one["href"] for one in seen.all("a")] == ["#main", "#main", "#film"]


def test_no_word_becomes_markup() -> None:
    film = a_film(about=HOSTILE, transcript=(HOSTILE,), captions_label=HOSTILE)
    page = a_page(
        product=HOSTILE, headline=HOSTILE, lead=HOSTILE, film=film, points=(Point(heading=HOSTILE, text=HOSTILE),),
        proof=(Figure(value=HOSTILE, label=HOSTILE),), quote=Quote(text=HOSTILE, by=HOSTILE), closing=HOSTILE,
        call_to_action=HOSTILE, credits=HOSTILE, words={"watch": HOSTILE}, links=((HOSTILE, "https://x.example"),),
    )  # fmt: skip
    seen = Seen(landing_page(page))
    assert {one["type"] for one in seen.all("script")} == {"application/ld+json"}
    assert len(seen.all("script")) == 2
    assert seen.all("img") == []
    assert not [name for _, one in seen.elements for name in one if name.startswith("on")]


@pytest.mark.parametrize(
    ("language", "direction", "watch"),
    [
        ("en", "ltr", "Watch the film"),
        ("de-AT", "ltr", "Film ansehen"),
        ("ar", "rtl", "شاهد الفيلم"),
        ("tlh", "ltr", "Watch"),
    ],
)
def test_a_page_speaks_its_language(language: str, direction: str, watch: str) -> None:
    seen = Seen(landing_page(a_page(language=language)))
    root = seen.all("html")[0]
    assert (root["lang"], root["dir"]) == (language, direction)
    assert watch in seen.text("a")


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_any_brand_can_be_read(scheme: int) -> None:
    steps = ("00", "55", "aa", "ff")
    colours = ["#" + "".join(parts) for parts in itertools.product(steps, repeat=3)]
    themes = [
        palette(brand)[scheme]
        for brand in [(), *((one,) for one in colours), *zip(colours, colours[17:], strict=False)]
    ]
    for theme in themes:
        assert_readable(theme)


def assert_readable(theme: Theme) -> None:
    for text, ground in PAIRS:
        assert contrast(getattr(theme, text), getattr(theme, ground)) >= TEXT_CONTRAST, (text, ground, theme)


def test_a_colour_that_is_none_is_named() -> None:
    with pytest.raises(ValueError, match="'reddish' is no colour"):
        palette(("reddish",))


@pytest.mark.parametrize(
    ("said", "figure"),
    [
        ("24 days: under sail", ("24 days", "under sail")),
        ("90 % less carbon", ("90 %", "less carbon")),
        ("$1.2M saved a year", ("$1.2M", "saved a year")),
        ("42 growing families", ("42", "growing families")),
        ("No engine", None),
    ],
)
def test_figures_are_told_apart_from_what_they_count(said: str, figure: tuple[str, str] | None) -> None:
    found = Figure.of(said)
    assert (found and (found.value, found.label)) == figure


@pytest.mark.parametrize(
    "said",
    [
        '"Not in a hurry." (Ines Vogel)',
        "“Not in a hurry.”, says Ines Vogel",
        "»Not in a hurry.« Ines Vogel",
        "Not in a hurry. — Ines Vogel",
    ],
)
def test_quotations_are_told_apart_from_who_said_them(said: str) -> None:
    assert Quote.of(said) == Quote(text="Not in a hurry.", by="Ines Vogel")


def test_a_site_has_all_that_its_page_shows_and_is_published_whole(tmp_path: Path) -> None:
    brief = read_brief(BRIEF)
    films = [made(tmp_path / name, 16 if name == "wide" else 9) for name in ("wide", "tall")]
    site = tmp_path / "site"
    index = build_site(site, brief, films[0], films[1], said=Words(lead="Said by an agent."))
    page = index.read_text()
    assert "Said by an agent." in page
    assert page.count("<track") == 2
    assert (site / "film.mp4").read_bytes() == b"wide"
    assert (site / "film-9x16.mp4").read_bytes() == b"tall"
    assert not list(site.glob(".*"))
    there = tmp_path / "www" / "crossing"
    names = publish(site, str(there))
    assert names[-1] == "index.html"
    assert {name: (there / name).read_bytes() for name in names} == {
        file.name: file.read_bytes() for file in site.iterdir()
    }
    assert [type_of(name) for name in ("a.vtt", "a.mp4", "index.html", "a.jpg")] == [
        "text/vtt", "video/mp4", "text/html; charset=utf-8", "image/jpeg",
    ]  # fmt: skip


def test_what_the_brief_leaves_open_is_taken_from_the_article(tmp_path: Path) -> None:
    blocks: list[dict[str, Any]] = [
        {"text": "The first paragraph."},
        {"heading": "Why sail", "level": 2},
        {"text": "It burns nothing."},
        {"quote": "Not in a hurry", "by": "Ines"},
    ]
    article = Article(title="Twenty-four days", blocks=blocks)
    page = build_site(
        tmp_path / "site", Brief(product="Avel"), made(tmp_path / "wide", 16), article=article
    ).read_text()
    for said in (
        '<h1 id="headline">Twenty-four days</h1>',
        "The first paragraph.",
        "Why sail",
        "It burns nothing.",
        "Not in a hurry",
        "Ines",
    ):
        assert said in page


@pytest.mark.parametrize(
    ("brief", "article", "language"),
    [
        (Brief(product="X", language="de"), Article(language="fr"), "de"),
        (Brief(product="X"), Article(language="fr"), "fr"),
        (Brief(product="봄빛"), None, "ko"),
        (Brief(product="X", message="帆で海を渡った"), None, "ja"),
        (Brief(product="قهوة"), Article(), "ar"),
        (Brief(product="X"), None, "en"),
    ],
)
def test_a_page_is_in_the_language_of_its_words(brief: Brief, article: Article | None, language: str) -> None:
    assert language_of(brief, article) == language


def test_no_film_no_page(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="job_1 has no film"):
        build_site(tmp_path, Brief(product="X"), Made(job=Job(job_id="job_1", status="working")))


def made(folder: Path, shape: int) -> Made:
    folder.mkdir()
    for name, content in (
        ("video.mp4", folder.name),
        ("poster.jpg", "jpeg"),
        ("captions.srt", "1\n"),
        ("captions.vtt", VTT),
    ):
        (folder / name).write_text(content)
    figure = embed_html(
        "x",
        video="video.mp4",
        poster="poster.jpg",
        captions=None,
        created_at=utc_now(),
        width=16,
        height=9,
        duration_s=4,
    )
    video = Video(
        path=str(folder / "video.mp4"), poster=str(folder / "poster.jpg"), subtitles=str(folder / "captions.srt"),
        embed_html=figure, width=shape, height=25 - shape, duration_s=4,
    )  # fmt: skip
    return Made(job=Job(job_id="job_1", status="completed", video=video))
