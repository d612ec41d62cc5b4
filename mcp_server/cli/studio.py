"""The studio from the command line: opened here, opened to others, and closed to them again."""

from __future__ import annotations

import asyncio
import getpass
import os
import sys
import webbrowser
from argparse import ArgumentParser, Namespace
from datetime import timedelta
from typing import TYPE_CHECKING

import httpx

from footage.caller import LOCAL
from footage.config import load_settings
from footage.errors import InvalidInputError, NotFoundError, UnavailableError
from footage.http import client
from footage.ports.studio import Role, Seat, Session, Sessions
from footage.threads import utc_now
from mcp_server.cli.tables import table
from mcp_server.http.address import Address
from mcp_server.web.front import ROOT
from mcp_server.wiring.callers import team_book
from mcp_server.wiring.studio import session_book

if TYPE_CHECKING:
    from footage.config import Settings

HOST, PORT = "127.0.0.1", 8765
_OWN_LINK_FOR, _INVITATION_FOR = timedelta(minutes=10), timedelta(days=1)
_ANSWERS_WITHIN_S = 3.0
_NAME_CHARS = 60
_HEAD = ("id", "name", "role", "team", "state", "browser")


def add_options(studio: ArgumentParser) -> None:
    """The options of `footage studio`."""
    what = studio.add_mutually_exclusive_group()
    what.add_argument("--invite", metavar="NAME", help="print a link for somebody else, good once, for a day")
    what.add_argument("--list", action="store_true", help="show who has it open, and links that nobody has used")
    what.add_argument("--end", metavar="ID", help="end a session of the list, or take a link back")
    studio.add_argument("--role", choices=["viewer", "approver", "owner"], help="what they may do (default: viewer)")
    studio.add_argument("--team", help="whose films they see (default: those of this machine's person)")
    studio.add_argument("--port", type=int, default=PORT, help=f"where it is, or is to be (default: {PORT})")
    studio.add_argument("--no-open", action="store_true", help="print the address, and open no browser")
    studio.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Do what was typed; raises FootageError."""
    settings = load_settings()
    if arguments.list:
        return _list(settings, arguments.team)
    if arguments.end:
        return _end(settings, arguments.end)
    return _invite(settings, arguments) if arguments.invite else _open(settings, arguments)


def _invite(settings: Settings, arguments: Namespace) -> int:
    seat = _seat(settings, arguments.invite, arguments.role or "viewer", arguments.team)
    with session_book(settings) as sessions:
        link = sessions.invite(seat, _person(), _INVITATION_FOR)
    base = _base(settings, arguments.port)
    sys.stdout.write(f"{_address(base, link)}\n")
    sys.stderr.write(f"For {seat.name}, {seat.role} of the team {seat.team_id}: good once, for a day.\n")
    if not settings.public_url and not asyncio.run(_is_there(base, link)):
        sys.stderr.write(
            f"No studio of this home answers at {base} now: start one with `footage studio`, or say where it is by "
            "--port or FOOTAGE_PUBLIC_URL.\n"
        )
    return 0


def _open(settings: Settings, arguments: Namespace) -> int:
    """Open the studio of the server that runs, or of one that is started for it."""
    seat = _seat(settings, _person(), arguments.role or "owner", arguments.team)
    with session_book(settings) as sessions:
        link = sessions.invite(seat, seat.name, _OWN_LINK_FOR)
    base = _base(settings, arguments.port)
    if asyncio.run(_is_there(base, link)):
        return _shown(base, link, opens=not arguments.no_open)
    return _serve(arguments, link)


def _serve(arguments: Namespace, link: str) -> int:
    from mcp_server.cli.serve import Wish, serve

    def told(address: Address) -> None:
        _shown(address.base, link, opens=not arguments.no_open)

    try:
        return serve(Wish(host=HOST, port=arguments.port, is_studio=True), told)
    except UnavailableError:  # something else listens there
        return serve(Wish(host=HOST, port=0, is_studio=True), told)


def _shown(base: str, link: str, *, opens: bool) -> int:
    address = _address(base, link)
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()
    if opens and sys.stdout.isatty() and _has_screen():
        webbrowser.open(f"{address}#now")
    else:
        sys.stderr.write("Open it in a browser: it works once, within ten minutes.\n")
    return 0


def _has_screen() -> bool:
    """Whether a browser would open a window, and not take the terminal over."""
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _address(base: str, link: str) -> str:
    return f"{base}{ROOT}/enter?link={link}"


def _base(settings: Settings, port: int) -> str:
    return Address(host=HOST, port=port, public_url=settings.public_url).base


async def _is_there(base: str, link: str) -> bool:
    """Whether the studio that answers there knows the link: then it is that of this home, and no other's."""
    try:
        async with client(_ANSWERS_WITHIN_S, proxied=False) as http:
            return (await http.get(_address(base, link))).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def _seat(settings: Settings, name: str, role: Role, team: str | None) -> Seat:
    """The place of somebody.

    Raises:
        InvalidInputError: That is no name.
        NotFoundError: There is no such team.
    """
    name = name.strip()
    if not name or len(name) > _NAME_CHARS or not name.isprintable():
        raise InvalidInputError(f"A name has 1 to {_NAME_CHARS} characters, in one line.")
    if team is None or team == LOCAL.team_id:
        return Seat(name=name, role=role, org_id=LOCAL.org_id, team_id=LOCAL.team_id)
    with team_book(settings) as teams:
        org_id = teams.org_of(team)
    if org_id is None:
        raise NotFoundError(f"There is no team {team!r}.", hint="`footage teams list` shows the teams.")
    return Seat(name=name, role=role, org_id=org_id, team_id=team)


def _list(settings: Settings, team: str | None) -> int:
    with session_book(settings) as sessions:
        found = sessions.listed(team)
    rows = [_row(one) for one in found]
    sys.stdout.write(table(_HEAD, rows) if rows else "Nobody has the studio open.\n")
    return 0


def _row(one: Session) -> tuple[str, ...]:
    state = f"since {one.began_at:%Y-%m-%d %H:%M}" if one.began_at else f"link until {one.expires_at:%Y-%m-%d %H:%M}"
    return (one.session_id, one.seat.name, one.seat.role, one.seat.team_id, state, one.browser[:40])


def _end(settings: Settings, session_id: str) -> int:
    with session_book(settings) as sessions:
        _require(sessions, session_id)
    sys.stdout.write(f"{session_id} has ended at {utc_now():%Y-%m-%d %H:%M} UTC.\n")
    return 0


def _require(sessions: Sessions, session_id: str) -> None:
    if not sessions.end(session_id, None, _person()):
        raise NotFoundError(f"There is no session {session_id!r}.", hint="`footage studio --list` shows them.")


def _person() -> str:
    """Who is at the keyboard."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # in a container, users need no names
        return "owner"
