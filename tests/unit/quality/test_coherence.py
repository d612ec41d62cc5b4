from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from footage.verdicts import Coherence
from quality.coherence import coherence


def turned(*degrees: float) -> Any:
    """Vectors in a plane: two of them are as like as the cosine of the angle between."""
    radians = np.radians(degrees)
    return np.stack([np.cos(radians), np.sin(radians)], axis=1).astype(np.float32)


def measured(*degrees: float, cuts_s: tuple[float, ...] = ()) -> Coherence:
    times_s = [float(second) for second in range(len(degrees))]
    found = coherence(turned(*degrees), times_s, cuts_s, jump_below=0.85, drift_below=0.7)
    assert found
    return found


def flagged(found: Coherence) -> list[tuple[str, float, float]]:
    return [(fault.kind, fault.start_s, fault.end_s) for fault in found.flagged]


def test_a_film_of_one_scene_passes_with_the_cosines_of_its_pairs() -> None:
    found = measured(0, 10, 15, 5)
    cosines = [math.cos(math.radians(turn)) for turn in (10, 5, 10)]
    assert found.per_pair == pytest.approx(cosines, abs=1e-4)
    assert found.overall == pytest.approx(sum(cosines) / 3, abs=1e-4)
    assert (found.min, found.max) == (min(found.per_pair), max(found.per_pair))
    assert (found.passed, found.flagged, found.cuts_s) == (True, [], [])


def test_a_wrong_scene_in_between_is_flagged_from_its_first_to_its_last_sample() -> None:
    found = measured(0, 2, 4, 80, 82, 2, 0, 2)
    assert flagged(found) == [("incoherent", 2, 3), ("drift", 3, 4), ("incoherent", 4, 5)]
    assert not found.passed
    first = found.flagged[0]
    assert first.evidence == pytest.approx((1 - math.cos(math.radians(76))) / 0.15, abs=0.01)


def test_neighbouring_jumps_are_one_range() -> None:
    assert flagged(measured(0, 40, 0, 40, 0, 0, 0))[0] == ("incoherent", 0, 4)


def test_a_slow_morph_passes_every_pair_and_is_flagged_all_the_same() -> None:
    degrees = [4.0 * step for step in range(40)]
    found = measured(*degrees)
    assert found.min > 0.99
    assert [fault.kind for fault in found.flagged] == ["drift"]
    assert (found.flagged[0].end_s, found.passed) == (39, False)
    assert found.drift is not None
    assert found.drift < 0.3


def test_an_intended_cut_is_no_fault_and_its_pair_counts_for_nothing() -> None:
    found = measured(0, 1, 2, 90, 91, 92, cuts_s=(2.5,))
    assert (found.passed, found.flagged, found.cuts_s) == (True, [], [2.5])
    assert found.min > 0.99
    assert found.per_pair[2] < 0.1
    assert not measured(0, 1, 2, 90, 91, 92).passed


def test_without_two_samples_in_a_shot_nothing_is_measured() -> None:
    assert coherence(turned(0), [0.0], [], jump_below=0.85, drift_below=0.7) is None
    assert coherence(turned(0, 90), [0.0, 1.0], [0.5], jump_below=0.85, drift_below=0.7) is None
    assert measured(0, 5).drift is None
