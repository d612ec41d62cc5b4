"""What an alarm must show before anything is paid for it, and what is learned where it was paid for nothing."""

from __future__ import annotations

from typing import get_args

from footage.opinions import HEARD
from quality.faults import MOST_EVIDENCE, FaultKind, a_fault
from quality.policy import load_policy
from quality.trust import AlarmTrust


def test_evidence_is_a_number_from_one_to_ten() -> None:
    given = (0.3, 1.0, 2.345, 1e9, float("inf"), float("nan"))
    assert [a_fault("blur", 0, 1, "", one).evidence for one in given] == [1, 1, 2.35, MOST_EVIDENCE, MOST_EVIDENCE, 1]


def test_who_watches_without_sound_is_asked_about_all_that_can_be_seen_and_nothing_that_is_heard() -> None:
    kinds = set(get_args(FaultKind))
    assert kinds > HEARD
    assert {"frozen", "black", "blur", "foreign", "disorder", "poor_picture", "incoherent"} <= kinds - HEARD


def test_no_fault_of_the_sound_ever_buys_pictures() -> None:
    faults = [a_fault(kind, 0, 1, "", MOST_EVIDENCE) for kind in get_args(FaultKind)]
    buys = {alarm.kind for alarm in AlarmTrust(load_policy()).alarms(faults, {}) if alarm.buys}
    assert not buys & HEARD
    assert {"black", "blur", "foreign", "frozen", "incoherent"} <= buys
