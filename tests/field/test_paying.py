"""What an alarm must show before anything is paid for it, and what is learned where it was paid for nothing."""

from __future__ import annotations

from quality.faults import MOST_EVIDENCE, a_fault


def test_evidence_is_a_number_from_one_to_ten() -> None:
    given = (0.3, 1.0, 2.345, 1e9, float("inf"), float("nan"))
    assert [a_fault("blur", 0, 1, "", one).evidence for one in given] == [1, 1, 2.35, MOST_EVIDENCE, MOST_EVIDENCE, 1]
