"""Files of jobs: on this machine wherever they were made, and on the web."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from pathlib import Path

from films.services import SharedServices
from footage.job_ids import JOB_ID, UPLOAD_ID
from footage.ports.files import Link
from footage.ports.jobs import JobRecord
from footage.ports.records import JobResult

VIDEO_URI = "footage://video/"


def local_file(services: SharedServices, path: str) -> Path | None:
    """A job's file on this machine, downloaded where another machine made it; None when it is nowhere.

    Args:
        services: For the storage.
        path: As the job's result has it: a path on the machine that made it.

    Raises:
        UnavailableError: The storage cannot be asked.
    """
    file = Path(path)
    if file.is_file():
        return file
    stored = stored_as(file)
    return services.objects.ensure(*stored) if stored else None


def link(services: SharedServices, path: str) -> Link | None:
    """A new link to a job's file; None where there are none.

    Raises:
        UnavailableError: The file could not be uploaded.
    """
    stored = stored_as(Path(path))
    return services.objects.link(*stored) if stored else None


@dataclass(frozen=True)
class Missing:
    """A film that a job made and that is not here: where it is or was, and what can be done about it."""

    where: str
    hint: str


def machine_name() -> str:
    """What this machine is called, for whoever looks for a film or a worker from another one."""
    return socket.gethostname()


def with_machine_name(result: JobResult) -> JobResult:
    """A job's result with the name of this machine, where its files are."""
    return result.model_copy(update={"made_on": machine_name()})


def missing(services: SharedServices, record: JobRecord, path: str) -> Missing:
    """What became of a file of a job that is not on this machine.

    Args:
        services: For the home that it may have been in.
        record: The job.
        path: As the job's result has it.
    """
    made_on, here = record.result and record.result.made_on, machine_name()
    file = Path(path)
    is_ours = stored_as(file) is None or file.is_relative_to(services.home)
    # A home can move to another machine with all that is in it; the film's other files then still tell that it is ours.
    if is_ours and (made_on in {None, here} or file.parent.is_dir()):
        return Missing(f"It was deleted, or moved away from {path}.", "Make it again if it is still wanted.")
    if made_on == here:
        return Missing(
            f"It was made in another FOOTAGE_HOME of this machine, and deleted or moved away from {path}.",
            "Make it again if it is still wanted.",
        )
    machine = f"the machine {made_on}" if made_on else "another machine"
    return Missing(
        f"It was made on {machine}, at {path} there.",
        "Ask the user to fetch it from there. Where every machine has the same FOOTAGE_STORAGE, all of them find it.",
    )


def stored_as(path: Path) -> tuple[str, str] | None:
    """Job or upload, and name; None for a caller's own file, to which a job may only have added subtitles."""
    folder, name = path.parent.name, path.name
    return (folder, name) if JOB_ID.fullmatch(folder) or UPLOAD_ID.fullmatch(folder) else None
