"""check_quality: a verdict on a film, measured from its pixels."""

from __future__ import annotations

from pydantic import Field

from films.checked import CheckOrder, work
from films.generated import GeneratedOrder
from films.origin import origin_of
from films.services import CallersServices
from films.taken_in import taken_in
from footage.answers import VideoJob
from footage.domain import VideoRequest
from footage.ports.jobs import JobRecord, JobSpec
from footage.threads import in_thread
from tools import names
from tools.base import DEFAULT_WAIT_S, Answer, Params, Report, Tag, Tool, WaitSeconds
from tools.inputs import resolve_video
from tools.view import place_and_answer


class CheckQuality(Params):
    """Arguments of check_quality."""

    video: str = Field(min_length=1, description="A job_id, path or URL.")
    prompt: str | None = Field(
        default=None, max_length=4000, description="What it should show; a made film's own by default."
    )
    tag: Tag = None
    wait_s: WaitSeconds = DEFAULT_WAIT_S


async def ask(params: CheckQuality, services: CallersServices, report: Report) -> Answer:
    """Find the film, place the job and wait for it a while."""
    spec = await in_thread(_spec, params, services)
    return await place_and_answer(services, spec, params.wait_s, report)


def _spec(params: CheckQuality, services: CallersServices) -> JobSpec:
    source = resolve_video(services, params.video)
    taken_in(services, source.path)
    made_by = services.jobs.get(source.job_id) if source.job_id else None
    asked = _asked(made_by)
    order = CheckOrder(
        source=source.path,
        source_job_id=source.job_id,
        prompt=params.prompt or (asked.prompt if asked else None),
        asked=asked,
        is_drawn=origin_of(services.jobs.get, source.job_id).is_drawn,
    )
    return JobSpec(
        tool=names.CHECK_QUALITY, title=f"Check of {source.title}", order=order, queue="cpu", tag=params.tag or ""
    )


def _asked(record: JobRecord | None) -> VideoRequest | None:
    """What the film's job was asked for, where a film was asked for."""
    return record.order(GeneratedOrder).request if record and record.tool == names.GENERATE_VIDEO else None


TOOL = Tool(
    name=names.CHECK_QUALITY,
    title="Check quality",
    description=(
        "Check how good a video is, by its pixels (glitches and other faults with times, coherence, prompt match): "
        "accept, retry or reject, and why. Free without a paid judge."
    ),
    params=CheckQuality,
    result=VideoJob,
    scope="video:make",
    answer=ask,
    work=work,
    open_world=True,
)
