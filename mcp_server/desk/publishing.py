"""A film on the web for good."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from footage.errors import InvalidInputError

if TYPE_CHECKING:
    from films.services import Services


def published(services: Services, job_id: str) -> tuple[str, str]:
    """Give a film an address that stays: the one of its page, and of the film itself. Blocking.

    Raises:
        NotFoundError: There is no such job.
        InvalidInputError: The job has no film of its own, or nothing says where this installation is on the web.
    """
    from films.stored import stored_as

    if services.links is None:
        raise InvalidInputError(
            "Nothing says where Footage is on the web.",
            hint="Set FOOTAGE_PUBLIC_URL to the address under which people reach `footage serve`.",
        )
    video = (record := services.jobs.get(job_id)).result and record.result.video
    stored = stored_as(Path(video.path)) if video and video.path else None
    if stored is None or stored[0] != job_id:
        raise InvalidInputError(f"{job_id} is {record.status} and has no film of its own.", hint="Name another job.")
    page = services.links.published(services.publications.publish(job_id))
    return page, f"{page}/{stored[1]}"
