"""Single frames of films that are there, as small JPEG files: to compare films, and to choose a moment."""

from __future__ import annotations

from pathlib import Path

from films.previews import kept
from films.services import CallersServices, SharedServices
from films.stored import local_file
from footage.errors import InvalidInputError, NotFoundError
from tools.inputs import resolve_video

_KEPT = 500
"""Frames that are kept on this machine."""

_MOST_S = 1e6


def frame_of(services: CallersServices, video: str, at_s: float) -> Path:
    """The frame that a film shows at a moment. Blocking.

    Args:
        services: For the films that the caller may see.
        video: As tools take it.
        at_s: Seconds from the film's start; past its end means the last frame.

    Raises:
        FootageError: As `tools.inputs.resolve_video`, and where the film cannot be read.
    """
    return _drawn(services, resolve_video(services, video).path, at_s)


def frame_before(services: CallersServices, job_id: str, at_s: float) -> Path:
    """The frame that the film showed at a moment before a job of the caller's worked on it. Blocking.

    Raises:
        NotFoundError: The job is not there, worked on no film, or that film is gone.
    """
    record = services.jobs.get(job_id)
    named = record.order_document.get("source")
    path = local_file(services, str(named)) if named else None
    if path is None:
        raise NotFoundError("The film that this was made from is not here any more.")
    return _drawn(services, path, at_s)


def _drawn(services: SharedServices, film: Path, at_s: float) -> Path:
    from media.contact_sheet import poster_at
    from media.probe import probe

    if not 0 <= at_s < _MOST_S:
        raise InvalidInputError("A moment is a number of seconds from the film's start.")

    def read() -> bytes:
        info = probe(film)
        return poster_at(info, max(0.0, min(at_s, info.duration_s - 1 / info.fps)))

    stat = film.stat()
    shows = f"{film}\n{stat.st_mtime_ns}\n{stat.st_size}\n{at_s:.3f}"
    return kept(services.home, "frames", shows, read, _KEPT)
