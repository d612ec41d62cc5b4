"""Files of jobs: on this machine wherever they were made, and on the web."""

from __future__ import annotations

import re
from pathlib import Path

from films.services import Services
from footage.ports.files import Link

VIDEO_URI = "footage://video/"
JOB_ID = re.compile(r"job_[0-9a-f]{20}")


def here(services: Services, path: str) -> Path | None:
    """The file of a job on this machine, downloaded when another one made it; None when it is nowhere.

    Args:
        services: For the storage.
        path: As the job's result has it: a path on the machine that made it.

    Raises:
        UnavailableError: The storage cannot be asked.
    """
    file = Path(path)
    if file.is_file():
        return file
    stored = _stored_as(file)
    return services.objects.ensure(*stored) if stored else None


def link(services: Services, path: str) -> Link | None:
    """A new link to a job's file; None where there are none.

    Raises:
        UnavailableError: The file could not be uploaded.
    """
    stored = _stored_as(Path(path))
    return services.objects.link(*stored) if stored else None


def _stored_as(path: Path) -> tuple[str, str] | None:
    """Job and name; None for a caller's own file, to which a job may only have added subtitles."""
    job_id, name = path.parent.name, path.name
    return (job_id, name) if JOB_ID.fullmatch(job_id) else None
