"""What has changed among all jobs since a moment, for those who show them while they change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from footage.ports.jobs import JobState


@dataclass(frozen=True)
class Mark:
    """How far somebody has read: the last line of the jobs' history and of the ledger."""

    event_id: int
    line_id: int


@dataclass(frozen=True, kw_only=True)
class JobNews:
    """A job that changed, or that is being worked on."""

    job_id: str
    team_id: str
    title: str
    state: JobState


@dataclass(frozen=True, kw_only=True)
class Look:
    """What is to be seen at a moment.

    Attributes:
        mark: Where to go on from.
        jobs: Those that something has happened to, and all that are being worked on.
        paid: Teams whose money has changed.
        quotes: How many quotes wait for somebody's yes, by team.
    """

    mark: Mark
    jobs: Sequence[JobNews] = ()
    paid: frozenset[str] = frozenset()
    quotes: Mapping[str, int] = field(default_factory=dict)


class ChangeLog(Protocol):
    """Reads what happened; never waits for those who write."""

    def mark(self) -> Mark:
        """Where the history and the ledger end now."""

    def since(self, mark: Mark) -> Look:
        """What happened since."""
