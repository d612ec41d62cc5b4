"""list_jobs: what exists, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from pydantic import Field

from films.services import CallersServices
from footage.answers import JobBrief, JobList
from footage.domain import JobStatus
from footage.plain_text import shortened
from footage.ports.jobs import JobRecord
from footage.threads import in_thread
from tools import names
from tools.base import Answer, Params, Report, Tool

TITLE_CHARS = 80
TITLE_CHARS_IN_TEXT = 40
LINES = 20
"""Jobs that the text has a line for."""


class ListJobs(Params):
    """Arguments of list_jobs."""

    status: JobStatus | None = Field(default=None, description="Only jobs in this state.")
    limit: int = Field(default=20, ge=1, le=100)


async def ask(params: ListJobs, services: CallersServices, report: Report) -> Answer:
    """Read the job table."""
    jobs = await in_thread(_briefs, services, params)
    state = f" {params.status}" if params.status else ""
    message = f"{len(jobs)}{state} job{'' if len(jobs) == 1 else 's'}, newest first." if jobs else f"No{state} jobs."
    return Answer(
        result=JobList(jobs=jobs, message=message), text=told(message, jobs, is_remote=services.caller.remote)
    )


def told(message: str, jobs: Sequence[JobBrief], *, is_remote: bool = False) -> str:
    """The jobs in words, a line each; where films lie in the usual way, that is said once.

    Whoever is remote is told no path, so that a film without one is none that is missing.
    """
    usual = next((pattern for job in jobs if (pattern := _pattern(job))), None)
    where = f" A film without a path is at {usual}." if usual else ""
    lines = [_line(job, usual, is_remote=is_remote) for job in jobs[:LINES]]
    more = [f"and {len(jobs) - LINES} older ones in the data"] if len(jobs) > LINES else []
    return "\n".join([f"{message}{where}", *lines, *more])


def _pattern(job: JobBrief) -> str | None:
    """Where the job's film is, with its id as a pattern."""
    return job.path.replace(job.job_id, "JOB_ID") if job.path and job.job_id in job.path else None


def _line(job: JobBrief, usual: str | None, *, is_remote: bool) -> str:
    percent = f" {job.progress:.0%}" if job.status in {"queued", "working"} else ""
    error = f" ({job.error_code})" if job.error_code not in {None, "cancelled"} else ""
    cost = f" ${job.charged_usd}" if Decimal(job.charged_usd) else ""
    gone = " no film" if job.path is None and job.status == "completed" and not is_remote else ""
    place = f" at {job.path}" if job.path and _pattern(job) != usual else ""
    return f"{job.job_id} {job.status}{percent}{error}{cost}{gone} {shortened(job.title, TITLE_CHARS_IN_TEXT)}{place}"


def _briefs(services: CallersServices, params: ListJobs) -> list[JobBrief]:
    return [_brief(services, record) for record in services.jobs.newest(status=params.status, limit=params.limit)]


def _brief(services: CallersServices, record: JobRecord) -> JobBrief:
    video = record.result.video if record.result and not services.caller.remote else None
    title = shortened(record.title, TITLE_CHARS)
    return JobBrief(
        job_id=record.job_id,
        tool=record.tool,
        status=record.status,
        progress=round(record.progress, 3),
        title=title,
        path=video.path if video and video.path and Path(video.path).is_file() else None,
        charged_usd=services.budget.charged(record.job_id).as_usd(),
        error_code=record.error.code if record.error else None,
        created_at=record.created_at.replace(microsecond=0),
    )


TOOL = Tool(
    name=names.LIST_JOBS,
    title="List jobs",
    description="Show recent jobs and their films, newest first, also those of earlier sessions, with their job_ids.",
    params=ListJobs,
    result=JobList,
    scope="video:read",
    answer=ask,
    read_only=True,
    idempotent=True,
)
