"""Quotes that a person may approve: each once, for exactly one call at one price, for a while."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlmodel import Session, col

from footage.caller import Caller, Owner
from footage.errors import InvalidInputError
from footage.money import Money
from footage.ports.money import ApprovedQuote, AskedCall, CallersApprovals, WaitingQuote
from footage.threads import Clock
from storage.books.agent_tasks import declined_elsewhere
from storage.db import Database
from storage.tables import Approval

VALID_FOR = timedelta(minutes=30)
MOST_CHARS = 500_000
"""Of a call that is kept with its quote."""


class ApprovalTable:
    """`footage.ports.money.Approvals` over the database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock

    def for_(self, caller: Caller) -> CallersApprovals:
        return CallersApprovalTable(self, caller)

    def quote(self, fingerprint: str, amount: Money, owner: Owner, call: AskedCall | None = None) -> str:
        now = self._clock()
        approval = Approval(
            **owner.ids(),
            id=f"quote_{secrets.token_hex(12)}",
            fingerprint=fingerprint,
            amount_microusd=amount.microusd,
            asked=_written(call) if call else None,
            expires_at=now + VALID_FOR,
        )
        with self._db.write() as session:
            session.execute(delete(Approval).where(col(Approval.expires_at) < now))
            session.add(approval)
            return approval.id

    def waiting(self, team_id: str) -> list[WaitingQuote]:
        open_now = col(Approval.used_at).is_(None), col(Approval.expires_at) > self._clock()
        mine = select(Approval).where(*open_now, col(Approval.team_id) == team_id, col(Approval.asked).is_not(None))
        made = select(col(Approval.fingerprint)).where(col(Approval.used_at).is_not(None))
        mine = mine.where(col(Approval.fingerprint).not_in(made.where(col(Approval.team_id) == team_id)))
        with self._db.read() as session:
            rows = session.scalars(mine.order_by(col(Approval.expires_at), col(Approval.id))).all()
        # One call that is made again and again, as models do, asks a person once: with its newest quote.
        newest = {row.fingerprint: row for row in rows}
        return [_quote(row) for row in newest.values() if row.asked]

    def decline(self, quote_id: str, team_id: str) -> bool:
        """Take back all open quotes for the same call."""
        with self._db.write() as session:
            found = session.get(Approval, quote_id)
            if found is None or found.team_id != team_id or found.used_at is not None:
                return False
            same = col(Approval.fingerprint) == found.fingerprint, col(Approval.team_id) == team_id
            taken_back = *same, col(Approval.used_at).is_(None)
            ids = session.scalars(select(col(Approval.id)).where(*taken_back)).all()
            declined_elsewhere(session, ids, team_id, self._clock())
            session.execute(delete(Approval).where(*taken_back))
            return True


def _written(call: AskedCall) -> dict[str, Any] | None:
    """The call as it is stored; one that is too long for that can only be made by whoever made it."""
    document = {"tool": call.tool, "title": call.title, "backend": call.backend, "arguments": dict(call.arguments)}
    return document if len(json.dumps(document)) <= MOST_CHARS else None


def _quote(row: Approval) -> WaitingQuote:
    asked = row.asked or {}
    named = {name: str(asked.get(name, "")) for name in ("tool", "title", "backend")}
    return WaitingQuote(
        quote_id=row.id,
        amount=Money(row.amount_microusd),
        call=AskedCall(**named, arguments=asked.get("arguments") or {}),
        by=Owner(org_id=row.org_id, team_id=row.team_id, key_id=row.key_id, subject=row.subject),
        expires_at=row.expires_at,
    )


@dataclass(frozen=True)
class CallersApprovalTable:
    """`footage.ports.money.CallersApprovals`: quotes for a caller's team, which `redeem` takes from no other."""

    table: ApprovalTable
    caller: Caller

    def quote(self, fingerprint: str, amount: Money, call: AskedCall | None = None) -> str:
        return self.table.quote(fingerprint, amount, self.caller, call)

    def waiting(self) -> list[WaitingQuote]:
        return self.table.waiting(self.caller.team_id)

    def decline(self, quote_id: str) -> bool:
        return self.table.decline(quote_id, self.caller.team_id)


def redeem(session: Session, approved: ApprovedQuote, team_id: str, now: datetime) -> None:
    """Use a team's quote up in the transaction that places its job: one without the other cannot be.

    Raises:
        InvalidInputError: It was used, has expired, or is for another call or a lower price.
    """
    found = session.get(Approval, approved.quote_id)
    is_open = found is not None and found.used_at is None and found.expires_at >= now
    if found is not None and found.used_at is not None and found.team_id == team_id:
        raise InvalidInputError(
            f"The quote {approved.quote_id!r} was used: somebody has said yes to this call.",
            hint="list_jobs shows the job that it has become.",
        )
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
