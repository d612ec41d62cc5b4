"""The keys of an account at a site: used, renewed once they are too old, and told of when they are dead."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from footage.errors import AuthFailedError, FootageError, VendorFailedError
from footage.ports.outlets import Account, Accounts
from footage.secrets import keep_secret
from storage.outlets.sites import Site
from storage.outlets.wire import AGAIN, Reply, Web, connect_again, plain_refusal, said

_AHEAD_S = 60.0
"""Keys that end within this time are renewed before they are used."""

_LONG_LIVED_S = 60 * 86_400.0


class SiteKeys:
    """The keys of one account.

    Args:
        accounts: Where they are kept.
        account: Whose they are.
        site: Who takes them.
        web: To renew them.
        clock: Seconds since 1970.
    """

    def __init__(
        self, accounts: Accounts, account: Account, site: Site, web: Web, clock: Callable[[], float] = time.time
    ) -> None:
        self._accounts = accounts
        self._account = account
        self._site = site
        self._web = web
        self._clock = clock

    def call(self, method: str, url: str, *, headers: Mapping[str, str] | None = None, **content: Any) -> Reply:
        """Ask with the keys; where the site does not take them, once more with new ones.

        Raises:
            LostError: There was no answer.
            AuthFailedError: There are no new ones.
        """
        reply = self._web.ask(method, url, headers=self._with_token(headers), **content)
        if reply.status != 401:
            return reply
        self.renew()
        return self._web.ask(method, url, headers=self._with_token(headers), **content)

    def patiently(self, method: str, url: str, *, headers: Mapping[str, str] | None = None, **content: Any) -> Reply:
        """As `call`, until somebody answers; only for what may be asked twice."""
        reply = self._asked(method, url, headers, content)
        if reply.status != 401:
            return reply
        self.renew()
        return self._asked(method, url, headers, content)

    def token(self) -> str:
        """A key that works, as far as its time is concerned."""
        ends_at = self._account.keys.get("expires_at")
        if ends_at is not None and float(ends_at) - _AHEAD_S < self._clock():
            self.renew()
        return str(self._account.keys.get("access_token", ""))

    def renew(self) -> None:
        """Get new keys for the old ones.

        Raises:
            AuthFailedError: The site gives none.
        """
        fields = renewal(self._site, self._account.keys)
        if fields is None:
            raise self._dead("The key has ended, and there is nothing to get a new one with.")
        reply = self._web.ask_patiently(self._site.name, "POST", self._site.token, data=fields)
        answer = reply.document
        if reply.is_ok and answer.get("access_token"):
            keys = {**self._account.keys, **keys_of(answer, self._clock())}
            self._account = self._accounts.renewed(self._account, keys)
            return
        code = str(answer.get("error") or "")
        if reply.status >= 500:
            raise VendorFailedError(f"{self._site.name} gives no new keys now.", backend=self._site.name, hint=AGAIN)
        raise self._dead(said(answer.get("error_description") or code or reply.status), code)

    def _asked(self, method: str, url: str, headers: Mapping[str, str] | None, content: Mapping[str, Any]) -> Reply:
        return self._web.ask_patiently(self._site.name, method, url, headers=self._with_token(headers), **content)

    def _with_token(self, headers: Mapping[str, str] | None) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token()}", **(headers or {})}

    def _dead(self, why: str, code: str = "") -> FootageError:
        self._accounts.troubled(self._account, why)
        name = self._site.name
        return AuthFailedError(
            f"{name} does not take the keys of {self._account.title} any more: {why}",
            backend=name,
            hint=_CURES.get((name, code), connect_again(name)),
        )


_CURES = {
    (
        "youtube",
        "invalid_grant",
    ): "Ask the user to run `footage connect youtube` again. Google ends the keys of apps in "
    "Testing after 7 days: to keep them, set the app's consent screen to 'In production' in the Google Cloud console "
    "first. A changed password or a removed permission ends them, too.",
    ("instagram", ""): "Ask the user to run `footage connect instagram` again; its keys live 60 days.",
}


def renewal(site: Site, keys: Mapping[str, Any]) -> dict[str, str] | None:
    """What is sent to get new keys; None where there is nothing to get them with."""
    app = {site.client_name: str(keys.get("client_id", "")), "client_secret": str(keys.get("client_secret", ""))}
    if site.name == "instagram":
        return {**app, "grant_type": "fb_exchange_token", "fb_exchange_token": str(keys.get("access_token", ""))}
    if not keys.get("refresh_token"):
        return None
    return {**app, "grant_type": "refresh_token", "refresh_token": str(keys["refresh_token"])}


def keys_of(answer: Mapping[str, Any], now_s: float) -> dict[str, Any]:
    """The keys in a site's answer, with when they end."""
    kept = {name: answer[name] for name in ("access_token", "refresh_token", "scope") if answer.get(name)}
    keep_secret(*(value for name, value in kept.items() if name != "scope"))
    lasts_s = answer.get("expires_in", _LONG_LIVED_S if "refresh_token" not in answer else 3600)
    return {**kept, "expires_at": now_s + float(lasts_s)}


def refused(site: Site, reply: Reply) -> FootageError:
    """The error for a site that gives no keys."""
    answer = reply.document
    words = answer.get("error_description") or answer.get("error") or ""
    if isinstance(words, Mapping):
        words = words.get("message", "")
    return plain_refusal(site.name, reply, str(words))
