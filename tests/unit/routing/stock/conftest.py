from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from routing.emulators.stock.base import StockEmulator
from tests.databases import ready
from tests.unit.routing.stock.site_world import SiteWorld, all_sites


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, StockEmulator]]:
    with all_sites(tmp_path_factory.mktemp("stock")) as served:
        yield served


@pytest.fixture
def world(sites: dict[str, StockEmulator], tmp_path: Path) -> Iterator[SiteWorld]:
    database = ready(tmp_path / "stock.db")
    yield SiteWorld(sites, database, tmp_path)
    database.close()
