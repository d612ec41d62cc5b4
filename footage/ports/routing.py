"""Choosing a backend and walking the paid path: plans, breakers, history, text models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from footage.answers import Considered
from footage.caller import Caller, Limits
from footage.credits import StockCredit
from footage.domain import Queue, SegmentWay, VideoRequest
from footage.money import Money
from footage.ports.generators import Quote
from footage.ports.jobs import JobContext
from footage.ports.quality import Cause, Stretch
from footage.wording import Line, SceneWords, Translated, Wording


@dataclass(frozen=True, kw_only=True)
class Segments:
    """How a film that is longer than a backend's limit is made of several clips.

    `lengths_s` are the clips' lengths in seconds, `costs` the most that each costs.
    """

    way: SegmentWay
    lengths_s: tuple[float, ...]
    costs: tuple[Money, ...]


RetakeWay = Literal["between", "onward", "ending", "again"]
"""A stretch made anew between the frames on both sides, onward from the one before it until it melts into the film or
until its shot ends, or with all of the film."""


@dataclass(frozen=True, kw_only=True)
class Retake:
    """How a backend makes a stretch of a film anew.

    Attributes:
        way: What it is told and what of it is shown.
        start_s: Where its pictures begin to be shown, which may be before the stretch, in seconds of the film.
        end_s: Where they end.
        clip_s: How long a clip to ask for, in seconds.
        cost: The most that it costs.
        causes: The alarms for which it is paid; none where it is free.
    """

    way: RetakeWay
    start_s: float
    end_s: float
    clip_s: float
    cost: Money
    causes: tuple[Cause, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RoutePlan:
    """The router's answer: backends to try in order, and what it thought of each.

    `queue` and `segments` are the first one's; None when it makes the film in one go.
    """

    order: tuple[str, ...]
    queue: Queue
    reason: str
    degraded: bool
    considered: tuple[Considered, ...]
    segments: Segments | None = None


Admission = Literal["yes", "probe", "no"]
"""Whether a vendor may be asked: yes, after a free call that shows it is back, or not now."""


@dataclass(frozen=True, kw_only=True)
class Observation:
    """How one attempt went. `elapsed_s` and `expected_s` in seconds; `quality` 0 to 1; None where not measured.

    `measure` is what its quality was measured by, see `footage.verdicts.Quality.measure`; None for the first measure.
    """

    backend: str
    age_days: float
    succeeded: bool
    elapsed_s: float | None = None
    expected_s: float | None = None
    quality: float | None = None
    measure: str | None = None


class History(Protocol):
    """What was measured here."""

    def recent(self) -> list[Observation]:
        """The latest ended attempts, newest first; those that say nothing about their backend left out."""


class Health(Protocol):
    """Which vendors are worth asking; known to every process."""

    def paused(self) -> Mapping[str, str]:
        """Vendors that are not asked now, with the reason."""

    def admit(self, vendor: str) -> Admission:
        """Ask right before a job goes to a vendor; "probe" is given to one job at a time."""

    def succeeded(self, vendor: str) -> None: ...

    def failed(self, vendor: str, code: str) -> None:
        """The vendor, not the request, was at fault."""


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A clip in the job's private folder, who made it, and the attempt that paid for it.

    `notes` and `stock` as in `footage.ports.generators.Delivery`. `original` is the vendor's file, where that brought
    content credentials; it may be `path` itself.
    """

    path: Path
    backend: str
    model: str
    attempt_id: int
    notes: tuple[str, ...] = ()
    stock: tuple[StockCredit, ...] = ()
    original: Path | None = None


