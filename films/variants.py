"""Several takes of one wish, made at once under one cap: each is paid for apart, and the best is the film."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import anyio

from films.clips import ENDS_THE_RUN, MadeFilm
from films.contexts import ClipContext
from films.delivery import store_file
from films.long_video import clips_folder, render_take
from films.making import of_clips, of_generated
from films.mending import Mending
from films.services import Services
from films.stored import VIDEO_URI
from films.unfinished import is_there, keep
from footage.answers import MediaFile, Take
from footage.domain import EMBEDDED, VideoRequest
from footage.errors import FootageError, JobCancelledError
from footage.faults import crash_point
from footage.money import ZERO
from footage.ports.jobs import JobContext
from footage.ports.quality import Checked
from footage.ports.records import JobPlan, JobResult, TakePlan, VideoOrder
from footage.provenance import Making
from footage.threads import in_thread
from footage.turns import in_turn
from footage.verdicts import Quality
from media.credentials.originals import original_of
from media.takes_sheet import SheetTake, takes_sheet

_SHARE = 0.92
_RANK = {"accept": 0, "retry": 1, "reject": 2}
_ALIKE = 0.005
"""Scores that differ by less do not say which film is better."""


@dataclass(frozen=True)
class MadeTake:
    """A take that was made, and what was measured of it."""

    plan: TakePlan
    film: MadeFilm
    checked: Checked

    @property
    def quality(self) -> Quality:
        """The verdict on it."""
        return self.checked.quality


@dataclass(frozen=True)
class Takes:
    """All takes of a wish: those that were made, best first, and why the others were not."""

    made: tuple[MadeTake, ...]
    missing: Mapping[int, str]
    plans: tuple[TakePlan, ...]

    @property
    def best(self) -> MadeTake:
        """The one that is the film."""
        return self.made[0]

    @property
    def note(self) -> str:
        """Which is the best and why, and what became of the others."""
        count, best = len(self.plans), self.best
        told = f"{_title(best)} of {count} takes is the film: {_verdict(best.quality)}."
        if len(self.made) > 1:
            told += f" Then {', '.join(f'{_title(one).lower()}: {_verdict(one.quality)}' for one in self.made[1:])}."
            if _are_alike(self.made[0].quality, self.made[1].quality):
                told += " What is measured does not tell the first ones apart: look at the contact sheet and choose."
        return " ".join([told, *(f"Take {n} was not made: {why}" for n, why in sorted(self.missing.items()))])


async def made_takes(services: Services, job: JobContext, request: VideoRequest, plan: JobPlan) -> Takes:
    """Make all takes of a plan that are not there yet, measure them, and put the best first.

    Raises:
        FootageError: None was made; as in `footage.ports.routing.Renderer`.
        HandOnError: Likewise.
        RunOverError: Another process runs the job now.
    """
    making = _Making(services, job, request, plan)
    await making.make()
    making.raise_what_ends_it()
    made = sorted(making.made.values(), key=_place)
    missing = {n: _why(exc) for n, exc in making.errors.items()}
    return Takes(tuple(made), missing, plan.takes)


def with_sheet(takes: Takes, film: Path) -> Checked:
    """What was measured of the best take, as it is stored, with a contact sheet of all in the place of its own."""
    from media.probe import probe

    rows = [SheetTake(one.film.path, f"{_title(one)}: {_verdict(one.quality)}") for one in takes.made]
    best = takes.best.checked
    own = best.stills() if best.stills else None
    if own is None:
        return best
    stills = replace(own, contact_sheet=takes_sheet(rows))
    return replace(best, info=probe(film), stills=lambda: stills)


def store_others(services: Services, job: JobContext, takes: Takes) -> list[MediaFile]:
    """Put the takes that are not the film away beside it. Blocking."""
    return [
        store_take(services, job, one.plan, apart(job, one), of_generated(one.film, job.record, services.jobs.get))
        for one in takes.made[1:]
    ]


def store_take(services: Services, job: JobContext, take: TakePlan, film: Path, made: Making) -> MediaFile:
    """Sign a take and put it away beside the film of its job; it is moved. Blocking."""
    from media.probe import probe

    info = probe(film)
    facts = MediaFile(
        name=_file_name(take),
        type="video/mp4",
        path=None,
        size_bytes=info.size_bytes,
        sha256="",
        width=info.width,
        height=info.height,
        duration_s=round(info.duration_s, 3),
    )
    return store_file(services, job, film, facts, made)


def asked_of(request: VideoRequest, take: TakePlan) -> VideoRequest:
    """What a take is asked for, of the wish."""
    own = {"seed": take.seed, "backend": take.backend, "style": take.style or request.style}
    return request.model_copy(update=own)


def apart(job: JobContext, take: MadeTake) -> Path:
    """A take's file once more, to be moved away: a run that ends before the job does finds the first one."""
    again = job.work_dir / f"stored-{_file_name(take.plan)}"
    shutil.copyfile(take.film.path, again)
    return again


