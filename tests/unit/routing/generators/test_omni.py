from __future__ import annotations

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
    RequestRejectedError,
    RetiredModelError,
    VendorFailedError,
)
from footage.money import Money
from media.probe import probe
from routing.emulators.google.credentials import INVALID_KEY
from routing.generators.omni import Omni
from tests.unit.routing.generators.google_support import PROMPT, Google, a_film, a_picture, ended, google, served

__all__ = ["google", "served"]
pytestmark = pytest.mark.anyio


async def film_of(omni: Omni, out: Path, **request: Any) -> Path:
    order = a_film(**request)
    operation_id = await omni.submit(order, "key-1")
    assert (await ended(omni, operation_id)).state == "succeeded"
    await omni.fetch(operation_id, order, out, lambda _: None)
    return out


def created(google: Google) -> list[dict[str, Any]]:
    return [call for call in google.calls("/interactions") if call["method"] == "POST"]


async def test_a_prompt_becomes_a_film(google: Google, tmp_path: Path) -> None:
    info = probe(await film_of(google.generator(Omni, "omni"), tmp_path / "out.mp4"))
    assert (info.width, info.height, info.has_audio) == (1280, 720, True)
    assert info.duration_s == pytest.approx(4, abs=0.1)
    assert len(google.calls(":download")) == 1


async def test_sound_that_was_not_asked_for_is_taken_out(google: Google, tmp_path: Path) -> None:
    info = probe(await film_of(google.generator(Omni, "omni"), tmp_path / "out.mp4", audio=False))
    assert not info.has_audio


async def test_every_field_of_the_request_is_on_the_wire(google: Google, tmp_path: Path) -> None:
    order = a_film(
        duration_s=4.5,
        aspect_ratio="9:16",
        resolution="1080p",
        seed=7,
        style="watercolour",
        negative_prompt="people",
        start_image=a_picture(tmp_path),
        end_image=a_picture(tmp_path, "end"),
    )
    await google.generator(Omni, "omni").submit(order, "key-1")
    [call] = created(google)
    [turn] = call["body"].pop("input")
    first, last, text = turn["content"]
    assert first["type"] == last["type"] == "image"
    assert first["mime_type"] == "image/png"
    assert first["data"] != last["data"]
    assert text["text"] == (
        f"<FIRST_FRAME> <LAST_FRAME> {PROMPT}\n\nStyle: watercolour\n\nThere must be none of this: people"
    )
    assert call["body"] == {
        "model": "gemini-omni-1.2-flash",
        "background": True,
        "store": True,
        "response_format": {
            "type": "video",
            "aspect_ratio": "9:16",
            "duration": "5s",
            "resolution": "1080p",
            "delivery": "uri",
        },
        "generation_config": {"seed": 7, "video_config": {"task": "image_to_video"}},
    }


async def test_reference_images_are_named_in_the_prompt(google: Google, tmp_path: Path) -> None:
    shown = (a_picture(tmp_path), a_picture(tmp_path, "other"))
    await google.generator(Omni, "omni").submit(a_film(reference_images=shown), "key-1")
    [call] = created(google)
    [turn] = call["body"]["input"]
    assert [part["type"] for part in turn["content"]] == ["image", "image", "text"]
    assert turn["content"][2]["text"] == f"<IMAGE_REF_0> <IMAGE_REF_1> {PROMPT}"
    assert call["body"]["generation_config"]["video_config"] == {"task": "reference_to_video"}


async def test_a_start_image_alone_is_the_first_frame(google: Google, tmp_path: Path) -> None:
    await google.generator(Omni, "omni").submit(a_film(start_image=a_picture(tmp_path)), "key-1")
    [call] = created(google)
    assert call["body"]["input"][0]["content"][-1]["text"] == f"<FIRST_FRAME> {PROMPT}"


async def test_text_alone_is_text_to_video(google: Google) -> None:
    await google.generator(Omni, "omni").submit(a_film(), "key-1")
    [call] = created(google)
    assert call["body"]["generation_config"]["video_config"] == {"task": "text_to_video"}


async def test_where_background_is_refused_the_film_is_waited_for(google: Google, tmp_path: Path) -> None:
    omni, prompt = google.generator(Omni, "omni"), f"{PROMPT} [no background]"
    await film_of(omni, tmp_path / "out.mp4", prompt=prompt)
    assert [call["body"].get("background") for call in created(google)] == [True, None]
    await omni.submit(a_film(prompt), "key-2")
    assert len(created(google)) == 3
    assert len(google.emulator.films) == 2


async def test_a_film_in_the_answer_needs_no_download(google: Google, tmp_path: Path) -> None:
    out = await film_of(google.generator(Omni, "omni"), tmp_path / "out.mp4", prompt=f"{PROMPT} [inline]")
    assert probe(out).width == 1280
    assert google.calls("/files/") == []


