"""What the database and this machine know, as metrics that are read when somebody looks."""

from __future__ import annotations

import logging
import shutil
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar, get_args

from prometheus_client import Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from footage.ports.meters import BreakerState, Gauges, Readings, Sums, Waiting
from gpu.device.metrics import Metrics
from mcp_server.telemetry.labels import OTHER, known

KEPT_S, SUMS_KEPT_S = 5.0, 60.0
"""For how long an answer is given again."""

SHARE = 20
"""And as many times longer as it took: watching takes at most a twentieth of anybody's time."""

WAIT_S = 3.0
"""How long whoever looks waits for an answer; Prometheus gives up after ten seconds by itself."""

T = TypeVar("T")
_LEVELS: tuple[BreakerState, ...] = get_args(BreakerState)
_log = logging.getLogger("footage.telemetry")


class Kept(Generic[T]):
    """An answer that is asked for anew when it is old, and older the longer it takes.

    Args:
        ask: Finds it out.
        least_s: How old it becomes at least, in seconds.
        clock_s: Seconds that only go forward.
        meanwhile: Whether the old one is given while a new one is asked for: nobody waits but the first.
    """

    def __init__(
        self, ask: Callable[[], T], least_s: float, clock_s: Callable[[], float], *, meanwhile: bool = False
    ) -> None:
        self._ask, self._least_s, self._clock_s, self._meanwhile = ask, least_s, clock_s, meanwhile
        self._lock = threading.Lock()
        self._asking: threading.Thread | None = None
        self._began_s = 0.0
        self._answer: T | None = None
        self._until_s = float("-inf")

    def get(self) -> T | None:
        """The answer; None where there is none, or none in time: a database that hangs must not hang who looks."""
        if self._clock_s() < self._until_s:
            return self._answer
        asking = self._begun()
        if self._meanwhile and self._answer is not None:
            return self._answer
        asking.join(max(0.0, self._began_s + WAIT_S - time.monotonic()))  # not again for one that hangs
        return None if asking.is_alive() else self._answer

    def _begun(self) -> threading.Thread:
        """Whoever asks now; one at a time, however many look."""
        with self._lock:
            if self._asking is None or not self._asking.is_alive():
                self._asking = threading.Thread(target=self._renew, name="footage-metrics", daemon=True)
                self._began_s = time.monotonic()
                self._asking.start()
            return self._asking

    def _renew(self) -> None:
        began_s = self._clock_s()
        if began_s < self._until_s:  # somebody else has, a moment ago
            return
        try:
            self._answer = self._ask()
        except Exception as exc:  # noqa: BLE001 - boundary: whoever looks is told that there is nothing to see
            _log.warning("the database could not be read for metrics (%s)", exc)
            self._answer = None
        now_s = self._clock_s()
        self._until_s = now_s + max(self._least_s, SHARE * (now_s - began_s))


