from __future__ import annotations

import contextlib
from collections.abc import Iterator
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
from footage.money import ZERO, Money
from media.probe import probe
from routing.emulators.google.app import GoogleEmulator
from routing.emulators.google.credentials import write_service_account
from routing.emulators.serve import serving
from routing.generators.veo import Veo
from tests.unit.routing.generators.google_support import PROMPT, Google, a_film, a_picture, ended, google, served

__all__ = ["google", "served"]
pytestmark = pytest.mark.anyio


async def film_of(veo: Veo, out: Path, **request: Any) -> Path:
    order = a_film(**request)
    operation_id = await veo.submit(order, "key-1")
    assert (await ended(veo, operation_id)).state == "succeeded"
    await veo.fetch(operation_id, order, out, lambda _: None)
    return out


async def test_a_prompt_becomes_a_film_of_the_length_that_was_asked_for(google: Google, tmp_path: Path) -> None:
    info = probe(await film_of(google.generator(Veo, "veo"), tmp_path / "out.mp4", duration_s=3.5))
    assert (info.width, info.height, info.has_audio) == (1280, 720, True)
    assert info.duration_s == pytest.approx(3.5, abs=0.1)


async def test_every_field_of_the_request_is_on_the_wire(google: Google, tmp_path: Path) -> None:
    veo = google.generator(Veo, "veo_fast")
    order = a_film(
        duration_s=5,
        aspect_ratio="9:16",
        resolution="1080p",
        seed=7,
        style="watercolour",
        negative_prompt="people",
        start_image=a_picture(tmp_path),
        end_image=a_picture(tmp_path, "end"),
    )
    await veo.submit(order, "Key-1")
    [call] = google.calls(":predictLongRunning")
    model = "/publishers/google/models/veo-3.1-fast-generate-001:predictLongRunning"
    assert call["path"].endswith(f"/projects/p/locations/us-central1{model}")
    instance = call["body"]["instances"][0]
    assert instance["prompt"] == f"{PROMPT}\n\nStyle: watercolour"
    assert instance["image"]["mimeType"] == instance["lastFrame"]["mimeType"] == "image/png"
    assert instance["image"]["bytesBase64Encoded"] != instance["lastFrame"]["bytesBase64Encoded"]
    assert call["body"]["parameters"] == {
        "sampleCount": 1,
        "durationSeconds": 6,
        "aspectRatio": "9:16",
        "resolution": "1080p",
        "generateAudio": True,
        "seed": 7,
        "negativePrompt": "people",
    }
    assert call["body"]["labels"] == {"footage": "key-1"}


async def test_reference_images_show_who_is_in_a_film_of_eight_seconds(google: Google, tmp_path: Path) -> None:
    veo = google.generator(Veo, "veo")
    shown = (a_picture(tmp_path), a_picture(tmp_path, "other"))
    order = a_film(duration_s=5, reference_images=shown)
    await veo.submit(order, "key-1")
    [call] = google.calls(":predictLongRunning")
    references = call["body"]["instances"][0]["referenceImages"]
    assert [one["referenceType"] for one in references] == ["ASSET", "ASSET"]
    assert len({one["image"]["bytesBase64Encoded"] for one in references}) == 2
    assert call["body"]["parameters"]["durationSeconds"] == 8
    assert veo.quote(order).cost == Money.usd("3.20")


async def test_a_start_image_alone_is_enough(google: Google, tmp_path: Path) -> None:
    await film_of(google.generator(Veo, "veo"), tmp_path / "out.mp4", start_image=a_picture(tmp_path))
    [call] = google.calls(":predictLongRunning")
    assert "image" in call["body"]["instances"][0]
    assert "lastFrame" not in call["body"]["instances"][0]


async def test_another_process_carries_on_by_the_operation_id(google: Google, tmp_path: Path) -> None:
    operation_id = await google.generator(Veo, "veo").submit(a_film(), "key-1")
    other = google.generator(Veo, "veo", google_cloud_location="us-central1")
    assert (await ended(other, operation_id)).state == "succeeded"
    await other.fetch(operation_id, a_film(), tmp_path / "out.mp4", lambda _: None)
    assert len(google.calls(":predictLongRunning")) == 1