async def test_a_film_is_ready_when_its_file_is(google: Google) -> None:
    omni = google.generator(Omni, "omni")
    operation_id = await omni.submit(a_film(f"{PROMPT} [processing]"), "key-1")
    assert [(await omni.poll(operation_id)).state for _ in range(2)] == ["working", "succeeded"]


async def test_the_bill_is_computed_from_the_tokens(google: Google) -> None:
    omni = google.generator(Omni, "omni")
    poll = await ended(omni, await omni.submit(a_film(), "key-1"))
    assert poll.cost is not None
    # 4 s of 5,792 tokens at $17.50, and a few of input at $1.50 a million.
    assert poll.cost == Money.usd("0.40544") + Money.usd("0.0000075")
    assert poll.cost <= omni.quote(a_film()).cost


async def test_the_vendors_own_figure_wins(google: Google) -> None:
    omni = google.generator(Omni, "omni")
    poll = await ended(omni, await omni.submit(a_film(f"{PROMPT} [bill 0.12]"), "key-1"))
    assert poll.cost is not None
    assert abs(poll.cost.microusd - 120_000) < 50


def test_thoughts_are_billed_as_text(google: Google) -> None:
    from google.genai.interactions import Usage

    omni = google.generator(Omni, "omni")
    usage = Usage(total_input_tokens=1_000, total_output_tokens=1_000, total_thought_tokens=1_000)
    assert omni._bill(usage) == Money.usd("0.028")
    assert omni._bill(None) is None


async def test_another_process_carries_on_by_the_operation_id(google: Google, tmp_path: Path) -> None:
    operation_id = await google.generator(Omni, "omni").submit(a_film(), "key-1")
    other = google.generator(Omni, "omni")
    assert (await ended(other, operation_id)).state == "succeeded"
    await other.fetch(operation_id, a_film(), tmp_path / "out.mp4", lambda _: None)
    assert len(created(google)) == 1


async def test_a_film_at_work_can_be_cancelled(google: Google) -> None:
    omni = google.generator(Omni, "omni")
    operation_id = await omni.submit(a_film(f"{PROMPT} [slow 60]"), "key-1")
    assert (await omni.poll(operation_id)).state == "working"
    await omni.cancel(operation_id)
    poll = await omni.poll(operation_id)
    assert (poll.state, type(poll.error), poll.cost) == ("failed", VendorFailedError, None)
    assert "cancelled" in str(poll.error)


@pytest.mark.parametrize(
    ("fault", "error", "taken"),
    [
        ("busy", RateLimitedError, 0),
        ("quota", QuotaExhaustedError, 0),
        ("auth", AuthFailedError, 0),
        ("bad_request", RequestRejectedError, 0),
        ("moderated", ModerationPromptError, 0),
        ("retired", RetiredModelError, 0),
        ("unavailable", VendorFailedError, 0),
        ("error_before", InDoubtError, 0),
        ("error_after", InDoubtError, 1),
        ("reset_before", InDoubtError, 0),
        ("reset_after", InDoubtError, 1),
        ("malformed", InDoubtError, 1),
    ],
)
async def test_a_fault_at_submit_is_told_apart_and_sent_once(
    google: Google, fault: str, error: type[GeneratorError], taken: int
) -> None:
    google.order("submit", fault)
    with pytest.raises(GeneratorError) as raised:
        await google.generator(Omni, "omni").submit(a_film(), "key-1")
    assert type(raised.value) is error
    assert len(created(google)) == 1
    assert len(google.emulator.films) == taken
    assert "secret-key" not in str(raised.value)


