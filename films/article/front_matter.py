"""Reads what stands before an article: TOML, YAML or JSON between its marks, or lines of "Title: ..."."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Told = Mapping[str, Any]
"""What the front matter says, by the author's names in lower case; texts, lists and mappings of texts."""

_MAX_CHARS = 50_000
_MAX_DEPTH = 8
_MARKED = re.compile(
    r"\A(?:```?ya?ml[ \t]*\n)?(?P<mark>-{3,}|\+{3,}|;{3,})[ \t]*(?P<kind>toml|ya?ml|json)?[ \t]*\n"
    r"(?P<said>.*?)^(?P<end>(?P=mark)|\.\.\.)[ \t]*(?:\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
_IN_COMMENT = re.compile(
    r"\A<!--\s*\n?(?P<mark>---|\+\+\+)[ \t]*\n(?P<said>.*?)^(?P=mark)[ \t]*\n\s*-->[ \t]*", re.S | re.M
)
_UNOPENED = re.compile(r"\A(?P<said>(?:[A-Za-z][\w -]{0,40}:[^\n]*\n(?:[ \t]+[^\n]*\n|-[ \t][^\n]*\n)*)+)---[ \t]*\n")
_HEADER_LINES = re.compile(r"\A(?P<said>(?:[A-Za-z][\w-]{1,30}:[ \t][^\n]*\n(?:[ \t]{2,}\S[^\n]*\n)*){2,})[ \t]*\n")
_LINE = re.compile(r"([A-Za-z][\w .-]{0,60}?)[ \t]*[:=](?:[ \t]+(.*)|[ \t]*)$")
_TITLED = re.compile(r"^title[ \t]*:", re.IGNORECASE | re.MULTILINE)
_COVER_KEYS = (
    *("cover", "image", "featured_image", "featuredimage", "featureimage", "feature_image", "hero_image", "heroimage"),
    *("hero", "banner", "thumbnail", "thumb", "og_image", "ogimage", "cover_image", "coverimage", "header_image"),
    *("teaser", "header", "images", "img", "photo"),
)
_MAX_TAGS = 20
_MONTHS = {name: at for at, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}  # noqa: SIM905
_PICTURE = re.compile(r"\.(?:png|jpe?g|webp|avif|gif|svg)(?:[?#].*)?$", re.IGNORECASE)
_DESCRIPTION = (
    "description", "summary", "subtitle", "excerpt", "abstract", "lead", "desc", "intro", "spoiler", "dek", "deck",
    "standfirst", "tagline",
)  # fmt: skip
"""What the words of an article's first impression are called."""


@dataclass(frozen=True)
class FrontMatter:
    """What an article says about itself, and its text without that.

    Attributes:
        said: See `Told`; empty where there is none.
        body: The rest.
        is_broken: Whether it follows its format in parts only, so that something of it may have been lost.
    """

    said: Told = field(default_factory=dict)
    body: str = ""
    is_broken: bool = False

    def text(self, *names: str) -> str:
        """The first of these that is a text."""
        return next((found for name in names for found in _texts(self.said.get(name))), "")

    @property
    def title(self) -> str:
        """What the article is called."""
        return self.text("title", "headline", "name")

    @property
    def description(self) -> str:
        """What it is about."""
        return self.text(*_DESCRIPTION)

    @property
    def author(self) -> str:
        """Who wrote it; the first, where they are several."""
        return self.text("author", "authors", "by", "creator")

    @property
    def language(self) -> str:
        """A code such as "en"."""
        return self.text("lang", "language", "locale")

    @property
    def published(self) -> str:
        """A day such as "2025-10-01"."""
        names = (
            "date",
            "published",
            "pubdate",
            "publish_date",
            "published_at",
            "publishdate",
            "created",
            "path",
            "slug",
        )
        return next((day for name in names if (day := day_of(self.text(name)))), "")

    @property
    def updated(self) -> str:
        """A day, too."""
        return day_of(self.text("updated", "lastmod", "modified", "last_modified_at", "updateddate", "updated_at"))

    @property
    def tags(self) -> tuple[str, ...]:
        """What it is filed under: categories first, each once."""
        names = ("categories", "category", "tags", "topics", "keywords", "taxonomies")
        told = [one for name in names for value in [self.said.get(name)] for one in _filed(value)]
        return tuple(dict.fromkeys(told))[:_MAX_TAGS]

    @property
    def url(self) -> str:
        """Where it says that it stands."""
        found = self.text("canonical_url", "canonicalurl", "canonical", "permalink", "url")
        return found if found.startswith(("https://", "http://")) else ""

    @property
    def cover(self) -> str:
        """The address of the picture that stands for the article."""
        return next(
            (one for name in _COVER_KEYS for one in _addresses(self.said.get(name)) if _PICTURE.search(one)), ""
        )


def day_of(text: str) -> str:
    """The day that a text in any usual form of dates begins with, as "2025-10-01"; empty where it is none."""
    if found := re.match(r"\s*[\"']?(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)", text):
        parts = [int(found[at]) for at in (1, 2, 3)]
    elif named := re.search(r"\b([A-Z][a-z]{2})[a-z]*\.? (\d{1,2}),? (\d{4})\b", text):
        parts = [int(named[3]), _MONTHS.get(named[1], 0), int(named[2])]
    elif named := re.search(r"\b(\d{1,2})\.? ([A-Z][a-z]{2})[a-z]*\.?,? (\d{4})\b", text):
        parts = [int(named[3]), _MONTHS.get(named[2], 0), int(named[1])]
    else:
        return ""
    try:
        return date(*parts).isoformat()
    except ValueError:
        return ""


def split_front_matter(text: str) -> FrontMatter:
    """Take the front matter off an article.

    Args:
        text: The article, with line feeds only.
    """
    start = text.lstrip("\ufeff \t\n")
    found = _MARKED.match(start) or _IN_COMMENT.match(start)
    if found:
        kind = found.groupdict().get("kind") or ""
        said = _read(found["said"], kind or {"+": "toml", ";": "json"}.get(found["mark"][0], "yaml"))
        # Between two rules may stand a paragraph as well: that is text and stays.
        if said is not None:
            return FrontMatter(said[0], start[found.end() :], said[1])
    elif start.startswith("{") and (json_said := _leading_json(start)):
        return json_said
    elif found := _UNOPENED.match(start) or _HEADER_LINES.match(start):
        return _by_lines(found["said"], start[found.end() :]) or FrontMatter({}, text)
    return FrontMatter({}, text)


def _by_lines(said: str, body: str) -> FrontMatter | None:
    """Lines without a mark above them: front matter only where they name a title."""
    return FrontMatter(_of_lines(said), body) if _TITLED.search(said) else None


def _read(text: str, kind: str) -> tuple[Told, bool] | None:
    """What it says, and whether it is broken; None when it is no front matter but text."""
    if len(text) > _MAX_CHARS:
        return {}, True
    said = {"toml": _toml, "json": _json}.get(kind, _yaml)(text)
    if said is not None:
        return _lowered(said), False
    lines = _of_lines(text) if _is_told(text) else {}
    return (lines, True) if lines else None


def _is_told(text: str) -> bool:
    """Whether its lines are names with values rather than sentences."""
    begun = [line for line in text.split("\n") if line.strip() and line[:1] not in " \t-#"]
    return 2 * sum(bool(_LINE.match(line)) for line in begun) > len(begun)


def _toml(text: str) -> Told | None:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


def _json(text: str) -> Told | None:
    for candidate in (text, f"{{{text}}}"):
        try:
            said = json.loads(candidate)
        except (ValueError, RecursionError):
            continue
        if isinstance(said, dict):
            return said
    return None


def _yaml(text: str) -> Told | None:
    import yaml

    if not text.strip():
        return {}
    try:
        # Aliases can expand a few lines to gigabytes, and no article needs them.
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader)):
            return None
        # Every value as the author wrote it: a title "No" or "1.10" is neither False nor 1.1.
        said = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - makes texts, lists and mappings only
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _leading_json(text: str) -> FrontMatter | None:
    """JSON that an article begins with, as Hugo takes it."""
    try:
        said, end = json.JSONDecoder().raw_decode(text[:_MAX_CHARS])
    except (ValueError, RecursionError):
        return None
    is_said = isinstance(said, dict) and any(isinstance(said.get(name), str) for name in ("title", "Title"))
    return FrontMatter(_lowered(said), text[end:]) if is_said and text[end:].strip() else None


