"""The line in front of the devices: who is next, who may pass whom, and on which device.

Order: a ticket's place is `priority x age_s + arrival`, the smaller first. That is ageing, in a form that never has to
be computed again: after every `age_s` seconds of waiting a ticket stands before newcomers of one class higher.

Passing: a ticket that does not fit now keeps its claim on the device where it would fit soonest. Another one may pass
it there only if its own weights are on that device already, nothing has to be evicted for it, and the one that waits
was passed fewer than `overtakes` times. After that it claims every device it could use.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gpu.pool.grants import Seat, Ticket


def next_grants(line: Sequence[Ticket], seats: Sequence[Seat], overtakes: int) -> Iterator[tuple[Ticket, Seat]]:
    """Who is served now, in order, and where. Grant each before asking for the next.

    Args:
        line: Everybody who waits.
        seats: The devices.
        overtakes: How often a waiting ticket may be passed.
    """
    blocked: list[Ticket] = []
    ranked = _ranked(seats)
    for ticket in sorted(line, key=lambda one: one.order):
        if not any(seat.is_open for seat in seats):
            return
        wanted = _wanted(ticket, ranked, strict=ticket.passed >= overtakes)
        seat = next((seat for seat in wanted if _may_take(ticket, seat, blocked, overtakes)), None)
        if seat is None:
            ticket.claims = frozenset(wanted if ticket.passed >= overtakes else wanted[:1])
            blocked.append(ticket)
            continue
        for other in blocked:
            other.passed += seat.fits_ever(other.model.parts, other.work_bytes)
            if other.passed == overtakes:
                other.claims = frozenset(_wanted(other, ranked, strict=True))
        yield ticket, seat
        ranked = _ranked(seats)


def _ranked(seats: Sequence[Seat]) -> list[tuple[float, Seat]]:
    """Devices and the seconds until each is done with what it has, the least loaded first."""
    ranked = [(seat.backlog_s(), seat) for seat in seats]
    return sorted(ranked, key=lambda one: (one[0], one[1].life.book.pinned_bytes))


def _wanted(ticket: Ticket, ranked: Sequence[tuple[float, Seat]], *, strict: bool) -> list[Seat]:
    """Warm devices, if waiting for one takes less time than loading elsewhere; else all, the least loaded first."""
    able = [one for one in ranked if one[1].fits_ever(ticket.model.parts, ticket.work_bytes)]
    warm = [one for one in able if one[1].life.is_warm(ticket.model.parts)]
    if warm and not strict and warm[0][0] - able[0][0] < ticket.load_s:
        able = warm
    return [seat for _, seat in able]


def _may_take(ticket: Ticket, seat: Seat, blocked: Sequence[Ticket], overtakes: int) -> bool:
    leaving = seat.room(ticket)
    if leaving is None:
        return False
    ahead = [other for other in blocked if seat in other.claims]
    needs_nothing = not leaving and seat.life.is_warm(ticket.model.parts) and not ticket.alone
    return not ahead or (needs_nothing and all(other.passed < overtakes for other in ahead))
