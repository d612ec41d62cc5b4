"""The work of `blog_to_video`: a film from an article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from films import filmed_scenes, sounds, unfinished
from films.better_words import with_better_words
from films.bookends import with_bookends
from films.delivery import TRACK_NAME, deliver
from films.making import of_article
from films.narrated import length_notes
from films.restaged import refitted
from films.services import Services
from films.sound_credits import sounds_text
from films.stock.told import sentence
from films.voice import spoken_captions
from footage.domain import EMBEDDED, AspectRatio, Resolution, VideoRequest
from footage.errors import InvalidInputError, NotFoundError
from footage.ports.jobs import JobContext, Work
from footage.ports.records import JobResult
from footage.threads import in_thread
from footage.turns import in_turn

if TYPE_CHECKING:
    from films.article.film import SceneRender
    from films.article.storyboard import ArticleFilm
    from films.blog_order import BlogOrder
    from films.sounds import Heard, Music
    from films.stock.scenes import RealScenes

_SPOKEN, _FILMED = 0.15, 0.5
"""How far the job is, 0 to 1, when all lines are spoken, and when all scenes are filmed."""


def work(services: Services) -> Work[BlogOrder]:
    """Speak and draw the scenes that are not there yet, join them, put the film away."""

    async def make(job: JobContext, order: BlogOrder) -> JobResult:
        from films.article.film import forget, scene_renders
        from films.article.fitted import fit_clip
        from films.script.article_view import compact
        from films.stock.scenes import real_scenes

        await in_thread(_check_files, order.storyboard, order.music_file)
        edited = await with_better_words(services, job, order)
        storyboard = edited.film
        scenes = job.record.plan.scenes if job.record.plan else ()
        made_up = [scene for scene in scenes if scene.request.look is None]
        paid = {scene.scene for scene in made_up}
        voiced = await sounds.heard(
            services,
            job,
            order,
            storyboard,
            until=_SPOKEN,
            keep=paid,
            again=partial(refitted, order, edited.script or order.script, filmed=paid),
        )
        spoken, music = voiced.spoken, await sounds.music_of(services, job, order)
        storyboard = spoken.narration.storyboard if spoken else storyboard
        kept = spoken.planned if spoken else range(len(storyboard.scenes))
        filmed = {scene.scene for scene in scenes}
        storyboard = filmed_scenes.cut_apart(storyboard, [at for at, planned in enumerate(kept) if planned in filmed])
        drawn_from = _FILMED if scenes else _SPOKEN
        clips, undone = await filmed_scenes.film_scenes(services, job, made_up, _SPOKEN, drawn_from)
        real = await real_scenes(services, job, order, storyboard, kept, (_SPOKEN, drawn_from))
        storyboard = real.storyboard
        parts = await in_thread(scene_renders, storyboard)
        files: list[Path] = []
        for at, part in enumerate(parts):
            if at in real.whole:
                files.append(real.whole[at])
                continue
            if clip := clips.get(kept[at]) if at < len(kept) else None:
                files.append(await in_turn(fit_clip, clip, storyboard, at, services.parts_dir, job.work_dir))
                continue
            message = f"Drawing scene {at + 1} of {len(parts)}"
            start, end = (drawn_from + (0.9 - drawn_from) * share / len(parts) for share in (at, at + 1))
            await job.report(start, message)
            reporter = job.reporter(start, end, message)
            files.append(await in_thread(_drawn, services, job, part, reporter))
        await job.report(0.92, "Joining the scenes")
        told = [*edited.notes, *voiced.notes, *music.notes, *undone]
        makers = {scene.scene: scene.backend if scene.order else "" for scene in made_up}
        filmed_by = [
            (unfinished.as_it_came(services, job.record.job_id, clip), makers[at]) for at, clip in clips.items()
        ]
        drawn = _FinishedScenes(real, files, voiced, music, told, filmed_by)
        result = await in_thread(_finished, services, job, order, drawn)
        script = (spoken and spoken.script) or edited.script
        result = result.model_copy(update={"script": compact(script) if script else None})
        await in_thread(forget, services.parts_dir)
        await in_thread(filmed_scenes.forget, services)
        await in_thread(services.sound_maker.sweep)
        await in_thread(unfinished.forget, services, job.record.job_id)
        return result

    return Work(_order, make)


def _drawn(services: Services, job: JobContext, scene: SceneRender, progress: Callable[[float], None]) -> Path:
    """A scene, drawn unless it is there; another machine may have drawn it before it died."""
    from films.article.film import draw

    kept = services.parts_dir / scene.file_name
    if not unfinished.is_there(services, job.record.job_id, kept):
        draw(scene, services.parts_dir, job.work_dir, progress)
        unfinished.share(services, job.record.job_id, kept)
    return kept


def _order() -> type[BlogOrder]:
    from films.blog_order import BlogOrder

    return BlogOrder


def whole_film(storyboard: ArticleFilm, aspect_ratio: AspectRatio, resolution: Resolution) -> VideoRequest:
    """The whole film as a generator would be asked for it."""
    return VideoRequest(
        prompt=storyboard.title,
        duration_s=storyboard.film.duration_s,
        aspect_ratio=aspect_ratio,
        resolution=resolution,
        priority="balanced",
        audio=True,
        seed=storyboard.film.seed,
        backend=EMBEDDED,
    )


def _check_files(storyboard: ArticleFilm, music_file: str | None) -> None:
    files = [("picture", path) for path in storyboard.pictures] + [("music", path) for path in [music_file] if path]
    for kind, path in files:
        if not Path(path).is_file():
            raise NotFoundError(f"The {kind} {Path(path).name!r} is no longer there.", hint="Call blog_to_video again.")


class _FinishedScenes(NamedTuple):
    """The film's scenes as they turned out: their files, what is heard, and what is told of both."""

    real: RealScenes
    files: Sequence[Path]
    voiced: Heard
    music: Music
    told: Sequence[str]
    filmed_by: Sequence[tuple[Path, str]]

    @property
    def is_drawn(self) -> bool:
        """Whether all of it was drawn here."""
        return not (self.filmed_by or self.real.credits)


