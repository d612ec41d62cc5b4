"""Everybody who waits for devices, and the devices: whoever can be served is served after every change.

Who is next is decided in `gpu.pool.fairness`; here is who waits for it, for how long, and what becomes of what was
granted.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable, Sequence

import anyio

from footage.errors import (
    DeviceBusyError,
    DeviceLostError,
    DeviceMemoryError,
    FootageError,
    InternalError,
    InvalidInputError,
)
from gpu.device.commands import FIRST, Order
from gpu.device.estimates import Times
from gpu.device.messages import Model
from gpu.device.metrics import Metrics
from gpu.device.session import Life, Patience
from gpu.pool.fairness import next_grants
from gpu.pool.grants import Grant, PoolDevice, Seat, Ticket

USUAL_LOAD_S = 20.0
_log = logging.getLogger("footage.gpu")


class Line:
    """The line in front of a pool's devices; what is not said here is said of `gpu.pool.pool.ContextPool`.

    Args:
        granting: Told of each ticket, and where, before it is granted; may still change what it reserves.
        metrics: To be counted into.
    """

    def __init__(
        self,
        devices: Sequence[PoolDevice],
        *,
        slots: int,
        max_waiting: int,
        age_s: float,
        overtakes: int,
        lease_s: float,
        patience: Patience,
        clock: Callable[[], float],
        granting: Callable[[Ticket, Seat], None],
        metrics: Metrics,
    ) -> None:
        self._max_waiting = max_waiting
        self._age_s = age_s
        self._overtakes = overtakes
        self._lease_s = lease_s
        self._patience = patience
        self._clock = clock
        self._granting = granting
        self._metrics = metrics
        self._line: list[Ticket] = []
        self._numbers = itertools.count()
        self._pumping = self._pump_again = self._closed = False
        self._load_times = Times(USUAL_LOAD_S)
        self._alarms: list[anyio.CancelScope] = []
        self.seats = [Seat(place, slots, clock, self._new_life) for place in devices]

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._line)

    def close(self) -> None:
        """End all processes and tell whoever has or wants a lease."""
        self._closed = True
        for seat in self.seats:
            seat.life.close()
        self.pump()

    def order(self, priority: int) -> Order:
        """A place by priority and arrival."""
        return (priority * self._age_s + self._clock(), next(self._numbers))

    def first(self) -> Order:
        """A place before all others, and behind those who were given one."""
        return (FIRST[0], next(self._numbers))

    def ticket(self, model: Model, work_bytes: int, order: Order, expected_s: float, *, alone: bool = False) -> Ticket:
        """A wish that does not wait yet; `expected_s` is how long the lease should be held."""
        return Ticket(
            model=model,
            work_bytes=work_bytes,
            order=order,
            arrived_s=self._clock(),
            expected_s=expected_s,
            load_s=sum(self._load_times.expected_s(part.key) for part in model.parts),
            alone=alone,
        )

    def join(self, ticket: Ticket) -> None:
        """Begin to wait.

        Raises:
            FootageError: It can never be served, or too many wait.
        """
        if len(self._line) >= self._max_waiting:
            raise DeviceBusyError(f"{len(self._line)} requests wait for a device already.")
        if refusal := self._refusal_of(ticket):
            raise refusal
        self._end_what_is_late()  # nobody may have waited for it, and this one must not be lost with it
        self._line.append(ticket)
        self.pump()

    def put_back(self, ticket: Ticket) -> None:
        """Let one wait that stands for some who waited already; while another is granted."""
        self._line.append(ticket)
        self._pump_again = True

    def leave(self, ticket: Ticket) -> None:
        """Wait no more, or give back what was granted."""
        if ticket in self._line:
            self._line.remove(ticket)
        if ticket.grant:
            self._return(ticket.grant)
        self.pump()

    def _refusal_of(self, ticket: Ticket) -> FootageError | None:
        if self._closed:
            return DeviceLostError("The pool was closed.")
        if ticket.work_bytes < 0:
            return InvalidInputError(f"A lease of {ticket.work_bytes} bytes was asked for.")
        if any(seat.fits_ever(ticket.model.parts, ticket.work_bytes) for seat in self.seats):
            return None
        need_gb = (ticket.model.vram_bytes + ticket.work_bytes) / 1e9
        most_gb = max((seat.life.book.budget_bytes for seat in self.seats), default=0) / 1e9
        return DeviceMemoryError(
            f"{ticket.model.key} and its work need {need_gb:.1f} GB; the most a device here gives is {most_gb:.1f} GB.",
            fits_bytes=self.most_work_bytes(ticket.model),
        )

    def most_work_bytes(self, model: Model) -> int:
        """The most working memory that any device has beside a model."""
        return max((max(0, seat.life.book.budget_bytes - model.vram_bytes) for seat in self.seats), default=0)

    def pump(self) -> None:
        """Serve whoever can be served; called after every change."""
        self._pump_again = True
        if self._pumping:
            return
        self._pumping = True
        try:
            while self._pump_again:
                self._pump_again = False
                self._refuse()
                for ticket, seat in next_grants(self._line, self.seats, self._overtakes):
                    self._grant(ticket, seat)
                self._pass_on_urgency()
        finally:
            self._pumping = False

    def _grant(self, ticket: Ticket, seat: Seat) -> None:
        self._granting(ticket, seat)
        now_s = self._clock()
        parts = ticket.model.parts
        ticket.grant = Grant(
            ticket=ticket,
            seat=seat,
            life=seat.life,
            before=seat.life.take(parts, ticket.work_bytes, ticket.order, alone=ticket.alone),
            granted_s=now_s,
            deadline_s=now_s + self._lease_s,
            work_bytes=ticket.work_bytes,
        )
        seat.grants.append(ticket.grant)
        self._line.remove(ticket)
        ticket.settled.set()
        self._metrics.leases += 1
        self._metrics.wait_s += now_s - ticket.arrived_s
        self._metrics.longest_wait_s = max(self._metrics.longest_wait_s, now_s - ticket.arrived_s)
        self._metrics.most_passed = max(self._metrics.most_passed, ticket.passed)

    def _refuse(self) -> None:
        if not self._closed and not any(seat.life.is_shrunk for seat in self.seats):
            return
        for ticket in tuple(self._line):
            if refusal := self._refusal_of(ticket):  # other programs took what was there when it came
                ticket.refusal = refusal
                self._line.remove(ticket)
                ticket.settled.set()

    def _pass_on_urgency(self) -> None:
        for seat in self.seats:
            if seat.life.is_loading:
                for ticket in self._line:
                    seat.life.hurry(ticket.model.parts, ticket.order)

    async def granted(self, ticket: Ticket) -> Grant:
        """Wait until it is served; who waits also sees to it that late leases end.

        Raises:
            FootageError: It cannot be served any more.
        """
        while not ticket.settled.is_set():
            with anyio.move_on_after(self._next_change_s()) as alarm:
                self._alarms.append(alarm)
                try:
                    await ticket.settled.wait()
                finally:
                    self._alarms.remove(alarm)
            if not ticket.settled.is_set():
                self._end_what_is_late()
                self.pump()
        if ticket.refusal:
            raise ticket.refusal
        if ticket.grant is None:
            raise InternalError("A ticket was settled without a grant or a refusal.")
        return ticket.grant

    def _next_change_s(self) -> float:
        """Seconds until time alone may change something."""
        now_s = self._clock()
        deadlines_s = [grant.deadline_s for seat in self.seats for grant in seat.grants]
        rests_s = [seat.resting_until_s for seat in self.seats if seat.resting_until_s > now_s]
        silences_s = [seat.life.silent_at_s() for seat in self.seats]
        return max(0.0, min([*deadlines_s, *rests_s, *silences_s, now_s + self._lease_s]) - now_s)

    def _set_alarms(self) -> None:
        """Something will change sooner than those who wait knew when they began to."""
        at_s = anyio.current_time() + self._next_change_s()
        for alarm in self._alarms:
            alarm.deadline = min(alarm.deadline, at_s)

    def _end_what_is_late(self) -> None:
        for seat in self.seats:
            seat.life.end_if_silent()
            late = [grant for grant in seat.grants if self._clock() >= grant.deadline_s]
            self._metrics.revoked += len(late)
            if any(grant.runs for grant in late):
                seat.life.end(f"a lease was held for more than {self._lease_s:g} s")
            else:
                for grant in late:
                    self._return(grant)

    def _return(self, grant: Grant) -> None:
        if not grant.returned:
            grant.returned = True
            if grant in grant.seat.grants:  # else they all went with the device's process
                grant.seat.grants.remove(grant)
            grant.life.give_back(grant.ticket.model.parts, grant.work_bytes)

    def return_work(self, grant: Grant) -> None:
        """Give the working memory back before the rest, when the device is needed no more."""
        if not grant.returned:
            grant.life.book.give_back((), grant.work_bytes)
            grant.work_bytes = 0
            self.pump()

    async def read_shrunk_devices(self) -> None:
        """Where others took memory, look whether they still have it."""
        for seat in self.seats:
            if seat.life.is_shrunk:
                await seat.life.tidy()

    def _new_life(self, seat: Seat) -> Life:
        def over(reason: str) -> None:
            _log.warning("The process of %s was ended: %s", seat.place.device.name, reason)
            self._metrics.lost_workers += 1
            seat.lost()
            self._set_alarms()  # it may rest, and nothing else may happen until it has
            self.pump()

        return Life(
            budget_bytes=seat.place.budget_bytes,
            host_bytes=seat.place.host_bytes,
            connect=seat.place.connect,
            clock=self._clock,
            patience=self._patience,
            metrics=self._metrics,
            load_times=self._load_times,
            changed=self.pump,
            over=over,
        )
