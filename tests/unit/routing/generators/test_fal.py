"""fal.ai's queue over a real socket."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from footage.errors import (
    AuthFailedError,
    GeneratorError,
    InvalidInputError,
    ModerationOutputError,
    ModerationPromptError,
    RequestRejectedError,
    VendorFailedError,
)
from footage.money import ZERO, Money
from media.probe import probe
from routing.emulators.fal import FalEmulator
from routing.emulators.serve import serving
from routing.generators.fal import Fal
from tests.one_vendor import DOWNLOAD_FAULTS, POLL_FAULTS, SUBMIT_FAULTS, Vendor, a_picture
from tests.support import a_request

pytestmark = pytest.mark.anyio

KEY = "0d2b8c64-6f8e-4c57-9d1c-7a1f3c9b2e11"
TOLD_LATER = FalEmulator.told_later


@pytest.fixture(scope="module")
def served(vendor_films: Path) -> Iterator[Vendor]:
    with serving(FalEmulator(vendor_films, render_s=0)) as url:
        yield Vendor(url, Fal, {"fal_key": "key-of-a-test", "fal_base_url": url})


@pytest.fixture
def vendor(served: Vendor) -> Vendor:
    served.reset()
    return served


async def test_a_film_from_words(vendor: Vendor, tmp_path: Path) -> None:
    request = a_request(duration_s=3, aspect_ratio="9:16", audio=True, style="watercolour")
    operation_id = await vendor.backend("seedance").submit(request, KEY)
    assert operation_id.startswith("bytedance/seedance-2.5/requests/")
    (call,) = vendor.log("/bytedance/seedance-2.5/text-to-video")
    assert call["body"] == {
        "prompt": "a boat at sunset\n\nStyle: watercolour",
        "duration": "4",
        "resolution": "480p",
        "aspect_ratio": "9:16",
        "generate_audio": True,
    }
    # Another process goes on with nothing but the operation id.
    later = vendor.backend("seedance")
    assert await later.poll(operation_id) == (await vendor.backend("seedance").poll(operation_id))
    assert (await later.poll(operation_id)).state == "succeeded"
    await later.fetch(operation_id, request, tmp_path / "clip.mp4", lambda _: None)
    info = probe(tmp_path / "clip.mp4")
    assert info.width < info.height
    assert info.duration_s == pytest.approx(3, abs=0.1)
    assert info.has_audio
    (download,) = vendor.log(".mp4")
    assert "authorization" not in download["headers"]


async def test_another_model_is_only_another_row(vendor: Vendor) -> None:
    await vendor.backend("hailuo").submit(a_request(resolution="720p", seed=7), KEY)
    assert vendor.log("/minimax/h3/text-to-video")[0]["body"] == {
        "prompt": "a boat at sunset",
        "duration": 5,
        "resolution": "768P",
        "aspect_ratio": "16:9",
        "seed": 7,
    }


@pytest.mark.parametrize(
    ("backend", "path"),
    [("seedance", "/bytedance/seedance-2.5/image-to-video"), ("hailuo", "/minimax/h3/image-to-video")],
)
async def test_a_film_between_two_pictures(vendor: Vendor, tmp_path: Path, backend: str, path: str) -> None:
    start, end = a_picture(tmp_path / "a.png"), a_picture(tmp_path / "b.png")
    generator = vendor.backend(backend)
    operation_id = await generator.submit(a_request(start_image=start), KEY)
    await generator.submit(a_request(start_image=start, end_image=end), KEY)
    first, both = (call["body"] for call in vendor.log(path))
    assert first["image_url"].startswith("data:image/png;base64,")
    assert "end_image_url" not in first
    assert both["end_image_url"].startswith("data:image/png;base64,")
    assert "aspect_ratio" not in both
    assert (await generator.poll(operation_id)).state == "succeeded"


@pytest.mark.parametrize(("fault", "error", "taken"), [row for row in SUBMIT_FAULTS if row[0] not in TOLD_LATER])
async def test_a_submit_that_goes_wrong_is_sent_once(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch, fault: str, error: type[GeneratorError], taken: int
) -> None:
    backend = vendor.impatient("seedance", monkeypatch)
    vendor.order("submit", fault)
    with pytest.raises(GeneratorError) as raised:
        await backend.submit(a_request(), KEY)
    assert type(raised.value) is error
    assert "key-of-a-test" not in str(raised.value)
    assert len(vendor.log("text-to-video")) == 1
    assert len(vendor.films()) == taken


@pytest.mark.parametrize(("fault", "error"), [row[:2] for row in SUBMIT_FAULTS if row[0] in TOLD_LATER])
async def test_what_is_wrong_with_a_request_is_told_later(
    vendor: Vendor, fault: str, error: type[GeneratorError]
) -> None:
    vendor.order("submit", fault)
    backend = vendor.backend("seedance")
    poll = await backend.poll(await backend.submit(a_request(), KEY))
    # fal may charge for what its model refused, and says only that it took no units: no runner had it.
    assert (poll.state, poll.cost, type(poll.error)) == ("failed", ZERO, error)


@pytest.mark.parametrize(("fault", "error"), POLL_FAULTS)
@pytest.mark.parametrize("answers_before", [0, 1])
async def test_a_poll_that_goes_wrong_says_nothing_of_the_film(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch, fault: str, error: type[GeneratorError], answers_before: int
) -> None:
    backend = vendor.impatient("seedance", monkeypatch)
    operation_id = await backend.submit(a_request(), KEY)
    if answers_before:
        real = backend._call

        async def order_after_the_status(method: str, path: str, **more: Any) -> Any:
            answer = await real(method, path, **more)
            if path.endswith("/status"):
                vendor.order("poll", fault)
            return answer

        monkeypatch.setattr(backend, "_call", order_after_the_status)
    else:
        vendor.order("poll", fault)
    with pytest.raises(GeneratorError) as raised:
        await backend.poll(operation_id)
    assert type(raised.value) is error
    assert (await vendor.backend("seedance").poll(operation_id)).state == "succeeded"


@pytest.mark.parametrize(
    ("words", "error", "cost"),
    [
        ("[moderated]", ModerationPromptError, None),
        ("[moderated output]", ModerationOutputError, None),
        ("[bad request]", RequestRejectedError, None),
        ("[fail]", VendorFailedError, ZERO),
        ("[empty]", VendorFailedError, None),
    ],
)
async def test_a_film_that_fails(vendor: Vendor, words: str, error: type[GeneratorError], cost: Money | None) -> None:
    backend = vendor.backend("seedance")
    poll = await backend.poll(await backend.submit(a_request(prompt=f"a boat {words}"), KEY))
    assert (poll.state, poll.cost, type(poll.error)) == ("failed", cost, error)


async def test_a_film_in_the_queue_is_at_work_and_can_be_cancelled(vendor: Vendor) -> None:
    backend = vendor.backend("seedance")
    operation_id = await backend.submit(a_request(prompt="a boat [slow 60]"), KEY)
    assert (await backend.poll(operation_id)).state == "working"
    await vendor.backend("seedance").cancel(operation_id)
    assert (await backend.poll(operation_id)).state == "failed"
    done = await backend.submit(a_request(), KEY)
    await backend.cancel(done)
    assert (await backend.poll(done)).state == "succeeded"


async def test_the_key_stays_with_the_configured_host(vendor: Vendor) -> None:
    """What an answer says about other hosts is not followed: requests are always asked for where they were sent."""
    backend = vendor.backend("seedance")
    paths = ("https://example.com/a/b/requests/1", f"{vendor.url}.example.com/a/b/requests/1")
    for elsewhere in (*paths, f"{vendor.url}/a/../x/requests/1", ""):
        answer = {"request_id": "abc-1", "response_url": elsewhere}
        assert backend._operation_id("own/app/deep/path", answer) == "own/app/requests/abc-1"


@pytest.mark.parametrize("fault", DOWNLOAD_FAULTS)
@pytest.mark.few(one_in=2)
async def test_a_download_that_breaks_off_is_continued(vendor: Vendor, tmp_path: Path, fault: str) -> None:
    request, backend = a_request(), vendor.backend("seedance")
    operation_id = await backend.submit(request, KEY)
    vendor.order("download", fault)
    await backend.fetch(operation_id, request, tmp_path / "clip.mp4", lambda _: None)
    assert probe(tmp_path / "clip.mp4").duration_s == pytest.approx(1, abs=0.1)
    assert len(vendor.log("text-to-video")) == 1


async def test_an_expired_link_is_asked_for_anew(vendor: Vendor, tmp_path: Path) -> None:
    request, backend = a_request(), vendor.backend("seedance")
    operation_id = await backend.submit(request, KEY)
    vendor.order("download", "gone")
    with pytest.raises(VendorFailedError):
        await backend.fetch(operation_id, request, tmp_path / "clip.mp4", lambda _: None)
    await backend.fetch(operation_id, request, tmp_path / "clip.mp4", lambda _: None)
    assert len({(await backend.clip(operation_id)).url for _ in range(2)}) == 2
    vendor.order("poll", "auth")
    with pytest.raises(AuthFailedError):
        await backend.clip(operation_id)


def test_wrong_options_name_the_row(vendor: Vendor) -> None:
    with pytest.raises(InvalidInputError, match=r"backends\.seedance\.options.*text_path"):
        vendor.backend("seedance", spec={"options": {"inputs": {}}})


def test_without_a_key_it_names_the_variable(vendor: Vendor) -> None:
    assert "FAL_KEY" in vendor.backend("seedance", fal_key=None).missing()
    assert vendor.backend("seedance").missing() is None
