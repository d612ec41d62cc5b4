"""One request of one job to one backend, from the intent to the vendor's name for it.

The intent rule: what we are about to send is committed before it is sent, and the vendor's operation id right after.
An attempt found in `sending` therefore means that the outcome is unknown, and only what the vendor allows can settle
it: the same idempotency key again, a search, or a human. It is never simply sent again.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from typing import Concatenate, NamedTuple, ParamSpec

from footage import meters, traces
from footage.domain import VideoRequest
from footage.errors import (
    FootageError,
    GeneratorError,
    InDoubtError,
    InternalError,
    ModerationPromptError,
    UnavailableError,
    VendorFailedError,
)
from footage.faults import crash_point
from footage.money import Money
from footage.ports.generators import Generator
from footage.ports.jobs import JobContext
from footage.ports.money import AttemptRecord, Intent, NoPlaceError
from footage.retry import patiently_for
from footage.threads import in_thread
from routing.blame import ForbiddenError, NoPlaceLeftError, OwnFaultError
from routing.patience import RenderContext
from routing.tried import request_hash

POLL_SLOWDOWN = 1.5
RESEND_TRIES = 3
LATE_S = 2.0
"""An operation id that takes longer to be written is told to the log as a warning."""

_log = logging.getLogger("footage.attempt")
_P = ParamSpec("_P")


class Part(NamedTuple):
    """Which part of the film an attempt makes, and whether it is paid from a hold of its own."""

    name: str
    apart: bool


class Request:
    """One request of one job to one backend, until the vendor has named it.

    Args:
        context: What all tries have in common.
        job: Whose film it is.
        generator: Who is asked.
        request: For what, as it is the same on every machine.
        part: Which part of the film that is.
        unfinished: What an earlier run of the job has left.

    Attributes:
        notes: What the user should know about the bill, whatever becomes of the film.
    """

    def __init__(
        self,
        context: RenderContext,
        job: JobContext,
        generator: Generator,
        request: VideoRequest,
        part: Part,
        unfinished: AttemptRecord | None = None,
    ) -> None:
        self._context = context
        self._patience = context.patience
        self._book = context.attempts
        self._job = job
        self._generator = generator
        self._name = generator.name
        self._request = request
        self._part = part
        self._found = unfinished is not None
        self._attempt = unfinished
        self.notes: list[str] = []

    @property
    def backend(self) -> str:
        """Who is asked."""
        return self._name

    # --- intend -------------------------------------------------------------------------------------------------

    async def _intend(self) -> AttemptRecord:
        """Write the intent down, once the account has a place."""
        with traces.span("hold", backend=self._name):
            attempt = await self._held()
        meters.count().asked(self._name, self._request.priority)
        return attempt

    async def _held(self) -> AttemptRecord:
        quote = self._generator.quote(self._request)
        intent = Intent(
            backend=self._name,
            vendor=self._generator.vendor,
            model=quote.model,
            quoted=quote.cost,
            request_hash=request_hash(self._request),
            expected_s=self._generator.latency_s(self._request),
            limits=self._generator.limits,
            part=self._part.name,
            apart=self._part.apart,
            run=self._job.record.runs,
        )
        until = time.monotonic() + self._patience.max_wait_s
        message = f"Asking {self._name}"
        while True:
            await self._job.report(0.02, message)  # the last moment to cancel for nothing
            self._refuse_forbidden(quote.cost)
            try:
                attempt = await in_thread(self._book.intend, self._job.record.job_id, intent)
            except NoPlaceError as exc:
                if time.monotonic() + exc.wait_s > until:
                    raise NoPlaceLeftError(
                        f"{self._name} had no free place for {self._patience.max_wait_s:.0f} s.", backend=self._name
                    ) from exc
                if message.startswith("Asking"):
                    await in_thread(self._book.waits, self._job.record.job_id, self._name)
                message = f"Waiting for a place at {self._name}"
                await self._pause(exc.wait_s)
            else:
                crash_point("intended")
                return attempt

    def _refuse_forbidden(self, cost: Money) -> None:
        if reason := self._context.forbids(self._name, cost):
            raise ForbiddenError(f"{self._name}: {reason}.", backend=self._name)

    # --- submit -------------------------------------------------------------------------------------------------

    async def _submit(self) -> str:
        """Send the request, or find out what became of one that was sent before a crash.

        A blind vendor names a film once, in its answer. So that answer is waited for and written down whatever becomes
        of this run; a later run of this process waits for the same answer. See docs/adr/0014-an-answer-is-heard-out.md.
        """
        with traces.span("submit", backend=self._name):
            if self._generator.submit_mode != "blind":
                return await self._settled()
            return await self._context.sending.answer(self.attempt.attempt_id, self._settled)

    async def _settled(self) -> str:
        """The operation id of the request, written down, or why there is none, likewise."""
        try:
            operation_id = await (self._resolve() if self._found else self._send())
        except InDoubtError:
            await self._write(self._book.doubt)
            raise
        except GeneratorError as exc:
            await self._write(self._book.refuse, exc.code)
            raise
        crash_point("submitted")
        await self._accept(operation_id)
        return operation_id

    async def _send(self) -> str:
        try:
            return await self._ask_for_it()
        except InDoubtError:
            return await self._resolve()
        except GeneratorError:
            raise
        except Exception as exc:
            # A defect after the socket opened is as ambiguous as a lost answer.
            _log.exception("submit to %s broke", self._name)
            raise OwnFaultError(f"The request to {self._name} broke off.", backend=self._name) from exc

    async def _ask_for_it(self) -> str:
        with self._asking("generate_content"):
            return await self._generator.submit(self._request, self.attempt.key)

    def _asking(self, operation: str) -> contextlib.AbstractContextManager[object]:
        """A span of one request to the vendor; of what is made here there is none."""
        if self._generator.queue == "cpu":
            return contextlib.nullcontext()
        return traces.request(
            operation,
            self._generator.vendor,
            self.attempt.model,
            backend=self._name,
            duration_s=self._request.duration_s,
            resolution=self._request.resolution,
            quoted_microusd=self.attempt.quoted.microusd,
        )

    async def _resolve(self) -> str:
        """Find out what became of a request whose answer was lost, by the means the vendor offers.

        Raises:
            InDoubtError: The vendor offers no means, or did not answer.
        """
        generator, attempt = self._generator, self.attempt
        if self._found and (heard := await self._heard_since()):
            return heard
        kind = OwnFaultError if self._found else InDoubtError
        unknown = kind(f"It is unknown whether {self._name} took this request.", backend=self._name)
        forbidden = self._context.forbids(self._name, attempt.quoted)
        if generator.submit_mode == "blind" or (forbidden and generator.submit_mode == "idempotent"):
            raise unknown
        for n in range(RESEND_TRIES):
            try:
                if generator.submit_mode == "lookup":
                    with self._asking("lookup_content"):
                        known = await generator.lookup(attempt.key)
                    if known:
                        return known
                    self._refuse_forbidden(attempt.quoted)  # the vendor knows nothing of it, so nothing was taken
                return await self._ask_for_it()
            except (ModerationPromptError, ForbiddenError):
                raise  # about the request itself, so the first send was refused, too
            except GeneratorError as exc:
                # A refusal of this second send (slow down, bad key) says nothing about the first one.
                _log.info("resolving with %s failed: %s", self._name, exc.code)
                await self._pause(self._pace_s * POLL_SLOWDOWN**n)
        raise unknown

    async def _heard_since(self) -> str | None:
        """The operation id, where whoever sent the request had its answer after this run began.

        Raises:
            VendorFailedError: The answer was a refusal.
        """
        known = await in_thread(self._book.of_job, self._job.record.job_id)
        [written] = [one for one in known if one.attempt_id == self.attempt.attempt_id]
        if written.state == "refused":
            raise VendorFailedError(f"{self._name} refused it ({written.error_code}).", backend=self._name)
        return written.operation_id

    async def _accept(self, operation_id: str) -> None:
        """Write the operation id down. The vendor says it once, so the log has it before the database does."""
        about = (self._name, self._job.record.job_id, operation_id)
        _log.info("%s took job %s as operation %s", *about)
        late = asyncio.get_running_loop().call_later(
            LATE_S, _log.warning, "%s took job %s as operation %s, which is not written down yet", *about
        )
        try:
            await self._write(self._book.accept, operation_id)
        except FootageError as exc:
            _log.warning("%s took job %s as operation %s, which could not be written down", *about)
            if not isinstance(exc, UnavailableError):
                await self._write(self._book.doubt)
            raise InDoubtError(
                f"{self._name} took the request as operation {operation_id}, which could not be written down: "
                f"{exc.message}",
                backend=self._name,
                hint=f"Ask the user to look for operation {operation_id} in {self._name}'s own console.",
            ) from exc
        finally:
            late.cancel()

    # --- what all of them need ----------------------------------------------------------------------------------

    @property
    def attempt(self) -> AttemptRecord:
        """The attempt as it is written down."""
        if self._attempt is None:
            raise InternalError("Nothing was intended yet.")
        return self._attempt

    @property
    def _pace_s(self) -> float:
        return self._context.pace_s(self._generator)

    async def _pause(self, seconds: float) -> None:
        await self._context.pause(self._job, seconds)

    async def _write(self, write: Callable[Concatenate[int, _P], None], *args: _P.args, **kwargs: _P.kwargs) -> None:
        await patiently_for(self._patience.write_s, write, self.attempt.attempt_id, *args, **kwargs)
