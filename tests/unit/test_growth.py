"""What is said of large fleets, and of what a process keeps, follows from figures and from nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from benchmarks import fleet_simulation
from benchmarks.fleet_simulation import MEASURED, Fleet, most_a_day, shares, simulated
from benchmarks.soak import State, leaks

STEADY = State(
    films=100, rss_mb=400.0, open_files=50, threads=23, holds=0, open_attempts=0, off_balances=0, work_files=0
)


@pytest.fixture(autouse=True)
def a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fleet_simulation, "WINDOW_S", 60.0)


@pytest.mark.parametrize(
    ("fleet", "full"),
    [
        (Fleet(8, 4), ["workers' processors", "places"]),
        (Fleet(32, 4), []),
        (Fleet(1000, 64), ["slots"]),
        (Fleet(250, 16, installations=4), []),
        (Fleet(64, 16, jobs_a_day=2_000_000), ["lock of the books"]),
    ],
)
def test_the_same_day_is_the_same_and_says_what_is_full(fleet: Fleet, full: list[str]) -> None:
    seen = simulated(MEASURED, fleet)
    assert seen == simulated(MEASURED, fleet)
    assert seen.full == full


def test_a_fleet_that_holds_adds_what_its_steps_take_and_a_full_one_more_and_more() -> None:
    steps_s = fleet_simulation.CHECKED_S + (MEASURED.turns * MEASURED.turn_ms + MEASURED.job_ms) / 1000
    assert simulated(MEASURED, Fleet(32, 4)).added_s[0] == pytest.approx(steps_s, abs=0.1)
    assert simulated(MEASURED, Fleet(64, 16, jobs_a_day=9_000_000)).added_s[0] > 10 * steps_s


def test_each_part_bears_what_fills_it() -> None:
    fleet = Fleet(64, 16)
    for name, jobs in most_a_day(MEASURED, fleet).items():
        assert shares(MEASURED, replace(fleet, jobs_a_day=jobs))[name] == pytest.approx(
            1.0 if name == "places" else fleet_simulation.FULL, rel=0.02
        )


def test_what_comes_and_goes_is_no_leak() -> None:
    states = [replace(STEADY, rss_mb=mb, threads=threads) for mb, threads in ((400, 23), (700, 24), (500, 22)) * 3]
    assert leaks(states) == []


@pytest.mark.parametrize(
    ("name", "last"),
    [("rss_mb", 421.0), ("open_files", 51), ("threads", 24), ("holds", 1), ("open_attempts", 1), ("off_balances", 1)],
)
def test_what_grows_or_stays_is_a_leak(name: str, last: Any) -> None:
    grown = replace(STEADY, **{name: last})
    (found,) = leaks([STEADY] * 7 + [grown] * 3)
    assert name.partition("_")[0].replace("rss", "memory") in found
