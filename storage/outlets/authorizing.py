"""How an account is connected: a person says yes on the site's page, and the site gives keys for that.

See RFC 8252 (a browser on the same machine), RFC 7636 (the proof that whoever asked comes back), RFC 8628 (a code for
somebody at another machine).
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from footage.errors import AuthFailedError, FootageError, InvalidInputError, UnavailableError
from footage.plain_text import one_line
from storage.outlets.keys import keys_of, refused, renewal
from storage.outlets.sites import Site
from storage.outlets.wire import Reply, Web, said

_DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
_SLOWER_S = 5.0


@dataclass(frozen=True)
class Application:
    """What the site knows the user's own application by."""

    client_id: str
    secret: str = field(repr=False)

    def fields(self, site: Site) -> dict[str, str]:
        """As the site wants it."""
        return {site.client_name: self.client_id, "client_secret": self.secret}


@dataclass(frozen=True)
class Found:
    """An account that keys open."""

    account: str
    title: str


@dataclass(frozen=True)
class Question:
    """A page on which a person says yes, and how their answer is known again."""

    site: Site
    application: Application
    redirect_uri: str
    state: str
    verifier: str = field(repr=False)

    @classmethod
    def new(cls, site: Site, application: Application, redirect_uri: str) -> Question:
        """A question that nobody else can answer."""
        return cls(site, application, redirect_uri, secrets.token_urlsafe(16), secrets.token_urlsafe(48))

    @property
    def url(self) -> str:
        """The page."""
        asked = {
            self.site.client_name: self.application.client_id,
            "redirect_uri": self.redirect_uri,
            "response_type": "code",
            "scope": (" " if self.site.name == "youtube" else ",").join(self.site.scopes),
            "state": self.state,
            **self.site.also,
        }
        if self.site.challenge:
            digest = hashlib.sha256(self.verifier.encode())
            plain = base64.urlsafe_b64encode(digest.digest()).rstrip(b"=").decode()
            asked["code_challenge"] = digest.hexdigest() if self.site.challenge == "hex" else plain
            asked["code_challenge_method"] = "S256"
        return f"{self.site.authorize}?{urlencode(asked)}"

    def code_in(self, address: str) -> str:
        """The code in the address to which the site sent the person back.

        Raises:
            AuthFailedError: They said no, or it is the answer to another question.
        """
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address.strip()).query).items()}
        if problem := asked.get("error"):
            words = asked.get("error_description", problem)
            raise AuthFailedError(
                f"{self.site.name} gave no permission: {said(words)}", backend=self.site.name, hint="Try it again."
            )
        if not secrets.compare_digest(asked.get("state", "").encode(), self.state.encode()):
            raise AuthFailedError(
                "That is the answer to another question.",
                backend=self.site.name,
                hint="Run the command again, and paste the whole address that the browser ends at.",
            )
        if not asked.get("code"):
            raise AuthFailedError("There is no code in that address.", backend=self.site.name, hint="Try it again.")
        return asked["code"]

    def keys(self, web: Web, code: str) -> dict[str, Any]:
        """Keys for a code.

        Raises:
            FootageError: The site gives none.
        """
        asked = {
            **self.application.fields(self.site),
            "code": code,
            "grant_type": "authorization_code",
            "redirect_uri": self.redirect_uri,
        }
        if self.site.challenge:
            asked["code_verifier"] = self.verifier
        keys = _keys(
            self.site, self.application, web.ask_patiently(self.site.name, "POST", self.site.token, data=asked)
        )
        if self.site.name != "instagram":
            return keys
        # The first key lives an hour; the one that it is changed for lives 60 days.
        longer = web.ask_patiently(self.site.name, "POST", self.site.token, data=renewal(self.site, keys))
        return _keys(self.site, self.application, longer)