class Router(Protocol):
    """Chooses backends."""

    def for_(self, caller: Caller) -> Router:
        """The same as a caller may use it: with their money, and as far as their key goes."""

    def within(self, limits: Limits) -> Router:
        """The same as a key may use it, for the work that was placed with it."""

    def plan(self, request: VideoRequest, max_cost: Money | None, *, here: bool = False) -> tuple[RoutePlan, Quote]:
        """The backends to try, and the worst-case quote of the first; with `here`, of those that this process can use.

        Raises:
            InvalidInputError: `request.backend` names no backend.
            BudgetExceededError: Money is the only reason why none is left.
            KeyLimitError: The caller's key may not use the backend, or any that could make this film.
            UnavailableError: No backend can make this film here.
        """

    def names(self) -> list[str]:
        """The backends that are switched on, whether they could make anything now or not."""

    def sounds(self, backend: str | None) -> bool:
        """Whether a backend makes sound; yes where none is named, and of one that nobody knows."""

    def outline(self, backend: str, request: VideoRequest) -> Mapping[str, Any] | None:
        """The plan a backend would draw; see `Generator.outline`."""

    def segments(self, backend: str, request: VideoRequest) -> Segments | None:
        """How a backend makes a film that is longer than its limit; None when it makes it in one go."""

    def able(self, request: VideoRequest, backends: Sequence[str]) -> list[str]:
        """Those of the backends, in their order, that could make a clip in one go, last resorts left out."""

    def retake(self, backend: str, request: VideoRequest, stretch: Stretch) -> Retake | None:
        """How a backend makes a stretch of its film anew; None when it cannot."""

    def better(self, backend: str, request: VideoRequest) -> list[str]:
        """Affordable backends that make the film in one go and are expected to make it better, the best first."""


class Renderer(Protocol):
    """Walks the paid path."""

    async def render(
        self, job: JobContext, request: VideoRequest, order: Sequence[str], part: str = "", *, apart: bool = False
    ) -> Rendered:
        """Make the clip, or the named part of a film, with the first backend that can; raises `FootageError`.

        `apart` as in `Intent`.
        """


class Texts(Protocol):
    """Answers of a text model, by what it was asked."""

    def get(self, key: str) -> dict[str, Any] | None: ...

    def put(self, key: str, content: Mapping[str, Any]) -> None: ...

    def claim(self, key: str, job_id: str, for_s: float) -> bool:
        """Be the only job that asks this, from now on for so many seconds; False while another one is.

        The clocks of machines may differ by less than that.
        """

    def release(self, key: str, job_id: str) -> None:
        """Ask it no more; nothing where another job has it."""


class Writer(Protocol):
    """Changes prompts, where the user wants that. None means that the prompt stays as it is."""

    async def enhanced(self, job: JobContext, prompt: str) -> str | None:
        """The prompt worked out."""

    async def reworded(self, job: JobContext, prompt: str, reason: str) -> str | None:
        """Harmless words for a prompt that a vendor refused."""


class ScriptEditor(Protocol):
    """Makes the words of a film's scenes better, where the user wants that."""

    async def edited(self, job: JobContext, wording: Wording) -> Mapping[str, SceneWords] | None:
        """Better words by the scenes' ids, asked for and paid once; None means that all stays as it is."""


class Translator(Protocol):
    """Brings captions into another language."""

    @property
    def name(self) -> str:
        """Who translates."""

    def worst_case(self, lines: Sequence[Line], source: str, target: str) -> Money:
        """The most that it costs."""

    async def translated(self, job: JobContext, lines: Sequence[Line], source: str, target: str) -> Translated:
        """All of them, asked for and paid once.

        Args:
            job: Who pays.
            lines: In their order.
            source: Their language, a code or a name; empty where it is not known.
            target: The language that they are to be in.

        Raises:
            BudgetExceededError: It does not fit under a cap; nothing was asked.
            GeneratorError: There is no answer of use.
        """


class Retakes(Protocol):
    """Which stretches are made anew, written down before they are bought."""

    def begun(self, job_id: str, part: str, n: int) -> Retake | None:
        """The stretch that a try had begun to make anew.

        Args:
            job_id: The job.
            part: Which part of the film is mended, as in `Attempts`; empty for all of it.
            n: The number of the try.
        """

    def begin(self, job_id: str, part: str, n: int, retake: Retake) -> Retake:
        """Write down what a try is about to make anew, once: what stands there already is what is made."""
