"""Gives the few tests that failed in `make test` a second chance, one at a time on a machine that does nothing else.

Only tests marked `system` have one: they kill, cut off and outwait real processes, and two processors that four other
tests share can be late for it. Whatever fails without such company is broken, and so is what fails in numbers. Those
that pass now are listed: each is worth a look.

    make test SYSTEM=1 || python -m tests.once_more
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

MOST = 3
LAST_FAILED = Path(".pytest_cache/v/cache/lastfailed")


class SystemOnly:
    """Refuses to run again what has no excuse."""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Look for a test that waits for nobody."""
        for item in items:
            if item.get_closest_marker("system") is None:
                raise pytest.UsageError(f"{item.nodeid} needs no quiet machine.")


def once_more(failed: list[str]) -> int:
    """Run them, and return pytest's exit status; 1 where there are none or too many."""
    if not 0 < len(failed) <= MOST:
        print(f"{len(failed)} failed: no second chance.")  # noqa: T201
        return 1
    status = int(pytest.main([*failed], plugins=[SystemOnly()]))
    if status == 0:
        print("\n".join(["PASSED ONLY BY THEMSELVES, look at:", *failed]))  # noqa: T201
    return status


if __name__ == "__main__":
    sys.exit(once_more(list(json.loads(LAST_FAILED.read_text())) if LAST_FAILED.is_file() else []))
