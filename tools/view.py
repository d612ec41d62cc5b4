"""From what is stored to what callers see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from films.delivery import with_links
from films.services import CallersServices
from films.stored import Missing, local_file, missing
from footage.answers import AttemptSummary, BudgetState, Cost, Route, Video, VideoJob
from footage.domain import EMBEDDED, TERMINAL
from footage.errors import UnavailableError
from footage.ports.generators import Quote
from footage.ports.jobs import JobRecord
from footage.ports.money import AttemptRecord
from footage.ports.records import JobPlan, JobResult
from footage.threads import in_thread
from footage.verdicts import Quality
from tools.base import Answer, Report
from tools.endings import ending_of
from tools.wait import wait_for

LOOK_AGAIN_S = 15


async def answer_when_done(services: CallersServices, job_id: str, wait_s: float, report: Report) -> Answer:
    """Wait for a job and show it."""
    return await show(services, await wait_for(services.jobs, job_id, wait_s, report))


async def show(services: CallersServices, record: JobRecord, *, note: str = "") -> Answer:
    """A job as an answer, with its contact sheet once it has one; `note` is said first."""
    return await in_thread(_show, services, record, note)


def budget_state(services: CallersServices) -> BudgetState:
    """The month's budget as of now."""
    line = services.budget.line()
    return BudgetState(
        spent_usd=line.spent.as_usd(), held_usd=line.held.as_usd(), remaining_usd=line.remaining.as_usd()
    )


def without_job(
    services: CallersServices,
    *,
    tool: str,
    status: Literal["dry_run", "preview"],
    message: str,
    next_step: str,
    **known: Any,
) -> VideoJob:
    """The answer of a call that makes nothing; `known` are fields that it can fill all the same."""
    unknown = dict.fromkeys(("job_id", "video", "route", "cost", "quality", "error", "created_at", "expires_at"))
    always = {"tool": tool, "status": status, "progress": 0, "message": message, "next_step": next_step}
    return VideoJob(**{**unknown, **always, "budget": budget_state(services), **known})


def _show(services: CallersServices, record: JobRecord, note: str) -> Answer:
    result = record.result or JobResult()
    film = _available(services, record, result.video) if result.video else _AvailableFilm()
    is_gone = film.missing is not None and not ending_of(record.tool).is_verdict
    problem = film.problem if is_gone or film.missing is None else ""
    job = VideoJob(
        job_id=record.job_id,
        tool=record.tool,
        status=record.status,
        progress=round(record.progress, 3),
        message=note or problem or result.message or record.message,
        next_step=film.missing.hint if film.missing and is_gone else _next_step(record),
        video=film.video,
        route=route_of(record.plan, services.attempts.of_job(record.job_id)) if record.plan else None,
        cost=_cost(services, record),
        budget=budget_state(services),
        quality=result.quality,
        enhancement=result.enhancement,
        error=record.error,
        created_at=record.created_at,
        expires_at=film.expires_at,
    )
    text = " ".join(part for part in (note, _sentence(job, film), "" if is_gone else film.problem) if part)
    return Answer(result=job, text=text, image=_picture(job))


@dataclass(frozen=True, kw_only=True)
class _AvailableFilm:
    """A film as it can be had now; `problem` says why it cannot be had, or not on the web."""

    video: Video | None = None
    expires_at: datetime | None = None
    problem: str = ""
    missing: Missing | None = None


def _available(services: CallersServices, record: JobRecord, stored: Video) -> _AvailableFilm:
    """With links where there are any, and with its files on this machine as far as they are needed here."""
    problem = ""
    video, expires_at = stored, None
    try:
        video, expires_at = with_links(services, record, stored)
    except UnavailableError as exc:
        problem = f"The film has no web address yet: {exc.message}"
    video = video.model_copy(update=_brought(services, video))
    if video.path or video.url or not stored.path:
        return _AvailableFilm(video=video, expires_at=expires_at, problem=problem)
    gone = missing(services, record, stored.path)
    return _AvailableFilm(video=video, problem=f"The film is not here. {gone.where}", missing=gone)


