"""edit_video: a film cut, joined, reshaped, written over, mixed and exported, in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Annotated, Any

from pydantic import Field, WithJsonSchema

from films.edit_hearing import FirstHearing
from films.edit_music import lengths_s
from films.edit_order import EditFile, EditOrder
from films.edits import project_of, work
from films.services import CallersServices
from footage.answers import VideoJob
from footage.domain import EMBEDDED
from footage.errors import InvalidInputError
from footage.money import Money
from footage.ports.jobs import JobSpec
from footage.threads import in_thread
from media.captions.model import Cue
from media.captions.typefaces import require_scripts
from media.edit.model import MAX_STEPS, Step, check_steps
from tools import names
from tools.approval import Consent, consent
from tools.base import DEFAULT_WAIT_S, Answer, IdempotencyKey, Params, QuoteId, Report, Tool, WaitSeconds
from tools.brand import BrandGiven, worn
from tools.edit_files import named_files
from tools.inputs import Source, resolve_video
from tools.music import made_s, resolve_music
from tools.paid_sounds import PlannedSounds, sounds_within
from tools.view import answer_when_done, place_and_answer, quoted, without_job


class EditVideo(Params):
    """Arguments of edit_video."""

    video: Annotated[str, Field(min_length=1), WithJsonSchema({"type": "string"})] = Field(
        description="A job_id, path or URL."
    )
    steps: Annotated[list[Step], Field(min_length=1, max_length=MAX_STEPS)] = Field(
        description=(
            "In order. keep (trim), cut (remove): ranges. cut_silence. cut_words: words. join: files. insert: file, "
            "at. speed: x. freeze: at, for. reframe: aspect, how. crop: box. rotate: degrees. overlay (logo, "
            "watermark, film in film, B-roll): file, place, at, for. title: text, place, at, for. music: file, mood or "
            "for money generated: warm jazz. sound: mute, gain_db or file. fade: in_s, out_s. export (GIF, MP3, "
            "thumbnail): as, ranges, width; png with at."
        )
    )
    brand: BrandGiven | None = None
    dry_run: bool = Field(default=False, description="Only show timeline and price.")
    max_cost_usd: Annotated[Decimal, WithJsonSchema({"type": "number"})] | None = Field(default=None, ge=0)
    quote_id: QuoteId | None = None
    wait_s: WaitSeconds = DEFAULT_WAIT_S
    idempotency_key: IdempotencyKey | None = Field(default=None, min_length=1)


@dataclass(frozen=True, kw_only=True)
class _Checked:
    """An edit that can be made: the film, the order, and what is told of it before."""

    source: Source
    order: EditOrder
    plan: dict[str, Any]
    notes: tuple[str, ...]


async def ask(params: EditVideo, services: CallersServices, report: Report) -> Answer:
    """Check film, files, steps and price; then show the timeline, or place the job and wait for it a while."""
    edit = await in_thread(_checked, params, services)
    order = edit.order
    if not params.dry_run and (
        known := await in_thread(services.jobs.placed_before, names.EDIT_VIDEO, params.idempotency_key, order)
    ):
        return await answer_when_done(services, known.job_id, params.wait_s, report)
    limit = Money.usd(params.max_cost_usd) if params.max_cost_usd is not None else None
    music = [file.paid for file in order.files if file.paid]
    heard = await in_thread(partial(sounds_within, services, limit, music=music))
    if params.dry_run:
        return await in_thread(_dry_run, services, edit, heard)
    agreed = await in_thread(_agreed, services, params, heard)
    spec = JobSpec(
        tool=names.EDIT_VIDEO,
        title=f"Edited {edit.source.title}",
        order=order,
        queue="cloud" if heard.holds else "cpu",
        hold=heard.cost,
        backend=EMBEDDED if heard.holds else None,
        holds=heard.holds,
        max_cost=min((one for one in (limit, agreed.limit) if one is not None), default=None),
        cost=quoted(heard.quote).model_dump(mode="json") if heard.quote else None,
        idempotency_key=params.idempotency_key,
        approved=agreed.approved,
    )
    return await place_and_answer(services, spec, params.wait_s, report)


def _agreed(services: CallersServices, params: EditVideo, heard: PlannedSounds) -> Consent:
    if heard.quote is None:
        return Consent(None)
    return consent(services, names.EDIT_VIDEO, params, heard.backend, heard.quote, params.quote_id)


def _dry_run(services: CallersServices, edit: _Checked, heard: PlannedSounds) -> Answer:
    price = "Free." if heard.quote is None else f"It costs up to {heard.cost}."
    plan = edit.plan
    job = without_job(
        services,
        tool=names.EDIT_VIDEO,
        status="dry_run",
        message="; ".join([f"{price} {plan['way'][:1].upper()}{plan['way'][1:]}", *edit.notes]) + ".",
        next_step="Call edit_video again without dry_run to make it.",
        cost=quoted(heard.quote) if heard.quote else None,
        plan={**plan, "sounds": [*heard.shown], "total_usd": heard.cost.as_usd()} if heard.quote else plan,
    )
    return Answer(result=job, text=f"{_told(plan)} {job.message} {job.next_step}")


def _checked(params: EditVideo, services: CallersServices) -> _Checked:
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
    return _Checked(
        source=source, order=_measured(services, order, lengths_s(project)), plan=plan_of(project), notes=notes
    )


def _measured(services: CallersServices, order: EditOrder, lengths: Mapping[str, float]) -> EditOrder:
    """The order with its music as long as it is heard; what is heard nowhere is not bought."""

    def measured(file: EditFile) -> EditFile:
        length_s = lengths.get(file.named)
        paid = resolve_music(services, file.named, made_s(length_s)).paid if length_s else None
        return file.model_copy(update={"paid": paid})

    files = tuple(measured(file) if file.paid else file for file in order.files)
    return order.model_copy(update={"files": files})


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
        "it, change its volume, export its audio (MP3), a GIF, a thumbnail or a smaller file: all steps at once. Free, "
        "but for generated music. The given video stays as it is."
    ),
    params=EditVideo,
    result=VideoJob,
    scope="video:make",
    answer=ask,
    work=work,
    open_world=True,
)
