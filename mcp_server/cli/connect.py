"""Accounts that films are sent to: connected by whoever runs Footage, listed, forgotten."""

from __future__ import annotations

import argparse
import json
import sys
import webbrowser
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footage.caller import LOCAL
from footage.errors import FootageError, InvalidInputError, NotFoundError
from footage.ports.outlets import Account
from footage.secrets import keep_secret
from footage.vendors import load_vendors
from mcp_server.app import build_app
from mcp_server.cli.connect_place import add_place_options, place_of
from mcp_server.cli.loopback import Loopback
from mcp_server.cli.tables import table
from mcp_server.telemetry.log_lines import say
from mcp_server.wiring.callers import team_book
from mcp_server.wiring.outlets import account_book, outlet_sites

if TYPE_CHECKING:
    from footage.config import Settings
    from footage.ports.outlets import AccountLine, Accounts
    from footage.vendors import VendorSettings
    from storage.outlets.authorizing import Application
    from storage.outlets.sites import Site
    from storage.outlets.wire import Web

_SITES = ("youtube", "tiktok", "instagram")


def add_options(connect: argparse.ArgumentParser) -> None:
    """The actions of `footage connect` and their options."""
    actions = connect.add_subparsers(title="actions", metavar="ACTION", required=True)
    for name in _SITES:
        site = actions.add_parser(name, help=f"let films be sent to an account of {name}")
        site.add_argument("--paste", action="store_true", help="no browser here: open a page anywhere, paste its end")
        if name == "youtube":
            site.add_argument("--client", type=Path, metavar="FILE", help="the OAuth client's JSON (Desktop app)")
            site.add_argument("--device", action="store_true", help="type a code on another machine; without captions")
        _with_team(site).set_defaults(run=_connect_site, site=name)
    store = actions.add_parser("store", help="let films be sent to a place of your own")
    add_place_options(store)
    _with_team(store).set_defaults(run=_connect_place)
    listed = actions.add_parser("list", help="show all of them, without their keys")
    listed.add_argument("--json", action="store_true", help="print the result as JSON")
    _with_team(listed).set_defaults(run=_list)
    remove = actions.add_parser("remove", help="forget one and its keys")
    remove.add_argument("target", choices=[*_SITES, "store"])
    remove.add_argument("account", help="as the list has it")
    _with_team(remove).set_defaults(run=_remove)


