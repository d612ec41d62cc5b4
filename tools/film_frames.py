"""A frame of a film as a picture of its own, always the same file: whoever asks again gets the same job."""

from __future__ import annotations

import contextlib
import hashlib
import time
from pathlib import Path

from films.delivery import POSTER_NAME
from films.services import CallersServices
from tools.moments import POSTER, Moment

_POSTER_AT = 0.4
_FRAMES_KEPT_S = 30 * 86_400


def frame_of(services: CallersServices, film: Path, job_id: str | None, moment: Moment) -> Path:
    """The frame that a film shows at a moment, in full size, upright, in the colours of usual screens.

    Args:
        services: For the folder of parts.
        film: The film.
        job_id: The job that made it, if one did.
        moment: When.

    Raises:
        InvalidInputError: The film is shorter.
        UnsupportedMediaError: It cannot be read.
    """
    from media.joins import save_frame
    from media.probe import probe

    poster = film.with_name(POSTER_NAME)
    if moment == POSTER and film.parent.name == job_id and poster.is_file():
        return poster
    folder = services.parts_dir / "frames"
    folder.mkdir(parents=True, exist_ok=True)
    frame = folder / f"{_name_of(film, job_id)}-{moment.key}.png"
    if frame.is_file():
        frame.touch()
    else:
        save_frame(film, moment.within(probe(film), _POSTER_AT), frame)
    _forget_old(folder)
    return frame


def _name_of(film: Path, job_id: str | None) -> str:
    """A job's film never changes; any other file is told by what it is now."""
    if job_id and film.parent.name == job_id:
        return job_id if film.stem == "video" else f"{job_id}-{film.stem}"
    known = film.stat()
    said = f"{film}\n{known.st_size}\n{known.st_mtime_ns}"
    return f"file-{hashlib.sha256(said.encode()).hexdigest()[:20]}"


def _forget_old(folder: Path) -> None:
    """Remove frames that no job can still wait for."""
    for file in folder.glob("*.png"):
        with contextlib.suppress(FileNotFoundError):  # another process forgets too
            if file.stat().st_mtime < time.time() - _FRAMES_KEPT_S:
                file.unlink()
