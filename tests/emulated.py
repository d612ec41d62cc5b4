"""Backends of the shipped catalog against emulated vendors on real sockets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
from PIL import Image

from footage.vendors import VendorSettings
from routing.catalog import load_catalog
from routing.generators.cloud import CloudGenerator


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

    def order(self, on: str, fault: str, times: int = 1) -> None:
        """The next calls go wrong."""
        httpx.post(f"{self.url}/__emu/scenario", json={"on": on, "fault": fault, "times": times}).raise_for_status()

    def log(self, path: str = "") -> list[dict[str, Any]]:
        """The calls so far whose path has `path` in it."""
        return [call for call in httpx.get(f"{self.url}/__emu/log").json() if path in call["path"]]

    def films(self) -> list[dict[str, Any]]:
        """The films it took on."""
        films: list[dict[str, Any]] = httpx.get(f"{self.url}/__emu/films").json()
        return films

    def reset(self) -> None:
        httpx.post(f"{self.url}/__emu/reset").raise_for_status()


def a_picture(path: Path) -> str:
    """A small PNG."""
    Image.new("RGB", (64, 64), "teal").save(path)
    return str(path)
