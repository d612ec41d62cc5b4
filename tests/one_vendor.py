"""A backend of the shipped catalog against its emulated vendor on a real socket, and the faults it must survive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from footage.errors import (
    AuthFailedError,
    GeneratorError,
    InDoubtError,
    ModerationPromptError,
    QuotaExhaustedError,
    RateLimitedError,
    RequestRejectedError,
    RetiredModelError,
    VendorFailedError,
)
from footage.vendors import VendorSettings
from routing.catalog import load_catalog
from routing.emulators import base
from routing.generators.cloud import CloudGenerator
from tests.plain_http import http

SUBMIT_FAULTS: list[tuple[str, type[GeneratorError], int]] = [
    ("busy", RateLimitedError, 0),
    ("quota", QuotaExhaustedError, 0),
    ("auth", AuthFailedError, 0),
    ("bad_request", RequestRejectedError, 0),
    ("moderated", ModerationPromptError, 0),
    ("retired", RetiredModelError, 0),
    ("unavailable", VendorFailedError, 0),
    ("upstream", InDoubtError, 1),
    ("error_before", InDoubtError, 0),
    ("error_after", InDoubtError, 1),
    ("reset_before", InDoubtError, 0),
    ("reset_after", InDoubtError, 1),
    ("malformed", InDoubtError, 1),
    ("hang", InDoubtError, 1),
]
"""What a submit that goes wrong is to us, and how many films the vendor took on."""

POLL_FAULTS: list[tuple[str, type[GeneratorError]]] = [
    ("busy", RateLimitedError),
    ("auth", AuthFailedError),
    ("error_before", VendorFailedError),
    ("reset_after", VendorFailedError),
    ("malformed", VendorFailedError),
    ("unavailable", VendorFailedError),
    ("upstream", VendorFailedError),
    ("hang", VendorFailedError),
]
DOWNLOAD_FAULTS = ["truncated", "error_before", "reset_before", "unavailable"]


class Vendor:
    """One emulated vendor, and the backends that talk to it."""

    def __init__(self, url: str, adapter: type[CloudGenerator], settings: dict[str, Any]) -> None:
        self.url = url
        self._adapter = adapter
        self._settings = settings

    def backend(self, name: str, *, spec: dict[str, Any] | None = None, **settings: Any) -> Any:
        """A new instance of a backend, as another process would have it."""
        catalog = load_catalog()
        row = catalog.backends[name].model_copy(update=spec or {})
        return self._adapter(name, row, catalog.vendors[row.vendor], VendorSettings(**{**self._settings, **settings}))

    def impatient(self, name: str, monkeypatch: pytest.MonkeyPatch, **more: Any) -> Any:
        """A backend that waits half a second for an answer, from a vendor that hangs for much longer."""
        monkeypatch.setattr(base, "HANG_S", 4.0)
        backend = self.backend(name, **more)
        backend.timeout_s = 0.5
        return backend

    def order(self, on: str, fault: str, times: int = 1) -> None:
        """The next calls go wrong."""
        http.post(f"{self.url}/__emu/scenario", json={"on": on, "fault": fault, "times": times}).raise_for_status()

    def change(self, on: str, times: int = 1, **order: Any) -> None:
        """The next calls are answered with other JSON (`answer`) or `headers`, or with a `fault` and other headers."""
        order |= {"on": on, "times": times}
        http.post(f"{self.url}/__emu/scenario", json=order).raise_for_status()

    def log(self, path: str = "") -> list[dict[str, Any]]:
        """The calls so far whose path has `path` in it."""
        return [call for call in http.get(f"{self.url}/__emu/log").json() if path in call["path"]]

    def films(self) -> list[dict[str, Any]]:
        """The films it took on."""
        films: list[dict[str, Any]] = http.get(f"{self.url}/__emu/films").json()
        return films

    def reset(self) -> None:
        http.post(f"{self.url}/__emu/reset").raise_for_status()


def a_picture(path: Path) -> str:
    """A small PNG."""
    Image.new("RGB", (64, 64), "teal").save(path)
    return str(path)
