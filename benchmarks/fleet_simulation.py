"""A fleet that is larger than any machine here, job by job, from what was measured: where it is full, and what helps.

A day's jobs are simulated in their busiest ten minutes, when three times as many come as on average. A job
takes turns of the one lock of the books, processors of the database, its vendor's time, and a processor of a worker
that looks at the film. Whoever comes first is served first; the same seed gives the same day.

    python -m benchmarks.fleet_simulation
"""

from __future__ import annotations

import bisect
import heapq
import math
import random
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

DAY_S, PEAK, WINDOW_S = 86_400, 3.0, 600.0
FILM_S, SPREAD = 60.0, 0.5
"""What a vendor takes: the median and the sigma of a lognormal."""

CHECKED_S = 0.7
"""Of a processor of a worker, for the verdict and the pictures of a film; from `benchmarks.load`."""

WORKERS_CORES, PLACES, SLOTS = 2, 256, 256
FULL = 0.9
"""From this share of anything that is waited for, waits grow without bounds when something goes a little wrong."""

_ANY_JOBS = 10**9
_COUNTED = ("places", "slots")
"""Nobody waits for these as long as there is one left."""


@dataclass(frozen=True)
class Costs:
    """What was measured; milliseconds are those of a processor of the database, but for `turn_ms`.

    Attributes:
        job_ms: Of each job.
        wake_ms: Of each job and worker that it wakes.
        idle_ms: Of each second of each worker.
        busy_ms: The same while jobs wait that others have to take: it looks again and again, and is woken no more.
        turns: How often a job has the lock.
        turn_ms: How long it has it.
        connections: Of each worker.
    """

    job_ms: float
    wake_ms: float
    idle_ms: float
    busy_ms: float
    turns: int
    turn_ms: float
    connections: float


MEASURED = Costs(job_ms=25.0, wake_ms=4.0, idle_ms=1.2, busy_ms=16.0, turns=6, turn_ms=3.7, connections=8.0)
"""By `benchmarks.scale`, where PostgreSQL and all workers shared two processors with much else."""


@dataclass(frozen=True)
class Fleet:
    """What there is: workers on a database with so many processors.

    Several `installations` share nothing: each has a part of the jobs, and all of the rest for itself.
    """

    workers: int
    database_cores: int
    jobs_a_day: int = 1_000_000
    installations: int = 1

    @property
    def peak_per_s(self) -> float:
        """Jobs in the busiest minutes."""
        return PEAK * self.jobs_a_day / DAY_S

    def told(self) -> str:
        """In words."""
        several = f"{self.installations} x " if self.installations > 1 else ""
        return f"{self.jobs_a_day:,} a day on {several}{self.workers} workers, {self.database_cores} cores"


@dataclass(frozen=True)
class Seen:
    """What became of a fleet: shares of what there is, and what the busiest minutes added to a film, in seconds."""

    used: dict[str, float]
    added_s: tuple[float, float]
    connections: float

    @property
    def full(self) -> list[str]:
        """What there is too little of, the scarcest first."""
        scarce = {name: share / (1.0 if name in _COUNTED else FULL) for name, share in self.used.items()}
        return [name for name, share in sorted(scarce.items(), key=lambda one: -one[1]) if share > 1]


FLEETS = (
    Fleet(8, 4),
    Fleet(32, 4),
    Fleet(128, 16),
    Fleet(1000, 64),
    Fleet(250, 16, installations=4),
    Fleet(64, 16, jobs_a_day=2_000_000),
    Fleet(64, 16, jobs_a_day=2_000_000, installations=2),
)


def shares(costs: Costs, fleet: Fleet) -> dict[str, float]:
    """Of everything that may be full, how much is used in the busiest minutes; 1 is all."""
    each_s = fleet.peak_per_s / fleet.installations
    database_ms = each_s * costs.job_ms + fleet.workers * looking_ms(costs, each_s)
    return {
        "lock of the books": each_s * costs.turns * costs.turn_ms / 1000,
        "database": database_ms / 1000 / fleet.database_cores,
        "workers' processors": each_s * CHECKED_S / (fleet.workers * WORKERS_CORES),
        "places": each_s * FILM_S * math.exp(SPREAD**2 / 2) / (fleet.workers * PLACES),
        "slots": fleet.workers / SLOTS,
    }


