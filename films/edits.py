"""The work of `edit_video`: a film cut, joined, written over, mixed and exported as its steps say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from films.delivery import TRACK_NAME, deliver, deliver_beside, has_track, store_file
from films.edit_hearing import EditHearing
from films.edit_music import bought_credits, bought_parts, with_music
from films.edit_order import EditOrder
from films.edit_workshop import EditWorkshop
from films.making import drawn_step, of_change
from films.origin import Footage, footage_of
from films.services import Services, SharedServices
from films.sound_credits import composed, from_file, sounds_text
from films.stored import local_file
from films.taken_in import taken_in
from footage.answers import MediaFile, Video
from footage.errors import FootageError
from footage.ports.jobs import JobContext, JobRecord, Work
from footage.ports.records import JobResult
from footage.provenance import Making
from footage.threads import in_thread

if TYPE_CHECKING:
    from media.captions.model import Cue
    from media.edit.draft import Hearing, Named
    from media.edit.exports import Made
    from media.edit.make import Outcome
    from media.edit.project import Project

_WRITTEN = frozenset({"title", "overlay"})
EDITED_NAME = "edited.mp4"


def work(services: Services) -> Work[EditOrder]:
    """Edit the film and put it away; no file of a caller's is ever changed."""

    async def make(job: JobContext, order: EditOrder) -> JobResult:
        order, told = await with_music(services, job, order)
        await job.report(0.02, "Reading the film")
        result = await in_thread(_edit, services, job, order, told)
        await in_thread(services.sound_maker.sweep)
        return result

    return Work(lambda: EditOrder, make)


def project_of(services: SharedServices, order: EditOrder, hearing: Hearing) -> tuple[Project, tuple[str, ...]]:
    """An order as an edit of its films, and what is told of how odd they are.

    Args:
        services: For copies of odd films.
        order: The order.
        hearing: For what is cut by ear.

    Raises:
        InvalidInputError: A step cannot be done.
        UnsupportedMediaError: A file cannot be read.
    """
    from media.edit.compile import compile_edit
    from media.edit.sources import open_film, open_picture, open_sound, rate_for

    taken = taken_in(services, order.source)
    text = any(step.do in _WRITTEN for step in order.steps)
    rate = rate_for(taken.info, text=text)
    main = open_film("the film", taken.info, rate, text=text)
    notes, found = list(taken.notes), dict[str, "Named"]()
    beds = {file.named: file.title for file in order.files if file.kind == "bed" and not file.paid}
    steps = [one.model_copy(update={"file": beds[one.file]}) if one.file in beds else one for one in order.steps]
    for file in (one for one in order.files if one.kind != "bed"):
        if file.kind == "picture":
            found[file.named] = open_picture(file.title, file.path)
        elif file.kind == "sound":
            found[file.named] = open_sound(file.title, file.path)
        else:
            other = taken_in(services, file.path)
            found[file.named] = open_film(file.title, other.info, rate)
            notes += [f"{file.title}: {note}" for note in other.notes]
    project = compile_edit(main, steps, rate, found, hearing)
    return project, (*notes, *project.notes)


def _edit(services: Services, job: JobContext, order: EditOrder, told: Sequence[str]) -> JobResult:
    from media.edit.make import make, way_of
    from media.edit.texts import text_tracks

    hearing = EditHearing(services, job, order.source_job_id)
    project, notes = project_of(services, order, hearing)
    folder = job.work_dir / "edit"
    folder.mkdir(parents=True, exist_ok=True)
    way = way_of(project)
    texts, said = text_tracks(project.main, folder) if way != "none" else ((), ())
    texts = tuple(replace(one, cues=cues) for one in texts if (cues := _moved(one.cues, project)))
    progress = job.reporter(0.1, 0.95, "Editing the film")
    workshop = EditWorkshop(folder, project, order.accent, order.font)
    made = make(project, job.work_dir / EDITED_NAME, workshop, texts, progress)
    of = _making(services, order)
    files = [_stored(services, job, one, of) for one in made.files]
    credited = _credited(services, job.record.job_id, order)
    video = _delivered(services, job, order, project, made, files, credited.text)
    message = _message(project, made, (*notes, *said, *told))
    return JobResult(video=video, message=message, stock=credited.stock, sounds=credited.sounds)


