"""How a job's files were made, as their content credentials say it: never what was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from films.clips import MadeFilm
from footage.credits import StockCredit
from footage.domain import EMBEDDED
from footage.errors import NotFoundError
from footage.job_ids import JOB_ID
from footage.ports.jobs import JobRecord
from footage.ports.records import Document, JobPlan
from footage.provenance import Ingredient, Making, SourceType, Step
from footage.sounds import SoundCredit

FILM_TITLE = "Footage film"
_MOST_PARTS = 40
_MOST_CHANGES = 50
_BY_MODEL: SourceType = "trainedAlgorithmicMedia"
_PARTLY_BY_MODEL: SourceType = "compositeWithTrainedAlgorithmicMedia"
_DRAWN: SourceType = "digitalCreation"
_BY_RULES: SourceType = "algorithmicMedia"
_RULED_ENGINES = frozenset({"espeak-ng"})
"""Programs that speak by rules, and not by what they have learned from voices."""


def of_generated(film: MadeFilm, job: JobRecord, job_of: Callable[[str], JobRecord]) -> Making:
    """A film from a prompt: drawn here, found, made by a model in one go, or joined of clips that it made.

    Args:
        film: The film.
        job: Whose it is; the pictures that it began from, and the film that it goes on from, keep their credentials.
        job_of: Finds the caller's jobs.
    """
    if film.stock:
        return Making(source="composite", parts=_stock(film.stock, [film.path]))
    if film.backend == EMBEDDED:
        return Making(source=_DRAWN)
    return replace(of_clips(film.clips, film.path, film.model), inputs=_inputs(job.order_document, job_of))


def of_clips(clips: Sequence[Path], film: Path, model: str) -> Making:
    """A film that a model made.

    Args:
        clips: What it is made of, as the vendor gave it; empty where that is the film itself.
        film: The film.
        model: The model.
    """
    if len(clips) > 1:
        parts = [_clip(clip, model, f"clip {at}") for at, clip in enumerate(clips, 1)]
        return Making(source=_PARTLY_BY_MODEL, maker=model, parts=tuple(parts[:_MOST_PARTS]))
    original = next(iter(clips), film)
    if original != film:
        return Making(parent=_clip(original, model, "original"))
    return Making(source=_BY_MODEL, maker=model)


def of_article(
    *,
    clips: Iterable[tuple[Path, str]],
    stock: Sequence[StockCredit],
    pictures: Sequence[Path],
    sounds: Sequence[SoundCredit],
    music: Path | None,
) -> Making:
    """A film of an article.

    Args:
        clips: Its scenes that a model made, and the model.
        stock: Whose footage is in it.
        pictures: Pictures and cut footage that it shows.
        sounds: Who narrates it, and whose music plays.
        music: The file of that music; None where it was composed for the film, or there is none.
    """
    by_model = [_clip(clip, model, f"scene {at}") for at, (clip, model) in enumerate(clips, 1)]
    footage = [one for one in pictures if one.suffix == ".mp4"]
    shown = [Ingredient(path=one, title="picture") for one in dict.fromkeys(pictures) if one not in footage]
    played = next((one for one in sounds if one.kind == "music"), None)
    heard = [_music(music, played)] if music else []
    parts = (*by_model, *_stock(stock, footage), *shown, *heard)[:_MOST_PARTS]
    voices = [one for one in sounds if one.kind == "voice"]
    steps = tuple(Step(what="narration", source=_spoken(one), maker=_speaker(one)) for one in voices)
    source = _PARTLY_BY_MODEL if by_model else "composite" if parts else _DRAWN
    return Making(source=source, parts=parts, steps=steps)


def of_change(
    job_of: Callable[[str], JobRecord],
    source: Path,
    source_job_id: str | None,
    steps: Sequence[Step],
    parts: Iterable[tuple[Path, str | None]] = (),
) -> Making:
    """A film that was changed.

    Args:
        job_of: Finds the caller's jobs.
        source: The film as it came.
        source_job_id: The job that made it, if one did.
        steps: What was done to it.
        parts: Files that were put into it, and the jobs that made them.
    """
    placed = [_known(job_of, file, job_id, f"file {at}") for at, (file, job_id) in enumerate(dict.fromkeys(parts), 1)]
    parent = _known(job_of, source, source_job_id, "source film")
    return Making(parent=parent, parts=tuple(placed[:_MOST_PARTS]), steps=tuple(steps))


def _known(job_of: Callable[[str], JobRecord], file: Path, job_id: str | None, title: str) -> Ingredient:
    source, maker = _made_by(job_of, job_id)
    return Ingredient(path=file, title=title, source=source, maker=maker)


def drawn_step(what: str) -> Step:
    """A change by which something was drawn, written or cut, and no model asked."""
    return Step(what=what, source=_DRAWN)


def _inputs(order: Document, job_of: Callable[[str], JobRecord]) -> tuple[Ingredient, ...]:
    """What a model was given, as far as it is on this machine."""
    named = [order.get("start_image"), order.get("end_image"), *(order.get("reference_images") or ())]
    given = [Ingredient(path=Path(one), title="picture") for one in dict.fromkeys(named) if one]
    if before := order.get("continues"):
        given += _film_before(job_of, before)
    return tuple(one for one in given if one.path.is_file())


def _film_before(job_of: Callable[[str], JobRecord], named: str) -> list[Ingredient]:
    """The film that a model went on from, however the caller named it."""
    job_id = found[0] if (found := JOB_ID.search(named)) else None
    try:
        result = job_of(job_id).result if job_id else None
        path = named if job_id is None else result.video.path if result and result.video else None
        return [_known(job_of, Path(path), job_id, "film that it goes on from")] if path else []
    except NotFoundError:
        return []


def _clip(file: Path, model: str, title: str) -> Ingredient:
    return Ingredient(path=file, title=title, source=_BY_MODEL, maker=model)


def _stock(credits: Sequence[StockCredit], files: Sequence[Path]) -> tuple[Ingredient, ...]:
    """The clips that others have filmed, and who they are; what is there of each is the part that was cut."""
    if not files:
        return ()
    titled = [f"{one.source} {one.id}{f' by {one.author}' if one.author else ''}" for one in credits]
    return tuple(
        Ingredient(path=files[min(at, len(files) - 1)], title=title) for at, title in enumerate(dict.fromkeys(titled))
    )


def _spoken(voice: SoundCredit) -> SourceType:
    return _BY_RULES if voice.engine in _RULED_ENGINES else _BY_MODEL


def _speaker(voice: SoundCredit) -> str:
    """A vendor's voices are many to a model; a model of this machine is one voice."""
    return voice.model if voice.model and not voice.model.endswith(".onnx") else voice.voice


def _music(file: Path, played: SoundCredit | None) -> Ingredient:
    """A caller's file, of which nothing is known, or what a model has made."""
    if played is None or not played.model:
        return Ingredient(path=file, title="music")
    return Ingredient(path=file, title="music", source=_BY_MODEL, maker=played.model)


def _made_by(job_of: Callable[[str], JobRecord], job_id: str | None) -> tuple[SourceType | None, str]:
    """What the film of a job is, and by which model: for a film that lost its own credentials, or never had any."""
    for _ in range(_MOST_CHANGES):
        if job_id is None:
            break
        record = job_of(job_id)
        if record.plan is not None:
            return _planned(record.plan, is_found=bool(record.result and record.result.stock))
        job_id = record.order_document.get("source_job_id")
    return None, ""


def _planned(plan: JobPlan, *, is_found: bool) -> tuple[SourceType | None, str]:
    models = [one.backend for one in plan.scenes if one.request.look is None]
    if models:
        return _PARTLY_BY_MODEL, ", ".join(dict.fromkeys(models))
    if plan.is_drawn:
        return _DRAWN, ""
    return ("composite", "") if is_found or plan.scenes else (_BY_MODEL, plan.model)
