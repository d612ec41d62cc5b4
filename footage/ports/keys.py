"""Keys, teams, and what is written down about both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, Protocol

from footage.api_keys import ApiKey
from footage.caller import NO_LIMITS, Caller, Limits, Scope
from footage.money import Money

DEFAULT_ORG = "default"
"""Who pays for a team of which nobody has said so."""

DEFAULT_SCOPES: frozenset[Scope] = frozenset({"video:make", "budget:read"})
"""What a key allows of which nobody has said so: to make films and to see what they cost."""

Origin = Literal["command", "file"]
"""Who keeps a key: people with `footage keys`, or the file of FOOTAGE_KEYS_FILE."""


@dataclass(frozen=True, kw_only=True)
class KeyTerms:
    """What a key is good for.

    Attributes:
        name: What people call it; it is the `subject` of all that is made with it.
        team_id: Whose films it sees.
        org_id: Who pays; None for whoever pays for the team already.
        scopes: What it allows.
        limits: How far it goes.
        buckets: What it may name of gs://, as "bucket" or "bucket/prefix".
        expires_at: When it ends by itself; None if never.
        cap_month: The most that it may spend in a month, and `cap_day` in a day; kept with the other caps, so that only
            who makes a key says it. None leaves them as they are.
    """

    name: str
    team_id: str
    org_id: str | None = None
    scopes: frozenset[Scope] = DEFAULT_SCOPES
    limits: Limits = NO_LIMITS
    buckets: tuple[str, ...] = ()
    expires_at: datetime | None = None
    cap_month: Money | None = None
    cap_day: Money | None = None


@dataclass(frozen=True, kw_only=True)
class KeyRecord:
    """A key as stored, without the key."""

    key_id: str
    terms: KeyTerms
    org_id: str
    origin: Origin
    added_at: datetime
    revoked_at: datetime | None
    used_at: datetime | None
    previous_until: datetime | None

    def caller(self) -> Caller:
        """Who calls with it."""
        return Caller(
            org_id=self.org_id,
            team_id=self.terms.team_id,
            key_id=self.key_id,
            subject=self.terms.name,
            scopes=self.terms.scopes,
            roots=(),
            buckets=self.terms.buckets,
            remote=True,
            limits=self.terms.limits,
        )


@dataclass(frozen=True, kw_only=True)
class DeclaredKey:
    """A key of the keys file."""

    key_id: str
    hash: str
    terms: KeyTerms


@dataclass(frozen=True, kw_only=True)
class DeclaredTeam:
    """A team of the keys file."""

    team_id: str
    org_id: str


@dataclass(frozen=True, kw_only=True)
class Declared:
    """All that the keys file says."""

    keys: Sequence[DeclaredKey] = ()
    teams: Sequence[DeclaredTeam] = ()


class Keys(Protocol):
    """The table of keys. Every method is one transaction; `by` is the person who asks for a change."""

    def add(self, terms: KeyTerms, by: str) -> ApiKey:
        """A new key, and its team where it is new. It is never to be had again.

        Raises:
            InvalidInputError: The team belongs to another organisation, or the terms contradict each other.
        """

    def rotate(self, key_id: str, overlap: timedelta, by: str) -> ApiKey:
        """Another key for the same row; the one before it is good for `overlap` longer.

        Raises:
            NotFoundError: There is no such key.
            InvalidInputError: It was revoked, has expired, or the keys file keeps it.
        """

    def revoke(self, key_id: str, by: str) -> KeyRecord:
        """End a key, for the very next request; one that has ended stays as it is.

        Raises:
            NotFoundError: There is no such key.
            InvalidInputError: The keys file keeps it.
        """

    def listed(self) -> list[KeyRecord]:
        """All keys, the newest first."""

    def verify(self, key: ApiKey) -> KeyRecord:
        """The row of a key that is good now; once a minute it is written down that it was used.

        Raises:
            UnknownTokenError: There is none.
        """

    def declare(self, declared: Declared) -> None:
        """Make the keys that a file keeps those of the file; what it does not name any more is revoked.

        Raises:
            InvalidInputError: A team belongs to another organisation, or a person keeps a key of that id.
        """


class Teams(Protocol):
    """Which teams there are."""

    def org_of(self, team_id: str) -> str | None:
        """Who pays for a team; None for one that nobody has named."""

    def add(self, team_id: str, org_id: str) -> str:
        """Name a team; returns who pays for it, which stays as it was for a team that is there."""

    def listed(self) -> list[tuple[str, str]]:
        """All teams, and who pays for each."""


@dataclass(frozen=True, kw_only=True)
class AuditLine:
    """What somebody did, how often in a minute, or a job that cost something.

    `tool` and `code` say of a refused call which it was and why; `job_id` and `charged` are those of a job.
    """

    at: datetime
    event: str
    org_id: str
    team_id: str
    key_id: str
    subject: str
    tool: str = ""
    code: str = ""
    times: int = 1
    job_id: str = ""
    charged: Money | None = field(default=None)


class Audit(Protocol):
    """Who did what and when: keys made and ended, calls refused, calls that cost. Never an argument of a call."""

    def refused(self, caller: Caller, tool: str, code: str) -> None:
        """A call of this caller was refused."""

    def acted(self, caller: Caller, act: str) -> None:
        """This caller has done something that is no call of a tool, or did it in the studio."""

    def lines(self, since: datetime, *, team_id: str | None = None, key_id: str | None = None) -> Iterator[AuditLine]:
        """What happened, the oldest first; of one team or key where one is named."""
