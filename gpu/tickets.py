"""The line in front of the devices: who is next, who may pass whom, and on which device.

Order: a ticket's place is `priority x age_s + arrival`, the smaller first. That is ageing, in a form that never has to
be computed again: after every `age_s` seconds of waiting a ticket stands before newcomers of one class higher.

Passing: a ticket that does not fit now keeps its claim on the device where it would fit soonest. Another one may pass
it there only if its own weights are on that device already, nothing has to be evicted for it, and the one that waits
was passed fewer than `overtakes` times. After that it claims every device it could use.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import anyio

from gpu.lane import Order, Reply
from gpu.life import Life
from gpu.messages import Model
from gpu.seat import Seat


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


def next_grants(line: Sequence[Ticket], seats: Sequence[Seat], overtakes: int) -> Iterator[tuple[Ticket, Seat]]:
    """Who is served now, in order, and where. Grant each before asking for the next.

    Args:
        line: Everybody who waits.
        seats: The devices.
        overtakes: How often a waiting ticket may be passed.
    """
    blocked: list[Ticket] = []
    for ticket in sorted(line, key=lambda one: one.order):
        seat = _seat_for(ticket, seats, blocked, overtakes)
        if seat is None:
            ticket.claims = _claims(ticket, seats, overtakes)
            blocked.append(ticket)
            continue
        for other in blocked:
            if seat.fits_ever(other.model.parts, other.work_bytes):
                other.passed += 1
        yield ticket, seat


def _seat_for(ticket: Ticket, seats: Sequence[Seat], blocked: Sequence[Ticket], overtakes: int) -> Seat | None:
    for seat in _preferred(ticket, seats):
        leaving = seat.room(ticket)
        if leaving is None:
            continue
        ahead = [other for other in blocked if seat in other.claims]
        may_pass = not leaving and seat.life.is_warm(ticket.model.parts) and not ticket.alone
        if not ahead or (may_pass and all(other.passed < overtakes for other in ahead)):
            return seat
    return None


def _preferred(ticket: Ticket, seats: Sequence[Seat]) -> list[Seat]:
    """Warm devices, if waiting for one takes less time than loading elsewhere; else all, the least loaded first."""
    able = sorted(
        (seat for seat in seats if seat.fits_ever(ticket.model.parts, ticket.work_bytes)),
        key=lambda seat: (seat.backlog_s(), seat.life.book.pinned_bytes),
    )
    warm = [seat for seat in able if seat.life.is_warm(ticket.model.parts)]
    if warm and warm[0].backlog_s() - able[0].backlog_s() < ticket.load_s:
        return warm
    return able


def _claims(ticket: Ticket, seats: Sequence[Seat], overtakes: int) -> frozenset[Seat]:
    if ticket.passed >= overtakes:
        return frozenset(seat for seat in seats if seat.fits_ever(ticket.model.parts, ticket.work_bytes))
    return frozenset(_preferred(ticket, seats)[:1])
