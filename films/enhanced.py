"""The work of `enhance_quality`: a film made better where a measurement says that it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from films.delivery import deliver, deliver_beside
from films.making import of_change
from films.origin import footage_of, origin_of
from films.services import Services
from films.taken_in import taken_in
from footage.answers import Enhancement
from footage.domain import Resolution
from footage.ports.jobs import JobContext, Work
from footage.ports.records import JobResult, Order
from footage.provenance import Step
from footage.threads import in_thread
from media.enhance.model import Color, EnhanceRequest, Operation, Preset, parse_color


class EnhanceOrder(Order):
    """A film to be made better.

    Attributes:
        source: The film.
        source_job_id: The job that made it, if one did.
        preset: See `media.enhance.model.EnhanceRequest`, as for what follows.
        operations: The only ones to consider, if any are named.
        target_fps: Frames per second to reach.
        target_resolution: Size to reach.
        brand_palette: Colours like "#0a84ff" for its hues to lean toward.
    """

    source: Path
    source_job_id: str | None = None
    preset: Preset = "standard"
    operations: tuple[Operation, ...] | None = None
    target_fps: float | None = None
    target_resolution: Resolution | None = None
    brand_palette: tuple[str, ...] | None = None

    @property
    def wish(self) -> EnhanceRequest:
        """What to do to the film."""
        return EnhanceRequest(
            preset=self.preset,
            operations=frozenset(self.operations) if self.operations else None,
            target_fps=self.target_fps,
            target_resolution=self.target_resolution,
            brand_palette=palette_of(self.brand_palette),
        )


def work(services: Services) -> Work[EnhanceOrder]:
    """Enhance the film and put it away; the caller's file is never changed."""

    async def make(job: JobContext, order: EnhanceOrder) -> JobResult:
        await job.report(0.02, "Measuring the film")
        return await in_thread(_enhance, services, job, order)

    return Work(lambda: EnhanceOrder, make)


def palette_of(colors: Sequence[str] | None) -> tuple[Color, ...]:
    """Colours as callers write them.

    Raises:
        InvalidInputError: One of them is none.
    """
    return tuple(parse_color(color) for color in colors or ())


def _enhance(services: Services, job: JobContext, order: EnhanceOrder) -> JobResult:
    from media.enhance.film import enhance
    from quality.eye import look_at

    progress = job.reporter(0.02, 0.95, "Enhancing the film")
    taken = taken_in(services, order.source)
    outcome = enhance(taken.path, job.work_dir / "enhanced.mp4", order.wish, progress, eye=look_at)
    origin = origin_of(services.jobs.get, order.source_job_id)
    footage = footage_of(services.jobs.get, order.source_job_id)
    checked = services.judge.check(outcome.path, is_drawn=origin.is_drawn, edited=origin.editing)
    if outcome.report.changed:
        steps = [Step(what=", ".join(step.operation for step in outcome.report.applied))]
        made = of_change(services.jobs.get, order.source, order.source_job_id, steps)
        video = deliver(services, job, outcome.path, checked=checked, credits_text=footage.text, made=made)
    else:
        video = deliver_beside(services, job, order.source, checked=checked, subtitles={}, read=outcome.path)
    said = "; ".join([_message(outcome.report), *taken.notes, *outcome.notes])
    return JobResult(
        video=video,
        quality=checked.quality,
        enhancement=outcome.report,
        message=said,
        stock=footage.stock,
        sounds=footage.sounds,
    )


def _message(report: Enhancement) -> str:
    if not report.changed:
        return f"The original is kept: {report.reason}"
    return f"Done: {', '.join(step.operation for step in report.applied)}; {report.reason}"
