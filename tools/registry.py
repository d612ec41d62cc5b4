"""The tools, in the order an agent reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from films.services import Services
from films.stored import with_machine_name
from footage.ports.jobs import JobContext, Work
from footage.ports.records import JobResult, Order
from tools import (
    add_captions,
    blog_to_video,
    cancel_job,
    check_budget,
    check_quality,
    edit_video,
    enhance_quality,
    generate_video,
    get_job,
    list_jobs,
    publish_video,
)
from tools.base import Tool

TOOLS: tuple[Tool, ...] = (
    generate_video.TOOL,
    add_captions.TOOL,
    edit_video.TOOL,
    enhance_quality.TOOL,
    blog_to_video.TOOL,
    check_budget.TOOL,
    check_quality.TOOL,
    publish_video.TOOL,
    get_job.TOOL,
    list_jobs.TOOL,
    cancel_job.TOOL,
)


def works(services: Services) -> Mapping[str, Work[Any]]:
    """What the durable jobs of each tool do; their results say on which machine it was done, and what is not signed."""
    return {tool.name: _naming_the_machine(tool.work(services)) for tool in TOOLS if tool.work}


def _naming_the_machine(work: Work[Any]) -> Work[Any]:
    async def make(job: JobContext, order: Order) -> JobResult:
        return with_machine_name(telling_of_credentials(await work.make(job, order)))

    return replace(work, make=make)


def telling_of_credentials(result: JobResult) -> JobResult:
    """What came of a job, with why a file of it is not signed; no more where all of them are."""
    video = result.video
    told = (video.unsigned, *(file.unsigned for file in video.files)) if video else ()
    unsigned = list(filter(None, told))
    if not unsigned:
        return result
    return result.model_copy(update={"message": f"{result.message.rstrip('.') or 'Done'}. {' '.join(unsigned)}"})
