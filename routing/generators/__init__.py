"""One file a backend, each behind `footage.ports.Generator`; the list of them all."""

from __future__ import annotations

from pathlib import Path

from footage.ports import Generator


def all_generators(home: Path) -> dict[str, Generator]:
    """Every backend Footage knows, by name, whether it can be used here or not.

    Args:
        home: FOOTAGE_HOME; the fake vendors keep their books there.
    """
    from routing.generators.fake import FakeVendor
    from routing.generators.storyboard import Storyboard

    books = home / "fake-vendor.jsonl"
    generators: tuple[Generator, ...] = (
        Storyboard(),
        FakeVendor("fake", "idempotent", books),
        FakeVendor("fake_lookup", "lookup", books, 0.8),
        FakeVendor("fake_blind", "blind", books, 0.7),
    )
    return {generator.name: generator for generator in generators}