def _with_team(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--team", help="whose account it is (default: your own)")
    return parser


def _connect_site(arguments: argparse.Namespace) -> int:
    from storage.outlets.authorizing import accounts_of
    from storage.outlets.wire import Patience, Web

    settings, vendors = build_app().settings, load_vendors()
    team_id = _team(settings, arguments)
    site, web = outlet_sites(vendors)[arguments.site], Web(Patience(tries=4))
    application = _application(site, vendors, getattr(arguments, "client", None))
    keys = _agreed(_Way(arguments.paste, getattr(arguments, "device", False)), site, application, web)
    if site.name != "instagram" and not keys.get("refresh_token"):
        raise InvalidInputError(
            f"{site.name} gave a key for an hour and none to renew it with.",
            hint="Remove the app's access in your account's settings there, then connect again.",
        )
    found = accounts_of(site, web, keys)
    with account_book(settings) as accounts:
        for one in found:
            facts = {"scope": keys.get("scope", "")}
            accounts.connect(
                Account(team_id=team_id, target=site.name, account=one.account, title=one.title, facts=facts, keys=keys)
            )
            sys.stdout.write(f"Connected: {one.title} ({one.account}) of {site.name}.\n")
    _tell_who_can_read(settings)
    return 0


@dataclass(frozen=True)
class _Way:
    """How the person says yes."""

    paste: bool
    device: bool


def _agreed(way: _Way, site: Site, application: Application, web: Web) -> dict[str, Any]:
    """Keys, after a person has said yes."""
    from storage.outlets.authorizing import DeviceCode, Question

    if way.device:
        code = DeviceCode.new(site, application, web)
        sys.stdout.write(f"Open {code.page} on any machine and type {code.user_code}\n")
        sys.stdout.flush()
        return code.keys(web)
    with Loopback("/callback/") as loopback:
        question = Question.new(site, application, loopback.address)
        sys.stdout.write(f"Open this page, and agree:\n{question.url}\n")
        if way.paste:
            sys.stdout.write("Your browser ends at an address that it cannot open: paste that here.\n")
            sys.stdout.flush()
            answer = sys.stdin.readline()
        else:
            sys.stdout.flush()
            webbrowser.open(question.url)
            answer = loopback.wait()
    return question.keys(web, question.code_in(answer))


def _application(site: Site, vendors: VendorSettings, client: Path | None) -> Application:
    """The user's own application at the site.

    Raises:
        InvalidInputError: Nobody has said which.
    """
    from storage.outlets.authorizing import Application

    if client is not None:
        return _from_file(client)
    known = {
        "youtube": (vendors.youtube_client_id, vendors.youtube_client_secret),
        "tiktok": (vendors.tiktok_client_key, vendors.tiktok_client_secret),
        "instagram": (vendors.instagram_app_id, vendors.instagram_app_secret),
    }
    client_id, secret = known[site.name]
    if not client_id or secret is None:
        names = {
            "youtube": "pass --client with the JSON of your OAuth client",
            "tiktok": "set TIKTOK_CLIENT_KEY and TIKTOK_CLIENT_SECRET",
            "instagram": "set INSTAGRAM_APP_ID and INSTAGRAM_APP_SECRET",
        }
        raise InvalidInputError(
            f"Footage has no application of its own at {site.name}.",
            hint=f"Make one, then {names[site.name]}; docs/guides/publishing.md tells how.",
        )
    return Application(client_id, secret.get_secret_value())


def _from_file(client: Path) -> Application:
    from storage.outlets.authorizing import Application

    try:
        document = json.loads(client.expanduser().read_text(encoding="utf-8-sig"))
        found: Mapping[str, Any] = document.get("installed") or document.get("web") or {}
        client_id, secret = str(found["client_id"]), str(found["client_secret"])
    except (OSError, ValueError, AttributeError, KeyError) as exc:
        raise InvalidInputError(
            f"{client} is not the JSON of an OAuth client.", hint="Download it anew from the Google Cloud console."
        ) from exc
    keep_secret(secret)
    return Application(client_id, secret)


def _connect_place(arguments: argparse.Namespace) -> int:
    settings = build_app().settings
    account, said = place_of(arguments, _team(settings, arguments))
    with account_book(settings) as accounts:
        accounts.connect(account)
    sys.stdout.write(f"Connected: {account.account} ({account.facts['kind']}).\n{said}")
    _tell_who_can_read(settings)
    return 0


def _list(arguments: argparse.Namespace) -> int:
    settings = build_app().settings
    team_id = _team(settings, arguments)
    with account_book(settings) as accounts:
        found = [replace(one, trouble=_trouble(accounts, team_id, one)) for one in accounts.listed(team_id)]
    if arguments.json:
        shown = [
            {"target": one.target, "account": one.account, "title": one.title, "trouble": one.trouble} for one in found
        ]
        sys.stdout.write(f"{json.dumps(shown, indent=2, ensure_ascii=False)}\n")
        return 0
    if not found:
        sys.stdout.write("No account is connected. `footage connect youtube` connects one.\n")
        return 0
    rows = [
        (one.target, one.account, one.title, f"{one.connected_at:%Y-%m-%d}", one.trouble or "works") for one in found
    ]
    sys.stdout.write(table(("target", "account", "name", "since", "state"), rows))
    return 0


def _trouble(accounts: Accounts, team_id: str, one: AccountLine) -> str:
    try:
        accounts.open(team_id, one.target, one.account)
    except FootageError as exc:
        return exc.message
    return one.trouble


def _tell_who_can_read(settings: Settings) -> None:
    """Say it where several machines share the account, and only this one could use it."""
    if settings.database_url and settings.outlet_key is None:
        say(
            "Its keys can be read by this machine alone: workers on others cannot send films to it. Set the same "
            "FOOTAGE_OUTLET_KEY everywhere (openssl rand -base64 32 | tr +/ -_), then connect again."
        )


def _remove(arguments: argparse.Namespace) -> int:
    settings = build_app().settings
    with account_book(settings) as accounts:
        was_there = accounts.remove(_team(settings, arguments), arguments.target, arguments.account)
    if not was_there:
        raise NotFoundError(
            f"There is no account {arguments.account!r} of {arguments.target}.",
            hint="`footage connect list` shows them.",
        )
    sys.stdout.write(f"{arguments.account} of {arguments.target} is forgotten, and so are its keys.\n")
    return 0


def _team(settings: Settings, arguments: argparse.Namespace) -> str:
    """Whose account it is.

    Raises:
        NotFoundError: There is no such team.
    """
    if arguments.team is None:
        return LOCAL.team_id
    with team_book(settings) as teams:
        if teams.org_of(arguments.team) is None:
            raise NotFoundError(f"There is no team {arguments.team!r}.", hint="`footage teams list` shows the teams.")
    return str(arguments.team)
