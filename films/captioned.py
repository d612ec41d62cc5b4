"""The work of `add_captions`: a film with captions drawn in, as a track, or beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

from films.checked import verdict_on
from films.delivery import TRACK_NAME, deliver, deliver_beside
from films.dictation import listen_for
from films.making import drawn_step, of_change
from films.origin import footage_of
from films.services import Services
from films.taken_in import taken_in
from films.translating import differs, translated
from footage.answers import Enhancement
from footage.ports.jobs import JobContext, Work
from footage.ports.records import JobResult, Order
from footage.provenance import Step
from footage.threads import in_thread
from media.captions.languages import language_code
from media.captions.model import END_SLACK_S, Cue, Mode, Platform, Position, Style, validate_cues
from media.captions.timing import Timed, readable
from media.captions.typefaces import require_scripts
from media.enhance.model import EnhanceRequest, Preset

if TYPE_CHECKING:
    from media.captions.subtitles import SubtitleFile
    from media.probe import VideoInfo


MENDED_END_S = 5.0
"""How long after the film's end a typed caption may end; what ends later is in other units, or for another film."""

_CAME_LATER = ("forbidden", "translate_from", "language_said")
DRAWN_MODES: tuple[Mode, ...] = ("burn", "both")


class Look(TypedDict):
    """How captions look and where they stand."""

    style: Style
    position: Position
    platform: Platform


class CaptionOrder(Order):
    """Captions to put on a film; without any, what is said in it is written down.

    Attributes:
        source: The film.
        source_job_id: The job that made it, if one did.
        cues: What is shown when.
        notes: What the caller is told of them.
        language: The three-letter code of the captions' language.
        style: See `media.captions.model`, as for what follows.
        position: Where they stand.
        platform: Whose buttons they keep clear of.
        mode: Drawn, as a track, or as files.
        enhance: Enhance the film too.
        translate_from: The three-letter code of the language that `cues` are in, where they are to be in `language`.
        language_said: The language as the caller wrote it.
        forbidden: Words that the team's brand forbids; of what is heard, they are told.
    """

    source: Path
    source_job_id: str | None = None
    cues: tuple[Cue, ...] = ()
    notes: tuple[str, ...] = ()
    language: str = "und"
    style: Style = "clean"
    position: Position = "bottom"
    platform: Platform = "any"
    mode: Mode = "burn"
    enhance: Preset | None = None
    forbidden: tuple[str, ...] = ()
    translate_from: str = ""
    language_said: str = ""

    def written(self) -> dict[str, Any]:
        """See `Stored.written`; what came later is written where it says something: hashes stay as they were."""
        return {name: one for name, one in super().written().items() if name not in _CAME_LATER or one}

    @property
    def look(self) -> Look:
        """How they are drawn."""
        return {"style": self.style, "position": self.position, "platform": self.platform}


def work(services: Services) -> Work[CaptionOrder]:
    """Draw or mux the captions and put the film away; the caller's file is never changed."""

    async def make(job: JobContext, order: CaptionOrder) -> JobResult:
        await job.report(0.05, "Reading the film")
        if order.cues:
            timed, language, source = Timed(order.cues, order.notes), None, order.translate_from
        else:
            timed, language = await in_thread(_heard, services, job, order)
            source = differs(language, order.language)
        if source:
            film = await in_thread(taken_in, services, order.source)
            said, language = order.language_said, order.language
            timed = await translated(services, job, timed, film.info, source, language, said)
            await in_thread(_look_through, order, timed)
        return await in_thread(_caption, services, job, order, timed, language)

    return Work(lambda: CaptionOrder, make)


def timed_for(cues: Sequence[Cue], info: VideoInfo) -> Timed:
    """Valid cues, timed so that they can be read, for a film that was probed.

    Whoever writes them rarely knows a film's length to the second: what stands a little longer ends with it.
    """
    ended = [_ended(cue, info.duration_s) for cue in cues]
    timed = readable(validate_cues(ended, info.duration_s), info.duration_s, info.fps)
    late = [str(number) for number, (cue, kept) in enumerate(zip(cues, ended, strict=True), 1) if cue != kept]
    note = f"the film lasts {info.duration_s:.2f} s: caption {' and '.join(late)} ends with it"
    return replace(timed, notes=(note, *timed.notes)) if late else timed


def _ended(cue: Cue, duration_s: float) -> Cue:
    """The cue, shortened where it begins within the film and ends a little after it."""
    is_late = cue.start_s < duration_s and duration_s + END_SLACK_S < cue.end_s <= duration_s + MENDED_END_S
    return replace(cue, end_s=duration_s) if is_late and not cue.words else cue


