"""What is known of a film from the job that made it, through the jobs that only changed it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from films.sound_credits import sounds_text
from films.stock.told import credits_text
from footage.credits import StockCredit
from footage.ports.jobs import JobRecord
from footage.sounds import SoundCredit
from footage.verdicts import Editing

_MOST_CHANGES = 50
_EDIT = "edit_video"
"""The tool that changes when things are shown, and what: what was said of a film's texts and times holds no longer."""


@dataclass(frozen=True, kw_only=True)
class Footage:
    """Whose footage and sounds are in a film, and the same as the text of a file; empty for nobody's."""

    stock: tuple[StockCredit, ...] = ()
    sounds: tuple[SoundCredit, ...] = ()
    text: str = ""


def footage_of(job_of: Callable[[str], JobRecord], job_id: str | None) -> Footage:
    """Whose footage and sounds are in the film of a job; they stay theirs, whatever is done to the film.

    Args:
        job_of: Finds the caller's jobs.
        job_id: The job; None where no job made the film.
    """
    record = job_of(job_id) if job_id else None
    if record is None or record.result is None:
        return Footage()
    stock, sounds = record.result.stock, record.result.sounds
    texts = (credits_text(record.title, stock) if stock else "", sounds_text(record.title, sounds))
    return Footage(stock=stock, sounds=sounds, text="\n".join(filter(None, texts)))


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where a film comes from.

    Attributes:
        is_drawn: Whether Footage drew all of it.
        editing: What was said of it when it was put together; None for films that were not.
    """

    is_drawn: bool = False
    editing: Editing | None = None


def origin_of(job_of: Callable[[str], JobRecord], job_id: str | None) -> Origin:
    """Where the film of a job comes from: captions, enhancements and edits leave a drawn film a drawn one.

    Args:
        job_of: Finds the caller's jobs.
        job_id: The job; None where no job made the film.
    """
    editing: Editing | None = None
    is_edited = False
    for _ in range(_MOST_CHANGES):
        if job_id is None:
            break
        record = job_of(job_id)
        quality = record.result.quality if record.result else None
        is_edited = is_edited or record.tool == _EDIT
        editing = editing or (quality.editing if quality and not is_edited else None)
        if record.plan is not None:
            return Origin(is_drawn=record.plan.is_drawn, editing=editing)
        job_id = record.order_document.get("source_job_id")
    return Origin(editing=editing)
