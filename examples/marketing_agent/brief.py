"""A brief, as people write one: YAML, Markdown with front matter, or Markdown with headings, bold names or a table.

Whatever the form, it becomes one typed `Brief`. Names are forgiving ("CTA", "Call to action", "call_to_action"), and
what nobody asked for is kept in `notes`, so that an agent can still read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from marketing_agent.brief_words import amount, cut, language, linked, one_line, seconds, short_name

SHORTEST_ARTICLE_FILM_S = 15
"""Below that a film is made from the brief's own words; from there on from the article."""

NAMES: Mapping[str, tuple[str, ...]] = {
    "product": (
        "product",
        "brand",
        "client",
        "company",
        "advertiser",
        "product name",
        "brand name",
        "project name",
        "name",
    ),
    "headline": ("headline", "title", "slogan", "tagline", "claim"),
    "message": (
        "message",
        "key message",
        "primary message",
        "main message",
        "core message",
        "one message",
        "promise",
        "pitch",
        "single minded proposition",
        "proposition",
        "offering",
        "promoted offering",
        "summary",
        "subline",
        "sub headline",
        "subheadline",
    ),
    "audience": ("audience", "target audience", "primary audience", "target", "who", "target group"),
    "tone": ("tone", "tone of voice", "tone and voice", "tone voice", "voice", "mood"),
    "points": (
        "points",
        "key benefits",
        "key points",
        "key messages",
        "supporting messages",
        "benefits",
        "features",
        "key features",
        "differentiators",
        "key differentiators",
        "selling points",
        "usps",
    ),
    "proof": ("proof", "proof points", "figures", "facts", "numbers", "evidence", "reasons to believe"),
    "quote": ("quote", "testimonial"),
    "closing": ("closing", "closing line", "last line"),
    "call_to_action": ("call to action", "cta", "action", "button", "button text"),
    "link": ("link", "url", "cta link", "cta url", "destination", "target url", "website"),
    "article": ("article", "blog", "post", "blog post", "source", "story"),
    "page_url": ("page url", "landing page", "landing page url", "published at", "address"),
    "film_s": ("film s", "film length", "video length", "length", "duration", "seconds"),
    "resolution": ("resolution", "film resolution", "video resolution", "quality"),
    "style": ("style", "look", "film style"),
    "film": ("film", "video", "prompt", "scene"),
    "colours": ("colours", "colors", "brand colours", "brand colors", "colour palette", "color palette", "palette"),
    "logo": ("logo",),
    "budget_usd": ("budget usd", "budget", "max cost usd", "max cost", "total budget"),
    "language": ("language", "lang"),
    "links": ("links", "footer", "legal"),
    "words": ("words", "labels"),
}
"""What each field is called in briefs."""

_FIELDS = {alias: field for field, aliases in NAMES.items() for alias in aliases}
_BOLD = re.compile(r"^\s*(?:[-*+]\s+)?(?:\[[ xX]?\]\s+)?(?:\*\*|__)([^*_]{2,40}?):?(?:\*\*|__)\s*:?\s*(.*)$")
_PLAIN = re.compile(r"^([A-Z][\w &/-]{1,30}):\s+(\S.*)$")
_HEADING = re.compile(r"^#{1,6}\s+(?:\d+[.)]\s*)?(.*?)\s*#*$")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]?\]\s+)?(.*)$")
_SHAPE = re.compile(r"\s*(?:[-*+]\s+)?(?:\*\*|__|\|)?")
"""How a line begins that names something: what begins alike stands beside it, and not below."""

_ROW = re.compile(r"^\s*\|([^|]+)\|([^|]*)\|\s*$")
_MOST_CHARS = {"headline": 200, "closing": 120, "call_to_action": 60, "style": 100}
_SHORTEST_ARTICLE_CHARS = 200
_UNFILLED = re.compile(
    r"[\[{<][^()]*[\]}>]|tbd|tbc|todo|n/?a|none|to be (?:decided|defined|confirmed)|\.{3}|[-–—…]", re.IGNORECASE
)
"""What a template says where nobody has written anything."""


