"""Where sites are asked, and what is asked of people there: data, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

YOUTUBE = "https://www.googleapis.com"
TIKTOK = "https://open.tiktokapis.com"
INSTAGRAM = "https://graph.facebook.com"
GRAPH_VERSION = "v24.0"
"""Of Meta's Graph API."""

_FULL = "https://www.googleapis.com/auth/youtube.force-ssl"
"""Uploads, thumbnails, playlists and captions; the others lack captions."""

_DEVICE = "https://www.googleapis.com/auth/youtube"
"""All that Google's device flow gives: everything but captions."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """A site with accounts.

    Attributes:
        name: Of its outlet.
        api: Where it is asked.
        authorize: The page on which people say yes.
        token: Where a yes becomes keys, and old keys new ones.
        device: Where a code for people at another machine is made; None where there is none.
        scopes: What is asked for.
        device_scopes: What can be asked for by a code.
        client_name: How the site calls the id of an application.
        challenge: How it wants the proof that whoever asked is who comes back; None for not at all.
        upload_hosts: What the hosts end with to which it may send for uploads.
        also: What is sent along with people.
    """

    name: str
    api: str
    authorize: str
    token: str
    device: str | None = None
    scopes: tuple[str, ...]
    device_scopes: tuple[str, ...] = ()
    client_name: str = "client_id"
    challenge: Literal["base64", "hex"] | None = "base64"
    upload_hosts: tuple[str, ...] = ()
    also: Mapping[str, str]

    def may_upload_to(self, url: str) -> bool:
        """Whether an address for uploads that the site named is one of its own."""
        parts, own = urlsplit(url), urlsplit(self.api)
        if (parts.scheme, parts.netloc) == (own.scheme, own.netloc):
            return True
        host = (parts.hostname or "").lower()
        return parts.scheme == "https" and any(host == end or host.endswith(f".{end}") for end in self.upload_hosts)


def youtube(base: str = YOUTUBE) -> Site:
    """YouTube; at another address all of Google is there."""
    real = base == YOUTUBE
    return Site(
        name="youtube",
        api=base,
        authorize="https://accounts.google.com/o/oauth2/v2/auth" if real else f"{base}/o/oauth2/v2/auth",
        token="https://oauth2.googleapis.com/token" if real else f"{base}/token",
        device="https://oauth2.googleapis.com/device/code" if real else f"{base}/device/code",
        scopes=(_FULL,),
        device_scopes=(_DEVICE,),
        upload_hosts=("googleapis.com",),
        also={"access_type": "offline", "prompt": "consent"},
    )


def tiktok(base: str = TIKTOK) -> Site:
    """TikTok."""
    real = base == TIKTOK
    return Site(
        name="tiktok",
        api=base,
        authorize="https://www.tiktok.com/v2/auth/authorize/" if real else f"{base}/v2/auth/authorize/",
        token=f"{base}/v2/oauth/token/",
        scopes=("user.info.basic", "video.upload"),
        client_name="client_key",
        challenge="hex",  # and not base64, as everybody else has it
        upload_hosts=("tiktokapis.com",),
        also={},
    )


def instagram(base: str = INSTAGRAM) -> Site:
    """Instagram, by Facebook's login."""
    real = base == INSTAGRAM
    return Site(
        name="instagram",
        api=f"{base}/{GRAPH_VERSION}",
        authorize=f"{'https://www.facebook.com' if real else base}/{GRAPH_VERSION}/dialog/oauth",
        token=f"{base}/{GRAPH_VERSION}/oauth/access_token",
        scopes=("instagram_basic", "instagram_content_publish", "pages_show_list", "business_management"),
        challenge=None,
        upload_hosts=("facebook.com",),
        also={},
    )
