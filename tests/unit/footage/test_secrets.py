"""Secrets are made stars wherever they could be shown."""

from __future__ import annotations

import io
import logging
import subprocess
import sys
from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from footage.answers import ErrorInfo
from footage.config import Settings
from footage.errors import VendorFailedError
from footage.secrets import STARS, guard_logs, keep_secret, scrubbed
from footage.vendors import VendorSettings

KEYS = (
    "plain-key-0815-4711-abcdef",
    "with/slash+plus==and&more",
    'with"quote\\and-backslash',
    "umlaut-ä-0123456789",
    "short1",
)


@pytest.fixture
def guarded() -> Iterator[None]:
    factory, hook = logging.getLogRecordFactory(), sys.excepthook
    guard_logs()
    yield
    logging.setLogRecordFactory(factory)
    sys.excepthook = hook


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    "said",
    ["Incorrect API key: {}.", "{}", "at https://x.test/v1?a=1&id={}", '{{"error": "{}"}}', "cut {}"],
)
def test_a_known_secret_is_nowhere_in_an_error(key: str, said: str) -> None:
    from json import dumps
    from urllib.parse import quote

    keep_secret(key)
    for spelt in (key, quote(key, safe=""), dumps(key)[1:-1]):
        error = VendorFailedError(said.format(spelt), backend="x", hint=said.format(spelt))
        for shown in (error.message, error.hint, str(error), repr(error), ErrorInfo.of(error).model_dump_json()):
            assert spelt not in shown
        assert STARS in error.message


def test_a_long_secret_that_is_cut_short_is_not_shown_either() -> None:
    keep_secret("zq-99-long-secret-of-many-characters")
    assert "long" not in scrubbed("wrong key zq-99-long-secret-of-ma")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("provided: sk-proj-abcd1234efgh.", "provided: ***."),
        ("Authorization: Bearer abc.def-12345678", "Authorization: Bearer ***"),
        ("Key 12ab-34cd:ffff9999eeee is bad", "Key *** is bad"),
        ("https://b.test/f?X-Goog-Signature=abc&t=1", "https://b.test/f?X-Goog-Signature=***&t=1"),
        ("https://b.test/f?key=AIzaSyA12345&t=1", "https://b.test/f?key=***&t=1"),
        ("postgresql://me:word@host/db", "postgresql://me:***@host/db"),
        ("-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----", "***"),
    ],
)
def test_what_looks_like_a_secret_is_not_shown(said: str, shown: str) -> None:
    assert scrubbed(said) == shown


@pytest.mark.parametrize(
    "said",
    [
        "API key not valid. Please pass a valid API key.",
        "Run `footage doctor`; call again with quote_id='q_12ab34cd56ef'.",
        "look for operation minimax/h3/requests/0d2b8c64-6f8e-4c57 in the console",
    ],
)
def test_ordinary_words_stay_as_they_are(said: str) -> None:
    keep_secret("footage", "key", "")
    assert scrubbed(said) == said


def test_settings_make_their_secrets_known() -> None:
    VendorSettings(fal_key="fal-key-of-this-test-123", openai_video_api_key="own-key-of-this-test-4")  # type: ignore[arg-type]
    Settings(database_url="postgresql://me:pass%2Fword-9@host/db")  # type: ignore[arg-type]
    said = scrubbed("fal-key-of-this-test-123 own-key-of-this-test-4 pass%2Fword-9 pass/word-9")
    assert said == " ".join([STARS] * 4)


def test_every_handler_of_the_log_is_given_stars(guarded: None) -> None:
    keep_secret("log-key-of-this-test-123")
    written, logger = io.StringIO(), logging.getLogger("a library's own")
    logger.propagate, handler = False, logging.StreamHandler(written)
    logger.addHandler(handler)
    try:
        int("the key is log-key-of-this-test-123")
    except ValueError:
        logger.exception("GET %s", "https://x.test/?q=log-key-of-this-test-123")
    assert "log-key" not in written.getvalue()
    assert "ValueError" in written.getvalue()


def test_a_traceback_that_ends_the_process_has_stars() -> None:
    code = (
        "from footage.secrets import guard_logs, keep_secret; guard_logs(); keep_secret('end-key-of-this-test-1');"
        "raise ValueError('end-key-of-' + 'this-test-1')"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "ValueError: ***" in ended.stderr


@pytest.mark.usefixtures("guarded")
def test_no_line_of_the_log_has_what_a_check_was_given(capsys: pytest.CaptureFixture[str]) -> None:
    log, words = logging.getLogger("footage.checked"), "My unpublished\nwords"
    log.addHandler(handler := logging.StreamHandler())
    try:
        ErrorInfo.model_validate({"code": [words]})
    except ValidationError:
        log.exception("broke")
    finally:
        log.removeHandler(handler)
    assert "ValidationError" in (said := capsys.readouterr().err)
    assert "unpublished" not in said
