"""Films longer than a backend's limit: clip after clip, each paid for once whatever happens in between, then joined.

Finished clips are kept outside the job's folder, which every run of the job begins with empty. What a clip costs was
reserved with the job, so that no film is begun which the budget cannot finish; should one break off all the same, what
there is of it is delivered and the result says so.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, TypedDict

from films.clips import ENDS_THE_RUN, MadeFilm, with_slow_start
from films.contexts import ClipContext
from films.mending import REPAIRS, mended_clip
from films.services import Services
from films.unfinished import as_it_came, forget, is_there, keep, keep_as_it_came
from footage.domain import SegmentWay, VideoRequest
from footage.errors import (
    BudgetExceededError,
    FootageError,
    GeneratorError,
    InDoubtError,
    ModerationPromptError,
)
from footage.faults import crash_point
from footage.ports.jobs import JobContext
from footage.ports.money import Hold
from footage.ports.records import JobPlan, TakePlan
from footage.ports.routing import Rendered, Segments
from footage.threads import in_thread
from footage.turns import in_turn
from footage.verdicts import Repair

CLIPS = "clips"
KEPT_S = 7 * 86_400.0
"""How long clips of a film that could not be finished are kept, in seconds."""

_CLIPS_SHARE = 0.9
"""How much of the job making the clips is."""


def holds(segments: Segments | None, backend: str) -> tuple[Hold, ...]:
    """What to reserve for a film made of clips."""
    return tuple(Hold(cost, backend) for cost in segments.costs) if segments else ()


class Clips(TypedDict):
    """What a job's plan says of a film's clips."""

    way: SegmentWay | None
    segments_s: tuple[float, ...]


def clips_of(segments: Segments | None) -> Clips:
    """A film's clips, without what they cost: that is in the ledger."""
    return {"way": segments.way if segments else None, "segments_s": segments.lengths_s if segments else ()}


async def render_film(
    services: Services, job: JobContext, request: VideoRequest, plan: JobPlan
) -> tuple[MadeFilm, JobPlan]:
    """Make the film with the plan's backend, in one go or clip by clip, or with the next one that can.

    Another backend takes over only while nothing of the film is there. The plan that comes back is the one it went by.

    Raises:
        FootageError: As in `footage.ports.routing.Renderer`.
        HandOnError: Likewise.
        RunOverError: Another process runs the job now.
    """
    ahead = plan.ahead
    if not any([await in_thread(services.router.segments, name, request) for name in ahead]):
        return MadeFilm.of(await services.renderer.render(job, request, plan.order), request), plan
    error: FootageError | None = None
    for backend in ahead:
        try:
            if backend != plan.backend:
                plan = await in_thread(_switched, services, job, request, plan, backend)
            if plan.segments_s:
                return await _LongFilm(services, job, request, plan).made(), plan
            return MadeFilm.of(await services.renderer.render(job, request, [backend]), request), plan
        except (InDoubtError, ModerationPromptError):
            raise
        except (GeneratorError, BudgetExceededError) as exc:
            error = exc
    assert error  # noqa: S101 - there is at least the plan's own backend
    raise error


async def render_take(
    services: Services, job: JobContext, request: VideoRequest, plan: JobPlan, take: TakePlan
) -> MadeFilm:
    """Make one of several takes, which are paid for apart from each other.

    Raises:
        FootageError: As in `footage.ports.routing.Renderer`.
        HandOnError: Likewise.
        RunOverError: Another process runs the job now.
    """
    if not take.segments_s:
        return MadeFilm.of(await services.renderer.render(job, request, take.order, take.part), request)
    own = {"backend": take.order[0], "order": take.order[:1], "way": take.way, "segments_s": take.segments_s}
    return await _LongFilm(services, job, request, plan.model_copy(update=own), take.part).made()


def clips_folder(services: Services, job_id: str) -> Path:
    """Where the finished clips of a film are until it is delivered."""
    return services.parts_dir / CLIPS / job_id


def clip_file(folder: Path, index: int) -> Path:
    """The file of one of them."""
    return folder / f"{index + 1:03}.mp4"


