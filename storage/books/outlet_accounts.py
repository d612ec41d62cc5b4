"""The accounts that teams send films to; their keys are sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update
from sqlmodel import col

from footage.caller import Owner
from footage.errors import FootageError, NotFoundError
from footage.plain_text import one_line, shortened
from footage.ports.outlets import Account, AccountLine, CallersAccounts
from footage.sealing import Seal
from footage.secrets import keep_secret, scrubbed
from footage.threads import Clock
from storage.db import Database
from storage.outlet_tables import OutletAccount as Row

_TROUBLE_CHARS = 300
_SECRET = ("access_token", "refresh_token", "client_secret", "secret", "password", "token")
"""What of an account's keys nobody may see; a folder's path or a region is in too many sentences to be hidden."""


class AccountTable:
    """`footage.ports.outlets.Accounts` over the database.

    Args:
        database: The shared one.
        clock: For the times.
        seal: Of the installation.
    """

    def __init__(self, database: Database, clock: Clock, seal: Seal) -> None:
        self._db = database
        self._clock = clock
        self._seal = seal

    def for_(self, caller: Owner) -> CallersAccounts:
        return _CallersAccounts(self, caller.team_id)

    def connect(self, account: Account) -> None:
        now, sealed = self._clock(), self._seal.sealed(account.keys)
        with self._db.write() as session:
            key = (account.team_id, account.target, account.account)
            row = session.get(Row, key)
            if row is None:
                row = Row(
                    team_id=account.team_id,
                    target=account.target,
                    account=account.account,
                    title="",
                    facts={},
                    sealed="",
                    version=0,
                    connected_at=now,
                    changed_at=now,
                )
            row.title, row.facts, row.sealed = account.title, dict(account.facts), sealed
            row.version, row.connected_at, row.changed_at, row.trouble = row.version + 1, now, now, ""
            session.add(row)

    def listed(self, team_id: str) -> list[AccountLine]:
        mine = select(Row).where(col(Row.team_id) == team_id).order_by(col(Row.target), col(Row.account))
        with self._db.read() as session:
            return [
                AccountLine(
                    target=row.target,
                    account=row.account,
                    title=row.title,
                    facts=row.facts,
                    connected_at=row.connected_at,
                    trouble=row.trouble,
                )
                for row in session.scalars(mine)
            ]

    def locked(self) -> list[str]:
        """Accounts of all teams whose keys were sealed with another key than this installation's."""
        every = select(Row).order_by(col(Row.team_id), col(Row.target), col(Row.account))
        with self._db.read() as session:
            rows = session.scalars(every).all()
        return [f"{row.target} {row.account} of {row.team_id}" for row in rows if not self._is_open(row)]

    def _is_open(self, row: Row) -> bool:
        try:
            self._read(row)
        except FootageError:
            return False
        return True

    def open(self, team_id: str, target: str, account: str) -> Account:
        with self._db.read() as session:
            row = session.get(Row, (team_id, target, account))
        if row is None:
            raise NotFoundError(
                f"The account {account} of {target} is not connected any more.",
                hint=f"Ask the user to run `footage connect {target}`.",
            )
        return self._read(row)

    def renewed(self, account: Account, keys: Mapping[str, Any]) -> Account:
        name = (account.team_id, account.target, account.account)
        sealed, now = self._seal.sealed(keys), self._clock()
        mine = col(Row.team_id) == name[0], col(Row.target) == name[1], col(Row.account) == name[2]
        with self._db.write() as session:
            # Of two that renew at once the first one's keys are kept: the other's may be dead by now.
            session.execute(
                update(Row)
                .where(*mine, col(Row.version) == account.version)
                .values(sealed=sealed, version=account.version + 1, changed_at=now, trouble="")
            )
        return self.open(*name)

    def troubled(self, account: Account, trouble: str) -> None:
        said = shortened(one_line(scrubbed(trouble)), _TROUBLE_CHARS)
        with self._db.write() as session:
            row = session.get(Row, (account.team_id, account.target, account.account))
            if row is not None and row.version == account.version:
                row.trouble = said

    def remove(self, team_id: str, target: str, account: str) -> bool:
        mine = col(Row.team_id) == team_id, col(Row.target) == target, col(Row.account) == account
        with self._db.write() as session:
            gone = session.execute(delete(Row).where(*mine))
            return bool(gone.rowcount)  # type: ignore[attr-defined]

    def _read(self, row: Row) -> Account:
        keys = self._seal.opened(row.sealed)
        keep_secret(*(str(keys[name]) for name in _SECRET if keys.get(name)))
        return Account(
            team_id=row.team_id,
            target=row.target,
            account=row.account,
            title=row.title,
            facts=row.facts,
            keys=keys,
            version=row.version,
        )


@dataclass(frozen=True)
class _CallersAccounts:
    """`footage.ports.outlets.CallersAccounts` of a team."""

    table: AccountTable
    team_id: str

    def listed(self) -> list[AccountLine]:
        return self.table.listed(self.team_id)
