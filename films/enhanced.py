"""The work of `enhance_quality`: a film made better where a measurement says that it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from films.delivery import deliver, deliver_beside
from films.services import Services
from footage.answers import Enhancement
from footage.ports.jobs import JobContext, Work
from footage.threads import in_thread
from media.enhance.model import Wish, parse_color


def work(services: Services) -> Work:
    """Enhance the film and put it away; the caller's file is never changed."""

    async def make(job: JobContext) -> Mapping[str, Any]:
        await job.report(0.02, "Measuring the film")
        return await in_thread(_enhance, services, job)

    return make


def _enhance(services: Services, job: JobContext) -> Mapping[str, Any]:
    from media.enhance.film import enhance

    request = job.record.request
    progress = job.reporter(0.02, 0.95, "Enhancing the film")
    outcome = enhance(Path(request["source"]), job.work_dir / "enhanced.mp4", wish_of(request), progress)
    checked = services.judge.check(outcome.path)
    if outcome.report.changed:
        video = deliver(services, job, outcome.path, checked=checked)
    else:
        video = deliver_beside(services, job, outcome.path, checked=checked, subtitles={})
    return {
        "video": video.model_dump(mode="json"),
        "quality": checked.quality.model_dump(mode="json"),
        "enhancement": outcome.report.model_dump(mode="json"),
        "message": _message(outcome.report),
    }


def wish_of(request: Mapping[str, Any]) -> Wish:
    """What to do to a film, from a job's request."""
    operations = request["operations"]
    return Wish(
        preset=request["preset"],
        operations=frozenset(operations) if operations else None,
        target_fps=request["target_fps"],
        target_resolution=request["target_resolution"],
        brand_palette=tuple(parse_color(color) for color in request["brand_palette"] or ()),
    )


def _message(report: Enhancement) -> str:
    if not report.changed:
        return f"The original is kept: {report.reason}"
    return f"Done: {', '.join(step.operation for step in report.applied)}; {report.reason}"
