"""What a job has made on its way, and what it begins with: also for the machine that goes on with it.

A job may be placed on one machine, begun on a second and finished on a third. What lies in the folders of one home is
lent to the others where they share a place for films (FOOTAGE_STORAGE); elsewhere all of this is about files here.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from films.services import SharedServices
from films.stored import local_file, stored_as
from footage.errors import FootageError
from footage.ports.records import Document, Order
from footage.ports.routing import Rendered
from media.credentials.originals import original_of

_INPUTS = "inputs"
_LENT = (_INPUTS, "parts")
"""Folders of a home in which orders name files."""


def keep(services: SharedServices, job_id: str, made: Path, kept: Path) -> None:
    """Put a finished part where it outlives a crash, and where another machine finds it. Blocking.

    Args:
        services: For the folder of parts.
        job_id: Whose it is.
        made: The file; it is moved.
        kept: Where it stays, within the folder of parts.
    """
    with made.open("rb") as file:
        os.fsync(file.fileno())
    kept.parent.mkdir(parents=True, exist_ok=True)
    made.replace(kept)
    share(services, job_id, kept)


def share(services: SharedServices, job_id: str, kept: Path) -> None:
    """Let another machine find a part. Blocking."""
    if services.objects.lends:
        services.objects.keep(_key(services, job_id, kept), kept)


def is_there(services: SharedServices, job_id: str, kept: Path) -> bool:
    """Whether a part is here; where another machine has made it, it is now. Blocking."""
    return kept.is_file() or services.objects.fetch(_key(services, job_id, kept), kept)


def keep_as_it_came(services: SharedServices, job_id: str, rendered: Rendered, kept: Path) -> None:
    """Put the vendor's own file beside a clip that was kept, where it brought content credentials. Blocking."""
    if rendered.original and rendered.original.is_file():
        keep(services, job_id, rendered.original, original_of(kept))


def as_it_came(services: SharedServices, job_id: str, kept: Path) -> Path:
    """The vendor's own file of a clip, where that brought content credentials which the clip has not. Blocking.

    Where another machine has it and cannot be asked, the clip itself is enough.
    """
    original = original_of(kept)
    try:
        found = original.is_file() or (services.objects.lends and is_there(services, job_id, original))
    except FootageError:
        found = False
    return original if found else kept


def forget(services: SharedServices, job_id: str) -> None:
    """The film is delivered: nobody goes on with it. Blocking."""
    services.objects.forget(job_id)


def lend(services: SharedServices, order: Order) -> None:
    """Let the machine that takes a job find the files that its order names. Blocking."""
    if not services.objects.lends:
        return

    def lent(name: str) -> str:
        file = Path(name)
        if (place := _place_in_home(file)) and file.is_relative_to(services.home) and file.is_file():
            services.objects.keep(f"{_INPUTS}/{place}", file)
        return name

    _each_path(order.model_dump(mode="json"), lent)


def brought(services: SharedServices, order: Document) -> Document:
    """An order with the files of another machine's home as they are here; what is nowhere stays as it is. Blocking."""
    if not services.objects.lends:
        return order
    found: Document = _each_path(order, lambda name: str(_here(services, Path(name))))
    return found


def _here(services: SharedServices, file: Path) -> Path:
    if file.is_file():
        return file
    if stored_as(file):
        return local_file(services, str(file)) or file
    place = _place_in_home(file)
    if place is None:
        return file
    here = services.home / place
    return here if here.is_file() or services.objects.fetch(f"{_INPUTS}/{place}", here) else file


def _place_in_home(file: Path) -> PurePosixPath | None:
    """Where a file is within its home, whichever machine's that is; None outside of what is lent."""
    parts = file.parts
    at = next((at for at in range(len(parts) - 2, 0, -1) if parts[at] in _LENT), None)
    return PurePosixPath(*parts[at:]) if at is not None and ".." not in parts else None


def _key(services: SharedServices, job_id: str, kept: Path) -> str:
    return f"{job_id}/{kept.relative_to(services.parts_dir).as_posix()}"


def _each_path(value: Any, change: Callable[[str], str]) -> Any:
    """A document with a change made to every text in it that is a whole path."""
    if isinstance(value, str):
        return change(value) if value.startswith("/") and len(value) < 4096 and "\n" not in value else value
    if isinstance(value, Mapping):
        return {name: _each_path(one, change) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_each_path(one, change) for one in value]
    return value