def listed(services: Services, job_id: str, takes: Takes) -> tuple[Take, ...]:
    """All takes as callers see them, the film's own first."""
    known = services.attempts.of_job(job_id)

    def charged(plan: TakePlan) -> str:
        mine = [one.cost for one in known if one.part == plan.part or one.part.startswith(f"{plan.part} ")]
        return sum((cost for cost in mine if cost is not None), ZERO).as_usd()

    made = [
        Take(
            n=one.plan.n,
            seed=one.plan.seed,
            backend=one.film.backend,
            uri=f"{VIDEO_URI}{job_id}" if one is takes.best else f"footage://file/{job_id}/{_file_name(one.plan)}",
            verdict=one.quality.verdict,
            score=one.quality.score,
            charged_usd=charged(one.plan),
        )
        for one in takes.made
    ]
    plans = {one.n: one for one in takes.plans}
    lost = [
        Take(n=n, seed=plans[n].seed, backend=plans[n].order[0], charged_usd=charged(plans[n]), problem=why)
        for n, why in sorted(takes.missing.items())
    ]
    return (*made, *lost)


def with_late_take(services: Services, job: JobContext, take: TakePlan, clip: Path) -> JobResult | None:
    """A job's result with a take that its vendor had made all the same; None where it has no film. Blocking.

    Args:
        services: For the judge and the storage.
        job: It has ended.
        take: Which.
        clip: The file; it is moved.
    """
    record, result = job.record, job.record.result
    if result is None or result.video is None:
        return None
    request = asked_of(record.order(VideoOrder).request, take)
    quality = services.judge.check(clip, request, request.prompt).quality
    model = record.plan.model if record.plan else ""
    files = [*result.video.files, store_take(services, job, take, clip, of_clips((), clip, model))]
    late = Take(
        n=take.n,
        seed=take.seed,
        backend=take.order[0],
        uri=f"footage://file/{record.job_id}/{_file_name(take)}",
        verdict=quality.verdict,
        score=quality.score,
    )
    takes = tuple(late if one.n == take.n else one for one in result.takes)
    return result.model_copy(
        update={
            "video": result.video.model_copy(update={"files": files}),
            "takes": takes,
            "in_part": any(one.uri is None for one in takes),
            "message": f"{result.message} Take {take.n} had been made all the same, and is there now.",
        }
    )


