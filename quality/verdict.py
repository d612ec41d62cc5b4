"""The verdict on a finished film: what was measured, put together by the quality policy.

A part that could not be measured is an `Unmeasured` with its reason and without any number, so none can be made up.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from footage.verdicts import (
    Coherence,
    Editing,
    EditingFault,
    Fault,
    Loudness,
    MeasuredWith,
    PromptMatch,
    Quality,
    Visual,
)
from quality import looks
from quality.policy import Part, QualityPolicy
from quality.signals import Signals, Sound

T = TypeVar("T")
DIGITS = 4
_ONE_FRAME = "A single frame does not move."
_MOST_REMARKS = 5
_WOVEN = "its lines show two moments at once, as those of interlaced films do; enhance_quality undoes that"
_LEAST_PX = 32
"""Of the longer side: nobody sees what a smaller picture shows, nor can anything be measured in it."""


@dataclass(frozen=True)
class Unmeasured:
    """Why a part was not measured; `wanted` is False when the caller gave nothing to measure it by."""

    reason: str
    wanted: bool = True


@dataclass(frozen=True, kw_only=True)
class Measured:
    """All parts of a film. `problems` is what does not conform to the request; `duration_s` its length in seconds.

    `editing` is None for films that Footage did not put together. How a film looks that it drew itself (`is_drawn`) is
    told and counts for nothing. `size_px` is its width and height; `woven` is what is said of frames that are made of
    fields of two moments.
    """

    problems: tuple[str, ...] | Unmeasured
    coherence: Coherence | Unmeasured
    prompt_match: PromptMatch | Unmeasured
    technical: Signals | Unmeasured
    visual: Visual | Unmeasured
    duration_s: float | None
    editing: Editing | Unmeasured | None = None
    measured_with: MeasuredWith | None = None
    is_drawn: bool = False
    size_px: tuple[int, int] | None = None
    woven: str | None = None

    @property
    def looks(self) -> Visual | None:
        """How the pictures look, where that counts."""
        return None if isinstance(self.visual, Unmeasured) or self.is_drawn else self.visual


def judge(measured: Measured, policy: QualityPolicy) -> Quality:
    """Accept, retry or reject a film, with the reasons in words."""
    values = _values(measured, policy)
    score = _score(values, policy, measured)
    faults = _faults(measured, policy)
    again = list(_reasons_to_retry(measured, faults, policy))
    problems = _known(measured.problems) or ()
    parts: dict[str, object] = {
        "conformance": measured.problems,
        "coherence": measured.coherence,
        "prompt_match": measured.prompt_match,
        "technical": measured.technical,
        "visual": measured.visual,
        **({"editing": measured.editing} if measured.editing else {}),
    }
    missing = {name: part for name, part in parts.items() if isinstance(part, Unmeasured)}
    signals = _known(measured.technical)
    return Quality(
        status=_status(len(parts), missing),
        verdict=None if len(missing) == len(parts) else _verdict(problems, score, again, policy),
        conforms=None if isinstance(measured.problems, Unmeasured) else not problems,
        score=score,
        coherence=_known(measured.coherence),
        prompt_match=_known(measured.prompt_match),
        technical=values.get("technical"),
        visual=_known(measured.visual),
        motion=_rounded(signals.motion if signals else None),
        smoothness=_rounded(signals.smoothness if signals else None),
        sound=_sound(signals.sound) if signals and signals.sound else None,
        editing=_known(measured.editing),
        faults=faults,
        reasons=[*problems, *again, *_doubts(faults, policy), *_remarks(measured, policy, missing)],
        unavailable={
            **(signals.unavailable if signals else {}),
            **({"motion": _ONE_FRAME} if signals and signals.moves is None else {}),
            **{name: part.reason for name, part in missing.items()},
        },
        measured_with=measured.measured_with,
        cuts_s=[round(cut_s, 3) for cut_s in signals.cuts_s] if signals else [],
        technical_by_second=list(_by_second(signals.faults, measured.duration_s or 0.0, policy)) if signals else [],
    )


def _known(part: T | Unmeasured | None) -> T | None:
    return None if isinstance(part, Unmeasured) else part


def _sound(sound: Sound) -> Loudness:
    loudness = {name: _rounded(getattr(sound, name)) for name in ("integrated_lufs", "true_peak_dbtp")}
    return Loudness(**loudness, silent_share=round(sound.silent_share, DIGITS))


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, DIGITS)


def _status(parts: int, missing: Mapping[str, Unmeasured]) -> Literal["measured", "partial", "unavailable"]:
    if len(missing) == parts:
        return "unavailable"
    return "partial" if any(part.wanted for part in missing.values()) else "measured"


def _values(measured: Measured, policy: QualityPolicy) -> dict[Part, float]:
    """The score of each measured part, 0 to 1, by the formulas of the policy file."""
    values: dict[Part, float] = {}
    coherence, match = _known(measured.coherence), _known(measured.prompt_match)
    technical = _known(measured.technical)
    if coherence:
        whole = coherence.overall * (1 - min(1.0, harm(coherence.flagged, measured.duration_s, policy)))
        values["coherence"] = max(0.0, whole)
    if match:
        values["prompt_match"] = match.score
    if technical:
        values["technical"] = 1 - min(1.0, harm(technical.faults, measured.duration_s, policy))
    if measured.looks:
        values["visual"] = measured.looks.score
    if editing := _known(measured.editing):
        values["editing"] = editing.score
    return {part: round(value, DIGITS) for part, value in values.items()}


def harm(faults: Sequence[Fault], duration_s: float | None, policy: QualityPolicy) -> float:
    """Each fault's share of the film times its harm, summed; without a length every fault is the whole film."""
    return sum(
        policy.faults.of(fault.kind).harm_of(fault)
        * (min(1.0, max(0.0, fault.end_s - fault.start_s) / duration_s) if duration_s else 1.0)
        for fault in faults
    )


