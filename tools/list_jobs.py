"""list_jobs: what exists, newest first."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from films.services import CallersServices
from footage.answers import JobBrief, JobList
from footage.domain import JobStatus
from footage.ports.jobs import JobRecord
from footage.threads import in_thread
from tools import names
from tools.base import Answer, Params, Report, Tool

TITLE_CHARS = 80


class ListJobs(Params):
    """Arguments of list_jobs."""

    status: JobStatus | None = Field(default=None, description="Only jobs in this state.")
    limit: int = Field(default=20, ge=1, le=100)


async def ask(params: ListJobs, services: CallersServices, report: Report) -> Answer:
    """Read the job table."""
    jobs = await in_thread(_briefs, services, params)
    state = f" {params.status}" if params.status else ""
    message = f"{len(jobs)}{state} job{'' if len(jobs) == 1 else 's'}, newest first." if jobs else f"No{state} jobs."
    lines = [f"{job.job_id} {job.status} {job.progress:.0%} {job.title}" for job in jobs]
    return Answer(result=JobList(jobs=jobs, message=message), text="\n".join([message, *lines]))


def _briefs(services: CallersServices, params: ListJobs) -> list[JobBrief]:
    return [_brief(services, record) for record in services.jobs.newest(status=params.status, limit=params.limit)]


def _brief(services: CallersServices, record: JobRecord) -> JobBrief:
    video = record.result.video if record.result else None
    title = record.title if len(record.title) <= TITLE_CHARS else record.title[: TITLE_CHARS - 1] + "…"
    return JobBrief(
        job_id=record.job_id,
        tool=record.tool,
        status=record.status,
        progress=round(record.progress, 3),
        title=title,
        path=video.path if video and video.path and Path(video.path).is_file() else None,
        charged_usd=services.budget.charged(record.job_id).as_usd(),
        error_code=record.error.code if record.error else None,
        created_at=record.created_at,
    )


TOOL = Tool(
    name=names.LIST_JOBS,
    title="List jobs",
    description="List jobs of this installation, newest first, also those of earlier sessions.",
    params=ListJobs,
    result=JobList,
    scope="video:read",
    answer=ask,
    read_only=True,
    idempotent=True,
)
