"""The landing page: what it says, and the HTML that says it.

One file without scripts, without a request to anybody else, in light and dark, readable by WCAG 2.2 AA. All words are
escaped by the template; addresses are checked where the brief is read.
"""

from __future__ import annotations

import functools
import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urljoin

import yaml
from jinja2 import Environment, FileSystemLoader, Template
from markupsafe import Markup

from marketing_agent.colours import palette

HERE = Path(__file__).parent
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur", "ps", "yi", "dv", "ckb", "sd", "ug")
_EMBED = re.compile(r"(<figure>.*?</figure>)\s*<script[^>]*>(.*?)</script>", re.DOTALL)
_CUE = re.compile(r"^(?:\d+:)?\d\d:\d\d[.,]\d{3}\s*-->")


@dataclass(frozen=True, kw_only=True)
class Point:
    """A reason, as a heading and a sentence."""

    heading: str
    text: str = ""

    @classmethod
    def of(cls, said: str) -> Point:
        """Out of "Heading: text", or "Heading. Text"; without either all of it is the heading."""
        heading, _, text = said.partition(": ")
        if not text and len(said) > 60:
            heading, _, text = said.partition(". ")
        return cls(heading=heading.strip(), text=text.strip())


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number with its unit, and what it counts."""

    value: str
    label: str

    @classmethod
    def of(cls, said: str) -> Figure | None:
        """Out of "24 days: under sail" or "42 families are paid in advance": the number is what comes first."""
        value, _, label = said.partition(": ")
        if label:
            return cls(value=value.strip(), label=label.strip())
        found = re.match(r"\s*([^\w\s]?\d[\d.,\u202f\u00a0]*\s?(?:[%‰xX×€$£]|[kKmM]\b)?)\s*(.+)", said)
        return cls(value=found[1].strip(), label=found[2].strip()) if found else None


@dataclass(frozen=True, kw_only=True)
class Quote:
    """What somebody says, and who."""

    text: str
    by: str = ""

    @classmethod
    def of(cls, said: str) -> Quote | None:
        """'"Words." (Name)', '"Words", says Name' or 'Words - Name'."""
        said = said.strip()
        found = re.fullmatch(r"[\"“”„«»‘'](.+?)[\"“”«»’'],?\s*(.*)", said, re.DOTALL) or re.fullmatch(
            r"(.+?)\s+[-–—]+\s+(.+)", said, re.DOTALL
        )
        if not found:
            return cls(text=said) if said else None
        by = re.sub(r"^(?:says|said|by)\s+|^[-–—(\s]+|[)\s]+$", "", found[2])
        return cls(text=found[1].strip(), by=by)


@dataclass(frozen=True, kw_only=True)
class Film:
    """A film as the page shows it. Addresses are those that the page names, beside it or elsewhere."""

    video: str
    poster: str
    captions: str | None
    width: int
    height: int
    duration_s: float
    about: str
    embed_html: str
    language: str = "en"
    captions_label: str = "Captions"
    captions_shown: bool = True
    transcript: Sequence[str] = ()

    @property
    def length(self) -> str:
        """As a player shows it."""
        return f"{int(self.duration_s + 0.5) // 60}:{int(self.duration_s + 0.5) % 60:02d}"

    @property
    def figure(self) -> Markup:
        """The figure that Footage gave, with the addresses of this page, and named for those who cannot see it."""
        found = _EMBED.search(self.embed_html)
        figure = found[1] if found else "<figure><video controls playsinline><source></video></figure>"
        about = html.escape(self.about)
        figure = re.sub(r'\sposter="[^"]*"|\scrossorigin="[^"]*"', "", figure)
        figure = re.sub(
            r"<source[^>]*>", lambda _: f'<source src="{html.escape(self.video)}" type="video/mp4">', figure
        )
        figure = re.sub(r"<track[^>]*>", "", figure)
        figure = re.sub(r"<figcaption>.*?</figcaption>", lambda _: f"<figcaption>{about}</figcaption>", figure)
        named = f'<video aria-label="{about}" poster="{html.escape(self.poster)}"'
        figure = figure.replace("<video", f"{named} crossorigin" if "://" in self.video else named, 1)
        return Markup(figure.replace("</video>", f"{self._track}</video>", 1))  # noqa: S704 - all of it is escaped

    @property
    def _track(self) -> str:
        if self.captions is None:
            return ""
        source, label = html.escape(self.captions), html.escape(self.captions_label)
        shown = " default" if self.captions_shown else ""
        return f'<track kind="captions" src="{source}" srclang="{self.language}" label="{label}"{shown}>'

    @property
    def described(self) -> Mapping[str, object]:
        """The schema.org VideoObject that Footage gave."""
        found = _EMBED.search(self.embed_html)
        return dict(json.loads(found[2])) if found else {"@context": "https://schema.org", "@type": "VideoObject"}


@dataclass(frozen=True, kw_only=True)
class Page:
    """Everything that is on the page."""

    product: str
    headline: str
    lead: str
    film: Film
    tall: Film | None = None
    kicker: str = ""
    closing: str = ""
    call_to_action: str = ""
    link: str = ""
    address: str = ""
    language: str = "en"
    points: Sequence[Point] = ()
    proof: Sequence[Figure] = ()
    quote: Quote | None = None
    links: Sequence[tuple[str, str]] = ()
    colours: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    font: str = ""
    logo: str = ""
    credits: str = ""

    @property
    def direction(self) -> str:
        """Which way it is read."""
        return "rtl" if self.language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"

    @property
    def icon(self) -> str:
        """A play mark in the brand's colours, as a browser's tab shows it."""
        light, _ = palette(self.colours)
        drawn = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" '
            f'fill="{light.stage}"/><path d="M12 9l12 7-12 7z" fill="{light.on_stage}"/></svg>'
        )
        return "data:image/svg+xml," + quote(drawn)

    @property
    def structured(self) -> Sequence[Markup]:
        """What search engines are told: each film as schema.org's VideoObject, with whole addresses."""
        return [self._described(film) for film in (self.film, self.tall) if film]

    def absolute(self, address: str) -> str:
        """An address as somebody elsewhere needs it, where it is known what the page's own will be."""
        return urljoin(self.address, address) if self.address else address

    def _described(self, film: Film) -> Markup:
        told = {
            **film.described,
            "name": self.headline,
            "description": self.lead,
            "inLanguage": self.language,
            "contentUrl": self.absolute(film.video),
            "thumbnailUrl": self.absolute(film.poster),
            **({"transcript": " ".join(film.transcript)} if film.transcript else {}),
        }
        # "<" as an escape: no word of a brief can close the script element.
        return Markup(json.dumps(told, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704


def landing_page(page: Page) -> str:
    """The page as HTML.

    Raises:
        ValueError: A colour is none.
    """
    light, dark = palette(page.colours)
    return _template().render(
        page=page,
        words={**words_of(page.language), **page.words},
        light={"css": Markup(light.css), "stage": light.stage},  # noqa: S704 - both are hexadecimal numbers
        dark={"css": Markup(dark.css)},  # noqa: S704
        stylesheet=Markup((HERE / "page.css").read_text(encoding="utf-8")),  # noqa: S704
    )


def words_of(language: str) -> Mapping[str, str]:
    """What a page says by itself; in English where its language is not known."""
    known = _words()
    return {**known["en"], **known.get(language.split("-")[0].lower(), {})}


def spoken_lines(subtitles: str) -> list[str]:
    """The words of a WebVTT or SRT file, a line a cue."""
    lines: list[str] = []
    for block in re.split(r"\n\s*\n", subtitles.replace("\r\n", "\n").lstrip("\ufeff")):
        rows = block.strip().split("\n")
        at = next((n for n, row in enumerate(rows) if _CUE.match(row.strip())), None)
        if at is not None:
            said = re.sub(r"<[^>]*>|\{[^}]*\}", "", " ".join(rows[at + 1 :]))
            lines.append(html.unescape(" ".join(said.split())))
    return [line for line in dict.fromkeys(lines) if line]


@functools.cache
def _words() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = yaml.safe_load((HERE / "words.yaml").read_text(encoding="utf-8"))
    return found


@functools.cache
def _template() -> Template:
    jinja = Environment(loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=False)
    return jinja.get_template("page.html")
