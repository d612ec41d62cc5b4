"""The seams: what the parts of Footage expect of each other. Concrete classes are chosen in `mcp_server/app.py`.

Everything that touches the disk or the database is synchronous and is called from async code with `in_thread`.
"""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, ParamSpec, Protocol, TypeVar

import anyio
import anyio.to_thread

from footage.domain import (
    AspectRatio,
    AttemptState,
    Budget,
    Considered,
    ErrorInfo,
    JobStatus,
    Opinion,
    Quality,
    Queue,
    Resolution,
    SegmentWay,
    SubmitMode,
    Tier,
    Verdict,
    VideoRequest,
)
from footage.errors import FootageError, GeneratorError
from footage.money import ZERO, Money

P = ParamSpec("P")
T = TypeVar("T")

Clock = Callable[[], datetime]
"""Now, timezone-aware UTC."""


def utc_now() -> datetime:
    """The real clock."""
    return datetime.now(UTC)


async def in_thread(fn: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run blocking work on a worker thread; cancellation waits for it to finish."""
    return await anyio.to_thread.run_sync(functools.partial(fn, *args, **kwargs))


# --- generators -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Capabilities:
    """What a generator can make. Durations in seconds, both ends included."""

    sizes: Mapping[AspectRatio, frozenset[Resolution]]
    min_duration_s: float
    max_duration_s: float
    audio: bool
    start_image: bool = False
    needs_start_image: bool = False
    end_image: bool = False
    needs_end_image: bool = False
    reference_images: int = 0
    """How many it takes, never beside a start image."""
    plans: bool = False
    """Draws a plan that the caller supplies."""
    styles: frozenset[str] = frozenset()
    """The named styles it has; empty when a style is free text."""
    max_prompt_chars: int | None = None
    lengths_s: tuple[float, ...] = ()
    """The lengths it charges for, shortest first; empty when it makes and charges any."""


@dataclass(frozen=True, kw_only=True)
class RateLimits:
    """What an account allows: films at work at once, and films started in a minute."""

    max_concurrent: int
    starts_per_minute: int


@dataclass(frozen=True, kw_only=True)
class Quote:
    """The most a request can cost at one backend, and where the price comes from."""

    model: str
    cost: Money
    price_source: str
    price_as_of: str | None = None


@dataclass(frozen=True, kw_only=True)
class Poll:
    """What a backend says about an operation.

    `progress` 0 to 1; `cost` when the vendor tells the real bill; `retry_after_s` when it says when to ask again.
    """

    state: Literal["working", "succeeded", "failed"]
    progress: float = 0.0
    retry_after_s: float | None = None
    cost: Money | None = None
    error: GeneratorError | None = None


class Generator(Protocol):
    """One backend that makes video. Vendor errors are raised as `GeneratorError`s by the file that knows the wire."""

    name: str
    vendor: str
    """The account it belongs to; backends of one account share limits and health."""
    tier: Tier
    queue: Queue
    submit_mode: SubmitMode
    poll_interval_s: float
    enabled_by_default: bool
    limits: RateLimits | None
    quality_prior: float
    """0 to 1, published preference; the router's starting belief."""
    last_resort: bool
    """Ranked after every other backend, whatever its score."""
    successor: str | None
    """The backend that serves its requests once it is retired."""

    def capabilities(self) -> Capabilities: ...

    def missing(self) -> str | None:
        """Why this backend cannot be used here (a key, a package), or None."""

    def quote(self, request: VideoRequest) -> Quote:
        """The worst-case price.

        Raises:
            PriceUnknownError: There is no price for this request.
        """

    def latency_s(self, request: VideoRequest) -> float:
        """How long it usually takes, in seconds; the router's starting belief."""

    def outline(self, request: VideoRequest) -> Mapping[str, Any] | None:
        """The plan it would draw, as JSON; None for backends that are only told the prompt."""

    async def probe(self) -> None:
        """A free call that shows whether the vendor answers; one that has none does nothing.

        Raises:
            GeneratorError: It does not, or refuses the credentials.
        """

    async def submit(self, request: VideoRequest, key: str) -> str:
        """Ask for the film once; never retried inside.

        Args:
            request: What to make.
            key: Unique to this attempt; sent as the idempotency key or tag where the vendor has one.

        Returns:
            The vendor's operation id.

        Raises:
            GeneratorError: A definite refusal: the vendor did not take the request.
            InDoubtError: It is unknown whether the vendor took it.
        """

    async def lookup(self, key: str) -> str | None:
        """The operation id of an earlier submit with this key, or None; only for `submit_mode` "lookup"."""

    async def poll(self, operation_id: str) -> Poll: ...

    async def fetch(
        self, operation_id: str, request: VideoRequest, out: Path, progress: Callable[[float], None]
    ) -> Sequence[str] | None:
        """Write the finished film to `out`; may be repeated. `progress` may raise to stop.

        Outside the queue "cloud" this is where the film is made, and a `GeneratorError` means that there is none.

        Returns:
            What the caller should know about how it was made, in sentences.
        """

    async def cancel(self, operation_id: str) -> None:
        """Ask the vendor to stop; a vendor that cannot does nothing."""


# --- routing ----------------------------------------------------------------------------------------------------


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
    """

    way: RetakeWay
    start_s: float
    end_s: float
    clip_s: float
    cost: Money


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
    """How one attempt went. `elapsed_s` and `expected_s` in seconds; `quality` 0 to 1; None where not measured."""

    backend: str
    age_days: float
    succeeded: bool
    elapsed_s: float | None = None
    expected_s: float | None = None
    quality: float | None = None


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
    """A clip in the job's private folder, who made it, and the attempt that paid for it; `notes` say how."""

    path: Path
    backend: str
    model: str
    attempt_id: int
    notes: tuple[str, ...] = ()


# --- jobs, attempts, money --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Hold:
    """Money to reserve for one attempt at a backend."""

    amount: Money
    backend: str


@dataclass(frozen=True, kw_only=True)
class JobSpec:
    """A job to place. `request` is JSON; `hold` is the worst case to reserve with it, charged to `backend`.

    A film made of parts reserves for each of them instead: `holds`, which must fit under every cap together.
    `pictures` are paths of files that the job needs on whatever machine it runs.
    """

    tool: str
    title: str
    request: Mapping[str, Any]
    queue: Queue
    hold: Money = ZERO
    backend: str | None = None
    holds: tuple[Hold, ...] = ()
    max_cost: Money | None = None
    route: Mapping[str, Any] | None = None
    cost: Mapping[str, Any] | None = None
    idempotency_key: str | None = None
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class JobRecord:
    """A job as stored."""

    job_id: str
    tool: str
    title: str
    status: JobStatus
    request: dict[str, Any]
    progress: float
    message: str
    cancel_requested: bool
    runs: int
    route: dict[str, Any] | None
    cost: dict[str, Any] | None
    result: dict[str, Any] | None
    error: ErrorInfo | None
    max_cost: Money | None
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class JobState:
    """How far a job is."""

    status: JobStatus
    progress: float
    message: str


@dataclass(frozen=True, kw_only=True)
class AttemptRecord:
    """One try at one backend, as stored; `key` is its idempotency key, `cost` what it was charged.

    `part` names the part of the film that it makes, where the film has parts.
    """

    attempt_id: int
    job_id: str
    n: int
    backend: str
    model: str
    state: AttemptState
    key: str
    request_hash: str
    quoted: Money
    operation_id: str | None
    cost: Money | None
    error_code: str | None
    started_at: datetime
    ended_at: datetime | None
    part: str = ""


@dataclass(frozen=True, kw_only=True)
class Intent:
    """What is about to be sent, and to whom. `expected_s` is how long it usually takes, in seconds."""

    backend: str
    model: str
    quoted: Money
    request_hash: str
    vendor: str = ""
    expected_s: float | None = None
    limits: RateLimits | None = None
    part: str = ""
    apart: bool = False
    """Paid by a hold of its own, so that the one placed with the job stays for the film."""


class NoPlaceError(Exception):
    """An account's limits allow no film more now; `wait_s` is when to look again, in seconds."""

    def __init__(self, wait_s: float) -> None:
        super().__init__(f"no place for {wait_s:.1f} s")
        self.wait_s = wait_s


class HandOnError(Exception):
    """This process cannot go on with a job, for want of a key for example; another one may.

    `reason` is for people; `queue` is where those look for jobs that may be able to.
    """

    def __init__(self, reason: str, queue: Queue) -> None:
        super().__init__(reason)
        self.reason = reason
        self.queue: Queue = queue


@dataclass(frozen=True, kw_only=True)
class BudgetLine:
    """The month so far, for every answer."""

    spent: Money
    held: Money
    remaining: Money


class Jobs(Protocol):
    """The job table. Every method is one transaction."""

    def place(self, spec: JobSpec) -> JobRecord:
        """Job row, hold and queue entry together, or none of them.

        The same `idempotency_key` and request give the job that is already there.

        Raises:
            BudgetExceededError: The hold does not fit under a cap.
            InvalidInputError: The key was used with another request.
        """

    def placed_before(self, tool: str, idempotency_key: str | None, request: Mapping[str, Any]) -> JobRecord | None:
        """The job that an earlier call with this key placed, whatever the budget says now.

        Raises:
            InvalidInputError: The key was used with another request.
        """

    def made_before(self, tool: str, request: Mapping[str, Any], within: timedelta) -> JobRecord | None:
        """The latest completed job of exactly this request, not older than `within`."""

    def get(self, job_id: str) -> JobRecord:
        """Raises NotFoundError."""

    def states(self, job_ids: Sequence[str]) -> Mapping[str, JobState]:
        """How far jobs are, at the price of one look; without those that are not there."""

    def picture(self, job_id: str, path: str) -> bytes | None:
        """The picture that was at this path when the job was placed.

        None where every process has the file itself, where it is too large to travel, and after the job has ended.
        """

    def newest(self, *, status: JobStatus | None, limit: int) -> list[JobRecord]: ...

    def claim(self, job_id: str) -> JobRecord:
        """Count one more run and set `working` unless the job has ended."""

    def hand_on(self, job_id: str, reason: str, queue: Queue) -> None:
        """Put a job that this process cannot do into a queue for others, a little later."""

    def idle_runs(self, job_id: str) -> int:
        """Runs since anything last happened to the job, this one included, or all that went as far as "checking"."""

    def note(self, job_id: str, event: str) -> None:
        """Add to the job's history; "checking" says that what follows could take the process down."""

    def report(self, job_id: str, progress: float, message: str) -> bool:
        """Store progress, 0 to 1, which never goes back; returns whether the job should stop."""

    def set_route(self, job_id: str, route: Mapping[str, Any]) -> None: ...

    def request_cancel(self, job_id: str) -> JobRecord:
        """Ask the job to stop; one that has not started ends at once."""

    def complete(self, job_id: str, result: Mapping[str, Any]) -> None:
        """End as completed; holds that are still open are released."""

    def fail(self, job_id: str, error: FootageError) -> None:
        """End as failed (or cancelled); open holds are released, those in doubt are kept."""


class Attempts(Protocol):
    """The paid path's book: attempts and their money change together, each method one transaction."""

    def of_job(self, job_id: str) -> list[AttemptRecord]: ...

    def intend(self, job_id: str, intent: Intent) -> AttemptRecord:
        """Write the intent to submit, covered by a hold of at least its quote, before any socket opens.

        Raises:
            BudgetExceededError: No hold covers it and a cap forbids a new one.
            NoPlaceError: The account's limits allow no film more at the moment.
        """

    def hold_anew(self, job_id: str, holds: Sequence[Hold]) -> None:
        """Put these in the place of the job's holds that no attempt uses: all of them, or the old ones stay.

        Raises:
            BudgetExceededError: They do not fit under a cap.
        """

    def waits(self, job_id: str, backend: str) -> None:
        """Note that the job waits for a place at a backend."""

    def rate(self, attempt_id: int, quality: float) -> None:
        """Remember the measured quality, 0 to 1, of what an attempt made."""

    def accept(self, attempt_id: int, operation_id: str) -> None: ...

    def refuse(self, attempt_id: int, error_code: str) -> None:
        """The vendor did not take the request: nothing was charged, the hold is free for the next attempt."""

    def settle(self, attempt_id: int, state: AttemptState, bill: Money, error_code: str | None = None) -> None:
        """Capture the real bill, once; the rest of the hold is released."""

    def doubt(self, attempt_id: int) -> None:
        """Outcome unknown: the hold is kept until a human resolves it."""

    def correct(self, job_id: str, charged: Money) -> Money:
        """Write down what the vendor really charged for an ended job's last attempt; settles one in doubt.

        Returns:
            What the ledger said before.

        Raises:
            NotFoundError: There is no such job.
            InvalidInputError: The job still runs, or sent nothing to a vendor.
        """


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What a process makes on devices of its own: the backends' names, by devices that are named for people."""

    host: str
    devices: tuple[str, ...]
    backends: tuple[str, ...]


class Workers(Protocol):
    """Processes that have devices, on any machine that shares the database, for as long as they say so."""

    def alive(self) -> list[Offer]: ...

    def backends(self) -> frozenset[str]:
        """Names of all backends that one of them can use."""


class BudgetBook(Protocol):
    """Reading the ledger."""

    def line(self) -> BudgetLine: ...

    def report(self, period: Literal["day", "month", "total"]) -> Budget: ...

    def charged(self, job_id: str) -> Money: ...

    def available(self) -> Money:
        """The most a new call may hold under the tightest cap."""


class Approvals(Protocol):
    """Quotes that wait for a person's yes."""

    def quote(self, fingerprint: str, amount: Money) -> str:
        """A new quote's id, for one call known by its fingerprint, for up to `amount`."""

    def redeem(self, quote_id: str, fingerprint: str, amount: Money) -> None:
        """Use a quote up.

        Raises:
            InvalidInputError: It was used, has expired, or is for another call or a lower price.
        """


# --- files and quality ------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class StoredObject:
    """A file that was put away for good."""

    path: Path
    sha256: str
    size_bytes: int


@dataclass(frozen=True, kw_only=True)
class Link:
    """Where a stored file can be read on the web; `expires_at` None for as long as it exists."""

    url: str
    expires_at: datetime | None


class ObjectStore(Protocol):
    """Where finished files live: on this machine, and in a bucket when one is configured."""

    def put(self, job_id: str, name: str, source: Path) -> StoredObject:
        """Move `source` in, atomically and durably; again with the same or other content is fine.

        What cannot be uploaded stays here all the same: a paid film is never lost to a bucket that says no.
        """

    def put_bytes(self, job_id: str, name: str, content: bytes) -> StoredObject: ...

    def ensure(self, job_id: str, name: str) -> Path | None:
        """The file on this machine, downloaded first when another machine made it; None when nobody has it.

        Raises:
            UnavailableError: The bucket cannot be asked.
        """

    def link(self, job_id: str, name: str) -> Link | None:
        """A new link to the file; None where files stay local or the credentials cannot sign.

        Raises:
            UnavailableError: There should be one, but the file could not be uploaded.
        """

    def work_dir(self, job_id: str) -> Path:
        """A private folder for this run of the job; leftovers of earlier runs are removed."""

    def discard_work(self, job_id: str) -> None: ...


class RemoteFiles(Protocol):
    """Files that callers name by URL."""

    def fetch(self, url: str, *, max_bytes: int) -> Path:
        """A copy on this machine of what an https:// or gs:// URL gives; a recent one is used again.

        Raises:
            ForbiddenUrlError: The URL leads to a private address or to a bucket that is not allowed.
            InvalidInputError: It is no URL of a file.
            NotFoundError: There is nothing, or the link has expired.
            UnsupportedMediaError: The file is larger than `max_bytes`.
            DeadlineError: It takes longer than a caller can wait; it goes on, and a later call finds it.
            UnavailableError: It broke off, or the bucket cannot be asked.
        """


@dataclass(frozen=True, kw_only=True)
class Guest:
    """A quick model that makes no films and stays on a device for as long as nobody needs the room.

    Attributes:
        key: Its name there.
        vram_bytes: What its weights take, at most.
        work_bytes: What a run takes beyond them, at most.
        make: Loads it in the device's own process, given the device as torch calls it, and gives what answers there: a
            top-level function or a `functools.partial` of one. Questions and answers can be pickled.
    """

    key: str
    vram_bytes: int
    work_bytes: int
    make: Callable[[str], Callable[[Any], Any]]


class Devices(Protocol):
    """Devices that are there for making films."""

    async def host(self, guest: Guest, asked: Any) -> Any | None:
        """What a guest answers on a device that is idle and has room for it as it is; None where there is none.

        Raises:
            FootageError: The device or the guest failed.
        """


class Judge(Protocol):
    """Measures a finished film."""

    def check(self, path: Path, request: VideoRequest | None = None, prompt: str | None = None) -> Quality:
        """What was asked for and what the film should show are left out of the verdict where they are None."""


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

    def stretches(self, film: Path, quality: Quality) -> list[Stretch]:
        """What to mend, the worst first."""

    def fill(self, film: Path, stretches: Sequence[Stretch], out: Path, work: Path) -> None:
        """Write the film with stretches made up from the frames around them."""

    def better(self, one: Quality, other: Quality) -> bool:
        """Whether the first of two verdicts on a film is the better one."""


# --- what a job's work is given ----------------------------------------------------------------------------------


class JobContext(Protocol):
    """The running job: its record, its private folder, progress and cancellation."""

    record: JobRecord
    work_dir: Path

    async def report(self, progress: float, message: str) -> None:
        """Tell how far the job is, 0 to 1.

        Raises:
            JobCancelledError: The job was asked to stop.
        """

    def reporter(self, start: float, end: float, message: str) -> Callable[[float], None]:
        """A `Progress` for code on a worker thread, mapped to the part `start`..`end` of the job."""


Work = Callable[[JobContext], Awaitable[Mapping[str, Any]]]
"""What a durable job does: may run again from the top after a crash; returns the job's result as JSON."""


class Router(Protocol):
    """Chooses backends."""

    def plan(self, request: VideoRequest, max_cost: Money | None, *, here: bool = False) -> tuple[RoutePlan, Quote]:
        """The backends to try, and the worst-case quote of the first; with `here`, of those that this process can use.

        Raises:
            InvalidInputError: `request.backend` names no backend.
            BudgetExceededError: Money is the only reason why none is left.
            UnavailableError: No backend can make this film here.
        """

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


@dataclass(frozen=True, kw_only=True)
class Services:
    """Everything a tool may use, wired once.

    `roots` are the folders whose files callers may name; `parts_dir` keeps finished scenes of films;
    what costs more than `approve_above` needs a person's yes;
    an identical request is served from what was made within `reuse_within`; `writer` is None without a text model,
    `critic` where none is wanted;
    `piper_voice` and `whisper_model` are the user's own models to speak and to transcribe with.
    """

    jobs: Jobs
    attempts: Attempts
    budget: BudgetBook
    objects: ObjectStore
    remote: RemoteFiles
    judge: Judge
    mender: Mender
    router: Router
    renderer: Renderer
    roots: tuple[Path, ...]
    parts_dir: Path
    approvals: Approvals
    approve_above: Money | None
    reuse_within: timedelta
    writer: Writer | None
    critic: Critic | None = None
    piper_voice: Path | None = None
    whisper_model: Path | None = None
