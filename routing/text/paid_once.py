"""Questions to a model that are paid for once: answers are kept, and what became of a question is never unknown.

A question is an attempt with a small hold of its own. Its answer is kept, with its bill, before the bill is captured:
whoever is killed in between finds both. One that was sent and not seen answered is settled at its worst case, which is
cents, and not sent again by the same job. Jobs that have the same question at the same time ask it one after the other,
so that the second finds the first one's answer; who asks renews its claim, so that a killed one is not waited for long.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import anyio

from footage import traces
from footage.errors import GeneratorError, InDoubtError
from footage.faults import crash_point
from footage.money import Money
from footage.ports.jobs import JobContext, JobRecord
from footage.ports.money import Attempts, Intent
from footage.ports.routing import Texts
from footage.retry import patiently_for
from footage.threads import in_thread
from routing.patience import WRITE_S

CLAIM_S = 15.0
"""How long another job waits for one that asks and does not say any more that it does."""

RENEW_S = 3.0
LOOK_AGAIN_S = 0.5
T = TypeVar("T")
_CHARGED = "charged_microusd"
_log = logging.getLogger("footage.paid_once")


def _always(_known: Mapping[str, Any]) -> bool:
    """An answer is worth what it says, for ever."""
    return True


@dataclass(frozen=True)
class Question:
    """What is asked of whom.

    Attributes:
        backend: Who is asked.
        model: Its model.
        key: The hash of all that the answer depends on.
        quoted: The most that it costs.
        reserved: Backends whose holds, placed with the job, are for this; none for a hold of its own.
        is_usable: Whether an answer from before is still of use, such as one whose file is there. Blocking.
        vendor: Whose account it is; empty where the backend is the only one of it.
    """

    backend: str
    model: str
    key: str
    quoted: Money
    reserved: tuple[str, ...] = ()
    is_usable: Callable[[Mapping[str, Any]], bool] = _always
    vendor: str = ""


def _own(job: JobContext, question: Question) -> Question:
    """The question as the job's team asks it: an answer belongs to those who paid for it."""
    return replace(question, key=job.record.caller.own(question.key))


class PaidOnce:
    """Asks, pays and remembers, for each team apart.

    Args:
        attempts: The book of intents and money.
        texts: What was answered before.
    """

    def __init__(self, attempts: Attempts, texts: Texts) -> None:
        self._attempts = attempts
        self._texts = texts

    async def kept(self, job: JobContext, question: Question) -> Mapping[str, Any] | None:
        """The answer from before, and the money of earlier runs of the job settled.

        Raises:
            InDoubtError: The job has sent this question before and did not see it answered.
        """
        question = _own(job, question)
        earlier = await in_thread(self._attempts.of_job, job.record.job_id)
        mine = [one for one in earlier if one.backend == question.backend]
        lost = {one.request_hash for one in mine if one.error_code == InDoubtError.code}
        for attempt in (one for one in mine if one.state == "sending"):
            answered = await in_thread(self._texts.get, attempt.request_hash)
            bill = answered.get(_CHARGED) if answered else None
            if bill is not None:
                await in_thread(self._attempts.settle, attempt.attempt_id, "succeeded", Money(bill))
            else:
                await in_thread(self._attempts.settle, attempt.attempt_id, "failed", attempt.quoted, InDoubtError.code)
                lost.add(attempt.request_hash)
            await in_thread(self._texts.release, attempt.request_hash, attempt.job_id)
        known = await in_thread(self._known, question)
        if known is None and question.key in lost:
            message = f"{question.backend} was asked before, and its answer was lost."
            raise InDoubtError(message, backend=question.backend)
        return known

    def _known(self, question: Question) -> Mapping[str, Any] | None:
        """The answer from before, as long as it is of use."""
        known = self._texts.get(question.key)
        return known if known and question.is_usable(known) else None

    async def ask(
        self, job: JobContext, question: Question, ask: Callable[[], Awaitable[tuple[Mapping[str, Any], Money]]]
    ) -> Mapping[str, Any]:
        """A new answer, or the one that another job is getting meanwhile.

        Args:
            job: Who pays.
            question: As it was given to `kept`.
            ask: Sends it once; gives the answer and its bill.

        Raises:
            BudgetExceededError: The most that it can cost does not fit under a cap; nothing was sent.
            GeneratorError: There is no answer of use.
            JobCancelledError: The job was cancelled while another one was asking.
        """
        job_id, question = job.record.job_id, _own(job, question)
        while not await in_thread(self._texts.claim, question.key, job_id, CLAIM_S):
            await job.report(0.0, "Waiting for the answer to another job, which asks the same")
            await anyio.sleep(LOOK_AGAIN_S)
        try:
            known = await in_thread(self._known, question)
            if known:
                return known
            return await self._renewing(job_id, question, lambda: self._paid(job.record, question, ask))
        finally:
            with anyio.CancelScope(shield=True):
                await in_thread(self._texts.release, question.key, job_id)

    async def _renewing(self, job_id: str, question: Question, work: Callable[[], Awaitable[T]]) -> T:
        """Do the work, and meanwhile keep renewing the job's claim to the question."""

        async def renew() -> None:
            while True:
                await anyio.sleep(RENEW_S)
                try:
                    await in_thread(self._texts.claim, question.key, job_id, CLAIM_S)
                except Exception:  # noqa: BLE001 - at worst another job pays too; breaking off would lose what was paid
                    _log.warning("a claim was not renewed", exc_info=True)

        outcome: T | Exception
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(renew)
            try:
                outcome = await work()
            except Exception as exc:  # noqa: BLE001 - raised again below, outside of the task group
                outcome = exc
            tasks.cancel_scope.cancel()
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def _paid(
        self, job: JobRecord, question: Question, ask: Callable[[], Awaitable[tuple[Mapping[str, Any], Money]]]
    ) -> Mapping[str, Any]:
        """Reserve, ask once, keep the answer, pay."""
        intent = Intent(
            backend=question.backend,
            vendor=question.vendor or question.backend,
            model=question.model,
            quoted=question.quoted,
            request_hash=question.key,
            apart=True,
            reserved=question.reserved,
            run=job.runs,
        )
        attempt = await in_thread(self._attempts.intend, job.job_id, intent)
        about: dict[str, traces.Value | None] = {
            "backend": question.backend,
            "quoted_microusd": question.quoted.microusd,
        }
        try:
            with traces.request("generate_content", intent.vendor, question.model, **about) as asked:
                content, bill = await ask()
                traces.set_facts(asked, cost_microusd=bill.microusd)
        except GeneratorError as exc:
            charged = question.quoted if isinstance(exc, InDoubtError) else _bill(exc.bill_microusd)
            if charged is None:
                await patiently_for(WRITE_S, self._attempts.refuse, attempt.attempt_id, exc.code)
            else:
                await patiently_for(WRITE_S, self._attempts.settle, attempt.attempt_id, "failed", charged, exc.code)
            raise
        crash_point("answered")
        await patiently_for(WRITE_S, self._texts.put, question.key, {**content, _CHARGED: bill.microusd})
        crash_point("answer_kept")
        await patiently_for(WRITE_S, self._attempts.settle, attempt.attempt_id, "succeeded", bill)
        return content


def _bill(bill_microusd: int | None) -> Money | None:
    return None if bill_microusd is None else Money(bill_microusd)