@dataclass(frozen=True)
class DeviceCode:
    """A code that a person types on another machine."""

    site: Site
    application: Application
    user_code: str
    page: str
    secret: str = field(repr=False)
    pause_s: float = 5.0
    lasts_s: float = 600.0

    @classmethod
    def new(cls, site: Site, application: Application, web: Web) -> DeviceCode:
        """Ask the site for one.

        Raises:
            FootageError: It gives none.
        """
        if site.device is None:
            raise UnavailableError(f"{site.name} knows no codes for other machines.", hint="Use --paste instead.")
        asked = {site.client_name: application.client_id, "scope": " ".join(site.device_scopes)}
        reply = web.ask_patiently(site.name, "POST", site.device, data=asked)
        answer = reply.document
        if not reply.is_ok or not answer.get("device_code"):
            raise refused(site, reply)
        page = answer.get("verification_url") or answer.get("verification_uri") or ""
        return cls(
            site,
            application,
            one_line(str(answer.get("user_code", ""))),
            one_line(str(page)),
            str(answer["device_code"]),
            float(answer.get("interval", 5)),
            float(answer.get("expires_in", 600)),
        )

    def keys(self, web: Web) -> dict[str, Any]:
        """Wait for the yes; raises FootageError where none comes."""
        asked = {
            **self.application.fields(self.site),
            "device_code": self.secret,
            "grant_type": _DEVICE_GRANT,
        }
        pause_s, until = self.pause_s, time.monotonic() + self.lasts_s
        while time.monotonic() < until:
            reply = web.ask_patiently(self.site.name, "POST", self.site.token, data=asked)
            problem = reply.document.get("error")
            if problem not in {"authorization_pending", "slow_down"}:
                return _keys(self.site, self.application, reply)
            pause_s += _SLOWER_S if problem == "slow_down" else 0
            web.sleep(pause_s)
        raise AuthFailedError("Nobody typed the code in time.", backend=self.site.name, hint="Run the command again.")


def accounts_of(site: Site, web: Web, keys: Mapping[str, Any]) -> list[Found]:
    """The accounts that keys open.

    Raises:
        FootageError: There are none.
    """
    found = {"youtube": _channels, "tiktok": _person, "instagram": _professionals}[site.name](_asking(site, web, keys))
    if not found:
        hint = {
            "youtube": "Make a channel on youtube.com first, or choose another account.",
            "instagram": "The account must be a professional one that belongs to a Facebook page.",
        }.get(site.name, "Choose another account.")
        raise InvalidInputError(f"These keys open no account of {site.name}.", hint=hint)
    return found


_Get = Callable[[str, Mapping[str, str]], dict[str, Any]]


def _asking(site: Site, web: Web, keys: Mapping[str, Any]) -> _Get:
    def get(what: str, query: Mapping[str, str]) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {keys['access_token']}"}
        reply = web.ask_patiently(site.name, "GET", f"{site.api}/{what}", params=dict(query), headers=headers)
        if not reply.is_ok:
            raise _unread(site, reply)
        return reply.document

    return get


def _unread(site: Site, reply: Reply) -> FootageError:
    if site.name == "youtube":
        from storage.outlets.youtube_errors import refusal

        return refusal(reply)
    return refused(site, reply)


def _channels(get: _Get) -> list[Found]:
    items = get("youtube/v3/channels", {"part": "snippet", "mine": "true"}).get("items", ())
    return [Found(str(one["id"]), _name(one.get("snippet", {}).get("title"), one["id"])) for one in items]


def _person(get: _Get) -> list[Found]:
    user = (get("v2/user/info/", {"fields": "open_id,display_name"}).get("data") or {}).get("user") or {}
    return [Found(str(user["open_id"]), _name(user.get("display_name"), user["open_id"]))] if user else []


def _professionals(get: _Get) -> list[Found]:
    pages = get("me/accounts", {"fields": "name,instagram_business_account{id,username}"}).get("data", ())
    accounts = [page["instagram_business_account"] for page in pages if page.get("instagram_business_account")]
    return [Found(str(one["id"]), _name(one.get("username"), one["id"])) for one in accounts]


def _name(given: object, otherwise: object) -> str:
    return one_line(str(given or otherwise))[:100]


def _keys(site: Site, application: Application, reply: Reply) -> dict[str, Any]:
    if not reply.is_ok or not reply.document.get("access_token"):
        raise refused(site, reply)
    named = {"client_id": application.client_id, "client_secret": application.secret}
    return {**named, **keys_of(reply.document, time.time())}
