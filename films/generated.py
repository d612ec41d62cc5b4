"""The work of `generate_video`: a film from a prompt, checked, mended and put away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from films.delivery import deliver
from films.film import EMBEDDED, Film
from films.long_video import forget_clips, render_film
from films.mending import Mending, in_words
from films.services import Services
from footage.canonical import fingerprint
from footage.domain import VideoRequest
from footage.errors import InternalError, ModerationPromptError
from footage.ports.jobs import JobContext, Work
from footage.ports.quality import Checked
from footage.ports.records import JobPlan, JobResult, VideoOrder
from footage.threads import in_thread
from footage.turns import in_turn


class GeneratedOrder(VideoOrder):
    """A film to be made by a prompt or by a plan."""

    @property
    def fingerprint(self) -> str:
        """See `footage.ports.records.Order`; a plan counts by what it says, too, not by how it is written down."""
        return _by_what_it_says(self)


def work(services: Services) -> Work[GeneratedOrder]:
    """Render by the paid path, measure, put away."""

    async def make(job: JobContext, order: GeneratedOrder) -> JobResult:
        request, plan = order.request, job.record.plan
        if plan is None:
            raise InternalError("The job has no plan.")
        film, plan = await _rendered(services, job, request, plan)
        # From here on the film is paid for: a late cancel no longer throws it away.
        await in_thread(services.jobs.report, job.record.job_id, 0.92, "Checking the film")
        film, checked = await _checked(services, job, request, film)
        if film.missing or (film.backend, film.model) != (plan.backend, plan.model):
            await in_thread(services.jobs.set_plan, job.record.job_id, _as_it_went(plan, film))
        return await in_turn(_stored, services, job, request, film, checked)

    return Work(lambda: GeneratedOrder, make)


async def _checked(services: Services, job: JobContext, request: VideoRequest, film: Film) -> tuple[Film, Checked]:
    """The film with its verdict, mended where it is bad; one of clips was mended clip by clip."""
    asked = request.model_copy(update={"duration_s": film.duration_s})

    def check(path: Path) -> Checked:
        return services.judge.check(path, asked, request.prompt)

    await in_thread(services.jobs.note, job.record.job_id, "checking")
    checked = await in_turn(check, film.path)
    if film.repairs is not None:
        quality = checked.quality.model_copy(update={"repairs": list(film.repairs)})
        return film, replace(checked, quality=quality)
    return await Mending(services=services, job=job, request=request, film=film, checked=checked, check=check).done()


def _stored(services: Services, job: JobContext, request: VideoRequest, film: Film, checked: Checked) -> JobResult:
    quality = checked.quality
    made = JobResult(video=deliver(services, job, film.path, checked=checked), quality=quality)
    forget_clips(services, job.record.job_id)
    if film.missing:
        return made.model_copy(update={"message": f"Done in part. {film.missing}", "in_part": True})
    notes = " ".join(
        (plan_notes(services.router.outline(film.backend, request)), *film.notes, in_words(quality))
    ).strip()
    return made.model_copy(update={"message": f"Done. {notes}"}) if notes else made


async def _rendered(services: Services, job: JobContext, request: VideoRequest, plan: JobPlan) -> tuple[Film, JobPlan]:
    """The film, by the prompt as it is or as a text model has changed it; a refused prompt is reworded once at most."""
    writer = services.writer
    if writer and plan.prompt_change is None and plan.backend != EMBEDDED:
        plan = await _told(services, job, plan, "enhanced", await writer.enhanced(job, request.prompt))
    try:
        return await render_film(services, job, _as_told(request, plan), plan)
    except ModerationPromptError as exc:
        reworded = writer and plan.prompt_change != "reworded" and await writer.reworded(job, request.prompt, str(exc))
        if not reworded:
            raise
        plan = await _told(services, job, plan, "reworded", reworded)
        return await render_film(services, job, _as_told(request, plan), plan)


async def _told(
    services: Services, job: JobContext, plan: JobPlan, change: Literal["enhanced", "reworded"], prompt: str | None
) -> JobPlan:
    """Write down what vendors are told from now on, before they are told: a later run of the job says the same."""
    if prompt is None:
        return plan
    plan = plan.model_copy(update={"sent_prompt": prompt, "prompt_change": change})
    await in_thread(services.jobs.set_plan, job.record.job_id, plan)
    return plan


def _as_told(request: VideoRequest, plan: JobPlan) -> VideoRequest:
    return request.model_copy(update={"sent_prompt": plan.sent_prompt})


def _as_it_went(plan: JobPlan, film: Film) -> JobPlan:
    """The plan as it went in the end."""
    told: dict[str, Any] = {"backend": film.backend, "model": film.model}
    if film.backend != plan.backend:
        why = film.reason or f"{plan.backend} failed, so {film.backend} made it."
        told["reason"] = f"{why} {plan.reason}"
    fell_back = film.backend != plan.backend and not film.reason
    told["degraded"] = plan.degraded or bool(film.missing) or fell_back
    return plan.model_copy(update=told)


def plan_notes(outline: Mapping[str, Any] | None) -> str:
    """What the plan says it cannot show as asked."""
    return " ".join((outline or {}).get("notes", ()))


def _by_what_it_says(order: GeneratedOrder) -> str:
    without = frozenset({"version"})
    if order.plan is None:
        return fingerprint(order, without=without)
    from painter import FilmPlan

    planned = fingerprint(FilmPlan.model_validate(order.plan, extra="ignore"))
    return fingerprint(order.model_copy(update={"plan": {"is": planned}}), without=without)
