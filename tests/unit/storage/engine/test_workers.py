from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from footage.ports.devices import Offer
from storage.db import Database
from storage.engine.presence import BEAT_S, Presence
from storage.engine.slots import Slots, take_slot
from storage.engine.workers import ALIVE_S, WorkerTable
from tests.support import Clock

WAN = Offer(host="a", devices=("H200", "H200"), backends=("wan", "ltx"))
LTX = Offer(host="b", devices=("L4",), backends=("ltx",))
PATIENCE_S = 60.0


class Seconds:
    """A clock that only goes forward, for one process."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def slots(database: Database, tmp_path: Path) -> Iterator[list[Slots]]:
    """The executor slots of two processes."""
    taken = [take_slot(database, tmp_path / "slots") for _ in range(2)]
    yield taken
    for slot in taken:
        slot.release()


def test_those_count_that_said_so_a_short_while_ago(database: Database) -> None:
    clock = Clock()
    workers = WorkerTable(database, clock)
    workers.beat(3, LTX)
    clock.advance(seconds=ALIVE_S - 1)
    workers.beat(0, WAN)
    assert (workers.alive(), workers.backends()) == ([WAN, LTX], frozenset({"wan", "ltx"}))
    clock.advance(seconds=1)
    assert workers.alive() == [WAN]
    workers.beat(0, LTX)
    assert (workers.alive(), workers.slots()) == ([LTX], [0, 3])
    workers.leave(0)
    assert (workers.alive(), workers.slots()) == ([], [3])


def test_a_process_that_dies_is_forgotten_by_the_next_one_that_looks(database: Database, slots: list[Slots]) -> None:
    workers = WorkerTable(database, Clock())
    with_device = Presence(workers, slots[0], lambda: WAN, PATIENCE_S)
    without = Presence(workers, slots[1], None, PATIENCE_S)
    with_device.tend()
    without.tend()
    assert workers.alive() == [WAN]
    slots[0].release()
    without.tend()
    assert workers.slots() == []


def test_what_a_process_offers_is_told_again_and_again(database: Database, slots: list[Slots]) -> None:
    workers, seconds, offers = WorkerTable(database, Clock()), Seconds(), [WAN, LTX]
    presence = Presence(workers, slots[0], lambda: offers.pop(0), PATIENCE_S, seconds)
    for seconds.now_s, told in ((0, WAN), (BEAT_S - 1, WAN), (BEAT_S, LTX)):
        presence.tend()
        assert workers.alive() == [told]
    presence.leave()
    assert workers.alive() == []


def test_patience_ends_a_while_after_the_last_one_with_a_device(database: Database, slots: list[Slots]) -> None:
    workers, seconds = WorkerTable(database, Clock()), Seconds()
    presence = Presence(workers, slots[1], None, PATIENCE_S, seconds)
    workers.beat(slots[0].mine, WAN)
    seconds.now_s = PATIENCE_S + 1
    presence.tend()
    assert not presence.is_patience_over()
    workers.leave(slots[0].mine)
    seconds.now_s += PATIENCE_S + 1
    presence.tend()
    assert [presence.is_patience_over() for _ in range(2)] == [True, False]


def test_one_process_looks_after_all_until_it_is_gone(database: Database, tmp_path: Path) -> None:
    one, two = (take_slot(database, tmp_path / "slots") for _ in range(2))
    assert [one.leads(), two.leads(), one.leads()] == [True, False, True]
    one.release()
    assert two.leads()
    two.release()


def test_slots_that_somebody_holds_need_not_be_tried(database: Database, tmp_path: Path) -> None:
    one, two = (take_slot(database, tmp_path / "slots") for _ in range(2))
    tried = one.perhaps_dead({one.mine, two.mine, 9})
    assert 9 in tried
    assert one.mine not in tried
    assert database.is_sqlite or two.mine not in tried
    two.release()
    assert two.mine in one.perhaps_dead({two.mine})
    assert one.perhaps_dead(()) == []
    one.release()
