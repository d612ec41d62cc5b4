"""What an alarm must show before anything is paid for it, and what is learned where that was in vain.

An alarm is told from its threshold on. Money is spent for it from `repair.buy_from` times its threshold on, and more
where it has cost money for nothing on this machine: then it probably sees what the films show, and no fault.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import starmap

from footage.ports.quality import Alarm, AlarmBook, Cause, Checked, Doubt, Trust
from footage.verdicts import Fault
from quality import looks
from quality.policy import LearnPolicy, Part, QualityPolicy
from quality.verdict import harm, mean_of

_CLOSE = 1e-3


class Learning:
    """The rule by which trust in a kind of alarm falls and comes back."""

    def __init__(self, policy: LearnPolicy) -> None:
        self._policy = policy

    def factor(self, trust: Trust, now: datetime) -> float:
        """So many times the usual evidence is needed now: what was learned fades, by half in `half_life_days`."""
        age = (now - trust.at) / timedelta(days=self._policy.half_life_days) if trust.at else 0.0
        return 1 + (trust.factor - 1) * math.pow(0.5, max(0.0, age))

    def lesson(self, trust: Trust, in_vain: bool, now: datetime) -> Trust:
        """What becomes of it when something was paid for it once more."""
        times = self._policy.in_vain if in_vain else self._policy.helped
        factor = min(self._policy.most, max(1.0, self.factor(trust, now) * times))
        return Trust(bought=trust.bought + 1, in_vain=trust.in_vain + in_vain, factor=factor, at=now)


class AlarmTrust:
    """Which alarms may cost money on this machine.

    Args:
        policy: From which evidence on, and how that changes.
        book: What was learned here; None for nothing.
    """

    def __init__(self, policy: QualityPolicy, book: AlarmBook | None = None) -> None:
        self._policy = policy
        self._rule = Learning(policy.repair.learn)
        self._book = book

    def known(self) -> Mapping[str, Trust]:
        """What was learned here, by kind."""
        return self._book.known() if self._book else {}

    def alarms(self, faults: Sequence[Fault], known: Mapping[str, Trust]) -> tuple[Alarm, ...]:
        """The strongest of each kind of fault, by name, with what is `known` of it."""
        strongest: dict[str, float] = {}
        for fault in faults:
            strongest[fault.kind] = max(fault.evidence, strongest.get(fault.kind, 1.0))
        return tuple(self._alarm(kind, strongest[kind], known.get(kind, Trust())) for kind in sorted(strongest))

    def why_not(self, alarms: Sequence[Alarm]) -> str | None:
        """Why nothing is paid for alarms, in a sentence; None where something may be, or all of them only inform."""
        if any(alarm.buys for alarm in alarms) or all(alarm.buys_from is None for alarm in alarms):
            return None
        return f"not bought: {'; '.join(_short_of(alarm) for alarm in alarms)}."

    def doubt(self, film: Checked, least: float) -> Doubt:
        """See `footage.ports.quality.Mender.doubt`."""
        found = self.alarms(film.quality.faults, self.known())
        strong = {alarm.kind: alarm.evidence for alarm in found if alarm.buys}
        weak = [alarm for alarm in found if not alarm.buys]
        sure = [fault for fault in film.quality.faults if fault.kind in strong]
        if weak and _score(film, sure, self._policy) >= least:
            said = "; ".join(map(_short_of, weak))
            return Doubt(why_not=f"not bought: only doubtful alarms put the score below {least:g}: {said}.")
        by_alarms = _score(film, (), self._policy) >= least
        return Doubt(why_not=None, causes=tuple(starmap(Cause, strong.items())) if by_alarms else ())

    def learn(self, job_id: str, part: str, n: int, in_vain: Mapping[str, bool]) -> str:
        """See `footage.ports.quality.Mender.learn`."""
        if not self._book or not in_vain:
            return ""
        self._book.learn(job_id, part, n, in_vain, self._rule.lesson)
        told = self.told()
        return " ".join(told[kind] for kind, vain in in_vain.items() if vain and kind in told)

    def told(self) -> dict[str, str]:
        """What was learned of each kind that was paid for in vain, in sentences."""
        return {kind: self._told(kind, trust) for kind, trust in sorted(self.known().items()) if trust.in_vain}

    def _told(self, kind: str, trust: Trust) -> str:
        return (
            f"{kind} was bought in vain {_times(trust.in_vain)} of {trust.bought} on this machine; it needs "
            f"{_number(self._buys_from(trust))} times its threshold now."
        )

    def _alarm(self, kind: str, evidence: float, trust: Trust) -> Alarm:
        informs = not self._policy.faults.of(kind).retry
        return Alarm(
            kind=kind,
            evidence=evidence,
            buys_from=None if informs else self._buys_from(trust),
            in_vain=trust.in_vain,
        )

    def _buys_from(self, trust: Trust) -> float:
        usual = self._policy.repair.buy_from
        return round(usual * self._rule.factor(trust, self._book.now()), 2) if self._book else usual


def _short_of(alarm: Alarm) -> str:
    if alarm.buys_from is None:
        return f"{alarm.kind} may be meant"
    needed = f"{_number(alarm.buys_from)} is needed" + (
        f" since it was bought in vain {_times(alarm.in_vain)} on this machine" if alarm.in_vain else ""
    )
    return f"the evidence for {alarm.kind} is {_number(alarm.evidence)} times its threshold, and {needed}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _number(value: float) -> str:
    return f"{round(value, 2):g}"


def _score(film: Checked, faults: Sequence[Fault], policy: QualityPolicy) -> float:
    """What a film would score if these were all of its faults; `quality.verdict` says how a score is made up."""
    quality, duration_s = film.quality, film.info.duration_s if film.info else None
    score = quality.score or 0.0
    if abs(score - policy.most_if_still) < _CLOSE:  # a film in which nothing moves scores no more
        return score
    coherence = quality.coherence
    jumps = coherence.flagged if coherence else []

    def whole(found: Sequence[Fault]) -> float:
        return 1 - min(1.0, harm(found, duration_s, policy))

    values: dict[Part, float] = {}
    if coherence:
        values["coherence"] = coherence.overall * whole([fault for fault in faults if fault in jumps])
    if quality.technical is not None:
        values["technical"] = whole([fault for fault in faults if fault not in jumps])
    if quality.prompt_match:
        values["prompt_match"] = quality.prompt_match.score
    if quality.visual:
        values["visual"] = quality.visual.score
    if quality.editing:
        values["editing"] = quality.editing.score
    mean = mean_of(values, policy)
    return score if mean is None else min(mean, looks.most(quality.visual, policy.visual) if quality.visual else 1.0)
