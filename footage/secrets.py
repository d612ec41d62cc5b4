"""Keys and passwords stay out of everything that is shown, stored or logged, whoever repeats them.

Vendors repeat keys in their errors, libraries print addresses with a key in them. So each secret is made known here
when it is read, and every error of ours and every line of the log passes through `scrubbed`.
"""

from __future__ import annotations

import functools
import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any
from urllib.parse import quote, quote_plus

STARS = "***"
MIN_CHARS = 6
"""A shorter secret is part of too many words to be looked for."""

_TELLING_CHARS = 12
_WORDS = frozenset({"footage", "emulated", "postgres", "postgresql", "password", "localhost", "openai", "google"})
"""Words of our own messages, which some use as the password of a database on their own machine."""

_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), shown)
    for pattern, shown in (
        (r"(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)", STARS),
        (r"(?i)\b((?:bearer|basic|key|token)[ :=]+)(?=\S*\d)[\w.~+/=:-]{12,}", rf"\1{STARS}"),
        (r"(?<![A-Za-z0-9])sk-[\w-]{8,}", STARS),
        (r"(?<![A-Za-z0-9])(?:AIza[\w-]{20,}|ya29\.[\w.-]{10,}|key_[0-9a-f]{32,})", STARS),
        (r"(?<![A-Za-z0-9])(ftg_[a-z0-9]{8}_)[\w-]+", rf"\1{STARS}"),  # the id stays: it says whose key it is
        (r"(?<![A-Za-z0-9])eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*", STARS),
        # Addresses: name:password@ and the parts of a query that are permissions.
        (r"(://[^/\s:@]*:)[^/\s@]+@", rf"\1{STARS}@"),
        (
            r"(?i)([?&;](?:[\w-]*(?:key|token|secret|signature|credential|password|jwt)|sig|auth|policy)=)[^&;\s\"'<>]+",
            rf"\1{STARS}",
        ),
        # What was given to a check of ours, such as a sentence of an article.
        (r"(?s)(\[type=\w+, input_value=).*?(?=, input_type=\w+\])", rf"\1{STARS}"),
    )
)
_TRACEBACKS = logging.Formatter()
_lock = threading.Lock()
_known: frozenset[str] = frozenset()


def keep_secret(*values: str | None) -> None:
    """Never show these again. Known for as long as the process lives: an old key may be in an error that comes late."""
    global _known  # noqa: PLW0603 - a secret is one for the whole process
    with _lock:
        _known |= {value for value in values if value and len(value) >= MIN_CHARS and value.lower() not in _WORDS}


def scrubbed(text: str) -> str:
    """The text with stars for every secret that is known, and for what looks like one."""
    if secrets := _matcher(_known):
        text = secrets.sub(STARS, text)
    for pattern, shown in _PATTERNS:
        text = pattern.sub(shown, text)
    return text


def guard_logs() -> None:
    """Let every line of the log, whoever writes and whoever handles it, and a traceback at the end, be `scrubbed`."""
    logging.setLogRecordFactory(_ScrubbedRecord)
    sys.excepthook = _tell_end


class _ScrubbedRecord(logging.LogRecord):
    """A line of the log; a record and no filter or formatter, for libraries bring handlers of their own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.exc_info and self.exc_info[0]:
            self.exc_text = scrubbed(_TRACEBACKS.formatException(self.exc_info))  # formatters take what is there

    def getMessage(self) -> str:  # noqa: N802 - logging's own name
        return scrubbed(super().getMessage())


def _tell_end(kind: type[BaseException], value: BaseException, where: TracebackType | None) -> None:
    sys.stderr.write(scrubbed("".join(traceback.format_exception(kind, value, where))))


@functools.lru_cache(maxsize=4)
def _matcher(known: frozenset[str]) -> re.Pattern[str] | None:
    """Finds any of the secrets as it is, and as addresses and JSON spell it; the longest first."""
    spellings: tuple[Callable[[str], str], ...] = (
        str,
        functools.partial(quote, safe=""),
        quote,
        quote_plus,
        lambda value: json.dumps(value)[1:-1],
        lambda value: repr(value)[1:-1],
    )
    spelt = sorted({spell(value) for value in known for spell in spellings}, key=len, reverse=True)
    # A long one is known by its beginning, as those who repeat it may cut it short.
    long = [rf"{re.escape(one[:_TELLING_CHARS])}[^\s\"'<>&,;]*" for one in spelt if len(one) > _TELLING_CHARS]
    short = [rf"(?<![A-Za-z0-9]){re.escape(one)}(?![A-Za-z0-9])" for one in spelt if len(one) <= _TELLING_CHARS]
    return re.compile("|".join((*long, *short))) if spelt else None
