"""What must hold of the rows, looked at from outside: holds against the ledger, films against their rows, the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select, text
from sqlmodel import col

from footage.domain import TERMINAL
from footage.errors import UnavailableError
from footage.money import Money
from storage.db import Database
from storage.tables import Attempt, Job, LedgerEntry, OpenHold
from storage.team_tables import Secret

MOST_FILMS = 1000
"""How many of the newest films are looked for."""

_FORBIDDEN = """
SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE relkind = 'r' AND (nspname = 'dbos' OR nspname = current_schema() AND relname LIKE 'footage%')
    AND relname NOT IN ('footage_schema_version', 'footage_schema_window', 'dbos_migrations')
    AND (pg_is_in_recovery() OR NOT (
        has_schema_privilege(relnamespace, 'USAGE')
        AND has_table_privilege(pg_class.oid, 'SELECT')
        AND has_table_privilege(pg_class.oid, 'INSERT')
        AND has_table_privilege(pg_class.oid, 'UPDATE')
        AND has_table_privilege(pg_class.oid, 'DELETE')))
ORDER BY relname
"""


@dataclass(frozen=True)
class WrongHold:
    """A hold that is not as the ledger and its job say."""

    hold_id: int
    job_id: str
    why: str
    of_ended_job: bool = False


class KeptFilm(NamedTuple):
    """A film that a row says is there."""

    job_id: str
    path: str
    made_on: str | None


class Checkup:
    """Reads only; one moment each time it is asked."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def keeps_secrets(self) -> bool:
        """Whether there are keys of ours in the database, by which links and sessions are signed."""
        with self._db.read() as session:
            return session.scalar(select(col(Secret.name)).limit(1)) is not None

    def wrong_holds(self) -> list[WrongHold]:
        """Holds that would keep money for ever, or keep none although the ledger says so."""
        resolution = select(col(LedgerEntry.resolves_id)).where(col(LedgerEntry.resolves_id).is_not(None))
        line = (col(LedgerEntry.id), col(LedgerEntry.job_id), col(LedgerEntry.amount_microusd))
        unresolved = select(*line).where(col(LedgerEntry.kind) == "hold", col(LedgerEntry.id).not_in(resolution))
        kept = select(col(OpenHold.hold_id), col(OpenHold.job_id), col(OpenHold.amount_microusd))
        ended = select(col(OpenHold.hold_id)).join(Job, col(Job.id) == col(OpenHold.job_id))
        in_doubt = select(col(Attempt.hold_id)).where(col(Attempt.state) == "in_doubt")
        stray = ended.where(col(Job.status).in_(TERMINAL), col(OpenHold.hold_id).not_in(in_doubt))
        with self._db.read() as session:
            lines = {one[0]: (one[1], one[2]) for one in session.execute(unresolved)}
            rows = {one[0]: (one[1], one[2]) for one in session.execute(kept)}
            for_nothing = set(session.scalars(stray))
        found = [WrongHold(n, lines[n][0], "is open in the ledger and not kept") for n in lines.keys() - rows.keys()]
        found += [WrongHold(n, rows[n][0], "is kept and resolved in the ledger") for n in rows.keys() - lines.keys()]
        found += [
            WrongHold(n, rows[n][0], f"keeps {Money(rows[n][1])}, the ledger says {Money(lines[n][1])}")
            for n in lines.keys() & rows.keys()
            if lines[n] != rows[n]
        ]
        found += [
            WrongHold(n, rows[n][0], "keeps money for a job that has ended", True) for n in for_nothing & rows.keys()
        ]
        return sorted(found, key=lambda one: one.hold_id)

    def known_jobs(self, job_ids: set[str]) -> set[str]:
        """Those of the jobs that have a row."""
        with self._db.read() as session:
            return {one for one in session.scalars(select(col(Job.id))) if one in job_ids}

    def films(self) -> list[KeptFilm]:
        """The newest films that rows say are there."""
        done = select(col(Job.id), col(Job.result)).where(col(Job.status) == "completed", col(Job.result).is_not(None))
        with self._db.read() as session:
            rows = session.execute(done.order_by(col(Job.created_at).desc()).limit(MOST_FILMS)).all()
        return [
            KeptFilm(job_id, video["path"], result.get("made_on"))
            for job_id, result in rows
            if (video := _video(result)) and video.get("path")
        ]

    def clock(self) -> datetime:
        """What time it is for the database."""
        if self._db.is_sqlite:
            return datetime.now(UTC)  # the same machine's
        with self._db.read() as session:
            return _aware(session.scalar(select(func.clock_timestamp())))

    def forbidden(self) -> list[str]:
        """The tables of ours in PostgreSQL that the user may not read or not write; whatever there is on a standby."""
        if self._db.is_sqlite:
            return []
        with self._db.read() as session:
            return list(session.scalars(text(_FORBIDDEN)))

    def require_rights(self) -> None:
        """Refuse a user who may not write to all tables of ours; a standby may become the primary, and is waited for.

        Raises:
            UnavailableError: There are some.
        """
        if not (forbidden := self.forbidden()):
            return
        with self._db.read() as session:
            if session.scalar(text("SELECT pg_is_in_recovery()")):
                return
        more = f" and {len(forbidden) - 1} more tables" if len(forbidden) > 1 else ""
        raise UnavailableError(
            f"The user of FOOTAGE_DATABASE_URL may not write to {forbidden[0]}{more}.",
            hint="Use the one who ran `footage migrate`, or grant SELECT, INSERT, UPDATE, DELETE in public and dbos.",
        )

    def connections(self) -> tuple[int, int] | None:
        """How many connections PostgreSQL has now, and how many it takes at most; None for a file."""
        if self._db.is_sqlite:
            return None
        with self._db.read() as session:
            now = session.scalar(text("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"))
            most = session.scalar(text("SELECT current_setting('max_connections')"))
        return int(now or 0), int(most or 0)


def _video(result: Any) -> dict[str, Any] | None:
    video = result.get("video") if isinstance(result, dict) else None
    return video if isinstance(video, dict) else None


def _aware(moment: datetime | None) -> datetime:
    if moment is None:
        raise RuntimeError("the database says no time")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
