"""Addresses of PostgreSQL, as providers hand them out: for other drivers, with several hosts, with odd passwords."""

from __future__ import annotations

import re

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from footage.errors import InvalidInputError

CONNECT_WITHIN_S = 5
"""To each of its hosts: a server that is away must not keep a caller waiting."""

_DRIVER = "postgresql+psycopg"
_OF_OTHER_CLIENTS = frozenset(
    {
        *("pgbouncer", "connection_limit", "pool_timeout", "schema", "sslaccept", "socket_timeout", "supa"),  # Prisma
        *("statement_cache_size", "prepared_statement_cache_size", "pool_max_conns", "pool_mode"),
    }
)
"""Parameters that providers add for clients which are not ours, and which PostgreSQL's own library refuses."""

_ADDRESS = re.compile(
    r"(?P<scheme>[\w+]+)://(?:(?P<who>[^@/#?]*)@)?(?P<hosts>[^@/#?]*)(?P<rest>/[^@#?]*)?(?P<query>\?[^#]*)?"
)


def address_of(url: str, setting: str = "FOOTAGE_DATABASE_URL") -> URL:
    """The address for our driver.

    Args:
        url: What the user gave.
        setting: Where; for an error.

    Raises:
        InvalidInputError: It is none, or a name or password has characters that mean something in an address.
    """
    found = _ADDRESS.fullmatch(url.strip())
    if found is None:  # the words of whoever reads it further have the password in them
        raise InvalidInputError(
            f"{setting} is no address of a database, or its password has characters that mean something in one.",
            hint="Write postgresql://USER:PASSWORD@HOST/NAME, in the password @ as %40, / as %2F, # as %23, ? as %3F.",
        )
    hosts = found["hosts"].split(",")
    several = "&".join(f"host={host}" for host in hosts) if len(hosts) > 1 else ""
    query = "&".join(part for part in (several, (found["query"] or "")[1:]) if part)
    plain = f"{found['who'] or ''}@{'' if several else found['hosts']}{found['rest'] or ''}"
    try:
        address = make_url(f"{_DRIVER}://{plain}{'?' if query else ''}{query}")
    except (ArgumentError, ValueError):
        raise InvalidInputError(
            f"{setting} is no address of a database.", hint="Write postgresql://USER:PASSWORD@HOST/NAME."
        ) from None
    address = address.difference_update_query(_OF_OTHER_CLIENTS)
    if "connect_timeout" not in address.query:
        address = address.update_query_dict({"connect_timeout": str(CONNECT_WITHIN_S)})
    return address
