"""What the emulator does beyond what the generators' tests see, through the real SDK."""

from __future__ import annotations

import io
import stat
from pathlib import Path
from typing import Any

import pytest

from routing.emulators.google.app import VERSIONS
from routing.emulators.google.credentials import write_service_account
from routing.generators.omni import Omni
from routing.generators.veo import Veo
from routing.wire import google as google_wire
from tests.plain_http import http
from tests.unit.routing.generators.google_support import Google, a_film, google, served

__all__ = ["google", "served"]
pytestmark = pytest.mark.anyio


async def test_a_file_is_uploaded_and_found_again(google: Google) -> None:
    client = await google_wire.gemini(google.settings())
    sent = await client.aio.files.upload(file=io.BytesIO(b"frame"), config={"mime_type": "image/png"})
    found = await client.aio.files.get(name=str(sent.name))
    assert (found.mime_type, found.size_bytes, found.state) == ("image/png", 5, sent.state)


async def test_a_deleted_interaction_is_gone(google: Google) -> None:
    client = await google_wire.gemini(google.settings())
    operation_id = await google.generator(Omni, "omni").submit(a_film(), "key-1")
    await client.aio.interactions.delete(operation_id)
    assert google.emulator.films == {}


async def test_interactions_and_text_are_there_on_vertex_too(google: Google) -> None:
    opened = await google_wire.vertex(google.settings(), "veo")
    made: Any = await opened.client.aio.interactions.create(
        model="gemini-omni-1.2-flash", input="a boat [inline]", response_format={"type": "video", "duration": "3s"}
    )
    assert made.output_video.data
    answer = await opened.client.aio.models.generate_content(model="gemini-3.8-flash", contents="hello")
    assert "hello" in str(answer.text)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_of_the_api_is_spoken(google: Google, version: str) -> None:
    url = f"{google.url}/{version}/models/gemini-3.8-flash"
    assert http.get(url, headers={"x-goog-api-key": "k"}).status_code == 200
    assert http.get(url).json()["error"]["status"] == "PERMISSION_DENIED"


@pytest.mark.parametrize(
    ("instance", "parameters"),
    [
        ({"prompt": "a boat"}, {"durationSeconds": 5}),
        ({"prompt": "a boat"}, {"aspectRatio": "1:1"}),
        ({"prompt": "a boat"}, {"resolution": "480p"}),
        ({"prompt": ""}, {}),
        ({"prompt": "a boat", "lastFrame": {}}, {}),
    ],
)
def test_veo_is_as_narrow_as_the_real_one(google: Google, instance: dict[str, Any], parameters: dict[str, Any]) -> None:
    url = (
        f"{google.url}/v1beta1/projects/p/locations/l/publishers/google/models/veo-3.1-generate-001:predictLongRunning"
    )
    body = {"instances": [instance], "parameters": parameters}
    answer = http.post(url, json=body, headers={"authorization": "Bearer t"})
    assert answer.json()["error"]["status"] == "INVALID_ARGUMENT"
    assert http.post(url, json=body).json()["error"]["status"] == "UNAUTHENTICATED"


async def test_words_in_the_prompt_break_the_first_delivery(google: Google, tmp_path: Path) -> None:
    from footage.errors import VendorFailedError

    for word in ("expired", "truncated"):
        veo, order = google.generator(Veo, "veo"), a_film(f"a boat at sunset [{word}]")
        operation_id = await veo.submit(order, "key-1")
        await veo.poll(operation_id)
        with pytest.raises(VendorFailedError):
            await veo.clip(operation_id)
        assert (await veo.clip(operation_id)).content


def test_the_service_account_is_private(tmp_path: Path) -> None:
    write_service_account(tmp_path / "account.json", "http://127.0.0.1:1/token")
    assert stat.S_IMODE((tmp_path / "account.json").stat().st_mode) == 0o600
