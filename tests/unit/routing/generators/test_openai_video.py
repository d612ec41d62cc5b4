"""An endpoint of the user's own that speaks /v1/videos, over a real socket."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from footage.errors import (
    GeneratorError,
    ModerationOutputError,
    ModerationPromptError,
    PriceUnknownError,
    VendorFailedError,
)
from footage.money import Money
from media.probe import probe
from routing.catalog import Price
from routing.emulators.openai_video import OpenAIVideoEmulator
from routing.emulators.serve import serving
from routing.generators.openai_video import OpenAIVideo
from tests.one_vendor import DOWNLOAD_FAULTS, POLL_FAULTS, SUBMIT_FAULTS, Vendor, a_picture
from tests.support import a_request

pytestmark = pytest.mark.anyio

KEY = "0d2b8c64-6f8e-4c57-9d1c-7a1f3c9b2e11"
NAME = "openai_video"


@pytest.fixture(scope="module")
def served(vendor_films: Path) -> Iterator[Vendor]:
    with serving(OpenAIVideoEmulator(vendor_films, render_s=0)) as url:
        settings = {
            "openai_video_api_key": "key-of-a-test",
            "openai_video_base_url": url,
            "openai_video_model": "wan-3",
            "openai_video_usd_per_s": Decimal("0.05"),
        }
        yield Vendor(url, OpenAIVideo, settings)


@pytest.fixture
def vendor(served: Vendor) -> Vendor:
    served.reset()
    return served


async def test_a_film_from_words(vendor: Vendor, tmp_path: Path) -> None:
    request = a_request(duration_s=2, resolution="720p", aspect_ratio="9:16", audio=True, style="watercolour")
    operation_id = await vendor.backend(NAME).submit(request, KEY)
    (call,) = vendor.log("/v1/videos")
    assert call["body"] == {
        "model": "wan-3",
        "prompt": "a boat at sunset\n\nStyle: watercolour",
        "seconds": "4",
        "size": "720x1280",
    }
    assert call["headers"]["content-type"].startswith("multipart/form-data")
    # Another process goes on with nothing but the operation id.
    later = vendor.backend(NAME)
    poll = await later.poll(operation_id)
    assert (poll.state, poll.cost) == ("succeeded", None)
    await later.fetch(operation_id, request, tmp_path / "clip.mp4", lambda _: None)
    info = probe(tmp_path / "clip.mp4")
    assert (info.width, info.height) == (720, 1280)
    assert info.duration_s == pytest.approx(2, abs=0.1)
    assert "authorization" in vendor.log("/content")[0]["headers"]


async def test_a_film_from_a_picture(vendor: Vendor, tmp_path: Path) -> None:
    picture = a_picture(tmp_path / "start.png")
    await vendor.backend(NAME).submit(a_request(resolution="720p", start_image=picture), KEY)
    assert vendor.log("/v1/videos")[0]["body"]["input_reference"] == "picture.png"


async def test_the_address_may_end_with_v1_and_need_no_key(vendor: Vendor, tmp_path: Path) -> None:
    request = a_request(resolution="720p")
    backend = vendor.backend(NAME, openai_video_base_url=f"{vendor.url}/v1/", openai_video_api_key=None)
    operation_id = await backend.submit(request, KEY)
    await backend.fetch(operation_id, request, tmp_path / "clip.mp4", lambda _: None)
    assert probe(tmp_path / "clip.mp4").width == 1280
    assert all("authorization" not in call["headers"] for call in vendor.log("/v1/videos"))


async def test_the_price_is_the_users(vendor: Vendor) -> None:
    request = a_request(duration_s=5, resolution="720p")
    quote = vendor.backend(NAME).quote(request)
    assert (quote.cost, quote.price_source, quote.model) == (Money.usd("0.40"), "OPENAI_VIDEO_USD_PER_S", "wan-3")
    with pytest.raises(PriceUnknownError, match="OPENAI_VIDEO_USD_PER_S"):
        vendor.backend(NAME, openai_video_usd_per_s=None).quote(request)
    row = Price.model_validate({"resolutions": ["720p"], "usd_per_s": "0.2", "as_of": "2026-11-21", "source": "mine"})
    assert vendor.backend(NAME, spec={"prices": (row,)}).quote(request).cost == Money.usd("1.60")


@pytest.mark.parametrize(("fault", "error", "taken"), SUBMIT_FAULTS)
async def test_a_submit_that_goes_wrong_is_sent_once(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch, fault: str, error: type[GeneratorError], taken: int
) -> None:
    backend = vendor.impatient(NAME, monkeypatch)
    vendor.order("submit", fault)
    with pytest.raises(GeneratorError) as raised:
        await backend.submit(a_request(resolution="720p"), KEY)
    assert type(raised.value) is error
    assert "key-of-a-test" not in str(raised.value)
    assert len(vendor.log("/v1/videos")) == 1
    assert len(vendor.films()) == taken


@pytest.mark.parametrize(("fault", "error"), POLL_FAULTS)
async def test_a_poll_that_goes_wrong_says_nothing_of_the_film(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch, fault: str, error: type[GeneratorError]
) -> None:
    backend = vendor.impatient(NAME, monkeypatch)
    operation_id = await backend.submit(a_request(resolution="720p"), KEY)
    vendor.order("poll", fault)
    with pytest.raises(GeneratorError) as raised:
        await backend.poll(operation_id)
    assert type(raised.value) is error
    assert (await backend.poll(operation_id)).state == "succeeded"


async def test_a_prompt_can_be_moderated_before_and_a_film_after(vendor: Vendor) -> None:
    backend = vendor.backend(NAME)
    with pytest.raises(ModerationPromptError):
        await backend.submit(a_request(resolution="720p", prompt="a boat [moderated]"), KEY)
    for words, error in (("[moderated output]", ModerationOutputError), ("[fail]", VendorFailedError)):
        request = a_request(resolution="720p", prompt=f"a boat {words}")
        poll = await backend.poll(await backend.submit(request, KEY))
        assert (poll.state, poll.cost, type(poll.error)) == ("failed", None, error)


async def test_a_film_that_is_done_but_not_there_cannot_be_fetched(vendor: Vendor, tmp_path: Path) -> None:
    request, backend = a_request(resolution="720p", prompt="a boat [empty]"), vendor.backend(NAME)
    operation_id = await backend.submit(request, KEY)
    with pytest.raises(VendorFailedError):
        await backend.fetch(operation_id, request, tmp_path / "clip.mp4", lambda _: None)


async def test_cancelling_deletes_what_is_not_made_yet(vendor: Vendor) -> None:
    backend = vendor.backend(NAME)
    slow = await backend.submit(a_request(resolution="720p", prompt="a boat [slow 60]"), KEY)
    assert (await backend.poll(slow)).state == "working"
    await backend.cancel(slow)
    with pytest.raises(VendorFailedError):
        await backend.poll(slow)
    done = await backend.submit(a_request(resolution="720p"), KEY)
    await backend.cancel(done)
    assert (await backend.poll(done)).state == "succeeded"


@pytest.mark.parametrize("fault", DOWNLOAD_FAULTS)
@pytest.mark.few(one_in=2)
async def test_a_download_that_breaks_off_is_continued(vendor: Vendor, tmp_path: Path, fault: str) -> None:
    request, backend = a_request(resolution="720p"), vendor.backend(NAME)
    operation_id = await backend.submit(request, KEY)
    vendor.order("download", fault)
    await backend.fetch(operation_id, request, tmp_path / "clip.mp4", lambda _: None)
    assert probe(tmp_path / "clip.mp4").duration_s == pytest.approx(1, abs=0.1)
    assert len([call for call in vendor.log("/v1/videos") if call["method"] == "POST"]) == 1


def test_without_an_address_or_model_it_names_the_variable(vendor: Vendor) -> None:
    assert "OPENAI_VIDEO_BASE_URL" in vendor.backend(NAME, openai_video_base_url=None).missing()
    assert "OPENAI_VIDEO_MODEL" in vendor.backend(NAME, openai_video_model=None).missing()
    own = {"model": "mine", "options": {"sizes": {}}}
    assert vendor.backend(NAME, openai_video_model=None, spec=own).missing() is None
    assert vendor.backend(NAME, spec=own).model == "mine"
