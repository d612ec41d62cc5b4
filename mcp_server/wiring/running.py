"""Who runs jobs: this process, and others that are alive."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from footage.ports.devices import Offer
from footage.ports.generators import Generator
from footage.threads import utc_now
from mcp_server.opening import quietly
from mcp_server.wiring.devices import offer
from mcp_server.wiring.storage import open_database, was_opened_before

if TYPE_CHECKING:
    from footage.config import Settings
    from footage.domain import Queue
    from gpu.local_models import LocalModels
    from storage.db import Database
    from storage.engine.engine import DbosEngine
    from storage.engine.placing import Placing


def job_engine(
    settings: Settings,
    database: Database,
    models: LocalModels,
    backends: Mapping[str, Generator],
    queues: Sequence[Queue] | None,
) -> DbosEngine:
    """The job engine, not launched yet.

    Raises:
        UnavailableError: The user of the database may not write all that jobs write: that is said before any is taken.
    """
    from storage.books.checkup import Checkup
    from storage.engine.engine import DbosEngine
    from storage.engine.workers import WorkerTable

    Checkup(database).require_rights()
    return DbosEngine(
        database,
        settings.home / "slots",
        WorkerTable(database, utc_now),
        queues or ("cpu", "cloud", *(("gpu",) if models.is_equipped() else ())),
        partial(offer, settings, models, backends),
        settings.device_wait_s,
    )


def job_queue(database: Database, closing: contextlib.ExitStack) -> Placing:
    """The engine's queues, for a process that only places jobs."""
    from storage.engine.placing import Placing

    placing = Placing(database)
    closing.callback(quietly, placing.close)
    return placing


def workers(settings: Settings) -> list[Offer]:
    """Processes with devices that are alive, wherever they are; none where there is no database yet."""
    from storage.engine.workers import WorkerTable

    if not was_opened_before(settings):
        return []
    with contextlib.ExitStack() as closing:
        return WorkerTable(open_database(settings, closing), utc_now).alive()
