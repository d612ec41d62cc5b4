"""What the kill hammer leaves behind, counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields

from footage.money import ZERO, Money


@dataclass
class Outcome:
    """What is left when everything has ended. All but the first two groups must be zero."""

    jobs: int = 0
    kills: int = 0
    kills_at_points: int = 0
    kills_of_the_server: int = 0
    connections_cut: int = 0
    database_stops: int = 0
    database_crashes: int = 0
    false_starts: int = 0
    """Workers that could not begin, as the database was away."""

    duration_s: float = 0.0
    samples: int = 0

    completed: int = 0
    in_doubt: int = 0
    in_doubt_but_made: int = 0
    refused_by_the_cap: int = 0
    unplaced: int = 0
    most_runs: int = 0

    double_submits: int = 0
    lost_films: int = 0
    films_from_nowhere: int = 0
    overshoot: Money = ZERO
    wrong_bills: int = 0
    stray_holds: int = 0
    other_failures: Counter[str] = field(default_factory=Counter)
    unfinished: int = 0
    who_is_unfinished: list[str] = field(default_factory=list)
    files_left: int = 0
    ends_without_a_blow: int = 0
    """Workers that ended although nobody killed them."""

    off_in_the_end: Money = ZERO
    """The ledger less the vendors' books, after a person has resolved what was in doubt."""

    def figures(self) -> str:
        """One a line."""
        return "\n".join(f"{one.name.replace('_', ' '):22} {getattr(self, one.name)}" for one in fields(self))

    @property
    def harm(self) -> dict[str, object]:
        """What must not be."""
        names = [one.name for one in fields(self)]
        must_be_zero = names[names.index("double_submits") :]
        return {name: getattr(self, name) for name in must_be_zero if getattr(self, name)}
