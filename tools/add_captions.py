"""add_captions: text on a film, drawn in, as a track, or as files beside it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from films.captioned import DRAWN_MODES, CaptionOrder, timed_file, timed_for, work
from films.dictation import require_sound, require_speech
from films.previews import keep
from films.services import CallersServices
from films.taken_in import sentence, taken_in
from films.translating import captions_beside, lines_of, require_translator, source_language
from footage.answers import VideoJob
from footage.errors import InvalidInputError
from footage.ports.generators import Quote
from footage.ports.jobs import JobSpec
from footage.threads import in_thread
from footage.wording import Line
from media.captions.languages import UNKNOWN, language_code
from media.captions.model import MAX_CUES, MAX_SUBTITLE_CHARS, Cue, Mode, Platform, Position, Style
from media.captions.timing import Timed
from media.captions.typefaces import require_scripts
from media.captions.words import are_estimated
from media.enhance.model import Preset
from tools import names
from tools.base import DEFAULT_WAIT_S, Answer, Params, Report, Tool, WaitSeconds
from tools.brand import BrandGiven, Worn, worn
from tools.inputs import Source, read_subtitles, resolve_video
from tools.view import place_and_answer, quoted, without_job

if TYPE_CHECKING:
    from media.intake import Intake


_BESIDE = "these are the captions that lie beside the film"
_USUAL_LINE, _USUAL_LINE_S = Line(text="m" * 60, most_chars=84), 3.0
"""A caption as films have them, and how long it is shown."""


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
    language: str = Field(default="und", description="What they are to be in: en, en-GB, English.")
    brand: BrandGiven | None = None
    enhance: Preset | None = Field(default=None, description="Enhance it too, in the same encode.")
    preview: bool = Field(default=False, description="Only show one real frame with its caption; nothing is made.")
    wait_s: WaitSeconds = DEFAULT_WAIT_S


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """Captions as they are asked for: `translate_from` is the language of those that are to be in another one."""

    source: Source
    film: Intake
    timed: Timed
    translate_from: str = ""


async def ask(params: AddCaptions, services: CallersServices, report: Report) -> Answer:
    """Check film and captions; then show a preview, or place the job and wait for it a while."""
    wears = await in_thread(worn, services, params.brand)
    params = _dressed(params, wears)
    asked = await in_thread(_checked, params, services)
    timed = asked.timed
    if wears:
        wears.refuse_forbidden((f"Caption {at}", cue.text) for at, cue in enumerate(timed.cues, 1))
    if params.preview:
        return await in_thread(_preview, asked.film.path, timed, params, services)
    language = language_code(params.language)
    may_be_translated = bool(asked.translate_from) or (not timed.cues and language != UNKNOWN)
    order = CaptionOrder(
        source=asked.source.path,
        source_job_id=asked.source.job_id,
        cues=timed.cues,
        notes=timed.notes,
        language=language,
        language_said=params.language if may_be_translated else "",
        translate_from=asked.translate_from,
        style=params.style,
        position=params.position,
        platform=params.platform,
        mode=params.mode,
        enhance=params.enhance,
        forbidden=wears.team.forbidden if wears and (may_be_translated or not timed.cues) else (),
    )
    cost = await in_thread(_cost, services, asked, language) if may_be_translated else None
    spec = JobSpec(
        tool=names.ADD_CAPTIONS, title=f"Captions on {asked.source.title}", order=order, queue="cpu", cost=cost
    )
    return await place_and_answer(services, spec, params.wait_s, report)


def _cost(services: CallersServices, asked: _Asked, language: str) -> dict[str, Any] | None:
    """The most that translating costs; of what is not heard yet, for a film in which much is said."""
    if services.translator is None:
        return None
    duration_s = asked.film.info.duration_s
    lines = lines_of(asked.timed.cues, duration_s, language)
    lines = lines or [_USUAL_LINE] * math.ceil(duration_s / _USUAL_LINE_S)
    worst = services.translator.worst_case(lines, asked.translate_from, language)
    source = "the text model's price for every character"
    return quoted(Quote(model=services.translator.name, cost=worst, price_source=source)).model_dump(mode="json")


def _dressed(params: AddCaptions, wears: Worn | None) -> AddCaptions:
    """The call with the look that captions of the team's brand have, where it says none itself."""
    look = wears.team.captions.model_dump(exclude_none=True) if wears else {}
    return params.model_copy(update={name: one for name, one in look.items() if name not in params.model_fields_set})


def _checked(params: AddCaptions, services: CallersServices) -> _Asked:
    from media.dolby import require_known_colours

    wanted = language_code(params.language)
    if params.captions and params.subtitles is not None:
        raise InvalidInputError("Pass captions or subtitles, not both.")
    written = params.captions is not None or params.subtitles is not None
    source = resolve_video(services, params.video) if wanted != UNKNOWN and not written else None
    beside = captions_beside(services, source.job_id) if source else None
    if not (written or beside):
        require_speech(services, preview=params.preview)
    source = source or resolve_video(services, params.video)
    film = taken_in(services, source.path)
    if not (written or beside):
        require_sound(film.info)
        return _Asked(source=source, film=film, timed=Timed((), ()))
    timed = timed_file(beside.file, film.info) if beside else _timed(params, services, film)
    translate_from = source_language(timed.cues, wanted, beside.language if beside else "")
    if translate_from:
        require_translator(services, translate_from, params.language, timed.cues if beside else ())
    if params.preview or params.mode in DRAWN_MODES:
        require_known_colours(film.info)
        if not translate_from:
            require_scripts(timed.cues)
    if params.mode in DRAWN_MODES and are_estimated(timed.cues, params.style):
        timed = replace(timed, notes=(*timed.notes, "word times were not given and are estimated from syllables"))
    if beside:
        timed = replace(timed, notes=(_BESIDE, *timed.notes))
    return _Asked(source=source, film=film, timed=timed, translate_from=translate_from)


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
        "installed speech model. A text model, if one is set up, translates them for cents; else pass the answer's "
        "captions in the other language. The given video is not changed."
    ),
    params=AddCaptions,
    result=VideoJob,
    scope="video:make",
    answer=ask,
    work=work,
)