class Brief(BaseModel):
    """What a campaign is about. Only `product` is needed; the rest is taken from the article or left out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    product: str = Field(min_length=1)
    headline: str = ""
    message: str = ""
    audience: str = ""
    tone: str = ""
    points: tuple[str, ...] = ()
    proof: tuple[str, ...] = ()
    quote: str = ""
    closing: str = ""
    call_to_action: str = ""
    link: str = ""
    article: str = ""
    page_url: str = ""
    film_s: float = Field(default=30, ge=4, le=120)
    resolution: Literal["480p", "720p", "1080p", "4k"] = "720p"
    style: str = ""
    film: str = Field(default="", max_length=2000)
    colours: tuple[str, ...] = ()
    logo: str = ""
    budget_usd: Decimal | None = Field(default=None, ge=0)
    language: str = ""
    links: dict[str, str] = Field(default={})
    words: dict[str, str] = Field(default={})
    notes: dict[str, str] = Field(default={})

    @field_validator("link", "page_url")
    @classmethod
    def _one_address(cls, given: str) -> str:
        return _address(given)

    @field_validator("links")
    @classmethod
    def _addresses(cls, given: dict[str, str]) -> dict[str, str]:
        return {name: _address(address) for name, address in given.items()}

    @property
    def is_from_article(self) -> bool:
        """Whether the film tells the article; a short one, or one without an article, tells the brief."""
        return bool(self.article) and self.film_s >= SHORTEST_ARTICLE_FILM_S


class BriefError(ValueError):
    """A brief that cannot be worked with; the message says what to add."""


def read_brief(path: Path) -> Brief:
    """Read a brief; the article and the logo that it names by path are looked for beside it.

    Raises:
        BriefError: It cannot be read, or lacks something.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BriefError(f"The brief cannot be read: {error}") from error
    brief = parse_brief(text)
    found, notes = {}, dict(brief.notes)
    for name, value in (("article", brief.article), ("logo", brief.logo)):
        if value and _is_file(path.parent / value):
            found[name] = str((path.parent / value).resolve())
        elif value and "://" not in value and len(value) < _SHORTEST_ARTICLE_CHARS:
            found[name], notes[name] = "", value  # words about one, such as "see our blog"
    return brief.model_copy(update={**found, "notes": notes})


def with_texts(brief: Brief) -> Brief:
    """A brief for somebody who cannot read files of this machine: with the article itself, and without the logo."""
    if not brief.article or not _is_file(Path(brief.article)):
        return brief.model_copy(update={"logo": ""})
    return brief.model_copy(update={"article": Path(brief.article).read_text(encoding="utf-8"), "logo": ""})


