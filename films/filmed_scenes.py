"""Scenes of an article's film that a generator makes: which, for how much, and each of them paid for once.

A scene that shows a place may be filmed instead of drawn; one that a script wants filmed is, if anybody can. Its clip
is kept by what it shows, so that neither a crash nor a changed paragraph elsewhere pays for it again; one that cannot
be made is drawn after all.
"""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from films.clips import ENDS_THE_RUN, with_slow_start
from films.contexts import ClipContext
from films.mending import forget_repairs, mended_clip
from films.services import CallersServices, Services
from films.unfinished import is_there, keep, keep_as_it_came
from footage.caller import Owner
from footage.domain import EMBEDDED, AspectRatio, Priority, Resolution, VideoRequest
from footage.errors import (
    FootageError,
    InvalidInputError,
    KeyLimitError,
    MoneyError,
    UnavailableError,
    VendorFailedError,
)
from footage.faults import crash_point
from footage.money import ZERO, Money
from footage.ports.jobs import JobContext, JobRecord
from footage.ports.money import Hold
from footage.ports.records import KEPT, FilmedScene
from footage.threads import in_thread

if TYPE_CHECKING:
    from films.article.storyboard import ArticleFilm

FOOTAGE = "footage"
KEPT_S = 90 * 86_400.0
"""How long paid clips are kept for another film of the same article, in seconds."""


def key_of(scene: FilmedScene) -> str:
    """A name for what is shown, whoever makes it and however long it is."""
    shown = (scene.request.prompt, scene.request.aspect_ratio, scene.request.resolution)
    return hashlib.sha256("\n".join(shown).encode()).hexdigest()[:40]


def choose(
    services: CallersServices,
    storyboard: ArticleFilm,
    *,
    aspect_ratio: AspectRatio,
    resolution: Resolution,
    priority: Priority,
    limit: Money | None,
    apart: Collection[int] = (),
    only_named: bool = False,
) -> list[FilmedScene]:
    """The scenes to be filmed, in the film's order, for as long as the money lasts.

    Args:
        services: For the router, the budget and the clips that the caller's team has paid for.
        storyboard: The film.
        aspect_ratio: Its shape.
        resolution: Its size.
        priority: What matters most; where a drawing is worth more for its price, it stays.
        limit: The most that all of them may cost.
        apart: Beats that show something else, by index.
        only_named: Only scenes whose backend the script names.

    Raises:
        FootageError: A backend that a scene names cannot film it, or not for this money; the message names the scene.
    """
    left = services.budget.available()
    left = max(ZERO, left if limit is None else min(left, limit))
    chosen: list[FilmedScene] = []
    for index, (note, beat) in enumerate(zip(storyboard.scenes, storyboard.film.beats, strict=True)):
        if not note.prompt or index in apart or (only_named and not note.backend):
            continue
        request = VideoRequest(
            prompt=note.prompt,
            duration_s=max(1.0, math.ceil(beat.duration_s)),
            aspect_ratio=aspect_ratio,
            resolution=resolution,
            priority=priority,
            audio=False,
            seed=storyboard.film.seed,
            backend=note.backend or None,
        )
        try:
            scene = _offered(services, index, request, left, is_wished=note.kind == "film")
        except (InvalidInputError, KeyLimitError, MoneyError, UnavailableError) as exc:
            if not note.backend:
                raise
            raise type(exc)(f"Scene {note.scene_id}: {exc.message}", hint=exc.hint) from exc
        if scene:
            chosen.append(scene)
            left -= scene.hold.amount
    return chosen


def holds(scenes: Sequence[FilmedScene]) -> tuple[Hold, ...]:
    """What to reserve, scene by scene."""
    return tuple(one.hold for one in scenes if one.order)


def cut_apart(storyboard: ArticleFilm, filmed: Collection[int]) -> ArticleFilm:
    """The film with straight cuts around filmed scenes: a drawing cannot melt into what is not there yet.

    Args:
        storyboard: The film.
        filmed: Which of its beats are filmed, by index.
    """
    beats = tuple(
        beat.model_copy(update={"transition": "cut"}) if {index, index - 1} & {*filmed} else beat
        for index, beat in enumerate(storyboard.film.beats)
    )
    return storyboard.model_copy(update={"film": storyboard.film.model_copy(update={"beats": beats})})


