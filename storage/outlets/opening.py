"""Which outlet an account is one of, with its keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from footage import http
from footage.errors import UnavailableError
from footage.ports.outlets import Account, Accounts, Outlet
from media.download import PublicOnly
from storage.outlets.instagram import Instagram
from storage.outlets.keys import SiteKeys
from storage.outlets.places import Folder, PermanentLink, Webhook
from storage.outlets.s3 import S3, Bucket
from storage.outlets.sites import Site
from storage.outlets.tiktok import TikTok
from storage.outlets.webdav import WebDav
from storage.outlets.wire import Patience, Web
from storage.outlets.youtube import YouTube

LINK = "link"
"""The place that every installation with an address on the web has: a permanent link."""

CAPTIONS_SCOPE = "youtube.force-ssl"


@dataclass(frozen=True)
class AllOutlets:
    """`footage.ports.outlets.Outlets`.

    Attributes:
        accounts: Where keys are kept.
        sites: Where the sites are, by name.
        publish: Gives a job's film its permanent address; None where nothing says where this installation is.
        patience: How long outlets are waited for.
        chunk_bytes: How much is sent at once; None for what suits each.
    """

    accounts: Accounts
    sites: dict[str, Site]
    publish: Callable[[str], str] | None = None
    patience: Patience = field(default_factory=Patience)
    chunk_bytes: int | None = None

    @property
    def poll_s(self) -> float:
        """As `Patience` has it."""
        return self.patience.poll_s

    @property
    def deadline_s(self) -> float:
        """Likewise."""
        return self.patience.deadline_s

    def open(self, account: Account, *, pulse: Callable[[], None] = lambda: None) -> Outlet:
        if account.target == "store":
            return self._place(account, pulse)
        site = self.sites[account.target]
        web = Web(self.patience, pulse=pulse)
        keys = SiteKeys(self.accounts, account, site, web)
        chunk = {"chunk_bytes": self.chunk_bytes} if self.chunk_bytes else {}
        if account.target == "youtube":
            scope = str(account.keys.get("scope", CAPTIONS_SCOPE))
            return YouTube(site, keys, web, may_caption=CAPTIONS_SCOPE in scope, **chunk)
        if account.target == "tiktok":
            return TikTok(site, keys, web, **chunk)
        return Instagram(site, keys, web, account.account)

    def _place(self, account: Account, pulse: Callable[[], None]) -> Outlet:
        kind, keys = str(account.facts.get("kind")), account.keys
        public = str(account.facts.get("address") or "") or None
        if kind == LINK:
            if self.publish is None:
                raise UnavailableError("Nothing says where Footage is on the web.", hint="Set FOOTAGE_PUBLIC_URL.")
            return PermanentLink(self.publish)
        if kind == "folder":
            return Folder(Path(str(keys["path"])), public)
        url = str(keys["url"])
        trusted = (_host(url),) if account.facts.get("private") else ()
        transport = http.GuardedTransport(PublicOnly(trusted, None))
        web = Web(self.patience, transport, pulse)
        if kind == "webdav":
            login = (str(keys["user"]), str(keys.get("password", ""))) if keys.get("user") else None
            return WebDav(url, login, web, public)
        if kind == "webhook":
            return Webhook(url, str(keys["secret"]), trusted, web)
        if kind == "s3":
            bucket = Bucket(
                endpoint=url,
                region=str(keys["region"]),
                prefix=str(keys.get("prefix", "")),
                key_id=str(keys["key_id"]),
                secret=str(keys["secret"]),
                token=str(keys.get("token", "")),
            )
            return S3(bucket, web, public, **({"part_bytes": self.chunk_bytes} if self.chunk_bytes else {}))
        raise UnavailableError(f"A place of the kind {kind!r} needs a newer Footage.")


def _host(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"
