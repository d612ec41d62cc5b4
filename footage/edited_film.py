"""A film that Footage put together from a script, as an editor looks at it: what is read, heard and seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from footage.domain import Frozen


class Finding(Frozen):
    """What is wrong with a text of a film when it is set against its article.

    It is `cut`, it stops `short` where the sentence goes on, or it has lost its `unit`.
    """

    kind: Literal["cut", "short", "unit"]
    text: str
    reason: str


class SourceFacts(Frozen):
    """What an article says of the texts of its film.

    Attributes:
        findings: Texts that are not as the article has them.
        code: Pieces of them that the article marks as code: these are meant, whatever they look like.
        pictures: How many pictures it has that are worth showing; -1 where that is not known, for older
            machines read these facts as well.
    """

    findings: tuple[Finding, ...] = ()
    code: tuple[str, ...] = ()
    pictures: int = -1


NOTHING_KNOWN = SourceFacts()
"""Of a film that has no article."""


@dataclass(frozen=True, kw_only=True)
class EditedScene:
    """What is on screen without a change, and what is said meanwhile. A long scene may be several of these.

    Attributes:
        id: The scene's name in the script.
        kind: What it shows: a word such as "title", "list", "figure", "code", "picture", "film", "end".
        starts_s: When it begins, in seconds.
        lasts_s: How long it lasts, in seconds.
        texts: Everything that is to be read in it.
        names: Those of them that only name where the viewer is, or who speaks: kickers, headings of lists, sources.
        said: What is spoken; empty where nobody speaks.
        chapter: The chapter's name.
        picture: The name of the article's picture that it shows; empty where it shows none.
        smallest_px: The height of its smallest text, where code, which may be smaller, counts as if it were words; None
            where that was not measured.
        is_cut: Whether a text did not fit and lost words.
        flat_share: How much of the frame is one flat colour, 0 to 1; None where that was not measured.
    """

    id: str
    kind: str
    starts_s: float
    lasts_s: float
    texts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    said: str = ""
    chapter: str = ""
    picture: str = ""
    smallest_px: float | None = None
    is_cut: bool = False
    flat_share: float | None = None

    @property
    def ends_s(self) -> float:
        """When it is over, in seconds."""
        return self.starts_s + self.lasts_s


@dataclass(frozen=True, kw_only=True)
class EditedFilm:
    """A whole film; sides in pixels, times in seconds, `pictures_offered` those of the article that can be shown."""

    width: int
    height: int
    asked_s: float
    lasts_s: float
    title: str
    scenes: tuple[EditedScene, ...]
    pictures_offered: int = 0
    source: SourceFacts = NOTHING_KNOWN

    @property
    def pictures_shown(self) -> int:
        """How many of the article's pictures are seen."""
        return len({scene.picture for scene in self.scenes if scene.picture})