@dataclass
class _Making:
    """The takes as they are made."""

    services: Services
    job: JobContext
    request: VideoRequest
    plan: JobPlan
    made: dict[int, MadeTake] = field(default_factory=dict, init=False)
    errors: dict[int, Exception] = field(default_factory=dict, init=False)
    shares: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.shares = [0.0] * len(self.plan.takes)

    async def make(self) -> None:
        """All of them side by side; those that are drawn here one after another, for they need this machine."""
        drawn = [one for one in self.plan.takes if one.order[0] == EMBEDDED]
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(self._one_after_another, drawn)
            for take in self.plan.takes:
                if take not in drawn:
                    tasks.start_soon(self._make, take)

    async def _one_after_another(self, takes: Sequence[TakePlan]) -> None:
        for take in takes:
            await self._make(take)

    async def _make(self, take: TakePlan) -> None:
        """One take; an error is kept, so that others at work are not torn off."""
        context = ClipContext(self.job, take.n - 1, self.shares, (0.0, _SHARE), "Take")
        asked = asked_of(self.request, take)
        try:
            await in_thread(context.work_dir.mkdir, exist_ok=True)
            film = await in_thread(self._kept, take, asked) or await self._rendered(context, take, asked)
            self.made[take.n] = MadeTake(take, *await self._checked(context, take, asked, film))
        except (FootageError, *ENDS_THE_RUN) as exc:
            self.errors[take.n] = exc
        crash_point("clip")

    async def _rendered(self, context: ClipContext, take: TakePlan, asked: VideoRequest) -> MadeFilm:
        film = await render_take(self.services, context, asked, self.plan, take)
        if take.segments_s:  # its clips are kept
            return film
        job_id, kept = self.job.record.job_id, self._file(take)
        for original in film.clips:  # of a take made in one go: the file as its vendor gave it
            await in_thread(keep, self.services, job_id, original, original_of(kept))
        await in_thread(keep, self.services, job_id, film.path, kept)
        clips = tuple(original_of(kept) for _ in film.clips)
        return replace(film, path=kept, clips=clips)

    def _kept(self, take: TakePlan, asked: VideoRequest) -> MadeFilm | None:
        """A take that was made before a run broke off, here or elsewhere."""
        job_id, kept = self.job.record.job_id, self._file(take)
        paid = [one for one in self.services.attempts.of_job(job_id) if one.part == take.part]
        if not paid or paid[-1].state != "succeeded" or not is_there(self.services, job_id, kept):
            return None
        one, original = paid[-1], original_of(kept)
        return MadeFilm(
            path=kept,
            backend=one.backend,
            model=one.model,
            attempt_ids=(one.attempt_id,),
            duration_s=asked.duration_s,
            clips=(original,) if is_there(self.services, job_id, original) else (),
        )

    async def _checked(
        self, context: ClipContext, take: TakePlan, asked: VideoRequest, film: MadeFilm
    ) -> tuple[MadeFilm, Checked]:
        asked = asked.model_copy(update={"duration_s": film.duration_s})

        def check(path: Path) -> Checked:
            return self.services.judge.check(path, asked, asked.prompt, is_drawn=film.backend == EMBEDDED)

        checked = await in_turn(check, film.path)
        if film.repairs is not None:  # its clips were mended
            quality = checked.quality.model_copy(update={"repairs": list(film.repairs)})
            return film, replace(checked, quality=quality)
        return await Mending(self.services, context, asked, film, checked, check, take.part).mend()

    def raise_what_ends_it(self) -> None:
        """What ends the run always ends it; whoever cancels keeps the takes that are paid for already."""
        errors = [self.errors[n] for n in sorted(self.errors)]
        stops = [one for one in errors if isinstance(one, ENDS_THE_RUN)]
        if self.made and all(isinstance(one, JobCancelledError) for one in stops):
            return
        if stops or not self.made:
            raise (stops or errors)[0]

    def _file(self, take: TakePlan) -> Path:
        return clips_folder(self.services, self.job.record.job_id) / _file_name(take)


def _file_name(take: TakePlan) -> str:
    return f"take-{take.n}.mp4"


def _title(take: MadeTake) -> str:
    return f"Take {take.plan.n}{f' ({take.plan.style})' if take.plan.style else ''}"


def _place(take: MadeTake) -> tuple[int, float, int]:
    """Where a take stands: by its verdict, then by its score; of equal ones the first."""
    return _RANK.get(take.quality.verdict or "", 1), -_score(take), take.plan.n


def _score(take: MadeTake) -> float:
    return take.quality.score or 0.0


def _verdict(quality: Quality) -> str:
    return " ".join(filter(None, (quality.verdict, f"{quality.score:.2f}" if quality.score is not None else ""))) or "?"


def _are_alike(one: Quality, other: Quality) -> bool:
    return one.verdict == other.verdict and abs((one.score or 0.0) - (other.score or 0.0)) < _ALIKE


def _why(exc: Exception) -> str:
    said = exc.message if isinstance(exc, FootageError) else str(exc)
    code = exc.code if isinstance(exc, FootageError) else ""
    return f"{said.rstrip('.')}{f' ({code})' if code else ''}."
