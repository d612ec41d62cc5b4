"""Finds the clips of a film's scenes, side by side; one that is not found costs no other."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import anyio

from films.clips import ENDS_THE_RUN
from films.contexts import ClipContext
from films.filmed_scenes import part_of
from films.services import Services
from films.stock.kept import clip_file, credits_of, is_found, is_kept, keep_clip, lasts
from footage.credits import StockCredit
from footage.errors import FootageError, InternalError
from footage.faults import crash_point
from footage.ports.jobs import JobContext
from footage.ports.records import FilmedScene
from footage.threads import in_thread

_AT_ONCE = 3
_NOBODYS = "its clip is not there, or nobody is named whose it is"
_log = logging.getLogger("footage.stock")


@dataclass(frozen=True)
class Clip:
    """A clip that was found, and whose it is."""

    path: Path
    credits: tuple[StockCredit, ...]


@dataclass(frozen=True)
class Found:
    """The clips of each scene, and why others have none, by their place in the film as it was planned."""

    clips: Mapping[int, Sequence[Clip]] = field(default_factory=dict)
    missing: Mapping[int, str] = field(default_factory=dict)


async def find(services: Services, job: JobContext, scenes: Sequence[FilmedScene], start: float, until: float) -> Found:
    """Find the clips that are not there yet.

    Args:
        services: For the paid path, which is free here.
        job: Whose scenes they are.
        scenes: As `films.stock.choose` has them.
        start: Where the job's progress is, 0 to 1.
        until: Where it is afterwards.

    Raises:
        JobCancelledError: The job was asked to stop.
        HandOnError: This process lacks what a source needs.
        RunOverError: Another process runs the job now.
        DatabaseAwayError: The job is to be run again from the top: it finds how far it got.
    """
    shares, limit = [0.0] * len(scenes), anyio.CapacityLimiter(_AT_ONCE)
    errors: dict[int, Exception] = {}

    def is_there(scene: FilmedScene) -> bool:
        file = clip_file(services.parts_dir, job.record.caller, scene)
        return is_found(services, job.record, scene) and lasts(file, scene.request.duration_s)

    async def look_for(place: int, scene: FilmedScene) -> None:
        async with limit:
            if any(isinstance(error, ENDS_THE_RUN) for error in errors.values()):
                return
            part = ClipContext(job, place, shares, (start, until), "Clip")
            try:
                await in_thread(part.work_dir.mkdir, exist_ok=True)
                rendered = await services.renderer.render(
                    part, scene.request, scene.order or (scene.backend,), part_of(scene)
                )
                file = clip_file(services.parts_dir, job.record.caller, scene)
                await in_thread(keep_clip, services, job.record.job_id, rendered.path, file, rendered.stock)
                crash_point("filmed")
            except (FootageError, *ENDS_THE_RUN) as exc:
                errors[place] = exc
            except Exception:  # noqa: BLE001 - a film is not lost because one of its clips is
                _log.exception("a clip broke")
                errors[place] = InternalError("Looking for it broke; Footage's log says how.")

    absent = [(place, one) for place, one in enumerate(scenes) if not await in_thread(is_there, one)]
    async with anyio.create_task_group() as tasks:
        for place, scene in absent:
            tasks.start_soon(look_for, place, scene)
    for error in errors.values():
        if isinstance(error, ENDS_THE_RUN):
            raise error
    return await in_thread(_found, services, job, scenes, errors)


def _found(
    services: Services, job: JobContext, scenes: Sequence[FilmedScene], errors: Mapping[int, Exception]
) -> Found:
    clips: dict[int, list[Clip]] = {}
    missing: dict[int, str] = {}
    for place, scene in enumerate(scenes):
        file = clip_file(services.parts_dir, job.record.caller, scene)
        if is_kept(services.parts_dir, job.record.caller, scene):
            clips.setdefault(scene.scene, []).append(Clip(file, credits_of(file)))
        else:
            missing.setdefault(scene.scene, str(errors.get(place, _NOBODYS)))
    return Found(clips, {at: why for at, why in missing.items() if at not in clips})
