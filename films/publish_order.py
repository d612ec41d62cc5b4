"""A film that is to be sent somewhere: what is sent, where to, and what is said of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from footage.ports.outlets import Target, Visibility
from footage.ports.records import Order

LINK = "link"
"""The place of every installation with an address on the web: a permanent link."""

NOT_SAID = frozenset({"version", "source", "source_job_id", "film_sha256", "duration_s", "once", "name", "notes"})
"""Of an order, what an outlet is not told."""

NAMES = {"youtube": "YouTube", "tiktok": "TikTok", "instagram": "Instagram", "store": "the place"}


class PublishOrder(Order):
    """A film to be sent somewhere.

    Attributes:
        source: The film.
        source_job_id: The job that made it, if one did.
        film_sha256: Of the film.
        duration_s: How long it is, in seconds.
        target: Which kind of outlet.
        account: Which account there.
        account_title: What people call that.
        once: The same for two orders that would send the same film there.
        name: What a file of it is called.
        title: What is written with it, as for what follows.
        description: Likewise.
        tags: Likewise.
        visibility: Who may see it.
        publish_at: When it becomes public by itself.
        made_with_ai: Whether the outlet is told so.
        captions: An SRT file.
        language: Of its texts, as a BCP 47 tag.
        poster: A JPEG.
        playlist: Where it is added.
        notes: What the caller is told of all that.
    """

    source: Path
    source_job_id: str | None = None
    film_sha256: str
    duration_s: float
    target: Target
    account: str
    account_title: str
    once: str
    name: str
    title: str
    description: str = ""
    tags: tuple[str, ...] = ()
    visibility: Visibility = "private"
    publish_at: datetime | None = None
    made_with_ai: bool = True
    captions: Path | None = None
    language: str | None = None
    poster: Path | None = None
    playlist: str | None = None
    notes: tuple[str, ...] = ()
