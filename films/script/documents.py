"""The script of a film as callers see and edit it: scenes with what is said and what is shown.

`say` and `show` differ on purpose: the one is heard and captioned, the other is a few words or a picture. Field
names are public.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from footage.domain import AspectRatio

MAX_SCENES = 60
SHOWN_CHARS, SHOWN_WORDS = 70, 12
"""What fits a glance: longer texts on screen are warned of."""

ArticleKind = Literal[
    "news", "how_to", "recipe", "listicle", "release", "interview", "opinion", "data", "personal", "travel"
]
Transition = Literal["cut", "dissolve", "wipe", "whip", "match"]
ChartType = Literal["bar", "line", "donut"]
_Words = Annotated[str, Field(max_length=200)]
_Line = Annotated[str, Field(min_length=1, max_length=200)]
_Value = Annotated[float, Field(ge=-1e15, le=1e15, allow_inf_nan=False)]
_Row = Annotated[tuple[Annotated[str, Field(max_length=120)], ...], Field(max_length=6)]
_Query = Annotated[str, Field(max_length=100)]
_Label = Annotated[str, Field(min_length=1, max_length=60)]


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class TitleShow(_Document):
    """The film's opening words."""

    kind: Literal["title"] = "title"
    text: _Line
    kicker: _Words = ""
    stock_query: _Query = ""


class TextShow(_Document):
    """One message, set large, under a small kicker."""

    kind: Literal["text"] = "text"
    text: _Line
    kicker: _Words = ""
    stock_query: _Query = ""


class ListShow(_Document):
    """Items that come in one after another; more than fit are shown page by page."""

    kind: Literal["list"] = "list"
    items: tuple[_Line, ...] = Field(min_length=1, max_length=30)
    heading: _Words = ""
    numbered: bool = False


class FigureShow(_Document):
    """A number with its unit, as it is written, and what it counts."""

    kind: Literal["figure"] = "figure"
    value: str = Field(min_length=1, max_length=24, pattern=r"\d")
    label: _Line


class ChartShow(_Document):
    """Real values; `labels` and `values` are of one length, or `table` names a table of the article."""

    kind: Literal["chart"] = "chart"
    type: ChartType = "bar"
    labels: tuple[_Label, ...] = Field(default=(), max_length=24)
    values: tuple[_Value, ...] = Field(default=(), max_length=24)
    unit: str = Field(default="", max_length=16)
    heading: _Words = ""
    table: str = Field(default="", max_length=20)


class TableShow(_Document):
    """A few rows and columns; `table` may name one of the article instead."""

    kind: Literal["table"] = "table"
    header: tuple[Annotated[str, Field(max_length=80)], ...] = Field(default=(), max_length=6)
    rows: tuple[_Row, ...] = Field(default=(), max_length=40)
    heading: _Words = ""
    table: str = Field(default="", max_length=20)


class QuoteShow(_Document):
    """Somebody's own words."""

    kind: Literal["quote"] = "quote"
    text: str = Field(min_length=1, max_length=400)
    by: _Words = ""


class CodeShow(_Document):
    """A program; `lines` names those that are shown, such as "3-9"."""

    kind: Literal["code"] = "code"
    text: str = Field(min_length=1, max_length=8000)
    language: str = Field(default="", max_length=30)
    lines: str = Field(default="", max_length=20, pattern=r"^(\d+(-\d+)?)?$")


class PictureShow(_Document):
    """A picture over the whole frame, with words on it: `image` is an id of the article's, a path or an https URL."""

    kind: Literal["picture"] = "picture"
    image: str = Field(min_length=1, max_length=2000)
    text: _Words = ""


class PlaceShow(_Document):
    """A drawn place with things in it, the main one first: names, emoji or English words; one named twice is two."""

    kind: Literal["place"] = "place"
    subjects: tuple[Annotated[str, Field(min_length=1, max_length=40)], ...] = Field(default=(), max_length=12)
    setting: str = Field(default="", max_length=40)
    time: str = Field(default="", max_length=40)
    text: _Words = ""
    stock_query: _Query = ""


