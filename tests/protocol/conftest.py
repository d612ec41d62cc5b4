"""What several tests over the protocol need: every vendor in miniature, and the keys that point there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.emulated import World, emulated


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, vendor_films: Path) -> Iterator[World]:
    with emulated(tmp_path_factory.mktemp("emulated"), vendor_films) as world, pytest.MonkeyPatch.context() as patch:
        for name, value in world.environment.items():
            patch.setenv(name, value)
        yield world
