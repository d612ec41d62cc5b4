"""cancel_job: ask a job to stop."""

from __future__ import annotations

from pydantic import Field

from films.services import CallersServices
from footage.answers import VideoJob
from footage.threads import in_thread
from tools import names
from tools.base import Answer, Params, Report, Tool
from tools.view import answer_when_done

STOP_WAIT_S = 5.0


class CancelJob(Params):
    """Arguments of cancel_job."""

    job_id: str = Field(min_length=1, max_length=100)


async def ask(params: CancelJob, services: CallersServices, report: Report) -> Answer:
    """Raise the flag the job looks at, and see whether it stops at once."""
    await in_thread(services.jobs.request_cancel, params.job_id)
    return await answer_when_done(services, params.job_id, STOP_WAIT_S, report)


TOOL = Tool(
    name=names.CANCEL_JOB,
    title="Cancel a job",
    description="Stop a job. What a vendor has already made is still charged; a job that has ended stays as it is.",
    params=CancelJob,
    result=VideoJob,
    scope="video:make",
    answer=ask,
    destructive=True,
    idempotent=True,
)
