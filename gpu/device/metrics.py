"""What a pool has done so far."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Metrics:
    """Counts since the pool was made; times in seconds.

    `hits` are weights that were on the device already, `cpu_hits` those that came from main memory, `loads` those that
    came from disk. `most_passed` is how often any ticket was passed at most. `busy_s` is the time the devices computed,
    all together.
    """

    leases: int = 0
    wait_s: float = 0.0
    longest_wait_s: float = 0.0
    most_passed: int = 0
    hits: int = 0
    cpu_hits: int = 0
    loads: int = 0
    load_failures: int = 0
    evictions: int = 0
    runs: int = 0
    results: int = 0
    busy_s: float = 0.0
    out_of_memory: int = 0
    leak_alarms: int = 0
    lost_workers: int = 0
    revoked: int = 0

    def utilisation(self, elapsed_s: float, devices: int) -> float:
        """The share of `elapsed_s` that the devices computed, 0 to 1."""
        return self.busy_s / (elapsed_s * devices) if elapsed_s > 0 else 0.0
