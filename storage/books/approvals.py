"""Quotes that a person may approve: each once, for exactly one call at one price, for a while."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import col

from footage.errors import InvalidInputError
from footage.money import Money
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

    def redeem(self, quote_id: str, fingerprint: str, amount: Money) -> None:
        now = self._clock()
        with self._db.write() as session:
            # For a moment the only transaction, so that two calls cannot both use it.
            self._db.lock_money(session)
            found = session.get(Approval, quote_id)
            if found is None or found.used_at is not None or found.expires_at < now:
                raise InvalidInputError(
                    f"There is no open quote {quote_id!r}: it was used, has expired or never was.",
                    hint="Call again without quote_id to get a new quote.",
                )
            if found.fingerprint != fingerprint or amount.microusd > found.amount_microusd:
                raise InvalidInputError(
                    f"The quote {quote_id!r} is for other arguments or another price.",
                    hint="Call again without quote_id to get a quote for this call.",
                )
            found.used_at = now
