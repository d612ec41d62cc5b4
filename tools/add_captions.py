"""add_captions: text on a film, drawn in, as a track, or as files beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from footage.answers import Enhancement, VideoJob
from footage.errors import InvalidInputError
from footage.ports.generators import Services
from footage.ports.jobs import JobContext, JobSpec, Work
from footage.threads import in_thread
from media.captions.model import MAX_CUES, Cue, Mode, Platform, Position, Style, Word, language_code, validate_cues
from media.captions.subtitles import MAX_SUBTITLE_BYTES, parse_subtitles, to_ass, to_srt, to_vtt
from media.captions.timing import Timed, readable
from media.captions.typefaces import require_scripts
from media.captions.words import are_estimated
from media.enhance.model import Preset, Wish
from tools.base import DEFAULT_WAIT_S, Answer, FromJson, Params, Report, Tool, WaitSeconds
from tools.check_quality import verdict_on
from tools.deliver import TRACK_NAME, deliver, deliver_beside
from tools.dictation import listen, require_sound, require_speech
from tools.inputs import Source, read_subtitles, resolve_video
from tools.view import answer_when_done, without_job

if TYPE_CHECKING:
    from media.probe import VideoInfo

NAME = "add_captions"
_DRAWN: tuple[Mode, ...] = ("burn", "both")


class SpokenWord(Params):
    """A word of a caption and when it is spoken."""

    start_s: float
    end_s: float
    text: str


class Caption(Params):
    """One caption."""

    start_s: float
    end_s: float
    text: str
    words: list[SpokenWord] = Field(default=[], description="All words of text with times: lit when spoken.")


class AddCaptions(Params):
    """Arguments of add_captions."""

    video: str = Field(min_length=1, description="A job_id, a footage://video/ URI, an allowed path, or a URL.")
    captions: Annotated[list[Caption], FromJson, Field(max_length=MAX_CUES)] | None = Field(
        default=None,
        description="Timed texts in seconds, not overlapping; or use subtitles. Neither: an installed speech model "
        "writes down what is said.",
    )
    subtitles: str | None = Field(
        default=None,
        max_length=MAX_SUBTITLE_BYTES,
        description="SRT, WebVTT or ASS: text, path or URL.",
    )
    style: Style = "clean"
    position: Position = "bottom"
    platform: Platform = Field(default="any", description="Whose buttons they keep clear of.")
    mode: Mode = Field(
        default="burn",
        description="burn draws them in, soft adds a track, sidecar files; both draws and adds files.",
    )
    language: str = Field(default="und", description="Language of the captions, for example en.")
    enhance: Preset | None = Field(default=None, description="Enhance it too, in the same encode.")
    preview: bool = Field(default=False, description="Only show one real frame with its caption; nothing is made.")
    wait_s: WaitSeconds = DEFAULT_WAIT_S


async def ask(params: AddCaptions, services: Services, report: Report) -> Answer:
    """Check film and captions; then show a preview, or place the job and wait for it a while."""
    source, timed = await in_thread(_checked, params, services)
    if params.preview:
        return await in_thread(_preview, source.path, timed.cues, params, services)
    request = {
        "source": str(source.path),
        "source_job_id": source.job_id,
        "cues": [asdict(cue) for cue in timed.cues],
        "notes": list(timed.notes),
        "language": language_code(params.language),
        **params.model_dump(mode="json", include={"style", "position", "platform", "mode", "enhance"}),
    }
    job = await in_thread(
        services.jobs.place,
        JobSpec(tool=NAME, title=f"Captions on {source.title}", request=request, queue="cpu"),
    )
    return await answer_when_done(services, job.job_id, params.wait_s, report)


def work(services: Services) -> Work:
    """Draw or mux the captions and put the film away; the caller's file is never changed."""

    async def make(job: JobContext) -> Mapping[str, Any]:
        await job.report(0.05, "Reading the film")
        cues = [_cue(cue) for cue in job.record.request["cues"]]
        if cues:
            return await in_thread(_caption, services, job, Timed(tuple(cues), tuple(job.record.request["notes"])))
        return await in_thread(_caption, services, job, *await in_thread(_heard, services, job))

    return make


def _checked(params: AddCaptions, services: Services) -> tuple[Source, Timed]:
    from media.probe import decodes_to_end, probe

    language_code(params.language)
    if params.captions is not None and params.subtitles is not None:
        raise InvalidInputError("Pass captions or subtitles, not both.")
    written = params.captions is not None or params.subtitles is not None
    if not written:
        require_speech(services, preview=params.preview)
    source = resolve_video(services, params.video)
    info = probe(source.path)
    decodes_to_end(source.path)
    if not written:
        require_sound(info)
        return source, Timed((), ())
    if params.subtitles is not None:
        cues: Sequence[Cue] = parse_subtitles(read_subtitles(services, params.subtitles))
    else:
        cues = [_cue(caption.model_dump()) for caption in params.captions or ()]
    timed = _shown(cues, info)
    if params.preview or params.mode in _DRAWN:
        require_scripts(timed.cues)
    if params.mode in _DRAWN and are_estimated(timed.cues, params.style):
        timed = replace(timed, notes=(*timed.notes, "word times were not given and are estimated from syllables"))
    return source, timed