def _moved(cues: Sequence[Cue], project: Project) -> tuple[Cue, ...]:
    from media.edit.texts import moved

    return moved(cues, project)


def _delivered(
    services: Services,
    job: JobContext,
    order: EditOrder,
    project: Project,
    made: Outcome,
    files: Sequence[MediaFile],
    credits_text: str,
) -> Video:
    if made.film is None:
        read = project.main.info.path
        return deliver_beside(services, job, order.source, subtitles={}, read=read, files=files)
    beside, is_track = _captions(services, order, project)
    return deliver(
        services,
        job,
        made.film,
        subtitles=beside,
        track=is_track,
        credits_text=credits_text,
        files=files,
        made=_making(services, order),
    )


def _making(services: Services, order: EditOrder) -> Making:
    """What was done to the film, for its credentials."""
    done = ", ".join(dict.fromkeys(step.do for step in order.steps))
    put_in = [(one.path, one.job_id) for one in order.files if one.kind != "bed" and not one.paid]
    change = of_change(services.jobs.get, order.source, order.source_job_id, [drawn_step(done)], put_in)
    return replace(change, parts=(*change.parts, *bought_parts(services, order)))


def _captions(services: Services, order: EditOrder, project: Project) -> tuple[dict[str, str], bool]:
    """The files of captions that lie beside the film that was given, moved along, and whether a page shows them."""
    from media.captions.subtitles import parse_subtitles, to_ass, to_srt, to_vtt

    record = _record(services, order.source_job_id)
    video = record.result.video if record and record.result else None
    path = local_file(services, video.subtitles) if video and video.subtitles else None
    if video is None or path is None:
        return {}, False
    with_words = path.with_name(TRACK_NAME)
    try:
        cues = parse_subtitles((with_words if with_words.is_file() else path).read_bytes()).cues
    except (FootageError, OSError):
        return {}, False
    kept = _moved(cues, project)
    if not kept:
        return {}, False
    return {"captions.srt": to_srt(kept), TRACK_NAME: to_vtt(kept), "captions.ass": to_ass(kept)}, has_track(video)


def _record(services: Services, job_id: str | None) -> JobRecord | None:
    return services.jobs.get(job_id) if job_id else None


def _credited(services: Services, job_id: str, order: EditOrder) -> Footage:
    """Whose footage and sounds are in the new film: those of the film, and of all that was added."""
    ids = dict.fromkeys([order.source_job_id, *(file.job_id for file in order.files)])
    found = [footage_of(services.jobs.get, one) for one in ids if one]
    beds = [composed(file.title) for file in order.files if file.kind == "bed"]
    brought = [from_file(one.title) for one in order.files if one.kind == "sound" and not (one.job_id or one.paid)]
    added = [*beds, *brought, *bought_credits(services, job_id, order)]
    texts = dict.fromkeys([*(one.text for one in found), sounds_text("what was added", added)])
    return Footage(
        stock=tuple(dict.fromkeys(credit for one in found for credit in one.stock)),
        sounds=tuple(dict.fromkeys([*(credit for one in found for credit in one.sounds), *added])),
        text="\n".join(filter(None, texts)),
    )


def _stored(services: Services, job: JobContext, made: Made, of: Making) -> MediaFile:
    facts = MediaFile(
        name=made.path.name,
        type=made.mime_type,
        path=None,
        size_bytes=0,
        sha256="",
        width=made.width,
        height=made.height,
        duration_s=round(made.duration_s, 3) if made.duration_s is not None else None,
    )
    return store_file(services, job, made.path, facts, of)


def _message(project: Project, made: Outcome, notes: Sequence[str]) -> str:
    from media.edit.described import done_told, way_told

    main = project.main
    said = [*done_told(project), way_told(made.way)] if made.film else []
    if made.film:
        said += main.plain.notes if made.way == "encode" else ()
        said += main.tracks.notes
    return "; ".join(["Done", *said, *notes])
