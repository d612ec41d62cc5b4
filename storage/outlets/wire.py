"""HTTP to outlets: one call, what it answers, and what is done while it does not."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from footage import http
from footage.errors import (
    AuthFailedError,
    FootageError,
    RateLimitedError,
    RequestRejectedError,
    VendorFailedError,
)
from footage.plain_text import one_line, shortened
from footage.secrets import scrubbed

TIMEOUT_S = 60.0
_SAID_CHARS = 300
_log = logging.getLogger("footage.outlets")


class LostError(Exception):
    """Nobody answered, or the answer was lost: nobody knows whether what was sent has come."""


@dataclass(frozen=True)
class Reply:
    """What an outlet answered."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)

    @property
    def is_ok(self) -> bool:
        """Whether it did what was asked."""
        return 200 <= self.status < 300

    @property
    def is_broken(self) -> bool:
        """Whether the outlet fails by itself, so that the same may be asked again."""
        return self.status >= 500 or self.status == 408

    @property
    def document(self) -> dict[str, Any]:
        """Its JSON object; empty for whatever else came."""
        try:
            found = json.loads(self.content)
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def text(self) -> str:
        """Its words."""
        return self.content.decode("utf-8", "replace")

    @property
    def retry_after_s(self) -> float | None:
        """When it wants to be asked again, in seconds."""
        value = self.headers.get("retry-after", "")
        return float(value) if value.isdigit() else None


@dataclass(frozen=True)
class Patience:
    """How long an outlet is waited for.

    Attributes:
        first_pause_s: Before it is asked again the first time, in seconds; each pause is twice the last.
        longest_pause_s: No pause is longer.
        tries: So often in a row nothing comes of asking before it is given up.
        poll_s: Between looks at how a film stands.
        deadline_s: For a film to be taken on, from the first look.
    """

    first_pause_s: float = 1.0
    longest_pause_s: float = 30.0
    tries: int = 7
    poll_s: float = 5.0
    deadline_s: float = 1800.0


class Web:
    """Calls to outlets; no redirect is followed, for keys are for the host that they were meant for.

    Args:
        patience: How long to wait for whom.
        transport: How connections are made; by default as the environment says.
        pulse: Called now and then while it waits; may raise to stop.
    """

    def __init__(
        self,
        patience: Patience,
        transport: httpx.BaseTransport | None = None,
        pulse: Callable[[], None] = lambda: None,
    ) -> None:
        self.patience = patience
        self._transport = transport
        self._pulse = pulse

    def ask(self, method: str, url: str, *, timeout_s: float = TIMEOUT_S, **content: Any) -> Reply:
        """Ask once.

        Args:
            method: As HTTP has it.
            url: Where.
            timeout_s: For each step of it, in seconds.
            content: `headers`, `json`, `content`, `data`, `params` as httpx takes them.

        Raises:
            LostError: There was no answer.
        """
        try:
            with http.blocking_client(timeout_s, self._transport) as web:
                answer = web.request(method, url, **content)
        except (httpx.HTTPError, httpx.InvalidURL) as exc:
            raise LostError(type(exc).__name__) from exc
        return Reply(answer.status_code, answer.headers, answer.content)

    def ask_patiently(self, outlet: str, method: str, url: str, **content: Any) -> Reply:
        """Ask until there is an answer that is none of a server that fails; only what may be asked twice.

        Raises:
            VendorFailedError: It could not be reached.
        """
        reply: Reply | None = None
        for pause in self.tries(outlet):
            try:
                reply = self.ask(method, url, **content)
            except LostError as exc:
                pause(f"{exc}")
                continue
            if not reply.is_broken and reply.status != 429:
                return reply
            if not pause(f"it answered {reply.status}", reply.retry_after_s):
                return reply
        raise VendorFailedError(f"{outlet} could not be reached.", backend=outlet, hint=AGAIN)

    def tries(self, outlet: str) -> Iterator[Callable[..., bool]]:
        """Tries, each with a function that waits before the next one; the last one's does not wait.

        Yields:
            Waits, a while or as long as it is told; False where that is too long to wait, or no try is left.
        """
        pause_s = self.patience.first_pause_s
        for n in range(self.patience.tries):
            is_last = n + 1 == self.patience.tries

            def pause(why: str, wanted_s: float | None = None, own_s: float = pause_s, last: bool = is_last) -> bool:
                _log.warning("%s: %s", outlet, scrubbed(why))
                if last or (wanted_s or 0) > self.patience.longest_pause_s:
                    return False
                self.sleep(max(own_s, wanted_s or 0))
                return True

            yield pause
            pause_s = min(pause_s * 2, self.patience.longest_pause_s)

    def sleep(self, seconds: float) -> None:
        """Wait; `pulse` may end that."""
        until = time.monotonic() + seconds
        while (left_s := until - time.monotonic()) > 0:
            self._pulse()
            time.sleep(min(left_s, 0.5))


AGAIN = "Call again: what was sent already is not sent twice."


def said(text: object) -> str:
    """An outlet's words on a line, without secrets."""
    return shortened(one_line(scrubbed(str(text))), _SAID_CHARS)


def plain_refusal(outlet: str, reply: Reply, words: str = "") -> FootageError:
    """The error for an answer that says nothing but its status."""
    told = f"{outlet} answered {reply.status}{f': {said(words)}' if words else ''}"
    if reply.status in {401, 403}:
        return AuthFailedError(told, backend=outlet, hint=connect_again(outlet))
    if reply.status == 429:
        return RateLimitedError(told, backend=outlet, retry_after_s=reply.retry_after_s, hint="Wait and call again.")
    if reply.is_broken:
        return VendorFailedError(told, backend=outlet, hint=AGAIN)
    return RequestRejectedError(told, backend=outlet, hint="Change what the message names, then call again.")


def connect_again(outlet: str) -> str:
    """What to do where an outlet does not take the keys."""
    return f"Ask the user to run `footage connect {outlet}` again on the machine that runs Footage."
