"""Money in doubt: what a person has to look up, and which attempt is meant when they say what was charged."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import datetime

from footage.answers import InDoubt
from footage.errors import InvalidInputError
from footage.money import Money
from storage.tables import Attempt, LedgerEntry


def is_open(attempt: Attempt) -> bool:
    """Whether nobody has said yet what an attempt in doubt was charged; it is called in doubt for ever after."""
    return attempt.state == "in_doubt" and attempt.cost_microusd is None


def name(attempt: Attempt) -> str:
    """How people call an attempt: by the part of the film that it made, or by who made all of it."""
    return attempt.part or attempt.backend


def names(attempts: Sequence[Attempt]) -> tuple[str, ...]:
    """Each name once, in order."""
    return tuple(dict.fromkeys(name(one) for one in attempts))


def chosen(sent: Sequence[Attempt], job_id: str, part: str | None) -> Attempt:
    """The attempt that is meant: the oldest in doubt if there is one, else the latest that could have cost something.

    Args:
        sent: All attempts of the job that a vendor did not refuse, oldest first.
        job_id: The job.
        part: The name of one, where the job has several; None for the only one.

    Raises:
        InvalidInputError: None can have cost anything, none has this name, or only a name says which.
    """
    costly = [one for one in sent if one.quoted_microusd or is_open(one)]  # a drawn film was sent to nobody
    if not costly:
        raise InvalidInputError(f"{job_id} sent nothing to a vendor.", hint="There is no charge to write down.")
    meant = [one for one in costly if part in (None, name(one))] or [one for one in costly if one.backend == part]
    if not meant:
        raise InvalidInputError(f"{job_id} has no part {part!r}.", hint=f"It has: {_listed(costly)}.")
    doubtful = [one for one in meant if is_open(one)]
    if len({one.part for one in doubtful or meant}) > 1:
        state = "in doubt" if doubtful else "charged"
        raise InvalidInputError(
            f"Several parts of {job_id} are {state}: {_listed(doubtful or meant)}.",
            hint="Name one of them with --part.",
        )
    return doubtful[0] if doubtful else meant[-1]


def _listed(attempts: Sequence[Attempt]) -> str:
    return ", ".join(repr(one) for one in names(attempts))


def to_check(hold: LedgerEntry, since: datetime, part: str | None, operation_id: str | None) -> InDoubt:
    """What a person has to find out; `part` is named where the job alone does not say which money it is."""
    asked = f"Run footage reconcile, which asks {hold.backend} about {operation_id}. Where it cannot tell, look"
    named = f" --part {shlex.quote(part)}" if part else ""
    return InDoubt(
        job_id=hold.job_id,
        backend=hold.backend or "unknown",
        held_usd=Money(hold.amount_microusd).as_usd(),
        since=since,
        what_to_check=(
            f"{asked if operation_id else 'Look'} in {hold.backend}'s own console for a clip made at "
            f"{since:%Y-%m-%d %H:%M} UTC, then run: footage resolve {hold.job_id} <dollars charged, 0 if none>{named}"
        ),
    )
