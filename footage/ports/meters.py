"""What is counted of what happens here, and what is read of what the database knows, for those who watch over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from footage.money import ZERO, Money

if TYPE_CHECKING:  # every process that serves knows this file, and most never see a verdict
    from footage.domain import JobStatus, Queue
    from footage.verdicts import Quality

BreakerState = Literal["closed", "half_open", "open"]


class Meters(Protocol):
    """Is told what happens in this process, from any thread; must not fail and must not wait."""

    def answered(self, method: str, tool: str, error: str, seconds: float) -> None:
        """A message of a client was answered; `error` is a code, empty for none."""

    def let_in(self, result: Literal["ok", "no_token", "bad_token", "away"]) -> None:
        """Somebody came to the door."""

    def job_ended(self, tool: str, outcome: JobStatus, seconds: float) -> None:
        """A job ended, so long after it was placed."""

    def judged(self, backend: str, quality: Quality) -> None:
        """A film that a backend made was measured."""

    def asked(self, backend: str, priority: str) -> None:
        """A backend is about to be asked for a film."""

    def attempt_ended(self, backend: str, outcome: str, seconds: float) -> None:
        """A try at a backend ended; `outcome` is its state."""

    def fell_back(self, given_up: str, instead: str) -> None:
        """A backend gave no film, so that another is asked."""

    def charged(self, backend: str, amount: Money) -> None:
        """A bill was written down."""

    def compared(self, amount: Money) -> None:
        """What the best of the premium backends would have charged for a film that was made."""


class NobodyCounts:
    """`Meters` where nobody asked for them."""

    def answered(self, method: str, tool: str, error: str, seconds: float) -> None: ...

    def let_in(self, result: Literal["ok", "no_token", "bad_token", "away"]) -> None: ...

    def job_ended(self, tool: str, outcome: JobStatus, seconds: float) -> None: ...

    def judged(self, backend: str, quality: Quality) -> None: ...

    def asked(self, backend: str, priority: str) -> None: ...

    def attempt_ended(self, backend: str, outcome: str, seconds: float) -> None: ...

    def fell_back(self, given_up: str, instead: str) -> None: ...

    def charged(self, backend: str, amount: Money) -> None: ...

    def compared(self, amount: Money) -> None: ...


@dataclass(frozen=True)
class Waiting:
    """Jobs that have not ended: how many wait, for how long the oldest of them has, and how many are worked on."""

    waiting: int = 0
    oldest_s: float = 0.0
    working: int = 0


@dataclass(frozen=True)
class CapUsed:
    """How much of a cap is spent or held, 0 to 1 and above; `team` is empty for the whole installation."""

    scope: str
    team: str
    period: str
    ratio: float


@dataclass(frozen=True)
class Spent:
    """What was charged this month, for so many jobs."""

    name: str
    amount: Money
    jobs: int


@dataclass(frozen=True)
class Rate:
    """How the last tries at a backend ended."""

    ended: int
    succeeded: int


@dataclass(frozen=True, kw_only=True)
class Readings:
    """What the database knows of this moment."""

    queues: Mapping[Queue, Waiting] = field(default_factory=dict)
    in_doubt: int = 0
    in_doubt_amount: Money = ZERO
    caps: Sequence[CapUsed] = ()
    lately: Mapping[str, Rate] = field(default_factory=dict)
    breakers: Mapping[str, BreakerState] = field(default_factory=dict)
    devices: int = 0


@dataclass(frozen=True, kw_only=True)
class Sums:
    """What takes longer to find out, the more there is: the month's charges, and whether the books balance."""

    drift: Money = ZERO
    by_backend: Sequence[Spent] = ()
    by_team: Sequence[Spent] = ()


class Gauges(Protocol):
    """Reads the database for those who watch over it; asked now and then, from threads of their own."""

    def read(self) -> Readings:
        """What is quickly read, at one moment."""

    def sums(self) -> Sums:
        """The rest."""
