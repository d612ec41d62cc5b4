"""What a webhook is told of caps, and that it is told for sure."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from footage.errors import BudgetExceededError
from footage.money import Money
from footage.ports.jobs import JobSpec
from mcp_server.courier import Courier
from mcp_server.upkeep import Chore, Upkeep
from storage.books.attempts import AttemptBook
from storage.books.caps import CapTable, of_money
from storage.books.jobs import JobTable
from storage.books.ledger import Ledger
from storage.books.outbox import BACKOFF, OutboxTable
from storage.db import Database
from tests.support import AnyOrder, Books
from tests.teams import ANN

KEY = b"sixteen bytes and more"
SECRET = f"whsec_{base64.b64encode(KEY).decode()}"


@dataclass
class Receiver:
    """Somebody's server: what it was sent, and what it answers, in turn."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def told(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.heard]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    known = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            known.heard.append(({name.lower(): value for name, value in self.headers.items()}, body))
            status = known.answers.pop(0) if known.answers else 204
            self.send_response(status)
            if status == 302:
                self.send_header("location", f"{known.url}/elsewhere")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    known.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield known
    server.shutdown()
    thread.join()
    server.server_close()


class Telling(Books):
    """Books whose caps are told of."""

    def __init__(self, database: Database, *, tells: bool = True) -> None:
        super().__init__(database)
        self.ledger = Ledger(database, {"month": Money.usd(100)}, self.clock, tells=tells)
        self.jobs = JobTable(database, self.ledger, self._enqueue, self.clock)
        self.attempts = AttemptBook(database, self.ledger, self.clock)
        self.caps = CapTable(database, self.clock)
        self.outbox = OutboxTable(database, self.clock)

    def cap(self, dollars: str) -> None:
        self.caps.set([of_money("team", "a", "month", Money.usd(dollars))])

    def hold(self, dollars: str) -> None:
        spec = JobSpec(tool="t", title="", order=AnyOrder(), queue="cpu", hold=Money.usd(dollars), backend="fake")
        self.jobs.for_(ANN).place(spec)

    def send(self, receiver: Receiver, *, private: bool = True) -> None:
        Courier(self.outbox, receiver.url, SECRET, private=private).send_all()


@pytest.fixture
def books(database: Database) -> Telling:
    made = Telling(database)
    made.cap("1.00")
    return made


def test_a_cap_that_is_nearly_used_is_told_once_a_period_and_signed(books: Telling, receiver: Receiver) -> None:
    for dollars in ("0.79", "0.01", "0.05"):
        books.hold(dollars)
        books.send(receiver)
    assert len(receiver.heard) == 1
    headers, body = receiver.heard[0]
    told = receiver.told[0]
    assert (told["type"], told["timestamp"]) == ("budget.warning", "2026-03-31T12:00:00+00:00")
    assert told["data"] == {
        "scope": "team",
        "id": "a",
        "period": "month",
        "cap_usd": "1.00",
        "used_usd": "0.00",
        "held_usd": "0.80",
        "percent": 80,
        "resets_at": "2026-04-01T00:00:00+00:00",
        "time_zone": "UTC",
    }
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    right = base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{right}"
    books.clock.advance(days=1)
    books.hold("0.05")
    books.send(receiver)
    assert [one["data"]["resets_at"] for one in receiver.told][1:] == ["2026-05-01T00:00:00+00:00"]


def test_a_cap_of_another_amount_is_told_of_anew(books: Telling, receiver: Receiver) -> None:
    books.hold("0.90")
    books.cap("10.00")
    books.hold("7.00")
    books.hold("1.00")
    books.send(receiver)
    assert [one["data"]["percent"] for one in receiver.told] == [90, 89]


def test_what_was_refused_is_not_told(books: Telling, receiver: Receiver) -> None:
    with pytest.raises(BudgetExceededError):
        books.hold("1.01")
    books.send(receiver)
    assert receiver.heard == []


def test_nothing_is_written_where_nobody_is_told(books: Telling, database: Database) -> None:
    silent = Telling(database, tells=False)
    silent.hold("0.90")
    assert not silent.outbox.are_due()
    books.hold("0.05")
    assert books.outbox.are_due(), "a process that tells finds it at its next hold"


def test_what_is_not_taken_comes_again_later_and_later_under_the_same_name(books: Telling, receiver: Receiver) -> None:
    books.hold("0.90")
    receiver.answers = [500, 302, 429]
    for n, pause in enumerate(BACKOFF[:3], start=1):
        books.send(receiver)
        books.send(receiver)
        assert len(receiver.heard) == n
        moved = f" and leads to {receiver.url}/elsewhere: redirects are not followed"
        assert books.outbox.waiting() == (1, f"it answered {('500', f'302{moved}', '429')[n - 1]}")
        books.clock.advance(seconds=pause.total_seconds())
    books.send(receiver)
    assert len({headers["webhook-id"] for headers, _ in receiver.heard}) == 1
    assert (len(receiver.heard), books.outbox.waiting()) == (4, (0, ""))


def test_it_is_given_up_after_days_and_stays_to_be_told_by_doctor(books: Telling, receiver: Receiver) -> None:
    books.hold("0.90")
    receiver.answers = [500] * 20
    for pause in (*BACKOFF, timedelta(days=30)):
        books.send(receiver)
        books.clock.advance(seconds=pause.total_seconds())
    books.send(receiver)
    assert len(receiver.heard) == len(BACKOFF) + 1
    assert books.outbox.waiting()[0] == 1


def test_a_process_that_died_while_it_sent_loses_nothing(books: Telling, receiver: Receiver) -> None:
    books.hold("0.90")
    assert books.outbox.take() is not None
    books.send(receiver)
    assert receiver.heard == []
    books.clock.advance(seconds=BACKOFF[0].total_seconds())
    books.send(receiver)
    assert len(receiver.heard) == 1


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://127.0.0.1:9", "only https"),
        ("https://127.0.0.1:9", "not a public address"),
        ("https://localhost", "not a public address"),
        ("https://169.254.169.254/latest", "not a public address"),
    ],
)
def test_nothing_is_sent_into_a_private_network_unless_that_is_allowed(books: Telling, url: str, why: str) -> None:
    books.hold("0.90")
    books.send(Receiver(url=url), private=False)
    count, trouble = books.outbox.waiting()
    assert count == 1
    assert why in trouble


def test_nobody_there_is_no_harm(books: Telling) -> None:
    books.hold("0.90")
    books.send(Receiver(url="http://127.0.0.1:9"))
    assert "ConnectError" in books.outbox.waiting()[1]


def test_chores_are_done_in_their_time_and_one_that_fails_keeps_no_other_from_it() -> None:
    now, done = [100.0], []

    def fails() -> None:
        done.append("fails")
        raise ValueError("no")

    chores = [Chore(fails, every_s=10.0), Chore(lambda: done.append("does"), every_s=3.0, due_s=2.0)]
    keeping = Upkeep(chores, clock=lambda: now[0])
    assert keeping.look() == 2.0
    now[0] += 2.0
    assert keeping.look() == 3.0
    now[0] += 9.0
    assert keeping.look() == 3.0
    assert done == ["fails", "does", "fails", "does"]
