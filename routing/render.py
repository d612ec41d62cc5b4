"""Which backend makes the clip: one after the other, each by the paid path of `routing.attempt`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NoReturn

from footage import meters
from footage.domain import VideoRequest
from footage.errors import (
    BudgetExceededError,
    DatabaseAwayError,
    FootageError,
    GeneratorError,
    InDoubtError,
    InternalError,
    ModerationPromptError,
    RateLimitedError,
    UnavailableError,
    VendorFailedError,
)
from footage.money import ZERO, Money
from footage.ports.generators import Generator
from footage.ports.jobs import HandOnError, JobContext
from footage.ports.money import AttemptRecord, Attempts
from footage.ports.routing import Health, Rendered
from footage.threads import Clock, in_thread, utc_now
from routing.attempt import Try
from routing.blame import ForbiddenError, NoPlaceLeftError, NotAskedError, OfSitesError, OwnFaultError
from routing.patience import Patience, RenderContext
from routing.premium import premium_cost
from routing.request import Part
from routing.tried import known_hashes

HAND_ON_RUNS = 5
"""A job that was sent to nobody is handed on this often before it goes on to the next backend."""

BUSY_TRIES = 3
BUSY_WAIT_S = 15.0
"""A vendor that wants to be asked later than this is passed over."""

_UNFINISHED = ("sending", "accepted", "succeeded")
_VENDOR_FAULTS = frozenset({"vendor_failed", "auth_failed", "quota_exhausted", "in_doubt"})
"""What counts against a vendor's health; a refused prompt shows that it is there."""
_log = logging.getLogger("footage.render")


class PaidRenderer:
    """`footage.ports.routing.Renderer`: walks the paid path for a job.

    Args:
        generators: By name.
        attempts: The book of intents and money.
        health: Told how each vendor did; asked before the next request goes to one.
        patience: How long to wait for what.
        elsewhere: Names of the backends that processes with devices can use, whether this one can or not.
        carried: The picture that a job brought along from a path, by the job's id and the path.
        forbids: Why nothing may be sent to a backend at a price now; None when it may. What was sent is still fetched.
        stopping: Whether a job is asked to stop, by its id.
        clock: The one that attempts are dated by.
    """

    def __init__(
        self,
        generators: Mapping[str, Generator],
        attempts: Attempts,
        health: Health,
        *,
        patience: Patience | None = None,
        elsewhere: Callable[[], frozenset[str]] = frozenset,
        carried: Callable[[str, str], bytes | None] = lambda _job_id, _path: None,
        forbids: Callable[[str, Money], str | None] = lambda _backend, _cost: None,
        stopping: Callable[[str], bool] = lambda _job_id: False,
        clock: Clock = utc_now,
    ) -> None:
        self._generators = generators
        self._attempts = attempts
        self._health = health
        self._elsewhere = elsewhere
        self._context = RenderContext(
            attempts=attempts,
            patience=patience or Patience(),
            forbids=forbids,
            stopping=stopping,
            carried=carried,
            clock=clock,
        )

    async def render(
        self, job: JobContext, request: VideoRequest, order: Sequence[str], part: str = "", *, apart: bool = False
    ) -> Rendered:
        """Make the clip with the first backend that can, carrying on where an earlier run stopped.

        Parts of a film know nothing of each other: each has attempts of its own.

        Failing over happens only before acceptance or after a definite failure, and holds money anew for each hop; a
        backend that no longer fits under a cap is passed over.

        Raises:
            InDoubtError: It is unknown whether a vendor took the request; its hold is kept.
            ModerationPromptError: A vendor refuses the prompt; it is not carried from vendor to vendor.
            JobCancelledError: The job was asked to stop; what was already made is paid for.
            BudgetExceededError: What is left of the backends does not fit under a cap.
            GeneratorError: Every backend refused or failed; this is the last reason.
            UnavailableError: The user has forbidden what was left, or a film that is made cannot be had.
            HandOnError: This process lacks what the next backend needs.
        """
        known = await in_thread(self._attempts.of_job, job.record.job_id)
        tried = [one for one in known if one.part == part and one.backend in self._generators]  # text models have some
        last = tried[-1] if tried else None
        if last and last.is_outcome_unknown:
            raise InDoubtError(f"It is unknown whether {last.backend} took this request.", backend=last.backend)
        unfinished = last if last and last.state in _UNFINISHED else None
        hashes = known_hashes(request)
        spent = {attempt.backend for attempt in tried if attempt.request_hash in hashes}
        names = [unfinished.backend] if unfinished else []
        names += [name for name in order if name not in spent and name not in names]
        if last and not names:
            raise VendorFailedError(f"{last.backend} failed before ({last.error_code}).", backend=last.backend)
        tries = _Tries(self._context, job, request, Part(part, apart))
        try:
            return await self._first_of(names, tries, unfinished)
        except FootageError as exc:
            if notes := list(tries.notes()):
                exc.message = " ".join((f"{exc.message.rstrip('.')}.", *notes))
            raise

    async def _first_of(self, names: Sequence[str], tries: _Tries, unfinished: AttemptRecord | None) -> Rendered:
        """The film of the first backend that succeeds."""
        error: FootageError | None = None
        given_up = ""
        for name in names:
            if given_up:
                meters.count().fell_back(given_up, name)
            given_up = name
            try:
                return await self._watched(self._generators[name], tries, unfinished)
            except (InDoubtError, ModerationPromptError):
                raise
            except (GeneratorError, BudgetExceededError) as exc:
                _log.warning("%s failed: %s", name, exc.code)
                error, unfinished = exc, None
        if isinstance(error, ForbiddenError):
            raise UnavailableError(error.message, hint="Change the setting that the message names, then call again.")
        raise error or InternalError("No backend was left to try.")

    async def _watched(self, generator: Generator, tries: _Tries, unfinished: AttemptRecord | None) -> Rendered:
        """Ask one backend, and record the outcome in its vendor's health."""
        if generator.queue == "cpu":
            return await tries.patiently(generator, unfinished)
        if missing := generator.missing():
            await self._hand_on(tries.job, generator, missing, unfinished)
        try:
            if unfinished is None:
                await self._admitted(generator)
            rendered = await tries.patiently(generator, unfinished)
        except GeneratorError as exc:
            # Only the vendor's own failures count, not that our process died while a request was on its way.
            if exc.code in _VENDOR_FAULTS and not isinstance(exc, (NotAskedError, OwnFaultError, OfSitesError)):
                await _tell(self._health.failed, generator.vendor, exc.code)
            raise
        await _tell(self._health.succeeded, generator.vendor)
        tries.compare(self._generators)
        return rendered

    async def _hand_on(
        self, job: JobContext, generator: Generator, missing: str, unfinished: AttemptRecord | None
    ) -> NoReturn:
        """Leave the job to a process that has what it takes; without one, go on to the next backend."""
        reason = f"{generator.name}: {missing}"
        if generator.queue == "gpu":  # whoever has a device says so, and nothing was sent to anybody
            if generator.name in await in_thread(self._elsewhere):
                raise HandOnError(reason, generator.queue)
            if unfinished:
                await in_thread(self._attempts.settle, unfinished.attempt_id, "failed", ZERO, UnavailableError.code)
            raise NotAskedError(
                f"No process with a device for {generator.name} is running ({missing}).",
                backend=generator.name,
                hint="Start `footage worker --queue local-gpu` on a machine with a GPU and call again.",
            )
        # The process that placed the job had what it takes, so another may; what was sent must not be given up.
        if unfinished or job.record.runs < HAND_ON_RUNS:
            raise HandOnError(reason, generator.queue)
        raise NotAskedError(f"{generator.name} cannot be used here: {missing}.", backend=generator.name)

    async def _admitted(self, generator: Generator) -> None:
        """Refuse a vendor whose breaker is open; after its pause, a free call finds out whether it is back."""
        admission = await in_thread(self._health.admit, generator.vendor)
        if admission == "no":
            raise NotAskedError(f"{generator.name} is paused after failing.", backend=generator.name)
        if admission == "probe":
            await generator.probe()


