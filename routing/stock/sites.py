"""All sites, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from footage.ports.stock import StockBook
from footage.vendors import VendorSettings
from routing.stock.archive import Archive
from routing.stock.commons import Commons
from routing.stock.coverr import Coverr
from routing.stock.nasa import Nasa
from routing.stock.pexels import Pexels
from routing.stock.pixabay import Pixabay
from routing.stock.source import Source, account_name, key_of
from routing.stock.web import told

ALL: tuple[type[Source], ...] = (Pexels, Pixabay, Coverr, Commons, Nasa, Archive)
KEYS = tuple(one.key_name for one in ALL if one.key_name)
KEYLESS = tuple(one.name for one in ALL if not one.key_name)


def switched_on(settings: VendorSettings, keyless: Collection[str]) -> list[type[Source]]:
    """The sites that can be asked here.

    Args:
        settings: Keys and addresses.
        keyless: Those of the others that the user has switched on.
    """
    return [one for one in ALL if (key_of(settings, one.key_name) if one.key_name else one.name in keyless)]


def troubles(settings: VendorSettings, book: StockBook) -> list[str]:
    """What is the matter with the sites that have a key or were asked lately, a sentence each."""
    known: Mapping[str, str] = book.troubles()
    named = [(one, known.get(account_name(one, settings))) for one in ALL]
    return [f"{one.title} {told(why, one.key_name)}." for one, why in named if why]
