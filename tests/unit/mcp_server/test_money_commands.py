"""`footage caps` and `footage spend`."""

from __future__ import annotations

import csv
import getpass
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from footage.caller import Caller
from footage.money import Money
from footage.ports.jobs import JobSpec
from footage.ports.money import Intent
from footage.ports.records import JobResult
from mcp_server.cli import run
from storage.db import Database
from tests.support import AnyOrder, Books
from tests.teams import ANN, EVE


def said(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    assert run(words) == status
    out, err = capsys.readouterr()
    return out + err


def paid(home: Path, *films: tuple[Caller, str, str, str]) -> None:
    """Films of callers: what each cost, who made it and what for."""
    database = Database(home / "footage.db")
    books = Books(database, month=Money.usd(100))
    for caller, dollars, backend, tag in films:
        price = Money.usd(dollars)
        spec = JobSpec(
            tool="generate_video", title="", order=AnyOrder(), queue="cloud", hold=price, backend=backend, tag=tag
        )
        job = books.jobs.for_(caller).place(spec)
        intent = Intent(backend=backend, model="m", quoted=price, request_hash="h")
        books.attempts.settle(books.attempts.intend(job.job_id, intent).attempt_id, "succeeded", price)
        books.jobs.complete(job.job_id, JobResult())
    database.close()


def test_who_changed_a_cap_is_written_down(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = json.loads(said(capsys, "keys", "add", "agent", "--team", "red", "--cap-day", "3", "--json"))
    said(capsys, "caps", "set", "--team", "red", "--month", "50")
    said(capsys, "caps", "set", "--team", "red", "--month", "50")
    said(capsys, "caps", "set", "--key", made["id"], "--jobs", "4")
    said(capsys, "caps", "remove", "--team", "red")
    lines = [json.loads(line) for line in said(capsys, "audit", "--team", "red", "--json").splitlines()]
    assert sorted((one["event"], one["code"], one["times"], one["who"]) for one in lines) == [
        ("cap removed", "team red: $50.00 a month", 1, getpass.getuser()),
        ("cap set", f"key {made['id']}: $3.00 a day", 1, getpass.getuser()),
        ("cap set", f"key {made['id']}: 4 jobs at once", 1, getpass.getuser()),
        ("cap set", "team red: $50.00 a month", 1, getpass.getuser()),
        ("key added", None, 1, getpass.getuser()),
    ]


def test_caps_are_set_shown_and_removed(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = said(
        capsys, "caps", "set", "--team", "red", "--month", "50", "--jobs", "4", "--bytes", "10GB", "--rate", "6"
    )
    assert "team red: $50.00 a month\n" in told
    assert "team red: 10000000000 bytes kept\n" in told
    assert "Nobody has placed a job or has a key as team red yet." in told
    said(capsys, "caps", "set", "--person", "ann", "--org", "acme", "--day", "1.5")
    assert said(capsys, "caps", "list").splitlines() == [
        "installation: $20.00 a month",
        "team red: 10000000000 bytes kept",
        "team red: 6 calls a minute that place work",
        "team red: 4 jobs at once",
        "team red: $50.00 a month",
        "person ann of acme: $1.50 a day",
    ]
    assert {"scope": "team", "id": "red", "unit": "microusd", "period": "month", "amount": "50.00"} in json.loads(
        said(capsys, "caps", "list", "--json")
    )
    assert said(capsys, "caps", "remove", "--team", "red", "--month") == "1 removed.\n"
    assert said(capsys, "caps", "remove", "--team", "red") == "3 removed.\n"
    assert said(capsys, "caps", "remove", "--team", "red") == "There was none.\n"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--month", "5"], "whose caps"),
        (["--team", "red", "--key", "k", "--month", "5"], "whose caps"),
        (["--team", " ", "--month", "5"], "whose caps"),
        (["--team", "red"], "No cap is named"),
        (["--team", "red", "--month", "-1"], "0 or more"),
        (["--team", "red", "--month", "a lot"], "not an amount"),
        (["--team", "red", "--jobs", "2k"], "no number"),
        (["--team", "red", "--bytes", "much"], "no size"),
        (["--team", "red", "--rate", "0"], "out of range"),
        (["--team", "red", "--bytes", "99999999T"], "out of range"),
    ],
)
def test_a_cap_that_is_wrong_is_refused(
    home: Path, capsys: pytest.CaptureFixture[str], words: list[str], why: str
) -> None:
    assert why in said(capsys, "caps", "set", *words, status=1)
    assert said(capsys, "caps", "list") == "installation: $20.00 a month\n"


def test_spending_is_told_by_whatever_is_asked_for(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ben = replace(ANN, key_id="key_ben", subject="ben")
    paid(home, (ANN, "1.50", "veo", "spring"), (ben, "0.25", "fal", "spring"), (EVE, "0.10", "fal", "=1+1"))
    day = ("--from", "2026-03-31", "--to", "2026-03-31")
    by = {}
    for name in ("team", "key", "person", "backend", "tag"):
        rows = json.loads(said(capsys, "spend", "--by", name, *day, "--json"))
        by[name] = [(row[name], row["spent_usd"], row["jobs"]) for row in rows]
    assert by == {
        "team": [("a", "1.75", 2), ("e", "0.10", 1)],
        "key": [("key_ann", "1.50", 1), ("key_ben", "0.25", 1), ("key_eve", "0.10", 1)],
        "person": [("ann", "1.50", 1), ("ben", "0.25", 1), ("eve", "0.10", 1)],
        "backend": [("veo", "1.50", 1), ("fal", "0.35", 2)],
        "tag": [("spring", "1.75", 2), ("=1+1", "0.10", 1)],
    }
    table = list(csv.DictReader(io.StringIO(said(capsys, "spend", "--by", "tag", *day, "--csv"))))
    assert [(row["tag"], row["team"], row["spent_usd"]) for row in table] == [
        ("spring", "a", "1.75"),
        ("'=1+1", "e", "0.10"),
    ]
    assert "$1.85  in all; days begin in UTC" in said(capsys, "spend", *day)
    assert said(capsys, "spend", "--from", "2026-04-01", "--to", "2026-04-02") == "Nothing was spent.\n"


@pytest.mark.parametrize(
    ("words", "why"),
    [(["--from", "yesterday"], "no day"), (["--from", "2026-03-02", "--to", "2026-03-01"], "before")],
)
def test_days_that_are_none_are_refused(
    home: Path, capsys: pytest.CaptureFixture[str], words: list[str], why: str
) -> None:
    assert why in said(capsys, "spend", *words, status=1)


def test_a_balance_that_was_changed_by_hand_is_told_by_doctor_and_mended_by_reconcile(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from sqlalchemy import text

    from mcp_server.desk.findings import balance_lines

    paid(home, (ANN, "1.50", "veo", ""))
    assert list(balance_lines()) == []
    database = Database(home / "footage.db")
    with database.write() as session:
        session.execute(text("UPDATE footage_balance SET used = used - 1"))
    database.close()
    assert "`footage reconcile` mends it" in "".join(line for _, line in balance_lines())
    assert "A balance was wrong and is right now: installation" in said(capsys, "reconcile")
    assert list(balance_lines()) == []


def test_a_tag_is_one_line_that_steers_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paid(home, (ANN, "0.5", "veo", "a\n      $9.00  in all\x1b[31m\u202eb\t"))
    day = ("--from", "2026-03-31", "--to", "2026-03-31")
    row = next(line for line in said(capsys, "spend", "--by", "tag", *day).splitlines() if "$9.00" in line)
    assert row.strip().startswith("$0.50")
    assert "a $9.00 in all\ufffd[31mb" in row
    assert len(said(capsys, "spend", "--by", "tag", *day, "--csv").splitlines()) == 2
