"""Speaks the lines of an article's film, and makes its scenes as long as they take.

Where they take another time than was thought, the film is staged again by what was heard.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from films.services import Services
from films.unfinished import is_there, share
from footage.errors import NotFoundError
from footage.ports.jobs import JobContext
from footage.threads import in_thread

if TYPE_CHECKING:
    from films.article.narration import Narration
    from films.article.storyboard import ArticleFilm
    from films.restaged import Refitted
    from films.script.documents import Script
    from media.speech.say import Speaker
    from media.speech.voices import Voice

_LASTS = "With this voice it lasts {lasts:g} s."
_LEFT_OUT = "Left out, as this voice takes its time: {scenes}."
_MOST_TRIES = 2
"""The first may need words that were not heard yet; after the second all are."""

_OPENINGS = frozenset({"title", "picture"})

Again = Callable[[Mapping[str, float]], "Refitted | None"]
"""Stages the film by how long its lines take, in seconds; None where its words are to stay."""

Said = Sequence[Sequence[tuple[str, Path]]]
"""The lines of each beat, and the sound files in which they are spoken."""


class Spoken(NamedTuple):
    """A narrated film.

    Attributes:
        narration: The film and its voice.
        script: What it was staged from; None where that is what was ordered.
        planned: Which beat of the film as it was ordered each of its beats is; -1 where there was none.
        notes: What is told of it.
    """

    narration: Narration
    script: Script | None
    planned: tuple[int, ...]
    notes: tuple[str, ...]


async def narrate(
    job: JobContext,
    services: Services,
    storyboard: ArticleFilm,
    voice: Voice | None,
    *,
    asked_s: float,
    until: float,
    keep: Collection[int] = (),
    again: Again = lambda _: None,
) -> Spoken | None:
    """Speak the lines that have not been spoken yet, scene by scene, and fit the film to them.

    Args:
        job: Whose work it is.
        services: For the folder where lines are kept.
        storyboard: The film as it was planned.
        voice: Who speaks, if anybody does.
        asked_s: The length that was asked for, in seconds.
        until: The share of the job that is done then, 0 to 1.
        keep: Beats that stay in the film whatever they take, by index.
        again: Stages the film where its voice takes another time than was thought.

    Returns:
        None without a voice, or where nothing can be said.

    Raises:
        NotFoundError: The voice has been removed since.
        FootageError: As in `media.speech.say.Speaker`.
    """
    from media.speech.say import Speaker

    if voice is None:
        return None
    if voice.model and not voice.model.is_file():
        raise NotFoundError(f"The voice {voice.name!r} is no longer there.", hint="Call blog_to_video again.")
    there, spoken = partial(is_there, services, job.record.job_id), partial(share, services, job.record.job_id)
    with await in_thread(Speaker, voice, services.parts_dir, job.work_dir, there, spoken) as speaker:

        async def say(film: ArticleFilm) -> Said:
            return await _all_said(job, speaker, film, until)

        return await fitted(storyboard, say, voice.language, asked_s=asked_s, keep=keep, again=again)


async def fitted(
    storyboard: ArticleFilm,
    say: Callable[[ArticleFilm], Awaitable[Said]],
    language: str,
    *,
    asked_s: float,
    keep: Collection[int] = (),
    again: Again = lambda _: None,
) -> Spoken | None:
    """Fit a film to a voice; other arguments and the answer are those of `narrate`.

    Args:
        storyboard: The film as it was planned.
        say: Speaks the lines of a film, those that were not spoken yet.
        language: Their language, a code such as "en".
        asked_s: See `narrate`.
        keep: See `narrate`.
        again: See `narrate`.
    """
    said = await say(storyboard)
    if not any(said):
        return None
    best = await in_thread(_as_planned, storyboard, said, language, asked_s, keep)
    heard_s: dict[str, float] = {}
    for _ in range(_MOST_TRIES):
        if _misses(best.narration, asked_s) == _AS_WANTED:
            break
        heard_s |= await in_thread(_heard_s, said)
        refitted = await in_thread(again, heard_s)
        if refitted is None:
            break
        said = await say(refitted.film)
        other = await in_thread(_as_refitted, refitted, said, language, asked_s, keep)
        best = min(best, other, key=lambda one: _misses(one.narration, asked_s))
    return best


def length_notes(spoken: Spoken | None, planned_s: float) -> list[str]:
    """What is told of a film that lasts longer or shorter than it was planned, as its voice is slow or quick."""
    from films.article.storyboard import TOLERANCE

    if spoken is None:
        return []
    narration = spoken.narration
    lasts_s = narration.storyboard.film.duration_s
    told = [_LEFT_OUT.format(scenes=", ".join(narration.dropped))] if narration.dropped else []
    lasts = [_LASTS.format(lasts=lasts_s)] if abs(lasts_s - planned_s) > TOLERANCE * planned_s else []
    return [*spoken.notes, *told, *lasts]


_AS_WANTED = (False, 0.0, 0)


def _misses(narration: Narration, asked_s: float) -> tuple[bool, float, int]:
    """How far a film is from what it should be, the gravest first: too long a title, its length, scenes left out."""
    from films.article.pacing import MOST_TITLE_S
    from films.article.storyboard import TOLERANCE

    opening = narration.storyboard.by_scene()[0]
    off = abs(narration.storyboard.film.duration_s / asked_s - 1)
    return (
        opening.note.kind in _OPENINGS and opening.duration_s > MOST_TITLE_S and not opening.note.is_timed,
        off if off > TOLERANCE else 0.0,
        len(narration.dropped),
    )


def _as_planned(storyboard: ArticleFilm, said: Said, language: str, asked_s: float, keep: Collection[int]) -> Spoken:
    from films.article.narration import fit_to_voice

    narration = fit_to_voice(storyboard, said, language, asked_s, keep=keep)
    return Spoken(narration, None, narration.kept, ())


def _as_refitted(refitted: Refitted, said: Said, language: str, asked_s: float, keep: Collection[int]) -> Spoken:
    from films.article.narration import fit_to_voice

    kept = [at for at, planned in enumerate(refitted.planned) if planned in keep]
    narration = fit_to_voice(refitted.film, said, language, asked_s, keep=kept)
    planned = tuple(refitted.planned[at] for at in narration.kept)
    return Spoken(narration, refitted.script, planned, refitted.notes)


def _heard_s(said: Said) -> dict[str, float]:
    """How long each line took, in seconds."""
    from media.audio import RATE_HZ
    from media.speech.mix import load

    return {line: len(load(file)) / RATE_HZ for beat in said for line, file in beat}


async def _all_said(
    job: JobContext, speaker: Speaker, storyboard: ArticleFilm, until: float
) -> list[list[tuple[str, Path]]]:
    said = []
    for at, scene in enumerate(storyboard.scenes):
        await job.report(until * at / len(storyboard.scenes), f"Speaking scene {at + 1} of {len(storyboard.scenes)}")
        said.append(await in_thread(_lines_said, speaker, scene.lines))
    return said


def _lines_said(speaker: Speaker, lines: tuple[str, ...]) -> list[tuple[str, Path]]:
    return [(line, file) for line in lines if (file := speaker.say(line))]
