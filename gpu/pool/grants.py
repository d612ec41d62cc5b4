"""A pool's devices, what is asked of them, and what is granted on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import anyio

from footage.errors import DeviceLostError
from gpu.device.commands import PendingCommand, Rank
from gpu.device.failures import raise_failure
from gpu.device.link import Connect
from gpu.device.messages import Ended, ModelWeights, Run, Weights
from gpu.device.session import DeviceSession
from gpu.devices import Device

LONGEST_REST_S = 60.0
RESERVE_BYTES = 10**9
RESERVE_SHARE = 0.05
"""What is left of a device for its CUDA context and fragments: the larger of the two."""


def budget_bytes(device: Device) -> int:
    """What a pool may give out of a device that nobody else uses."""
    return device.vram_bytes - max(RESERVE_BYTES, round(device.vram_bytes * RESERVE_SHARE))


@dataclass(frozen=True, kw_only=True)
class DeviceConfig:
    """A device for a pool, and what the pool may use of it.

    Attributes:
        device: Its name and size.
        budget_bytes: What the pool gives out: the device's memory without what the process itself and others need.
        connect: Starts the device's process; see `gpu.worker.child.ChildProcess` and `gpu.worker.null.NullDevice`.
        host_bytes: Main memory for evicted weights.
    """

    device: Device
    budget_bytes: int
    connect: Connect
    host_bytes: int = 0


@dataclass(eq=False)
class PooledDevice:
    """A device in a pool: the session that its process is in, and the grants on it.

    After its process has died twice without a run in between, the device rests for longer and longer. `grants` are in
    the order in which they were made, so that sums over them, and with them schedules, come out the same each time.
    """

    config: DeviceConfig
    slots: int
    clock: Callable[[], float]
    new_session: Callable[[PooledDevice], DeviceSession]
    grants: list[Grant] = field(default_factory=list)
    resting_until_s: float = float("-inf")
    losses: int = 0

    def __post_init__(self) -> None:
        self.session = self.new_session(self)

    def fits_ever(self, parts: Sequence[Weights], work_bytes: int) -> bool:
        """Whether these fit when nothing else is on the device, as far as is known now."""
        return self.session.memory.fits_ever(parts, work_bytes)

    @property
    def is_open(self) -> bool:
        """Whether one more lease could be granted here now, if there is room for it."""
        alone = any(grant.request.alone for grant in self.grants)
        return not alone and len(self.grants) < self.slots and self.clock() >= self.resting_until_s

    def evictions(self, request: LeaseRequest) -> list[Weights] | None:
        """What would have to leave for a request, or None when it cannot be granted here now."""
        if not self.is_open or (request.alone and self.grants):
            return None
        return self.session.evictions(request.model.parts, request.work_bytes)

    def backlog_s(self) -> float:
        """Seconds until what was granted should be done; what is late is expected to take as long again."""
        now_s = self.clock()
        ages_s = [(now_s - grant.granted_s, grant.request.expected_s) for grant in self.grants]
        return sum(expected_s - age_s if age_s < expected_s else age_s for age_s, expected_s in ages_s)

    def lost(self) -> None:
        """The process is gone, and with it every grant."""
        self.grants.clear()
        self.losses += 1
        rest_s = min(LONGEST_REST_S, 2.0 ** (self.losses - 1)) if self.losses > 1 else 0.0
        self.resting_until_s = self.clock() + rest_s
        self.session = self.new_session(self)


@dataclass(eq=False)
class LeaseRequest:
    """Somebody asks for a lease.

    Attributes:
        model: What has to be on the device.
        work_bytes: Working memory beyond the weights.
        rank: Its place in the queue.
        arrived_s: When it was made.
        expected_s: How long the lease should be held.
        load_s: How long it should take to load all the weights.
        alone: Whether it wants a device to itself.
        passed: How often others were served before it while it could not be.
        claims: Devices that are kept for it; see `gpu.pool.fairness`.
        grant: What it was given.
        refusal: Why it gets nothing.
        settled: Set with `grant` or `refusal`.
    """

    model: ModelWeights
    work_bytes: int
    rank: Rank
    arrived_s: float
    expected_s: float
    load_s: float
    alone: bool = False
    passed: int = 0
    claims: frozenset[PooledDevice] = frozenset()
    grant: Grant | None = None
    refusal: Exception | None = None
    settled: anyio.Event = field(default_factory=anyio.Event)


@dataclass(eq=False)
class Grant:
    """Memory of a device for one lease.

    Attributes:
        request: What it was granted for.
        device: Where.
        session: The device's session at that time; the grant is of no use in a later one.
        prerequisites: Commands that have to be over before it is used.
        granted_s: When.
        deadline_s: When it is revoked, if somebody waits.
        work_bytes: Working memory that it holds.
        runs: Runs under way.
        returned: Whether it is over.
    """

    request: LeaseRequest
    device: PooledDevice
    session: DeviceSession
    prerequisites: tuple[PendingCommand, ...]
    granted_s: float
    deadline_s: float
    work_bytes: int
    runs: int = 0
    returned: bool = False

    async def wait_until_ready(self) -> None:
        """Wait until its weights are there and what had to leave has left.

        Raises:
            FootageError: A load failed, or the process was lost.
        """
        for pending in self.prerequisites:
            outcome = await self.session.process.wait_for(pending)
            if outcome.failure:
                raise_failure(outcome.failure)

    def run(
        self,
        payloads: Sequence[Any],
        progress: Callable[[float], None] | None,
        then: Callable[[Ended], None],
        freed: Callable[[], None] | None = None,
    ) -> PendingCommand:
        """Queue a run; see `gpu.device.commands.PendingCommand` for the callbacks.

        Raises:
            DeviceLostError: The grant was revoked.
        """
        if self.returned:
            raise DeviceLostError("The lease is over: it was held for too long.")

        def ended(outcome: Ended) -> None:
            self.runs -= 1
            if outcome.failure is None:
                self.device.losses = 0
            then(outcome)

        self.runs += 1
        run = Run(tuple(part.key for part in self.request.model.parts), tuple(payloads))
        return self.session.process.run(run, self.request.rank, progress, ended, freed)
