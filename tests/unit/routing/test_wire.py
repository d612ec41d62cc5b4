"""What answers, numbers and broken connections mean."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import google.auth.exceptions
import httpx
import httpx2
import pytest
from runwayml import APIConnectionError

from footage.errors import AuthFailedError, GeneratorError, InDoubtError, VendorFailedError
from footage.secrets import keep_secret
from routing.wire import google as google_wire
from routing.wire import replies

NOW = datetime(2026, 11, 28, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("17", 17.0),
        ("1.5s", 1.5),
        (30, 30.0),
        ("0", 0.0),
        ("Sat, 28 Nov 2026 12:00:05 GMT", 5.0),
        ("Saturday, 28-Nov-26 12:00:05 GMT", 5.0),
        ("Sat, 28 Nov 2026 13:00:05 +0100", 5.0),
        ("Sat, 28 Nov 2026 12:00:05 -0000", 5.0),
        ("Sat, 28 Nov 2026 11:00:00 GMT", 0.0),
        ("-5", None),
        ("nan", None),
        ("inf", None),
        ("1e999", None),
        ("soon", None),
        ("Sat, 99 Nov 2026 99:00:00 GMT", None),
        ("", None),
        (None, None),
        ({}, None),
    ],
)
def test_retry_after_is_a_number_or_a_date(value: object, seconds: float | None) -> None:
    assert replies.retry_after_s(value, lambda: NOW) == seconds


@pytest.mark.parametrize(
    "value", ["NaN", "inf", "-Infinity", "half", "", " ", None, True, [], {}, 1e300, "1e999999999"]
)
def test_what_is_no_number_is_none(value: object) -> None:
    assert replies.number(value) is None
    assert replies.share(value) == 0.0


@pytest.mark.parametrize(("value", "share"), [(17, 0.17), (-3, 0.0), (170, 1.0), ("50", 0.5), (99.9, 0.999)])
def test_progress_is_a_share(value: object, share: float) -> None:
    assert replies.share(value, 100) == pytest.approx(share)


REQUEST = httpx.Request("POST", "https://vendor.test")
UNSENT = [httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol]
SENT = [httpx.ReadError, httpx.ReadTimeout, httpx.WriteError, httpx.WriteTimeout, httpx.RemoteProtocolError]


def chained(cause: Exception, kind: Callable[[], Exception]) -> Exception:
    """An SDK's error with a cause."""
    error = kind()
    error.__cause__ = cause
    return error


@pytest.mark.parametrize("kind", UNSENT)
def test_what_was_never_sent_costs_nothing(kind: type[Exception]) -> None:
    cause = kind("no")
    for error in (cause, chained(cause, lambda: APIConnectionError(request=REQUEST))):
        assert type(replies.lost("x", error, sending=True)) is VendorFailedError


@pytest.mark.parametrize("kind", SENT)
def test_what_may_have_been_sent_is_in_doubt(kind: type[Exception]) -> None:
    cause = kind("no")
    for error in (cause, chained(cause, lambda: APIConnectionError(request=REQUEST))):
        assert type(replies.lost("x", error, sending=True)) is InDoubtError
        assert type(replies.lost("x", error, sending=False)) is VendorFailedError


def test_an_error_that_only_happened_before_is_no_proof() -> None:
    later = httpx.ReadError("the second connection broke after the request was sent")
    later.__context__ = httpx.ConnectError("the first address was down")
    assert type(replies.lost("x", later, sending=True)) is InDoubtError


def test_a_name_alone_is_no_proof() -> None:
    impostor = type("ConnectError", (Exception,), {})
    assert type(replies.lost("x", impostor("sent, then lost"), sending=True)) is InDoubtError


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (httpx2.ConnectError("no"), VendorFailedError),
        (httpx2.ConnectTimeout("no"), VendorFailedError),
        (httpx2.ReadTimeout("no"), InDoubtError),
        (httpx2.RemoteProtocolError("no"), InDoubtError),
        (google.auth.exceptions.RefreshError("no"), AuthFailedError),  # type: ignore[no-untyped-call]
        (google.auth.exceptions.TransportError("no"), VendorFailedError),  # type: ignore[no-untyped-call]
    ],
)
def test_google_s_own_http_library_is_known(error: Exception, kind: type[GeneratorError]) -> None:
    assert type(google_wire.refusal("x", error, sending=True)) is kind


@pytest.mark.parametrize(
    ("proof", "kind"),
    [
        ({}, InDoubtError),
        ({"own_words": True}, VendorFailedError),
        ({"retry_after_s": 30.0}, VendorFailedError),
    ],
)
def test_a_closed_door_needs_a_proof(proof: dict[str, Any], kind: type[GeneratorError]) -> None:
    assert type(replies.refusal("x", 503, "closed", sending=True, **proof)) is kind
    assert type(replies.refusal("x", 503, "closed", sending=False, **proof)) is VendorFailedError


def test_words_are_scrubbed_before_they_are_cut() -> None:
    keep_secret("a-key-that-is-cut-0123456789")
    assert "a-key" not in replies.brief("x" * 285 + " a-key-that-is-cut-0123456789")


@pytest.mark.parametrize(
    "value", [None, True, 1.5, "", [], {"a": 1}, "half of a pair \ud800", "nul \0", "line\n", "i" * 2000]
)
def test_a_name_that_cannot_be_asked_for_is_none(value: object) -> None:
    assert replies.identity(value) == ""


@pytest.mark.parametrize("value", ["17eeff36", 123456789, "projects/p/operations/a-b:c"])
def test_a_name_is_text_or_a_whole_number(value: object) -> None:
    assert replies.identity(value) == str(value)
