"""The work of `add_captions`: a film with captions drawn in, as a track, or beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from films.checked import verdict_on
from films.delivery import TRACK_NAME, deliver, deliver_beside
from films.dictation import listen
from films.services import Services
from footage.answers import Enhancement
from footage.ports.jobs import JobContext, Work
from footage.threads import in_thread
from media.captions.model import Cue, Mode, Word, language_code, validate_cues
from media.captions.subtitles import to_ass, to_srt, to_vtt
from media.captions.timing import Timed, readable
from media.captions.typefaces import require_scripts
from media.enhance.model import Wish

if TYPE_CHECKING:
    from media.probe import VideoInfo


DRAWN_MODES: tuple[Mode, ...] = ("burn", "both")


def work(services: Services) -> Work:
    """Draw or mux the captions and put the film away; the caller's file is never changed."""

    async def make(job: JobContext) -> Mapping[str, Any]:
        await job.report(0.05, "Reading the film")
        cues = [cue_of(cue) for cue in job.record.request["cues"]]
        if cues:
            return await in_thread(_caption, services, job, Timed(tuple(cues), tuple(job.record.request["notes"])))
        return await in_thread(_caption, services, job, *await in_thread(_heard, services, job))

    return make


def timed_for(cues: Sequence[Cue], info: VideoInfo) -> Timed:
    """Valid cues, timed so that they can be read, for a film that was probed."""
    return readable(validate_cues(cues, info.duration_s), info.duration_s, info.fps)


def cue_of(fields: Mapping[str, Any]) -> Cue:
    """A cue from its JSON."""
    return Cue(**{**fields, "words": tuple(Word(**word) for word in fields["words"])})


def _heard(services: Services, job: JobContext) -> tuple[Timed, str]:
    """What is said in the film, to be shown, and its language."""
    from media.probe import probe

    request = job.record.request
    source = Path(request["source"])
    heard = listen(services, job, source, request["language"])
    timed = timed_for(heard.cues, probe(source))
    if request["mode"] in DRAWN_MODES:
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
        captions = burn.Captions(cues=cues, **look) if mode in DRAWN_MODES else None
        better = enhance(source, job.work_dir / "enhanced.mp4", Wish(preset=request["enhance"]), progress, captions)
        film, report = better.path, better.report
        notes += [*better.notes, _enhanced(report)]
    elif mode in DRAWN_MODES:
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
    missing = missing_pictures(cues) if request["mode"] in DRAWN_MODES else ()
    if missing:
        said.append(
            f"{' '.join(missing[:10])} written by name in the picture: no font here draws it (Debian: apt-get install "
            "fonts-noto-color-emoji; subtitle tracks and files keep it)"
        )
    return "; ".join(["Done", *said]) if said else "Done"
