"""HTTP for vendors without an SDK of their own: one call, the JSON it answers, and what it means if there is none."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from footage import http
from footage.errors import GeneratorError, InDoubtError, VendorFailedError
from routing.wire import replies


@dataclass(frozen=True)
class Answer:
    """A vendor's answer: its JSON object, empty if it sent none with an error or nothing at all."""

    status: int
    body: Mapping[str, Any] = field(repr=False)
    text: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)

    @property
    def retry_after_s(self) -> float | None:
        """When it wants to be asked again, in seconds."""
        return replies.retry_after_s(self.headers.get("retry-after"))


async def call(
    backend: str, method: str, url: str, *, timeout_s: float, sending: bool = False, **content: Any
) -> Answer:
    """Ask once, never again by itself.

    Args:
        backend: Who is asked, for errors.
        method: GET, POST, PUT or DELETE.
        url: Where.
        timeout_s: How long the answer may take, in seconds.
        sending: This is the paid request, so that a lost or unreadable answer leaves its outcome unknown.
        content: `headers`, `json`, `files` and so on, as httpx takes them.

    Raises:
        InDoubtError: The answer to a paid request was lost or cannot be read.
        VendorFailedError: The vendor was not reached, or its answer was lost or cannot be read.
    """
    try:
        async with http.client(timeout_s) as vendor:
            answer = await vendor.request(method, url, **content)
    except (httpx.HTTPError, httpx.InvalidURL) as exc:
        raise replies.lost(backend, exc, sending=sending) from exc
    return Answer(answer.status_code, _object(backend, answer, sending=sending), answer.text, answer.headers)


def refusal(backend: str, answer: Answer, message: str, *, sending: bool, own_words: bool = False) -> GeneratorError:
    """The error for an answer that is one; see `wire.refusal`."""
    later = answer.retry_after_s
    return replies.refusal(backend, answer.status, message, sending=sending, retry_after_s=later, own_words=own_words)


def unreadable(backend: str, *, sending: bool) -> GeneratorError:
    """The error for an answer of success that lacks what was asked for."""
    kind = InDoubtError if sending else VendorFailedError
    return kind(f"{backend} gave an answer that cannot be read", backend=backend)


@contextlib.contextmanager
def reading(backend: str) -> Iterator[None]:
    """Read an answer of which an SDK passes on whatever came, so that anything in it may be something else."""
    try:
        yield
    except (AttributeError, TypeError, KeyError, ValueError, ArithmeticError) as exc:
        raise unreadable(backend, sending=False) from exc


def _object(backend: str, answer: httpx.Response, *, sending: bool) -> Mapping[str, Any]:
    try:
        body = answer.json() if answer.content else {}
    except (ValueError, RecursionError):  # the second for what is nested without end
        body = None
    if isinstance(body, dict):
        return body
    if answer.is_error:
        return {}
    raise unreadable(backend, sending=sending)
