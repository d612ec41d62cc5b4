"""Real footage: what is remembered of the sites that have it, and a look at pictures that show what a clip is of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from pydantic import BaseModel

ChoiceT = TypeVar("ChoiceT", bound=BaseModel)
"""What a chooser remembers of a choice; it is read again by newer and older versions, so it lets unknown fields be."""

LATELY = 30
"""A clip does not come again in so many films of the same caller."""

MORE = "+"
"""Behind an attempt's key for each clip that it has before this one."""

MOST_BY_ONE_AUTHOR = 2
"""In one film."""


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """How often a site may be asked with one key: `burst` times at once, and `per_s` times a second in the long run."""

    burst: int
    per_s: float


class Turn(NamedTuple):
    """When a site may be asked: in `wait_s` seconds, 0 for now; `reason` says why not before, where that is known."""

    wait_s: float
    reason: str = ""


class NamedClip(NamedTuple):
    """A clip as "source:id", and as "source:author" who filmed it; no author is nobody's."""

    clip: str
    author: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a caller has seen: clips of the film that is made, how many of each author, and clips of films before it."""

    film: frozenset[str] = frozenset()
    authors: Mapping[str, int] = field(default_factory=dict)
    lately: frozenset[str] = frozenset()


class StockBook(Protocol):
    """What all processes remember of the sites; never a key, and no address that has one in it.

    An attempt that shows several clips has a key for each, see `MORE`.
    """

    def found(self, key: str) -> Mapping[str, Any] | None:
        """What a question was answered with, by the question's name, for as long as that may be kept."""

    def keep(self, key: str, answer: Mapping[str, Any], for_s: float) -> None:
        """Keep an answer for so many seconds; what is older than it may be goes."""

    def turn(self, account: str, allowance: Allowance) -> Turn:
        """Take a turn at a site, or be told how long to wait for one."""

    def pause(self, account: str, for_s: float, reason: str) -> None:
        """Ask a site no more for so many seconds."""

    def troubles(self) -> Mapping[str, str]:
        """The reasons of the accounts that are paused now."""

    def shown(self, attempt_key: str) -> Shown:
        """What the caller of an attempt has seen."""

    def choose(self, attempt_key: str, clips: Sequence[NamedClip], about: BaseModel) -> str | None:
        """Give an attempt the first clip that its film does not have yet, by an author who is not in it too often.

        Args:
            attempt_key: The attempt; what was chosen by this key before is replaced.
            clips: The best first.
            about: What is to be remembered of the choice.

        Returns:
            The clip; None, and nothing is written, where the film has all of them.
        """

    def chosen(self, attempt_key: str, kind: type[ChoiceT]) -> tuple[str, ChoiceT] | None:
        """The clip of an attempt, and what was remembered with it; None, too, where that cannot be read any more."""

    def drop(self, attempt_key: str) -> None:
        """The clip is not in the film after all."""


class PreviewJudge(Protocol):
    """Sees whether pictures show what words say."""

    def is_there(self) -> bool:
        """Whether it is worth getting pictures for."""

    def fits(self, previews: Sequence[Path], words: str) -> list[float] | None:
        """How well each picture fits, 0 to 1; None where it cannot tell."""
