"""What a process that works looks after besides its jobs."""

from __future__ import annotations

import contextlib
import logging
from functools import partial
from typing import TYPE_CHECKING

from footage.threads import utc_now
from mcp_server.opening import quietly
from mcp_server.upkeep import Chore, Upkeep

if TYPE_CHECKING:
    from footage.config import Settings
    from storage.books.balances import Balances
    from storage.books.ledger import Ledger
    from storage.db import Database

SOON_S, DAY_S, LOOK_S = 10.0, 86_400.0, 2.0
_log = logging.getLogger("footage.upkeep")


def upkeep(settings: Settings, database: Database, ledger: Ledger, closing: contextlib.ExitStack) -> None:
    """Begin it; it ends with everything else."""
    chores = [Chore(partial(tell_drift, ledger.balances), DAY_S, SOON_S)]
    if settings.webhook_url and settings.webhook_secret:
        from mcp_server.courier import Courier
        from storage.books.outbox import OutboxTable

        courier = Courier(
            OutboxTable(database, utc_now),
            settings.webhook_url,
            settings.webhook_secret.get_secret_value(),
            private=settings.webhook_private,
        )
        chores.append(Chore(courier.send_all, LOOK_S))
    keeping = Upkeep(chores)
    closing.callback(quietly, keeping.close)
    keeping.start()


def tell_drift(balances: Balances) -> None:
    """Log each balance that is not what the ledger says; `footage reconcile` mends it, by name and never by itself."""
    for drift in balances.drift():
        _log.error("balance: %s. `footage reconcile` mends it.", drift)


def undelivered(settings: Settings) -> str | None:
    """How many messages the webhook did not take, and why; None where there is none, or no database yet."""
    from mcp_server.wiring.storage import open_database, was_opened_before
    from storage.books.outbox import OutboxTable

    if not was_opened_before(settings):
        return None
    with contextlib.ExitStack() as closing:
        count, why = OutboxTable(open_database(settings, closing), utc_now).waiting()
    return f"{count} message{'s were' if count > 1 else ' was'} not taken: {why}" if count else None
