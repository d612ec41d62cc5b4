"""Google's emulator on a real socket, and generators that talk to it through the real SDK."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from footage.domain import VideoRequest
from footage.ports.generators import Poll
from footage.vendors import VendorSettings
from routing.catalog import load_catalog
from routing.emulators.google.app import GoogleEmulator
from routing.emulators.serve import serving
from routing.generators.cloud import CloudGenerator
from tests.plain_http import http
from tests.support import a_request

G = TypeVar("G", bound=CloudGenerator)
PROMPT = "a boat at sunset"


class Google:
    """The served emulator and how to reach it."""

    def __init__(self, emulator: GoogleEmulator, url: str, account: Path) -> None:
        self.emulator, self.url, self.account = emulator, url, account

    def settings(self, **changes: Any) -> VendorSettings:
        known: dict[str, Any] = {
            "gemini_api_key": "secret-key",
            "google_gemini_base_url": self.url,
            "google_vertex_base_url": self.url,
            "google_cloud_project": "p",
            "google_application_credentials": self.account,
        }
        return VendorSettings(**{**known, **changes})

    def generator(self, kind: type[G], name: str, **settings: Any) -> G:
        catalog = load_catalog()
        spec = catalog.backends[name]
        return kind(name, spec, catalog.vendors[spec.vendor], self.settings(**settings))

    def order(self, on: str, fault: str, times: int = 1) -> None:
        answer = http.post(f"{self.url}/__emu/scenario", json={"on": on, "fault": fault, "times": times})
        answer.raise_for_status()

    def calls(self, part: str) -> list[dict[str, Any]]:
        """The calls whose path has a part."""
        log = http.get(f"{self.url}/__emu/log").json()
        return [call for call in log if part in call["path"]]


@pytest.fixture(scope="module")
def served(vendor_films: Path) -> Iterator[Google]:
    emulator = GoogleEmulator(vendor_films, render_s=0.0)
    with serving(emulator) as url:
        yield Google(emulator, url, Path(emulator.environment()["GOOGLE_APPLICATION_CREDENTIALS"]))


@pytest.fixture
def google(served: Google) -> Google:
    http.post(f"{served.url}/__emu/reset").raise_for_status()
    return served


def a_film(prompt: str = PROMPT, **changes: Any) -> VideoRequest:
    """A request that Google's models take."""
    return a_request(**{"prompt": prompt, "duration_s": 4, "resolution": "720p", "audio": True, **changes})


def a_picture(folder: Path, name: str = "start") -> str:
    """A small PNG on disk."""
    from PIL import Image

    path = folder / f"{name}.png"
    Image.new("RGB", (32, 18), "navy" if name == "start" else "gold").save(path)
    return str(path)


async def ended(generator: CloudGenerator, operation_id: str) -> Poll:
    """What it says at the end."""
    while (poll := await generator.poll(operation_id)).state == "working":
        pass
    return poll
