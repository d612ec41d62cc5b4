"""A scene that the script could have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from films.script.documents import (
    ChartShow,
    CodeShow,
    FigureShow,
    ListShow,
    PictureShow,
    PlaceShow,
    QuoteShow,
    Scene,
    Show,
    SplitShow,
    TableShow,
    TextShow,
    TitleShow,
)
from films.script.writer.language import Language
from films.script.writer.matter import Chapter
from films.script.writer.repeats import terms_of

SAY_CHARS = 600
_MOST_BLOCKS = 40


@dataclass(frozen=True)
class Draft:
    """A scene without its id.

    Attributes:
        show: What is seen.
        say: What is said.
        at: Its place in the article: blocks count 1, sentences less.
        chapter: Where it stands.
        worth: How much it says, from 0; lists, pictures and the like about 2.
        blocks: The ids of the blocks that it tells.
        lean: What is said instead where time is short.
        speaker: Who says it, in an interview.
        follows: The sentence after it, which a voice goes on with while few words are on screen.
        is_needed: Whether the film is no such film without it, as a recipe without its steps.
    """

    show: Show
    say: str
    at: float
    chapter: Chapter
    worth: float
    blocks: tuple[str, ...]
    lean: str = ""
    is_needed: bool = False
    speaker: str = ""
    follows: str = ""

    @property
    def kind(self) -> str:
        """The kind of what is seen."""
        return self.show.kind

    @property
    def goes_on(self) -> bool:
        """Whether the sentence after it is said, too."""
        return self.follows != "" and self.say.endswith(self.follows)

    def terms(self, language: Language) -> Sequence[frozenset[str]]:
        """What it says, as terms: what is seen, and what is said where that is more."""
        heading = self.show.heading if isinstance(self.show, (ListShow, ChartShow, TableShow)) else ""
        return tuple(terms_of(text, language) for text in (*texts_of(self.show), heading, self.say) if text)

    def scene(self, id: str, *, chapter: str = "") -> Scene:
        """The scene."""
        return Scene.model_validate(
            {"id": id, "say": self.say, "show": self.show, "chapter": chapter, "from": self.blocks[:_MOST_BLOCKS]}
        )


def halves(show: Show) -> tuple[Show, ...]:
    """The two parts of what is shown side by side; else the whole."""
    return (show.left, show.right) if isinstance(show, SplitShow) else (show,)


def texts_of(show: Show) -> tuple[str, ...]:
    """The messages that are seen, without kickers and headings."""
    match show:
        case TitleShow() | TextShow() | QuoteShow() | PictureShow() | PlaceShow():
            return (show.text,) if show.text else ()
        case FigureShow():
            return (f"{show.value} {show.label}",)
        case ListShow():
            return show.items
        case ChartShow():
            return show.labels
        case TableShow():
            return tuple(" ".join(row) for row in show.rows)
        case CodeShow():
            return (show.text,)
        case SplitShow():
            return (*texts_of(show.left), *texts_of(show.right))
        case _:
            return ()
