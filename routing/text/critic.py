"""A second opinion on a film, by a model that watches it: asked once for each question, reported on its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from footage.errors import ApprovalRequiredError, DatabaseAwayError, JobCancelledError, UnavailableError
from footage.money import Money
from footage.opinions import Marks, answer_schema, asked_about, instructions, message, no_opinion
from footage.ports.jobs import JobContext, RunOverError
from footage.threads import in_thread
from footage.turns import in_turn
from footage.vendors import VendorSettings
from footage.verdicts import Opinion, Quality
from media.evidence import evidence_picture
from media.probe import probe
from media.proxy import make_proxy, proxy_frames
from routing.catalog import load_catalog
from routing.text.model import TextModel, read_answer
from routing.text.paid_once import PaidOnce, Question

NAME = "gemini"
_MAX_OUTPUT_TOKENS = 4096
_TIMEOUT_S = 120.0
_KEY = "Set GEMINI_API_KEY (or GOOGLE_API_KEY)."


class GeminiCritic:
    """`footage.ports.quality.Critic` over Gemini's understanding of video.

    Args:
        model: Who is asked; None without a key.
        answers: Pays for a question once.
        no_spend: Nothing may be spent.
        consented: What costs more needs a person's yes, which a check cannot ask for; None for no such limit.
    """

    def __init__(self, model: TextModel | None, answers: PaidOnce, *, no_spend: bool, consented: Money | None) -> None:
        self._model = model
        self._answers = answers
        self._no_spend = no_spend
        self._consented = consented

    async def opinion(self, job: JobContext, film: Path, prompt: str | None, quality: Quality | None = None) -> Opinion:
        """See `footage.ports.quality.Critic.opinion`."""
        name = self._model.spec.model if self._model else None
        try:
            return Opinion(judge=NAME, model=name, **await self._ask(job, film, prompt, quality))
        except (JobCancelledError, RunOverError, DatabaseAwayError):  # none of them is the judge's
            raise
        except Exception as exc:  # noqa: BLE001 - told in the opinion
            return no_opinion(NAME, name, exc)

    async def _ask(self, job: JobContext, film: Path, prompt: str | None, quality: Quality | None) -> Mapping[str, Any]:
        """The parts of the opinion by name.

        Raises:
            FootageError: Why there are none.
        """
        model = self._model
        if model is None:
            raise UnavailableError("Gemini is not asked without a key.", hint=_KEY)
        alarms = asked_about(quality)
        system, text, schema = instructions(alarms), message(prompt, alarms), answer_schema(alarms)
        info = await in_thread(probe, film)
        worst = model.worst_case(system, text, schema, proxy_frames(info.duration_s)[1], 1 if alarms else 0)
        question = Question(NAME, model.spec.model, await in_turn(_key, model, film, system, text), worst)
        if known := await self._answers.kept(job, question):
            return dict(known["marks"])
        self._refuse(worst)
        proxy = await in_turn(make_proxy, info, job.work_dir / "proxy.mp4")
        picture = await in_turn(evidence_picture, film, quality, alarms) if quality and alarms else None

        async def ask() -> tuple[dict[str, Any], Money]:
            answer = await model.complete(system, text, schema, proxy, picture)
            marks = read_answer(Marks, answer)
            return {"marks": marks.well_founded(info.duration_s, prompt, alarms)}, answer.cost

        return dict((await self._answers.ask(job, question, ask))["marks"])

    def _refuse(self, worst: Money) -> None:
        """Refuse to ask when nothing may be spent, or this much only with a person's consent."""
        if self._no_spend:
            raise UnavailableError("Spending is switched off.", hint="Unset FOOTAGE_NO_SPEND to ask Gemini.")
        if self._consented is not None and worst > self._consented:
            raise ApprovalRequiredError(
                f"Asking can cost up to {worst}, more than {self._consented} (FOOTAGE_APPROVE_ABOVE_USD)."
            )


def load_critic(
    settings: VendorSettings, home: Path | None, answers: PaidOnce, *, no_spend: bool, consented: Money | None
) -> GeminiCritic:
    """The catalog's judge; without a key, or when the catalog names none, it says so when it is asked.

    Args:
        settings: Key and address.
        home: FOOTAGE_HOME, whose catalog may name another model.
        answers: As in `GeminiCritic`, like the rest.
        no_spend: Likewise.
        consented: Likewise.

    Raises:
        InvalidInputError: The user's catalog is wrong.
    """
    spec = load_catalog(home).judge if settings.gemini_api_key else None
    model = (
        TextModel(spec, settings, NAME, max_output_tokens=_MAX_OUTPUT_TOKENS, timeout_s=_TIMEOUT_S) if spec else None
    )
    return GeminiCritic(model, answers, no_spend=no_spend, consented=consented)


def _key(model: TextModel, film: Path, system: str, prompt: str) -> str:
    """The hash of all that the answer depends on; the picture of the alarms is drawn from film and prompt."""
    with film.open("rb") as content:
        pictures = hashlib.file_digest(content, "sha256").hexdigest()
    return hashlib.sha256(json.dumps([model.spec.model, system, pictures, prompt]).encode()).hexdigest()
