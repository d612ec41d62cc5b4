"""Questions to a site over HTTP: in turn, once more where it stumbles, and what its refusals mean."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import httpx

from footage import http
from footage.ports.stock import Allowance, StockBook
from footage.threads import in_thread
from routing.wire import replies

TIMEOUT_S = 20.0
LARGEST_ANSWER_BYTES = 16 << 20
"""Eighty clips with all their files take about 1 MB."""

REFUSED_S = 3600.0
BLOCKED_S = 900.0
BUSY_S = 300.0
"""How long a site that says "later" without saying when is left alone."""

_SOON_S = 3.0
_UNIX = 1e9
_CHALLENGED = frozenset({403, 429, 503})
_log = logging.getLogger("footage.stock")

Why = Literal["auth_failed", "blocked", "rate_limited", "away", "missing", "unreadable"]
_WHY_WORDS: Mapping[Why, str] = {
    "auth_failed": "refuses {key}",
    "blocked": "is blocked in this network: a page for people came instead of an answer",
    "rate_limited": "allows no more questions for now",
    "away": "does not answer",
    "missing": "does not have what was asked for",
    "unreadable": "gave an answer that cannot be read",
}


class SiteError(Exception):
    """A site gave no answer; `wait_s` is when it may give one, where that is known."""

    def __init__(self, site: Site, why: Why, wait_s: float | None = None) -> None:
        super().__init__(f"{site.title} {told(why, site.key_name)}")
        self.site = site
        self.why = why
        self.wait_s = wait_s


def told(why: str, key_name: str) -> str:
    """A reason in words, whichever version of Footage wrote it down."""
    words = next((words for known, words in _WHY_WORDS.items() if known == why), "is not asked now")
    return words.format(key=key_name or "to answer")


@dataclass(frozen=True, kw_only=True)
class Site:
    """How a site is asked.

    Attributes:
        name: Its name here.
        title: Its own name.
        key_name: The variable with its key; empty where it needs none.
        secret: What tells its accounts apart, such as the key; it is kept as a hash alone.
        allowance: How often it may be asked.
        book: What all processes know of that.
        headers: What is sent along each time.
    """

    name: str
    title: str
    allowance: Allowance
    book: StockBook
    key_name: str = ""
    secret: str = field(default="", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def account(self) -> str:
        """The account's name in the book."""
        return account_of(self.name, self.secret)

    async def ask(self, url: str, params: Mapping[str, Any] | None = None) -> Any:
        """The JSON that a site answers.

        Raises:
            SiteError: It does not.
        """
        await self._turn()
        try:
            answer = await self._get(url, params)
            if answer.status_code >= 500 and not _is_challenge(answer):
                answer = await self._get(url, params)
        except httpx.TransportError:
            answer = await self._again(url, params)
        except httpx.InvalidURL as exc:
            raise SiteError(self, "unreadable") from exc
        if answer.status_code >= 300:
            raise await self._refusal(answer)
        if replies.number(answer.headers.get("x-ratelimit-remaining")) == 0:  # which is told before it is refused
            await in_thread(self.book.pause, self.account, _reset_s(answer.headers), "rate_limited")
        try:
            return answer.json()
        except (ValueError, RecursionError) as exc:
            raise SiteError(self, "blocked" if _is_page(answer) else "unreadable") from exc

    async def _again(self, url: str, params: Mapping[str, Any] | None) -> httpx.Response:
        try:
            return await self._get(url, params)
        except httpx.TransportError as exc:
            _log.info("%s did not answer (%s)", self.title, type(exc).__name__)
            raise SiteError(self, "away") from exc

    async def _get(self, url: str, params: Mapping[str, Any] | None) -> httpx.Response:
        async with (
            http.client(TIMEOUT_S) as web,
            web.stream("GET", url, params=params, headers=dict(self.headers)) as answer,
        ):
            content = bytearray()
            async for part in answer.aiter_bytes():
                content += part
                if len(content) > LARGEST_ANSWER_BYTES:
                    raise SiteError(self, "unreadable")
            kept = {name: value for name, value in answer.headers.items() if name != "content-encoding"}
            return httpx.Response(answer.status_code, headers=kept, content=bytes(content))

    async def _turn(self) -> None:
        """Wait for a turn, if that is soon."""
        turn = await in_thread(self.book.turn, self.account, self.allowance)
        if turn.wait_s > 0 and not turn.reason and turn.wait_s <= _SOON_S:
            await asyncio.sleep(turn.wait_s)
            turn = await in_thread(self.book.turn, self.account, self.allowance)
        if turn.wait_s > 0:
            why: Why = next((known for known in _WHY_WORDS if known == turn.reason), "rate_limited")
            raise SiteError(self, why, turn.wait_s)

    async def _refusal(self, answer: httpx.Response) -> SiteError:
        """What an answer that is none means; the site is left alone for as long as that lasts."""
        why, for_s = self._meaning(answer)
        _log.info("%s answered %d: %s", self.title, answer.status_code, why)
        if for_s:
            await in_thread(self.book.pause, self.account, for_s, why)
        return SiteError(self, why, for_s)

    def _meaning(self, answer: httpx.Response) -> tuple[Why, float | None]:
        status = answer.status_code
        if _is_challenge(answer):
            return "blocked", BLOCKED_S
        if status == 429:
            return "rate_limited", _reset_s(answer.headers)
        names_key = status == 400 and "api key" in answer.text[:500].lower()
        if self.key_name and (status in {401, 403} or names_key):
            return "auth_failed", REFUSED_S
        if status in {404, 410}:
            return "missing", None
        return ("away", None) if status >= 500 or status in {401, 403} else ("unreadable", None)


def account_of(name: str, secret: str) -> str:
    """The name of an account, which says nothing of its key."""
    return f"{name}:{hashlib.sha256(secret.encode()).hexdigest()[:12]}" if secret else name


def _is_page(answer: httpx.Response) -> bool:
    return "html" in answer.headers.get("content-type", "") or answer.text[:100].lstrip().lower().startswith(
        ("<!doctype html", "<html")
    )


def _is_challenge(answer: httpx.Response) -> bool:
    """Whether somebody between us and the site wants to see a browser; none is imitated."""
    challenged = answer.headers.get("cf-mitigated", "") == "challenge"
    return challenged or (answer.status_code in _CHALLENGED and _is_page(answer))


def _reset_s(headers: httpx.Headers) -> float:
    """When to ask again, in seconds: some sites tell the seconds left, others the time."""
    if (after := replies.retry_after_s(headers.get("retry-after"))) is not None:
        return max(1.0, after)
    reset = replies.number(headers.get("x-ratelimit-reset"))
    if reset is None or reset < 0:
        return BUSY_S
    left_s = float(reset) - time.time() if reset > _UNIX else float(reset)
    return max(1.0, left_s)
