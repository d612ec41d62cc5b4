"""What is heard in an article's film: who narrates it, which music plays, and whose both are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from films.narrated import Again, Said, Spoken, fitted, narrate
from films.services import Services
from films.sound_credits import composed, from_file
from footage.errors import DatabaseAwayError, FootageError, GeneratorError, MoneyError, UnavailableError
from footage.money import ZERO, Money
from footage.ports.jobs import JobContext
from footage.sounds import PaidMusic, PaidVoice, SoundCredit

if TYPE_CHECKING:
    from films.article.storyboard import ArticleFilm
    from films.blog_order import BlogOrder
    from media.speech.voices import Voice

_UNHEARD = "{title} ({backend}) does not narrate: {why}"
_INSTEAD = "{name} ({engine}) narrates instead."
_UNPLAYED = "{backend} made no music, so Footage's own plays: {why}"
_IN_VAIN = "What {backend} said and is not in the film cost {cost}."


class Heard(NamedTuple):
    """A narrated film, who narrates it, and what is told of that."""

    spoken: Spoken | None
    who: PaidVoice | Voice | None
    notes: tuple[str, ...]


class Music(NamedTuple):
    """The file that plays, if any does, who made it for money and by which wish, and what is told of it."""

    file: Path | None
    backend: str
    prompt: str
    notes: tuple[str, ...]


async def heard(
    services: Services,
    job: JobContext,
    order: BlogOrder,
    storyboard: ArticleFilm,
    *,
    until: float,
    keep: Collection[int],
    again: Again,
) -> Heard:
    """Let the first voice that can be had narrate: those for money in their order, then one of this machine.

    Args:
        services: For the paid path and the folder of lines.
        job: Whose work it is.
        order: Who is to narrate.
        storyboard: The film as it was planned.
        until: As in `narrate`, like the rest.
        keep: Likewise.
        again: Likewise.

    Raises:
        FootageError: Somebody was asked for, and nobody can.
    """
    told: list[str] = []
    failed: FootageError | None = None
    names = tuple(dict.fromkeys(one.backend for one in order.sounds.voices))
    for voice in order.sounds.voices:
        try:
            language = voice.language.partition("-")[0] or storyboard.language
            say = _Bought(services, job, voice, names, until)
            spoken = await fitted(storyboard, say, language, asked_s=order.duration_s, keep=keep, again=again)
            if failed and spoken:
                told.append(_INSTEAD.format(name=voice.title or voice.voice, engine=voice.backend))
            return Heard(spoken, voice if spoken else None, tuple(told))
        except (GeneratorError, MoneyError, UnavailableError) as exc:
            if isinstance(exc, DatabaseAwayError):
                raise
            failed = exc
            told.append(_UNHEARD.format(title=voice.title or voice.voice, backend=voice.backend, why=_short(exc)))
    if failed and order.voice is None and order.sounds.must_speak:
        raise failed
    spoken = await narrate(
        job, services, storyboard, order.voice, asked_s=order.duration_s, until=until, keep=keep, again=again
    )
    if failed and order.voice and spoken:
        told.append(_INSTEAD.format(name=order.voice.name, engine=order.voice.engine))
    return Heard(spoken, order.voice if spoken else None, tuple(told))


async def music_of(services: Services, job: JobContext, order: BlogOrder) -> Music:
    """The music that was ordered; where it cannot be had, the film plays what Footage composes."""
    wanted = order.sounds.music
    if wanted is None:
        return Music(Path(order.music_file) if order.music_file else None, "", "", ())
    made, why = await or_none(services, job, wanted)
    if made is None:
        return Music(None, "", "", (why,))
    return Music(made, wanted.backend, wanted.prompt, ())


async def or_none(services: Services, job: JobContext, wanted: PaidMusic) -> tuple[Path | None, str]:
    """Music for money; None where it cannot be had, and why."""
    await job.report(0.0, f"{wanted.backend} is making music")
    try:
        return await services.sound_maker.compose(job, wanted, (wanted.backend,)), ""
    except (GeneratorError, MoneyError, UnavailableError) as exc:
        if isinstance(exc, DatabaseAwayError):
            raise
        return None, _UNPLAYED.format(backend=wanted.backend, why=_short(exc))


def charged(services: Services, job_id: str, backend: str) -> Money:
    """What a job was charged by one backend. Blocking."""
    costs = (one.cost for one in services.attempts.of_job(job_id) if one.backend == backend and one.cost)
    return sum(costs, ZERO)


def in_vain(services: Services, job_id: str, order: BlogOrder, who: PaidVoice | Voice | None) -> list[str]:
    """What was paid for lines of a voice that then did not narrate. Blocking."""
    used = who.backend if isinstance(who, PaidVoice) else ""
    names = dict.fromkeys(one.backend for one in order.sounds.voices if one.backend != used)
    costs = {name: charged(services, job_id, name) for name in names}
    return [_IN_VAIN.format(backend=name, cost=cost) for name, cost in costs.items() if cost]


def credits_of(
    services: Services, job_id: str, storyboard: ArticleFilm, who: PaidVoice | Voice | None, music: Music
) -> tuple[SoundCredit, ...]:
    """Where every sound of a film is from, and under which licence. Blocking."""
    voice: Iterable[SoundCredit] = ()
    if isinstance(who, PaidVoice):
        cost = charged(services, job_id, who.backend)
        voice = (services.sounds.credit(who.backend, who.title or who.voice, cost),)
    elif who is not None:
        voice = (
            SoundCredit(
                kind="voice",
                engine=who.engine,
                model=who.model.name if who.model else "",
                voice=who.name,
                licence=who.licence,
            ),
        )
    return (*voice, *_music_credit(services, job_id, storyboard, music))


class _Bought:
    """Speaks the lines of a film for money; those that were said before are there already."""

    def __init__(
        self, services: Services, job: JobContext, voice: PaidVoice, reserved: Sequence[str], until: float
    ) -> None:
        self._services, self._job, self._voice = services, job, voice
        self._reserved, self._until = reserved, until

    async def __call__(self, film: ArticleFilm) -> Said:
        name = self._voice.title or self._voice.voice
        await self._job.report(self._until / 4, f"{name} ({self._voice.backend}) is narrating")
        lines = [line for scene in film.scenes for line in scene.lines]
        files = await self._services.sound_maker.speak(self._job, self._voice, lines, self._reserved)
        return [[(line, files[line]) for line in scene.lines if line in files] for scene in film.scenes]


def _music_credit(services: Services, job_id: str, storyboard: ArticleFilm, music: Music) -> Iterable[SoundCredit]:
    if music.backend:
        yield services.sounds.credit(music.backend, music.prompt, charged(services, job_id, music.backend))
    elif music.file:
        yield from_file(music.file.name)
    elif bed := storyboard.film.bed:
        yield composed(bed)


def _short(error: FootageError) -> str:
    return f"{error.message.rstrip('.')}."
