"""What buckets refuse, and what a person can do about it."""

from __future__ import annotations

import pytest

from storage.outlets.s3 import refusal
from storage.outlets.wire import Reply


def answered(status: int, code: str = "", more: str = "", **headers: str) -> Reply:
    body = f"<Error><Code>{code}</Code><Message>words</Message>{more}</Error>" if code else ""
    return Reply(status, {name.replace("_", "-"): value for name, value in headers.items()}, body.encode())


@pytest.mark.parametrize(
    ("reply", "code", "said", "hint"),
    [
        (answered(403, "RequestTimeTooSkewed"), "unavailable", "clock", "NTP"),
        (answered(403, "AccessDenied"), "auth_failed", "AccessDenied", "connect store"),
        (answered(404, "NoSuchBucket"), "invalid_input", "no such bucket", "connect the right one"),
        (
            answered(400, "AuthorizationHeaderMalformed", "<Region>eu-west-1</Region>"),
            "invalid_input",
            "region eu-west-1",
            "--region",
        ),
        (
            answered(301, "PermanentRedirect", x_amz_bucket_region="eu-north-1"),
            "invalid_input",
            "eu-north-1",
            "--region",
        ),
        (
            answered(307, location="https://other.example.com/b?x=1"),
            "request_rejected",
            "other.example.com/b",
            "connect",
        ),
        (answered(413), "request_rejected", "no file of that size", "client_max_body_size"),
        (answered(503, "SlowDown"), "vendor_failed", "503", "again"),
        (answered(400, "InvalidPart"), "request_rejected", "InvalidPart", "Change"),
    ],
)
def test_refusals_say_what_to_do(reply: Reply, code: str, said: str, hint: str) -> None:
    error = refusal(reply)
    assert (error.code, said in error.message, hint in error.hint) == (code, True, True), (error.message, error.hint)
