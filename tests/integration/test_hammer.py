"""A short blow of the kill hammer; `make hammer` is the long one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drills import drill, rounds
from tests.hammer import Blows, Hammer

BLOWS = Blows(jobs=rounds(8, 16), workers=3, most_kills=rounds(2, 5), life_s=(0.5, 2.5), patience_s=150, forked=True)


@drill
@pytest.mark.system
@pytest.mark.timeout(600)
@pytest.mark.anyio
async def test_nothing_is_paid_twice_lost_or_overspent_when_workers_are_killed(home: Path) -> None:
    outcome = await Hammer(home, BLOWS).run()
    assert outcome.harm == {}, outcome.figures()
    assert outcome.kills >= BLOWS.most_kills
    assert outcome.completed + outcome.in_doubt + outcome.unplaced == BLOWS.jobs
    assert outcome.refused_by_the_cap > 0, "the cap did not bind"
