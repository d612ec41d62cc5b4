from __future__ import annotations

import json

from footage.opinions import MARKS, MOST_ALARMS, answer_schema, asked_about, instructions, message
from footage.verdicts import Fault
from tests.support import a_verdict


def a_fault(kind: str, start_s: float, evidence: float) -> Fault:
    return Fault(kind=kind, start_s=start_s, end_s=start_s + 1, reason="it is so", evidence=evidence)


def test_the_strongest_alarms_that_can_be_seen_are_asked_about_in_the_order_of_the_film() -> None:
    many = [a_fault("blur", n, 1 + n / 10) for n in range(20, 0, -1)]
    asked = asked_about(a_verdict(*many, a_fault("silence", 0, 9), a_fault("hum", 3, 9)))
    assert [fault.start_s for fault in asked] == list(range(13, 21))
    assert len(asked) == MOST_ALARMS
    assert asked_about(None) == asked_about(a_verdict()) == asked_about(a_verdict(a_fault("clipping", 0, 2))) == []


def test_without_alarms_nothing_is_said_of_them() -> None:
    plain, full = answer_schema([]), answer_schema([a_fault("blur", 1, 2)] * 3)
    assert "alarm" not in json.dumps(plain) + instructions([]) + message("a boat")
    assert plain["required"] == list(MARKS)
    assert full["required"] == [*MARKS, "alarms"]
    assert (full["properties"]["alarms"]["minItems"], full["properties"]["alarms"]["maxItems"]) == (3, 3)
    assert message(None, [a_fault("blur", 1, 2)]).splitlines()[1:] == ["Alarms:", "1. blur, 1.00-2.00 s: it is so"]
