"""The trace goes along to every vendor's emulator, by the vendors' own SDKs, and to none whom the user did not name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from footage import traces
from footage.vendors import VendorSettings
from tests.emulated import AS_MADE, BACKENDS, World, emulated
from tests.plain_http import http
from tests.support import a_request

pytestmark = pytest.mark.anyio
CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, vendor_films: Path) -> Iterator[World]:
    with emulated(tmp_path_factory.mktemp("world"), vendor_films) as running:
        yield running


@pytest.mark.parametrize("backend", BACKENDS)
async def test_a_host_of_the_users_own_is_told_the_trace(
    backend: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = VendorSettings(**{name.lower(): value for name, value in world.environment.items()})  # type: ignore[arg-type]
    generator, request = (
        world.generators[backend],
        a_request(**{"duration_s": 5, "resolution": "720p", **AS_MADE.get(backend, {})}),
    )
    for told, header in ((named.own_hosts, CALLER), (frozenset[str](), None)):
        monkeypatch.setattr(traces, "_told", told)
        world.reset()
        with traces.joined(CALLER):
            await generator.poll(await generator.submit(request, "key"))
        calls = [
            call for call in http.get(f"{world.of(backend).base_url}/__emu/log").json() if "/token" not in call["path"]
        ]
        assert len(calls) >= 2
        assert {call["headers"].get("traceparent") for call in calls} == {header}
