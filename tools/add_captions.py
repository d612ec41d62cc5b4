"""add_captions: text on a film, drawn in, as a track, or as files beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from films.captioned import DRAWN_MODES, CaptionOrder, timed_file, timed_for, work
from films.dictation import require_sound, require_speech
from films.previews import keep
from films.services import CallersServices
from films.taken_in import sentence, taken_in
from footage.answers import VideoJob
from footage.errors import InvalidInputError
from footage.ports.jobs import JobSpec
from footage.threads import in_thread
from media.captions.languages import language_code
from media.captions.model import MAX_CUES, MAX_SUBTITLE_CHARS, Cue, Mode, Platform, Position, Style
from media.captions.timing import Timed
from media.captions.typefaces import require_scripts
from media.captions.words import are_estimated
from media.enhance.model import Preset
from tools import names
from tools.base import DEFAULT_WAIT_S, Answer, Params, Report, Tool, WaitSeconds
from tools.brand import ON, BrandGiven, Worn, worn
from tools.inputs import Source, read_subtitles, resolve_video
from tools.view import place_and_answer, without_job

if TYPE_CHECKING:
    from media.intake import Intake


class AddCaptions(Params):
    """Arguments of add_captions."""

    video: str = Field(min_length=1, description="A job_id, path or URL.")
    captions: Annotated[list[Cue], Field(max_length=MAX_CUES)] | None = Field(
        default=None,
        description="Timed texts in seconds, not overlapping; or use subtitles. Neither: an installed speech model "
        "writes down what is said.",
    )
    subtitles: str | None = Field(
        default=None,
        max_length=MAX_SUBTITLE_CHARS,
        description="SRT, WebVTT, ASS, TTML, LRC, Whisper's JSON and the like: text, path or URL. Odd cues are mended.",
    )
    style: Style = "clean"
    position: Position = "bottom"
    platform: Platform = Field(default="any", description="Whose buttons they keep clear of.")
    mode: Mode = Field(
        default="burn",
        description="burn draws them in, soft adds a track, sidecar files; both draws and adds files.",
    )
    language: str = Field(default="und", description="Language of the captions: en, eng, en-GB or English.")
    brand: BrandGiven = ON
    enhance: Preset | None = Field(default=None, description="Enhance it too, in the same encode.")
    preview: bool = Field(default=False, description="Only show one real frame with its caption; nothing is made.")
    wait_s: WaitSeconds = DEFAULT_WAIT_S


async def ask(params: AddCaptions, services: CallersServices, report: Report) -> Answer:
    """Check film and captions; then show a preview, or place the job and wait for it a while."""
    wears = await in_thread(worn, services, params.brand)
    params = _dressed(params, wears)
    source, film, timed = await in_thread(_checked, params, services)
    if wears:
        wears.refuse_forbidden((f"Caption {at}", cue.text) for at, cue in enumerate(timed.cues, 1))
    if params.preview:
        return await in_thread(_preview, film, timed, params, services)
    order = CaptionOrder(
        source=source.path,
        source_job_id=source.job_id,
        cues=timed.cues,
        notes=timed.notes,
        language=language_code(params.language),
        style=params.style,
        position=params.position,
        platform=params.platform,
        mode=params.mode,
        enhance=params.enhance,
        forbidden=wears.team.forbidden if wears and not timed.cues else (),
    )
    spec = JobSpec(tool=names.ADD_CAPTIONS, title=f"Captions on {source.title}", order=order, queue="cpu")
    return await place_and_answer(services, spec, params.wait_s, report)


def _dressed(params: AddCaptions, wears: Worn | None) -> AddCaptions:
    """The call with the look that captions of the team's brand have, where it says none itself."""
    look = wears.team.captions.model_dump(exclude_none=True) if wears else {}
    return params.model_copy(update={name: one for name, one in look.items() if name not in params.model_fields_set})


def _checked(params: AddCaptions, services: CallersServices) -> tuple[Source, Path, Timed]:
    from media.dolby import require_known_colours

    language_code(params.language)
    if params.captions and params.subtitles is not None:
        raise InvalidInputError("Pass captions or subtitles, not both.")
    written = params.captions is not None or params.subtitles is not None
    if not written:
        require_speech(services, preview=params.preview)
    source = resolve_video(services, params.video)
    film = taken_in(services, source.path)
    if not written:
        require_sound(film.info)
        return source, film.path, Timed((), ())
    timed = _timed(params, services, film)
    if params.preview or params.mode in DRAWN_MODES:
        require_known_colours(film.info)
        require_scripts(timed.cues)
    if params.mode in DRAWN_MODES and are_estimated(timed.cues, params.style):
        timed = replace(timed, notes=(*timed.notes, "word times were not given and are estimated from syllables"))
    return source, film.path, timed


def _timed(params: AddCaptions, services: CallersServices, film: Intake) -> Timed:
    """The captions, timed for the film."""
    if params.subtitles is not None:
        from media.captions.subtitles import parse_subtitles

        file = parse_subtitles(read_subtitles(services, params.subtitles), fps=film.info.fps)
        return timed_file(file, film.info)
    try:
        return timed_for(params.captions or (), film.info)
    except InvalidInputError as exc:
        if not film.notes:
            raise
        raise InvalidInputError(" ".join([exc.message, *map(sentence, film.notes)]), hint=exc.hint) from exc


def _preview(path: Path, timed: Timed, params: AddCaptions, services: CallersServices) -> Answer:
    from media.captions.burn import preview

    image = preview(path, timed.cues, style=params.style, position=params.position, platform=params.platform)
    is_remote = services.caller.remote  # to whom a path here says nothing
    place = "in this answer" if is_remote else f"at {keep(services.home, image)} now"
    made = f"No film was made; one frame with its caption is {place}"
    job = without_job(
        services,
        tool=names.ADD_CAPTIONS,
        status="preview",
        message="; ".join([made, *timed.notes]) + ".",
        next_step="Call add_captions again without preview to make it.",
    )
    return Answer(
        result=job, text=f"{job.message} {job.next_step}", image=image if services.pictures or is_remote else None
    )


TOOL = Tool(
    name=names.ADD_CAPTIONS,
    title="Add captions",
    description=(
        "Put captions (subtitles) on a video: yours, in any language, or what is said in it, transcribed by an "
        "installed speech model. To translate, pass its answer's captions in the other language. Free. Gives a new "
        "video; the given one is not changed."
    ),
    params=AddCaptions,
    result=VideoJob,
    scope="video:make",
    answer=ask,
    work=work,
)
