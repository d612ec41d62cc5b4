"""Questions to a model that are paid for once: answers are kept, and what became of a question is never unknown.

A question is an attempt with a small hold of its own. Its answer is kept, with its bill, before the bill is captured:
whoever is killed in between finds both. One that was sent and not seen answered is settled at its worst case, which is
cents, and not sent again by the same job.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from footage.errors import GeneratorError, InDoubtError
from footage.faults import crash_point
from footage.money import Money
from footage.ports import Attempts, Intent, JobContext, Texts, in_thread

_CHARGED = "charged_microusd"


@dataclass(frozen=True)
class Question:
    """What is asked of whom: `key` is the hash of all that the answer depends on, `quoted` the most that it costs."""

    backend: str
    model: str
    key: str
    quoted: Money


class PaidOnce:
    """Asks, pays and remembers.

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
        known = await in_thread(self._texts.get, question.key)
        earlier = await in_thread(self._attempts.of_job, job.record.job_id)
        mine = [one for one in earlier if one.backend == question.backend]
        broken = [one for one in mine if one.state == "sending"]
        bill = known.get(_CHARGED) if known else None
        for attempt in broken:
            if bill is not None and attempt.request_hash == question.key:
                await in_thread(self._attempts.settle, attempt.attempt_id, "succeeded", Money(bill))
            else:
                await in_thread(self._attempts.settle, attempt.attempt_id, "failed", attempt.quoted, InDoubtError.code)
        lost = [one for one in mine if one.request_hash == question.key and one.error_code == InDoubtError.code]
        if known is None and (broken or lost):
            said = f"{question.backend} was asked before, and its answer was lost."
            raise InDoubtError(said, backend=question.backend)
        return known

    async def ask(
        self, job: JobContext, question: Question, ask: Callable[[], Awaitable[tuple[Mapping[str, Any], Money]]]
    ) -> Mapping[str, Any]:
        """A new answer.

        Args:
            job: Who pays.
            question: As it was given to `kept`.
            ask: Sends it once; gives the answer and its bill.

        Raises:
            BudgetExceededError: The most that it can cost does not fit under a cap; nothing was sent.
            GeneratorError: There is no answer of use.
        """
        intent = Intent(
            backend=question.backend,
            vendor=question.backend,
            model=question.model,
            quoted=question.quoted,
            request_hash=question.key,
            apart=True,
        )
        attempt = await in_thread(self._attempts.intend, job.record.job_id, intent)
        try:
            content, bill = await ask()
        except GeneratorError as exc:
            charged = question.quoted if isinstance(exc, InDoubtError) else exc.bill
            if charged is None:
                await in_thread(self._attempts.refuse, attempt.attempt_id, exc.code)
            else:
                await in_thread(self._attempts.settle, attempt.attempt_id, "failed", charged, exc.code)
            raise
        crash_point("answered")
        await in_thread(self._texts.put, question.key, {**content, _CHARGED: bill.microusd})
        crash_point("answer_kept")
        await in_thread(self._attempts.settle, attempt.attempt_id, "succeeded", bill)
        return content
