"""What a pool has done so far."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from gpu.device.messages import Ended


@dataclass
class Metrics:
    """Counts since the pool was made; a pool that is closed writes them to the log.

    Attributes:
        runs: Runs that came to their end.
        results: Films and answers that came out of them; more than `runs` where there were batches.
        hits: Weights that a lease found on the device.
        cpu_hits: Weights that it found in main memory.
        loads: Weights that were loaded from disk.
        load_failures: Loads that failed, from wherever.
        evictions: Weights that left the device to make room.
        busy_s: Seconds that the devices computed, all together.
        longest_wait_s: The longest that anybody waited for a lease, in seconds.
        most_passed: The most times that others were served before one who could not be served yet.
        out_of_memory: Runs that ran out of memory.
        leak_alarms: Times that a device held more than the pool knows of.
        lost_workers: Processes that ended without having been closed.
        revoked: Leases that were held for too long.
    """

    runs: int = 0
    results: int = 0
    hits: int = 0
    cpu_hits: int = 0
    loads: int = 0
    load_failures: int = 0
    evictions: int = 0
    busy_s: float = 0.0
    longest_wait_s: float = 0.0
    most_passed: int = 0
    out_of_memory: int = 0
    leak_alarms: int = 0
    lost_workers: int = 0
    revoked: int = 0

    def count_run(self, outcome: Ended) -> None:
        """A run has ended."""
        if outcome.failure is None:
            self.runs += 1
            self.results += len(outcome.results)
        elif outcome.failure.kind == "out_of_memory":
            self.out_of_memory += 1

    def summary(self) -> str:
        """All that is not 0, in one line."""
        return ", ".join(f"{name} {value:g}" for name, value in asdict(self).items() if value)
