"""The emulated sites on real sockets, and a generator that asks some of them, over a database of its own."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from footage.domain import VideoRequest
from footage.money import ZERO
from footage.ports.generators import Delivery
from footage.ports.money import Intent
from footage.ports.stock import PreviewJudge
from footage.vendors import VendorSettings
from routing.emulators.serve import serving
from routing.emulators.stock.archive import ArchiveEmulator
from routing.emulators.stock.base import StockEmulator
from routing.emulators.stock.commons import CommonsEmulator
from routing.emulators.stock.coverr import CoverrEmulator
from routing.emulators.stock.nasa import NasaEmulator
from routing.emulators.stock.pexels import PexelsEmulator
from routing.emulators.stock.pixabay import PixabayEmulator
from routing.generators import all_generators
from routing.generators.stock import StockGenerator
from routing.stock.candidate import Kept, Scored
from routing.stock.shelf import StockShelf
from storage.books.stock import StockTable
from storage.db import Database
from tests.plain_http import http
from tests.support import Books, a_request

KEYS = {"pexels": "pexels-key-0123456789", "pixabay": "4242-pixabay-key-42", "coverr": "coverr-key-9876543210"}
_KINDS = (PexelsEmulator, PixabayEmulator, CoverrEmulator, CommonsEmulator, NasaEmulator, ArchiveEmulator)


@contextlib.contextmanager
def all_sites(films: Path) -> Iterator[dict[str, StockEmulator]]:
    """Serve every site until the block ends."""
    with contextlib.ExitStack() as running:
        sites: dict[str, StockEmulator] = {}
        for kind in _KINDS:
            site = kind(films)
            running.enter_context(serving(site))
            sites[site.name] = site
        yield sites


class Clips(Kept):
    """What is remembered of a choice."""

    clips: tuple[Scored, ...]


@dataclass
class SiteWorld:
    """A generator that asks some of the sites."""

    sites: dict[str, StockEmulator]
    database: Database
    folder: Path
    judge: PreviewJudge | None = None
    books: Books = field(init=False)
    table: StockTable = field(init=False)

    def __post_init__(self) -> None:
        self.books = Books(self.database)
        self.table = StockTable(self.database, self.books.clock)
        for site in self.sites.values():
            http.post(f"{site.base_url}/__emu/reset").raise_for_status()
            site.asked.clear()

    def generator(self, *names: str, **keys: str) -> StockGenerator:
        """One that asks these sites alone."""
        known: dict[str, Any] = {f"{name}_base_url": site.base_url for name, site in self.sites.items()}
        known |= {f"{name}_api_key": keys.get(name, KEYS[name]) if name in names else None for name in KEYS}
        shelf = StockShelf(book=self.table, judge=self.judge, keyless=names, wait=self._wait)
        made = all_generators(self.folder, VendorSettings(**known), None, shelf)["stock"]
        assert isinstance(made, StockGenerator)
        return made

    async def _wait(self, seconds: float) -> None:
        self.books.clock.advance(seconds=seconds)

    def film(self) -> str:
        """A film to come; its job's id."""
        return self.books.place().job_id

    def attempt(self, job_id: str | None = None, part: str = "") -> str:
        """An attempt at a film, or at a part of it; its key."""
        intent = Intent(backend="stock", vendor="stock", model="stock", quoted=ZERO, request_hash="h", part=part)
        return self.books.attempts.intend(job_id or self.film(), intent).key

    async def chosen(self, generator: StockGenerator, *, key: str | None = None, **asked: Any) -> str:
        """The clip that is chosen for a request."""
        key = key or self.attempt()
        await generator.submit(wanted(**asked), key)
        found = self.table.chosen(key, Clips)
        assert found is not None
        return found[0]

    async def made(self, generator: StockGenerator, **asked: Any) -> tuple[Path, Delivery]:
        """The film that a request gets."""
        request, out = wanted(**asked), self.folder / "film.mp4"
        operation = await generator.submit(request, self.attempt())
        told: list[float] = []
        delivery = await generator.fetch(operation, request, out, told.append)
        assert told == sorted(told)
        return out, delivery

    def stored(self) -> str:
        """All that the database has of it, as text."""
        from sqlalchemy import text

        tables: Sequence[str] = ("stock_answer", "stock_account", "stock_clip", "attempt", "job")
        with self.database.read() as session:
            return str([session.execute(text(f"SELECT * FROM footage_{one}")).all() for one in tables])


def wanted(**asked: Any) -> VideoRequest:
    """A request for a little footage of a fox."""
    usual: dict[str, Any] = {"stock_query": "fox snow", "duration_s": 3, "resolution": "480p", "look": "real"}
    return a_request(**{**usual, **asked})
