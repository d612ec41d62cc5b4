"""Who calls over HTTP, and what is written down about them."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from footage.errors import InvalidInputError
from footage.ports.identity import Verifier
from footage.ports.keys import Audit, Keys, Teams
from footage.threads import utc_now
from mcp_server.wiring.routing import generators
from mcp_server.wiring.storage import open_books, open_database

if TYPE_CHECKING:
    from footage.config import Settings
    from storage.db import Database


def token_verifier(settings: Settings, database: Database, backends: Collection[str]) -> Verifier:
    """Who tells whom a token stands for; first the keys of the keys file are taken over.

    Args:
        settings: For the keys file, and the issuer whose tokens are taken.
        database: With the keys.
        backends: The names of all backends.

    Raises:
        InvalidInputError: Something is wrong with the keys file or these settings.
    """
    from mcp_server.identity.verifier import TokenVerifier
    from storage.books.keys import KeyTable
    from storage.books.known_teams import TeamTable

    keys = KeyTable(database, utc_now)
    if settings.keys_file:
        from mcp_server.identity.keys_file import read_keys_file

        keys.declare(read_keys_file(settings.keys_file, backends))
    return TokenVerifier(keys, _signed(settings, TeamTable(database, utc_now)))


def look_at_keys_file(settings: Settings) -> str:
    """What the keys file says, in a line; nothing is taken over.

    Raises:
        InvalidInputError: Something is wrong with it.
    """
    from mcp_server.identity.keys_file import read_keys_file

    if settings.keys_file is None:
        return "none"
    found = read_keys_file(settings.keys_file, generators(settings))
    teams = {key.terms.team_id for key in found.keys} | {team.team_id for team in found.teams}
    return f"{len(found.keys)} keys, {len(teams)} teams"


async def look_at_issuer(settings: Settings) -> str:
    """Which keys the authorization server signs with.

    Raises:
        UnavailableError: They cannot be had.
    """
    from mcp_server.identity.issuer import SigningKeys

    return await SigningKeys(settings.jwt_issuer or "", settings.jwt_keys_url).look()


def _signed(settings: Settings, teams: Teams) -> Verifier | None:
    if settings.jwt_issuer is None or settings.auth == "keys":
        return None
    from mcp_server.identity.issuer import SigningKeys
    from mcp_server.identity.signed import SignedTokens, TokenTerms

    own = (f"{settings.public_url}/mcp",) if settings.public_url else ()
    audiences = tuple(settings.jwt_audience) or own
    if not audiences:
        raise InvalidInputError(
            "FOOTAGE_JWT_ISSUER is set, and nothing says what tokens call this server.",
            hint="Set FOOTAGE_PUBLIC_URL, or FOOTAGE_JWT_AUDIENCE.",
        )
    terms = TokenTerms(
        issuer=settings.jwt_issuer,
        audiences=audiences,
        team_claim=settings.jwt_team_claim,
        any_team=settings.jwt_any_team,
    )
    return SignedTokens(terms, SigningKeys(settings.jwt_issuer, settings.jwt_keys_url), teams)


def audit_of(database: Database) -> Audit:
    """What is written down of callers."""
    from storage.books.audit import AuditTable

    return AuditTable(database, utc_now)


@contextlib.contextmanager
def key_book(settings: Settings) -> Iterator[Keys]:
    """The table of keys, for a command."""
    from storage.books.keys import KeyTable

    with contextlib.ExitStack() as closing:
        settings.make_home()
        yield KeyTable(open_database(settings, closing), utc_now)


def is_any_key_good(settings: Settings) -> bool:
    """Whether somebody can call with a key, of those that were made and of those that the keys file declares."""
    from mcp_server.identity.keys_file import read_keys_file

    declared = read_keys_file(settings.keys_file, generators(settings)).keys if settings.keys_file else ()
    with key_book(settings) as keys:
        found = [one for one in keys.listed() if one.origin == "command"]
    now = utc_now()
    ends = [*(one.terms.expires_at for one in found if not one.revoked_at), *(one.terms.expires_at for one in declared)]
    return any(end is None or end > now for end in ends)


def cancel_jobs_of(settings: Settings, key_id: str) -> list[str]:
    """Ask the jobs that a key placed to stop; returns which."""
    with contextlib.ExitStack() as closing:
        return open_books(settings, open_database(settings, closing), None).jobs.cancel_of_key(key_id)


@contextlib.contextmanager
def team_book(settings: Settings) -> Iterator[Teams]:
    """The table of teams, for a command."""
    from storage.books.known_teams import TeamTable

    with contextlib.ExitStack() as closing:
        settings.make_home()
        yield TeamTable(open_database(settings, closing), utc_now)


@contextlib.contextmanager
def audit_book(settings: Settings) -> Iterator[Audit]:
    """What is written down of callers, for a command."""
    with contextlib.ExitStack() as closing:
        settings.make_home()
        yield audit_of(open_database(settings, closing))
