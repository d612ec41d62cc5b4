"""Who judges a film, tells an opinion of it and mends it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from footage.domain import Verdict, VideoRequest
from footage.edited_film import EditedFilm
from footage.ports.jobs import JobContext
from footage.verdicts import Editing, Opinion, Quality
from footage.video_info import Stills, VideoInfo


class Judge(Protocol):
    """Measures a finished film."""

    def check(
        self,
        path: Path,
        request: VideoRequest | None = None,
        prompt: str | None = None,
        *,
        is_drawn: bool = False,
        edited: EditedFilm | Editing | None = None,
    ) -> Checked:
        """What was asked for and what the film should show are left out of the verdict where they are None.

        A film that Footage drew itself (`is_drawn`) stands still and is soft on purpose: that is no fault of it. One
        that it put together from a script is looked at as it was `edited`, too, or was found to be when it was made.
        """


class Critic(Protocol):
    """A model that watches films and tells its opinion."""

    async def opinion(self, job: JobContext, film: Path, prompt: str | None) -> Opinion:
        """Ask it, once for each film and prompt, with the job's money; whatever goes wrong is in the opinion.

        Args:
            job: Who asks and pays.
            film: A video file that `media.probe.probe` accepts.
            prompt: What it should show; None leaves that out.
        """


PaidRepairs = Literal["asked", "caps", "never"]
"""When a bad stretch may be bought anew: when the call named a limit or a least quality, within the caps, or never."""


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A part of a film to be mended, in whole frames; `end_s` is when the first good frame is shown, in seconds.

    `shot_s` is where the shot around it begins and ends; `fillable` is it when the frames around it can stand in for
    it, `short` when they always should.
    """

    start_s: float
    end_s: float
    shot_s: tuple[float, float]
    kinds: tuple[str, ...]
    fillable: bool
    short: bool


class Mender(Protocol):
    """Mends films as far as that needs neither money nor a model.

    `tries` is how often at most, `paid` when money may be spent, `stops` the verdicts that end a film of clips.
    """

    tries: int
    paid: PaidRepairs
    stops: tuple[Verdict, ...]

    def stretches(self, film: Checked) -> list[Stretch]:
        """What to mend, the worst first."""

    def fill(self, film: Path, stretches: Sequence[Stretch], out: Path, work: Path) -> None:
        """Write the film with stretches made up from the frames around them."""

    def better(self, one: Quality, other: Quality) -> bool:
        """Whether the first of two verdicts on a film is the better one."""


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A film as it was measured, with what else came of reading it through.

    Attributes:
        quality: The verdict.
        info: What the file is; None where it cannot be read.
        stills: Draws its poster and contact sheet from what was seen; None where not all of the film was.
    """

    quality: Quality
    info: VideoInfo | None = None
    stills: Callable[[], Stills] | None = None
