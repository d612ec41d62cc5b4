"""What is true of a job's money when it is asked about: bills and a person's word may have come after its error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from footage.answers import ErrorInfo
from footage.money import ZERO, Money
from footage.ports.jobs import JobRecord
from footage.ports.money import AttemptRecord

_MODERATED = frozenset({"moderation_prompt", "moderation_output"})
_RECONCILE = "`footage reconcile`"
_NOTHING = "Nothing was charged."


def with_money(record: JobRecord, attempts: Sequence[AttemptRecord]) -> JobRecord:
    """The job, with an error that says what it has cost, and does not ask for another call that is paid twice.

    Args:
        record: The job.
        attempts: All of its attempts, as they are now.
    """
    asked = [one for one in attempts if one.quoted > ZERO and one.state != "refused"]
    if record.error is None or not asked:
        return record
    charged = sum((one.cost for one in asked if one.cost is not None), ZERO)
    open_ones = [one for one in asked if one.is_open]
    if open_ones:
        hint, retryable = _in_doubt(record, open_ones), False
    elif charged > ZERO:
        hint, retryable = _another(record.error), False
    else:
        hint, retryable = _for_nothing(record.error)
    said = f"{charged} was charged for it. " if charged > ZERO else ""
    return replace(record, error=record.error.model_copy(update={"hint": f"{said}{hint}", "retryable": retryable}))


def tells_money(hint: str) -> bool:
    """Whether a hint is one that `with_money` has made."""
    return hint.startswith(("$", _NOTHING))


def doubt_of(attempts: Sequence[AttemptRecord]) -> str:
    """What to say of money in doubt beside a film that is there; empty where there is none."""
    open_ones = [one for one in attempts if one.is_open and one.quoted > ZERO]
    if not open_ones:
        return ""
    known = all(one.operation_id for one in open_ones)
    return f"{_held(open_ones)}; {f'{_RECONCILE} asks' if known else 'check_budget says how to find out'}."


def _in_doubt(record: JobRecord, open_ones: Sequence[AttemptRecord]) -> str:
    error = record.error
    assert error is not None  # noqa: S101 - asked by the caller
    if _RECONCILE in error.hint:  # it says more of what is in the way
        return f"{_held(open_ones)}. {error.hint} Do not call again before."
    names = ", ".join(one.operation_id for one in open_ones if one.operation_id)
    parts = list(dict.fromkeys(one.part or one.backend for one in open_ones))
    each = f" --part PART` for each of {', '.join(map(repr, parts))}" if len(parts) > 1 else "`"
    look = f"look in its own console{f' (operation {names})' if names else ''}"
    resolve = f"run `footage resolve {record.job_id} DOLLARS{each}"
    if any(one.is_outcome_unknown for one in open_ones):
        ask = (
            f"run {_RECONCILE}; where that cannot tell, to {look} and {resolve}" if names else f"{look}, then {resolve}"
        )
        again = "Do not call again before: the film may be there and paid for."
        return f"{_held(open_ones)}. Ask the user to {ask}. {again}"
    return f"{_held(open_ones)} for it. Ask the user to {look}, then {resolve}. {_another(error)}"


def _another(error: ErrorInfo) -> str:
    """The next step after a film that was paid for, or may have been."""
    if error.code in _MODERATED:
        return "Reword the prompt if you call again: another film costs anew."
    return "Another call costs anew: ask the user first, or choose another backend." if error.retryable else error.hint


def _for_nothing(error: ErrorInfo) -> tuple[str, bool]:
    if error.code == "in_doubt":  # it was; by now somebody has found out
        return f"{_NOTHING} Call again if the film is still wanted.", True
    hint = "Reword the prompt and call again." if error.code in _MODERATED else error.hint
    if _RECONCILE in hint:
        hint = "Call again if the film is still wanted."
    return f"{_NOTHING} {hint}", error.retryable


def _held(open_ones: Sequence[AttemptRecord]) -> str:
    total: Money = sum((one.quoted for one in open_ones), ZERO)
    backends = " and ".join(dict.fromkeys(one.backend for one in open_ones))
    return f"{total} is held until it is known what {backends} charged"
