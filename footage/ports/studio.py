"""Who has the studio open: people with a role in a team, let in by a link that works once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from footage.caller import SCOPES, Caller, Scope

Role = Literal["viewer", "approver", "owner"]
"""What a person may do in the studio: look, also make and approve, everything."""

SCOPES_OF: Mapping[Role, frozenset[Scope]] = {
    "viewer": frozenset({"video:read", "budget:read"}),
    "approver": frozenset({"video:read", "budget:read", "video:make", "video:publish"}),
    "owner": SCOPES,
}


@dataclass(frozen=True, kw_only=True)
class Seat:
    """Somebody's place in a team: what a link is made for, and what a session stands for."""

    name: str
    role: Role
    org_id: str
    team_id: str

    def caller(self) -> Caller:
        """As whom they call."""
        return Caller(
            org_id=self.org_id,
            team_id=self.team_id,
            key_id=f"studio:{self.name}",
            subject=self.name,
            scopes=SCOPES_OF[self.role],
            client="studio",
            remote=True,
        )


@dataclass(frozen=True, kw_only=True)
class Session:
    """A link or the session that it became, without what opens either.

    `browser` is how the browser names itself; `began_at` is None while nobody has used the link.
    """

    session_id: str
    seat: Seat
    browser: str
    invited_at: datetime
    began_at: datetime | None
    seen_at: datetime | None
    expires_at: datetime


class Sessions(Protocol):
    """The table of those links and sessions. Every method is one transaction."""

    def invite(self, seat: Seat, by: str, valid_for: timedelta) -> str:
        """What the new link must carry; it is never to be had again. `by` is the person who asks for it."""

    def offered(self, link: str) -> Seat | None:
        """For whom a link is that can still be used; nothing changes."""

    def enter(self, link: str, browser: str) -> str | None:
        """Use a link up; what the browser must show from now on, or None where the link is no good any more."""

    def known(self, cookie: str) -> Session | None:
        """Whose a cookie is that is good now; once a minute it is written down that they were here."""

    def listed(self, team_id: str | None) -> Sequence[Session]:
        """Sessions and open links of a team, or all of them, the newest first."""

    def end(self, session_id: str, team_id: str | None, by: str) -> bool:
        """End a session or take a link back, for the very next request; whether there was one (of that team)."""

    def good(self, session_ids: Collection[str]) -> frozenset[str]:
        """Those of the sessions that have not ended."""
