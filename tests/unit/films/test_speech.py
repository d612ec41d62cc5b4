"""What tools do with voices and speech models beyond asking for them."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from films.dictation import listen
from films.narrated import length_notes, narrate
from films.script.staging.times import USUAL_RATE
from films.services import Services, SharedServices
from films.voice import choose_voice, speaking_rate
from footage.errors import NotFoundError
from footage.ports.jobs import JobContext
from media.captions.model import Cue, Word
from media.speech.transcribe import Transcript
from media.speech.voices import Voice

NO_SERVICES = cast(Services, SimpleNamespace(whisper_model=None))


def job(work: Path) -> JobContext:
    return cast(JobContext, SimpleNamespace(work_dir=work))


def test_a_film_is_listened_to_once_however_often_its_job_starts(tmp_path: Path) -> None:
    heard = Transcript((Cue(1.0, 2.5, "Hello there", (Word(1.0, 1.5, "Hello"), Word(1.5, 2.5, "there"))),), "en")
    (tmp_path / "heard.json").write_text(json.dumps(asdict(heard)))
    assert listen(NO_SERVICES, job(tmp_path), tmp_path / "gone.mp4", "und") == heard


@pytest.mark.anyio
async def test_a_voice_that_was_removed_since_is_named(tmp_path: Path) -> None:
    voice = Voice(name="mine", engine="piper", language="de", model=tmp_path / "mine.onnx")
    running, storyboard = job(tmp_path), cast(Any, None)
    with pytest.raises(NotFoundError, match="'mine'"):
        await narrate(running, NO_SERVICES, storyboard, voice, asked_s=60, until=0.1)
    assert await narrate(running, NO_SERVICES, storyboard, None, asked_s=60, until=0.1) is None


@pytest.mark.parametrize(("lasts_s", "notes"), [(57.5, []), (66.0, ["With this voice it lasts 66 s."])])
def test_a_slow_voice_makes_a_longer_film_and_that_is_told(lasts_s: float, notes: list[str]) -> None:
    narration = SimpleNamespace(dropped=(), storyboard=SimpleNamespace(film=SimpleNamespace(duration_s=lasts_s)))
    assert length_notes(cast(Any, SimpleNamespace(narration=narration, notes=())), 60.0) == notes
    assert length_notes(None, 60.0) == []


SPEAKS_A_SECOND = """#!{python}
import sys, wave
if "--voices" in sys.argv:
    print("Pty Language Age/Gender VoiceName File\\n 5 de --/M German gmw/de")
else:
    said = sys.stdin.read()
    with wave.open(sys.argv[sys.argv.index("-w") + 1], "wb") as file:
        file.setparams((1, 2, 22050, 0, "NONE", ""))
        frames = (20000 if n // 40 % 2 else -20000 for n in range(int(len(said) / 15 * 22050)))
        file.writeframes(b"".join(level.to_bytes(2, "little", signed=True) for level in frames))
"""


@pytest.fixture
def robot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SharedServices:
    """Services where only a machine's voice speaks German, 15 characters a second."""
    program = tmp_path / "espeak-ng"
    program.write_text(SPEAKS_A_SECOND.format(python=sys.executable))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    return cast(SharedServices, SimpleNamespace(piper_voice=None, parts_dir=tmp_path / "parts"))


def test_a_machine_only_speaks_where_it_is_asked_to(robot: SharedServices) -> None:
    voice, notes = choose_voice("auto", robot, "de")
    assert voice is None
    assert "narration='on'" in notes[0]
    voice, notes = choose_voice("on", robot, "de")
    assert voice
    assert notes == ["de (espeak-ng) narrates."]


def test_a_voice_is_measured_once(robot: SharedServices) -> None:
    voice, _ = choose_voice("on", robot, "de")
    assert voice
    rate = speaking_rate(voice, robot)
    assert 4.5 < rate.syllables_per_s < 6.5
    Path(os.environ["PATH"], "espeak-ng").write_text("gone")
    assert speaking_rate(voice, robot) == rate


def test_where_nothing_can_be_measured_a_usual_speed_is_taken(robot: SharedServices) -> None:
    voice = Voice(name="xx", engine="espeak-ng", language="xx")
    assert speaking_rate(voice, robot) == USUAL_RATE
    assert 4 < speaking_rate(voice, robot, "Ein langer Satz, den jemand sagt.").syllables_per_s < 8
