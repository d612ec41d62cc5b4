"""Quotes that a person may approve: each once, for exactly one call at one price, for a while."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col

from footage.errors import InvalidInputError
from footage.money import Money
from footage.ports.money import ApprovedQuote
from footage.threads import Clock
from storage.db import Database
from storage.tables import Approval

VALID_FOR = timedelta(minutes=30)


class ApprovalTable:
    """`footage.ports.money.Approvals` over the database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock

    def quote(self, fingerprint: str, amount: Money) -> str:
        now = self._clock()
        approval = Approval(
            id=f"quote_{secrets.token_hex(12)}",
            fingerprint=fingerprint,
            amount_microusd=amount.microusd,
            expires_at=now + VALID_FOR,
        )
        with self._db.write() as session:
            session.execute(delete(Approval).where(col(Approval.expires_at) < now))
            session.add(approval)
            return approval.id


def redeem(session: Session, approved: ApprovedQuote, now: datetime) -> None:
    """Use a quote up in the transaction that places its job: one without the other cannot be.

    Raises:
        InvalidInputError: It was used, has expired, or is for another call or a lower price.
    """
    found = session.get(Approval, approved.quote_id)
    if found is None or found.used_at is not None or found.expires_at < now:
        raise InvalidInputError(
            f"There is no open quote {approved.quote_id!r}: it was used, has expired or never was.",
            hint="Call again without quote_id to get a new quote.",
        )
    if found.fingerprint != approved.fingerprint or approved.amount.microusd > found.amount_microusd:
        raise InvalidInputError(
            f"The quote {approved.quote_id!r} is for other arguments or another price.",
            hint="Call again without quote_id to get a quote for this call.",
        )
    found.used_at = now
