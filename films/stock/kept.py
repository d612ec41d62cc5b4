"""Clips of real footage that are kept for another film of the same article, each with whose it is beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from films.filmed_scenes import FOOTAGE
from films.services import Services
from films.unfinished import is_there, keep, share
from footage.caller import Owner
from footage.credits import StockCredit
from footage.errors import UnsupportedMediaError
from footage.ports.jobs import JobRecord
from footage.ports.records import FilmedScene
from media.assembly import length_s
from media.stock.stretch import SLOWEST

_CREDITS = TypeAdapter(tuple[StockCredit, ...])


def key_of(scene: FilmedScene) -> str:
    """A name for a clip: the words that it was looked for with, and which use of them in its film it is."""
    asked = scene.request
    shown = ("real", asked.stock_query, asked.aspect_ratio, asked.resolution, str(scene.take))
    return hashlib.sha256("\n".join(shown).encode()).hexdigest()[:40]


def clip_file(parts_dir: Path, owner: Owner, scene: FilmedScene) -> Path:
    """Where a clip is kept; whose it is stands beside it."""
    return parts_dir / FOOTAGE / f"{owner.own(key_of(scene))}.mp4"


def is_kept(parts_dir: Path, owner: Owner, scene: FilmedScene) -> bool:
    """Whether a clip is there from an earlier film, and it is known whose it is."""
    file = clip_file(parts_dir, owner, scene)
    return file.is_file() and bool(credits_of(file))


def lasts(file: Path, duration_s: float) -> bool:
    """Whether a kept clip can be shown for so long, in seconds, with the little more that was asked for."""
    try:
        return length_s(file) >= SLOWEST * duration_s
    except UnsupportedMediaError:
        return False


def is_found(services: Services, job: JobRecord, scene: FilmedScene) -> bool:
    """The same for a job that goes on, which another machine may have begun."""
    file = clip_file(services.parts_dir, job.caller, scene)
    return all(is_there(services, job.job_id, one) for one in (file.with_suffix(".json"), file)) and bool(
        credits_of(file)
    )


def keep_clip(services: Services, job_id: str, made: Path, file: Path, credits_: Sequence[StockCredit]) -> None:
    """Keep a clip with its credits."""
    file.parent.mkdir(parents=True, exist_ok=True)
    said = json.dumps([one.model_dump(mode="json") for one in credits_], ensure_ascii=False)
    file.with_suffix(".json").write_text(said, encoding="utf-8")
    share(services, job_id, file.with_suffix(".json"))
    keep(services, job_id, made, file)


def credits_of(file: Path) -> tuple[StockCredit, ...]:
    """Whose footage a kept clip is; nothing where that is not known."""
    try:
        said = file.with_suffix(".json").read_bytes()
        return _CREDITS.validate_json(said, extra="ignore")
    except (OSError, ValidationError):
        return ()
