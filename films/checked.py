"""The work of `check_quality`: what is measured of a film, and what others think of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from films.delivery import deliver_beside
from films.origin import origin_of
from films.services import Services
from films.taken_in import sentence, taken_in
from footage.domain import VideoRequest
from footage.opinions import MARKS, disagreements
from footage.ports.jobs import JobContext, Work
from footage.ports.quality import Checked, Critic
from footage.ports.records import JobResult, Order
from footage.threads import in_thread
from footage.turns import in_turn
from footage.verdicts import Opinion, Quality

if TYPE_CHECKING:
    from media.intake import Intake

TIMELINE_NAME = "timeline.jpg"


class CheckOrder(Order):
    """A film to be judged.

    Attributes:
        source: The film.
        source_job_id: The job that made it, if one did.
        prompt: What it should show.
        asked: What was asked for, where a film was asked for.
        is_drawn: Whether Footage drew the film itself.
    """

    source: Path
    source_job_id: str | None = None
    prompt: str | None = None
    asked: VideoRequest | None = None
    is_drawn: bool = False


def work(services: Services) -> Work[CheckOrder]:
    """Measure the film; it stays as and where it is."""

    async def make(job: JobContext, order: CheckOrder) -> JobResult:
        await job.report(0.05, "Measuring the film")
        taken = await in_thread(taken_in, services, order.source)
        editing = (await in_thread(origin_of, services.jobs.get, order.source_job_id)).editing
        measure = partial(services.judge.check, is_drawn=order.is_drawn, edited=editing)
        checked = await in_turn(measure, taken.path, order.asked, order.prompt)
        if services.critic:
            await job.report(0.5, "Asking for an opinion")
            quality = await _with_opinion(services.critic, services, job, order, taken.path, checked.quality)
            checked = replace(checked, quality=quality)
        return await in_turn(_delivered, services, job, order, taken, checked)

    return Work(lambda: CheckOrder, make)


async def _with_opinion(
    critic: Critic, services: Services, job: JobContext, order: CheckOrder, film: Path, quality: Quality
) -> Quality:
    """With the opinion of a model that watched the film, what that cost, and the alarms that it does not see."""
    opinion = await critic.opinion(job, film, order.prompt, quality)
    charged = await in_thread(services.budget.charged, job.record.job_id)
    paid = opinion.model_copy(update={"cost_usd": charged.as_usd()})
    return quality.model_copy(update={"opinions": [paid], "reasons": [*quality.reasons, *disagreements(paid)]})


def _delivered(services: Services, job: JobContext, order: CheckOrder, taken: Intake, checked: Checked) -> JobResult:
    from media.check_chart import timeline
    from media.fields import fields_of

    provenance = services.credentials.read(order.source)
    film, quality = taken.path, checked.quality.model_copy(update={"provenance": provenance})
    fields = fields_of(taken.info)
    notes = [*taken.notes, *([fields.finding] if fields else [])]
    video = deliver_beside(services, job, order.source, checked=checked, subtitles={}, read=film)
    drawn = services.objects.put_bytes(job.record.job_id, TIMELINE_NAME, timeline(film, quality)).path
    charted = video.model_copy(update={"timeline": str(drawn)})
    return JobResult(video=charted, quality=quality, message=" ".join([_message(quality), *map(sentence, notes)]))


def verdict_on(services: Services, film: Path, job_id: str | None) -> Quality:
    """What the job that made a film said of it; measured now where none did."""
    result = services.jobs.get(job_id).result if job_id else None
    return (result and result.quality) or services.judge.check(film).quality


def _message(quality: Quality) -> str:
    score = f", {quality.score:.2f} of 1" if quality.score is not None else ""
    opinions = [_opinion_sentence(one) for one in quality.opinions]
    looks = f" (looks {quality.visual.score:.2f})" if quality.visual else ""
    origin = quality.provenance.sentence() if quality.provenance else ""
    said = [f"Verdict: {quality.verdict or 'none'}{score}{looks}.", origin, *quality.reasons, *opinions]
    return " ".join(filter(None, said))


def _opinion_sentence(opinion: Opinion) -> str:
    """What a model said, apart from the verdict."""
    if opinion.unavailable:
        return f"No opinion by {opinion.judge}: {opinion.unavailable}"
    marks = {name: getattr(opinion, name) for name in MARKS}
    shown = [f"{name.replace('_', ' ')} {mark.score:g}" for name, mark in marks.items() if mark]
    return f"Opinion by {opinion.model}, of 10: {', '.join(shown)}."
