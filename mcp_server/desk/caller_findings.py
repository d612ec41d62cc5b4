"""Whether those who call over HTTP can be known: the keys file, and the authorization server."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING

from footage.errors import FootageError
from footage.threads import utc_now
from mcp_server.app import build_app
from mcp_server.wiring.callers import key_book, look_at_issuer, look_at_keys_file
from mcp_server.wiring.storage import was_opened_before

if TYPE_CHECKING:
    from footage.config import Settings

_ASKED = {"none": "nothing (FOOTAGE_AUTH), unless with --auth keys", "keys": "a key", "jwt": "a token or a key"}
_MAKE_ONE = "`footage keys add NAME --team TEAM` makes one"


def caller_lines() -> Iterator[tuple[bool, str]]:
    """A line for each that the settings name, and whether it is as it should be."""
    try:
        settings = build_app().settings
    except FootageError:
        return
    yield from _keys(settings)
    if settings.keys_file:
        try:
            yield True, f"keys file: {look_at_keys_file(settings)}"
        except FootageError as exc:
            yield False, f"keys file: {exc.message} {exc.hint}"
    if settings.jwt_issuer:
        try:
            yield True, f"issuer: {settings.jwt_issuer} signs with {asyncio.run(look_at_issuer(settings))}"
        except FootageError as exc:
            yield False, f"issuer: {exc.message} {exc.hint}"


def _keys(settings: Settings) -> Iterator[tuple[bool, str]]:
    """How `footage serve` knows who calls, and how many could."""
    if not was_opened_before(settings):
        return
    try:
        with key_book(settings) as keys:
            found = keys.listed()
    except FootageError:  # the database has a line of its own
        return
    if settings.keys_file and not found:  # which has a line of its own, and is read when `footage serve` begins
        return
    now = utc_now()
    over = [one for one in found if one.terms.expires_at and one.terms.expires_at <= now and not one.revoked_at]
    revoked = sum(one.revoked_at is not None for one in found)
    good = [one for one in found if not one.revoked_at and one not in over]
    teams = len({one.terms.team_id for one in good})
    if not found and settings.auth == "none":
        yield True, f"callers: footage serve asks nobody who calls (FOOTAGE_AUTH); {_MAKE_ONE}, for --auth keys"
        return
    ended = "".join(f", {n} {how}" for n, how in ((len(over), "expired"), (revoked, "revoked")) if n)
    asks = f"asks for {_ASKED[settings.auth]}"
    told = f"{_some(len(good), 'good key')} of {_some(teams, 'team')}{ended}" + ("" if good else f"; {_MAKE_ONE}")
    yield bool(good) or settings.auth != "keys", f"callers: footage serve {asks}; {told}"


def _some(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"
