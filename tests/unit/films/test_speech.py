"""What tools do with voices and speech models beyond asking for them."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from films.dictation import listen
from films.services import Services
from films.voice import length_notes, narrate
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
    assert length_notes(cast(Any, narration), 60.0) == notes
    assert length_notes(None, 60.0) == []