async def test_a_film_at_work_is_working(google: Google) -> None:
    veo = google.generator(Veo, "veo")
    operation_id = await veo.submit(a_film(f"{PROMPT} [slow 60]"), "key-1")
    assert (await veo.poll(operation_id)).state == "working"
    with pytest.raises(VendorFailedError):
        await veo.clip(operation_id)


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
        await google.generator(Veo, "veo").submit(a_film(), "key-1")
    assert type(raised.value) is error
    assert len(google.calls(":predictLongRunning")) == 1
    assert len(google.emulator.films) == taken


async def test_silence_is_doubt_at_submit_and_harmless_at_poll(google: Google, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("routing.emulators.base.HANG_S", 4.0)
    monkeypatch.setattr("routing.wire.google.TIMEOUT_S", 0.5)
    veo = google.generator(Veo, "veo")
    google.order("submit", "hang")
    with pytest.raises(InDoubtError, match="Timeout"):
        await veo.submit(a_film(f"{PROMPT} [slow 60]"), "key-1")
    [operation_id] = [film.details["name"] for film in google.emulator.films.values()]
    google.order("poll", "hang")
    with pytest.raises(VendorFailedError, match="Timeout"):
        await veo.poll(operation_id)


async def test_the_vendor_says_when_to_come_back(google: Google) -> None:
    google.order("submit", "busy")
    with pytest.raises(RateLimitedError) as raised:
        await google.generator(Veo, "veo").submit(a_film(), "key-1")
    assert raised.value.retry_after_s == 1


@pytest.mark.parametrize("fault", ["error_before", "reset_before", "unavailable", "malformed", "retired"])
@pytest.mark.parametrize("moment", ["poll", "download"])
async def test_a_fault_after_acceptance_can_be_asked_again(
    google: Google, moment: str, fault: str, tmp_path: Path
) -> None:
    veo, order = google.generator(Veo, "veo"), a_film()
    operation_id = await veo.submit(order, "key-1")
    if moment == "download":
        await ended(veo, operation_id)
    google.order(moment, fault)
    with pytest.raises(VendorFailedError) as raised:
        await veo.fetch(operation_id, order, tmp_path / "out.mp4", lambda _: None)
    assert raised.value.retryable
    await veo.fetch(operation_id, order, tmp_path / "out.mp4", lambda _: None)
    assert len(google.calls(":predictLongRunning")) == 1


@pytest.mark.parametrize("fault", ["gone", "truncated"])
async def test_a_broken_download_is_asked_for_again(google: Google, fault: str, tmp_path: Path) -> None:
    veo, order = google.generator(Veo, "veo"), a_film()
    operation_id = await veo.submit(order, "key-1")
    await ended(veo, operation_id)
    google.order("download", fault)
    with pytest.raises(VendorFailedError):
        await veo.fetch(operation_id, order, tmp_path / "out.mp4", lambda _: None)
    await veo.fetch(operation_id, order, tmp_path / "out.mp4", lambda _: None)
    assert probe(tmp_path / "out.mp4").duration_s == pytest.approx(4, abs=0.1)


@pytest.mark.parametrize(
    ("word", "error", "cost"),
    [
        ("moderated output", ModerationOutputError, ZERO),
        ("fail", VendorFailedError, None),
        ("empty", VendorFailedError, None),
    ],
)
async def test_an_operation_without_a_film_says_why(
    google: Google, word: str, error: type[GeneratorError], cost: Money | None
) -> None:
    veo = google.generator(Veo, "veo")
    poll = await ended(veo, await veo.submit(a_film(f"{PROMPT} [{word}]"), "key-1"))
    assert (poll.state, type(poll.error), poll.cost) == ("failed", error, cost)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        ({"code": 3, "message": "Withheld. Support codes: 90789179"}, ModerationPromptError),
        ({"code": 3, "message": "Withheld. Support codes: 90789179, 17301594"}, ModerationOutputError),
        ({"code": 3, "message": "lastFrame has the wrong size"}, RequestRejectedError),
        ({"code": 8, "message": "Quota exceeded"}, QuotaExhaustedError),
    ],
)
async def test_a_failed_operation_is_told_apart_by_its_code(
    google: Google, monkeypatch: pytest.MonkeyPatch, error: dict[str, Any], expected: type[GeneratorError]
) -> None:
    async def outcome(_: Any) -> dict[str, Any]:
        return {"error": error}

    monkeypatch.setattr(google.emulator.veo, "outcome", outcome)
    veo = google.generator(Veo, "veo")
    poll = await ended(veo, await veo.submit(a_film(), "key-1"))
    assert type(poll.error) is expected


