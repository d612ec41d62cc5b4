"""What machines that share a database do not share, for whoever starts one of them."""

from __future__ import annotations

from footage.config import Settings


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