def _shown(cues: Sequence[Cue], info: VideoInfo) -> Timed:
    return readable(validate_cues(cues, info.duration_s), info.duration_s, info.fps)


def _cue(fields: Mapping[str, Any]) -> Cue:
    return Cue(**{**fields, "words": tuple(Word(**word) for word in fields["words"])})


def _heard(services: Services, job: JobContext) -> tuple[Timed, str]:
    """What is said in the film, to be shown, and its language."""
    from media.probe import probe

    request = job.record.request
    source = Path(request["source"])
    heard = listen(services, job, source, request["language"])
    timed = _shown(heard.cues, probe(source))
    if request["mode"] in _DRAWN:
        require_scripts(timed.cues)
    told = f"what is said was written down by the speech model, in {heard.language!r}: check it before it is published"
    return replace(timed, notes=(told, *timed.notes)), language_code(heard.language)


def _caption(services: Services, job: JobContext, timed: Timed, language: str | None = None) -> Mapping[str, Any]:
    from media.captions import burn
    from media.enhance.film import enhance

    request, cues = job.record.request, timed.cues
    source, out = Path(request["source"]), job.work_dir / "captioned.mp4"
    files = {"captions.srt": to_srt(cues), TRACK_NAME: to_vtt(cues), "captions.ass": to_ass(cues)}
    notes, mode = list(timed.notes), request["mode"]
    progress = job.reporter(0.5 if language else 0.05, 0.95, "Working on the film")
    look = {key: request[key] for key in ("style", "position", "platform")}
    film, report = source, None
    if request.get("enhance"):
        captions = burn.Captions(cues=cues, **look) if mode in _DRAWN else None
        better = enhance(source, job.work_dir / "enhanced.mp4", Wish(preset=request["enhance"]), progress, captions)
        film, report = better.path, better.report
        notes += [*better.notes, _enhanced(report)]
    elif mode in _DRAWN:
        film = out
        notes += burn.burn(source, cues, out, **look, progress=progress)
    if mode == "soft":
        burn.soft(film, cues, out, language=language or request["language"])
        film = out
    quality = verdict_on(services, source, request["source_job_id"])
    if film == source:
        video = deliver_beside(services, job, source, subtitles=files)
    else:
        video = deliver(services, job, film, subtitles={} if mode == "burn" else files, track=mode == "soft")
    return {
        "video": video.model_dump(mode="json"),
        # Of what lies under the captions: text that comes and goes is no fault.
        "quality": quality.model_dump(mode="json"),
        "message": _message(cues, request, notes),
        **({"enhancement": report.model_dump(mode="json")} if report else {}),
    }


def _enhanced(report: Enhancement) -> str:
    if not report.changed:
        return f"the picture is as it was: {report.reason}"
    return f"enhanced in the same encode ({', '.join(step.operation for step in report.applied)}): {report.reason}"


def _message(cues: Sequence[Cue], request: Mapping[str, Any], notes: Sequence[str]) -> str:
    from media.captions.typefaces import missing_pictures

    said = list(notes)
    missing = missing_pictures(cues) if request["mode"] in _DRAWN else ()
    if missing:
        said.append(
            f"{' '.join(missing[:10])} written by name in the picture: no font here draws it (Debian: apt-get install "
            "fonts-noto-color-emoji; subtitle tracks and files keep it)"
        )
    return "; ".join(["Done", *said]) if said else "Done"


def _preview(path: Path, cues: Sequence[Cue], params: AddCaptions, services: Services) -> Answer:
    from media.captions.burn import preview

    image = preview(path, cues, style=params.style, position=params.position, platform=params.platform)
    job = without_job(
        services,
        tool=NAME,
        status="preview",
        message="One frame with its caption; no film was made.",
        next_step="Call add_captions again without preview to make it.",
    )
    return Answer(result=job, text=f"{job.message} {job.next_step}", image=image)


TOOL = Tool(
    name=NAME,
    title="Add captions",
    description=(
        "Put captions on a video: wrapped, balanced and placed in the safe area of its shape. "
        "Free. Gives a new video; the given one is not changed."
    ),
    params=AddCaptions,
    result=VideoJob,
    ask=ask,
    work=work,
)
