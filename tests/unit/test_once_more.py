"""The second chance in CI: for few tests, of those that use whole processes, and only where they pass by themselves."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.once_more import LAST_FAILED, MOST

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
TESTS = """
import pytest
late = pytest.mark.system
@late
def test_late(): pass
@late
def test_broken(): assert False
def test_alone(): pass
"""


@pytest.mark.parametrize(
    ("failed", "status"),
    [
        (["test_late"], 0),
        (["test_late", "test_broken"], 1),
        (["test_alone"], 4),
        (["test_late", "test_alone"], 4),
        ([], 1),
        ([f"test_late_{n}" for n in range(MOST + 1)], 1),
    ],
)
def test_only_what_was_late_is_forgiven(tmp_path: Path, failed: list[str], status: int) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = -ra\nmarkers = system: whole processes\n")
    (tmp_path / "test_some.py").write_text(TESTS)
    told = tmp_path / LAST_FAILED
    told.parent.mkdir(parents=True)
    told.write_text(json.dumps({f"test_some.py::{name}": True for name in failed}))
    ran = subprocess.run(
        [sys.executable, "-m", "tests.once_more"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == status, ran.stdout + ran.stderr
    listed = ran.stdout.partition("PASSED ONLY BY THEMSELVES, look at:\n")[2]
    assert listed.split() == ([f"test_some.py::{name}" for name in failed] if status == 0 else [])
