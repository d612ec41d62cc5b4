"""Who asks: the person behind a session's cookie."""

from __future__ import annotations

from dataclasses import dataclass

from footage.caller import LOCAL, Caller, Scope
from footage.ports.studio import Role


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who has the studio open.

    Attributes:
        caller: As whom they act: with their own name, in their team.
        role: What they may do.
        session_id: Their session.
    """

    caller: Caller
    role: Role
    session_id: str

    @property
    def name(self) -> str:
        """What they are called."""
        return self.caller.subject

    @property
    def runs_it(self) -> bool:
        """Whether they are of the team that runs the installation: others see nothing of its machine and settings."""
        return self.caller.team_id == LOCAL.team_id

    @property
    def owns_it(self) -> bool:
        """Whether they also decide about the installation."""
        return self.runs_it and self.role == "owner"

    def may(self, scope: Scope) -> bool:
        """Whether their role allows something."""
        return self.caller.allows(scope)