class FromDatabase(Collector):
    """Gauges of the whole installation: every process tells the same, so that rules take the `max by` of them.

    Args:
        gauges: Reads the database.
        backends: The names of all that attempts are made at.
        vendors: The names of all accounts.
        clock_s: Seconds that only go forward.
    """

    def __init__(
        self,
        gauges: Gauges,
        backends: Collection[str],
        vendors: Collection[str],
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._backends, self._vendors = backends, vendors
        self._readings = Kept(gauges.read, KEPT_S, clock_s)
        self._sums = Kept(gauges.sums, SUMS_KEPT_S, clock_s, meanwhile=True)

    def collect(self) -> Iterator[Metric]:
        """What was read, now or a moment ago; a database that is away tells nothing but that."""
        readings, sums = self._readings.get(), self._sums.get()
        yield _gauge("footage_database_up", "1 if the database answered.", [((), float(readings is not None))])
        if readings:
            yield from self._of_jobs(readings)
            yield from self._of_money(readings)
            yield from self._of_backends(readings)
        if sums:
            yield from self._of_sums(sums)

    def describe(self) -> list[Metric]:
        """Nothing: to register this must not read the database."""
        return []

    def _of_jobs(self, read: Readings) -> Iterator[Metric]:
        depth = _family("footage_queue_depth", "Jobs that wait to be started.", "queue")
        oldest = _family("footage_queue_oldest_seconds", "For how long the oldest of them has been there.", "queue")
        working = _family("footage_jobs_working", "Jobs that are worked on.", "queue")
        for queue, one in (read.queues or {"cpu": Waiting()}).items():
            depth.add_metric([queue], one.waiting)
            oldest.add_metric([queue], one.oldest_s)
            working.add_metric([queue], one.working)
        yield from (depth, oldest, working)
        yield _gauge("footage_gpu_devices", "GPUs of workers that are alive.", [((), read.devices)])

    def _of_money(self, read: Readings) -> Iterator[Metric]:
        yield _gauge("footage_in_doubt", "Holds that only a person, or the vendor, can settle.", [((), read.in_doubt)])
        amount = read.in_doubt_amount.microusd
        yield _gauge("footage_in_doubt_microusd", "What they hold, in millionths of a dollar.", [((), amount)])
        used = _family("footage_budget_used_ratio", "Share of a cap that is spent or held.", "scope", "team", "period")
        for cap in read.caps:
            used.add_metric([cap.scope, cap.team, cap.period], cap.ratio)
        yield used
        month = next((cap.ratio for cap in read.caps if (cap.scope, cap.period) == ("installation", "month")), None)
        if month is not None:
            percent = [((), 100 * month)]
            yield _gauge("videogen_budget_utilization_percent", "Share of the month's cap that is used.", percent)

    def _of_sums(self, sums: Sums) -> Iterator[Metric]:
        told = "By how much the kept sums differ from the ledger."
        yield _gauge("footage_drift_microusd", told, [((), sums.drift.microusd)])
        teams = _family("footage_team_spend_month_microusd", "What teams were charged this month.", "team")
        for team in sums.by_team:
            teams.add_metric([team.name], team.amount.microusd)
        yield teams
        spend = _family("footage_backend_spend_month_microusd", "What backends charged this month.", "backend")
        jobs = _family("footage_backend_jobs_month", "Jobs that they charged for this month.", "backend")
        each = _family("videogen_cost_per_video_usd", "What a job cost at a backend this month.", "backend")
        for one in sums.by_backend:
            name = known(one.name, self._backends)
            if name != OTHER:
                spend.add_metric([name], one.amount.microusd)
                jobs.add_metric([name], one.jobs)
                each.add_metric([name], one.amount.microusd / 1e6 / one.jobs if one.jobs else 0.0)
        total = sum(one.amount.microusd for one in sums.by_backend) / 1e6
        yield from (spend, jobs, each)
        yield _gauge("videogen_monthly_spend_usd", "What was charged this month.", [((), total)])

    def _of_backends(self, read: Readings) -> Iterator[Metric]:
        rate = _family("footage_backend_success_ratio", "Share of the last hour's tries that gave a film.", "backend")
        alias = _family("videogen_backend_success_rate", "Likewise.", "backend")
        for backend, lately in read.lately.items():
            name = known(backend, self._backends)
            for family in (rate, alias) if name != OTHER else ():
                family.add_metric([name], lately.succeeded / lately.ended)
        state = _family("footage_breaker_state", "Breaker of a vendor: 0 closed, 1 half open, 2 open.", "vendor")
        other = _family("videogen_circuit_breaker_state", "Likewise.", "vendor")
        for vendor in sorted(self._vendors):
            level = _LEVELS.index(read.breakers.get(vendor, "closed"))
            state.add_metric([vendor], level)
            other.add_metric([vendor], level)
        yield from (rate, alias, state, other)


class DevicesUsed(NamedTuple):
    """What a pool of devices has done so far, and how much of what they may use is taken."""

    done: Metrics
    used_bytes: int
    budget_bytes: int


class FromMachine(Collector):
    """What this process knows of its machine.

    Args:
        home: The folder of Footage.
        pools: Of its devices.
    """

    def __init__(self, home: Path, pools: Callable[[], Sequence[DevicesUsed]]) -> None:
        self._home, self._pools = home, pools

    def collect(self) -> Iterator[Metric]:
        """Read now."""
        try:
            free = [((), float(shutil.disk_usage(self._home).free))]
        except OSError:
            free = []
        yield _gauge("footage_home_free_bytes", "Room that is left where films are put.", free)
        used = self._pools()
        yield _gauge("footage_gpu_memory_used_bytes", "Taken on devices here.", [((), sum(one[1] for one in used))])
        yield _gauge("footage_gpu_memory_budget_bytes", "What may be taken.", [((), sum(one[2] for one in used))])
        pools = [one.done for one in used]
        counted = {
            "footage_gpu_busy_seconds": ("Time that devices here computed.", sum(one.busy_s for one in pools)),
            "footage_gpu_runs": ("Runs on devices here that came to their end.", sum(one.runs for one in pools)),
            "footage_gpu_out_of_memory": ("Runs that ran out of memory.", sum(one.out_of_memory for one in pools)),
            "footage_gpu_lost_workers": ("Processes of devices that died.", sum(one.lost_workers for one in pools)),
        }
        for name, (told, value) in counted.items():
            yield CounterMetricFamily(name, told, value=value)


def _family(name: str, told: str, *labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, told, labels=labels)


def _gauge(name: str, told: str, values: Sequence[tuple[tuple[str, ...], float]]) -> GaugeMetricFamily:
    """A gauge without labels."""
    family = _family(name, told)
    for labels, value in values:
        family.add_metric(labels, value)
    return family
