"""Sends the messages of the outbox to the installation's webhook."""

from __future__ import annotations

import json
import logging
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx

from footage import webhooks
from footage.errors import FootageError
from media.download import post

if TYPE_CHECKING:
    from storage.books.outbox import Message, OutboxTable

ANSWERS_WITHIN_S = 15.0
_log = logging.getLogger("footage.webhook")


class Courier:
    """One per process that works; it keeps nobody else waiting.

    Args:
        outbox: What is to be sent.
        url: Where to.
        secret: Signs it.
        private: Whether the address may be one of this network.
    """

    def __init__(self, outbox: OutboxTable, url: str, secret: str, *, private: bool) -> None:
        self._outbox = outbox
        self._url = url
        self._secret = secret
        self._trusted = (urlsplit(url).netloc,) if private else ()

    def send_all(self) -> None:
        """Send what is due now, one after the other."""
        while self._outbox.are_due() and (message := self._outbox.take()):
            if trouble := self._send(message):
                _log.warning("the webhook did not take %s (try %d): %s", message.id, message.tries, trouble)
                self._outbox.failed(message, trouble)
            else:
                self._outbox.arrived(message)

    def _send(self, message: Message) -> str:
        """Why it was not taken; empty if it was."""
        body = json.dumps(
            {"type": message.kind, "timestamp": message.at.isoformat(), "data": dict(message.content)},
            ensure_ascii=False,
        ).encode()
        signed = webhooks.headers(self._secret, message.id, int(time.time()), body)
        try:
            answered = post(self._url, body, signed, trusted=self._trusted, max_s=ANSWERS_WITHIN_S)
        except (httpx.HTTPError, OSError) as exc:
            return f"{type(exc).__name__}: {exc}"
        except FootageError as exc:
            return exc.message
        return "" if answered.is_taken else answered.told
