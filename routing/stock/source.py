"""What all sites have in common; a file each knows the wire."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping
from typing import Any, ClassVar
from urllib.parse import urlsplit, urlunsplit

from pydantic import SecretStr, ValidationError

from footage.ports.stock import Allowance, StockBook
from footage.vendors import VendorSettings
from routing.stock.candidate import Candidate, Rendition, Wanted
from routing.stock.web import Site, account_of
from routing.wire import replies

DAY_S = 86_400.0
MOST = 40
"""Clips that a search brings at most."""

_MOST_CHARS = 400


class Source(ABC):
    """A site with real footage.

    Args:
        settings: Keys and addresses.
        book: What all processes know.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    key_name: ClassVar[str] = ""
    hosts: ClassVar[tuple[str, ...]]
    """Where its files are: these hosts, and those below them."""
    allowance: ClassVar[Allowance]
    keeps_s: ClassVar[float] = DAY_S
    """How long its answers are kept."""

    def __init__(self, settings: VendorSettings, book: StockBook) -> None:
        self.settings = settings
        self.base_url = str(getattr(settings, f"{self.name}_base_url")).rstrip("/")
        self.site = Site(
            name=self.name,
            title=self.title,
            key_name=self.key_name,
            secret=self.key,
            allowance=self.allowance,
            book=book,
            headers=self.headers(),
        )

    # --- what a site knows ------------------------------------------------------------------------------------------

    @abstractmethod
    async def search(self, words: str, wanted: Wanted) -> list[Candidate]:
        """What the site finds, in its order.

        Raises:
            SiteError: It gave no answer.
        """

    @abstractmethod
    async def by_id(self, clip_id: str) -> Candidate | None:
        """A clip by its name there; raises as `search` does."""

    async def renditions(self, candidate: Candidate) -> tuple[Rendition, ...]:
        """Its files; raises as `search` does."""
        return candidate.renditions

    def headers(self) -> Mapping[str, str]:
        """What is sent along each time."""
        return {}

    # --- the rest ---------------------------------------------------------------------------------------------------

    @property
    def key(self) -> str:
        """The user's key; empty where there is none."""
        return key_of(self.settings, self.key_name)

    @property
    def trusted(self) -> Collection[str]:
        """The host of an address that the user has set, which may be on this machine."""
        usual = type(self.settings).model_fields[f"{self.name}_base_url"].default
        return () if self.base_url == usual else (urlsplit(self.base_url).netloc,)

    def has_file(self, url: str) -> bool:
        """Whether an address is one of the site's own."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        host = (parts.hostname or "").lower()
        return parts.netloc in self.trusted or any(host == one or host.endswith(f".{one}") for one in self.hosts)

    def secured(self, url: object) -> str:
        """An address of a file: by https, and quoted; empty for what is none of the site's."""
        text = str(url or "").strip().replace(" ", "%20")
        if not self.has_file(text):
            return ""
        parts = urlsplit(text)
        return text if parts.netloc in self.trusted else urlunsplit(parts._replace(scheme="https"))

    def candidate(self, **known: Any) -> Candidate | None:
        """A candidate of this site; None where what the site says is none."""
        try:
            return Candidate(source=self.name, **known)
        except ValidationError:
            return None


def key_of(settings: VendorSettings, name: str) -> str:
    """A key by the name of its variable; empty where it is not set."""
    key = getattr(settings, name.lower(), None) if name else None
    return key.get_secret_value() if isinstance(key, SecretStr) else ""


def account_name(source: type[Source], settings: VendorSettings) -> str:
    """The name of the account in the book, as `Site.account`."""
    return account_of(source.name, key_of(settings, source.key_name))


def present(found: Iterable[Candidate | None]) -> list[Candidate]:
    """Those that are candidates, as many as are looked at."""
    return [one for one in found if one is not None][:MOST]


def rows(value: object) -> list[Mapping[str, Any]]:
    """The objects of a list, whatever else came in its place."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def part(value: object) -> Mapping[str, Any]:
    """An object, whatever else came in its place."""
    return value if isinstance(value, dict) else {}


def text(value: object) -> str:
    """A text, or the texts of a list; empty for whatever else."""
    if isinstance(value, list):
        return ", ".join(text(one) for one in value)[:_MOST_CHARS]
    return " ".join(value.split())[:_MOST_CHARS] if isinstance(value, str) else ""


def positive(value: object) -> float | None:
    """A number above 0, sent as one or as text."""
    read = replies.number(value)
    return float(read) if read is not None and read > 0 else None


def whole(value: object) -> int | None:
    """A whole number above 0, likewise."""
    read = positive(value)
    return int(read) if read is not None and read >= 1 else None
