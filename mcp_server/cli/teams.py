"""Teams that call over HTTP: named here for those who come with a token of an authorization server."""

from __future__ import annotations

import argparse
import sys

from footage.errors import InvalidInputError
from footage.ports.keys import DEFAULT_ORG
from mcp_server.app import build_app
from mcp_server.cli.tables import table
from mcp_server.wiring.callers import team_book


def add_options(teams: argparse.ArgumentParser) -> None:
    """The actions of `footage teams` and their options."""
    actions = teams.add_subparsers(title="actions", metavar="ACTION", required=True)
    add = actions.add_parser("add", help="name one; a key's team is named with the key")
    add.add_argument("team")
    add.add_argument("--org", default=DEFAULT_ORG, help=f"who pays for it (default: {DEFAULT_ORG})")
    add.set_defaults(run=_add)
    actions.add_parser("list", help="show all of them").set_defaults(run=_list)


def _add(arguments: argparse.Namespace) -> int:
    with team_book(build_app().settings) as teams:
        org_id = teams.add(arguments.team, arguments.org)
    if org_id != arguments.org:
        raise InvalidInputError(f"The team {arguments.team!r} belongs to the organisation {org_id!r}, and stays there.")
    sys.stdout.write(f"{arguments.team} of {org_id} may call.\n")
    return 0


def _list(_arguments: argparse.Namespace) -> int:
    with team_book(build_app().settings) as teams:
        found = teams.listed()
    sys.stdout.write(table(("team", "org"), found) if found else "There are no teams.\n")
    return 0
