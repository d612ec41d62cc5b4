"""Captions from what is said in a film, where a speech model is installed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from films.services import Services, SharedServices
from footage.errors import InvalidInputError, UnsupportedMediaError
from footage.ports.jobs import JobContext
from media.captions.languages import UNKNOWN, short_language

if TYPE_CHECKING:
    from media.probe import VideoInfo
    from media.speech.transcribe import Transcript

_KEPT = "heard.json"


def require_speech(services: SharedServices, *, preview: bool) -> None:
    """Refuse what cannot be written down here.

    Raises:
        UnavailableError: There is no speech model.
        InvalidInputError: A preview was asked for, before anything has been heard.
    """
    from media.speech.transcribe import find_model

    find_model(services.whisper_model)
    if preview:
        raise InvalidInputError(
            "A preview needs captions or subtitles.",
            hint="Call add_captions with mode='sidecar' first, then pass its captions.srt as subtitles.",
        )


def require_sound(info: VideoInfo) -> None:
    """Refuse a film in which nothing can be heard.

    Raises:
        UnsupportedMediaError: It has no sound.
    """
    if not info.has_audio:
        raise UnsupportedMediaError("The film has no sound.", hint="Pass captions or subtitles.")


def listen_for(services: Services, job: JobContext, source: Path, wanted: str) -> Transcript:
    """What is said in a film, in whatever language that is; one that is hardly told is taken for the wanted one.

    Args:
        services: As in `listen`.
        job: Likewise.
        source: Likewise.
        wanted: The three-letter code of the language that captions are to be in, "und" for that of the film.
    """
    heard = listen(services, job, source, UNKNOWN)
    if wanted == UNKNOWN or heard.language == short_language(wanted) or heard.is_sure:
        return heard
    try:
        return listen(services, job, source, wanted)
    except InvalidInputError:  # the model does not know it
        return heard


def listen(services: Services, job: JobContext, source: Path, language: str) -> Transcript:
    """What is said in a film; written down once, however often the job is interrupted. Blocking.

    Args:
        services: For the model.
        job: Whose work it is; told half of its progress.
        source: The film.
        language: The three-letter code of what is said, "und" if nobody knows.

    Raises:
        FootageError: As in `media.speech.transcribe`.
    """
    from media.speech.transcribe import Transcript, find_model, transcribe

    kept = job.work_dir / (_KEPT if language == UNKNOWN else f"{language}-{_KEPT}")
    if kept.is_file():
        return TypeAdapter(Transcript).validate_json(kept.read_bytes())
    model = find_model(services.whisper_model)
    progress = job.reporter(0.05, 0.5, "Listening")
    heard = transcribe(source, model, language=short_language(language), progress=progress)
    writing = kept.with_suffix(".part")
    writing.write_bytes(TypeAdapter(Transcript).dump_json(heard))
    writing.replace(kept)
    return heard
