from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from footage.errors import (
    AuthFailedError,
    GeneratorError,
    InDoubtError,
    ModerationOutputError,
    ModerationPromptError,
    QuotaExhaustedError,
    RateLimitedError,
    RetiredModelError,
    VendorFailedError,
)
from footage.money import ZERO, Money
from routing.emulators.google.credentials import INVALID_KEY
from routing.text.model import TextModel, load_text_model
from routing.text.prompts import enhance, reword
from tests.unit.routing.generators.google_support import PROMPT, Google, google, served

__all__ = ["google", "served"]
pytestmark = pytest.mark.anyio
SCHEMA = {"type": "object", "properties": {"title": {"type": "string"}}, "required": ["title"]}


def a_model(google: Google, **settings: Any) -> TextModel:
    model = load_text_model(google.settings(**settings))
    assert model
    return model


def test_without_a_key_there_is_no_text_model(google: Google) -> None:
    assert load_text_model(google.settings(gemini_api_key=None)) is None


def test_the_users_catalog_names_another_model(google: Google, tmp_path: Path) -> None:
    (tmp_path / "catalog.yaml").write_text("text: {model: gemini-4-argon, usd_per_m_output: '10'}\n")
    model = load_text_model(google.settings(), tmp_path)
    assert model
    assert (model.spec.model, model.spec.usd_per_m_output) == ("gemini-4-argon", Decimal(10))


async def test_an_answer_fits_the_schema_and_has_a_price(google: Google) -> None:
    model = a_model(google)
    answer = await model.complete("Name it.", PROMPT, SCHEMA)
    assert answer.content == {"title": f"title: {PROMPT}"}
    assert ZERO < answer.cost < model.worst_case("Name it.", PROMPT, SCHEMA)
    assert answer == await model.complete("Name it.", PROMPT, SCHEMA)


async def test_the_question_is_on_the_wire(google: Google) -> None:
    await a_model(google).complete("Name it.", PROMPT, SCHEMA)
    [call] = google.calls(":generateContent")
    assert "/models/gemini-3.5-flash-lite:" in call["path"]
    assert call["body"]["contents"] == [{"role": "user", "parts": [{"text": PROMPT}]}]
    assert call["body"]["systemInstruction"]["parts"] == [{"text": "Name it."}]
    config = call["body"]["generationConfig"]
    assert (config["responseMimeType"], config["responseJsonSchema"]) == ("application/json", SCHEMA)
    assert (config["temperature"], config["maxOutputTokens"]) == (0.0, 2048)


def test_the_price_is_that_of_the_catalog(google: Google) -> None:
    from google.genai import types

    usage = types.GenerateContentResponseUsageMetadata(
        prompt_token_count=1_000_000, candidates_token_count=600_000, thoughts_token_count=400_000
    )
    answer = types.GenerateContentResponse(usage_metadata=usage)
    assert a_model(google)._bill(answer, Money.usd(3)) == Money.usd("2.80")
    assert a_model(google)._bill(types.GenerateContentResponse(), Money.usd(3)) == Money.usd(3)


@pytest.mark.parametrize(
    ("word", "error"),
    [("block", ModerationPromptError), ("block output", ModerationOutputError), ("not json", VendorFailedError)],
)
async def test_what_is_refused_or_withheld_is_told_apart(
    google: Google, word: str, error: type[GeneratorError]
) -> None:
    with pytest.raises(GeneratorError) as raised:
        await a_model(google).complete("Name it.", f"{PROMPT} [{word}]", SCHEMA)
    assert type(raised.value) is error


async def test_a_list_is_no_answer(google: Google) -> None:
    with pytest.raises(VendorFailedError, match="another kind"):
        await a_model(google).complete("Name it.", PROMPT, {"type": "array", "items": {"type": "string"}})


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("busy", RateLimitedError),
        ("quota", QuotaExhaustedError),
        ("auth", AuthFailedError),
        ("moderated", ModerationPromptError),
        ("retired", RetiredModelError),
        ("unavailable", VendorFailedError),
        ("error_before", InDoubtError),
        ("reset_after", InDoubtError),
        ("malformed", InDoubtError),
    ],
)
async def test_a_fault_is_told_apart_and_the_question_asked_once(
    google: Google, fault: str, error: type[GeneratorError]
) -> None:
    google.order("submit", fault)
    with pytest.raises(GeneratorError) as raised:
        await a_model(google).complete("Name it.", PROMPT, SCHEMA)
    assert type(raised.value) is error
    assert len(google.calls(":generateContent")) == 1


async def test_a_wrong_key_is_told(google: Google) -> None:
    with pytest.raises(AuthFailedError):
        await a_model(google, gemini_api_key=INVALID_KEY).complete("Name it.", PROMPT, SCHEMA)


async def test_a_prompt_is_worked_out_and_kept(google: Google) -> None:
    made = await enhance(a_model(google), PROMPT)
    assert made.original == PROMPT
    assert made.enhanced.prompt == f"prompt: {PROMPT}"
    assert made.enhanced.camera == f"camera: {PROMPT}"
    assert (made.model, made.cost > ZERO) == ("gemini-3.5-flash-lite", True)


async def test_a_part_that_is_missing_is_an_error(google: Google, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("routing.emulators.google.text._answer", lambda *_: '{"subject": "a boat", "prompt": " "}')
    with pytest.raises(VendorFailedError, match=r"action, setting, style, camera, prompt"):
        await enhance(a_model(google), PROMPT)


async def test_a_refused_prompt_is_reworded_with_the_reason(google: Google) -> None:
    made = await reword(a_model(google), "a battle at sea", "violence")
    assert made.original == "a battle at sea"
    assert made.prompt
    [call] = google.calls(":generateContent")
    asked = call["body"]["contents"][0]["parts"][0]["text"]
    assert "a battle at sea" in asked
    assert "violence" in asked


async def test_nothing_is_made_up_where_nothing_can_be_kept(google: Google, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("routing.emulators.google.text._answer", lambda *_: '{"prompt": " "}')
    assert (await reword(a_model(google), "a battle at sea", "violence")).prompt is None
