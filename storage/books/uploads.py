"""Files that callers bring: places for them, what came, and how much of it a team has."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlmodel import Session, col

from footage.caller import Caller, Owner
from footage.errors import NotFoundError
from footage.job_ids import new_upload_id
from footage.ports.limits import CapScope
from footage.ports.uploads import Arrived, CallersUploads, OpenUpload, UploadRefusedError
from footage.threads import Clock
from storage.books.caps import of_owner
from storage.books.sums import owned_by
from storage.db import Database
from storage.team_tables import Upload

LASTS = timedelta(hours=24)
"""How long a place waits for its file, and how long a file stays."""

MOST_WAITING = 100
"""Places that wait for a file of one team, at most."""


class UploadTable:
    """`footage.ports.uploads.Uploads` over the database.

    Args:
        database: The shared one.
        clock: For the times.
        max_bytes: Of one file.
        quota_bytes: Of all files of a team; caps of bytes may be set besides.
    """

    def __init__(self, database: Database, clock: Clock, *, max_bytes: int, quota_bytes: int) -> None:
        self._db = database
        self._clock = clock
        self._max_bytes = max_bytes
        self._quota_bytes = quota_bytes

    def for_(self, caller: Caller) -> CallersUploads:
        return _CallersUploads(self._db, self._clock, caller.team_id)

    def offer(self, caller: Caller) -> OpenUpload:
        now = self._clock()
        row = Upload(id=new_upload_id(), created_at=now, expires_at=now + LASTS, **caller.ids())
        with self._db.write() as session:
            waiting = (
                select(col(Upload.id))
                .where(col(Upload.team_id) == caller.team_id, col(Upload.name).is_(None))
                .order_by(col(Upload.created_at).desc(), col(Upload.id))
                .offset(MOST_WAITING - 1)
            )
            session.execute(delete(Upload).where(col(Upload.id).in_(session.scalars(waiting).all())))
            session.add(row)
            return self._open(session, row)

    def waiting(self, upload_id: str) -> OpenUpload:
        with self._db.read() as session:
            return self._open(session, self._waiting(session, upload_id))

    def arrived(self, upload_id: str, file: Arrived) -> None:
        with self._db.write() as session:
            row = self._waiting(session, upload_id)
            if file.size_bytes > self._open(session, row).room_bytes:
                raise _no_room()
            row.name, row.size_bytes, row.sha256 = file.name, file.size_bytes, file.sha256
            row.expires_at = self._clock() + LASTS
            session.add(row)

    def outdated(self) -> list[str]:
        with self._db.read() as session:
            return list(session.scalars(select(col(Upload.id)).where(col(Upload.expires_at) <= self._clock())))

    def forget(self, upload_id: str) -> None:
        with self._db.write() as session:
            session.execute(delete(Upload).where(col(Upload.id) == upload_id, col(Upload.expires_at) <= self._clock()))

    def _waiting(self, session: Session, upload_id: str) -> Upload:
        row = session.get(Upload, upload_id)
        if row is None or row.expires_at <= self._clock():
            raise UploadRefusedError("This address for a file is no longer valid.", 410)
        if row.name is not None:
            raise UploadRefusedError("This address was used: each takes one file.", 409)
        return row

    def _open(self, session: Session, row: Upload) -> OpenUpload:
        """With the room that its team has now.

        Raises:
            UploadRefusedError: There is none.
        """
        owner = Owner(org_id=row.org_id, team_id=row.team_id, key_id=row.key_id, subject=row.subject)
        room = min(self._max_bytes, self._quota_bytes - self._kept(session, "team", row.team_id))
        for cap in of_owner(session, owner, "bytes"):
            room = min(room, cap.amount - self._kept(session, cap.scope, cap.id))
        return OpenUpload(upload_id=row.id, owner=owner, expires_at=row.expires_at, room_bytes=max(0, room))

    def _kept(self, session: Session, scope: CapScope, payer_id: str) -> int:
        """How many bytes of somebody's uploads are here."""
        theirs = col(Upload.expires_at) > self._clock(), *owned_by(Upload, scope, payer_id)
        return int(session.scalar(select(func.coalesce(func.sum(col(Upload.size_bytes)), 0)).where(*theirs)) or 0)


class _CallersUploads:
    """`footage.ports.uploads.CallersUploads` of a team."""

    def __init__(self, database: Database, clock: Clock, team_id: str) -> None:
        self._db = database
        self._clock = clock
        self._team_id = team_id

    def get(self, upload_id: str) -> Arrived:
        with self._db.read() as session:
            row = session.get(Upload, upload_id)
        if row is None or row.team_id != self._team_id or row.expires_at <= self._clock():
            raise NotFoundError(
                f"There is no upload {upload_id}.", hint="Uploads last a day: bring the file again, or use a job_id."
            )
        if row.name is None or row.size_bytes is None or row.sha256 is None:
            raise NotFoundError(
                f"Nothing was uploaded to {upload_id} yet.", hint="Run the command first that brings the file."
            )
        return Arrived(name=row.name, size_bytes=row.size_bytes, sha256=row.sha256)


def _no_room() -> UploadRefusedError:
    return UploadRefusedError(
        "The file is larger than what your team may still upload.",
        413,
        hint="Uploads are removed after a day; or ask whoever runs Footage for more (FOOTAGE_UPLOAD_QUOTA_GB, "
        "`footage caps set --bytes`).",
    )