def _finished(services: Services, job: JobContext, order: BlogOrder, drawn: _FinishedScenes) -> JobResult:
    """Join the scenes, add the captions, measure, store."""
    from films.article.film import join
    from films.edited import edited_film
    from media.captions import burn
    from media.captions.model import validate_cues
    from media.captions.subtitles import to_srt, to_vtt
    from painter import text_facts

    storyboard, spoken = drawn.real.storyboard, drawn.voiced.spoken
    narration = spoken.narration if spoken else None
    film = job.work_dir / "joined.mp4"
    voice = narration.voice if narration else ()
    join(storyboard, drawn.files, film, job.work_dir, voice, drawn.music.file, sentence(drawn.real.credits))
    body, around = film, with_bookends(services, job, film, order.intro, order.outro)
    subtitles: dict[str, str] = {}
    language = narration.language if narration else storyboard.language
    reason = job.record.plan.reason if job.record.plan else ""
    planned_s = order.storyboard.film.duration_s
    notes = [drawn.real.told or reason, *order.notes, *drawn.told, *length_notes(spoken, planned_s)]
    notes += sounds.in_vain(services, job.record.job_id, order, drawn.voiced.who)
    heard = sounds.credits_of(services, job.record.job_id, storyboard, drawn.voiced.who, drawn.music)
    if order.captions and not (narration or any(note.lines for note in storyboard.scenes)):
        notes.append("Nothing is said, so there are no captions.")
    elif order.captions:
        if narration:
            cues, note = spoken_captions(narration)
            notes.append(note)
        else:
            cues = validate_cues(storyboard.cues(), storyboard.film.duration_s)
        cues = around.later(cues)
        subtitles = {"captions.srt": to_srt(cues), TRACK_NAME: to_vtt(cues)}
        film = job.work_dir / "captioned.mp4"
        # Sentences stand in the picture already, so the track waits until somebody asks for it.
        burn.soft(around.path, cues, film, language=_track_language(language), shown=False)
    else:
        film = around.path
    edited = edited_film(
        storyboard,
        asked_s=storyboard.film.duration_s if order.takes_its_time else order.duration_s + drawn.real.added_s,
        is_narrated=narration is not None,
        source=order.source,
        facts=text_facts(storyboard.film, [Path(picture) for picture in storyboard.pictures]),
    )
    request = whole_film(storyboard, order.aspect_ratio, order.resolution)
    is_alone = around.path == body
    checked = services.judge.check(film if is_alone else body, request, is_drawn=drawn.is_drawn, edited=edited)
    video = deliver(
        services,
        job,
        film,
        checked=checked if is_alone else None,
        subtitles=subtitles,
        poster_s=around.before_s + storyboard.poster_s,
        credits_text="\n".join(filter(None, (drawn.real.credits_text, sounds_text(storyboard.title, heard)))),
        made=around.making(
            of_article(
                clips=drawn.filmed_by,
                stock=drawn.real.credits,
                pictures=[Path(one) for one in storyboard.shown],
                sounds=heard,
                music=drawn.music.file,
            )
        ),
    )
    message = " ".join(["Done.", *filter(None, (*notes, *around.notes))])
    return JobResult(video=video, quality=checked.quality, message=message, stock=drawn.real.credits, sounds=heard)


def _track_language(said: str) -> str:
    """The article's language as tracks carry it, where it is one we know."""
    from media.captions.languages import language_code

    try:
        return language_code(said or "und")
    except InvalidInputError:
        return "und"