def looking_ms(costs: Costs, jobs_per_s: float) -> float:
    """What a worker that looks for jobs costs the database in a second."""
    return min(costs.idle_ms + jobs_per_s * costs.wake_ms, max(costs.busy_ms, costs.idle_ms))


def simulated(costs: Costs, fleet: Fleet, seed: int = 1) -> Seen:
    """The busiest minutes of a day in one of the installations."""
    used = shares(costs, fleet)
    spent_ms = fleet.workers * looking_ms(costs, fleet.peak_per_s / fleet.installations)
    left = max(fleet.database_cores - spent_ms / 1000, 0.05)  # of its cores, for the jobs themselves
    added = list(_added_s(costs, fleet, left, random.Random(seed)))
    return Seen(used, (statistics.median(added), _p95(added)), costs.connections * fleet.workers)


def table(costs: Costs) -> str:
    """What becomes of each of `FLEETS`, in lines; then how many jobs a day each part bears by itself."""
    lines = [f"jobs in the busiest minutes of a day, {FLEETS[0].peak_per_s:.0f} a second of a million:"]
    for fleet in FLEETS:
        seen = simulated(costs, fleet)
        used = ", ".join(f"{name} {share:.0%}" for name, share in seen.used.items())
        what = f"FULL: {', '.join(seen.full)}" if seen.full else "holds"
        median_s, p95_s = seen.added_s
        lines.append(
            f"  {fleet.told()}: {what}; adds {median_s:.2f} s, p95 {p95_s:.2f} s; "
            f"{seen.connections:.0f} connections; {used}"
        )
    lines += [f"  {name}: {jobs:,.0f} jobs a day" for name, jobs in most_a_day(costs, Fleet(64, 16)).items()]
    return "\n".join(lines)


def most_a_day(costs: Costs, fleet: Fleet) -> dict[str, int]:
    """How many jobs a day each part of a fleet bears, whatever the others do; slots bear any."""

    def is_full(jobs: int, name: str) -> bool:
        return shares(costs, replace(fleet, jobs_a_day=jobs))[name] > (1.0 if name in _COUNTED else FULL)

    names = [name for name in shares(costs, fleet) if name != "slots"]
    return {name: bisect.bisect_left(range(_ANY_JOBS), True, key=partial(is_full, name=name)) for name in names}


def _added_s(costs: Costs, fleet: Fleet, cores: float, chance: random.Random) -> Iterator[float]:
    """What each job took beyond its vendor's time."""
    turn_s, database_s = costs.turn_ms / 1000, costs.job_ms / costs.turns / 1000
    whole = max(round(cores), 1)
    lock, database = _Queue(1, turn_s), _Queue(whole, database_s * whole / cores)
    workers = _Queue(fleet.workers * WORKERS_CORES, CHECKED_S)
    bookkeeping = [lock.take, database.take]
    steps = [*bookkeeping * (costs.turns - 2), None, *bookkeeping, workers.take, *bookkeeping]
    events: list[tuple[float, int, int]] = []
    at_s, began, film_s = 0.0, [], []
    while at_s < WINDOW_S:
        at_s += chance.expovariate(fleet.peak_per_s / fleet.installations)
        began.append(at_s)
        film_s.append(chance.lognormvariate(math.log(FILM_S), SPREAD))
        heapq.heappush(events, (at_s, len(began) - 1, 0))
    while events:
        now_s, job, number = heapq.heappop(events)
        if number == len(steps):
            yield now_s - began[job] - film_s[job]
            continue
        step: Callable[[float], float] | None = steps[number]
        heapq.heappush(events, (step(now_s) if step else now_s + film_s[job], job, number + 1))


class _Queue:
    """Servers of one kind, each of which takes so long; called in the order of time."""

    def __init__(self, servers: int, each_s: float) -> None:
        self._free_at_s = [0.0] * servers
        self._each_s = each_s

    def take(self, now_s: float) -> float:
        """When it is done."""
        done_s = max(now_s, self._free_at_s[0]) + self._each_s
        heapq.heapreplace(self._free_at_s, done_s)
        return done_s


def _p95(figures: list[float]) -> float:
    return sorted(figures)[len(figures) * 95 // 100]


def main() -> dict[str, float]:
    """Print what becomes of large fleets, by the figures that are kept here."""
    print(table(MEASURED))
    return {}


if __name__ == "__main__":
    main()
