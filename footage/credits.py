"""Whose footage is in a film: what a result names of each clip that somebody else has filmed."""

from __future__ import annotations

from pydantic import Field

from footage.domain import Frozen

MOST_ALTERNATIVES = 3
SOURCES = ("pexels", "pixabay", "coverr", "commons", "nasa", "archive")
"""The sites that have footage; those behind the third need no key."""


class StockAlternative(Frozen):
    """Another clip that was found for the same words; `score` 0 to 1, `preview_url` is a still picture of it."""

    source: str
    id: str
    page: str = ""
    preview_url: str = ""
    score: float = 0.0

    @property
    def key(self) -> str:
        """Its name among all sources, as `VideoRequest.stock_taken` has it."""
        return f"{self.source}:{self.id}"


class StockCredit(Frozen):
    """A clip of real footage in a film: where it is from, who filmed it, and under which licence.

    Attributes:
        source: The site, such as "pexels".
        id: What the site calls it.
        page: Its page there.
        author: Who filmed it; empty where the site does not say.
        author_page: Their page.
        licence: Its name, such as "Pexels License" or "CC BY 4.0".
        licence_url: Its text.
        query: The words that found it.
        score: How well it fits, 0 to 1.
        alternatives: The next best, to be asked for instead.
        scene: The scene of the film that shows it, by its id in the script; empty where the film has none.
    """

    source: str
    id: str
    page: str = ""
    author: str = ""
    author_page: str = ""
    licence: str = ""
    licence_url: str = ""
    query: str = ""
    score: float = 0.0
    alternatives: tuple[StockAlternative, ...] = Field(default=(), max_length=MOST_ALTERNATIVES)
    scene: str = ""

    @property
    def key(self) -> str:
        """Its name among all sources, as `VideoRequest.stock_taken` has it."""
        return f"{self.source}:{self.id}"
