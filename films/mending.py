"""The step that mends a film: what is wrong with it is filled in or bought anew, measured again, and kept if better.

Every try is in the film's verdict with what it cost. What is bought is written down before it is sent, in
`footage.ports.routing.Retakes`, so a job that is killed in the middle goes on with that very try and pays for it once.
Whether anything may be bought is decided by `RepairPolicy.paid` and `JobSpec.pays_for_mending`, for which alarms by
`Mender.why_not_bought`, and how much by the call's own limit and the caps. What came of it is learned, so that an alarm
that costs money for nothing costs less of it.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import starmap
from pathlib import Path
from typing import Any

from films.clips import ENDS_THE_RUN, MadeFilm
from films.contexts import SideContext
from films.services import Services
from films.takes import in_frames, is_still_there, method_of, name_of, overlap, splice_in
from films.unfinished import as_it_came, is_there, keep, keep_as_it_came
from footage.domain import EMBEDDED, RepairMethod, VideoRequest
from footage.errors import FootageError, JobCancelledError, UnsupportedMediaError
from footage.money import ZERO
from footage.ports.jobs import JobContext
from footage.ports.quality import Cause, Checked, Stretch
from footage.ports.routing import Rendered, Retake
from footage.threads import in_thread
from footage.turns import in_turn
from footage.verdicts import Quality, Repair

REPAIRS = "repairs"
_BETTER = "better"
_AGAIN = "Call again with another seed to pay for another take all the same."

_METHOD_WORDS: Mapping[RepairMethod, str] = {
    "fill": "filled in",
    "retake": "made anew",
    "remake": "made again",
    "escalate": "made again by a better backend",
}
_log = logging.getLogger("footage.repairs")


@dataclass(frozen=True)
class _Bought:
    """What was paid for: its part among the attempts, and its place and row among the retakes."""

    part: str
    of: str
    n: int
    retake: Retake


@dataclass
class Mending:
    """A film, or one clip of it, on its way to being better.

    Attributes:
        services: For the paid path, the judge and the mender.
        job: Whose film it is.
        request: What was asked for.
        film: The best one so far.
        checked: What was measured of it.
        check: Measures another take likewise.
        part: Which part of the job's film it is, as in `Attempts`; empty for all of it.
    """

    services: Services
    job: JobContext
    request: VideoRequest
    film: MadeFilm
    checked: Checked
    check: Callable[[Path], Checked]
    part: str = ""
    repairs: list[Repair] = field(default_factory=list, init=False)
    withheld: list[Repair] = field(default_factory=list, init=False)
    filled: list[Stretch] = field(default_factory=list, init=False)
    refused: bool = field(default=False, init=False)
    folder: Path = field(init=False)

    def __post_init__(self) -> None:
        self.folder = _folder(self.services, self._job_id) / (self.part or "film")

    @property
    def quality(self) -> Quality:
        """The verdict on the best film so far."""
        return self.checked.quality

    async def mend(self) -> tuple[MadeFilm, Checked]:
        """Try until the film is accepted, nothing is left to try, or the tries are used up.

        A job that is cancelled meanwhile keeps what it has, for that is paid for.

        Raises:
            HandOnError: As in `footage.ports.routing.Renderer`.
            RunOverError: Another process runs the job now.
            DatabaseAwayError: The job is to be run again from the top: it finds how far it got.
        """
        await self._rate(self.film, self.quality)
        broken: list[str] = []
        # A drawing is what its plan says, and real footage what somebody has filmed.
        if self.film.backend != EMBEDDED and not self.film.stock:
            try:
                await in_thread(self.folder.mkdir, parents=True, exist_ok=True)
                await self._try_stretches()
                await self._escalate()
            except JobCancelledError:
                pass
            except ENDS_THE_RUN:
                raise
            except Exception:  # noqa: BLE001 - a film that was paid for is not lost because mending it fails
                _log.exception("mending a film broke")
                broken.append("Mending it broke; Footage's log says how.")
        withheld = [] if self.quality.verdict == "accept" else self.withheld
        update = {
            "reasons": [*_why_not_bought(withheld), *self.quality.reasons, *broken],
            "repairs": [*self.repairs, *withheld],
        }
        return self.film, replace(self.checked, quality=self.quality.model_copy(update=update))

    async def _try_stretches(self) -> None:
        """Fill bad stretches in or buy them anew, the worst first, until nothing is left to try."""
        most = self.services.mender.tries
        for n in range(1, most + 1):
            retake = await in_thread(self._begun_retake, n)
            stretches = await in_thread(self.services.mender.stretches, self.checked)
            if not retake:
                retake = await in_thread(self._affordable, stretches)
                fills = self._fills(stretches, short=bool(retake) and n < most)
                if fills:
                    await self._fill(fills)
                    continue
            if not retake:
                return
            retake = await in_thread(self.services.retakes.begin, self._job_id, self.part, n, retake)
            await self._retake(n, retake, [one for one in stretches if overlap(one, retake)])
        self.withheld = []  # the tries are used up: what was not bought at first is not all that was

    def _fills(self, stretches: Sequence[Stretch], *, short: bool) -> list[Stretch]:
        """Stretches that the frames around them can fill in, each once; only `short` ones if others are bought."""
        able = [one for one in stretches if one.fillable and (one.short or not short)]
        return [one for one in able if not any(overlap(one, known) for known in self.filled)]

    def _affordable(self, stretches: Sequence[Stretch]) -> Retake | None:
        """The worst stretch that may be made anew."""
        self.withheld = []
        for stretch in stretches:
            retake = self.services.router.retake(self.film.backend, self.request, stretch)
            if retake and retake.cost == ZERO:
                return in_frames(retake, self._fps)
            if not retake or not self._may_buy():
                continue
            if not stretch.causes:
                if why_not := self.services.mender.why_not_bought(stretch):
                    self.withheld.append(_try_of(stretch, method_of(retake)).model_copy(update={"problem": why_not}))
                continue
            causes = sorted(cause for one in stretches if overlap(one, retake) for cause in one.causes)
            strongest = tuple(starmap(Cause, dict(causes).items()))
            return replace(in_frames(retake, self._fps), causes=strongest)
        return None

    async def _fill(self, stretches: Sequence[Stretch]) -> None:
        self.filled += stretches
        out = self.folder / f"filled{len(self.filled)}.mp4"
        tries = [_try_of(one, "fill") for one in stretches]
        where = ", ".join(f"{one.start_s:.1f}-{one.end_s:.1f} s" for one in stretches)
        await self.job.report(0.0, f"Filling in {where}")
        try:
            await in_turn(self.services.mender.fill, self.film.path, stretches, out, self.folder)
        except FootageError as exc:
            self.repairs += [one.model_copy(update={"problem": str(exc)}) for one in tries]
        else:
            await self._judge(replace(self.film, path=out), tries)

    @property
    def _job_id(self) -> str:
        return self.job.record.job_id

    @property
    def _fps(self) -> float:
        """Frames a second of the best film so far."""
        if self.checked.info is None:
            raise UnsupportedMediaError(f"{self.film.path.name} cannot be read.")
        return self.checked.info.fps

    def _may_buy(self) -> bool:
        """Whether the call agreed to pay for more than one film; whether enough is left, the ledger says."""
        asked = self.job.record.pays_for_mending or self._is_below()
        return not self.refused and {"asked": asked, "caps": True, "never": False}[self.services.mender.paid]

    def _is_below(self) -> bool:
        """Whether the film is not as good as the call wants it at least."""
        least, score = self.request.min_quality, self.quality.score
        return least is not None and score is not None and score < least

    # --- what is bought -------------------------------------------------------------------------------------------

    async def _retake(self, n: int, retake: Retake, stretches: Sequence[Stretch]) -> None:
        from routing.retakes import asked

        part = f"{self.part} try {n} {name_of(retake)}".strip()
        kinds = sorted({kind for one in stretches for kind in one.kinds})
        tried = Repair(start_s=retake.start_s, end_s=retake.end_s, kinds=kinds, method=method_of(retake))
        pictures = await in_thread(self._pictures, n, retake)
        request = asked(self.request, retake, *pictures, take=n)
        take = await self._bought(request, [self.film.backend], part, tried)
        if take and retake.way != "again":
            out = self.folder / f"try{n}.mp4"
            await in_turn(splice_in, self.film.path, self._fps, take.path, retake, out)
            take = replace(self.film, path=out)
        if take:
            await self._judge(take, [tried], _Bought(part, self.part, n, retake))

    def _pictures(self, n: int, retake: Retake) -> tuple[str | None, str | None]:
        """What the film shows before the stretch and after it, as far as the clip is to know."""
        from media.joins import save_frame

        if retake.way == "again":
            return None, None
        before, after = self.folder / f"try{n}-before.png", self.folder / f"try{n}-after.png"
        save_frame(self.film.path, retake.start_s - 1 / self._fps, before)
        if retake.way != "between":
            return str(before), None
        save_frame(self.film.path, retake.end_s, after)
        return str(before), str(after)

    async def _escalate(self) -> None:
        """A film below `min_quality` is made once more by a better backend; not where only doubtful alarms say so."""
        least = self.request.min_quality
        if self.part or least is None or not self._is_below() or not self._may_buy():
            return
        known = await in_thread(self.services.attempts.of_job, self._job_id)
        begun = [one.backend for one in known if one.part == _BETTER]
        router = self.services.router.within(self.job.record.limits)
        order = begun or await in_thread(router.better, self.film.backend, self.request)
        if not order:
            return
        tried = Repair(start_s=0.0, end_s=self.film.duration_s, kinds=[], method="escalate")
        doubt = await in_thread(self.services.mender.doubt, self.checked, least)
        if doubt.why_not and not begun:
            self.withheld.append(tried.model_copy(update={"problem": doubt.why_not}))
            return
        length_s = self.film.duration_s
        retake = Retake(way="again", start_s=0.0, end_s=length_s, clip_s=length_s, cost=ZERO, causes=doubt.causes)
        retake = await in_thread(self.services.retakes.begin, self._job_id, _BETTER, 1, retake)
        before = f"{self.film.backend}'s film scored {self.quality.score:.2f}"
        take = await self._bought(self.request, order, _BETTER, tried)
        if take:
            why = f"{before}, below {least:g}, so {take.backend} made it too."
            await self._judge(replace(take, reason=why), [tried], _Bought(_BETTER, _BETTER, 1, retake))

    async def _bought(self, request: VideoRequest, order: Sequence[str], part: str, tried: Repair) -> MadeFilm | None:
        """What the paid path makes; None where it makes nothing, and then no more is bought."""
        if kept := await in_thread(self._kept_take, part):
            return kept
        context = SideContext(self.job, self.folder / "take", "Making it better")
        await in_thread(context.work_dir.mkdir, exist_ok=True)
        try:
            made = await self.services.renderer.render(context, request, order, part, apart=True)
        except ENDS_THE_RUN:
            raise
        except FootageError as exc:
            self.refused = True
            paid = await in_thread(self._paid, part)
            self.repairs.append(tried.model_copy(update={"backend": order[0], "problem": str(exc), **paid}))
            return None
        take = self._take(made.attempt_id)
        await in_thread(keep, self.services, self._job_id, made.path, take)
        await in_thread(keep_as_it_came, self.services, self._job_id, made, take)
        return replace(
            self.film,
            path=take,
            backend=made.backend,
            model=made.model,
            attempt_ids=(made.attempt_id,),
            notes=made.notes,
            stock=made.stock,
            clips=(await in_thread(as_it_came, self.services, self._job_id, take),),
        )

    def _kept_take(self, part: str) -> MadeFilm | None:
        """What was bought before a run broke off, here or elsewhere: the vendor need not have it any more."""
        known = self.services.attempts.of_job(self._job_id)
        paid = next((one for one in known if one.part == part and one.state == "succeeded"), None)
        if paid is None or not is_there(self.services, self._job_id, self._take(paid.attempt_id)):
            return None
        return replace(
            self.film,
            path=self._take(paid.attempt_id),
            backend=paid.backend,
            model=paid.model,
            attempt_ids=(paid.attempt_id,),
            notes=(),
            stock=(),
            clips=(as_it_came(self.services, self._job_id, self._take(paid.attempt_id)),),
        )

    def _take(self, attempt_id: int) -> Path:
        return self.folder / f"take{attempt_id}.mp4"

    def _begun_retake(self, n: int) -> Retake | None:
        """What this try had begun to buy before a crash, if it had."""
        begun = self.services.retakes.begun(self._job_id, self.part, n)
        lead = f"{self.part} try {n} ".lstrip()
        if not begun and any(one.part.startswith(lead) for one in self.services.attempts.of_job(self._job_id)):
            self.refused = True  # an older version sent it without writing down which stretch: it is not paid for twice
        return begun

    def _paid(self, part: str) -> dict[str, str]:
        known = self.services.attempts.of_job(self._job_id)
        charged = [one.cost for one in known if one.part == part and one.cost is not None]
        return {"cost_usd": sum(charged, ZERO).as_usd()} if charged else {}

    # --- which is kept --------------------------------------------------------------------------------------------

    async def _judge(self, film: MadeFilm, tries: Sequence[Repair], bought: _Bought | None = None) -> None:
        """Measure a take, write the try down, learn from what was paid, and keep the better film."""
        checked = await in_turn(self.check, film.path)
        quality = checked.quality
        kept = self.services.mender.better(quality, self.quality)
        known: dict[str, Any] = {"kept": kept, "score_before": self.quality.score, "score": quality.score}
        if bought:
            known |= {"backend": film.backend, **(await in_thread(self._paid, bought.part))}
            known["problem"] = await in_thread(self._learned, bought, quality, kept) or None
        self.repairs += [one.model_copy(update=known) for one in tries]
        if film.attempt_ids != self.film.attempt_ids:
            await self._rate(film, quality)
        if kept:
            self.film, self.checked = film, checked

    def _learned(self, bought: _Bought, take: Quality, kept: bool) -> str:
        """What a take teaches about the alarms for which it was bought, in sentences; what is in vain alone is told."""
        if take.technical is None:  # it could not be measured
            return ""
        in_vain = {cause.kind: not kept or is_still_there(cause, take, bought.retake) for cause in bought.retake.causes}
        return self.services.mender.learn(self._job_id, bought.of, bought.n, in_vain)

    async def _rate(self, film: MadeFilm, quality: Quality) -> None:
        """Remember its score for the backend that made it."""
        if quality.score is not None:
            await in_thread(self.services.attempts.rate, film.attempt_ids[0], quality.score, quality.measure)


def repairs_sentence(quality: Quality) -> str:
    """What was changed in a film, in one sentence; empty where nothing was."""
    kept = [one for one in quality.repairs if one.kept]
    where = ", ".join(f"{one.start_s:.1f}-{one.end_s:.1f} s ({_METHOD_WORDS[one.method]})" for one in kept)
    return f"It came with faults and was mended: {where}." if kept else ""


async def mended_clip(
    services: Services, job: JobContext, request: VideoRequest, rendered: Rendered, part: str
) -> tuple[MadeFilm, Quality]:
    """A clip as soon as it is there: measured, and mended as far as can be.

    Args:
        services: For the paid path, the judge and the mender.
        job: Whose clip it is.
        request: What was asked for.
        rendered: What came.
        part: Its attempt, as in `Attempts`.

    Raises:
        HandOnError: As in `footage.ports.routing.Renderer`.
    """
    film = MadeFilm.of(rendered, request)
    check = services.judge.check
    checked = await in_turn(check, film.path)
    film, checked = await Mending(services, job, request, film, checked, check, part).mend()
    return film, checked.quality


def forget_repairs(services: Services, job_id: str) -> None:
    """Remove what was made on the way to a film that is delivered."""
    shutil.rmtree(_folder(services, job_id), ignore_errors=True)


def _folder(services: Services, job_id: str) -> Path:
    """Where takes are kept: a folder that stays the same when a job runs again."""
    return services.parts_dir / REPAIRS / job_id


def _why_not_bought(withheld: Sequence[Repair]) -> list[str]:
    """What the money of the call was not spent for, and how to spend it, in one reason that is read first."""
    if not withheld:
        return []
    worst, more = withheld[0], len(withheld) - 1
    others = f" {more} more of that kind are in `repairs`." if more else ""
    return [f"{worst.start_s:.1f}-{worst.end_s:.1f} s, {worst.problem}{others} {_AGAIN}"]


def _try_of(stretch: Stretch, method: RepairMethod) -> Repair:
    return Repair(start_s=stretch.start_s, end_s=stretch.end_s, kinds=list(stretch.kinds), method=method)