def _by_second(
    faults: Sequence[Fault], duration_s: float, policy: QualityPolicy
) -> Iterator[tuple[float, float, float]]:
    """Each second's start, end and technical mark, by the formula of the whole film's."""
    for second in range(math.ceil(duration_s)):
        end_s = min(second + 1.0, duration_s)
        within = [
            fault.model_copy(update={"start_s": max(fault.start_s, second), "end_s": min(fault.end_s, end_s)})
            for fault in faults
        ]
        yield float(second), end_s, 1 - min(1.0, harm(within, end_s - second, policy))


def _is_still(measured: Measured) -> bool:
    technical = _known(measured.technical)
    return technical is not None and technical.moves is False


def mean_of(values: Mapping[Part, float], policy: QualityPolicy) -> float | None:
    """The mean of the scores of parts, by their weights; None where none has any."""
    weight = sum(policy.weights.get(part, 0.0) for part in values)
    return sum(policy.weights.get(part, 0.0) * value for part, value in values.items()) / weight if weight else None


def _score(values: Mapping[Part, float], policy: QualityPolicy, measured: Measured) -> float | None:
    score = mean_of(values, policy)
    if score is None:
        return None
    if _is_still(measured):
        score = min(score, policy.most_if_still)
    if measured.looks:
        score = min(score, looks.most(measured.looks, policy.visual))
    return round(score, DIGITS)


def _faults(measured: Measured, policy: QualityPolicy) -> list[Fault]:
    coherence, technical = _known(measured.coherence), _known(measured.technical)
    found = [*(coherence.flagged if coherence else ()), *(technical.faults if technical else ())]
    if measured.looks and (poor := looks.fault(measured.looks, policy.visual, measured.duration_s or 0.0)):
        found.append(poor)
    return sorted(found, key=lambda fault: (fault.start_s, fault.end_s, fault.kind))


def _reasons_to_retry(measured: Measured, faults: Sequence[Fault], policy: QualityPolicy) -> Iterator[str]:
    for fault in faults:
        if policy.faults.of(fault.kind).is_reason(fault):
            yield f"{_said(fault)}."
    if measured.size_px and max(measured.size_px) < _LEAST_PX:
        yield "It is only {} by {} pixels: too small to see anything in it.".format(*measured.size_px)
    if woven := _woven(measured):
        yield f"{woven[:1].upper()}{woven[1:]}."
    yield from _objections(measured, grave=True)
    coherence, match = _known(measured.coherence), _known(measured.prompt_match)
    if coherence and not coherence.flagged and not coherence.passed:
        yield f"Neighbouring pictures are too unlike all through the film ({coherence.overall:.2f})."
    if match and match.score < policy.prompt_match.retry_below:
        yield f"It does not show the prompt ({match.score:.2f}), least at {match.worst_at_s:.1f} s."


def _doubts(faults: Sequence[Fault], policy: QualityPolicy) -> Iterator[str]:
    """Alarms that may be what the film shows."""
    for fault in faults:
        kind = policy.faults.of(fault.kind)
        if kind.retry and not kind.is_reason(fault):
            yield f"{_said(fault)}, perhaps: look at it."


def _said(fault: Fault | EditingFault) -> str:
    return f"{fault.start_s:.1f}-{fault.end_s:.1f} s: {fault.reason} ({fault.kind})"


def _woven(measured: Measured) -> str | None:
    """What is said of combs, whichever of the two ways of telling them has found some; of a drawing nothing."""
    if measured.is_drawn:
        return None
    return measured.woven or (_WOVEN if measured.looks and "combed" in measured.looks.signs[:1] else None)


def _objections(measured: Measured, *, grave: bool) -> list[str]:
    """What an editor says of a film, in sentences."""
    editing = _known(measured.editing)
    faults = [fault for fault in editing.faults if fault.grave is grave] if editing else []
    said = [
        f"{_said(fault)}." if fault.scene else f"{fault.reason[:1].upper()}{fault.reason[1:]} ({fault.kind})."
        for fault in faults
    ]
    more = len(said) - _MOST_REMARKS
    return said if more <= 0 or grave else [*said[:_MOST_REMARKS], f"{more} more remarks are in `editing`."]


def _remarks(measured: Measured, policy: QualityPolicy, missing: Mapping[str, Unmeasured]) -> Iterator[str]:
    if _is_still(measured):
        yield f"Nothing moves, so it scores {policy.most_if_still:g} at most."
    technical = _known(measured.technical)
    if technical and (beat := technical.beat) and not measured.is_drawn:
        said = "one repeats" if beat.repeats == 1 else f"{beat.repeats} repeat"
        yield f"Of {beat.frames} pictures {said} the one before, all along, so what moves stutters."
    if measured.looks:
        yield from looks.remarks(measured.looks, policy.visual)
    yield from _objections(measured, grave=False)
    names: dict[str, list[str]] = {}
    for name, part in missing.items():
        if part.wanted:
            names.setdefault(part.reason, []).append(name.replace("_", " "))
    for reason, of_it in names.items():
        yield f"Not measured ({', '.join(of_it)}): {reason}"


def _verdict(
    problems: Sequence[str], score: float | None, again: Sequence[str], policy: QualityPolicy
) -> Literal["accept", "retry", "reject"] | None:
    if problems or (score is not None and score < policy.reject_below):
        return "reject"
    if again or (score is not None and score < policy.accept_at):
        return "retry"
    return "accept"
