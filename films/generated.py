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
from footage.answers import Route
from footage.domain import VideoRequest
from footage.errors import ModerationPromptError
from footage.ports.jobs import JobContext, Work
from footage.ports.quality import Checked
from footage.threads import in_thread
from footage.turns import in_turn


def work(services: Services) -> Work:
    """Render by the paid path, measure, put away."""

    async def make(job: JobContext) -> Mapping[str, Any]:
        request = VideoRequest(**job.record.request)
        film, route = await _rendered(services, job, request, Route(**(job.record.route or {})))
        # From here on the film is paid for: a late cancel no longer throws it away.
        await in_thread(services.jobs.report, job.record.job_id, 0.92, "Checking the film")
        film, checked = await _checked(services, job, request, film)
        if film.missing or (film.backend, film.model) != (route.backend, route.model):
            await in_thread(services.jobs.set_route, job.record.job_id, _as_it_went(route, film))
        return await in_turn(_stored, services, job, request, film, checked)

    return make


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


def _stored(
    services: Services, job: JobContext, request: VideoRequest, film: Film, checked: Checked
) -> Mapping[str, Any]:
    quality = checked.quality
    video = deliver(services, job, film.path, checked=checked)
    forget_clips(services, job.record.job_id)
    made: dict[str, Any] = {"video": video.model_dump(mode="json"), "quality": quality.model_dump(mode="json")}
    if film.missing:
        return made | {"message": f"Done in part. {film.missing}", "in_part": True}
    notes = " ".join(
        (plan_notes(services.router.outline(film.backend, request)), *film.notes, in_words(quality))
    ).strip()
    return made | ({"message": f"Done. {notes}"} if notes else {})


async def _rendered(services: Services, job: JobContext, request: VideoRequest, route: Route) -> tuple[Film, Route]:
    """The film, by the prompt as it is or as a text model has changed it; a refused prompt is reworded once at most."""
    writer = services.writer
    if writer and route.prompt_change is None and route.backend != EMBEDDED:
        route = await _told(services, job, route, "enhanced", await writer.enhanced(job, request.prompt))
    try:
        return await render_film(services, job, _as_told(request, route), route)
    except ModerationPromptError as exc:
        reworded = writer and route.prompt_change != "reworded" and await writer.reworded(job, request.prompt, str(exc))
        if not reworded:
            raise
        route = await _told(services, job, route, "reworded", reworded)
        return await render_film(services, job, _as_told(request, route), route)


async def _told(
    services: Services, job: JobContext, route: Route, change: Literal["enhanced", "reworded"], prompt: str | None
) -> Route:
    """Write down what vendors are told from now on, before they are told: a later run of the job says the same."""
    if prompt is None:
        return route
    route = route.model_copy(update={"sent_prompt": prompt, "prompt_change": change})
    await in_thread(services.jobs.set_route, job.record.job_id, route.model_dump(mode="json"))
    return route


def _as_told(request: VideoRequest, route: Route) -> VideoRequest:
    return request.model_copy(update={"sent_prompt": route.sent_prompt})


def _as_it_went(route: Route, film: Film) -> Mapping[str, Any]:
    """The route as it went in the end."""
    told: dict[str, Any] = {"backend": film.backend, "model": film.model}
    if film.backend != route.backend:
        why = film.reason or f"{route.backend} failed, so {film.backend} made it."
        told["reason"] = f"{why} {route.reason}"
    fell_back = film.backend != route.backend and not film.reason
    told["degraded"] = route.degraded or bool(film.missing) or fell_back
    return {**route.model_dump(mode="json"), **told}


def plan_notes(outline: Mapping[str, Any] | None) -> str:
    """What the plan says it cannot show as asked."""
    return " ".join((outline or {}).get("notes", ()))
