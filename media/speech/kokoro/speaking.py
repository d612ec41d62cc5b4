"""A program that speaks with Kokoro, as `python -m piper` does: a line in, a WAV file in a folder, its name logged."""

from __future__ import annotations

import argparse
import json
import logging
import subprocess
import sys
import uuid
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from media.speech.kokoro import VOICES, model_file
from media.speech.kokoro.sounds import in_breaths, in_letters, marked_off, numbers

if TYPE_CHECKING:
    from subprocess import Popen

RATE_HZ = 24_000
_PAUSE_S = 0.25
_THREADS = 2
_STYLES = Path(__file__).with_name("voices.npz")
_log = logging.getLogger("kokoro")
_PHONEMES = [sys.executable, "-P", "-m", "media.speech.kokoro.phonemes"]


class Kokoro:
    """The model and one of its voices.

    Args:
        voice: Its name.
        phonemes: The program that knows how words sound.
    """

    def __init__(self, voice: str, phonemes: Popen[str]) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = _THREADS
        self._model: Any = onnxruntime.InferenceSession(
            str(model_file()), sess_options=options, providers=["CPUExecutionProvider"]
        )
        with np.load(_STYLES) as styles:
            self._style = styles[voice].astype(np.float32)
        self._spoken = VOICES[voice].spoken
        self._phonemes = phonemes

    def say(self, line: str) -> NDArray[np.int16]:
        """A line as samples."""
        letters = [part for part in self._parts(line) if part.strip()]
        pause = np.zeros(round(_PAUSE_S * RATE_HZ), np.float32)
        heard: list[NDArray[np.float32]] = []
        for breath in in_breaths(letters):
            heard += [self._read(breath), pause]
        whole = np.concatenate(heard[:-1]) if heard else pause
        return (np.clip(whole, -1, 1) * 32767).astype(np.int16)

    def _parts(self, line: str) -> Iterator[str]:
        for text, mark in marked_off(line):
            said = in_letters(self._asked(text), self._spoken) if any(map(str.isalnum, text)) else ""
            yield f"{said}{mark}"

    def _asked(self, text: str) -> str:
        writer, reader = self._phonemes.stdin, self._phonemes.stdout
        if writer is None or reader is None:
            raise RuntimeError("espeak-ng was started without pipes")
        writer.write(f"{json.dumps({'voice': self._spoken, 'text': text})}\n")
        writer.flush()
        answer = json.loads(reader.readline() or '{"error": "espeak-ng has ended"}')
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return str(answer["phonemes"])

    def _read(self, letters: str) -> NDArray[np.float32]:
        tokens = numbers(letters)
        style = self._style[min(len(tokens), len(self._style)) - 1].reshape(1, -1)
        asked = {"tokens": np.array([[0, *tokens, 0]], np.int64), "style": style, "speed": np.ones(1, np.float32)}
        return np.asarray(self._model.run(None, asked)[0], np.float32).ravel()


def main() -> int:
    """Speak lines until there are no more."""
    parser = argparse.ArgumentParser(description="Speak lines with Kokoro.")
    parser.add_argument("--voice", choices=[*VOICES], required=True)
    parser.add_argument("-d", dest="folder", type=Path, required=True)
    asked = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s:%(name)s:%(message)s")
    with subprocess.Popen(  # noqa: S603 - no shell; texts go through a pipe
        _PHONEMES, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as phonemes:
        try:
            kokoro = Kokoro(asked.voice, phonemes)
            for line in sys.stdin:
                if line.strip():
                    _write(asked.folder / f"{uuid.uuid4().hex}.wav", kokoro.say(line.strip()))
        finally:
            phonemes.kill()
    return 0


def _write(path: Path, samples: NDArray[np.int16]) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(samples.astype("<i2").tobytes())
    _log.info("Wrote %s", path)


if __name__ == "__main__":
    sys.exit(main())
