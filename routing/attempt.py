"""One try at one backend: intend -> submit -> poll -> fetch -> capture, resumable from every point of it.

The intent rule: what we are about to send is committed before it is sent, and the vendor's operation id right after.
An attempt found in `sending` therefore means that the outcome is unknown, and only what the vendor allows can settle
it: the same idempotency key again, a search, or a human. It is never simply sent again.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Concatenate, NamedTuple, NoReturn, ParamSpec

from footage.domain import Queue, VideoRequest
from footage.errors import (
    DeadlineError,
    FootageError,
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
from footage.ports.generators import Generator, Poll
from footage.ports.jobs import JobContext
from footage.ports.money import AttemptRecord, Intent, NoPlaceError
from footage.ports.routing import Rendered
from footage.retry import patiently_for
from footage.threads import in_thread
from routing.bills import credible
from routing.blame import ForbiddenError, NoPlaceLeftError, OwnFaultError
from routing.carried import unpacked
from routing.patience import MAX_PAUSE_S, RenderContext, quiet
from routing.tried import request_hash

POLL_SLOWDOWN = 1.5
FETCH_TRIES = 5
RESEND_TRIES = 3
LATE_S = 2.0
"""An operation id that takes longer to be written is told to the log as a warning."""

_FETCHING: Mapping[Queue, str] = {"cpu": "Drawing", "gpu": "{} is rendering here", "cloud": "Receiving from {}"}
_ROOM = "Make room on the disk and call again."
_log = logging.getLogger("footage.attempt")
_P = ParamSpec("_P")


class Part(NamedTuple):
    """Which part of the film an attempt makes, and whether it is paid from a hold of its own."""

    name: str
    apart: bool


class Try:
    """One request of one job to one backend, from the intent to the money.

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
        self._refused_at: float | None = None  # since when the vendor refuses to talk about the film
        self.notes: list[str] = []

    async def walk(self) -> Rendered:
        """The paid path, from where an earlier run stopped."""
        if self._attempt is None:
            self._attempt = await self._intend()
        # Pictures get paths of this machine from here on; attempts store the request as it is on every machine.
        carried = partial(self._context.carried, self._job.record.job_id)
        self._request = await in_thread(unpacked, self._request, carried, self._job.work_dir)
        if self._attempt.operation_id is None:
            self._attempt = replace(self._attempt, operation_id=await self._submit())
        crash_point("accepted")
        try:
            bill = await self._poll()
            crash_point("polled")
            made = await self._fetch(bill)
        except JobCancelledError:
            await self._abandon()
            raise
        crash_point("fetched")
        await self._write(self._book.settle, "succeeded", bill)
        crash_point("captured")
        return made

    # --- intend -------------------------------------------------------------------------------------------------

    async def _intend(self) -> AttemptRecord:
        """Write the intent down, once the account has a place."""
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
        """Send the request, or find out what became of one that was sent before a crash."""
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
            return await self._generator.submit(self._request, self.attempt.key)
        except InDoubtError:
            return await self._resolve()
        except GeneratorError:
            raise
        except Exception as exc:
            # A defect after the socket opened is as ambiguous as a lost answer.
            _log.exception("submit to %s broke", self._name)
            raise OwnFaultError(f"The request to {self._name} broke off.", backend=self._name) from exc

    async def _resolve(self) -> str:
        """Find out what became of a request whose answer was lost, by the means the vendor offers.

        Raises:
            InDoubtError: The vendor offers no means, or did not answer.
        """
        generator, attempt = self._generator, self.attempt
        kind = OwnFaultError if self._found else InDoubtError
        unknown = kind(f"It is unknown whether {self._name} took this request.", backend=self._name)
        forbidden = self._context.forbids(self._name, attempt.quoted)
        if generator.submit_mode == "blind" or (forbidden and generator.submit_mode == "idempotent"):
            raise unknown
        for n in range(RESEND_TRIES):
            try:
                if generator.submit_mode == "lookup":
                    if known := await generator.lookup(attempt.key):
                        return known
                    self._refuse_forbidden(attempt.quoted)  # the vendor knows nothing of it, so nothing was taken
                return await generator.submit(self._request, attempt.key)
            except (ModerationPromptError, ForbiddenError):
                raise  # about the request itself, so the first send was refused, too
            except GeneratorError as exc:
                # A refusal of this second send (slow down, bad key) says nothing about the first one.
                _log.info("resolving with %s failed: %s", self._name, exc.code)
                await self._pause(self._pace_s * POLL_SLOWDOWN**n)
        raise unknown

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

    # --- poll ---------------------------------------------------------------------------------------------------

    async def _poll(self) -> Money:
        """Ask until the film is ready; returns the bill."""
        began, interval_s = time.monotonic(), self._pace_s
        age_s = max(0.0, (self._context.clock() - self.attempt.started_at).total_seconds())
        deadline = began + self._patience.deadline_s - age_s
        while True:
            poll, answered = await self._ask()
            if poll.state == "succeeded":
                return self._bill(poll.cost)
            if poll.state == "failed":
                await self._fail(poll)
            left_s = deadline - time.monotonic()
            # A job that is resumed after its deadline takes the first answer as final. A vendor that cannot be reached
            # then still has a moment to give one.
            if left_s <= 0 and (answered or time.monotonic() >= began + self._patience.refused_s):
                await self._give_up()
            await self._context.tell(self._job, 0.05 + 0.7 * poll.progress, f"{self._name} is rendering")
            asked_for_s = max(interval_s, poll.retry_after_s or 0.0)
            await self._pause(min(asked_for_s, MAX_PAUSE_S, left_s if left_s > 0 else MAX_PAUSE_S))
            if self._patience.poll_interval_s is None:
                interval_s = min(interval_s * POLL_SLOWDOWN, MAX_PAUSE_S)

    async def _ask(self) -> tuple[Poll, bool]:
        """What the vendor says of the film, and whether that was an answer at all.

        Raises:
            InDoubtError: It refuses to answer, again and again.
        """
        try:
            poll = await self._generator.poll(self._operation_id)
        except GeneratorError as exc:
            _log.info("poll of %s failed: %s", self._name, exc.code)
            if not exc.retryable:
                await self._bear(exc)
                return Poll(state="working"), False
            self._refused_at = None
            return Poll(state="working", retry_after_s=getattr(exc, "retry_after_s", None)), False
        except Exception:  # noqa: BLE001 - a defect of ours says nothing of the film
            _log.exception("poll of %s broke", self._name)
            return Poll(state="working"), False
        self._refused_at = None
        return poll, True

    async def _bear(self, exc: GeneratorError) -> None:
        """Bear a refusal for a while: the film may well be made and billed, so no other backend is asked for it."""
        now = time.monotonic()
        self._refused_at = self._refused_at or now
        if now >= self._refused_at + self._patience.refused_s:
            await self._write(self._book.doubt)
            raise InDoubtError(
                f"{self._name} took the request but no longer answers ({exc.code}).", backend=self._name
            ) from exc

    async def _fail(self, poll: Poll) -> NoReturn:
        error = poll.error or VendorFailedError(f"{self._name} failed.", backend=self._name)
        await self._write(self._book.settle, "failed", self._bill(poll.cost), error.code)
        raise error

    async def _give_up(self) -> NoReturn:
        await self._write(self._book.doubt)
        raise DeadlineError(
            f"{self._name} did not finish within {_span(self._patience.deadline_s)}.",
            hint="It may still be made and charged: `footage reconcile` asks again later and brings the film home.",
        )

    # --- fetch and the end --------------------------------------------------------------------------------------

    async def _fetch(self, bill: Money) -> Rendered:
        """Download the clip, with several tries: it costs the same whether we have it or not."""
        generator, out = self._generator, self._job.work_dir / "clip.mp4"
        made_here, tries = generator.queue != "cloud", 0
        doing = _FETCHING[generator.queue].format(self._name)
        reporter = quiet(self._job.reporter(0.05 if made_here else 0.75, 0.9, doing))
        while True:
            try:
                notes = await generator.fetch(self._operation_id, self._request, out, reporter)
            except (GeneratorError, OSError) as exc:
                tries += 1
                _log.info("fetch from %s failed: %s", self._name, getattr(exc, "code", exc))
                if isinstance(exc, GeneratorError) and not exc.retryable:
                    tries = FETCH_TRIES
                if made_here or tries >= FETCH_TRIES:
                    await self._go_without(exc, bill)
                await self._pause(min(self._pace_s * POLL_SLOWDOWN**tries, MAX_PAUSE_S))
            else:
                model, paid_by = self.attempt.model, self.attempt.attempt_id
                return Rendered(path=out, backend=self._name, model=model, attempt_id=paid_by, notes=tuple(notes or ()))

    async def _go_without(self, exc: GeneratorError | OSError, bill: Money) -> NoReturn:
        """End a try whose film cannot be had."""
        made_here = self._generator.queue != "cloud"
        if isinstance(exc, OSError) and not made_here:
            await self._write(self._book.doubt)
            raise UnavailableError(
                f"{self._name} made the film, but it cannot be stored here ({_reason(exc)}).",
                hint="Make room, then run `footage reconcile`: it brings the film home and pays for it once.",
            ) from exc
        code = exc.code if isinstance(exc, GeneratorError) else UnavailableError.code
        await self._write(self._book.settle, "failed", bill, code)
        if isinstance(exc, OSError):
            raise UnavailableError(f"The film cannot be stored here ({_reason(exc)}).", hint=_ROOM) from exc
        if made_here:  # there is no film, and nothing to ask for again
            raise exc
        raise UnavailableError(
            f"{self._name} made the film, but it could not be downloaded ({code}).",
            hint=f"It is paid for: look for operation {self._operation_id} in {self._name}'s own console.",
        ) from exc

    async def _abandon(self) -> None:
        """Stop the vendor and pay its bill, or the worst case when it states none."""
        try:
            await self._generator.cancel(self._operation_id)
            cost = (await self._generator.poll(self._operation_id)).cost
        except Exception as exc:  # noqa: BLE001 - whatever it is, the worst case is paid
            _log.info("stopping %s failed: %s", self._name, getattr(exc, "code", type(exc).__name__))
            cost = None
        await self._write(self._book.settle, "cancelled", self._bill(cost))

    # --- what all of them need ----------------------------------------------------------------------------------

    @property
    def attempt(self) -> AttemptRecord:
        """The attempt as it is written down."""
        if self._attempt is None:
            raise InternalError("Nothing was intended yet.")
        return self._attempt

    @property
    def _operation_id(self) -> str:
        return self.attempt.operation_id or ""

    @property
    def _pace_s(self) -> float:
        return self._context.pace_s(self._generator)

    def _bill(self, reported: Money | None) -> Money:
        bill = credible(self._name, self.attempt.quoted, reported)
        if bill.note and bill.note not in self.notes:
            self.notes.append(bill.note)
        return bill.amount

    async def _pause(self, seconds: float) -> None:
        await self._context.pause(self._job, seconds)

    async def _write(self, write: Callable[Concatenate[int, _P], None], *args: _P.args, **kwargs: _P.kwargs) -> None:
        await patiently_for(self._patience.write_s, write, self.attempt.attempt_id, *args, **kwargs)


def _reason(exc: OSError) -> str:
    return exc.strerror or type(exc).__name__


def _span(seconds: float) -> str:
    return f"{seconds / 60:.0f} minutes" if seconds >= 120 else f"{seconds:g} s"