async def test_silence_is_doubt_at_submit_and_harmless_at_poll(google: Google, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("routing.emulators.base.HANG_S", 4.0)
    monkeypatch.setattr("routing.wire.google.TIMEOUT_S", 0.5)
    omni = google.generator(Omni, "omni")
    google.order("submit", "hang")
    with pytest.raises(InDoubtError, match="Timeout"):
        await omni.submit(a_film(), "key-1")
    [operation_id] = google.emulator.films
    google.order("poll", "hang")
    with pytest.raises(VendorFailedError, match="Timeout"):
        await omni.poll(operation_id)


async def test_the_vendor_says_when_to_come_back(google: Google) -> None:
    google.order("submit", "busy")
    with pytest.raises(RateLimitedError) as raised:
        await google.generator(Omni, "omni").submit(a_film(), "key-1")
    assert raised.value.retry_after_s == 1


@pytest.mark.parametrize("fault", ["error_before", "reset_before", "unavailable", "malformed", "retired"])
async def test_a_fault_at_poll_can_be_asked_again(google: Google, fault: str) -> None:
    omni = google.generator(Omni, "omni")
    operation_id = await omni.submit(a_film(), "key-1")
    google.order("poll", fault)
    with pytest.raises(VendorFailedError) as raised:
        await omni.poll(operation_id)
    assert raised.value.retryable
    assert (await omni.poll(operation_id)).state == "succeeded"
    assert len(created(google)) == 1


@pytest.mark.parametrize("fault", ["error_before", "reset_before", "unavailable", "truncated"])
async def test_a_download_that_breaks_off_is_carried_on(google: Google, fault: str, tmp_path: Path) -> None:
    google.order("download", fault)
    assert probe(await film_of(google.generator(Omni, "omni"), tmp_path / "out.mp4")).width == 1280
    assert len(google.calls(":download")) == 2
    assert len(created(google)) == 1


async def test_a_link_that_has_expired_is_asked_for_anew(google: Google, tmp_path: Path) -> None:
    omni, order = google.generator(Omni, "omni"), a_film()
    operation_id = await omni.submit(order, "key-1")
    google.order("download", "gone")
    with pytest.raises(VendorFailedError, match="cannot be downloaded"):
        await omni.fetch(operation_id, order, tmp_path / "out.mp4", lambda _: None)
    await omni.fetch(operation_id, order, tmp_path / "out.mp4", lambda _: None)


@pytest.mark.parametrize(
    ("word", "error"),
    [
        ("moderated output", ModerationOutputError),
        ("empty", ModerationOutputError),
        ("fail", VendorFailedError),
    ],
)
async def test_an_interaction_without_a_film_says_why(google: Google, word: str, error: type[GeneratorError]) -> None:
    omni = google.generator(Omni, "omni")
    operation_id = await omni.submit(a_film(f"{PROMPT} [{word}]"), "key-1")
    poll = await ended(omni, operation_id)
    assert (poll.state, type(poll.error)) == ("failed", error)
    with pytest.raises(VendorFailedError):
        await omni.clip(operation_id)


@pytest.mark.parametrize(
    ("status", "said", "error"),
    [
        ("budget_exceeded", "no budget is left", QuotaExhaustedError),
        ("failed", "blocked for safety", ModerationOutputError),
        ("incomplete", None, VendorFailedError),
        ("requires_action", None, VendorFailedError),
    ],
)
async def test_every_other_end_is_a_failure(
    google: Google, monkeypatch: pytest.MonkeyPatch, status: str, said: str | None, error: type[GeneratorError]
) -> None:
    async def ends(film: Any) -> dict[str, Any]:
        return {"id": film.operation_id, "status": status, "errors": [{"code": "c", "message": said}] if said else []}

    monkeypatch.setattr(google.emulator.interactions, "as_interaction", ends)
    omni = google.generator(Omni, "omni")
    poll = await ended(omni, await omni.submit(a_film(), "key-1"))
    assert type(poll.error) is error


async def test_the_key_goes_to_no_other_host(google: Google, monkeypatch: pytest.MonkeyPatch) -> None:
    async def elsewhere(_: Any) -> dict[str, Any]:
        return {"uri": "https://films.example/files/abc.mp4"}

    omni = google.generator(Omni, "omni")
    operation_id = await omni.submit(a_film(), "key-1")
    assert (await omni.clip(operation_id)).headers == {"x-goog-api-key": "secret-key"}
    monkeypatch.setattr(google.emulator.interactions, "content_of", elsewhere)
    clip = await omni.clip(operation_id)
    assert (clip.url, clip.headers) == ("https://films.example/files/abc.mp4", {})


async def test_a_wrong_key_is_told(google: Google) -> None:
    with pytest.raises(AuthFailedError, match="API key not valid"):
        await google.generator(Omni, "omni", gemini_api_key=INVALID_KEY).submit(a_film(), "key-1")


async def test_nobody_answers_so_nothing_was_sent(google: Google) -> None:
    omni = google.generator(Omni, "omni", google_gemini_base_url="http://127.0.0.1:9")
    with pytest.raises(VendorFailedError, match="did not answer"):
        await omni.submit(a_film(), "key-1")


async def test_probe_asks_about_the_model(google: Google) -> None:
    await google.generator(Omni, "omni").probe()
    with pytest.raises(AuthFailedError):
        await google.generator(Omni, "omni", gemini_api_key=INVALID_KEY).probe()


def test_it_says_what_is_missing(google: Google) -> None:
    assert google.generator(Omni, "omni").missing() is None
    assert google.generator(Omni, "omni", gemini_api_key=None).missing() == "GEMINI_API_KEY is not set"
