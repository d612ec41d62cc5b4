"""Whose footage is in a film, in the words that its sources ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from footage.credits import StockCredit
from footage.plain_text import plain, shortened

_SITES = {
    "pexels": "Pexels",
    "pixabay": "Pixabay",
    "coverr": "Coverr",
    "commons": "Wikimedia Commons",
    "nasa": "NASA",
    "archive": "Internet Archive",
}
_BY_NAME = re.compile(r"\bCC[ -]?BY\b|\battribution\b", re.IGNORECASE)
_TITLE = "Footage in {film!r}"
_MOST_NAMES, _AUTHOR_CHARS = 4, 80


def author(credit: StockCredit) -> str:
    """Who filmed a clip, in one line, as their site calls them; empty where it does not."""
    return shortened(" ".join(plain(credit.author).split()), _AUTHOR_CHARS)


def site(source: str) -> str:
    """What a source calls itself."""
    return _SITES.get(source, source.capitalize())


def line(credit: StockCredit) -> str:
    """A clip's credit, such as "Video by Ana on Pexels"; with its licence where that asks for it."""
    by = (
        f"Video by {author(credit)} on {site(credit.source)}" if author(credit) else f"Video from {site(credit.source)}"
    )
    return f"{by} ({credit.licence})" if must_be_named(credit) and credit.licence else by


def must_be_named(credit: StockCredit) -> bool:
    """Whether the licence asks for the author's name, as Creative Commons' do but for CC0."""
    return bool(_BY_NAME.search(credit.licence))


def credits_text(film: str, stock: Sequence[StockCredit]) -> str:
    """The text of the file beside a film: every clip with its page, its author's page and its licence."""
    parts = [_TITLE.format(film=film)]
    for credit in _once(stock):
        scenes = ", ".join(dict.fromkeys(one.scene for one in stock if one.key == credit.key and one.scene))
        licence = " ".join(filter(None, (credit.licence, credit.licence_url)))
        rows = (line(credit), credit.page, credit.author_page, licence, f"Scene {scenes}" if scenes else "")
        parts.append("\n".join(filter(None, rows)))
    return "\n\n".join(parts) + "\n"


def sentence(stock: Sequence[StockCredit]) -> str:
    """Everybody in one sentence, site by site; who must be named always is."""
    if not stock:
        return ""
    said = []
    for source, group in groupby(sorted(_once(stock), key=lambda one: one.source), lambda one: one.source):
        clips = list(group)
        bound = [f"{author(one)} ({one.licence})" for one in clips if must_be_named(one)]
        free = list(dict.fromkeys(author(one) for one in clips if author(one) and not must_be_named(one)))
        more = [f"{len(free) - _MOST_NAMES} more"] if len(free) > _MOST_NAMES else []
        names = ", ".join(dict.fromkeys([*bound, *free[:_MOST_NAMES], *more]))
        said.append(f"{names} on {site(source)}" if names else site(source))
    return f"Video by {'; '.join(said)}."


def card_lines(stock: Sequence[StockCredit]) -> list[str]:
    """The lines of a card of credits: a site and who filmed for it; each licence that must be named."""
    found = []
    for source, group in groupby(sorted(_once(stock), key=lambda one: one.source), lambda one: one.source):
        clips = list(group)
        found += [f"{author(one)}, {site(source)}, {one.licence}" for one in clips if must_be_named(one)]
        free = ", ".join(dict.fromkeys(author(one) for one in clips if author(one) and not must_be_named(one)))
        found += [f"{site(source)}: {free}"] if free else []
        found += [site(source)] if not free and not any(map(must_be_named, clips)) else []
    return list(dict.fromkeys(found))


def _once(stock: Sequence[StockCredit]) -> Iterator[StockCredit]:
    yield from {one.key: one for one in stock}.values()
