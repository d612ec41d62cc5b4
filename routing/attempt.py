"""One try at one backend: intend -> submit -> poll -> fetch -> capture, resumable from every point of it.

What leads to the vendor's operation id, and the rule that nothing is sent twice, is in `routing.request`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NoReturn

from footage import traces
from footage.domain import Queue
from footage.errors import (
    AuthFailedError,
    DeadlineError,
    GeneratorError,
    InDoubtError,
    JobCancelledError,
    UnavailableError,
    VendorFailedError,
)
from footage.faults import crash_point
from footage.money import ZERO, Money
from footage.ports.generators import Delivery, Poll
from footage.ports.routing import Rendered
from footage.threads import in_thread
from media.credentials.originals import kept_original
from routing.bills import credible
from routing.blame import RefusedClipError
from routing.carried import unpacked
from routing.patience import MAX_PAUSE_S, quiet
from routing.request import POLL_SLOWDOWN, Request

FETCH_TRIES = 5

_FETCHING: Mapping[Queue, str] = {"cpu": "Drawing", "gpu": "{} is rendering here", "cloud": "Receiving from {}"}
_ROOM = "Make room on the disk and call again."
_log = logging.getLogger("footage.attempt")


class Try(Request):
    """A request, and what becomes of it: the film and the money."""

    paid_in_vain = ZERO
    """What the vendor charges for a film that it does not give, as far as it is known."""

    _paid = ZERO
    """What the vendor charged for the film."""

    _refused_at: float | None = None
    """Since when the vendor refuses to talk about the film."""

    _is_billed = False
    """Whether the vendor has told what it charges for the film."""

    async def walk(self) -> Rendered:
        """The paid path, from where an earlier run stopped."""
        with traces.span(
            "generation",
            backend=self._name,
            part=self._part.name or None,
            duration_s=self._request.duration_s,
            resolution=self._request.resolution,
        ) as generation:
            made = await self._walk()
            traces.set_facts(generation, model=made.model, cost_microusd=self._paid.microusd)
            return made

    async def _walk(self) -> Rendered:
        if self._attempt is None:
            self._attempt = await self._intend()
        # Pictures get paths of this machine from here on; attempts store the request as it is on every machine.
        carried = partial(self._context.carried, self._job.record.job_id)
        self._request = await in_thread(unpacked, self._request, carried, self._job.work_dir)
        if self._attempt.operation_id is None:
            self._attempt = replace(self._attempt, operation_id=await self._submit())
        crash_point("accepted")
        try:
            with traces.span("poll", backend=self._name):
                bill = await self._poll()
            crash_point("polled")
            with traces.span("fetch", backend=self._name):
                made = await self._fetch(bill)
        except JobCancelledError:
            await self._abandon()
            raise
        crash_point("fetched")
        await self._write(self._book.settle, "succeeded", bill)
        self._paid = bill
        crash_point("captured")
        return made

    # --- poll ---------------------------------------------------------------------------------------------------

    async def _poll(self) -> Money:
        """Ask until the film is ready; returns the bill."""
        began, interval_s = time.monotonic(), self._pace_s
        age_s = max(0.0, (self._context.clock() - self.attempt.started_at).total_seconds())
        deadline = began + self._patience.deadline_s - age_s
        while True:
            poll, answered = await self._ask()
            if poll.state == "succeeded":
                self._is_billed = poll.cost is not None
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
            with self._asking("poll_content"):
                poll = await self._generator.poll(self._operation_id)
        except GeneratorError as exc:
            _log.info("poll of %s failed: %s", self._name, exc.code)
            if not exc.retryable:
                await self._bear(exc, f"{self._name} took the request but no longer answers")
                return Poll(state="working"), False
            self._refused_at = None
            return Poll(state="working", retry_after_s=getattr(exc, "retry_after_s", None)), False
        except Exception:  # noqa: BLE001 - a defect of ours says nothing of the film
            _log.exception("poll of %s broke", self._name)
            return Poll(state="working"), False
        self._refused_at = None
        return poll, True

    async def _bear(self, exc: GeneratorError, trouble: str) -> None:
        """Bear a refusal for a while: the film may well be made and billed, so no other backend is asked for it."""
        now = time.monotonic()
        self._refused_at = self._refused_at or now
        if now >= self._refused_at + self._patience.refused_s:
            await self._write(self._book.doubt)
            raise InDoubtError(f"{trouble} ({exc.code}).", backend=self._name) from exc

    async def _fail(self, poll: Poll) -> NoReturn:
        """End a try whose film the vendor does not give, at what it charges for that, if that is known."""
        error = poll.error or VendorFailedError(f"{self._name} failed.", backend=self._name)
        if poll.cost is None and not poll.in_full and self.attempt.quoted > ZERO:
            await self._write(self._book.doubt, error.code)
            raise error
        bill = self._bill(poll.cost)
        await self._write(self._book.settle, "failed", bill, error.code)
        self.paid_in_vain = bill
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
                with self._asking("fetch_content"):
                    told = await generator.fetch(self._operation_id, self._request, out, reporter)
            except (AuthFailedError, RefusedClipError) as exc:
                await self._bear(exc, f"{self._name} made the film and refuses to give it")
                await self._pause(self._pace_s)
            except (GeneratorError, OSError) as exc:
                self._refused_at, tries = None, tries + 1
                _log.info("fetch from %s failed: %s", self._name, getattr(exc, "code", exc))
                if isinstance(exc, GeneratorError) and not exc.retryable:
                    tries = FETCH_TRIES
                if made_here or tries >= FETCH_TRIES:
                    await self._go_without(exc, bill)
                await self._pause(min(self._pace_s * POLL_SLOWDOWN**tries, MAX_PAUSE_S))
            else:
                return self._made(out, told or Delivery())

    def _made(self, clip: Path, told: Delivery) -> Rendered:
        return Rendered(
            path=clip,
            backend=self._name,
            model=self.attempt.model,
            attempt_id=self.attempt.attempt_id,
            notes=told.notes,
            stock=told.stock,
            original=kept_original(clip),
        )

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
        lost = f"{self._name} made the film, but it could not be downloaded ({code})."
        if not made_here and not self._is_billed:  # so it is not sure either that there is something to pay for
            await self._write(self._book.doubt)
            hint = "`footage reconcile` tries again later: it brings the film home and pays for it once."
            raise UnavailableError(lost, hint=hint) from exc
        await self._write(self._book.settle, "failed", bill, code)
        if isinstance(exc, OSError):
            raise UnavailableError(f"The film cannot be stored here ({_reason(exc)}).", hint=_ROOM) from exc
        if made_here or bill == ZERO:  # there is no film, and nothing to ask for again
            raise exc
        raise UnavailableError(
            lost,
            hint=f"It is paid for: look for operation {self._operation_id} in {self._name}'s own console.",
        ) from exc

    async def _abandon(self) -> None:
        """Stop the vendor and pay its bill, or the worst case when it states none."""
        try:
            with self._asking("cancel_content"):
                await self._generator.cancel(self._operation_id)
            cost = (await self._generator.poll(self._operation_id)).cost
        except Exception as exc:  # noqa: BLE001 - whatever it is, the worst case is paid
            _log.info("stopping %s failed: %s", self._name, getattr(exc, "code", type(exc).__name__))
            cost = None
        await self._write(self._book.settle, "cancelled", self._bill(cost))

    # --- bills -----------------------------------------------------------------------------------------------------

    @property
    def _operation_id(self) -> str:
        return self.attempt.operation_id or ""

    def _bill(self, reported: Money | None) -> Money:
        bill = credible(self._name, self.attempt.quoted, reported)
        if bill.note:
            self._note(bill.note)
        return bill.amount

    def _note(self, said: str) -> None:
        if said not in self.notes:
            self.notes.append(said)


def _reason(exc: OSError) -> str:
    return exc.strerror or type(exc).__name__


def _span(seconds: float) -> str:
    return f"{seconds / 60:.0f} minutes" if seconds >= 120 else f"{seconds:g} s"
