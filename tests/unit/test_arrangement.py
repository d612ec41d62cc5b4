"""What every run tries of a test of many cases, and what is left to the night."""

from __future__ import annotations

import itertools

from tests.arrangement import standing_for_all

BACKENDS, FAULTS = 7, 12
MATRIX = {f"{b}-{f}": {"backend": b, "fault": f} for b, f in itertools.product(range(BACKENDS), range(FAULTS))}


def test_of_a_matrix_each_value_is_kept() -> None:
    kept = standing_for_all(MATRIX, 100)
    assert {MATRIX[name]["backend"] for name in kept} == set(range(BACKENDS))
    assert {MATRIX[name]["fault"] for name in kept} == set(range(FAULTS))
    assert len(kept) < BACKENDS + FAULTS


def test_about_one_in_so_many_is_kept_and_always_the_same() -> None:
    assert len(standing_for_all(MATRIX, 3)) == 28
    assert standing_for_all(MATRIX, 3) == standing_for_all(dict(reversed(MATRIX.items())), 3)
    assert standing_for_all(MATRIX, 1) == set(MATRIX)


def test_values_that_each_case_has_of_its_own_are_not_all_kept() -> None:
    rows = {f"row {n}": {"given": n, "expected": n} for n in range(10)}
    assert len(standing_for_all(rows, 3)) == 4
    assert len(standing_for_all({"one": {"given": 0}}, 3)) == 1
