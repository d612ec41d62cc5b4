"""Who holds a token: the seam between what serves HTTP and what knows keys and issuers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from footage.caller import Caller


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Whom a token stands for.

    Attributes:
        caller: As whom they call; always `remote`.
        client_id: Which key or registered program it is, for people and for limits.
        kind: A key of Footage's own, or a token that an authorization server has signed.
        expires_at: When it ends by itself; None if never.
    """

    caller: Caller
    client_id: str
    kind: Literal["key", "jwt"]
    expires_at: datetime | None = None


class Verifier(Protocol):
    """Tells whom a token stands for. Asked once for every request: what was good a second ago may be revoked."""

    async def verify(self, token: str) -> Identity:
        """Whom this token stands for.

        Raises:
            UnknownTokenError: It is no good, or not any more.
            DatabaseAwayError: Nobody can tell now.
        """
