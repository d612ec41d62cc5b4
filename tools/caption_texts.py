"""Captions to be edited: those that a film has already, and those of a subtitle file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from films.captioned import timed_file
from films.services import CallersServices
from films.stored import local_file
from films.taken_in import taken_in
from footage.errors import InvalidInputError
from media.captions.model import Cue, validate_cues
from tools.inputs import read_subtitles, resolve_video


def stored_captions(services: CallersServices, job_id: str) -> tuple[Cue, ...]:
    """The captions that were stored with a film of the caller's; none where it has none. Blocking.

    Raises:
        NotFoundError: There is no such job.
        FootageError: As `captions_in`.
    """
    record = services.jobs.get(job_id)
    named = record.result.video.subtitles if record.result and record.result.video else None
    file = local_file(services, named) if named else None
    return _timed(services, job_id, file.read_bytes()) if file else ()


def captions_in(services: CallersServices, video: str, subtitles: str) -> tuple[Cue, ...]:
    """The captions of a subtitle file, timed for a film. Blocking.

    Args:
        services: For the film.
        video: As tools take it.
        subtitles: The file's text, or an upload's address.

    Raises:
        InvalidInputError: It is no subtitle file, or none of it lies within the film.
        FootageError: As `tools.inputs.resolve_video`.
    """
    return _timed(services, video, read_subtitles(services, subtitles))


def wrong_with(duration_s: float, captions: Sequence[Mapping[str, Any]]) -> InvalidInputError | None:
    """What add_captions would refuse about captions of a film of this length; None for nothing."""
    from pydantic import TypeAdapter, ValidationError

    try:
        validate_cues(TypeAdapter(list[Cue]).validate_python(captions), duration_s)
    except InvalidInputError as exc:
        return exc
    except ValidationError as exc:
        found = exc.errors(include_url=False)[0]
        number = found["loc"][0] if found["loc"] and isinstance(found["loc"][0], int) else 0
        return InvalidInputError(f"Cue {number + 1}: {found['msg']}.")
    return None


def _timed(services: CallersServices, video: str, subtitles: str | bytes) -> tuple[Cue, ...]:
    from media.captions.subtitles import parse_subtitles

    info = taken_in(services, resolve_video(services, video).path).info
    return timed_file(parse_subtitles(subtitles, fps=info.fps), info).cues
