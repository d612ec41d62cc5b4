"""What machines that share a database do not share, for whoever starts one of them."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from footage.errors import FootageError
from mcp_server.telemetry.log_lines import say

if TYPE_CHECKING:
    from footage.config import Settings


def tell_what_is_not_shared(settings: Settings, who: str) -> None:
    """Say it on stderr; whether the shared place answers is found out on the side.

    Args:
        settings: Those of the process.
        who: Its command.
    """
    if missing := not_shared(settings):
        say(f"{who}: {missing}")
    if settings.storage:
        threading.Thread(target=_try, args=(settings.storage, who), daemon=True).start()


def _try(storage: str, who: str) -> None:
    from footage.vendors import load_vendors
    from mcp_server.opening import quietly
    from mcp_server.wiring.files import cloud_storage, place_of

    gcs = cloud_storage(load_vendors())
    try:
        place_of(storage, gcs)[0].check()
    except FootageError as exc:
        say(f"{who}: films are not shared: {exc.message} {exc.hint}")
    finally:
        quietly(gcs.close)


def not_shared(settings: Settings) -> str:
    """A sentence, without a full stop; empty where nothing is amiss.

    Jobs and money are in the database. Films, what callers upload, and clips of films under way are files.
    """
    if settings.database_url is None or settings.storage is not None:
        return ""
    return (
        "films, uploads and the clips of films under way stay on the machine that made them; "
        "FOOTAGE_STORAGE (a bucket, or a folder that all machines have mounted) puts them where all find them"
    )
