"""Speech that somebody else has recorded: as our own files are, with the times of its words beside it."""

from __future__ import annotations

import io
import json
import wave
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footage.errors import UnsupportedMediaError
from media.captions.model import Word

LONGEST_S = 900.0
LEAST_S = 0.05
_SILENT = 10 ** (-60 / 20)
_HEADS = {b"RIFF": "wav", b"RF64": "wav", b"OggS": "ogg", b"fLaC": "flac", b"ID3": "mp3"}
_MP4_BOX = b"ftyp"
_PAUSE_S = 0.35
"""Between the parts of a text that was spoken in several."""

Pcm = NDArray[np.int16]


def as_wav(content: bytes, pcm_hz: int = 0) -> bytes:
    """A recording as 16-bit PCM WAV with one channel, at its own rate.

    Args:
        content: WAV, MP3, Ogg, FLAC or MP4 sound, or samples without a head.
        pcm_hz: The rate of samples without a head (16-bit, one channel); 0 for a file.

    Raises:
        UnsupportedMediaError: It is no sound that can be read, silent, too short or too long.
    """
    samples, rate_hz = (_raw(content), pcm_hz) if pcm_hz and not content.startswith(b"RIFF") else _decoded(content)
    lasts_s = len(samples) / rate_hz if rate_hz else 0.0
    if not LEAST_S <= lasts_s <= LONGEST_S:
        raise UnsupportedMediaError(f"The recording lasts {lasts_s:.2f} s, which no line does.")
    if int(np.abs(samples.astype(np.int32)).max(initial=0)) < _SILENT * 32768:
        raise UnsupportedMediaError("The recording is silent.")
    return _wav(samples, rate_hz)


def joined(parts: Sequence[Path], out: Path) -> list[float]:
    """Put recordings of one voice one behind the other, with a pause between them.

    Args:
        parts: WAV files of one rate, from `as_wav`.
        out: The WAV to write.

    Returns:
        When each of them begins in it, in seconds.
    """
    pieces: list[Pcm] = []
    begins_s: list[float] = []
    rate_hz, count = 0, 0
    for path in parts:
        with wave.open(str(path)) as file:
            rate_hz = file.getframerate()
            samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        begins_s.append(count / rate_hz)
        pieces += [samples, np.zeros(round(_PAUSE_S * rate_hz), np.int16)]
        count += len(samples) + len(pieces[-1])
    out.write_bytes(_wav(np.concatenate(pieces[:-1]), rate_hz))
    return begins_s


def times_beside(recording: Path) -> Path:
    """Where the times of a recording's words are kept."""
    return recording.with_suffix(".words.json")


def write_times(recording: Path, words: Sequence[tuple[float, float, str]]) -> None:
    """Keep the times of a recording's words beside it; nothing where there are none."""
    if words:
        times_beside(recording).write_text(json.dumps([list(one) for one in words]), encoding="utf-8")


def words_beside(recording: Path, line: str) -> tuple[Word, ...]:
    """The words of a line with the times that are kept beside its recording; none where there are none for it."""
    try:
        told = json.loads(times_beside(recording).read_text(encoding="utf-8"))
        words = [(float(start), float(end)) for start, end, _ in told]
    except (OSError, ValueError, TypeError):
        return ()
    said = line.split()
    if len(words) != len(said):  # what cannot be said was left out
        return ()
    return tuple(Word(start, end, text) for (start, end), text in zip(words, said, strict=True))


def _raw(content: bytes) -> Pcm:
    return np.frombuffer(content[: len(content) // 2 * 2], "<i2")


def _decoded(content: bytes) -> tuple[Pcm, int]:
    import av

    kind = next((kind for head, kind in _HEADS.items() if content.startswith(head)), None)
    if kind is None and content[4:8] == _MP4_BOX:
        kind = "mov"
    if kind is None and len(content) > 1 and content[0] == 0xFF and content[1] & 0xE0 == 0xE0:
        kind = "mp3" if content[1] & 0x06 else "aac"
    if kind is None:
        raise UnsupportedMediaError("The recording is no WAV, MP3, Ogg, FLAC or MP4 sound.")
    try:
        with av.open(io.BytesIO(content), format=kind) as file:
            if not file.streams.audio:
                raise UnsupportedMediaError("There is no sound in the recording.")
            stream = file.streams.audio[0]
            rate_hz = stream.codec_context.sample_rate
            parts = list(_mono(file, stream, rate_hz))
    except (av.FFmpegError, ValueError) as exc:
        raise UnsupportedMediaError("The recording cannot be read.") from exc
    return np.concatenate(parts) if parts else np.zeros(0, np.int16), rate_hz


def _mono(file: Any, stream: Any, rate_hz: int) -> Iterator[Pcm]:
    from av.audio.resampler import AudioResampler

    from media.decoding import frames_of, packets

    resampler, count = AudioResampler(format="s16", layout="mono", rate=rate_hz), 0
    for packet in packets(file, stream):
        for frame in frames_of(packet) or ():
            for mono in resampler.resample(frame):  # type: ignore[arg-type]  # a sound stream has no pictures
                yield _samples(mono)
                count += mono.samples
        if count > LONGEST_S * rate_hz + rate_hz:
            return
    for mono in resampler.resample(None):
        yield _samples(mono)


def _samples(frame: Any) -> Pcm:
    samples: Pcm = frame.to_ndarray().reshape(-1)
    return samples


def _wav(samples: Pcm, rate_hz: int) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(samples.astype("<i2").tobytes())
    return out.getvalue()