async def film_scenes(
    services: Services, job: JobContext, scenes: Sequence[FilmedScene], start: float, until: float
) -> tuple[Mapping[int, Path], list[str]]:
    """Make the clips that are not there yet; after too many that stay bad, the rest is not bought.

    Args:
        services: For the paid path.
        job: Whose scenes they are.
        scenes: As `choose` found them.
        start: Where the job's progress is, 0 to 1.
        until: Where it is afterwards.

    Returns:
        The clip of each scene, by its place in the film, and what became of those that could not be made.

    Raises:
        JobCancelledError: The job was asked to stop.
        HandOnError: This process lacks what a backend needs.
        RunOverError: Another process runs the job now.
        DatabaseAwayError: The job is to be run again from the top: it finds how far it got.
    """
    errors: dict[int, Exception] = {}
    shares = [0.0] * len(scenes)

    def kept(scene: FilmedScene) -> Path:
        return _kept(services.parts_dir, job.record.caller, scene)

    job_id, absent = job.record.job_id, []
    for index, scene in enumerate(scenes):
        if not await in_thread(is_there, services, job_id, kept(scene)):
            absent.append((index, scene))

    async def make(place: int) -> int:
        index, scene = absent[place]
        part = ClipContext(job, index, shares, (start, until), "Filmed scene")
        try:
            await in_thread(part.work_dir.mkdir, exist_ok=True)
            name = part_of(scene)
            rendered = await services.renderer.render(part, scene.request, scene.order, name)
            clip, quality = await mended_clip(services, job, scene.request, rendered, name)
            if quality.verdict in services.mender.stops:
                errors[scene.scene] = VendorFailedError(f"{clip.backend}'s clip stays bad.", backend=clip.backend)
                return 0
            await in_thread(keep, services, job_id, clip.path, kept(scene))
            await in_thread(keep_as_it_came, services, job_id, rendered, kept(scene))
            crash_point("filmed")
        except (FootageError, *ENDS_THE_RUN) as exc:
            errors[scene.scene] = exc
            return 0 if isinstance(exc, ENDS_THE_RUN) else 1
        return 2

    for _, scene in absent[await with_slow_start(len(absent), make) :]:
        errors[scene.scene] = VendorFailedError("The clips before it stay bad.", backend=scene.backend)
    await in_thread(forget_repairs, services, job.record.job_id)
    for error in errors.values():
        if isinstance(error, ENDS_THE_RUN):
            raise error
    clips = {scene.scene: kept(scene) for scene in scenes if scene.scene not in errors}
    return clips, [f"Scene {at + 1} was drawn instead: {error}" for at, error in sorted(errors.items())]


def part_of(scene: FilmedScene) -> str:
    """What a scene's attempts are called in the book."""
    return f"scene {scene.scene + 1}" + (f" clip {scene.take + 1}" if scene.take else "")


def keep_clip(services: Services, job: JobRecord, scene: FilmedScene, clip: Path) -> None:
    """Keep a clip that came too late for its film: the next one of the article has it for nothing."""
    keep(services, job.job_id, clip, _kept(services.parts_dir, job.caller, scene))


def _offered(
    services: CallersServices, index: int, request: VideoRequest, left: Money, *, is_wished: bool
) -> FilmedScene | None:
    """The scene with who would film it; None where it is better drawn, or nobody can film what was wished for."""
    known = FilmedScene(scene=index, order=(), hold=Hold(ZERO, KEPT), request=request)
    if _kept(services.parts_dir, services.caller, known).is_file():
        return known
    plan, quote = services.router.plan(request, left, here=True)  # the article's other scenes are made here, too
    scores = {one.backend: one.score for one in plan.considered if one.score is not None}
    able = services.router.able(request, plan.order)
    drawing = -math.inf if is_wished else scores.get(_drawn(plan.order, able), -math.inf)
    worth = [name for name in able if scores[name] > drawing]
    if not worth or worth[0] != plan.order[0]:
        return None
    return FilmedScene(scene=index, order=tuple(worth), hold=Hold(quote.cost, worth[0]), request=request)


def _drawn(order: Sequence[str], able: Sequence[str]) -> str:
    """The backend of last resort, which draws."""
    return next((name for name in order if name not in able), "")


def _kept(parts_dir: Path, owner: Owner, scene: FilmedScene) -> Path:
    return parts_dir / FOOTAGE / f"{owner.own(key_of(scene))}.mp4"


def forget(services: Services) -> None:
    """Remove clips that were paid for long ago."""
    for clip in (services.parts_dir / FOOTAGE).glob("*.*"):
        with suppress(FileNotFoundError):  # another job forgets too
            if clip.stat().st_mtime < time.time() - KEPT_S:
                clip.unlink()


def undone(storyboard: ArticleFilm, scenes: Sequence[FilmedScene], *, real: bool = False) -> str:
    """Which scenes were to be filmed and are drawn, in one sentence; empty where there is none."""
    made = {one.scene for one in scenes}
    wished = [(at, note) for at, note in enumerate(storyboard.scenes) if note.kind == "film" and note.prompt]
    drawn = [note.scene_id for at, note in wished if at not in made and note.backend != EMBEDDED]
    if drawn and real:
        return f"{', '.join(drawn)} are drawn: their prompts name nothing to look for, so give them a stock_query."
    return f"Nobody here films {', '.join(drawn)} at this size, length and price: drawn instead." if drawn else ""


def summary(scenes: Sequence[FilmedScene], count: int) -> str:
    """Who films how many of the scenes, in one sentence."""
    by = ", ".join(sorted({one.backend for one in scenes if one.order})) or "an earlier film"
    return f"{len(scenes)} of {count} scenes are filmed by {by}, the others are drawn."
