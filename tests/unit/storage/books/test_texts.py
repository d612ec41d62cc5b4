"""Who asks a question now: one job, for as long as it says so, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from storage.books.texts import TextTable
from storage.db import Database
from tests.support import Clock


def test_a_job_that_says_no_more_that_it_asks_is_not_waited_for(database: Database) -> None:
    clock = Clock()
    texts = TextTable(database, clock)
    assert [texts.claim("question", "killed", 15.0) for _ in range(2)] == [True, True]
    assert not texts.claim("question", "next", 15.0)
    assert texts.claim("another question", "next", 15.0)
    texts.release("question", "next")
    clock.advance(seconds=14)
    assert not texts.claim("question", "next", 15.0)
    clock.advance(seconds=2)
    assert texts.claim("question", "next", 15.0)
    texts.release("question", "killed")
    assert not texts.claim("question", "last", 15.0)
    texts.release("question", "next")
    assert texts.claim("question", "last", 15.0)


def test_of_many_at_once_one_may_ask(database: Database) -> None:
    texts = TextTable(database, Clock())
    with ThreadPoolExecutor(8) as threads:
        claims = list(threads.map(lambda n: texts.claim("question", f"job {n}", 15.0), range(8)))
    assert claims.count(True) == 1
