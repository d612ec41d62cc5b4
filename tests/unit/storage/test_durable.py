"""What somebody was told is on the disk, however PostgreSQL ends."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlmodel import col, select

from footage.errors import DatabaseAwayError
from footage.money import Money
from storage.db import Database
from storage.schema import upgrade
from storage.tables import Job
from tests.cuts import own_postgres
from tests.support import Books

pytestmark = pytest.mark.slow

WRITERS, ENOUGH = 2, 30


def test_a_job_that_was_placed_is_there_after_the_server_died(tmp_path: Path) -> None:
    with own_postgres() as postgres:
        database = Database(tmp_path / "none.db", postgres.url)
        upgrade(database)
        told: list[str] = []
        enough = threading.Event()

        def place_until_it_dies() -> None:
            books = Books(database)
            while True:
                try:
                    told.append(books.place(Money(1)).job_id)
                except DatabaseAwayError:
                    return
                if len(told) == ENOUGH:
                    enough.set()

        with ThreadPoolExecutor(WRITERS) as writers:
            writing = [writers.submit(place_until_it_dies) for _ in range(WRITERS)]
            assert enough.wait(60)
            postgres.crash()
            for one in writing:
                one.result(60)
        postgres.start()
        with database.read() as session:
            kept = set(session.scalars(select(col(Job.id))))
        database.close()
    assert len(told) >= ENOUGH
    assert set(told) <= kept
