"""What an answer over HTTP means for a paid request, and what a vendor's words and numbers are worth.

The same for every vendor that keeps to HTTP's own words.
"""

from __future__ import annotations

from datetime import UTC
from decimal import Decimal, InvalidOperation
from email.utils import parsedate_to_datetime

import httpx

from footage.errors import (
    AuthFailedError,
    GeneratorError,
    InDoubtError,
    QuotaExhaustedError,
    RateLimitedError,
    RequestRejectedError,
    RetiredModelError,
    VendorFailedError,
)
from footage.secrets import scrubbed
from footage.threads import Clock, utc_now

NEVER_SENT: tuple[type[Exception], ...] = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)
"""What httpx raises before the first byte of a request is on its way."""

_MESSAGE_CHARS = 300
_ID_CHARS = 1000
_MOST = Decimal(10) ** 12
"""No number of credits, tokens, dollars or seconds that a vendor can mean is larger."""


def refusal(
    backend: str,
    status: int,
    message: str,
    *,
    sending: bool,
    retry_after_s: float | None = None,
    own_words: bool = False,
) -> GeneratorError:
    """The error for an HTTP status.

    Args:
        backend: Who answered.
        status: 400 to 599.
        message: The vendor's words.
        sending: The answer is to a paid request, so that an unclear one leaves it unknown whether it was taken.
        retry_after_s: When the vendor wants to be asked again.
        own_words: The answer is an error in the vendor's own form, so that no proxy in front of it has made it up.
    """
    text = f"{backend} answered {status}: {brief(message)}"
    if status in {401, 403}:
        return AuthFailedError(text, backend=backend)
    if status == 402:
        return QuotaExhaustedError(text, backend=backend)
    if status == 429:
        return RateLimitedError(text, backend=backend, retry_after_s=retry_after_s)
    if sending and status in {404, 410}:
        return RetiredModelError(text, backend=backend)
    if status in {400, 413, 415, 422}:
        return RequestRejectedError(text, backend=backend)
    # A server that fails may have taken the request first; one that says itself that it is closed (503) has not. A
    # proxy says 503, too, when the server behind it breaks off in the middle: without a proof it is unknown.
    closed = status == 503 and (own_words or retry_after_s is not None)
    if sending and not closed:
        return InDoubtError(text, backend=backend)
    return VendorFailedError(text, backend=backend)


def lost(
    backend: str, exc: BaseException, *, sending: bool, never_sent: tuple[type[Exception], ...] = NEVER_SENT
) -> GeneratorError:
    """The error for a connection that failed: harmless if nothing was sent yet, in doubt otherwise.

    Args:
        backend: Who was asked.
        exc: What the HTTP library, or an SDK over it, raised.
        sending: The request is one that is paid for.
        never_sent: What that library raises while nothing was sent yet.
    """
    text = f"{backend} did not answer ({type(exc).__name__})"
    if sending and not _caused_by(exc, never_sent):
        return InDoubtError(text, backend=backend)
    return VendorFailedError(text, backend=backend)


def retry_after_s(value: object, now: Clock = utc_now) -> float | None:
    """Seconds in a Retry-After header ("17", or a date) or a Google duration ("17s"); None for anything else."""
    text = str(value or "").strip()
    seconds = number(text.removesuffix("s"))
    if seconds is not None:
        return float(seconds) if seconds >= 0 else None
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (aware - now()).total_seconds())


def number(value: object) -> Decimal | None:
    """A number that a vendor sends, as JSON or text; None for whatever else it sends, NaN and infinity included."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        read = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return read if read.is_finite() and read.copy_abs() <= _MOST else None


def share(value: object, whole: int = 1) -> float:
    """Progress as a share, 0 to 1; 0 for whatever is no number. `whole` is what the vendor calls done: 1, or 100."""
    read = number(value)
    return 0.0 if read is None else float(min(Decimal(1), max(Decimal(0), read / whole)))


def word(value: object) -> str:
    """A word for programs, such as a status, in lower case; empty for whatever is no word."""
    return value.strip().lower() if isinstance(value, str) else ""


def identity(value: object) -> str:
    """What a vendor calls a request: a word or a whole number; empty for what nothing could be asked for by."""
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return text if len(text) <= _ID_CHARS and text.isprintable() else ""


def brief(message: object) -> str:
    """A vendor's words on one line, without secrets, cut to a length for people."""
    text = " ".join(scrubbed(str(message)).split())
    return text if len(text) <= _MESSAGE_CHARS else text[: _MESSAGE_CHARS - 1] + "…"


def _caused_by(exc: BaseException | None, kinds: tuple[type[Exception], ...]) -> bool:
    """Whether an error, or what its SDK says was the cause of it, is one of these."""
    while exc is not None:
        if isinstance(exc, kinds):
            return True
        exc = exc.__cause__
    return False
