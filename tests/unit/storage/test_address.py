"""Addresses of PostgreSQL as providers and people write them."""

from __future__ import annotations

import pytest

from footage.errors import InvalidInputError
from storage.address import address_of

SECRET = "secret"


@pytest.mark.parametrize(
    ("url", "host", "database", "query"),
    [
        ("postgres://u:secret@h/x", "h", "x", {}),
        (" postgresql://u:secret@h:6432/x\n", "h", "x", {}),
        ("postgresql+psycopg://u:secret@h/x", "h", "x", {}),
        ("postgresql://u:secret%40%2F%23@h/x", "h", "x", {}),
        ("postgresql://u:secret@[::1]:5432/x", "::1", "x", {}),
        ("postgresql:///x?host=/run/postgresql", None, "x", {"host": "/run/postgresql"}),
        ("postgresql://postgres:@/x?host=/tmp/p&user=u", None, "x", {"host": "/tmp/p", "user": "u"}),
        ("postgresql://u:secret@/x?host=/cloudsql/p:r:i", None, "x", {"host": "/cloudsql/p:r:i"}),
        ("postgresql://u:secret@h/x?pgbouncer=true&connection_limit=1", "h", "x", {}),
        ("postgresql://u:secret@h/x?sslmode=require&schema=public", "h", "x", {"sslmode": "require"}),
        ("postgresql://u:secret@h/x?options=endpoint%3Dabc", "h", "x", {"options": "endpoint=abc"}),
        (
            "postgresql://u:secret@one:1,two:2/x?target_session_attrs=read-write",
            None,
            "x",
            {"host": ("one:1", "two:2"), "target_session_attrs": "read-write"},
        ),
    ],
)
def test_an_address_is_for_our_driver_whoever_wrote_it(
    url: str, host: str | None, database: str, query: dict[str, object]
) -> None:
    found = address_of(url)
    assert (found.drivername, found.host, found.database) == ("postgresql+psycopg", host, database)
    assert dict(found.query) == {**query, "connect_timeout": "5"}


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:sec@secret@h/x",
        "postgresql://u:secret/secret@h/x",
        "postgresql://u:secret#secret@h/x",
        "postgresql://u:secret@h:port/x",
        "host=h dbname=x password=secret",
        "secret",
        "",
    ],
)
def test_what_is_none_is_refused_and_nothing_of_it_is_told(url: str) -> None:
    with pytest.raises(InvalidInputError, match="FOOTAGE_DATABASE_URL") as caught:
        address_of(url)
    assert SECRET not in f"{caught.value.message} {caught.value.hint}"


def test_the_time_to_connect_is_the_users_if_they_say_one() -> None:
    assert address_of("postgresql://h/x?connect_timeout=30").query["connect_timeout"] == "30"
