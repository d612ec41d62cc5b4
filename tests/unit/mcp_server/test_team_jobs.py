"""Whoever runs Footage looks after the jobs of teams from the command line."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest

from footage.config import load_settings
from footage.ports.jobs import JobRecord
from mcp_server.cli import run
from mcp_server.wiring.storage import open_database
from tests.support import Books

pytestmark = pytest.mark.usefixtures("home")
Said = pytest.CaptureFixture[str]


def told(capsys: Said, *argv: str) -> Any:
    assert run([*argv, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def job(capsys: Said) -> JobRecord:
    """One of the team `films`."""
    assert run(["teams", "add", "films"]) == 0
    with contextlib.ExitStack() as closing:
        placed = Books(open_database(load_settings(), closing)).place(team_id="films")
    capsys.readouterr()
    return placed


def test_the_jobs_of_a_team_are_listed_shown_and_cancelled(capsys: Said, job: JobRecord) -> None:
    assert told(capsys, "jobs")["jobs"] == []
    assert [one["job_id"] for one in told(capsys, "jobs", "--team", "films")["jobs"]] == [job.job_id]
    assert told(capsys, "cancel", job.job_id, "--team", "films")["job_id"] == job.job_id
    assert told(capsys, "job", job.job_id, "--team", "films")["status"] == "cancelled"


def test_a_team_that_is_not_known_is_said_so(capsys: Said, job: JobRecord) -> None:
    assert run(["jobs", "--team", "flims"]) == 1
    assert "footage teams list" in capsys.readouterr().err
    assert run(["job", job.job_id]) == 1
