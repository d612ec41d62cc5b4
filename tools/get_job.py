"""get_job: follow a job to its end."""

from __future__ import annotations

from pydantic import Field

from films.services import CallersServices
from footage.answers import VideoJob
from tools import names
from tools.base import DEFAULT_WAIT_S, Answer, Params, Report, Tool, WaitSeconds
from tools.view import answer_when_done


class GetJob(Params):
    """Arguments of get_job."""

    job_id: str = Field(min_length=1, max_length=100)
    wait_s: WaitSeconds = DEFAULT_WAIT_S
    details: bool = Field(default=False, description="All that is known, and the picture again.")


async def ask(params: GetJob, services: CallersServices, report: Report) -> Answer:
    """Wait for the job a while and show it."""
    return await answer_when_done(services, params.job_id, params.wait_s, report, details=params.details)


TOOL = Tool(
    name=names.GET_JOB,
    title="Get a job",
    description="Follow a job: its status and progress after wait_s, or its film as soon as it is ready.",
    params=GetJob,
    result=VideoJob,
    scope="video:read",
    answer=ask,
    read_only=True,
    idempotent=True,
)
