"""The pool's tests are tested: planted defects, each of which must make them fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import ROOT

pytestmark = pytest.mark.slow

ACCOUNTING, SESSION = "gpu/device/accounting.py", "gpu/device/session.py"
BATCHES, SCHEDULER, FAIRNESS = "gpu/pool/batch_runner.py", "gpu/pool/scheduler.py", "gpu/pool/fairness.py"
# file, what stands there, what the mutant says
MUTANTS = {
    "the weights are not reserved": (
        ACCOUNTING,
        "self.used_bytes + missing + work_bytes",
        "self.used_bytes + work_bytes",
    ),
    "pinned weights are evicted": (ACCOUNTING, "if one.pins or one.weights.key", "if one.weights.key"),
    "who stops waiting does not call the next": (
        SCHEDULER,
        "            self._return(request.grant)\n        self.dispatch()",
        "            self._return(request.grant)\n            self.dispatch()",
    ),
    "memory is given back while the device still computes": (
        BATCHES,
        "            await batch.request.grant.session.process.stop(batch.run)",
        "            pass",
    ),
    "nobody ages": (SCHEDULER, "priority * self._age_s", "priority * 1e9"),
    "passing has no bound": (FAIRNESS, "all(other.passed < overtakes for other in ahead)", "True"),
    "urgency is not passed on": (SESSION, "min(self._loads[part.key].rank, rank)", "self._loads[part.key].rank"),
    "work begins before there is room": (SESSION, "return (*self._moves, *loads)", "return tuple(loads)"),
    "a failed load is shared with newcomers": (SESSION, "self._broken.add(key)", "pass"),
}


def outcome(folder: Path, mutation: tuple[str, str, str] | None) -> int:
    """Pytest's exit status for the pool's tests on a copy of what they need."""
    skip = shutil.ignore_patterns("__pycache__")
    for name in ("footage", "gpu", "tests/unit/gpu"):
        shutil.copytree(ROOT / name, folder / name, ignore=skip)
    shutil.copy(ROOT / "tests" / "virtual_time.py", folder / "tests")
    if mutation:
        name, there, instead = mutation
        text = (folder / name).read_text()
        assert text.count(there) == 1, f"{name} has changed: adapt the mutant"
        (folder / name).write_text(text.replace(there, instead))
    options = ["-q", "-x", "--noconftest", "-c", "/dev/null", f"--rootdir={folder}", "-p", "no:cacheprovider"]
    plain = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "--import-mode=importlib", "tests/unit/gpu/pool/test_pool.py"],
        cwd=folder,
        env={name: value for name, value in plain.items() if not name.startswith("SLIPCOVER_")},
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert " passed" in done.stdout or " failed" in done.stdout, done.stdout + done.stderr
    return done.returncode


@pytest.mark.parametrize("mutation", [None, *MUTANTS.values()], ids=["healthy", *MUTANTS])
@pytest.mark.few(one_in=3)
def test_a_planted_defect_is_found(tmp_path: Path, mutation: tuple[str, str, str] | None) -> None:
    assert outcome(tmp_path, mutation) == (1 if mutation else 0)
