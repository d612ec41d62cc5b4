"""The paid path: intend -> submit -> poll -> fetch -> capture, resumable from every point of it.

The intent rule: what we are about to send is committed before it is sent, and the vendor's operation id right after.
An attempt found in `sending` therefore means that the outcome is unknown, and only what the vendor allows can settle
it: the same idempotency key again, a search, or a human. It is never simply sent again.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from footage.domain import VideoRequest
from footage.errors import (
    DeadlineError,
    GeneratorError,
    InDoubtError,
    InternalError,
    JobCancelledError,
    ModerationPromptError,
    UnavailableError,
    VendorFailedError,
)
from footage.faults import crash_point
from footage.money import Money
from footage.ports import AttemptRecord, Attempts, Generator, JobContext, Poll, Rendered, in_thread

POLL_DEADLINE_S = 1800.0
POLL_SLOWDOWN = 1.5
POLL_MAX_INTERVAL_S = 30.0
FETCH_TRIES = 5
RESEND_TRIES = 3
_UNFINISHED = ("sending", "accepted", "succeeded")
_log = logging.getLogger("footage.render")


class PaidRenderer:
    """`footage.ports.Renderer`: walks the paid path for a job.

    Args:
        generators: By name.
        attempts: The book of intents and money.
        poll_interval_s: Overrides every backend's own pace.
    """

    def __init__(
        self, generators: Mapping[str, Generator], attempts: Attempts, *, poll_interval_s: float | None = None
    ) -> None:
        self._generators = generators
        self._attempts = attempts
        self._poll_interval_s = poll_interval_s

    async def render(self, job: JobContext, request: VideoRequest, order: Sequence[str]) -> Rendered:
        """Make the clip with the first backend that can, carrying on where an earlier run stopped.

        Failing over happens only before acceptance or after a definite failure, and holds money anew for each hop.

        Raises:
            InDoubtError: It is unknown whether a vendor took the request; its hold is kept.
            JobCancelledError: The job was asked to stop; what was already made is paid for.
            BudgetExceededError: The next backend does not fit under a cap.
            GeneratorError: Every backend refused or failed; this is the last reason.
        """
        tried = await in_thread(self._attempts.of_job, job.record.job_id)
        last = tried[-1] if tried else None
        if last and last.state == "in_doubt":
            raise InDoubtError(f"It is unknown whether {last.backend} took this request.", backend=last.backend)
        unfinished = last if last and last.state in _UNFINISHED else None
        spent = {attempt.backend for attempt in tried}
        names = [unfinished.backend] if unfinished else []
        names += [name for name in order if name not in spent]
        error: GeneratorError | None = None
        for name in names:
            try:
                return await self._attempt(job, self._generators[name], request, unfinished)
            except (InDoubtError, ModerationPromptError):
                raise
            except GeneratorError as exc:
                _log.warning("%s failed: %s", name, exc.code)
                error, unfinished = exc, None
        raise error or InternalError("No backend was left to try.")

    async def _attempt(
        self,
        job: JobContext,
        generator: Generator,
        request: VideoRequest,
        unfinished: AttemptRecord | None,
    ) -> Rendered:
        if unfinished is None:
            await job.report(0.02, f"Asking {generator.name}")  # the last moment to cancel for nothing
        attempt = unfinished or await self._intend(job, generator, request)
        operation_id = attempt.operation_id or await self._submit(
            generator, request, attempt, found=unfinished is not None
        )
        crash_point("accepted")
        try:
            bill = await self._wait(job, generator, attempt, operation_id)
            crash_point("polled")
            path = await self._fetch(job, generator, request, operation_id, attempt, bill)
        except JobCancelledError:
            await self._abandon(generator, attempt, operation_id)
            raise
        crash_point("fetched")
        await in_thread(self._attempts.settle, attempt.attempt_id, "succeeded", bill)
        crash_point("captured")
        return Rendered(path=path, backend=generator.name, model=attempt.model)

    async def _intend(self, job: JobContext, generator: Generator, request: VideoRequest) -> AttemptRecord:
        quote = generator.quote(request)
        attempt = await in_thread(
            self._attempts.intend,
            job.record.job_id,
            backend=generator.name,
            model=quote.model,
            quoted=quote.cost,
            request_hash=hashlib.sha256(request.model_dump_json().encode()).hexdigest(),
        )
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
                await asyncio.sleep(self._pace(generator) * POLL_SLOWDOWN**n)
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
            await asyncio.sleep(interval_s)
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
            return Poll(state="working")

    async def _fetch(
        self,
        job: JobContext,
        generator: Generator,
        request: VideoRequest,
        operation_id: str,
        attempt: AttemptRecord,
        bill: Money,
    ) -> Path:
        """Get the clip, again and again before it is given up: it costs the same whether we have it or not."""
        path = job.work_dir / "clip.mp4"
        drawn_here = generator.queue == "cpu"
        reporter = job.reporter(
            0.05 if drawn_here else 0.75, 0.9, "Drawing" if drawn_here else f"Receiving from {generator.name}"
        )
        tries = 0
        while True:
            try:
                await generator.fetch(operation_id, request, path, reporter)
            except GeneratorError as exc:
                tries += 1
                if not exc.retryable or tries == FETCH_TRIES:
                    await in_thread(self._attempts.settle, attempt.attempt_id, "failed", bill, exc.code)
                    raise UnavailableError(
                        f"{generator.name} made the film, but it could not be downloaded ({exc.code}).",
                        hint=f"It is paid for: look for operation {operation_id} in {generator.name}'s own console.",
                    ) from exc
                _log.info("fetch from %s failed: %s", generator.name, exc.code)
                await asyncio.sleep(self._pace(generator) * POLL_SLOWDOWN**tries)
            else:
                return path

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
