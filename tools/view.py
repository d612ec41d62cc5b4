"""From what is stored to what callers see."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from films.delivery import with_links
from films.remote_view import by_links, why_no_address
from films.services import CallersServices
from films.stored import Missing, local_file, machine_name, missing
from films.unfinished import lend
from footage.answers import AttemptSummary, BudgetState, Cost, Route, Video, VideoJob
from footage.caller import LOCAL
from footage.domain import TERMINAL
from footage.errors import UnavailableError
from footage.ports.generators import Quote
from footage.ports.jobs import JobRecord, JobSpec
from footage.ports.money import AttemptRecord
from footage.ports.records import JobPlan, JobResult
from footage.retry import is_away
from footage.threads import in_thread, seconds_between
from tools import names
from tools.afar import told_afar, without_places
from tools.aftermath import doubt_of, with_money
from tools.base import Answer, Report
from tools.brief import brief
from tools.endings import ending_of
from tools.heard import heard_in, in_lines
from tools.telling import has_new_film, told
from tools.wait import wait_for

_NOTHING_TO_SAY = "Done"
_log = logging.getLogger("footage.tools")


async def place_and_answer(services: CallersServices, spec: JobSpec, wait_s: float, report: Report) -> Answer:
    """Place a job, wait for it a while and show it."""
    job_id = await in_thread(_place, services, spec)
    return await answer_when_done(services, job_id, wait_s, report)


def _place(services: CallersServices, spec: JobSpec) -> str:
    lend(services, spec.order)
    job_id = services.jobs.place(spec).job_id
    services.on_placed(job_id)  # on the same thread: a call that is broken off while it places must hear of it, too
    return job_id


async def answer_when_done(
    services: CallersServices, job_id: str, wait_s: float, report: Report, *, details: bool = False
) -> Answer:
    """Wait for a job and show it; with `details` all of it, and its picture again."""
    record = await wait_for(services.jobs, job_id, wait_s, report)
    return await in_thread(_show, services, record, "", details=details)


async def show(services: CallersServices, record: JobRecord, *, note: str = "") -> Answer:
    """A job as an answer, with its picture the first time; `note` is said first."""
    return await in_thread(_show, services, record, note)


def budget_state(services: CallersServices) -> BudgetState:
    """The month's budget as of now."""
    line = services.budget.line()
    return BudgetState(
        spent_usd=line.spent.as_usd(),
        held_usd=line.held.as_usd(),
        remaining_usd=None if line.told is None else line.told.as_usd(),
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


def _show(services: CallersServices, record: JobRecord, note: str, *, details: bool = False) -> Answer:
    attempts = services.attempts.of_job(record.job_id)
    record = with_money(record, attempts)
    result = record.result or JobResult()
    film = _available(services, record, result.video) if result.video else _AvailableFilm()
    is_gone = film.missing is not None and not ending_of(record.tool).is_verdict
    problem = film.problem if is_gone or film.missing is None else ""
    job = VideoJob(
        job_id=record.job_id,
        tool=record.tool,
        status=record.status,
        progress=round(record.progress, 3),
        message=result.message or record.message,
        next_step=film.missing.hint if film.missing and is_gone else _next_step(services, record, attempts),
        video=film.video,
        route=route_of(record.plan, attempts) if record.plan else None,
        cost=_cost(services, record),
        budget=budget_state(services),
        quality=result.quality,
        enhancement=result.enhancement,
        stock=list(result.stock),
        takes=list(result.takes),
        sounds=list(result.sounds),
        publication=result.publication,
        error=record.error,
        created_at=record.created_at,
        expires_at=film.expires_at,
        plan=_script_of(record) or heard_in(services, record, None) if details else heard_in(services, record),
    )
    text = told(job, missing=problem, note=note, heard=in_lines(job.plan))
    said = problem or ("" if note and job.message == _NOTHING_TO_SAY else job.message)
    shown = job.model_copy(update={"message": " ".join(part for part in (note, said) if part)})
    if services.caller.remote:
        shown, text = told_afar(shown, services.places), without_places(text, services.places)
    return Answer(
        result=shown if details else brief(shown, is_new_film=has_new_film(job)),
        text=text,
        image=_picture(services, job, result.video, again=details),
    )


def _script_of(record: JobRecord) -> dict[str, Any] | None:
    """The script of an article's film, to be edited; None for films without one that can be read."""
    if record.tool != names.BLOG_TO_VIDEO or not record.order_document.get("script"):
        return None
    if record.result and record.result.script:
        return {"script": record.result.script}
    from films.blog_order import BlogOrder
    from films.script.article_view import compact

    script = record.order(BlogOrder).script
    return {"script": compact(script)} if script else None


@dataclass(frozen=True, kw_only=True)
class _AvailableFilm:
    """A film as it can be had now; `problem` says why it cannot be had, or not on the web."""

    video: Video | None = None
    expires_at: datetime | None = None
    problem: str = ""
    missing: Missing | None = None


def _available(services: CallersServices, record: JobRecord, stored: Video) -> _AvailableFilm:
    """With links where there are any, and with its files on this machine as far as they are needed here."""
    if services.caller.remote:
        video, expires_at = by_links(services, record, stored)
        problem = "" if video.url or not stored.path else why_no_address(services, record)
        return _AvailableFilm(video=video, expires_at=expires_at, problem=problem)
    problem = ""
    video, expires_at = stored, None
    try:
        video, expires_at = with_links(services, record, stored)
    except UnavailableError as exc:
        problem = f"The film has no web address yet: {exc.message}"
    files = [one.model_copy(update={"path": _here(services, one.path)}) for one in video.files]
    video = video.model_copy(update={**_brought(services, video), "files": files})
    if video.path or video.url or not stored.path:
        return _AvailableFilm(video=video, expires_at=expires_at, problem=problem)
    gone = missing(services, record, stored.path)
    return _AvailableFilm(video=video, problem=f"The film is not here. {gone.where}", missing=gone)


def _brought(services: CallersServices, video: Video) -> dict[str, str | None]:
    """The film's files on this machine; one that another machine made is fetched, unless it has a web address."""
    names = ("contact_sheet", "timeline", "subtitles", "credits")
    files: dict[str, str | None] = {name: getattr(video, name) for name in names}
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
    elapsed_s = seconds_between(attempt.started_at, attempt.ended_at) if attempt.ended_at else None
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


def _next_step(services: CallersServices, record: JobRecord, attempts: Sequence[AttemptRecord]) -> str:
    if record.status not in TERMINAL:
        after = "" if services.outlives_server else " If this server ends first, the work waits for its next start."
        return f"Call get_job with job_id={record.job_id!r}, which waits for it. Do not start it again.{after}"
    if record.error:
        return record.error.hint
    step = ending_of(record.tool).next_step(record)
    if services.caller.remote:
        step = step.replace("the path", "the link")
    return " ".join(filter(None, (step, doubt_of(attempts))))


def _picture(services: CallersServices, job: VideoJob, stored: Video | None, *, again: bool) -> bytes | None:
    """What tells most: of a check, scores and faults over time beside frames; else the contact sheet.

    A model that passes pictures on as text pays for each, so it gets the picture once, and again only when it asks.
    """
    video = stored if services.caller.remote else job.video  # whoever calls from elsewhere is shown addresses
    named = (video.timeline or video.contact_sheet) if video and services.pictures else None
    here = _here(services, named)
    path = Path(here) if here else None
    if path is None or job.job_id is None or not path.is_file():
        return None
    return path.read_bytes() if again or _is_new(services, job.job_id) else None


def _is_new(services: CallersServices, job_id: str) -> bool:
    """Whether this key has not seen the picture; where that cannot be written down, it is shown once more."""
    key_id = services.caller.key_id
    # Whoever sits at a machine has no key of their own: where homes share a database, each has its somebody.
    viewer = f"{key_id} at {machine_name()}:{services.home}" if key_id == LOCAL.key_id else key_id
    try:
        return services.jobs.first_look(job_id, viewer)
    except Exception as exc:
        if not is_away(exc):
            raise
        _log.warning("it could not be noted that %s was shown (%s)", job_id, exc)
        return True
