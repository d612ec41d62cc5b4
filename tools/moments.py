"""Moments of films, as callers write them behind a name: `job_id@last`, `film.mp4@3.2s`, `footage://video/ID@1:05`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from footage.errors import InvalidInputError

if TYPE_CHECKING:
    from footage.video_info import VideoInfo

Named = Literal["first", "last", "poster"]

_WORDS: dict[str, Named] = {
    "first": "first", "start": "first", "begin": "first", "beginning": "first", "last": "last", "end": "last",
    "poster": "poster",
}  # fmt: skip
_SHARES = {"middle": 50.0, "mid": 50.0, "half": 50.0, "center": 50.0}
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)\s?%")
_SECONDS = re.compile(r"(-?\d{1,6}(?:[.,]\d+)?)\s?(ms|s|secs?|seconds?)?")
_CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2}(?:[.,]\d+)?)")
HINT = "Write it as job_id@last, @first, @3.2s, @1:05 or @50%."


@dataclass(frozen=True)
class Moment:
    """When a film is looked at: at one of its ends, where its poster is, or at a time.

    Attributes:
        named: The first frame, the last one, or that of the poster; None for a time.
        seconds: From the film's start; below zero, from its end.
        percent: Of the film's length, where it was said so.
    """

    named: Named | None = None
    seconds: float = 0.0
    percent: float | None = None

    @property
    def key(self) -> str:
        """The same for the same moment, fit for a file's name."""
        if self.named:
            return self.named
        return f"{self.percent:g}pc" if self.percent is not None else f"{self.seconds:.4f}s"

    @property
    def words(self) -> str:
        """As a person is told."""
        if self.named:
            return "the poster" if self.named == "poster" else f"the {self.named} frame"
        where = f"{self.percent:g}%" if self.percent is not None else f"{self.seconds:g} s"
        return f"the frame at {where}"

    def within(self, film: VideoInfo, poster_share: float) -> float:
        """The time that it is, in seconds.

        Raises:
            InvalidInputError: The film is shorter.
        """
        length_s = film.duration_s
        if self.named:
            return {"first": 0.0, "last": length_s, "poster": length_s * poster_share}[self.named]
        time_s = length_s * self.percent / 100 if self.percent is not None else self.seconds
        if time_s < 0 and self.percent is None:
            time_s += length_s
        if not 0 <= time_s <= length_s + 0.5 / film.fps:
            raise InvalidInputError(f"The film lasts {length_s:.2f} s, so it has no {self.words[4:]}.", hint=HINT)
        return time_s


FIRST, LAST, POSTER = Moment("first"), Moment("last"), Moment("poster")


class Parted(NamedTuple):
    """A name, and the moment behind it; None where it has none."""

    name: str
    moment: Moment | None


def parted(name: str) -> Parted:
    """A name with its moment, where what stands behind the last "@" is one."""
    before, sign, after = name.rpartition("@")
    moment = moment_of(after) if sign and before else None
    return Parted(before, moment) if moment else Parted(name, None)


def moment_of(text: str) -> Moment | None:
    """What a text says of a moment; None where it says none."""
    word = text.strip().lower().replace("_", " ").removesuffix(" frame").removesuffix("frame").strip()
    if word in _WORDS:
        return Moment(_WORDS[word])
    if found := _PERCENT.fullmatch(word):
        return Moment(percent=float(found[1])) if float(found[1]) <= 100 else None
    if word in _SHARES:
        return Moment(percent=_SHARES[word])
    if found := _CLOCK.fullmatch(word):
        hours, minutes, seconds = found[1] or 0, found[2], found[3].replace(",", ".")
        return Moment(seconds=3600 * int(hours) + 60 * int(minutes) + float(seconds))
    if found := _SECONDS.fullmatch(word):
        return Moment(seconds=float(found[1].replace(",", ".")) / (1000 if found[2] == "ms" else 1))
    return None
