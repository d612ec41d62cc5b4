"""Runway by its own SDK over a real socket."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from footage.errors import (
    AuthFailedError,
    GeneratorError,
    ModerationOutputError,
    ModerationPromptError,
    RateLimitedError,
    RequestRejectedError,
    VendorFailedError,
)
from footage.money import ZERO, Money
from media.probe import probe
from routing.emulators.runway import RunwayEmulator
from routing.emulators.serve import serving
from routing.generators import runway
from routing.generators.runway import Runway
from tests.one_vendor import DOWNLOAD_FAULTS, POLL_FAULTS, SUBMIT_FAULTS, Vendor, a_picture
from tests.support import a_request

pytestmark = pytest.mark.anyio

KEY = "0d2b8c64-6f8e-4c57-9d1c-7a1f3c9b2e11"
FILM: dict[str, Any] = {"duration_s": 2, "resolution": "720p"}


@pytest.fixture(scope="module")
def served(vendor_films: Path) -> Iterator[Vendor]:
    with serving(RunwayEmulator(vendor_films, render_s=0)) as url:
        yield Vendor(url, Runway, {"runwayml_api_secret": "key_of_a_test", "runwayml_base_url": url})


@pytest.fixture
def vendor(served: Vendor) -> Vendor:
    served.reset()
    return served


async def test_a_film_from_words(vendor: Vendor, tmp_path: Path) -> None:
    request = a_request(**FILM, aspect_ratio="9:16", seed=7, style="watercolour")
    operation_id = await vendor.backend("runway").submit(request, KEY)
    (call,) = vendor.log("/v1/text_to_video")
    assert call["body"] == {
        "model": "gen4.5",
        "promptText": "a boat at sunset\n\nStyle: watercolour",
        "ratio": "720:1280",
        "duration": 2,
        "seed": 7,
    }
    # Another process goes on with nothing but the operation id.
    later = vendor.backend("runway")
    poll = await later.poll(operation_id)
    assert (poll.state, poll.cost) == ("succeeded", Money.usd("0.24"))
    await later.fetch(operation_id, request, tmp_path / "clip.mp4", lambda _: None)
    info = probe(tmp_path / "clip.mp4")
    assert (info.width, info.height) == (720, 1280)
    assert info.duration_s == pytest.approx(2, abs=0.1)
    (download,) = vendor.log(".mp4")
    assert "authorization" not in download["headers"]


async def test_a_film_from_a_picture(vendor: Vendor, tmp_path: Path) -> None:
    picture = a_picture(tmp_path / "start.png")
    request = a_request(**FILM, aspect_ratio="21:9", start_image=picture)
    await vendor.backend("runway_turbo").submit(request, KEY)
    body = vendor.log("/v1/image_to_video")[0]["body"]
    assert (body["model"], body["ratio"]) == ("gen4_turbo", "1584:672")
    (first,) = body["promptImage"]
    assert first["position"] == "first"
    assert first["uri"].startswith("data:image/png;base64,")


async def test_a_film_between_two_pictures(vendor: Vendor, tmp_path: Path) -> None:
    start, end = a_picture(tmp_path / "a.png"), a_picture(tmp_path / "b.png")
    request = a_request(duration_s=5, resolution="1080p", start_image=start, end_image=end, negative_prompt="rain")
    operation_id = await vendor.backend("runway_veo").submit(request, KEY)
    body = vendor.log("/v1/image_to_video")[0]["body"]
    assert [frame["position"] for frame in body["promptImage"]] == ["first", "last"]
    assert (body["ratio"], body["duration"]) == ("1920:1080", 6)
    assert (body["audio"], body["negativePrompt"], body["seed"]) == (False, "rain", 1)
    assert (await vendor.backend("runway_veo").poll(operation_id)).cost == Money.usd("0.60")


async def test_sound_is_paid_where_it_is_wanted(vendor: Vendor) -> None:
    operation_id = await vendor.backend("runway_veo").submit(a_request(**FILM, audio=True), KEY)
    assert vendor.log("/v1/text_to_video")[0]["body"]["audio"] is True
    assert (await vendor.backend("runway_veo").poll(operation_id)).cost == Money.usd("0.60")


async def test_a_large_picture_is_uploaded_first(
    vendor: Vendor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runway, "DATA_URI_BYTES", 100)
    picture = a_picture(tmp_path / "large.png")
    await vendor.backend("runway_turbo").submit(a_request(**FILM, start_image=picture), KEY)
    (placed,), (received,) = vendor.log("/v1/uploads"), vendor.log("/upload-bucket")
    assert placed["body"] == {"filename": "picture.png", "type": "ephemeral"}
    assert received["status"] == 204
    assert "authorization" not in received["headers"]
    assert vendor.log("/v1/image_to_video")[0]["body"]["promptImage"][0]["uri"].startswith("runway://")


@pytest.mark.parametrize(("fault", "error", "taken"), [row for row in SUBMIT_FAULTS if row[0] != "moderated"])
async def test_a_submit_that_goes_wrong_is_sent_once(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch, fault: str, error: type[GeneratorError], taken: int
) -> None:
    backend = vendor.impatient("runway", monkeypatch)
    vendor.order("submit", fault)
    with pytest.raises(GeneratorError) as raised:
        await backend.submit(a_request(**FILM), KEY)
    assert type(raised.value) is error
    assert "key_of_a_test" not in str(raised.value)
    assert len(vendor.log("/v1/text_to_video")) == 1
    assert len(vendor.films()) == taken
    if isinstance(raised.value, RateLimitedError):
        assert raised.value.retry_after_s == 1


async def test_a_vendor_that_cannot_be_reached_took_nothing(vendor: Vendor) -> None:
    backend = vendor.backend("runway", runwayml_base_url="http://127.0.0.1:9")
    with pytest.raises(VendorFailedError):
        await backend.submit(a_request(**FILM), KEY)


async def test_an_upload_that_breaks_off_cost_nothing(
    vendor: Vendor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runway, "DATA_URI_BYTES", 100)
    picture = a_picture(tmp_path / "large.png")
    backend = vendor.backend("runway_turbo", runwayml_base_url="http://127.0.0.1:9")
    with pytest.raises(VendorFailedError):
        await backend.submit(a_request(**FILM, start_image=picture), KEY)


@pytest.mark.parametrize(("fault", "error"), POLL_FAULTS)
async def test_a_poll_that_goes_wrong_says_nothing_of_the_film(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch, fault: str, error: type[GeneratorError]
) -> None:
    backend = vendor.impatient("runway", monkeypatch)
    operation_id = await backend.submit(a_request(**FILM), KEY)
    vendor.order("poll", fault)
    with pytest.raises(GeneratorError) as raised:
        await backend.poll(operation_id)
    assert type(raised.value) is error
    assert (await backend.poll(operation_id)).state == "succeeded"


@pytest.mark.parametrize(
    ("words", "error", "cost"),
    [
        ("[moderated]", ModerationPromptError, Money.usd("0.24")),
        ("[moderated output]", ModerationOutputError, Money.usd("0.24")),
        ("[fail]", VendorFailedError, ZERO),
        ("[bad picture]", RequestRejectedError, ZERO),
        ("[empty] [bill 0.17]", VendorFailedError, Money.usd("0.17")),
    ],
)
async def test_a_film_that_fails_costs_what_the_vendor_says(
    vendor: Vendor, words: str, error: type[GeneratorError], cost: Money
) -> None:
    backend = vendor.backend("runway")
    poll = await backend.poll(await backend.submit(a_request(**FILM, prompt=f"a boat {words}"), KEY))
    assert (poll.state, poll.cost, type(poll.error)) == ("failed", cost, error)


async def test_the_prompt_that_is_moderated_was_taken(vendor: Vendor) -> None:
    vendor.order("submit", "moderated")
    backend = vendor.backend("runway")
    poll = await backend.poll(await backend.submit(a_request(**FILM), KEY))
    assert type(poll.error) is ModerationPromptError


async def test_a_film_that_waits_for_its_turn_is_at_work(vendor: Vendor) -> None:
    backend = vendor.backend("runway")
    ids = [await backend.submit(a_request(**FILM, prompt="a boat [slow 60]"), KEY) for _ in range(3)]
    polls = [await backend.poll(operation_id) for operation_id in ids]
    assert [poll.state for poll in polls] == ["working"] * 3
    assert all(poll.cost is None for poll in polls)


async def test_cancelling_stops_a_film_but_deletes_none(vendor: Vendor) -> None:
    backend = vendor.backend("runway")
    slow = await backend.submit(a_request(**FILM, prompt="a boat [slow 60]"), KEY)
    await backend.cancel(slow)
    poll = await backend.poll(slow)
    assert (poll.state, poll.cost) == ("failed", ZERO)
    running = await backend.submit(a_request(**FILM, prompt="a boat [slow 5]"), KEY)
    while (await backend.poll(running)).progress == 0:
        pass  # from here on it is paid for, cancelled or not
    await backend.cancel(running)
    assert (await backend.poll(running)).cost == Money.usd("0.24")
    done = await backend.submit(a_request(**FILM), KEY)
    await backend.cancel(done)
    assert (await backend.poll(done)).state == "succeeded"


@pytest.mark.parametrize("fault", DOWNLOAD_FAULTS)
@pytest.mark.few(one_in=2)
async def test_a_download_that_breaks_off_is_continued(vendor: Vendor, tmp_path: Path, fault: str) -> None:
    request, backend = a_request(**FILM), vendor.backend("runway")
    operation_id = await backend.submit(request, KEY)
    vendor.order("download", fault)
    await backend.fetch(operation_id, request, tmp_path / "clip.mp4", lambda _: None)
    assert probe(tmp_path / "clip.mp4").duration_s == pytest.approx(2, abs=0.1)
    assert len(vendor.log("/v1/text_to_video")) == 1


async def test_an_expired_link_is_asked_for_anew(vendor: Vendor, tmp_path: Path) -> None:
    request, backend = a_request(**FILM), vendor.backend("runway")
    operation_id = await backend.submit(request, KEY)
    vendor.order("download", "gone")
    with pytest.raises(VendorFailedError):
        await backend.fetch(operation_id, request, tmp_path / "clip.mp4", lambda _: None)
    await backend.fetch(operation_id, request, tmp_path / "clip.mp4", lambda _: None)
    assert probe(tmp_path / "clip.mp4").width == 1280
    links = {(await backend.clip(operation_id)).url for _ in range(2)}
    assert len(links) == 2


async def test_the_probe_asks_for_the_organization(vendor: Vendor) -> None:
    await vendor.backend("runway").probe()
    assert [call["status"] for call in vendor.log("/v1/organization")] == [200]
    vendor.order("poll", "auth")
    with pytest.raises(AuthFailedError):
        await vendor.backend("runway").probe()


def test_without_a_key_it_names_the_variable(vendor: Vendor) -> None:
    assert "RUNWAYML_API_SECRET" in vendor.backend("runway", runwayml_api_secret=None).missing()
    assert vendor.backend("runway").missing() is None
