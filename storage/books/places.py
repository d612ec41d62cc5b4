"""How many jobs somebody may have under way at once; counted from the jobs, so that no counter can go wrong."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlmodel import Session, col

from footage.caller import Owner
from footage.errors import TooManyCallsError
from storage.books.caps import of_owner, shown_id
from storage.books.sums import owned_by
from storage.tables import Job

_OPEN = ("queued", "working")
_LOOK_AGAIN_S = 5.0


def refuse_over_places(session: Session, owner: Owner) -> None:
    """Refuse a job beyond what its owner may have at once, in the transaction that would place it.

    Raises:
        TooManyCallsError: They have as many under way.
    """
    for cap in of_owner(session, owner, "jobs"):
        mine = col(Job.status).in_(_OPEN), *owned_by(Job, cap.scope, cap.id)
        count = session.scalar(select(func.count()).select_from(Job).where(*mine)) or 0
        if count >= cap.amount:
            raise TooManyCallsError(
                f"{count} jobs of {cap.scope} {shown_id(cap.scope, cap.id)} are under way, and no more than "
                f"{cap.amount} may be at once.",
                retry_after_s=_LOOK_AGAIN_S,
                hint="Wait until one has ended (get_job waits), or stop one with cancel_job; then call again.",
            )
