"""Sound for emulated vendors: syllables that hum, and music of a few notes, as real files."""

from __future__ import annotations

import io
import math
import wave
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 24_000
MUSIC_HZ = 44_100
_CHAR_S = 0.065
_CHORDS = ((220.0, 277.2, 329.6), (196.0, 246.9, 293.7), (174.6, 220.0, 261.6), (196.0, 246.9, 392.0))
_CHORD_S = 2.0
_SOFT_EDGES = (np.hanning(49) / np.hanning(49).sum()).astype(np.float32)

Pcm = NDArray[np.int16]


def times_of(text: str) -> Iterator[tuple[str, float, float]]:
    """Every character of a text with when it begins and ends, in seconds."""
    at = 0.1
    for char in text:
        end = at + _CHAR_S
        yield char, round(at, 3), round(end, 3)
        at = end


def spoken(text: str, pitch_hz: float = 150.0) -> Pcm:
    """A hum that is loud at letters and quiet between words; as long as `times_of` says."""
    last_s = max((end for _, _, end in times_of(text)), default=0.1)
    at = np.arange(round((last_s + 0.15) * RATE_HZ)) / RATE_HZ
    loud = np.zeros(len(at), np.float32)
    for char, start, end in times_of(text):
        if char.isalnum():
            loud[round(start * RATE_HZ) : round(end * RATE_HZ)] = 1.0
    turns = (at * pitch_hz % 1.0).astype(np.float32)
    tone = turns - turns**2 * np.float32(1.5)  # a wave with overtones, as a voice has
    return (np.convolve(loud, _SOFT_EDGES, "same") * tone * 24_000).astype(np.int16)


def as_wav(samples: Pcm, rate_hz: int = RATE_HZ, *, streamed: bool = False) -> bytes:
    """A WAV file; `streamed` with the lengths that servers write which do not know them yet."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(samples.tobytes())
    content = bytearray(out.getvalue())
    if streamed:
        content[4:8] = content[40:44] = b"\xff\xff\xff\xff"
    return bytes(content)


def music_mp3(length_s: float) -> bytes:
    """A few chords as an MP3 file with two channels."""
    import av

    count = round(length_s * MUSIC_HZ)
    at = np.arange(count) / MUSIC_HZ
    tone = np.zeros(count, np.float32)
    for turn in range(math.ceil(length_s / _CHORD_S)):
        part = slice(round(turn * _CHORD_S * MUSIC_HZ), round((turn + 1) * _CHORD_S * MUSIC_HZ))
        fading = np.exp(-1.5 * (at[part] - turn * _CHORD_S)).astype(np.float32)
        for hertz in _CHORDS[turn % len(_CHORDS)]:
            tone[part] += 0.2 * fading * np.sin(2 * np.pi * hertz * at[part]).astype(np.float32)
    out = io.BytesIO()
    with av.open(out, "w", format="mp3") as file:
        stream: Any = file.add_stream("mp3", rate=MUSIC_HZ, layout="stereo")
        samples = np.repeat((tone * 30000).astype(np.int16), 2).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="stereo")
        frame.sample_rate = MUSIC_HZ
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            file.mux(packet)
    return out.getvalue()
