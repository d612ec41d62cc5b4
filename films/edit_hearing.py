"""What an edit cuts by ear: silences are measured, words come from captions that lie beside a film, or are heard."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from films.delivery import TRACK_NAME
from films.dictation import listen
from films.services import Services, SharedServices
from films.stored import local_file
from footage.errors import FootageError, InvalidInputError
from footage.ports.jobs import JobContext, JobRecord
from media.captions.model import Cue, Word

if TYPE_CHECKING:
    from media.edit.timeline import Film


class EditHearing:
    """See `media.edit.compile.Hearing`.

    Args:
        services: For the speech model, and the captions of jobs.
        job: Whose work it is.
        source_job_id: The job that made the film, if one did.
    """

    def __init__(self, services: Services, job: JobContext, source_job_id: str | None) -> None:
        self._services, self._job = services, job
        self._source_job_id = source_job_id

    def silences(self, film: Film, floor_db: float, least_s: float) -> Sequence[tuple[float, float]]:
        """See `Hearing.silences`."""
        from media.edit.silence import silences

        return silences(film, floor_db, least_s)

    def words(self, film: Film) -> Sequence[Word]:
        """See `Hearing.words`."""
        record = self._services.jobs.get(self._source_job_id) if self._source_job_id else None
        if known := words_beside(self._services, record):
            return known
        if not film.has_sound:
            return []
        return _words(listen(self._services, self._job, film.info.path, "und").cues)


class FirstHearing:
    """As much of it as a call can wait for: silences, and no more than whether words can be known.

    Args:
        services: Likewise.
        record: The job that made the film, if one did.
    """

    def __init__(self, services: SharedServices, record: JobRecord | None) -> None:
        self._services, self._record = services, record
        self.is_left_for_later = False
        """Whether what is said will be heard only when the film is made."""

    def silences(self, film: Film, floor_db: float, least_s: float) -> Sequence[tuple[float, float]]:
        """See `Hearing.silences`."""
        from media.edit.silence import silences

        return silences(film, floor_db, least_s)

    def words(self, film: Film) -> Sequence[Word]:
        """See `Hearing.words`."""
        from media.speech.transcribe import find_model

        if known := words_beside(self._services, self._record):
            return known
        if not film.has_sound:
            raise InvalidInputError("The film has no sound, so no words can be cut out of it.")
        find_model(self._services.whisper_model)
        self.is_left_for_later = True
        return []


def words_beside(services: SharedServices, record: JobRecord | None) -> Sequence[Word]:
    """The words of the captions beside a job's film, where their times are known."""
    from media.captions.subtitles import parse_subtitles

    video = record.result.video if record and record.result else None
    path = local_file(services, video.subtitles) if video and video.subtitles else None
    track = path.with_name(TRACK_NAME) if path else None
    if track is None or not track.is_file():
        return []
    try:
        return _words(parse_subtitles(Path(track).read_bytes()).cues)
    except FootageError:
        return []


def _words(cues: Sequence[Cue]) -> Sequence[Word]:
    return [word for cue in cues for word in cue.words or _alone(cue)]


def _alone(cue: Cue) -> Sequence[Word]:
    """A caption of one word, which needs no times of its words."""
    return [Word(cue.start_s, cue.end_s, cue.text)] if len(cue.text.split()) == 1 else []
