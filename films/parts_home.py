"""A part of a film that a vendor had made all the same: put where it is of use, and the film joined anew with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from films.brought_home import SAID, EndedContext, bring_home
from films.delivery import deliver
from films.filmed_scenes import keep_clip, part_of
from films.generated import GeneratedOrder
from films.long_video import clip_file, clips_folder, forget_clips, joined
from films.making import of_clips
from films.services import Services
from films.unfinished import as_it_came, is_there, keep
from films.variants import asked_of, with_late_take
from footage.domain import VideoRequest
from footage.ports.jobs import JobRecord
from footage.ports.records import FilmedScene, JobResult, TakePlan


class PartsHome:
    """`routing.reconcile.PartsHome`: clips of long films, filmed scenes of articles, and takes of a wish.

    Args:
        services: Where films and jobs are.
    """

    def __init__(self, services: Services) -> None:
        self._services = services

    def request_of(self, job: JobRecord, part: str) -> VideoRequest | None:
        """What a part was asked for; None for one that is of no use any more, such as another take."""
        if scene := _scene(job, part):
            return scene.request
        if take := _take(job, part):
            return asked_of(job.order(GeneratedOrder).request, take)
        plan, is_whole = job.plan, job.result is not None and not job.result.in_part
        if plan is None or is_whole or not part.isdigit() or not 0 < int(part) <= len(plan.segments_s):
            return None
        from routing.segments import clip_request

        whole = job.order(GeneratedOrder).request
        return clip_request(whole, int(part) - 1, plan.segments_s, None, None)

    def put(self, job: JobRecord, part: str, clip: Path) -> str:
        """Keep a part; the file is moved. Blocking.

        Returns:
            What the user should know: where it is now, and what to do with it.
        """
        if scene := _scene(job, part):
            keep_clip(self._services, job, scene, clip)
            return "Its clip is kept: another film of the same article has it for nothing."
        if take := _take(job, part):
            return self._take_home(job, take, clip)
        kept = clip_file(clips_folder(self._services, job.job_id), int(part) - 1)
        keep(self._services, job.job_id, clip, kept)
        said = self._joined_anew(job, kept.parent)
        return said or f"Its clip is at {kept}."

    def _take_home(self, job: JobRecord, take: TakePlan, clip: Path) -> str:
        result = with_late_take(self._services, EndedContext(job, clip.parent), take, clip)
        if result is None:  # no other take was made
            return f"It is at {bring_home(self._services, job, clip)}."
        self._services.jobs.bring_home(job.job_id, result)
        return f"Take {take.n} is beside the film now."

    def _joined_anew(self, job: JobRecord, folder: Path) -> str:
        """Deliver what there is of a film now; empty where that would not be more than what is delivered."""
        plan = job.plan
        assert plan is not None  # noqa: S101 - `request_of` has looked
        count = len(plan.segments_s)
        here = [index for index in range(count) if is_there(self._services, job.job_id, clip_file(folder, index))]
        known = self._services.attempts.of_job(job.job_id)
        delivered = {int(one.part) - 1 for one in known if one.state == "succeeded" and one.part.isdigit()}
        if not delivered <= set(here):
            return ""
        self._deliver(job, folder, here)
        if len(here) == count:
            forget_clips(self._services, job.job_id)
        return f"The film has {len(here)} of its {count} clips now."

    def _deliver(self, job: JobRecord, folder: Path, here: Sequence[int]) -> None:
        from media.assembly import length_s

        plan, request = job.plan, job.order(GeneratedOrder).request
        assert plan is not None  # noqa: S101 - as above
        count, services = len(plan.segments_s), self._services
        folder_name = f"{job.job_id}/joined"
        work = services.objects.work_dir(folder_name)
        context = EndedContext(job, work)
        try:
            film = joined([clip_file(folder, index) for index in here], context, audio=request.audio)
            asked = request if len(here) == count else request.model_copy(update={"duration_s": length_s(film)})
            checked = services.judge.check(film, asked, request.prompt)
            clips = tuple(as_it_came(services, job.job_id, clip_file(folder, index)) for index in here)
            video = deliver(services, context, film, checked=checked, made=of_clips(clips, film, plan.model))
        finally:
            services.objects.discard_work(folder_name)
        made = JobResult(video=video, quality=checked.quality, message=SAID)
        if len(here) < count:
            missing = ", ".join(str(index + 1) for index in range(count) if index not in here)
            message = (
                f"Done in part. {SAID.removeprefix('Done. ')} Of its {count} clips these are missing: {missing}. "
                "For a whole film call generate_video again, which costs anew."
            )
            made = made.model_copy(update={"message": message, "in_part": True})
        services.jobs.bring_home(job.job_id, made)


def _take(job: JobRecord, part: str) -> TakePlan | None:
    takes = job.plan.takes if job.plan else ()
    return next((one for one in takes if one.part == part), None)


def _scene(job: JobRecord, part: str) -> FilmedScene | None:
    scenes = job.plan.scenes if job.plan else ()
    return next((one for one in scenes if part_of(one) == part), None)
