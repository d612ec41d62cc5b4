"""What an answer over HTTP means for a paid request, the same for every vendor that keeps to HTTP's own words."""

from __future__ import annotations

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

_NEVER_SENT = frozenset(
    {"ConnectError", "ConnectTimeout", "PoolTimeout", "UnsupportedProtocol", "InvalidURL", "ClientConnectorError"}
)
_MESSAGE_CHARS = 300


def refusal(
    backend: str, status: int, message: str, *, sending: bool, retry_after_s: float | None = None
) -> GeneratorError:
    """The error for an HTTP status.

    Args:
        backend: Who answered.
        status: 400 to 599.
        message: The vendor's words, without secrets.
        sending: The answer is to a paid request, so that an unclear one leaves it unknown whether it was taken.
        retry_after_s: When the vendor wants to be asked again.
    """
    said = f"{backend} answered {status}: {brief(message)}"
    if status in {401, 403}:
        return AuthFailedError(said, backend=backend)
    if status == 402:
        return QuotaExhaustedError(said, backend=backend)
    if status == 429:
        return RateLimitedError(said, backend=backend, retry_after_s=retry_after_s)
    if sending and status in {404, 410}:
        return RetiredModelError(said, backend=backend)
    if status in {400, 413, 415, 422}:
        return RequestRejectedError(said, backend=backend)
    if sending and status != 503:
        # A server that fails may have taken the request first; one that is closed (503) has not.
        return InDoubtError(said, backend=backend)
    return VendorFailedError(said, backend=backend)


def lost(backend: str, exc: BaseException, *, sending: bool) -> GeneratorError:
    """The error for a connection that failed: harmless before anything was sent, a lost answer after."""
    said = f"{backend} did not answer ({type(exc).__name__})"
    if sending and not _never_sent(exc):
        return InDoubtError(said, backend=backend)
    return VendorFailedError(said, backend=backend)


def retry_after_s(value: str | None) -> float | None:
    """Seconds in a Retry-After header ("17") or a Google duration ("17s"); None where there is no number."""
    try:
        return max(0.0, float((value or "").removesuffix("s")))
    except ValueError:
        return None


def brief(message: object) -> str:
    """A vendor's words on one line, cut to a length for people."""
    text = " ".join(str(message).split())
    return text if len(text) <= _MESSAGE_CHARS else text[: _MESSAGE_CHARS - 1] + "…"


def _never_sent(exc: BaseException | None) -> bool:
    """Whether the connection itself could not be made; SDKs bring their own HTTP library, so the names decide."""
    while exc is not None:
        if type(exc).__name__ in _NEVER_SENT:
            return True
        exc = exc.__cause__ or exc.__context__
    return False