class FilmShow(_Document):
    """A clip that a generator makes from a prompt, for a price that the dry run tells, or that `stock_query` finds."""

    kind: Literal["film"] = "film"
    prompt: str = Field(min_length=1, max_length=2000)
    backend: str = Field(default="", max_length=60)
    stock_query: _Query = ""
    text: _Words = ""


Half = Annotated[
    TextShow | ListShow | FigureShow | ChartShow | TableShow | QuoteShow | CodeShow | PictureShow,
    Field(discriminator="kind"),
]


class SplitShow(_Document):
    """Two things side by side; one above the other in upright films."""

    kind: Literal["split"] = "split"
    left: Half
    right: Half


Show = Annotated[
    TitleShow
    | TextShow
    | ListShow
    | FigureShow
    | ChartShow
    | TableShow
    | QuoteShow
    | CodeShow
    | PictureShow
    | PlaceShow
    | FilmShow
    | SplitShow,
    Field(discriminator="kind"),
]


class Scene(_Document):
    """One scene.

    Attributes:
        id: A name that stays the same when the script is edited, such as "s3".
        say: What is spoken and captioned; may be empty.
        show: What is seen.
        chapter: Begins a chapter of this name.
        from_: The blocks of the article that it tells.
        seconds: How long it lasts; as long as its words need where this is not given.
        transition: How it comes in.
    """

    id: str = Field(min_length=1, max_length=40)
    say: str = Field(default="", max_length=600)
    show: Show
    chapter: str = Field(default="", max_length=120)
    from_: tuple[Annotated[str, Field(max_length=20)], ...] = Field(default=(), max_length=40, alias="from")
    seconds: float | None = Field(default=None, ge=1, le=60, allow_inf_nan=False)
    transition: Transition | None = None


class End(_Document):
    """The last card: a takeaway or a call to act, where to go, and what is said meanwhile."""

    line: str = Field(min_length=1, max_length=120)
    url: str = Field(default="", max_length=200)
    say: str = Field(default="", max_length=300)


class Script(_Document):
    """A film's script, version 1."""

    version: Literal[1] = 1
    title: str = Field(min_length=1, max_length=200)
    language: str = Field(default="", max_length=35)
    scenes: tuple[Scene, ...] = Field(min_length=1, max_length=MAX_SCENES)
    end: End | None = None


_LEAST_WIDE, _LEAST_HIGH = 240, 160
_LONGEST_SIDE = 4.0


@dataclass(frozen=True, kw_only=True)
class OfferedPicture:
    """A picture of the article, or one that the caller gave: its id, and its file with its size in pixels."""

    id: str
    path: Path
    width: int
    height: int
    alt: str = ""
    caption: str = ""
    is_cover: bool = False
    moves: bool = False

    @property
    def is_worth_showing(self) -> bool:
        """Whether it is no icon, and no strip."""
        short, long = sorted((self.width, self.height))
        return self.width >= _LEAST_WIDE and self.height >= _LEAST_HIGH and long <= _LONGEST_SIDE * max(1, short)


@dataclass(frozen=True, kw_only=True)
class SpeakingRate:
    """How fast a voice speaks, measured.

    Attributes:
        syllables_per_s: Syllables a second.
        pause_s: The pause between two sentences, in seconds.
        heard_s: How long sentences took that were spoken already, in seconds.
    """

    syllables_per_s: float
    pause_s: float
    heard_s: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What the caller wants of a film; `rate` is None where nobody speaks."""

    duration_s: float
    aspect_ratio: AspectRatio
    language: str
    focus: str = ""
    call_to_action: str = ""
    site: str = ""
    rate: SpeakingRate | None = None


@dataclass(frozen=True, kw_only=True)
class Written:
    """A script that was written without a model, and what could be changed in it.

    Attributes:
        script: The script.
        kind: What sort of article it is.
        spare: The ids of scenes that may be dropped, least needed first.
        reserve: Further scenes, best first, each with the id of the scene that it would follow.
        left_out: What the film does not tell, in sentences for people.
        tell: Says what a film of these scenes does not tell.
    """

    script: Script
    kind: ArticleKind
    spare: tuple[str, ...] = ()
    reserve: Sequence[tuple[str, Scene]] = ()
    left_out: tuple[str, ...] = ()
    tell: Callable[[Sequence[Scene]], tuple[str, ...]] = lambda _: ()
