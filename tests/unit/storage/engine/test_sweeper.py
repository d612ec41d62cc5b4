"""How often the sweeper looks: a look during which something came says nothing about what there is to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from footage.threads import utc_now
from storage.books.jobs import JobTable
from storage.books.lost import LostJobs
from storage.db import Database
from storage.engine import sweeper
from storage.engine.presence import Presence
from storage.engine.pulse import Pulse
from storage.engine.runs import RunJob
from storage.engine.slots import take_slot
from storage.engine.sweeper import Sweeper
from storage.engine.workers import WorkerTable
from tests.databases import ready
from tests.engines import engine_over

NEVER_S = 3600.0


@pytest.fixture(scope="module")
def idle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The database of an engine that has nothing to do."""
    folder = tmp_path_factory.mktemp("idle")
    database = ready(folder / "footage.db")
    with engine_over(database, folder, _no_job):
        yield database
    database.close()


def _no_job(_jobs: JobTable) -> RunJob:
    async def run(job_id: str, _is_stopped: object) -> None:
        raise AssertionError(f"{job_id} came from nowhere")

    return run


@pytest.mark.parametrize(("beats_in_looks", "looks"), [([], 1), ([1], 2), ([1, 2], 3), ([2], 1)])
def test_a_look_during_which_something_came_is_repeated_soon_and_then_there_is_rest(
    idle: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beats_in_looks: list[int], looks: int
) -> None:
    monkeypatch.setattr(sweeper, "SWEEP_S", 0.0)
    monkeypatch.setattr(sweeper, "REST_S", NEVER_S)
    pulse, slots = Pulse(), take_slot(idle, tmp_path / "slots")
    looked = 0

    def running() -> set[str]:
        nonlocal looked
        looked += 1
        if looked in beats_in_looks:
            pulse.beat()
        return set()

    presence = Presence(WorkerTable(idle, utc_now), slots=slots, offer=None, patience_s=NEVER_S)
    lost = LostJobs(idle, lambda *_: None, utc_now)
    sweeping = Sweeper(slots, ("cpu",), presence, lost, running, pulse)
    for _ in range(5):
        sweeping.look(changed=False)
    slots.release()
    assert looked == looks
    assert pulse.at_rest