async def test_a_batch_that_was_partly_withheld_still_has_its_film(google: Google, tmp_path: Path) -> None:
    out = await film_of(google.generator(Veo, "veo"), tmp_path / "out.mp4", prompt=f"{PROMPT} [partial]")
    assert probe(out).width == 1280


async def test_nobody_answers_so_nothing_was_sent(google: Google) -> None:
    veo = google.generator(Veo, "veo", google_vertex_base_url="http://127.0.0.1:9")
    with pytest.raises(VendorFailedError, match="ConnectError"):
        await veo.submit(a_film(), "key-1")


async def test_probe_gets_a_token(google: Google, tmp_path: Path) -> None:
    await google.generator(Veo, "veo").probe()
    refused = tmp_path / "refused.json"
    write_service_account(refused, f"{google.url}/no-such-token")
    with pytest.raises(AuthFailedError, match="veo has no valid Google credentials"):
        await google.generator(Veo, "veo", google_application_credentials=refused).probe()
    silent = tmp_path / "silent.json"
    write_service_account(silent, "http://127.0.0.1:9/token")
    with pytest.raises(VendorFailedError, match="no token"):
        await google.generator(Veo, "veo", google_application_credentials=silent).probe()


async def test_credentials_that_are_no_json_are_refused(google: Google, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("not json")
    with pytest.raises(AuthFailedError):
        await google.generator(Veo, "veo", google_application_credentials=broken).submit(a_film(), "key-1")


def test_it_says_what_is_missing(google: Google, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLOUDSDK_CONFIG", str(tmp_path))
    monkeypatch.delenv("K_SERVICE", raising=False)
    monkeypatch.delenv("CLOUD_RUN_JOB", raising=False)
    assert google.generator(Veo, "veo").missing() is None
    assert google.generator(Veo, "veo", google_cloud_project=None).missing() == "GOOGLE_CLOUD_PROJECT is not set"
    gone = google.generator(Veo, "veo", google_application_credentials=tmp_path / "gone.json")
    assert gone.missing() == "GOOGLE_APPLICATION_CREDENTIALS names no file"
    keyless = google.generator(Veo, "veo", google_application_credentials=None)
    assert keyless.missing() == "GOOGLE_APPLICATION_CREDENTIALS is not set"
    (tmp_path / "application_default_credentials.json").write_text("{}")
    assert keyless.missing() is None


def test_a_machine_of_google_has_credentials(google: Google, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLOUDSDK_CONFIG", str(tmp_path))
    monkeypatch.setenv("K_SERVICE", "footage")
    assert google.generator(Veo, "veo", google_application_credentials=None).missing() is None


def test_the_quote_is_for_the_length_that_is_made(google: Google) -> None:
    assert google.generator(Veo, "veo").quote(a_film(duration_s=5)).cost == Money.usd("2.40")


@pytest.fixture
def storage() -> Iterator[str]:
    from gcp_storage_emulator.server import create_server

    server = create_server("127.0.0.1", 0, in_memory=True, default_bucket="films")
    server.start()
    try:
        yield f"http://127.0.0.1:{server._api._httpd.socket.getsockname()[1]}"
    finally:
        with contextlib.suppress(Exception):
            server.stop()


async def test_a_film_can_be_delivered_into_a_bucket(google: Google, storage: str, tmp_path: Path) -> None:
    with serving(GoogleEmulator(google.emulator.folder, render_s=0.0, storage_url=storage)) as url:
        account = tmp_path / "account.json"
        write_service_account(account, f"{url}/token")
        veo = google.generator(
            Veo,
            "veo",
            google_vertex_base_url=url,
            google_application_credentials=account,
            google_veo_output_gcs_uri="gs://films/veo",
            storage_emulator_host=storage,
        )
        info = probe(await film_of(veo, tmp_path / "out.mp4"))
    assert info.width == 1280
