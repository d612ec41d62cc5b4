"""The suite itself is tested: three planted defects, each of which must make it fail for the right reason."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.drills import drill, only_in_a_drill
from tests.servers import ROOT

PACKAGES = (
    "footage",
    "mcp_server",
    "tools",
    "films",
    "routing",
    "gpu",
    "quality",
    "storage",
    "painter",
    "media",
    "tests",
)
CRASH_TEST = (
    "tests/integration/test_crash.py::test_a_blind_vendor_is_never_asked_twice_and_its_money_is_kept[sqlite-submitted]"
)
UNIQUE_TEST = "tests/unit/storage/books/test_ledger.py::test_the_database_itself_refuses_a_second_resolution[sqlite]"
RACE_TEST = "tests/integration/test_cap_race.py::test_four_processes_never_pass_the_cap[sqlite]"

# file, what stands there, what the mutant says
NO_INTENT = (
    "storage/books/attempts.py",
    "    def accept(self, attempt_id: int, operation_id: str) -> None:\n        with self._db.write() as session:\n",
    "    def accept(self, attempt_id: int, operation_id: str) -> None:\n        with self._db.write() as session:\n"
    "            session.add(self._unwritten)\n            session.flush()\n"
    "            attempt_id = self._unwritten.id\n",
)
NO_INTENT_WRITE = (
    "storage/books/attempts.py",
    "            session.flush()\n            return _record(attempt)\n",
    "            self._unwritten = attempt\n            session.expunge(attempt)\n"
    "            attempt.id = -1\n            record = _record(attempt)\n"
    "            attempt.id = None\n            return record\n",
)
NO_UNIQUE = (
    "storage/migrations/versions/0001_first.py",
    'sa.UniqueConstraint("resolves_id", name="uq_footage_ledger_one_resolution"),',
    "",
)
DEFERRED = ("storage/db.py", 'else "BEGIN IMMEDIATE"', 'else "BEGIN"')


def complaint(folder: Path, test: str, *mutations: tuple[str, str, str]) -> str:
    """What pytest prints for one test that fails on a copy of the project with these mutations."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for name, there, instead in mutations:
        text = (folder / name).read_text()
        assert text.count(there) == 1, f"{name} has changed: adapt the mutant"
        (folder / name).write_text(text.replace(there, instead))
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("SLIPCOVER_", "FOOTAGE_"))}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--basetemp={folder}/tmp", test],
        cwd=folder,
        env=clean,
        capture_output=True,
        text=True,
        timeout=500,
    )
    assert (done.returncode, "1 failed in" in done.stdout) == (1, True), done.stdout + done.stderr
    return done.stdout


@drill
@pytest.mark.system
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("test", "complains", "mutations"),
    [
        pytest.param(
            *(CRASH_TEST, "('failed', 'internal') == ('failed', 'in_doubt')", (NO_INTENT, NO_INTENT_WRITE)),
            id="the intent is not committed before the submit",
            marks=only_in_a_drill,
        ),
        pytest.param(UNIQUE_TEST, "DID NOT RAISE IntegrityError", (NO_UNIQUE,), id="a hold can be resolved twice"),
        pytest.param(
            *(RACE_TEST, "is locked: another program", (DEFERRED,)),
            id="transactions are deferred",
            marks=only_in_a_drill,
        ),
    ],
)
def test_a_planted_defect_is_found(
    tmp_path: Path, test: str, complains: str, mutations: tuple[tuple[str, str, str], ...]
) -> None:
    """The tests are part of this suite, so without the mutants they pass."""
    assert complains in complaint(tmp_path, test, *mutations)
