"""One device of a pool, over all lives of its process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import anyio

from gpu.device.commands import Order, Reply
from gpu.device.link import Connect
from gpu.device.messages import Model, Weights
from gpu.device.session import Life
from gpu.devices import Device

LONGEST_REST_S = 60.0
RESERVE_BYTES = 10**9
RESERVE_SHARE = 0.05
"""What is left of a device for its CUDA context and fragments: the larger of the two."""


def budget_bytes(device: Device) -> int:
    """What a pool may give out of a device that nobody else uses."""
    return device.vram_bytes - max(RESERVE_BYTES, round(device.vram_bytes * RESERVE_SHARE))


@dataclass(frozen=True, kw_only=True)
class PoolDevice:
    """A device that a pool may use.

    `budget_bytes` is what the pool gives out: the device's memory without what the process itself and others need.
    `host_bytes` is main memory for evicted weights. `connect` starts the device's process; see
    `gpu.worker.child.ChildProcess` and `gpu.worker.null.NullDevice`.
    """

    device: Device
    budget_bytes: int
    connect: Connect
    host_bytes: int = 0


@dataclass(eq=False)
class Seat:
    """A device, the life its process is in, and the grants on it.

    A process that dies again and again is started anew after a longer and longer rest. `grants` are in the order in
    which they were made, so that sums over them, and with them schedules, come out the same each time.
    """

    place: PoolDevice
    slots: int
    clock: Callable[[], float]
    new_life: Callable[[Seat], Life]
    grants: list[Grant] = field(default_factory=list)
    resting_until_s: float = float("-inf")
    losses: int = 0

    def __post_init__(self) -> None:
        self.life = self.new_life(self)

    def fits_ever(self, parts: Sequence[Weights], work_bytes: int) -> bool:
        """Whether these fit when nobody else is there, as far as is known now."""
        return self.life.book.fits_ever(parts, work_bytes)

    @property
    def is_open(self) -> bool:
        """Whether one more could be served here at all now."""
        alone = any(grant.ticket.alone for grant in self.grants)
        return not alone and len(self.grants) < self.slots and self.clock() >= self.resting_until_s

    def room(self, ticket: Ticket) -> list[Weights] | None:
        """What would have to leave for a ticket, or None when it cannot be served now."""
        if not self.is_open or (ticket.alone and self.grants):
            return None
        return self.life.room(ticket.model.parts, ticket.work_bytes)

    def backlog_s(self) -> float:
        """Seconds until what was granted should be done; what is late is expected to take as long again."""
        now_s = self.clock()
        ages_s = [(now_s - grant.granted_s, grant.ticket.expected_s) for grant in self.grants]
        return sum(expected_s - age_s if age_s < expected_s else age_s for age_s, expected_s in ages_s)

    def lost(self) -> None:
        """The process is gone, and with it every grant."""
        self.grants.clear()
        self.losses += 1
        rest_s = min(LONGEST_REST_S, 2.0 ** (self.losses - 1)) if self.losses > 1 else 0.0
        self.resting_until_s = self.clock() + rest_s
        self.life = self.new_life(self)


@dataclass(eq=False)
class Ticket:
    """A wish for a lease. `alone` wants a device to itself; `settled` is set with `grant` or `refusal`."""

    model: Model
    work_bytes: int
    order: Order
    arrived_s: float
    expected_s: float
    load_s: float
    alone: bool = False
    passed: int = 0
    claims: frozenset[Seat] = frozenset()
    grant: Grant | None = None
    refusal: Exception | None = None
    settled: anyio.Event = field(default_factory=anyio.Event)


@dataclass(eq=False)
class Grant:
    """Bytes on a device. `before` has to be over before they are used."""

    ticket: Ticket
    seat: Seat
    life: Life
    before: tuple[Reply, ...]
    granted_s: float
    deadline_s: float
    work_bytes: int
    runs: int = 0
    returned: bool = False
