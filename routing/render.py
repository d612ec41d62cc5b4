"""The paid path: intend -> submit -> poll -> fetch -> capture, resumable from every point of it.

The intent rule: what we are about to send is committed before it is sent, and the vendor's operation id right after.
An attempt found in `sending` therefore means that the outcome is unknown, and only what the vendor allows can settle
it: the same idempotency key again, a search, or a human. It is never simply sent again.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import random
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, NoReturn

from footage.domain import Queue, VideoRequest
from footage.errors import (
    BudgetExceededError,
    DeadlineError,
    FootageError,
    GeneratorError,
    InDoubtError,
    InternalError,
    JobCancelledError,
    ModerationPromptError,
    RateLimitedError,
    UnavailableError,
    VendorFailedError,
)
from footage.faults import crash_point
from footage.money import ZERO, Money
from footage.ports.generators import Generator, Poll
from footage.ports.jobs import HandOnError, JobContext
from footage.ports.money import AttemptRecord, Attempts, Intent, NoPlaceError
from footage.ports.routing import Health, Rendered
from footage.threads import in_thread
from routing.carried import unpacked

POLL_DEADLINE_S = 1800.0
POLL_SLOWDOWN = 1.5
POLL_MAX_INTERVAL_S = 30.0
JITTER = 0.2
"""Pauses differ by up to this share, so that jobs started together do not ask together."""

MAX_WAIT_S = 300.0
HAND_ON_RUNS = 5
"""A job that was sent to nobody is handed on this often before it goes on to the next backend."""

FETCH_TRIES = 5
BUSY_TRIES = 3
BUSY_WAIT_S = 15.0
"""A vendor that wants to be asked later than this is passed over."""

RESEND_TRIES = 3
_FETCHING: Mapping[Queue, str] = {"cpu": "Drawing", "gpu": "{} is rendering here", "cloud": "Receiving from {}"}
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
        poll_interval_s: Overrides every backend's own pace.
        max_wait_s: How long to wait for a free place at an account before going on to the next backend.
        elsewhere: Names of the backends that processes with devices can use, whether this one can or not.
        carried: The picture that a job brought along from a path, by the job's id and the path.
    """

    def __init__(
        self,
        generators: Mapping[str, Generator],
        attempts: Attempts,
        health: Health,
        *,
        poll_interval_s: float | None = None,
        max_wait_s: float = MAX_WAIT_S,
        elsewhere: Callable[[], frozenset[str]] = frozenset,
        carried: Callable[[str, str], bytes | None] = lambda _job_id, _path: None,
    ) -> None:
        self._generators = generators
        self._attempts = attempts
        self._health = health
        self._poll_interval_s = poll_interval_s
        self._max_wait_s = max_wait_s
        self._elsewhere = elsewhere
        self._carried = carried

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
            HandOnError: This process lacks what the next backend needs.
        """
        known = await in_thread(self._attempts.of_job, job.record.job_id)
        tried = [one for one in known if one.part == part and self._is_mine(one)]
        last = tried[-1] if tried else None
        if last and last.state == "in_doubt":
            raise InDoubtError(f"It is unknown whether {last.backend} took this request.", backend=last.backend)
        unfinished = last if last and last.state in _UNFINISHED else None
        spent = {attempt.backend for attempt in tried if attempt.request_hash == _hash_of(request)}
        names = [unfinished.backend] if unfinished else []
        names += [name for name in order if name not in spent and name not in names]
        piece = _Piece(part, apart)
        error: FootageError | None = None
        for name in names:
            try:
                return await self._tracked(job, self._generators[name], request, unfinished, piece)
            except (InDoubtError, ModerationPromptError):
                raise
            except (GeneratorError, BudgetExceededError) as exc:
                _log.warning("%s failed: %s", name, exc.code)
                error, unfinished = exc, None
        if last and not names:
            raise VendorFailedError(f"{last.backend} failed before ({last.error_code}).", backend=last.backend)
        raise error or InternalError("No backend was left to try.")

    def _is_mine(self, attempt: AttemptRecord) -> bool:
        """Text models leave attempts too."""
        return attempt.backend in self._generators

    async def _tracked(
        self,
        job: JobContext,
        generator: Generator,
        request: VideoRequest,
        unfinished: AttemptRecord | None,
        piece: _Piece,
    ) -> Rendered:
        """One attempt, whose outcome the vendor's health is told."""
        if generator.queue == "cpu":
            return await self._attempt(job, generator, request, unfinished, piece)
        if missing := generator.missing():
            await self._hand_on(job, generator, missing, unfinished)
        try:
            if unfinished is None:
                await self._admitted(generator)
            rendered = await self._patiently(job, generator, request, unfinished, piece)
        except GeneratorError as exc:
            if exc.code in _VENDOR_FAULTS and not isinstance(exc, _PausedError):
                await in_thread(self._health.failed, generator.vendor, exc.code)
            raise
        await in_thread(self._health.succeeded, generator.vendor)
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
            raise _PausedError(
                f"No process with a device for {generator.name} is running ({missing}).",
                backend=generator.name,
                hint="Start `footage worker --queue local-gpu` on a machine with a GPU and call again.",
            )
        # The process that placed the job had what it takes, so another may; what was sent must not be given up.
        if unfinished or job.record.runs < HAND_ON_RUNS:
            raise HandOnError(reason, generator.queue)
        raise _PausedError(f"{generator.name} cannot be used here: {missing}.", backend=generator.name)

    async def _patiently(
        self,
        job: JobContext,
        generator: Generator,
        request: VideoRequest,
        unfinished: AttemptRecord | None,
        piece: _Piece,
    ) -> Rendered:
        """Ask a busy vendor again when it says so, if that is soon: it took nothing, so nothing is paid twice."""
        for _ in range(BUSY_TRIES - 1):
            try:
                return await self._attempt(job, generator, request, unfinished, piece)
            except RateLimitedError as exc:
                wait_s = self._pace(generator) if exc.retry_after_s is None else exc.retry_after_s
                if wait_s > BUSY_WAIT_S or isinstance(exc, _NoPlaceLeftError):
                    raise
                unfinished = None
                await job.report(0.02, f"{generator.name} is busy")
                await _pause(wait_s)
        return await self._attempt(job, generator, request, unfinished, piece)

    async def _admitted(self, generator: Generator) -> None:
        """Pass a vendor whose breaker is open; after its pause, a free call shows whether it is back."""
        admission = await in_thread(self._health.admit, generator.vendor)
        if admission == "no":
            raise _PausedError(f"{generator.name} is paused after failing.", backend=generator.name)
        if admission == "probe":
            await generator.probe()

    async def _attempt(
        self,
        job: JobContext,
        generator: Generator,
        request: VideoRequest,
        unfinished: AttemptRecord | None,
        piece: _Piece,
    ) -> Rendered:
        attempt = unfinished or await self._intend(job, generator, request, piece)
        # From here on as it is on this machine; attempts know the request as it is everywhere.
        request = await in_thread(unpacked, request, partial(self._carried, job.record.job_id), job.work_dir)
        operation_id = attempt.operation_id or await self._submit(
            generator, request, attempt, found=unfinished is not None
        )
        crash_point("accepted")
        try:
            bill = await self._wait(job, generator, attempt, operation_id)
            crash_point("polled")
            path = job.work_dir / "clip.mp4"
            notes = await self._fetch(job, generator, request, operation_id, attempt, bill, path)
        except JobCancelledError:
            await self._abandon(generator, attempt, operation_id)
            raise
        crash_point("fetched")
        await in_thread(self._attempts.settle, attempt.attempt_id, "succeeded", bill)
        crash_point("captured")
        return Rendered(
            path=path,
            backend=generator.name,
            model=attempt.model,
            attempt_id=attempt.attempt_id,
            notes=tuple(notes or ()),
        )

    async def _intend(
        self, job: JobContext, generator: Generator, request: VideoRequest, piece: _Piece
    ) -> AttemptRecord:
        """Write the intent down, once the account has a place."""
        quote = generator.quote(request)
        intent = Intent(
            backend=generator.name,
            vendor=generator.vendor,
            model=quote.model,
            quoted=quote.cost,
            request_hash=_hash_of(request),
            expected_s=generator.latency_s(request),
            limits=generator.limits,
            part=piece.name,
            apart=piece.apart,
        )
        until = time.monotonic() + self._max_wait_s
        message = f"Asking {generator.name}"
        while True:
            await job.report(0.02, message)  # the last moment to cancel for nothing
            try:
                attempt = await in_thread(self._attempts.intend, job.record.job_id, intent)
            except NoPlaceError as exc:
                if time.monotonic() + exc.wait_s > until:
                    raise _NoPlaceLeftError(
                        f"{generator.name} had no free place for {self._max_wait_s:.0f} s.", backend=generator.name
                    ) from exc
                if message.startswith("Asking"):
                    await in_thread(self._attempts.waits, job.record.job_id, generator.name)
                message = f"Waiting for a place at {generator.name}"
                await _pause(exc.wait_s)
            else:
                crash_point("intended")
                return attempt

    async def _submit(self, generator: Generator, request: VideoRequest, attempt: AttemptRecord, *, found: bool) -> str:
        """Send the request, or find out what became of one that was sent before a crash."""
        try:
            if found:
                operation_id = await self._resolve(generator, request, attempt)
            else:
                operation_id = await self._send(generator, request, attempt)
        except InDoubtError:
            await in_thread(self._attempts.doubt, attempt.attempt_id)
            raise
        except GeneratorError as exc:
            await in_thread(self._attempts.refuse, attempt.attempt_id, exc.code)
            raise
        crash_point("submitted")
        await in_thread(self._attempts.accept, attempt.attempt_id, operation_id)
        return operation_id

    async def _send(self, generator: Generator, request: VideoRequest, attempt: AttemptRecord) -> str:
        try:
            return await generator.submit(request, attempt.key)
        except InDoubtError:
            return await self._resolve(generator, request, attempt)
        except GeneratorError:
            raise
        except Exception as exc:
            # A defect after the socket opened is as ambiguous as a lost answer.
            _log.exception("submit to %s broke", generator.name)
            raise InDoubtError(f"The request to {generator.name} broke off.", backend=generator.name) from exc

    async def _resolve(self, generator: Generator, request: VideoRequest, attempt: AttemptRecord) -> str:
        """Settle an unknown outcome by what the vendor allows.

        Raises:
            InDoubtError: The vendor allows nothing, or did not answer.
        """
        unknown = InDoubtError(f"It is unknown whether {generator.name} took this request.", backend=generator.name)
        if generator.submit_mode == "blind":
            raise unknown
        for n in range(RESEND_TRIES):
            try:
                if generator.submit_mode == "lookup" and (known := await generator.lookup(attempt.key)):
                    return known
                return await generator.submit(request, attempt.key)
            except ModerationPromptError:
                raise  # said of the request itself, so it was true the first time too
            except GeneratorError as exc:
                # A refusal of this second send (slow down, bad key) says nothing about the first one.
                _log.info("resolving with %s failed: %s", generator.name, exc.code)
                await _pause(self._pace(generator) * POLL_SLOWDOWN**n)
        raise unknown

    async def _wait(self, job: JobContext, generator: Generator, attempt: AttemptRecord, operation_id: str) -> Money:
        """Poll until the clip is ready; returns the bill: the vendor's own figure, else the worst case."""
        interval_s, deadline = self._pace(generator), time.monotonic() + POLL_DEADLINE_S
        while time.monotonic() < deadline:
            poll = await self._poll(generator, attempt, operation_id)
            bill = attempt.quoted if poll.cost is None else poll.cost
            if poll.state == "succeeded":
                return bill
            if poll.state == "failed":
                error = poll.error or VendorFailedError(f"{generator.name} failed.", backend=generator.name)
                await in_thread(self._attempts.settle, attempt.attempt_id, "failed", bill, error.code)
                raise error
            await job.report(0.05 + 0.7 * poll.progress, f"{generator.name} is rendering")
            await _pause(max(interval_s, poll.retry_after_s or 0.0))
            if self._poll_interval_s is None:
                interval_s = min(interval_s * POLL_SLOWDOWN, POLL_MAX_INTERVAL_S)
        await in_thread(self._attempts.doubt, attempt.attempt_id)
        raise DeadlineError(f"{generator.name} did not finish within {POLL_DEADLINE_S / 60:.0f} minutes.")

    async def _poll(self, generator: Generator, attempt: AttemptRecord, operation_id: str) -> Poll:
        try:
            return await generator.poll(operation_id)
        except GeneratorError as exc:
            if not exc.retryable:
                # Not a verdict on the film: it may well be made and billed, so nobody else is asked to make it.
                await in_thread(self._attempts.doubt, attempt.attempt_id)
                raise InDoubtError(
                    f"{generator.name} took the request but no longer answers ({exc.code}).", backend=generator.name
                ) from exc
            _log.info("poll of %s failed: %s", generator.name, exc.code)
            return Poll(state="working", retry_after_s=getattr(exc, "retry_after_s", None))

    async def _fetch(
        self,
        job: JobContext,
        generator: Generator,
        request: VideoRequest,
        operation_id: str,
        attempt: AttemptRecord,
        bill: Money,
        path: Path,
    ) -> Sequence[str] | None:
        """Get the clip, again and again before it is given up: it costs the same whether we have it or not."""
        made_here = generator.queue != "cloud"
        reporter = job.reporter(0.05 if made_here else 0.75, 0.9, _FETCHING[generator.queue].format(generator.name))
        tries = 0
        while True:
            try:
                return await generator.fetch(operation_id, request, path, reporter)
            except GeneratorError as exc:
                if made_here:  # there is no film, and nothing to ask for again
                    await in_thread(self._attempts.settle, attempt.attempt_id, "failed", bill, exc.code)
                    raise
                tries += 1
                if not exc.retryable or tries == FETCH_TRIES:
                    await in_thread(self._attempts.settle, attempt.attempt_id, "failed", bill, exc.code)
                    raise UnavailableError(
                        f"{generator.name} made the film, but it could not be downloaded ({exc.code}).",
                        hint=f"It is paid for: look for operation {operation_id} in {generator.name}'s own console.",
                    ) from exc
                _log.info("fetch from %s failed: %s", generator.name, exc.code)
                await _pause(self._pace(generator) * POLL_SLOWDOWN**tries)

    async def _abandon(self, generator: Generator, attempt: AttemptRecord, operation_id: str) -> None:
        """Stop the vendor and pay what it asks: its own figure if it tells one, else the worst case."""
        try:
            await generator.cancel(operation_id)
            poll = await generator.poll(operation_id)
        except GeneratorError:
            poll = Poll(state="working")
        bill = attempt.quoted if poll.cost is None else poll.cost
        await in_thread(self._attempts.settle, attempt.attempt_id, "cancelled", bill)

    def _pace(self, generator: Generator) -> float:
        return self._poll_interval_s or generator.poll_interval_s


class _Piece(NamedTuple):
    """What of the film an attempt makes, and whether a hold of its own pays for it."""

    name: str
    apart: bool


class _PausedError(VendorFailedError):
    """The vendor was not asked, so this says nothing new about it."""


class _NoPlaceLeftError(RateLimitedError):
    """Our own limits, not the vendor, kept the request back, for as long as the policy lets a job wait."""


def _hash_of(request: VideoRequest) -> str:
    return hashlib.sha256(request.model_dump_json().encode()).hexdigest()


async def _pause(seconds: float) -> None:
    await asyncio.sleep(seconds * random.uniform(1 - JITTER, 1 + JITTER))  # noqa: S311 - not a secret