def timed_file(file: SubtitleFile, info: VideoInfo) -> Timed:
    """The cues of a file, mended and timed so that they can be read, for a film that was probed."""
    from media.captions.mending import mended  # with the readers of a dozen formats, which few servers need

    found = mended(file, info.duration_s)
    timed = readable(found.cues, info.duration_s, info.fps)
    return replace(timed, notes=(*found.notes, *timed.notes))


def _look_through(order: CaptionOrder, timed: Timed) -> None:
    """Refuse what cannot be drawn here, once it is known what that is."""
    if order.mode in DRAWN_MODES:
        require_scripts(timed.cues)


def _heard(services: Services, job: JobContext, order: CaptionOrder) -> tuple[Timed, str]:
    """What is said in the film, to be shown, and its language."""
    film = taken_in(services, order.source)
    heard = listen_for(services, job, film.path, order.language)
    timed = timed_for(heard.cues, film.info)
    if order.mode in DRAWN_MODES and not differs(heard.language, order.language):
        require_scripts(timed.cues)
    note = f"what is said was written down by the speech model, in {heard.language!r}: check it before it is published"
    told = [f"it says {word!r}, which the team's brand forbids" for word in _forbidden_in(order, timed)]
    return replace(timed, notes=(note, *told, *timed.notes)), language_code(heard.language)


def _forbidden_in(order: CaptionOrder, timed: Timed) -> list[str]:
    if not order.forbidden:
        return []
    from films.team_brand import TeamBrand, forbidden_in

    said = "\n".join(cue.text for cue in timed.cues)
    return list(forbidden_in(TeamBrand(forbidden=order.forbidden), said))


def _caption(
    services: Services, job: JobContext, order: CaptionOrder, timed: Timed, language: str | None = None
) -> JobResult:
    from media.captions import burn
    from media.captions.subtitles import to_ass, to_srt, to_vtt
    from media.enhance.film import enhance
    from quality.eye import look_at

    taken, cues, mode, out = taken_in(services, order.source), timed.cues, order.mode, job.work_dir / "captioned.mp4"
    source = taken.path
    files = {"captions.srt": to_srt(cues), TRACK_NAME: to_vtt(cues), "captions.ass": to_ass(cues)}
    notes = [*taken.notes, *timed.notes]
    progress = job.reporter(0.5 if language else 0.05, 0.95, "Working on the film")
    film, report = source, None
    if order.enhance:
        captions = burn.Captions(cues=cues, **order.look) if mode in DRAWN_MODES else None
        better = enhance(
            source, job.work_dir / "enhanced.mp4", EnhanceRequest(preset=order.enhance), progress, captions, look_at
        )
        film, report = better.path, better.report
        notes += [*better.notes, _enhancement_note(report)]
    elif mode in DRAWN_MODES:
        film = out
        notes += burn.burn(source, cues, out, **order.look, progress=progress)
    if mode == "soft":
        notes += burn.soft(film, cues, out, language=language or order.language)
        film = out
    # Of what lies under the captions: text that comes and goes is no fault.
    quality = verdict_on(services, source, order.source_job_id)
    footage = footage_of(services.jobs.get, order.source_job_id)
    if film == source:
        video = deliver_beside(services, job, order.source, subtitles=files, read=source)
    else:
        beside = {} if mode == "burn" and language is None else files  # what was heard is to be read, and corrected
        made = of_change(services.jobs.get, order.source, order.source_job_id, _steps(order, report))
        video = deliver(
            services, job, film, subtitles=beside, track=mode == "soft", credits_text=footage.text, made=made
        )
    said = _message(cues, order, notes)
    return JobResult(
        video=video, quality=quality, enhancement=report, message=said, stock=footage.stock, sounds=footage.sounds
    )


def _steps(order: CaptionOrder, report: Enhancement | None) -> list[Step]:
    """What was done to the film, for its credentials."""
    drawn = "captions drawn into the picture" if order.mode in DRAWN_MODES else "captions added as a track"
    better = [Step(what=", ".join(one.operation for one in report.applied))] if report and report.applied else []
    return [*better, drawn_step(drawn)]


def _enhancement_note(report: Enhancement) -> str:
    if not report.changed:
        return f"the picture is as it was: {report.reason}"
    return f"enhanced in the same encode ({', '.join(step.operation for step in report.applied)}): {report.reason}"


def _message(cues: Sequence[Cue], order: CaptionOrder, notes: Sequence[str]) -> str:
    from media.captions.typefaces import missing_pictures

    said = list(notes)
    missing = missing_pictures(cues) if order.mode in DRAWN_MODES else ()
    if missing:
        said.append(
            f"{' '.join(missing[:10])} written by name in the picture: no font here draws it (Debian: apt-get install "
            "fonts-noto-color-emoji; subtitle tracks and files keep it)"
        )
    return "; ".join(["Done", *said]) if said else "Done"
