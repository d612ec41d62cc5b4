"""Every method that writes to the books, called by eight processes at once, on both databases.

SQLite has one writer at a time by itself; on PostgreSQL only what we do makes reading and then writing one thing.
"""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

import storage
from storage.db import Database
from tests.databases import Postgres, ready
from tests.drills import drill, rounds
from tests.forked import FORKED
from tests.racers import RACERS, RACES, AllBooks, Place, racer

pytestmark = pytest.mark.slow

ROUNDS = rounds(1, 3)
_WRITES = re.compile(r"\.write\(|session\.(add|add_all|merge|delete)\(|session\.execute\(_[A-Z]|lines\.\w+\(session")
_CALLS = re.compile(r"self\.(\w+)\(")


class Track:
    """Racers that wait, and the books that they will race over."""

    def __init__(self, place: Place) -> None:
        self.database = Database(*place)
        self.books = AllBooks(self.database)
        self._start = FORKED.Barrier(RACERS)  # kept: a racer that starts late still has to find it
        self._wires: list[Connection] = []
        self._racers = []
        for number in range(RACERS):
            mine, theirs = FORKED.Pipe()
            self._wires.append(mine)
            self._racers.append(FORKED.Process(target=racer, args=(place, number, self._start, theirs), daemon=True))
            self._racers[-1].start()

    def run(self, name: str) -> None:
        """One race, to its end."""
        race = RACES[name]
        item = race.prepare(self.books)
        for wire in self._wires:
            wire.send((name, item))
        said = [self._heard(wire) for wire in self._wires]
        assert not [one for one in said if isinstance(one, RuntimeError)], said
        race.check(self.books, item, said)

    def _heard(self, wire: Connection) -> Any:
        assert wire.poll(60), "a racer does not answer"
        return wire.recv()

    def close(self) -> None:
        for wire in self._wires:
            wire.send(None)
        for one in self._racers:
            one.join(30)
        self.database.close()


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def track(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Track]:
    """One for all races on a database."""
    file: Path = tmp_path_factory.mktemp("races") / "footage.db"
    if request.param == "sqlite":
        ready(file).close()
        opened = Track((file, None))
        yield opened
        opened.close()
        return
    databases: Postgres = request.getfixturevalue("postgres")
    url = databases.create(migrated=True)
    opened = Track((file, url))
    yield opened
    opened.close()
    databases.drop(url)


@drill
@pytest.mark.parametrize("name", RACES)
def test_books_that_eight_processes_write_at_once_equal_the_sum_of_what_they_did(track: Track, name: str) -> None:
    for _ in range(ROUNDS):
        track.run(name)


def test_every_method_that_writes_is_raced() -> None:
    raced = {re.split(r"[ ,]", name)[0] for name in RACES}
    assert raced == writing_methods()


def writing_methods() -> set[str]:
    """Public methods of storage's classes that write rows, themselves or through another method of theirs."""
    found: set[str] = set()
    for module in pkgutil.walk_packages(storage.__path__, "storage."):
        if module.name.startswith("storage.migrations"):
            continue
        loaded = import_module(module.name)
        for name, kind in inspect.getmembers(loaded, inspect.isclass):
            if kind.__module__ == module.name and kind is not Database:
                found |= {f"{name}.{method}" for method in _writers(kind) if not method.startswith("_")}
    return found


def _writers(kind: type) -> set[str]:
    written = {name: inspect.unwrap(method) for name, method in vars(kind).items() if inspect.isfunction(method)}
    in_files = {name: one for name, one in written.items() if Path(one.__code__.co_filename).is_file()}
    sources = {name: inspect.getsource(one) for name, one in in_files.items()}
    writers = {name for name, source in sources.items() if _WRITES.search(source)}
    while more := {name for name in sources.keys() - writers if writers & set(_CALLS.findall(sources[name]))}:
        writers |= more
    return writers
