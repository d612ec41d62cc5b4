"""Jobs as callers from elsewhere are told of them: no folder that the settings name is in them."""

from __future__ import annotations

from pathlib import Path

from footage.answers import ErrorInfo, VideoJob
from footage.config import load_settings
from tools.afar import HERE, told_afar, without_places


def a_job(said: str) -> VideoJob:
    error = ErrorInfo(code="invalid_input", message=said, hint=said, retryable=False)
    known = {"job_id": "job_1", "tool": "generate_video", "status": "failed", "progress": 0, "message": said}
    unknown = dict.fromkeys(("video", "route", "cost", "quality", "created_at", "expires_at"))
    budget = {"spent_usd": "0", "held_usd": "0", "remaining_usd": "0"}
    return VideoJob.model_validate(
        {**known, **unknown, "next_step": said, "error": error, "budget": budget, "plan": {"script": {"say": said}}}
    )


def test_every_place_that_settings_name_is_hidden_but_in_the_caller_s_own_script(tmp_path: Path) -> None:
    settings = load_settings(
        home=tmp_path / "home", clip_model="/srv/models/clip", judge="/srv/judge", piper_voice="/srv/joe.onnx"
    )
    for place in (settings.home, "/srv/models/clip", "/srv/judge", "/srv/joe.onnx"):
        told = told_afar(a_job(f"There are no weights '{place}/a'."), settings.places)
        assert told.plan == {"script": {"say": f"There are no weights '{place}/a'."}}
        assert told.model_copy(update={"plan": None}) == a_job(f"There are no weights '{HERE}'.").model_copy(
            update={"plan": None}
        )
    assert told_afar(job := a_job("All is well at openai/clip."), settings.places) is job


def test_what_the_caller_said_is_no_news_to_them() -> None:
    said = without_places("/tmp/mine.mp4 and /tmp/yours.mp4", ["/tmp"], "{'video': '/tmp/mine.mp4'}")
    assert said == f"/tmp/mine.mp4 and {HERE}"
