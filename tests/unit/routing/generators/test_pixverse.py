"""PixVerse's REST API over a real socket."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

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
from routing.emulators import pixverse
from routing.emulators.pixverse import PixVerseEmulator
from routing.emulators.serve import serving
from routing.generators.pixverse import PixVerse, trace_id
from tests.one_vendor import DOWNLOAD_FAULTS, POLL_FAULTS, SUBMIT_FAULTS, Vendor, a_picture
from tests.support import a_request

pytestmark = pytest.mark.anyio

KEY = "0d2b8c64-6f8e-4c57-9d1c-7a1f3c9b2e11"


@pytest.fixture(scope="module")
def served(vendor_films: Path) -> Iterator[Vendor]:
    with serving(PixVerseEmulator(vendor_films, render_s=0)) as url:
        yield Vendor(url, PixVerse, {"pixverse_api_key": "key-of-a-test", "pixverse_base_url": url})


@pytest.fixture
def vendor(served: Vendor) -> Vendor:
    served.reset()
    return served


async def test_a_film_from_words(vendor: Vendor, tmp_path: Path) -> None:
    request = a_request(resolution="720p", aspect_ratio="9:16", audio=True, negative_prompt="rain", style="clay")
    operation_id = await vendor.backend("pixverse").submit(request, KEY)
    (call,) = vendor.log("/text/generate")
    assert call["body"] == {
        "prompt": "a boat at sunset\n\nStyle: clay",
        "model": "v6",
        "duration": 1,
        "quality": "720p",
        "aspect_ratio": "9:16",
        "negative_prompt": "rain",
        "seed": 1,
        "generate_audio_switch": True,
    }
    assert call["headers"]["ai-trace-id"] == KEY
    # Another process goes on with nothing but the operation id, which also knows the bill.
    later = vendor.backend("pixverse")
    poll = await later.poll(operation_id)
    assert (poll.state, poll.cost) == ("succeeded", Money.usd("0.12"))
    assert poll.cost == later.quote(request).cost
    await later.fetch(operation_id, request, tmp_path / "clip.mp4", lambda _: None)
    info = probe(tmp_path / "clip.mp4")
    assert (info.width, info.height) == (720, 1280)
    assert info.has_audio
    (download,) = vendor.log(".mp4")
    assert "api-key" not in download["headers"]


async def test_a_film_from_a_picture(vendor: Vendor, tmp_path: Path) -> None:
    request = a_request(resolution="720p", start_image=a_picture(tmp_path / "a.png"))
    operation_id = await vendor.backend("pixverse").submit(request, KEY)
    assert [call["body"] for call in vendor.log("/image/upload")] == [{"image": "picture.png"}]
    body = vendor.log("/img/generate")[0]["body"]
    assert isinstance(body["img_id"], int)
    assert "aspect_ratio" not in body
    assert body["generate_audio_switch"] is False
    assert (await vendor.backend("pixverse").poll(operation_id)).cost == Money.usd("0.09")


async def test_a_film_between_two_pictures(vendor: Vendor, tmp_path: Path) -> None:
    start, end = a_picture(tmp_path / "a.png"), a_picture(tmp_path / "b.png")
    await vendor.backend("pixverse").submit(a_request(resolution="720p", start_image=start, end_image=end), KEY)
    body = vendor.log("/transition/generate")[0]["body"]
    assert body["first_frame_img"] != body["last_frame_img"]
    assert "img_id" not in body


async def test_every_call_has_a_trace_id_of_its_own(vendor: Vendor, tmp_path: Path) -> None:
    backend = vendor.backend("pixverse")
    request = a_request(resolution="720p", start_image=a_picture(tmp_path / "a.png"))
    operation_id = await backend.submit(request, KEY)
    await backend.poll(operation_id)
    await backend.poll(operation_id)
    traces = [call["headers"]["ai-trace-id"] for call in vendor.log("/openapi/")]
    assert len(set(traces)) == len(traces) == 4
    assert uuid.UUID(trace_id("attempt 7")) == uuid.UUID(trace_id("attempt 7")) != uuid.UUID(trace_id("attempt 8"))


@pytest.mark.parametrize(("fault", "error", "taken"), SUBMIT_FAULTS)
async def test_a_submit_that_goes_wrong_is_sent_once(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch, fault: str, error: type[GeneratorError], taken: int
) -> None:
    backend = vendor.impatient("pixverse", monkeypatch)
    vendor.order("submit", fault)
    with pytest.raises(GeneratorError) as raised:
        await backend.submit(a_request(resolution="720p"), KEY)
    assert type(raised.value) is error
    assert "key-of-a-test" not in str(raised.value)
    assert len(vendor.log("/generate")) == 1
    assert len(vendor.films()) == taken


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (10003, AuthFailedError),
        (10005, VendorFailedError),
        (400019, RequestRejectedError),
        (400032, RequestRejectedError),
        (500020, AuthFailedError),
        (500043, QuotaExhaustedError),
        (500045, RateLimitedError),
        (500054, ModerationOutputError),
        (500060, QuotaExhaustedError),
        (500069, RateLimitedError),
        (500201, InDoubtError),
        (123456, InDoubtError),
        (500008, RetiredModelError),
    ],
)
async def test_what_the_codes_mean(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch, code: int, error: type[GeneratorError]
) -> None:
    monkeypatch.setitem(pixverse._REFUSALS, "busy", (code, "words that vary"))
    vendor.order("submit", "busy")
    with pytest.raises(GeneratorError, match=str(code)) as raised:
        await vendor.backend("pixverse").submit(a_request(resolution="720p"), KEY)
    assert type(raised.value) is error


@pytest.mark.parametrize(("fault", "error"), POLL_FAULTS)
async def test_a_poll_that_goes_wrong_says_nothing_of_the_film(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch, fault: str, error: type[GeneratorError]
) -> None:
    backend = vendor.impatient("pixverse", monkeypatch)
    operation_id = await backend.submit(a_request(resolution="720p"), KEY)
    vendor.order("poll", fault)
    with pytest.raises(GeneratorError) as raised:
        await backend.poll(operation_id)
    assert type(raised.value) is error
    assert (await backend.poll(operation_id)).state == "succeeded"


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("[moderated output]", ModerationOutputError),
        ("[fail]", VendorFailedError),
        ("[empty]", VendorFailedError),
        ("[status 6]", VendorFailedError),
        ("[status 9]", VendorFailedError),
        ("[status 10]", ModerationOutputError),
    ],
)
async def test_a_film_that_fails(vendor: Vendor, words: str, error: type[GeneratorError]) -> None:
    backend = vendor.backend("pixverse")
    request = a_request(resolution="720p", prompt=f"a boat {words} [bill 0.3]")
    poll = await backend.poll(await backend.submit(request, KEY))
    assert (poll.state, poll.cost, type(poll.error)) == ("failed", None, error)  # whether credits come back is not said


async def test_a_moderated_prompt_may_also_be_told_by_a_poll(vendor: Vendor) -> None:
    backend = vendor.backend("pixverse")
    operation_id = await backend.submit(a_request(resolution="720p"), KEY)
    vendor.order("poll", "moderated")
    poll = await backend.poll(operation_id)
    assert (poll.state, type(poll.error)) == ("failed", ModerationPromptError)


@pytest.mark.parametrize("words", ["[slow 60]", "[status 0]", "[status 2]", "[status 3]", "[status 42]"])
async def test_what_is_not_known_to_have_ended_is_at_work(vendor: Vendor, words: str) -> None:
    backend = vendor.backend("pixverse")
    operation_id = await backend.submit(a_request(resolution="720p", prompt=f"a boat {words}"), KEY)
    assert (await backend.poll(operation_id)).state == "working"


async def test_a_price_that_was_not_told_is_not_guessed(vendor: Vendor) -> None:
    backend = vendor.backend("pixverse")
    operation_id = await backend.submit(a_request(resolution="720p"), KEY)
    poll = await backend.poll(operation_id.partition(":")[0])
    assert (poll.state, poll.cost) == ("succeeded", None)


@pytest.mark.parametrize("fault", DOWNLOAD_FAULTS)
@pytest.mark.few(one_in=2)
async def test_a_download_that_breaks_off_is_continued(vendor: Vendor, tmp_path: Path, fault: str) -> None:
    request, backend = a_request(resolution="720p"), vendor.backend("pixverse")
    operation_id = await backend.submit(request, KEY)
    vendor.order("download", fault)
    await backend.fetch(operation_id, request, tmp_path / "clip.mp4", lambda _: None)
    assert probe(tmp_path / "clip.mp4").duration_s == pytest.approx(1, abs=0.1)
    assert len(vendor.log("/generate")) == 1


async def test_a_file_that_is_no_film_is_the_vendors_fault(vendor: Vendor, tmp_path: Path) -> None:
    request, backend = a_request(resolution="720p"), vendor.backend("pixverse")
    operation_id = await backend.submit(request, KEY)
    vendor.order("download", "malformed")
    with pytest.raises(VendorFailedError):
        await backend.fetch(operation_id, request, tmp_path / "clip.mp4", lambda _: None)


async def test_an_expired_link_is_asked_for_anew(vendor: Vendor, tmp_path: Path) -> None:
    request, backend = a_request(resolution="720p"), vendor.backend("pixverse")
    operation_id = await backend.submit(request, KEY)
    vendor.order("download", "gone")
    with pytest.raises(VendorFailedError):
        await backend.fetch(operation_id, request, tmp_path / "clip.mp4", lambda _: None)
    await backend.fetch(operation_id, request, tmp_path / "clip.mp4", lambda _: None)
    assert len({(await backend.clip(operation_id)).url for _ in range(2)}) == 2


async def test_the_probe_asks_for_the_balance(vendor: Vendor) -> None:
    await vendor.backend("pixverse").probe()
    assert [call["status"] for call in vendor.log("/account/balance")] == [200]
    vendor.order("poll", "auth")
    with pytest.raises(AuthFailedError):
        await vendor.backend("pixverse").probe()


def test_without_a_key_it_names_the_variable(vendor: Vendor) -> None:
    assert "PIXVERSE_API_KEY" in vendor.backend("pixverse", pixverse_api_key=None).missing()
    assert vendor.backend("pixverse").missing() is None
