"""edit_video: a film cut, joined, reshaped, written over, mixed and exported, in one go."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from films.edit_hearing import FirstHearing
from films.edits import EditOrder, project_of, work
from films.services import CallersServices
from footage.answers import VideoJob
from footage.errors import InvalidInputError
from footage.ports.jobs import JobSpec
from footage.threads import in_thread
from media.captions.model import Cue
from media.captions.typefaces import require_scripts
from media.edit.model import MAX_STEPS, Step, check_steps
from tools import names
from tools.base import DEFAULT_WAIT_S, Answer, Params, Report, Tool, WaitSeconds
from tools.brand import BrandGiven, worn
from tools.edit_files import named_files
from tools.inputs import Source, resolve_video
from tools.view import place_and_answer, without_job


class EditVideo(Params):
    """Arguments of edit_video."""

    video: str = Field(min_length=1, description="A job_id, path or URL.")
    steps: Annotated[list[Step], Field(min_length=1, max_length=MAX_STEPS)] = Field(
        description=(
            "In order. keep (trim), cut (remove): ranges. cut_silence. cut_words: words. join: files. insert: file, "
            "at. speed: x. freeze: at, for. reframe: aspect, how. crop: box. rotate: degrees. overlay (logo, "
            "watermark, film in film, B-roll): file, place, at, for. title: text, place, at, for. music: file or mood. "
            "sound: mute, gain_db or file. fade: in_s, out_s. export (GIF, MP3, thumbnail): as, ranges, width; png "
            "with at."
        )
    )
    brand: BrandGiven | None = None
    dry_run: bool = Field(default=False, description="Only show the timeline.")
    wait_s: WaitSeconds = DEFAULT_WAIT_S
    idempotency_key: str | None = Field(default=None, min_length=1, max_length=200)


async def ask(params: EditVideo, services: CallersServices, report: Report) -> Answer:
    """Check film, files and steps; then show the timeline, or place the job and wait for it a while."""
    source, order, plan, notes = await in_thread(_checked, params, services)
    if params.dry_run:
        job = without_job(
            services,
            tool=names.EDIT_VIDEO,
            status="dry_run",
            message="; ".join([f"Free. {plan['way'][:1].upper()}{plan['way'][1:]}", *notes]) + ".",
            next_step="Call edit_video again without dry_run to make it.",
            plan=plan,
        )
        return Answer(result=job, text=f"{_told(plan)} {job.message} {job.next_step}")
    spec = JobSpec(
        tool=names.EDIT_VIDEO,
        title=f"Edited {source.title}",
        order=order,
        queue="cpu",
        idempotency_key=params.idempotency_key,
    )
    return await place_and_answer(services, spec, params.wait_s, report)


def _checked(params: EditVideo, services: CallersServices) -> tuple[Source, EditOrder, dict[str, Any], tuple[str, ...]]:
    from media.dolby import require_known_colours
    from media.edit.described import plan_of

    check_steps(params.steps)
    titles = [Cue(0, 1, step.text) for step in params.steps if step.do == "title" and step.text]
    if titles:
        require_scripts(titles)
    wears = worn(services, params.brand)
    if wears:
        wears.refuse_forbidden((f"steps.{at}", step.text or "") for at, step in enumerate(params.steps, 1))
    source = resolve_video(services, params.video)
    order = EditOrder(
        source=source.path,
        source_job_id=source.job_id,
        steps=tuple(params.steps),
        files=named_files(services, params.steps, wears),
        accent=next(iter(wears.choice.brand.colours), None) if wears else None,
        font=wears.choice.brand.font if wears else "",
    )
    record = services.jobs.get(source.job_id) if source.job_id else None
    hearing = FirstHearing(services, record)
    project, notes = project_of(services, order, hearing)
    if hearing.is_left_for_later:
        notes = ("what is said is heard when it is made, and cut then",)
    elif not project.is_changed and not project.exports:
        raise InvalidInputError("These steps would leave the film as it is.", hint="; ".join(notes) or None)
    require_known_colours(project.main.info)
    return source, order, plan_of(project), notes


def _told(plan: dict[str, Any]) -> str:
    clips = "; ".join(plan["timeline"])
    then = f" Then: {'; '.join(plan['then'])}." if plan["then"] else ""
    files = f" Beside it: {', '.join(one['name'] for one in plan['files'])}." if plan["files"] else ""
    return f"It would last {plan['lasts_s']:g} s at {plan['size']}: {clips}.{then}{files}"


TOOL = Tool(
    name=names.EDIT_VIDEO,
    title="Edit video",
    description=(
        "Edit a video: trim, cut, join, reframe (vertical 9:16), speed up, write text over it, put a logo or music on "
        "it, change its volume, export its audio (MP3), a GIF, a thumbnail or a smaller file: all steps at once. Free. "
        "The given video is not changed."
    ),
    params=EditVideo,
    result=VideoJob,
    scope="video:make",
    answer=ask,
    work=work,
)
