"""Who calls, and what they may do and see.

Every request has a caller. Its ids are stored with what it makes, and whoever asks for jobs, films, quotes or sums sees
those of the caller's team alone: `films.services.Services.for_` is the only way from a caller to anything stored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypedDict, get_args

from footage.domain import Resolution
from footage.errors import ForbiddenScopeError
from footage.money import Money

Scope = Literal["video:read", "video:make", "video:publish", "budget:read", "admin"]
"""What a key allows: to look, to make (and look), to publish, to see what was spent, and everything."""

SCOPES: frozenset[Scope] = frozenset(get_args(Scope))
_ALSO_BY: Mapping[Scope, frozenset[Scope]] = {"video:read": frozenset({"video:make"})}
"""Which other scopes allow what a scope allows, besides `admin`."""

_LOCAL = "local"


class Ids(TypedDict):
    """The ids of an owner by name; see `Owner`."""

    org_id: str
    team_id: str
    key_id: str
    subject: str


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Whose something is, as it is stored.

    Attributes:
        org_id: The organisation, which pays.
        team_id: Who may see it; no two teams have the same, in whatever organisations they are.
        key_id: The key that asked for it.
        subject: The person or program that held the key.
    """

    org_id: str
    team_id: str
    key_id: str
    subject: str

    def ids(self) -> Ids:
        """As columns of a row."""
        return {"org_id": self.org_id, "team_id": self.team_id, "key_id": self.key_id, "subject": self.subject}

    def own(self, key: str) -> str:
        """A name for something that is paid for once and kept: `key` is what it is, and no other team finds it."""
        if self.team_id == _LOCAL:  # as it was named before there were callers
            return key
        return hashlib.sha256(f"{self.team_id}\n{key}".encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How far a key goes beyond its scopes and caps; None where it goes as far as the installation.

    Attributes:
        tools: The tools that it may call.
        backends: The backends that may make its films.
        max_resolution: The largest picture that it may ask for.
        max_cost_per_call: The most that one call may cost.
    """

    tools: frozenset[str] | None = None
    backends: frozenset[str] | None = None
    max_resolution: Resolution | None = None
    max_cost_per_call: Money | None = None


NO_LIMITS = Limits()


@dataclass(frozen=True, kw_only=True)
class Caller(Owner):
    """Who calls now.

    Attributes:
        scopes: What they may do.
        roots: Folders of this machine whose files they may name; None for all that the installation allows.
        buckets: What they may name of gs://, as "bucket" or "bucket/prefix"; None for all that the installation allows.
        client: The program through which they call, as it names itself; empty where it does not.
        remote: Whether they call over the network, so that no path of this machine means anything to them.
        limits: How far their key goes.
    """

    scopes: frozenset[Scope]
    roots: tuple[Path, ...] | None = ()
    buckets: tuple[str, ...] | None = ()
    client: str = ""
    remote: bool = False
    limits: Limits = NO_LIMITS

    def allows(self, scope: Scope) -> bool:
        """Whether they may do that: by the scope itself, by one that contains it, or as `admin`."""
        return not self.scopes.isdisjoint({scope, "admin", *_ALSO_BY.get(scope, ())})

    def require(self, scope: Scope) -> None:
        """Let this caller through.

        Raises:
            ForbiddenScopeError: They may not do that.
        """
        if not self.allows(scope):
            raise ForbiddenScopeError(f"This key does not allow that: it lacks the scope {scope!r}.")


LOCAL = Caller(org_id=_LOCAL, team_id=_LOCAL, key_id=_LOCAL, subject=_LOCAL, scopes=SCOPES, roots=None, buckets=None)
"""The person whose machine it is: over stdio and from the command line."""
