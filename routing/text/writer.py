"""Prompts made better, or harmless, by a text model: asked once for each prompt, paid from the job's money."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from footage.errors import BudgetExceededError, GeneratorError
from footage.money import Money
from footage.ports.jobs import JobContext
from routing.text import prompts
from routing.text.model import TextModel
from routing.text.paid_once import PaidOnce, Question

_log = logging.getLogger("footage.writer")


class PromptWriter:
    """`footage.ports.routing.Writer` over a text model. Whatever goes wrong, the prompt is left as it is.

    Args:
        model: Who writes.
        answers: Pays for a question once.
        enhances: Work every prompt out before it goes to a vendor.
        rewords: Find other words for a prompt that a vendor refused.
    """

    def __init__(self, model: TextModel, answers: PaidOnce, *, enhances: bool, rewords: bool) -> None:
        self._model = model
        self._answers = answers
        self._enhances = enhances
        self._rewords = rewords

    async def enhanced(self, job: JobContext, prompt: str) -> str | None:
        """See `footage.ports.routing.Writer.enhanced`."""
        if not self._enhances:
            return None

        async def ask() -> tuple[dict[str, Any], Money]:
            written = await prompts.enhance(self._model, prompt)
            return written.enhanced.model_dump(), written.cost

        found = await self._once(job, f"enhance\n{prompt}", prompt, ask)
        return str(found["prompt"]) if found else None

    async def reworded(self, job: JobContext, prompt: str, reason: str) -> str | None:
        """See `footage.ports.routing.Writer.reworded`."""
        if not self._rewords:
            return None

        async def ask() -> tuple[dict[str, Any], Money]:
            written = await prompts.reword(self._model, prompt, reason)
            return {"prompt": written.prompt}, written.cost

        found = await self._once(job, f"reword\n{reason}\n{prompt}", prompt, ask)
        return found["prompt"] if found else None

    async def _once(
        self, job: JobContext, asked: str, prompt: str, ask: Callable[[], Awaitable[tuple[dict[str, Any], Money]]]
    ) -> Mapping[str, Any] | None:
        """The answer kept from before, else a new one; None when there is none to be had."""
        model = self._model.spec.model
        key = hashlib.sha256(f"{model}\n{asked}".encode()).hexdigest()
        question = Question(self._model.name, model, key, prompts.worst_case(self._model, prompt))
        try:
            return await self._answers.kept(job, question) or await self._answers.ask(job, question, ask)
        except (GeneratorError, BudgetExceededError) as exc:
            _log.warning("the prompt stays as it is: %s", exc.code)
            return None
