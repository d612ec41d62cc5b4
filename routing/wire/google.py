"""What Google's services have in common: clients of google-genai (3.4), credentials, and what its errors mean.

A client is kept for the life of the process, because building one takes longer than asking a question. It keeps no
connection open between calls, so that there is nothing to close and event loops may come and go.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import json
import os
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from footage import http, traces
from footage.errors import (
    AuthFailedError,
    GeneratorError,
    ModerationPromptError,
    QuotaExhaustedError,
    RateLimitedError,
    VendorFailedError,
)
from footage.secrets import keep_secret
from footage.threads import in_thread
from footage.vendors import VendorSettings
from routing.wire import replies

if TYPE_CHECKING:
    from google.auth.credentials import Credentials
    from google.genai import Client

TIMEOUT_S = 120.0
WHOLE_S = http.WHOLE_TIMES * TIMEOUT_S
GEMINI_URL = "https://generativelanguage.googleapis.com"
_SCOPE = "https://www.googleapis.com/auth/cloud-platform"
_BLOCKED = re.compile(r"support codes?:|usage guidelines|responsible ai|safety|prohibited_content|blocked", re.I)


# --- clients ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Vertex:
    """A client of Vertex AI and the credentials it sends."""

    client: Client
    credentials: Credentials


async def gemini(settings: VendorSettings, *, timeout_s: float | None = None) -> Client:
    """A client of the Gemini API; the key must be set."""
    key = settings.gemini_api_key or SecretStr("")
    return await in_thread(_gemini, key.get_secret_value(), settings.google_gemini_base_url, timeout_s or TIMEOUT_S)


async def vertex(settings: VendorSettings, backend: str, *, timeout_s: float | None = None) -> Vertex:
    """A client of Vertex AI whose token is valid now, so that a later failure is not one of credentials.

    Raises:
        AuthFailedError: There are no credentials, or they are refused.
        VendorFailedError: The token service does not answer.
    """
    from google.auth import exceptions

    try:
        opened = await in_thread(
            _vertex,
            settings.google_cloud_project,
            settings.google_cloud_location,
            settings.google_vertex_base_url,
            settings.google_application_credentials,
            timeout_s or TIMEOUT_S,
        )
        await in_thread(_refresh, opened.credentials)
    except (exceptions.GoogleAuthError, OSError, ValueError) as exc:
        forget_credentials()
        text = f"{backend} has no valid Google credentials: {replies.brief(exc)}"
        raise _credentials_failed(backend, exc) or AuthFailedError(text, backend=backend) from exc
    keep_secret(opened.credentials.token)
    return opened


def missing_credentials(settings: VendorSettings) -> str | None:
    """Why there are no Application Default Credentials, without asking anybody; None when there seem to be some."""
    file = settings.google_application_credentials
    if file:
        return None if file.is_file() else "GOOGLE_APPLICATION_CREDENTIALS names no file"
    folder = Path(os.environ.get("CLOUDSDK_CONFIG") or Path.home() / ".config" / "gcloud")
    if (folder / "application_default_credentials.json").is_file() or _on_google_cloud():
        return None
    return "GOOGLE_APPLICATION_CREDENTIALS is not set"


def _on_google_cloud() -> bool:
    """Whether this machine has a metadata server that gives tokens; Cloud Run and the firmware say so."""
    if os.environ.get("K_SERVICE") or os.environ.get("CLOUD_RUN_JOB"):
        return True
    try:
        return Path("/sys/class/dmi/id/product_name").read_text(encoding="ascii").startswith("Google")
    except (OSError, UnicodeDecodeError):
        return False


@functools.lru_cache(maxsize=16)
def _gemini(key: str, base_url: str | None, timeout_s: float) -> Client:
    from google.genai import Client

    client = Client(api_key=key, http_options=_options(base_url, timeout_s))
    _ = client.aio.interactions  # imported here, on a worker thread: it takes a second
    return client


@functools.lru_cache(maxsize=16)
def _vertex(
    project: str | None, location: str, base_url: str | None, credentials_file: Path | None, timeout_s: float
) -> Vertex:
    from google.genai import Client

    credentials = _credentials(credentials_file)
    client = Client(
        enterprise=True,
        project=project,
        location=location,
        credentials=credentials,
        http_options=_options(base_url, timeout_s),
    )
    return Vertex(client, credentials)


def _options(base_url: str | None, timeout_s: float) -> Any:
    import httpx2
    from google.genai import types

    async def traced(request: httpx2.Request) -> None:
        traces.put_into(request.headers, request.url.netloc)

    no_pool = {"limits": httpx2.Limits(max_keepalive_connections=0)}
    return types.HttpOptions(
        base_url=base_url,
        timeout=int(timeout_s * 1000),
        # A create that is sent twice is paid twice; whoever asks decides about asking again.
        retry_options=types.HttpRetryOptions(attempts=1),
        client_args=no_pool,
        async_client_args={**no_pool, "event_hooks": {"request": [traced]}},
    )


def _credentials(file: Path | None) -> Credentials:
    import google.auth
    from google.oauth2 import service_account

    # The file of the settings, which google.auth would read from the environment by itself.
    if file and json.loads(file.read_text(encoding="utf-8")).get("type") == "service_account":
        loaded: Credentials = service_account.Credentials.from_service_account_file(  # type: ignore[no-untyped-call]
            str(file), scopes=[_SCOPE]
        )
        return loaded
    found, _ = google.auth.default(scopes=[_SCOPE])
    return found


def _refresh(credentials: Credentials) -> None:
    import requests
    from google.auth.transport.requests import Request

    if credentials.valid:
        return
    with requests.Session() as session:
        credentials.refresh(Request(session=session))  # type: ignore[no-untyped-call]


def forget_credentials() -> None:
    """Read keys and credentials anew for the next call: the file may have others by now."""
    _gemini.cache_clear()
    _vertex.cache_clear()


# --- errors -----------------------------------------------------------------------------------------------------


@contextlib.asynccontextmanager
async def answers(backend: str, *, sending: bool, within_s: float | None = None) -> AsyncIterator[None]:
    """Turn what the SDK raises in the block into our errors, and give up an answer that never ends.

    The SDK limits the time of each step alone, which a byte now and then satisfies for ever.

    Args:
        backend: Who is asked.
        sending: It is asked for something that it is paid for.
        within_s: How long all of it may take, in seconds; `WHOLE_S` if None.
    """
    try:
        async with asyncio.timeout(within_s or WHOLE_S):
            yield
    except GeneratorError:
        raise
    except Exception as exc:
        error = refusal(backend, exc, sending=sending)
        if isinstance(error, AuthFailedError):
            forget_credentials()
        raise error from exc


def refusal(backend: str, exc: Exception, *, sending: bool) -> GeneratorError:
    """What an exception of google-genai means; models and interactions have each their own kind of them."""
    if unsent := _credentials_failed(backend, exc):
        return unsent
    # The interactions' errors do not share a base with the rest; both tell the HTTP status and keep the JSON.
    status = getattr(exc, "code", None) or getattr(exc, "status_code", None)
    if not isinstance(status, int) or status < 400:
        return replies.lost(backend, exc, sending=sending, never_sent=_never_sent())
    body = getattr(exc, "details", None) or getattr(exc, "body", None)
    error = _error(body)
    message = str(error.get("message") or getattr(exc, "message", ""))
    more = error.get("details")
    details = [part for part in more if isinstance(part, Mapping)] if isinstance(more, list) else []
    text = f"{backend} answered {status}: {replies.brief(message)}"
    if any(part.get("reason") == "API_KEY_INVALID" for part in details):
        return AuthFailedError(text, backend=backend)
    if status == 400 and is_blocked(message):
        return ModerationPromptError(text, backend=backend)
    if status == 429:
        return _exhausted(backend, text, details, _header(exc, "retry-after"))
    later = replies.retry_after_s(_header(exc, "retry-after"))
    return replies.refusal(backend, status, message, sending=sending, retry_after_s=later, own_words=_is_own(body))


def is_blocked(message: str) -> bool:
    """Whether Google's words are about safety."""
    return bool(_BLOCKED.search(message))


