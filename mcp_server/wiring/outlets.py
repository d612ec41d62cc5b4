"""Where films are sent: the book of that, the accounts, and how each outlet is reached."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from footage.threads import utc_now

if TYPE_CHECKING:
    from footage.config import Settings
    from footage.ports.links import Links
    from footage.ports.outlets import Accounts, Outlets, Postings
    from footage.ports.uploads import Publications
    from footage.vendors import VendorSettings
    from storage.db import Database
    from storage.outlets.sites import Site

_POLL_S = 5.0


@dataclass(frozen=True)
class OutletBooks:
    """What was sent where, and with which accounts."""

    postings: Postings
    accounts: Accounts


def outlet_books(settings: Settings, database: Database) -> OutletBooks:
    """The books; keys in them are sealed with the key of this installation."""
    from footage.sealing import Seal
    from storage.books.outlet_accounts import AccountTable
    from storage.books.postings import PostingTable, Sealing

    seal = Seal(settings.home, settings.outlet_key)
    return OutletBooks(
        postings=PostingTable(database, utc_now, Sealing(seal.sealed, seal.opened)),
        accounts=AccountTable(database, utc_now, seal),
    )


@contextlib.contextmanager
def account_book(settings: Settings) -> Iterator[Accounts]:
    """The accounts, for as long as the block."""
    from mcp_server.wiring.storage import open_database

    with contextlib.ExitStack() as closing:
        yield outlet_books(settings, open_database(settings, closing)).accounts


def outlet_sites(vendors: VendorSettings) -> dict[str, Site]:
    """Where the sites are."""
    from storage.outlets import sites

    return {
        "youtube": sites.youtube(vendors.youtube_base_url),
        "tiktok": sites.tiktok(vendors.tiktok_base_url),
        "instagram": sites.instagram(vendors.instagram_base_url),
    }


def outlets(
    settings: Settings, vendors: VendorSettings, accounts: Accounts, publications: Publications, links: Links | None
) -> Outlets:
    """All outlets."""
    from storage.outlets.opening import AllOutlets
    from storage.outlets.wire import Patience

    poll_s = settings.poll_interval_s or _POLL_S
    publish: Callable[[str], str] | None = None
    if links is not None:
        found = links

        def publish(job_id: str) -> str:
            return found.published(publications.publish(job_id))

    return AllOutlets(
        accounts=accounts,
        sites=outlet_sites(vendors),
        publish=publish,
        patience=Patience(first_pause_s=min(1.0, poll_s), poll_s=poll_s, deadline_s=settings.deadline_s),
    )
