"""The work of `generate_video`: a film from a prompt, checked, mended and put away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar

from films.bookends import with_bookends
from films.clips import MadeFilm
from films.delivery import deliver
from films.long_video import forget_clips, render_film
from films.making import of_generated
from films.mending import Mending, repairs_sentence
from films.services import Services
from films.sound_credits import composed
from films.stock import told
from films.variants import Takes, apart, listed, made_takes, store_others, with_sheet
from footage.canonical import fingerprint
from footage.domain import EMBEDDED, VideoRequest
from footage.errors import InternalError, ModerationPromptError
from footage.ports.jobs import JobContext, Work
from footage.ports.quality import Checked
from footage.ports.records import JobPlan, JobResult, VideoOrder, WantedTake
from footage.threads import in_thread
from footage.turns import in_turn

T = TypeVar("T", covariant=True)


class _Render(Protocol[T]):
    """Makes what a request asks for by the paid path, and tells the plan it went by."""

    async def __call__(
        self, services: Services, job: JobContext, request: VideoRequest, plan: JobPlan
    ) -> tuple[T, JobPlan]: ...


class GeneratedOrder(VideoOrder):
    """A film to be made by a prompt or by a plan.

    Attributes:
        notes: What the caller is told of how it was understood.
        continues: The film that it goes on from, as callers name it; None where it begins by itself.
        takes: Several films of the same wish; none for one film.
        intro: What the team's brand puts before the film.
        outro: What it puts after it.
    """

    notes: tuple[str, ...] = ()
    continues: str | None = None
    takes: tuple[WantedTake, ...] = ()
    intro: str | None = None
    outro: str | None = None

    @property
    def fingerprint(self) -> str:
        """See `footage.ports.records.Order`; of a plan, too, what it says counts and not how it is written down."""
        return _fingerprint(self)


def work(services: Services) -> Work[GeneratedOrder]:
    """Render by the paid path, measure, put away."""

    async def make(job: JobContext, order: GeneratedOrder) -> JobResult:
        request, plan = order.request, job.record.plan
        if plan is None:
            raise InternalError("The job has no plan.")
        if plan.takes:
            return await _best_of(services, job, order, plan)
        film, plan = await _rendered(services, job, request, plan, render_film)
        # From here on the film is paid for: a late cancel no longer throws it away.
        await in_thread(services.jobs.report, job.record.job_id, 0.92, "Checking the film")
        film, checked = await _checked(services, job, request, film)
        if film.missing or (film.backend, film.model) != (plan.backend, plan.model):
            await in_thread(services.jobs.set_plan, job.record.job_id, _final_plan(plan, film))
        return await in_turn(_stored, services, job, order, film, checked)

    return Work(lambda: GeneratedOrder, make)


async def _best_of(services: Services, job: JobContext, order: GeneratedOrder, plan: JobPlan) -> JobResult:
    """All takes of the wish, the best as the film and the others beside it."""

    async def make(services: Services, job: JobContext, request: VideoRequest, plan: JobPlan) -> tuple[Takes, JobPlan]:
        return await made_takes(services, job, request, plan), plan

    takes, plan = await _rendered(services, job, order.request, plan, make)
    await in_thread(services.jobs.note, job.record.job_id, "checking")
    final = _final_plan(plan, takes.best.film).model_copy(update={"reason": f"{takes.note} {plan.reason}"})
    await in_thread(services.jobs.set_plan, job.record.job_id, final)
    return await in_turn(_stored_takes, services, job, order, takes)


def _stored_takes(services: Services, job: JobContext, order: GeneratedOrder, takes: Takes) -> JobResult:
    job_id, best = job.record.job_id, takes.best
    files = store_others(services, job, takes)
    made_of = of_generated(best.film, job.record, services.jobs.get)
    around = with_bookends(services, job, apart(job, best), order.intro, order.outro)
    video = deliver(
        services, job, around.path, checked=with_sheet(takes, around.path), files=files, made=around.making(made_of)
    )
    listing = listed(services, job_id, takes)
    if not _may_get_more(services, job_id):
        forget_clips(services, job_id)
    notes = (takes.note, *order.notes, *around.notes, *best.film.notes, repairs_sentence(best.quality))
    return JobResult(
        video=video,
        quality=best.quality,
        message=f"Done. {' '.join(filter(None, notes))}",
        in_part=bool(takes.missing),
        takes=listing,
    )


async def _checked(
    services: Services, job: JobContext, request: VideoRequest, film: MadeFilm
) -> tuple[MadeFilm, Checked]:
    """The film with its verdict, mended where it is bad; one of clips was mended clip by clip."""
    asked = request.model_copy(update={"duration_s": film.duration_s})

    def check(path: Path) -> Checked:
        return services.judge.check(path, asked, request.prompt, is_drawn=film.backend == EMBEDDED)

    await in_thread(services.jobs.note, job.record.job_id, "checking")
    checked = await in_turn(check, film.path)
    if film.repairs is not None:
        quality = checked.quality.model_copy(update={"repairs": list(film.repairs)})
        return film, replace(checked, quality=quality)
    return await Mending(services=services, job=job, request=request, film=film, checked=checked, check=check).mend()


def _stored(services: Services, job: JobContext, order: GeneratedOrder, film: MadeFilm, checked: Checked) -> JobResult:
    quality, request = checked.quality, order.request
    credits_text = told.credits_text(job.record.title, film.stock) if film.stock else ""
    around = with_bookends(services, job, film.path, order.intro, order.outro)
    video = deliver(
        services,
        job,
        around.path,
        checked=checked if around.path == film.path else None,
        credits_text=credits_text,
        made=around.making(of_generated(film, job.record, services.jobs.get)),
    )
    sounds = (composed(""),) if film.backend == EMBEDDED and request.audio and not film.stock else ()
    made = JobResult(video=video, quality=quality, stock=film.stock, sounds=sounds)
    if not _may_get_more(services, job.record.job_id):
        forget_clips(services, job.record.job_id)
    if film.missing:
        return made.model_copy(update={"message": f"Done in part. {film.missing}", "in_part": True})
    notes = " ".join(
        (
            *order.notes,
            *around.notes,
            plan_notes(services.router.outline(film.backend, request)),
            *film.notes,
            told.sentence(film.stock),
            repairs_sentence(quality),
        )
    ).strip()
    return made.model_copy(update={"message": f"Done. {notes}"}) if notes else made


def _may_get_more(services: Services, job_id: str) -> bool:
    """Whether a vendor may have made a clip that is not in the film: it is joined to the others later."""
    return any(one.is_open and one.is_outcome_unknown for one in services.attempts.of_job(job_id))


async def _rendered(
    services: Services, job: JobContext, request: VideoRequest, plan: JobPlan, render: _Render[T]
) -> tuple[T, JobPlan]:
    """The film, by the prompt as it is or as a text model has changed it; a refused prompt is reworded once at most."""
    writer = services.writer
    if writer and plan.prompt_change is None and plan.backend != EMBEDDED:
        plan = await _with_sent_prompt(services, job, plan, "enhanced", await writer.enhanced(job, request.prompt))
    try:
        return await render(services, job, _as_sent(request, plan), plan)
    except ModerationPromptError as exc:
        reworded = writer and plan.prompt_change != "reworded" and await writer.reworded(job, request.prompt, str(exc))
        if not reworded:
            raise
        plan = await _with_sent_prompt(services, job, plan, "reworded", reworded)
        return await render(services, job, _as_sent(request, plan), plan)


async def _with_sent_prompt(
    services: Services, job: JobContext, plan: JobPlan, change: Literal["enhanced", "reworded"], prompt: str | None
) -> JobPlan:
    """Write down what vendors will be told, before they are: a later run of the job then tells them the same."""
    if prompt is None:
        return plan
    plan = plan.model_copy(update={"sent_prompt": prompt, "prompt_change": change})
    await in_thread(services.jobs.set_plan, job.record.job_id, plan)
    return plan


def _as_sent(request: VideoRequest, plan: JobPlan) -> VideoRequest:
    return request.model_copy(update={"sent_prompt": plan.sent_prompt})


def _final_plan(plan: JobPlan, film: MadeFilm) -> JobPlan:
    """The plan as it turned out: who made the film in the end, and why."""
    update: dict[str, Any] = {"backend": film.backend, "model": film.model}
    if film.backend != plan.backend:
        why = film.reason or f"{plan.backend} failed, so {film.backend} made it."
        update["reason"] = f"{why} {plan.reason}"
    fell_back = film.backend != plan.backend and not film.reason
    update["degraded"] = plan.degraded or bool(film.missing) or fell_back
    return plan.model_copy(update=update)


def plan_notes(outline: Mapping[str, Any] | None) -> str:
    """What a storyboard's plan says that it cannot show as asked."""
    return " ".join((outline or {}).get("notes", ()))


def _fingerprint(order: GeneratedOrder) -> str:
    without = frozenset({"version"})
    if order.plan is None:
        return fingerprint(order, without=without)
    from painter import FilmPlan

    planned = fingerprint(FilmPlan.model_validate(order.plan, extra="ignore"))
    return fingerprint(order.model_copy(update={"plan": {"is": planned}}), without=without)
