"""Which teams there are, and who pays for each."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import Session, col

from footage.caller import LOCAL
from footage.errors import InvalidInputError
from footage.threads import Clock
from storage.db import Database
from storage.team_tables import Team


class TeamTable:
    """`footage.ports.keys.Teams` over the database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock

    def org_of(self, team_id: str) -> str | None:
        with self._db.read() as session:
            team = session.get(Team, team_id)
            return team.org_id if team else None

    def add(self, team_id: str, org_id: str) -> str:
        if known := self.org_of(team_id):  # nearly always; no need to wait for a turn
            return known
        with self._db.write() as session:
            return named(session, team_id, org_id, self._clock).org_id

    def listed(self) -> list[tuple[str, str]]:
        with self._db.read() as session:
            return [(team.id, team.org_id) for team in session.scalars(select(Team).order_by(col(Team.id)))]


def named(session: Session, team_id: str, org_id: str, clock: Clock) -> Team:
    """The team, which is made where it is new; the person's own is there before anybody names it."""
    team = session.get(Team, team_id)
    if team is None:
        own = team_id == LOCAL.team_id
        team = Team(id=team_id, org_id=LOCAL.org_id if own else org_id, added_at=clock())
        session.add(team)
        session.flush()
    return team


def refuse_other_org(team: Team, org_id: str | None) -> None:
    """Raise InvalidInputError where somebody else is to pay for a team than who does."""
    if org_id not in (None, team.org_id):
        raise InvalidInputError(
            f"The team {team.id!r} belongs to the organisation {team.org_id!r}, not to {org_id!r}.",
            hint="Leave the organisation out, or name another team.",
        )
