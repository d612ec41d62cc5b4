"""`footage migrate` where the database comes later than it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from mcp_server.cli import run
from tests.databases import Postgres
from tests.servers import cli, start

NOWHERE = "postgresql://footage:secret-word@127.0.0.1:1/footage"


@pytest.mark.system
def test_a_database_that_is_not_there_yet_is_waited_for(postgres: Postgres, tmp_path: Path) -> None:
    url = postgres.create()
    postgres.drop(url)
    migrating = start(tmp_path, "migrate", "--wait", "100", FOOTAGE_DATABASE_URL=url)
    assert migrating.stderr is not None
    assert "It is waited for" in migrating.stderr.readline()
    name = url.partition("?")[0].rpartition("/")[2]
    postgres._do(f"CREATE DATABASE {name}")
    migrating.communicate(timeout=60)
    assert migrating.returncode == 0
    assert "already" in cli(tmp_path, "migrate", FOOTAGE_DATABASE_URL=url).stdout
    postgres.drop(url)


def test_one_that_stays_away_is_an_error_in_the_end(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FOOTAGE_DATABASE_URL", NOWHERE)
    for more in ([], ["--wait", "0"], ["--wait", "0.1"]):
        assert run(["migrate", *more]) == 1
        said = capsys.readouterr().err
        assert "does not answer" in said
        assert ("It is waited for" in said) is ("0.1" in more)
        assert "secret-word" not in said


@pytest.mark.parametrize("wait", ["-1", "nan", "soon"])
def test_what_is_no_time_is_refused(wait: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(["migrate", f"--wait={wait}"])
    assert "--wait" in capsys.readouterr().err
