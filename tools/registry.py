"""The tools, in the order an agent reads them."""

from __future__ import annotations

from collections.abc import Mapping

from films.services import Services
from footage.ports.jobs import Work
from tools import (
    add_captions,
    blog_to_video,
    cancel_job,
    check_budget,
    check_quality,
    enhance_quality,
    generate_video,
    get_job,
    list_jobs,
)
from tools.base import Tool

TOOLS: tuple[Tool, ...] = (
    generate_video.TOOL,
    add_captions.TOOL,
    enhance_quality.TOOL,
    blog_to_video.TOOL,
    check_budget.TOOL,
    check_quality.TOOL,
    get_job.TOOL,
    list_jobs.TOOL,
    cancel_job.TOOL,
)


def works(services: Services) -> Mapping[str, Work]:
    """What the durable jobs of each tool do."""
    return {tool.name: tool.work(services) for tool in TOOLS if tool.work}
