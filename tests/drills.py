"""Drills: tests that do something again and again, in random order, or kill at random.

`make test` does it often enough that each property is proved there, `make drill` does it more often.
`make hammer` is for whoever has an hour.
"""

from __future__ import annotations

import os

import pytest

DRILL = "FOOTAGE_TEST_DRILL" in os.environ
"""Whether this is `make drill`."""

drill = pytest.mark.drill
only_in_a_drill = pytest.mark.skipif(not DRILL, reason="make drill tries it")


def rounds(few: int, many: int) -> int:
    """How often something is done: few times in `make test`, many in a drill."""
    return many if DRILL else few
