from __future__ import annotations

import numpy as np
import pytest

from gpu.models.planner import SpanMeasurement, corruption, measure, usual_step


def grey(*levels: int) -> list[np.ndarray]:
    return [np.full((32, 48, 3), level, np.uint8) for level in levels]


def test_differences_are_told_in_levels_and_the_larger_seam_counts() -> None:
    seen = measure(grey(10, 14, 12, 20), *grey(10, 26))
    assert seen == SpanMeasurement(steps=(4, 2, 8), seam=6)
    assert measure(grey(3, 14), *grey(10, 14)).seam == 7


def test_large_pictures_are_compared_by_samples() -> None:
    one, other = np.zeros((2, 900, 1600, 3), np.uint8)
    other[:, 800:] = 100
    assert measure([one, other], one, other).steps == pytest.approx((50,), abs=1)


def test_the_usual_step_is_the_films_median_and_at_least_one_level() -> None:
    assert usual_step([SpanMeasurement(steps=(1, 9, 4), seam=0), SpanMeasurement(steps=(5, 60), seam=0)]) == 5
    assert usual_step([SpanMeasurement(steps=(0, 0), seam=0)]) == 1


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (SpanMeasurement(steps=(4, 3, 4), seam=0), 0),
        (SpanMeasurement(steps=(4, 8, 4), seam=0), 0.5),
        (SpanMeasurement(steps=(4, 4, 4), seam=4), 0.5),
        (SpanMeasurement(steps=(4, 16, 4), seam=4), 0.75),
        (SpanMeasurement(steps=(0, 0), seam=0), 0),
    ],
)
def test_corruption_is_half_where_the_fault_is_as_large_as_a_usual_step(seen: SpanMeasurement, expected: float) -> None:
    assert corruption(seen, 4) == expected
