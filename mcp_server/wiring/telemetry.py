"""What is told of this process to those who watch over it."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

from footage.errors import UnavailableError
from footage.threads import utc_now

if TYPE_CHECKING:
    from footage.config import Settings
    from footage.ports.generators import Generator
    from gpu.local_models import LocalModels
    from gpu.pool.pool import ContextPool
    from mcp_server.telemetry.read import DevicesUsed
    from mcp_server.wiring.storage import Books
    from storage.db import Database

_log = logging.getLogger("footage.telemetry")


def tell_metrics(
    settings: Settings,
    database: Database,
    books: Books,
    backends: Mapping[str, Generator],
    sounds: Mapping[str, str],
    models: LocalModels,
    closing: contextlib.ExitStack,
) -> None:
    """Count, and serve what was counted, on the port of the settings; without one nothing is counted.

    `sounds` are the vendors of voices and music, by the backend's name.
    """
    if settings.metrics_port is None:
        return
    from mcp_server.telemetry.exposed import Watched, expose
    from routing.text.critic import NAME as CRITIC
    from routing.text.model import NAME as TEXT
    from storage.books.periods import Calendar
    from storage.books.readings import ReadingBook
    from tools.registry import TOOLS

    calendar = Calendar(utc_now, settings.time_zone)
    watched = Watched(
        gauges=ReadingBook(database, books.ledger.balances, calendar, books.workers.alive),
        home=settings.home,
        tools=[tool.name for tool in TOOLS],
        backends=[*backends, *sounds, TEXT, CRITIC],
        vendors=sorted({one.vendor for one in backends.values() if one.queue == "cloud"} | {*sounds.values()}),
        pools=lambda: [used_by(pool) for pool in models.pools],
    )
    try:
        port = expose(watched, settings.metrics_host, settings.metrics_port, closing)
    except UnavailableError as exc:  # as of a second worker with the same settings: it makes films all the same
        _log.error("%s %s", exc.message, exc.hint)
    else:
        _log.warning("metrics at http://%s:%d/metrics", settings.metrics_host, port)


def used_by(pool: ContextPool) -> DevicesUsed:
    """What a pool has done and takes; it is used by another thread meanwhile."""
    from mcp_server.telemetry.read import DevicesUsed

    accounts = [device.session.memory for device in pool.devices]
    used = 0
    with contextlib.suppress(RuntimeError):  # weights come or go at this very moment; the next look sees them
        used = sum(account.used_bytes for account in accounts)
    return DevicesUsed(pool.metrics, used, sum(account.budget_bytes for account in accounts))
