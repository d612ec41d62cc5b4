"""What is done to an installation: each kind of thing that a platform does to a fleet, and which calls it may cost."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import anyio

from tests.fleet.agents import ANYTHING
from tests.fleet.installed import Installation
from tests.installation import Machine
from tests.wires import Wire

HOLD_S = 6.0
"""How long a wire stays cut, or a disk full."""

DEAF_S = 15.0
"""Long enough for others to take a site's jobs."""

AWAY_S = 1.5
DELAY_S = 0.04
"""What each message to or from a slow database takes longer."""

FILMS = ("film",)
PLACED = ("generate_video",)
"""A vendor that does not answer is left alone for a while, and who asks for that one alone is told so."""
NOTHING: tuple[str, ...] = ()


@dataclass(frozen=True)
class Blow:
    """One thing that happens, until everything is there again that can be.

    Attributes:
        name: Of this part of the drill.
        strike: Does it, waits, and undoes it.
        may_fail: What the names of calls begin with that may fail meanwhile.
    """

    name: str
    strike: Callable[[], Awaitable[None]]
    may_fail: tuple[str, ...] = NOTHING


def kinds(there: Installation, chance: random.Random) -> list[Blow]:
    """One blow of each kind, each at something else by chance."""
    server, worker, site = chance.choice(there.replicas), chance.choice(there.workers), chance.choice(there.sites)
    direct = [one.to_database[1] for one in there.sites]
    everywhere = [wire for one in there.sites for wire in one.to_database]
    store, vendor = [wire for one in there.sites for wire in one.to_store], [there.to_vendor]
    made = [
        Blow(f"{server.name} in order", partial(_ended, server)),
        Blow(f"{server.name} killed", partial(_killed, server), ANYTHING),
        Blow(f"{worker.name} ended", partial(_ended, worker)),
        Blow(f"{worker.name} killed", partial(_killed, worker)),
        Blow("database restarted", partial(_away, there.postgres.stop, there.postgres.start), ANYTHING),
        Blow("database killed", partial(_away, there.postgres.crash, there.postgres.start), ANYTHING),
        Blow("pgbouncer restarted", partial(_away, there.bouncer.stop, there.bouncer.start), ANYTHING),
        Blow("pgbouncer killed", partial(_away, there.bouncer.kill, there.bouncer.start), ANYTHING),
        Blow("slots' sessions cut", partial(_wires, direct, Wire.cut), ANYTHING),
        Blow(f"{site.name} without a database", partial(_wires, site.to_database, Wire.cut), ANYTHING),
        Blow(f"{site.name} deaf to the database", partial(_wires, site.to_database, Wire.deafen, DEAF_S), ANYTHING),
        Blow("database stalls", partial(_wires, everywhere, Wire.stall), ANYTHING),
        Blow("database slow", partial(_wires, everywhere, partial(Wire.slow, delay_s=DELAY_S), 2 * HOLD_S)),
        Blow("store cut", partial(_wires, store, Wire.cut), FILMS),
        Blow("store stalls", partial(_wires, store, Wire.stall), FILMS),
        Blow("store slow", partial(_wires, store, partial(Wire.slow, delay_s=5 * DELAY_S), 2 * HOLD_S)),
        Blow("vendor cut", partial(_wires, vendor, Wire.cut), PLACED),
        Blow("vendor stalls", partial(_wires, vendor, Wire.stall), PLACED),
        Blow("vendor slow", partial(_wires, vendor, partial(Wire.slow, delay_s=10 * DELAY_S), 2 * HOLD_S), PLACED),
    ]
    if site.disk:
        made.append(Blow(f"disk of {site.name} full", partial(_away, site.disk.fill, site.disk.clear, 2 * HOLD_S)))
    chance.shuffle(made)
    return made


def rounds(there: Installation, seed: int, only: Sequence[str]) -> Iterator[list[Blow]]:
    """All kinds again and again, each time in another order.

    Args:
        there: What is hit.
        seed: Decides what is hit, and when.
        only: Kinds whose names have one of these words in them; all if empty.
    """
    chance = random.Random(seed)
    while True:
        yield [one for one in kinds(there, chance) if not only or any(word in one.name for word in only)]


async def _ended(machine: Machine) -> None:
    await machine.end()
    machine.start()


async def _killed(machine: Machine) -> None:
    await anyio.to_thread.run_sync(machine.kill)
    machine.start()


async def _away(end: Callable[[], None], begin: Callable[[], None], away_s: float = AWAY_S) -> None:
    await anyio.to_thread.run_sync(end)
    try:
        await anyio.sleep(away_s)
    finally:
        with anyio.CancelScope(shield=True):
            await anyio.to_thread.run_sync(begin)


async def _wires(wires: Sequence[Wire], what: Callable[[Wire], None], hold_s: float = HOLD_S) -> None:
    for wire in wires:
        what(wire)
    try:
        await anyio.sleep(hold_s)
    finally:
        for wire in wires:
            wire.heal()