def _is_file(path: Path) -> bool:
    """Whether there is such a file; an article that is told instead of named is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def parse_brief(text: str) -> Brief:
    """A brief out of its text.

    Raises:
        BriefError: It lacks something, or a field makes no sense.
    """
    fields: dict[str, Any] = {}
    notes: dict[str, str] = {}
    for name, value in _said(text):
        field = _FIELDS.get(_plain(name))
        fitting = _fitting(field, value) if field else None
        if field is None or (fitting is None and value):
            notes[str(name)] = value if isinstance(value, str) else yaml.safe_dump(value, allow_unicode=True).strip()
        elif fitting and field not in fields:
            fields |= {"link": link, **fields} if field == "call_to_action" and (link := linked(value)) else {}
            fields[field] = fitting
    try:
        return Brief(**fields, notes={name: value for name, value in notes.items() if value})
    except ValidationError as error:
        said = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise BriefError(f"The brief cannot be used. {said}. A brief is at least `product: NAME`.") from error


def _address(given: str) -> str:
    """An address that a page may lead to; "example.com/x" is one, and no script is."""
    if not given or re.match(r"(?:https?://|mailto:|tel:|[#/])", given):
        return given
    if re.match(r"[\w-]+(?:\.[\w-]+)+(?:[/?#]|$)", given):
        return f"https://{given}"
    raise ValueError(f"{given!r} is no address")


def _said(text: str) -> Iterator[tuple[str, Any]]:
    """Every name in a brief with what is said of it: front matter first, what its title names last."""
    front, body = _parted(text)
    if front is not None:
        yield from front.items()
    if body.strip():
        yield from _of_markdown(body)
        if title := re.search(r"^#\s+.*\bbrief\b[^:\n]*:\s*(.+?)\s*#*$", body, re.MULTILINE | re.IGNORECASE):
            yield "product", title[1]


def _parted(text: str) -> tuple[dict[str, Any] | None, str]:
    """The YAML (or JSON) of a brief and the Markdown of it; either may be missing."""
    if matter := re.match(r"---\s*\n(.*?)\n(?:---|\.\.\.)\s*(?:\n|$)(.*)", text.lstrip(), re.DOTALL):
        return _mapping(matter[1]) or {}, matter[2]
    if not re.search(r"^#{1,6}\s+\S.*\n", text, re.MULTILINE) or re.match(r"#[^\n]*\n(?:#[^\n]*\n)*\w+:", text):
        found = _mapping(text)
        if found is not None:
            inner = found.get("brief")
            return (inner if isinstance(inner, dict) else found), ""
    return None, text


def _mapping(text: str) -> dict[str, Any] | None:
    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError:
        return None
    return {str(name): value for name, value in found.items()} if isinstance(found, dict) else None


def _of_markdown(text: str) -> Iterator[tuple[str, Any]]:
    """Names are headings, bold words or "Name: value" lines, or the first of two columns; the text below is theirs."""
    name, below, shape = "", [""], None
    for line in [*text.splitlines(), "# "]:
        heading = _HEADING.match(line)
        named = _BOLD.match(line) or _PLAIN.match(line) or _ROW.match(line)
        is_sibling = named is not None and _SHAPE.match(line)[0] == shape  # type: ignore[index]  # it matches anything
        if heading is None and not is_sibling and not (named and _plain(named[1]) in _FIELDS):
            below.append(line)
            continue
        if name:
            yield name, _value(below)
        shape = _SHAPE.match(line)[0] if heading is None else None  # type: ignore[index]
        if heading:
            name, below = heading[1], []
        elif named:
            name, below = named[1], [named[2]]


def _value(lines: list[str]) -> str | list[str]:
    """What stands under a name: a list where all of it is one, else a text without what nobody filled in."""
    told = [line.strip() for line in lines if line.strip() and not set(line) <= set("-|=_ :")]
    told = [line for line in told if not _UNFILLED.fullmatch(line) and not line.startswith("<!--")]
    items = [item[1].strip() for line in told if (item := _ITEM.match(line))]
    return items if items and len(items) == len(told) else "\n".join(told)


def _fitting(field: str, value: Any) -> Any:
    """A value in the shape of its field; None where it has none of it."""
    match field:
        case "colours":
            return tuple(re.findall(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b", str(value))) or None
        case "points" | "proof":
            items = value if isinstance(value, list) else re.split(r"\n|;", str(value))
            return tuple(filter(None, (one_line(item).strip(" -*") for item in items)))
        case "links" | "words":
            return {str(name): str(one) for name, one in value.items()} if isinstance(value, dict) else None
        case "film_s":
            return seconds(value)
        case "budget_usd":
            return amount(value)
        case "language":
            return language(str(value))
        case "product":
            return short_name(one_line(value))
        case "resolution":
            named = re.search(r"480p|720p|1080p|4k", str(value).lower())
            return named[0] if named else None
        case _:
            told = one_line(
                " ".join(map(one_line, value)) if isinstance(value, list) else value, label=field == "call_to_action"
            )
            return None if _UNFILLED.fullmatch(told) else cut(told, _MOST_CHARS.get(field, len(told)))


def _plain(name: str) -> str:
    """A name without case, marks, numbers and what stands in brackets; "keyMessage" is "key message"."""
    bare = re.sub(r"\([^)]*\)", "", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name))
    return " ".join(re.findall(r"[^\W\d_]+", bare.lower()))