def _exhausted(backend: str, text: str, details: list[Mapping[str, Any]], retry_after: str | None) -> GeneratorError:
    """Slow down, or used up for the day: Google has one status for both and tells them apart in the details."""
    violations = [part["violations"] for part in details if isinstance(part.get("violations"), list)]
    limits = [str(limit.get("quotaId", "")) for part in violations for limit in part if isinstance(limit, Mapping)]
    if any("PerDay" in limit for limit in limits):
        return QuotaExhaustedError(text, backend=backend)
    delays = [part["retryDelay"] for part in details if "retryDelay" in part]
    after_s = replies.retry_after_s(delays[0] if delays else retry_after)
    return RateLimitedError(text, backend=backend, retry_after_s=after_s)


def _error(body: Any) -> Mapping[str, Any]:
    """The `error` of an answer, whatever is around it."""
    if isinstance(body, list) and body:
        body = body[0]
    found = body.get("error", body) if isinstance(body, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _is_own(body: Any) -> bool:
    """Whether an error is in Google's own form; of an answer that is no JSON the SDK makes up another one."""
    if isinstance(body, list) and body:
        body = body[0]
    error = body.get("error") if isinstance(body, Mapping) else None
    return isinstance(error, Mapping) and "code" in error


def _header(exc: Exception, name: str) -> str | None:
    """A header of the answer that an error is about."""
    headers = getattr(getattr(exc, "response", None), "headers", None)
    return headers.get(name) if headers is not None else None


def _credentials_failed(backend: str, exc: Exception) -> GeneratorError | None:
    """The error for a token that could not be had in the middle of a call: it is got before anything is sent."""
    from google.auth import exceptions

    if isinstance(exc, exceptions.TransportError):
        return VendorFailedError(f"{backend} got no token: Google does not answer", backend=backend)
    if isinstance(exc, exceptions.GoogleAuthError):
        return AuthFailedError(f"{backend} has no valid Google credentials: {replies.brief(exc)}", backend=backend)
    return None


@functools.cache
def _never_sent() -> tuple[type[Exception], ...]:
    """As `wire.NEVER_SENT`, of the HTTP library that google-genai uses: a fork, whose errors are not httpx's."""
    import httpx2

    return (
        httpx2.ConnectError,
        httpx2.ConnectTimeout,
        httpx2.PoolTimeout,
        httpx2.ProxyError,
        httpx2.UnsupportedProtocol,
        httpx2.InvalidURL,
    )