def _of_lines(text: str) -> Told:
    """What its lines say, each by itself: "title: The light: a return" has a title, whatever YAML thinks of it."""
    found: dict[str, Any] = {}
    name = ""
    for line in text.split("\n"):
        said = _LINE.match(line)
        if said:
            name = said[1].strip().lower().replace(" ", "_")
            found.setdefault(name, _bare(said[2] or ""))
        elif name and line.strip() and line[:1] in " \t-":
            more = _bare(line.strip().removeprefix("- "))
            found[name] = f"{found[name]} {more}".strip() if found[name] not in {"|", ">", "|-", ">-"} else more
    return {name: value for name, value in found.items() if value}


def _bare(value: str) -> str:
    """A value without the quotation marks around it."""
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):  # of a list, its first
        return _bare(value[1:-1].split(",")[0])
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].replace('\\"', '"').replace("''", "'") if value[0] == '"' else value[1:-1].replace("''", "'")
    return value


def _lowered(said: Told) -> Told:
    """With names in lower case; Zola and others put some of them into a table of their own."""
    flat = {str(name).lower().replace("-", "_"): value for name, value in said.items()}
    for inner in ("extra", "params", "metadata", "seo", "attributes"):
        if isinstance(flat.get(inner), dict):
            flat = {**_lowered(flat[inner]), **flat}
    return flat


def _texts(value: object, depth: int = 0) -> Iterator[str]:
    """The texts of a value: itself, a list's, or a mapping's names or values (an author, or a title by language)."""
    if isinstance(value, list) and depth < _MAX_DEPTH:
        for one in value:
            yield from _texts(one, depth + 1)
    elif isinstance(value, dict) and depth < _MAX_DEPTH:
        named = [value[name] for name in ("name", "text", "content", "title") if name in value]
        for one in named or list(value.values()):
            yield from _texts(one, depth + 1)
    elif value is not None and not isinstance(value, dict | list | bool) and str(value).strip():
        yield str(value)


def _filed(value: object) -> Iterator[str]:
    """Tags: of a list, or between commas."""
    for one in _texts(value):
        parts = one.split(",") if isinstance(value, str) else [one]
        yield from (part.strip().lstrip("#") for part in parts if part.strip())


def _addresses(value: object, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, list | dict) and depth < _MAX_DEPTH:
        for one in value if isinstance(value, list) else value.values():
            yield from _addresses(one, depth + 1)
