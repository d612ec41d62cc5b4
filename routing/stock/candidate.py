"""A clip that a site has, in the same shape whichever site it is, and what is wanted of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

from footage.credits import StockAlternative, StockCredit
from footage.ports.stock import NamedClip

SLOWEST = 0.8
"""A clip that is too short is shown at this much of its speed at least."""

MOST_LARGER = 1.3
"""Pictures that are enlarged more than this look blurred."""

_LARGER_CUT = 1.25
"""Pictures that are cut to another shape may be enlarged this much before a larger file is got, which takes long."""

_SAME_SHAPE = 0.8
Orientation = Literal["landscape", "portrait", "square"]
_SQUARE = 1.15
_AGENCIES = frozenset({"nasa"})
"""All of their clips are by the same author, which says nothing of their looks."""


class Kept(BaseModel):
    """What is kept in the database, where a newer Footage may have written more."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Rendition(Kept):
    """A file of a clip; what the site does not tell is None."""

    url: str
    width: int | None = None
    height: int | None = None
    fps: float | None = None
    size_bytes: int | None = None


class Candidate(Kept):
    """A clip that a site has.

    Attributes:
        source: The site's name here.
        id: What the site calls it.
        words: All that the site says of it: title, tags, the end of its address.
        page: Its page.
        author: Who filmed it.
        author_page: Their page.
        licence: The licence's name.
        licence_url: Its text.
        preview_url: A still picture of it.
        duration_s: Its length in seconds; None where the site does not tell.
        width: Of its largest file in pixels; None likewise.
        height: Likewise.
        fps: Frames a second; None likewise.
        renditions: Its files; empty where the site has to be asked for them when one is needed.
        asked_at: Where the site tells its files, where that is no more than an address.
    """

    source: str
    id: str
    words: str = ""
    page: str = ""
    author: str = ""
    author_page: str = ""
    licence: str = ""
    licence_url: str = ""
    preview_url: str = ""
    duration_s: float | None = None
    width: int | None = None
    height: int | None = None
    fps: float | None = None
    renditions: tuple[Rendition, ...] = ()
    asked_at: str = ""

    @property
    def key(self) -> str:
        """Its name among all sites."""
        return f"{self.source}:{self.id}"

    @property
    def named(self) -> NamedClip:
        """What is remembered of it."""
        is_somebody = self.author and self.source not in _AGENCIES
        return NamedClip(self.key, f"{self.source}:{self.author}" if is_somebody else "")


class Scored(Kept):
    """A candidate and how well it fits, 0 to 1."""

    candidate: Candidate
    score: float

    def credit(self, query: str, others: Sequence[Scored]) -> StockCredit:
        """What a result names of it, and what could be shown instead."""
        one = self.candidate
        return StockCredit(
            source=one.source,
            id=one.id,
            page=one.page,
            author=one.author,
            author_page=one.author_page,
            licence=one.licence,
            licence_url=one.licence_url,
            query=query,
            score=self.score,
            alternatives=tuple(other.alternative() for other in others),
        )

    def alternative(self) -> StockAlternative:
        """What a result names of one that is not shown."""
        one = self.candidate
        return StockAlternative(
            source=one.source, id=one.id, page=one.page, preview_url=one.preview_url, score=self.score
        )


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a clip is for: a frame in pixels, and how long it is shown, in seconds."""

    width: int
    height: int
    duration_s: float

    @property
    def orientation(self) -> Orientation:
        """What a frame of this shape is called."""
        return orientation_of(self.width, self.height)

    def is_long_enough(self, duration_s: float | None) -> bool:
        """Whether a clip lasts as long, slowed down if need be."""
        return duration_s is None or duration_s >= self.duration_s * SLOWEST

    def is_large_enough(self, width: int | None, height: int | None) -> bool:
        """Whether such a picture can fill the frame, or be shown whole in it, without being enlarged too much."""
        if not width or not height:
            return True
        return self._whole_scale(width, height) <= MOST_LARGER

    def best_of(self, renditions: Sequence[Rendition]) -> list[Rendition]:
        """The files that are large enough, the one to take first: the smallest that fills the frame."""
        fitting = sorted((one for one in renditions if self.is_large_enough(one.width, one.height)), key=_pixels)
        filling = [one for one in fitting if self._is_filled(one.width, one.height)]
        return filling or fitting[::-1]

    def _is_filled(self, width: int | None, height: int | None) -> bool:
        if not width or not height:
            return True
        scale = max(self.width / width, self.height / height)
        return scale <= (1.0 if self._is_alike(width, height) else _LARGER_CUT)

    def _whole_scale(self, width: int, height: int) -> float:
        scales = (self.width / width, self.height / height)
        return max(scales) if self._is_alike(width, height) else min(scales)

    def _is_alike(self, width: int, height: int) -> bool:
        ratio = (width / height) / (self.width / self.height)
        return min(ratio, 1 / ratio) >= _SAME_SHAPE


def orientation_of(width: int, height: int) -> Orientation:
    """What a picture of this size is called."""
    if max(width, height) / min(width, height) < _SQUARE:
        return "square"
    return "landscape" if width > height else "portrait"


def _pixels(one: Rendition) -> float:
    return float(one.width * one.height) if one.width and one.height else math.inf