def _brought(services: CallersServices, video: Video) -> dict[str, str | None]:
    """The film's files on this machine; one that another machine made is fetched, unless it has a web address."""
    files = {"contact_sheet": video.contact_sheet, "timeline": video.timeline, "subtitles": video.subtitles}
    if video.url:
        is_here = video.path is not None and Path(video.path).is_file()
        return {
            **{name: _here(services, file) for name, file in files.items()},
            "path": video.path if is_here else None,
        }
    files |= {"poster": video.poster, "path": video.path}
    return {name: _here(services, file) for name, file in files.items()}


def _here(services: CallersServices, path: str | None) -> str | None:
    try:
        file = local_file(services, path) if path else None
    except UnavailableError:
        return None
    return str(file) if file else None


def route_of(plan: JobPlan, attempts: Sequence[AttemptRecord] = ()) -> Route:
    """A job's plan as callers see it, with what became of it so far."""
    return Route(
        backend=plan.backend,
        model=plan.model,
        reason=plan.reason,
        degraded=plan.degraded,
        considered=list(plan.considered),
        attempts=[_summary(attempt) for attempt in attempts],
        sent_prompt=plan.sent_prompt,
        prompt_change=plan.prompt_change,
        way=plan.way,
        segments_s=list(plan.segments_s),
        scenes=[one.model_dump(mode="json") for one in plan.scenes],
    )


def _summary(attempt: AttemptRecord) -> AttemptSummary:
    elapsed_s = (attempt.ended_at - attempt.started_at).total_seconds() if attempt.ended_at else None
    return AttemptSummary(
        backend=attempt.backend,
        part=attempt.part,
        outcome=attempt.state,
        error_code=attempt.error_code,
        cost_usd=attempt.cost.as_usd() if attempt.cost is not None else None,
        elapsed_s=round(elapsed_s, 3) if elapsed_s is not None else None,
    )


def quoted(quote: Quote) -> Cost:
    """The cost of a film that nothing was charged for yet."""
    return Cost(
        quoted_usd=quote.cost.as_usd(),
        charged_usd="0.00",
        price_source=quote.price_source,
        price_as_of=quote.price_as_of,
    )


def _cost(services: CallersServices, record: JobRecord) -> Cost | None:
    if record.cost is None:
        return None
    charged = services.budget.charged(record.job_id).as_usd()
    return Cost.model_validate({**record.cost, "charged_usd": charged}, extra="ignore")


def _next_step(record: JobRecord) -> str:
    if record.status not in TERMINAL:
        return f"Call get_job with job_id={record.job_id!r} in about {LOOK_AGAIN_S} s. Do not start it again."
    if record.error:
        return record.error.hint
    return ending_of(record.tool).next_step(record)


def _sentence(job: VideoJob, film: _AvailableFilm) -> str:
    if job.error:
        return f"{job.job_id} {job.status} ({job.error.code}): {job.error.message} {job.next_step}"
    if job.video is None:
        return f"{job.job_id} is {job.status} ({job.progress:.0%}, {job.message}). {job.next_step}"
    size = f"{job.video.duration_s:.1f} s, {job.video.width}x{job.video.height}"
    place = job.video.path or job.video.url
    if ending_of(job.tool).is_verdict:
        return f"{job.message} ({size}{f', at {place}' if place else ''}; {job.job_id}) {job.next_step}"
    if place is None:
        return f"{job.job_id} is {job.status} ({size}). {film.problem} {job.next_step}"
    made_by = f" by {job.route.backend}" if job.route else ""
    price = f" for ${job.cost.charged_usd}" if job.cost else ""
    note = " It is a drawn storyboard, not generated footage." if job.route and job.route.backend == EMBEDDED else ""
    return (
        f"{job.job_id} is ready: {size}, made{made_by}{price}, at {place}.{note}{_judged(job.quality)} {job.next_step}"
    )


def _judged(quality: Quality | None) -> str:
    """The verdict, where it is not a plain yes."""
    if quality is None or quality.verdict in {None, "accept"}:
        return ""
    return f" Verdict: {quality.verdict}. {' '.join(quality.reasons)}"


def _picture(job: VideoJob) -> bytes | None:
    """What tells most: of a check, scores and faults over time beside frames; else the contact sheet."""
    named = (job.video.timeline or job.video.contact_sheet) if job.video else None
    path = Path(named) if named else None
    return path.read_bytes() if path and path.is_file() else None
