"""From which evidence on an alarm may cost money, and how that changes with what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import cast

import pytest

from footage.ports.quality import Checked, Lesson, Trust
from footage.verdicts import Coherence, Fault, PromptMatch, Quality
from footage.video_info import VideoInfo
from quality.policy import load_policy
from quality.trust import AlarmTrust, Learning

POLICY = load_policy()
RULE = Learning(POLICY.repair.learn)
NOW = datetime(2026, 3, 31, tzinfo=UTC)


class Book:
    """`AlarmBook` in memory."""

    def __init__(self, known: Mapping[str, Trust]) -> None:
        self._known = dict(known)

    def known(self) -> Mapping[str, Trust]:
        return self._known

    def now(self) -> datetime:
        return NOW

    def learn(self, job_id: str, part: str, n: int, in_vain: Mapping[str, bool], lesson: Lesson) -> bool:
        self._known |= {kind: lesson(self._known.get(kind, Trust()), vain, NOW) for kind, vain in in_vain.items()}
        return True

    def forget(self) -> int:
        return len(self._known)


def after(lessons: str, *, days: float = 0) -> Trust:
    """What becomes of an alarm by lessons, the last of them so long ago: v is in vain, h helped."""
    trust = Trust()
    for one in lessons:
        trust = RULE.lesson(trust, one == "v", NOW - timedelta(days=days))
    return trust


def needed(lessons: str, *, days: float = 0) -> float | None:
    trust = AlarmTrust(POLICY, Book({"blur": after(lessons, days=days)}))
    (alarm,) = trust.alarms([a_fault("blur", 1.5)], trust.known())
    return alarm.buys_from


def a_fault(kind: str, evidence: float, start_s: float = 0, end_s: float = 1) -> Fault:
    return Fault(kind=kind, start_s=start_s, end_s=end_s, reason="", evidence=evidence)


@pytest.mark.parametrize(
    ("lessons", "days", "expected"),
    [
        ("", 0, 2.0),
        ("v", 0, 2.4),
        ("vvv", 0, 3.46),
        ("v" * 40, 0, 12.0),  # bounded, and above the highest evidence that there is
        ("vh", 0, 2.16),
        ("vhh", 0, 2.0),  # helping takes it back slowly, and never below what is usual
        ("h" * 9 + "v", 0, 2.4),
        ("v" * 40, 30, 7.0),  # half of it is forgotten
        ("v" * 40, 3000, 2.0),
    ],
)
def test_paying_in_vain_asks_for_more_evidence_and_time_and_help_for_less(
    lessons: str, days: float, expected: float
) -> None:
    assert needed(lessons, days=days) == expected


def test_a_clock_that_was_set_back_asks_for_no_more_than_was_learned() -> None:
    assert needed("vvv", days=-400) == needed("vvv")


def test_each_kind_is_weighed_by_its_strongest_fault_and_one_that_informs_never_pays() -> None:
    trust = AlarmTrust(POLICY)
    alarms = trust.alarms([a_fault("blur", 1.2), a_fault("silence", 9), a_fault("blur", 2.1)], {})
    assert [(one.kind, one.evidence, one.buys) for one in alarms] == [("blur", 2.1, True), ("silence", 9, False)]
    assert trust.why_not(alarms) is None
    assert trust.why_not(trust.alarms([a_fault("silence", 9)], {})) is None, "nobody would pay for it"
    said = trust.why_not(trust.alarms([a_fault("silence", 9), a_fault("blur", 1.333)], {}))
    assert said == (
        "not bought: the evidence for blur is 1.33 times its threshold, and 2 is needed; silence may be meant."
    )


def test_what_was_learned_is_told() -> None:
    trust = AlarmTrust(POLICY, Book({"morph": after("vvvh"), "black": after("hh")}))
    assert trust.told() == {
        "morph": "morph was bought in vain 3 times of 4 on this machine; it needs 3.11 times its threshold now."
    }
    assert trust.learn("job", "", 1, {"blur": True, "flash": False}) == (
        "blur was bought in vain once of 1 on this machine; it needs 2.4 times its threshold now."
    )
    assert trust.learn("job", "", 1, {}) == AlarmTrust(POLICY).learn("job", "", 1, {"blur": True}) == ""


def a_film(score: float, faults: Sequence[Fault], *, technical: float, jumps: Sequence[Fault] = ()) -> Checked:
    """Of ten seconds, with a coherence of 0.9 but for jumps and a match of 0.8."""
    coherence = Coherence(
        overall=0.9, min=0, max=1, per_pair=[], drift=None, cuts_s=[], flagged=list(jumps), passed=not jumps
    )
    quality = Quality(
        status="measured",
        verdict="retry",
        conforms=True,
        score=score,
        coherence=coherence,
        prompt_match=PromptMatch(score=0.8, worst=0.8, worst_at_s=0),
        technical=technical,
        faults=[*jumps, *faults],
        reasons=[],
    )
    return Checked(quality=quality, info=cast(VideoInfo, SimpleNamespace(duration_s=10.0)))


WHOLE = 0.4 * 0.9 + 0.3 * 0.8 + 0.3
"""What it scores without faults."""


@pytest.mark.parametrize(
    ("weak", "strong", "least", "why_not", "causes"),
    [
        (3, 0, 0.8, True, []),  # without the doubtful ones it would be good enough
        (0, 3, 0.8, False, ["black"]),
        (2, 2, 0.8, False, ["black"]),  # what is certain is too much alone
        (2, 1, 0.8, True, []),
        (0, 3, 0.95, False, []),  # it is below without any alarm: no other take would have them less
        (3, 0, 0.95, False, []),
    ],
)
def test_only_what_is_certain_makes_a_score_low_enough_to_pay_for_another_film(
    weak: float, strong: float, least: float, why_not: bool, causes: list[str]
) -> None:
    faults = [a_fault("blur", 1.5, 0, weak)] if weak else []
    faults += [a_fault("black", 3, 5, 5 + strong)] if strong else []
    technical = 1 - 0.2 * (weak + strong)
    film = a_film(WHOLE - 0.3 * (1 - technical), faults, technical=technical)
    doubt = AlarmTrust(POLICY).doubt(film, least)
    assert ((doubt.why_not is not None), [cause.kind for cause in doubt.causes]) == (why_not, causes)


def test_a_doubtful_jump_counts_for_coherence() -> None:
    jump = a_fault("incoherent", 1.4, 2, 4)
    film = a_film(WHOLE - 0.4 * 0.9 * 0.4, [], technical=1.0, jumps=[jump])
    assert AlarmTrust(POLICY).doubt(film, 0.85).why_not is not None
    assert AlarmTrust(POLICY).doubt(film, 0.95).why_not is None


def test_a_film_in_which_nothing_moves_may_be_made_by_a_better_backend() -> None:
    film = a_film(POLICY.most_if_still, [a_fault("blur", 1.5, 0, 2)], technical=0.6)
    assert AlarmTrust(POLICY).doubt(film, 0.6).why_not is None
