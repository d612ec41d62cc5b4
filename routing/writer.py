"""Prompts made better, or harmless, by a text model: asked once for each prompt, paid from the job's money."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from footage.errors import BudgetExceededError, GeneratorError, InDoubtError
from footage.money import Money
from footage.ports import Attempts, Intent, JobContext, Texts, in_thread
from routing import enhance
from routing.text import TextModel

_log = logging.getLogger("footage.writer")


class _Written(Protocol):
    @property
    def cost(self) -> Money: ...


class PromptWriter:
    """`footage.ports.Writer` over a text model. Whatever goes wrong, the prompt is left as it is.

    Args:
        model: Who writes.
        attempts: The book of intents and money; a question is an attempt with a small hold of its own.
        texts: What was answered before.
        enhances: Work every prompt out before it goes to a vendor.
        rewords: Find other words for a prompt that a vendor refused.
    """

    def __init__(self, model: TextModel, attempts: Attempts, texts: Texts, *, enhances: bool, rewords: bool) -> None:
        self._model = model
        self._attempts = attempts
        self._texts = texts
        self._enhances = enhances
        self._rewords = rewords

    async def enhanced(self, job: JobContext, prompt: str) -> str | None:
        """See `footage.ports.Writer.enhanced`."""
        if not self._enhances:
            return None

        async def ask() -> tuple[dict[str, Any], Money]:
            written = await enhance.enhance(self._model, prompt)
            return written.enhanced.model_dump(), written.cost

        found = await self._once(job, f"enhance\n{prompt}", prompt, ask)
        return str(found["prompt"]) if found else None

    async def reworded(self, job: JobContext, prompt: str, reason: str) -> str | None:
        """See `footage.ports.Writer.reworded`."""
        if not self._rewords:
            return None

        async def ask() -> tuple[dict[str, Any], Money]:
            written = await enhance.reword(self._model, prompt, reason)
            return {"prompt": written.prompt}, written.cost

        found = await self._once(job, f"reword\n{reason}\n{prompt}", prompt, ask)
        return found["prompt"] if found else None

    async def _once(
        self, job: JobContext, question: str, prompt: str, ask: Callable[[], Awaitable[tuple[dict[str, Any], Money]]]
    ) -> dict[str, Any] | None:
        """The answer kept from before, else a new one; None when there is none to be had."""
        key = hashlib.sha256(f"{self._model.spec.model}\n{question}".encode()).hexdigest()
        if known := await in_thread(self._texts.get, key):
            return known
        if await self._broke_off(job):
            return None
        try:
            content = await self._paid(job, key, prompt, ask)
        except (GeneratorError, BudgetExceededError) as exc:
            _log.warning("the prompt stays as it is: %s", exc.code)
            return None
        await in_thread(self._texts.put, key, content)
        return content

    async def _broke_off(self, job: JobContext) -> bool:
        """Settle a question that an earlier run of the job did not see answered, at its worst case: it is cents."""
        mine = [one for one in await in_thread(self._attempts.of_job, job.record.job_id) if one.state == "sending"]
        broken = [one for one in mine if one.backend == self._model.name]
        for attempt in broken:
            await in_thread(self._attempts.settle, attempt.attempt_id, "failed", attempt.quoted, "in_doubt")
        return bool(broken)

    async def _paid(
        self, job: JobContext, key: str, prompt: str, ask: Callable[[], Awaitable[tuple[dict[str, Any], Money]]]
    ) -> dict[str, Any]:
        quoted = enhance.worst_case(self._model, prompt)
        name = self._model.name
        intent = Intent(
            backend=name, vendor=name, model=self._model.spec.model, quoted=quoted, request_hash=key, apart=True
        )
        attempt = await in_thread(self._attempts.intend, job.record.job_id, intent)
        try:
            content, cost = await ask()
        except InDoubtError as exc:
            await in_thread(self._attempts.settle, attempt.attempt_id, "failed", quoted, exc.code)
            raise
        except GeneratorError as exc:
            await in_thread(self._attempts.refuse, attempt.attempt_id, exc.code)
            raise
        await in_thread(self._attempts.settle, attempt.attempt_id, "succeeded", cost)
        return content
