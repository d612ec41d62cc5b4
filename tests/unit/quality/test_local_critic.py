"""The judge on this machine, on a real checkpoint with random weights."""

from __future__ import annotations

import functools
import json
import operator
import shutil
import warnings
from pathlib import Path
from typing import Any

import pytest

from footage.verdicts import Fault
from media import ffmpeg
from quality import local_critic
from quality.local_critic import LocalCritic
from tests.support import a_verdict
from tests.tiny_watcher import save_watcher

pytestmark = [pytest.mark.anyio, pytest.mark.needs("transformers")]

MARK = {"score": 7.5, "at_s": 0.5, "reason": "The boat is there."}
MARKS = {"content_accuracy": MARK, "visual_quality": MARK, "coherence": {**MARK, "at_s": 99}, "text_legibility": None}
NO_JOB: Any = None
DARK = a_verdict(Fault(kind="black", start_s=0.25, end_s=0.5, reason="the picture is black", evidence=1.5))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch

    torch.set_num_threads(1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the libraries' own
        return save_watcher(tmp_path_factory.mktemp("local_critic"))


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    ffmpeg.run(["-f", "lavfi", "-i", "testsrc2=s=160x90:r=12:d=1", "-pix_fmt", "yuv420p", str(path)])
    return path


async def test_marks_are_read_from_what_the_model_writes(
    model: Path, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch
    from transformers import AutoTokenizer, LlavaForConditionalGeneration

    words, asked = AutoTokenizer.from_pretrained(model), {}
    answered: list[dict[str, Any]] = [MARKS]

    def says(_: Any, **given: Any) -> Any:
        asked.update(given)
        answer = words(
            f"Here it is: {json.dumps(functools.reduce(operator.or_, answered))} That is all.", return_tensors="pt"
        )["input_ids"]
        return torch.cat([given["input_ids"], answer], dim=1)

    monkeypatch.setattr(LlavaForConditionalGeneration, "generate", says)
    critic = LocalCritic(str(model))
    told = await critic.opinion(NO_JOB, film, "a boat")
    assert told.unavailable is None
    assert (told.judge, told.cost_usd) == ("local", "0.00")
    assert str(told.model).startswith(f"{model}@sha256:")
    assert told.content_accuracy
    assert told.content_accuracy.model_dump() == MARK
    assert told.coherence
    assert (told.coherence.at_s, told.text_legibility) == (None, None)
    seen = words.decode(asked["input_ids"][0])
    assert "It should show:\na boat" in seen
    assert (asked["pixel_values"].shape[0], "\n0.9 s:" in seen) == (4, True)
    assert (await critic.opinion(NO_JOB, film, None)).content_accuracy is None
    answered.append({"alarms": [{"number": 1, "agrees": False, "reason": "It is only dark."}]})
    told = await critic.opinion(NO_JOB, film, "a boat", DARK)
    assert [(one.kind, one.agrees, one.reason) for one in told.alarms] == [("black", False, "It is only dark.")]
    seen = words.decode(asked["input_ids"][0])
    assert "1. black, 0.25-0.50 s: the picture is black" in seen
    assert ('"alarms": [{"number"' in seen, asked["pixel_values"].shape[0]) == (True, 5)


async def test_a_model_that_writes_nonsense_has_no_opinion(
    model: Path, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_critic, "_MOST_TOKENS", 4)
    told = await LocalCritic(str(model)).opinion(NO_JOB, film, "a boat")
    assert told.visual_quality is None
    assert (told.unavailable or "").startswith("The model did not answer with marks.")


async def test_weights_that_are_missing_or_damaged_are_named(film: Path, tmp_path: Path) -> None:
    absent = LocalCritic("owner/absent")
    told = await absent.opinion(NO_JOB, film, "a boat")
    assert told.unavailable == absent.missing()
    assert "footage models pull owner/absent" in (told.unavailable or "")
    damaged = LocalCritic(str(tmp_path))
    assert damaged.missing() is None
    assert "cannot be loaded" in ((await damaged.opinion(NO_JOB, film, None)).unavailable or "")


async def test_a_model_that_cannot_be_asked_says_so(model: Path, film: Path, tmp_path: Path) -> None:
    silent = tmp_path / "silent"
    shutil.copytree(model, silent)
    (silent / "chat_template.jinja").unlink()
    told = await LocalCritic(str(silent)).opinion(NO_JOB, film, None)
    assert "it has no chat template" in (told.unavailable or "")
