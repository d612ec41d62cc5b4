"""What Google's services have in common: clients of google-genai (3.4), credentials, and what its errors mean.

A client is kept for the life of the process, because building one takes longer than asking a question. It keeps no
connection open between calls, so that there is nothing to close and event loops may come and go.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from footage.errors import (
    AuthFailedError,
    GeneratorError,
    ModerationPromptError,
    QuotaExhaustedError,
    RateLimitedError,
    VendorFailedError,
)
from footage.threads import in_thread
from footage.vendors import VendorSettings
from routing.wire import replies

if TYPE_CHECKING:
    from google.auth.credentials import Credentials
    from google.genai import Client

TIMEOUT_S = 120.0
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
    except exceptions.TransportError as exc:
        raise VendorFailedError(f"{backend} got no token: Google does not answer", backend=backend) from exc
    except (exceptions.GoogleAuthError, OSError, ValueError) as exc:
        raise AuthFailedError(
            f"{backend} has no valid Google credentials: {replies.brief(exc)}", backend=backend
        ) from exc
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

    no_pool = {"limits": httpx2.Limits(max_keepalive_connections=0)}
    return types.HttpOptions(
        base_url=base_url,
        timeout=int(timeout_s * 1000),
        # A create that is sent twice is paid twice; whoever asks decides about asking again.
        retry_options=types.HttpRetryOptions(attempts=1),
        client_args=no_pool,
        async_client_args=no_pool,
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


# --- errors -----------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def answers(backend: str, *, sending: bool) -> Iterator[None]:
    """Turn what the SDK raises in the block into our errors.

    Args:
        backend: Who is asked.
        sending: It is asked for something that it is paid for.
    """
    try:
        yield
    except GeneratorError:
        raise
    except Exception as exc:
        raise refusal(backend, exc, sending=sending) from exc


def refusal(backend: str, exc: Exception, *, sending: bool) -> GeneratorError:
    """What an exception of google-genai means; models and interactions have each their own kind of them."""
    # The interactions' errors do not share a base with the rest; both tell the HTTP status and keep the JSON.
    status = getattr(exc, "code", None) or getattr(exc, "status_code", None)
    if not isinstance(status, int) or status < 400:
        return replies.lost(backend, exc, sending=sending)
    error = _error(getattr(exc, "details", None) or getattr(exc, "body", None))
    message = str(error.get("message") or getattr(exc, "message", ""))
    details = [part for part in error.get("details") or [] if isinstance(part, Mapping)]
    said = f"{backend} answered {status}: {replies.brief(message)}"
    if any(part.get("reason") == "API_KEY_INVALID" for part in details):
        return AuthFailedError(said, backend=backend)
    if status == 400 and is_blocked(message):
        return ModerationPromptError(said, backend=backend)
    if status == 429:
        return _exhausted(backend, said, details, getattr(exc, "response", None))
    return replies.refusal(backend, status, message, sending=sending)


def is_blocked(message: str) -> bool:
    """Whether Google's words are about safety."""
    return bool(_BLOCKED.search(message))


def _exhausted(backend: str, said: str, details: list[Mapping[str, Any]], response: Any) -> GeneratorError:
    """Slow down, or used up for the day: Google has one status for both and tells them apart in the details."""
    limits = [str(limit.get("quotaId", "")) for part in details for limit in part.get("violations") or []]
    if any("PerDay" in limit for limit in limits):
        return QuotaExhaustedError(said, backend=backend)
    delays = [str(part["retryDelay"]) for part in details if "retryDelay" in part]
    headers = getattr(response, "headers", None) or {}
    after_s = replies.retry_after_s(delays[0] if delays else headers.get("retry-after"))
    return RateLimitedError(said, backend=backend, retry_after_s=after_s)


def _error(body: Any) -> Mapping[str, Any]:
    """The `error` of an answer, whatever is around it."""
    if isinstance(body, list) and body:
        body = body[0]
    found = body.get("error", body) if isinstance(body, Mapping) else None
    return found if isinstance(found, Mapping) else {}
