"""Quotes that a person may approve: each once, for exactly one call at one price, for a while."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col

from footage.caller import Caller, Owner
from footage.errors import InvalidInputError
from footage.money import Money
from footage.ports.money import ApprovedQuote, CallersApprovals
from footage.threads import Clock
from storage.db import Database
from storage.tables import Approval

VALID_FOR = timedelta(minutes=30)


class ApprovalTable:
    """`footage.ports.money.Approvals` over the database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock

    def for_(self, caller: Caller) -> CallersApprovals:
        return CallersApprovalTable(self, caller)

    def quote(self, fingerprint: str, amount: Money, owner: Owner) -> str:
        now = self._clock()
        approval = Approval(
            **owner.ids(),
            id=f"quote_{secrets.token_hex(12)}",
            fingerprint=fingerprint,
            amount_microusd=amount.microusd,
            expires_at=now + VALID_FOR,
        )
        with self._db.write() as session:
            session.execute(delete(Approval).where(col(Approval.expires_at) < now))
            session.add(approval)
            return approval.id


@dataclass(frozen=True)
class CallersApprovalTable:
    """`footage.ports.money.CallersApprovals`: quotes for a caller's team, which `redeem` takes from no other."""

    table: ApprovalTable
    caller: Caller

    def quote(self, fingerprint: str, amount: Money) -> str:
        return self.table.quote(fingerprint, amount, self.caller)


def redeem(session: Session, approved: ApprovedQuote, team_id: str, now: datetime) -> None:
    """Use a team's quote up in the transaction that places its job: one without the other cannot be.

    Raises:
        InvalidInputError: It was used, has expired, or is for another call or a lower price.
    """
    found = session.get(Approval, approved.quote_id)
    is_open = found is not None and found.used_at is None and found.expires_at >= now
    if found is None or not is_open or found.team_id != team_id:
        raise InvalidInputError(
            f"There is no open quote {approved.quote_id!r}: it was used, has expired or never was.",
            hint="Call again without quote_id to get a new quote.",
        )
    is_this_call = found.fingerprint in {approved.fingerprint, approved.first_fingerprint}
    if not is_this_call or approved.amount.microusd > found.amount_microusd:
        raise InvalidInputError(
            f"The quote {approved.quote_id!r} is for other arguments or another price.",
            hint="Call again without quote_id to get a quote for this call.",
        )
    found.used_at = now
