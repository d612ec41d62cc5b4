"""Emulated vendors on real sockets, and generators that talk to them with the vendors' real SDKs."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from footage.ports.generators import Generator
from footage.vendors import VendorSettings
from routing.emulators import all_emulators
from routing.emulators.base import Emulator
from routing.emulators.orders import Fault, Moment
from routing.emulators.serve import serving
from routing.generators import all_generators
from tests.plain_http import http

BACKENDS = {
    "veo_fast": "google",
    "omni": "google",
    "runway": "runway",
    "pixverse": "pixverse",
    "hailuo": "fal",
    "openai_video": "openai_video",
}
"""One backend of each adapter, and the emulator that it talks to."""

AS_MADE: dict[str, dict[str, object]] = {"hailuo": {"duration_s": 5, "resolution": "480p"}}
"""What is asked of those who would otherwise send more than was asked for, which would be cut to size each time."""


@dataclass(frozen=True)
class World:
    """All emulators and all generators."""

    emulators: dict[str, Emulator]
    generators: dict[str, Generator]
    environment: dict[str, str]

    def of(self, backend: str) -> Emulator:
        """The emulator that a backend talks to."""
        return self.emulators[BACKENDS[backend]]

    def order(self, backend: str, on: Moment, fault: Fault, times: int = 1, after: int = 0) -> None:
        """Order trouble for the next calls."""
        order = {"on": on, "fault": fault, "times": times, "after": after}
        http.post(f"{self.of(backend).base_url}/__emu/scenario", json=order).raise_for_status()

    def submits(self, backend: str) -> int:
        """How many paid requests reached the vendor, whatever became of them."""
        calls = http.get(f"{self.of(backend).base_url}/__emu/log").json()
        return sum(1 for call in calls if call["moment"] == "submit")

    def reset(self) -> None:
        """Forget films, calls and orders."""
        for emulator in self.emulators.values():
            http.post(f"{emulator.base_url}/__emu/reset").raise_for_status()


@contextlib.contextmanager
def emulated(home: Path, films: Path) -> Iterator[World]:
    """Serve everything until the block ends; `films` are kept for those who serve the same."""
    home.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as running:
        emulators = {emulator.name: emulator for emulator in all_emulators(films)}
        environment: dict[str, str] = {}
        for emulator in emulators.values():
            running.enter_context(serving(emulator))
            environment |= emulator.environment()
        settings = VendorSettings(**{name.lower(): value for name, value in environment.items()})  # type: ignore[arg-type]
        yield World(emulators, all_generators(home, settings), environment)