def forget_clips(services: Services, job_id: str) -> None:
    """Remove the clips and takes of a film that is delivered, and those of films that never were."""
    forget(services, job_id)
    for kept in (services.parts_dir / CLIPS, services.parts_dir / REPAIRS):
        shutil.rmtree(kept / job_id, ignore_errors=True)
        for folder in kept.glob("*"):
            with suppress(FileNotFoundError):  # another job forgets too
                if folder.stat().st_mtime < time.time() - KEPT_S:
                    shutil.rmtree(folder, ignore_errors=True)


def _switched(services: Services, job: JobContext, request: VideoRequest, plan: JobPlan, backend: str) -> JobPlan:
    """Go on with another backend: reserve what it costs, then write down that it is its turn."""
    segments = services.router.segments(backend, request)
    services.attempts.hold_anew(job.record.job_id, holds(segments, backend))
    changed: dict[str, Any] = {
        "backend": backend,
        "reason": f"{plan.backend} failed, so {backend} took over. {plan.reason}",
        "degraded": True,
        **clips_of(segments),
    }
    plan = plan.model_copy(update=changed)
    services.jobs.set_plan(job.record.job_id, plan)
    return plan


@dataclass
class _LongFilm:
    """A film as it grows."""

    services: Services
    job: JobContext
    request: VideoRequest
    plan: JobPlan
    part: str = ""
    shares: list[float] = field(init=False)
    folder: Path = field(init=False)
    errors: dict[int, Exception] = field(default_factory=dict, init=False)
    repairs: dict[int, list[Repair]] = field(default_factory=dict, init=False)
    stopped: str = field(default="", init=False)
    notes: dict[str, None] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.lengths_s = self.plan.segments_s
        self.shares = [0.0] * len(self.lengths_s)
        self.folder = clips_folder(self.services, self.job.record.job_id) / self.part

    async def made(self) -> MadeFilm:
        """Make what is missing and join it."""
        await in_thread(self.folder.mkdir, parents=True, exist_ok=True)
        if self.plan.way == "keyframes":
            await self._side_by_side()
        else:
            await self._one_after_another()
        finished = [index for index in range(len(self.lengths_s)) if await in_thread(self._is_there, index)]
        self._raise_what_ends_it(nothing_finished=not finished)
        await self.job.report(_CLIPS_SHARE, "Joining the clips")
        path = await in_turn(joined, [self._clip(index) for index in finished], self.job, audio=self.request.audio)
        return await in_thread(self._described, path, finished)

    async def _one_after_another(self) -> None:
        for index in range(len(self.lengths_s)):
            start = self._picture(index) if index else None
            await self._make(index, start, None)
            if index in self.errors or self.stopped:
                return
            if index + 1 < len(self.lengths_s):
                await in_turn(_keep_last_frame, self._clip(index), self._picture(index + 1))

    async def _side_by_side(self) -> None:
        await self.job.report(0.01, "Drawing the pictures between the clips")
        await in_turn(self._draw_pictures)

        async def make(index: int) -> int:
            await self._make(index, self._picture(index), self._picture(index + 1))
            return 0 if self.errors or self.stopped else 2

        await with_slow_start(len(self.lengths_s), make)

    async def _make(self, index: int, start: Path | None, end: Path | None) -> None:
        """One clip, unless it is there; an error is kept, so that clips at work elsewhere are not torn off."""
        from routing.segments import clip_request

        clip = self._clip(index)
        if await in_thread(self._is_there, index):
            self.shares[index] = 1.0
            return
        pictures = (str(start) if start else None, str(end) if end else None)
        asked = clip_request(self.request, index, self.lengths_s, *pictures)
        part = ClipContext(self.job, index, self.shares, (0.0, _CLIPS_SHARE), "Clip")
        try:
            await in_thread(part.work_dir.mkdir, exist_ok=True)
            order = await in_thread(self._order, index, asked)
            rendered = await self.services.renderer.render(part, asked, order, self._part(index))
            self.notes.update(dict.fromkeys(rendered.notes))
            made = await self._checked(index, rendered, asked)
            await in_thread(keep, self.services, self.job.record.job_id, made, clip)
            await in_thread(keep_as_it_came, self.services, self.job.record.job_id, rendered, clip)
        except (FootageError, *ENDS_THE_RUN) as exc:
            self.errors[index] = exc
        crash_point("clip")

    async def _checked(self, index: int, rendered: Rendered, asked: VideoRequest) -> Path:
        """A clip as soon as it is there, mended as far as can be; after one that stays bad no other is paid for."""
        film, quality = await mended_clip(self.services, self.job, asked, rendered, self._part(index))
        begins_s = sum(self.lengths_s[:index])
        self.repairs[index] = [
            one.model_copy(update={"start_s": begins_s + one.start_s, "end_s": begins_s + one.end_s})
            for one in quality.repairs
        ]
        if quality.verdict in self.services.mender.stops:
            self.stopped = f"Clip {index + 1} stays bad: {' '.join(quality.reasons)}"
        return film.path

    def _order(self, index: int, asked: VideoRequest) -> list[str]:
        """The film's backend; once something is there, whoever can go on from a picture is better than no end."""
        if index == 0 or self.request.backend:
            return [self.plan.backend]
        others = [one for one in self.plan.order if one != self.plan.backend]
        return [self.plan.backend, *self.services.router.able(asked, others)]

    def _draw_pictures(self) -> None:
        from media.frame_size import frame_size
        from painter import STYLES, draw_stills, plan_film

        width, height = frame_size(self.request.aspect_ratio, self.request.resolution)
        plan = plan_film(
            self.request.prompt,
            duration_s=self.request.duration_s,
            width=width,
            height=height,
            seed=self.request.seed,
            style=self.request.style if self.request.style in STYLES else None,
        )
        count = len(self.lengths_s)
        times_s = [sum(self.lengths_s[:index]) for index in range(count + 1)]
        draw_stills(plan, times_s, [self._picture(index) for index in range(count + 1)])

    def _raise_what_ends_it(self, *, nothing_finished: bool) -> None:
        """What ends the run always ends it here; any other failure only if there is nothing to deliver."""
        errors = [self.errors[index] for index in sorted(self.errors)]
        stops = [one for one in errors if isinstance(one, ENDS_THE_RUN)]
        if stops or (errors and nothing_finished):
            raise (stops or errors)[0]

    def _described(self, path: Path, finished: Sequence[int]) -> MadeFilm:
        from media.assembly import length_s

        known = self.services.attempts.of_job(self.job.record.job_id)
        paid = {one.part: one for one in known if one.state == "succeeded"}
        attempts = [paid[self._part(index)] for index in finished]
        missing = ""
        if len(finished) < len(self.lengths_s):
            why = "; ".join(sorted({str(self.errors[index]) for index in self.errors})) or self.stopped
            missing = f"Only {len(finished)} of {len(self.lengths_s)} clips were made: {why}"
        return MadeFilm(
            path=path,
            backend=attempts[0].backend,
            model=attempts[0].model,
            attempt_ids=tuple(one.attempt_id for one in attempts),
            duration_s=length_s(path) if missing else self.request.duration_s,
            missing=missing,
            notes=tuple(self.notes),
            repairs=tuple(one for index in finished for one in self.repairs.get(index, ())),
            clips=tuple(as_it_came(self.services, self.job.record.job_id, self._clip(index)) for index in finished),
        )

    def _part(self, index: int) -> str:
        """What the attempts at a clip are called."""
        return f"{self.part} {index + 1}".lstrip()

    def _is_there(self, index: int) -> bool:
        return is_there(self.services, self.job.record.job_id, self._clip(index))

    def _clip(self, index: int) -> Path:
        return clip_file(self.folder, index)

    def _picture(self, index: int) -> Path:
        """What is seen where a clip begins."""
        return self.folder / f"{index + 1:03}.png"


def _keep_last_frame(clip: Path, picture: Path) -> None:
    from media.joins import save_last_frame

    if not picture.is_file():
        save_last_frame(clip, picture)


def joined(clips: Sequence[Path], job: JobContext, *, audio: bool) -> Path:
    """One film: cut where the pictures go on, melted together where they jump, with one sound track."""
    from media.assembly import Clip, assemble, length_s
    from media.joins import dissolve_s, likeness
    from media.soundtrack import write_joined

    sound = job.work_dir / "sound.wav" if audio else None
    if sound:
        write_joined([(clip, length_s(clip)) for clip in clips], sound)
    melts = [0.0, *(dissolve_s(likeness(before, after)) for before, after in pairwise(clips))]
    film = job.work_dir / "film.mp4"
    parts = [Clip(clip, melt) for clip, melt in zip(clips, melts, strict=True)]
    assemble(
        parts, film, work=job.work_dir, sound=sound, progress=job.reporter(_CLIPS_SHARE, 0.92, "Joining the clips")
    )
    return film
