"""What can be ordered to go wrong, and when."""

from __future__ import annotations

from typing import Literal

Moment = Literal["submit", "poll", "download"]
Fault = Literal[
    "busy",  # 429 with Retry-After: 1
    "quota",  # the account is used up
    "auth",  # the key is refused
    "bad_request",
    "moderated",
    "retired",
    "error_before",  # 500, nothing taken
    "error_after",  # 500, but taken
    "reset_before",  # the connection breaks, nothing taken
    "reset_after",  # the connection breaks, but taken
    "unavailable",  # 503, said by the vendor itself
    "upstream",  # taken, and a proxy in front of the vendor says 503
    "malformed",  # the answer is not JSON
    "hang",  # no answer for 30 s
    "gone",  # the link has expired
    "truncated",  # the download ends early
]
