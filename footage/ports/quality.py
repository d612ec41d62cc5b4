"""Who judges a film, tells an opinion of it and mends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

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

    async def opinion(self, job: JobContext, film: Path, prompt: str | None, quality: Quality | None = None) -> Opinion:
        """Ask it, once for each question, with the job's money; whatever goes wrong is in the opinion.

        Args:
            job: Who asks and pays.
            film: A video file that `media.probe.probe` accepts.
            prompt: What it should show; None leaves that out.
            quality: The judge's own verdict, about whose alarms it is asked too; None leaves them out.
        """


PaidRepairs = Literal["asked", "caps", "never"]
"""When a bad stretch may be bought anew: when the call named a limit or a least quality, within the caps, or never."""


class Cause(NamedTuple):
    """An alarm for which something is paid: its kind, and the evidence that it had."""

    kind: str
    evidence: float


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """What raised one kind of alarm in a stretch.

    Attributes:
        kind: As in `Fault`.
        evidence: The strongest of its faults, as in `Fault`.
        buys_from: The evidence from which on money may be spent for it on this machine; None: never, it only informs.
        in_vain: How often that was done for nothing.
    """

    kind: str
    evidence: float
    buys_from: float | None
    in_vain: int = 0

    @property
    def buys(self) -> bool:
        """Whether money may be spent for it."""
        return self.buys_from is not None and self.evidence >= self.buys_from


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A part of a film to be mended, in whole frames; `end_s` is when the first good frame is shown, in seconds.

    `shot_s` is where the shot around it begins and ends, `alarms` what is wrong with it, each kind once; `fillable` is
    it when the frames around it can stand in for it, `short` when they always should.
    """

    start_s: float
    end_s: float
    shot_s: tuple[float, float]
    alarms: tuple[Alarm, ...]
    fillable: bool
    short: bool

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its alarms."""
        return tuple(alarm.kind for alarm in self.alarms)

    @property
    def causes(self) -> tuple[Cause, ...]:
        """The alarms for which money may be spent."""
        return tuple(Cause(alarm.kind, alarm.evidence) for alarm in self.alarms if alarm.buys)


@dataclass(frozen=True, kw_only=True)
class Trust:
    """What came of paying for a kind of alarm on this machine; `AlarmBook` keeps it, `quality.trust` makes it.

    Attributes:
        bought: How often something was paid for.
        in_vain: How often of these it was for nothing.
        factor: So many times the usual evidence was needed at the moment `at`; later less.
        at: When that was learned.
    """

    bought: int = 0
    in_vain: int = 0
    factor: float = 1.0
    at: datetime | None = None


Lesson = Callable[[Trust, bool, datetime], Trust]
"""What becomes of the trust in an alarm, when paying for it was in vain (True) or helped, at a moment."""


class AlarmBook(Protocol):
    """What was learned of each kind of alarm on this machine, by whomever; known to every process."""

    def known(self) -> Mapping[str, Trust]:
        """By kind, those for which something was paid."""

    def now(self) -> datetime:
        """The moment by the clock of its entries."""

    def learn(self, job_id: str, part: str, n: int, in_vain: Mapping[str, bool], lesson: Lesson) -> bool:
        """Write down what came of a retake, by kind; False, and nothing, where that was done before.

        Args:
            job_id: The retake's place in `footage.ports.routing.Retakes`.
            part: Likewise.
            n: Likewise.
            in_vain: The kinds for which it was paid.
            lesson: Makes the new entry of the old one.
        """

    def forget(self) -> int:
        """Begin anew; how many kinds were known."""


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """Whether a film's score is to be believed where it is lower than what was asked for.

    Attributes:
        why_not: Why no other film is bought for it, in a sentence; None where one may be.
        causes: The alarms without which it would be as good as was asked for; empty where there are other reasons.
    """

    why_not: str | None
    causes: tuple[Cause, ...] = ()


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

    def why_not_bought(self, stretch: Stretch) -> str | None:
        """Why nothing may be paid for a stretch, in a sentence; None where something may, or nobody would."""

    def doubt(self, film: Checked, least: float) -> Doubt:
        """Whether another film may be bought since this one's score is below the least one."""

    def learn(self, job_id: str, part: str, n: int, in_vain: Mapping[str, bool]) -> str:
        """Remember what came of a retake, as in `AlarmBook.learn`; says what is in vain, in sentences."""


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
