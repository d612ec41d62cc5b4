"""Made films of impacts: their changes from frame to frame, and the sound of them, in step and out of it."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from footage.verdicts import Fault
from quality.sound.meter import Ear
from quality.sync import Motion, out_of_sync
from quality.thresholds import shipped

RATE_HZ, FPS, SECONDS = 16_000, 25, 20
EVENTS_S = (1.3, 2.9, 3.7, 5.95, 8.2, 9.05, 11.6, 13.1, 16.33, 18.4)
"""What happens, without a rhythm."""

Times = NDArray[np.float64]


def found(seen_s: Times, heard_s: Times) -> list[Fault]:
    """The faults of a film in which something flashes at some times and bangs at others."""
    rng = np.random.default_rng(1)
    change = 1 + 0.2 * rng.random(SECONDS * FPS)
    change[np.ceil(seen_s * FPS).astype(int)] = 15
    sound = 0.01 * rng.standard_normal(SECONDS * RATE_HZ)
    bang = rng.standard_normal(RATE_HZ // 5) * np.exp(-np.arange(RATE_HZ // 5) / (0.03 * RATE_HZ))
    for time_s in heard_s:
        place = round(time_s * RATE_HZ)
        sound[place : place + len(bang)] += 0.5 * bang[: len(sound) - place]
    ear = Ear(RATE_HZ, 1)
    ear.hear(sound[None].astype(np.float32))
    motion = Motion((np.arange(len(change)) / FPS).astype(np.float32), change.astype(np.float32))
    return list(out_of_sync(motion, ear.heard().levels, shipped().out_of_sync))


@pytest.mark.parametrize("shift_s", [-0.4, -0.12, 0.1, 0.2, 0.6])
def test_sound_that_is_early_or_late_is_told_by_how_much(shift_s: float) -> None:
    seen_s = np.array(EVENTS_S)
    (fault,) = found(seen_s, seen_s + shift_s)
    assert fault.kind == "out_of_sync"
    assert fault.evidence == pytest.approx(abs(shift_s) / 0.08, abs=0.4)
    assert ("late" if shift_s > 0 else "early") in fault.reason


def test_sound_that_runs_away_is_told() -> None:
    seen_s = np.array(EVENTS_S)
    (fault,) = found(seen_s, seen_s * 1.02)
    assert "runs away" in fault.reason


@pytest.mark.parametrize("shift_s", [-0.03, 0.0, 0.05])
def test_sound_in_step_is_no_fault(shift_s: float) -> None:
    seen_s = np.array(EVENTS_S)
    assert found(seen_s, seen_s + shift_s) == []


def test_pictures_and_music_that_go_their_own_ways_are_no_fault() -> None:
    rng = np.random.default_rng(4)
    for _ in range(20):
        seen_s, heard_s = np.sort(rng.uniform(0.5, 19, 9)), np.sort(rng.uniform(0.5, 19, 40))
        assert found(seen_s, heard_s) == []


@pytest.mark.parametrize("beat_s", [0.4, 0.5, 1.0])
def test_cuts_beside_the_beat_are_no_fault(beat_s: float) -> None:
    """What repeats evenly agrees on many shifts."""
    assert found(np.arange(1, 19, 2.0) + 0.15, np.arange(0.5, 19.5, beat_s)) == []


def test_few_pairs_tell_nothing() -> None:
    seen_s = np.array(EVENTS_S[:4])
    assert found(seen_s, seen_s + 0.3) == []


def test_a_film_without_events_tells_nothing() -> None:
    assert found(np.zeros(0), np.array(EVENTS_S)) == []
    assert found(np.array(EVENTS_S), np.zeros(0)) == []