class _Tries:
    """The tries of one clip, at whatever backends, and what the user should know about their bills."""

    def __init__(self, context: RenderContext, job: JobContext, request: VideoRequest, part: Part) -> None:
        self.job = job
        self._context = context
        self._request = request
        self._part = part
        self._tries: list[Try] = []

    async def patiently(self, generator: Generator, unfinished: AttemptRecord | None) -> Rendered:
        """Ask a busy vendor again when it says so, if that is soon: it took nothing, so nothing is paid twice."""
        for _ in range(BUSY_TRIES - 1):
            try:
                return await self._try(generator, unfinished)
            except RateLimitedError as exc:
                wait_s = self._context.pace_s(generator) if exc.retry_after_s is None else exc.retry_after_s
                if wait_s > BUSY_WAIT_S or isinstance(exc, NoPlaceLeftError):
                    raise
                unfinished = None
                await self.job.report(0.02, f"{generator.name} is busy")
                await self._context.pause(self.job, wait_s)
        return await self._try(generator, unfinished)

    def compare(self, generators: Mapping[str, Generator]) -> None:
        """Count what the film would have cost at the best of the premium backends."""
        if meters.is_anybody_counting() and (cost := premium_cost(generators.values(), self._request)):
            meters.count().compared(cost)

    async def _try(self, generator: Generator, unfinished: AttemptRecord | None) -> Rendered:
        one = Try(self._context, self.job, generator, self._request, self._part, unfinished)
        self._tries.append(one)
        rendered = await one.walk()
        return replace(rendered, notes=(*rendered.notes, *self.notes(), *self._in_vain()))

    def _in_vain(self) -> Iterator[str]:
        paid = [one for one in self._tries if one.paid_in_vain]
        return (f"A film that {one.backend} did not give cost {one.paid_in_vain}." for one in paid)

    def notes(self) -> Iterator[str]:
        """What the user should know about the bills."""
        return (note for one in self._tries for note in one.notes)


async def _tell(tell: Callable[..., None], *args: str) -> None:
    """Record how a vendor did; a database that is away must not cost the film."""
    try:
        await in_thread(tell, *args)
    except DatabaseAwayError:
        _log.warning("a vendor's health was not written", exc_info=True)
