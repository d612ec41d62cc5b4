"""Keys for programs that call over HTTP: made, listed, rotated, ended. A key is shown once, when it is made."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from footage.api_keys import ApiKey, read_id
from footage.caller import SCOPES
from footage.errors import InvalidInputError
from footage.ports.keys import KeyRecord
from footage.threads import utc_now
from mcp_server.app import build_app
from mcp_server.cli.person import at_the_keyboard
from mcp_server.cli.tables import table
from mcp_server.identity.terms import WrittenTerms, period, refuse_unknown
from mcp_server.wiring.callers import cancel_jobs_of, key_book, team_book
from mcp_server.wiring.routing import generators

DEFAULT_OVERLAP = "24h"


def add_options(keys: argparse.ArgumentParser) -> None:
    """The actions of `footage keys` and their options."""
    actions = keys.add_subparsers(title="actions", metavar="ACTION", required=True)
    add = actions.add_parser("add", help="make one and show it, once")
    add.add_argument("name", help="what people call it; jobs are said to be made by it")
    add.add_argument("--team", required=True, help="whose films it sees; a new team is made")
    add.add_argument("--org", help="who pays for the team (default: who pays for it already)")
    add.add_argument(
        "--scopes", help=f"what it allows, of {', '.join(sorted(SCOPES))} (default: video:make,budget:read)"
    )
    add.add_argument("--expires", metavar="WHEN", help="90d, 12h, or a day such as 2027-01-31 (default: never)")
    add.add_argument("--cap-month", dest="cap_month_usd", metavar="USD", help="the most that it may spend in a month")
    add.add_argument("--cap-day", dest="cap_day_usd", metavar="USD", help="the most that it may spend in a day")
    add.add_argument("--tools", help="the only tools that it may call, separated by commas")
    add.add_argument("--backends", help="the only backends that may make its films")
    add.add_argument("--max-resolution", help="the largest films that it may ask for, such as 1080p")
    add.add_argument("--max-cost-usd", metavar="USD", help="the most that one call may cost")
    add.add_argument("--buckets", help="what it may name of gs://, as bucket or bucket/prefix")
    _with_json(add).set_defaults(run=_add)
    _with_json(actions.add_parser("list", help="show all of them, without the keys")).set_defaults(run=_list)
    rotate = actions.add_parser("rotate", help="make a new key in the place of one; both are good for a while")
    rotate.add_argument("key_id", metavar="ID")
    rotate.add_argument(
        "--overlap",
        default=DEFAULT_OVERLAP,
        help=f"how long the old one stays good, 0 if it leaked (default: {DEFAULT_OVERLAP})",
    )
    _with_json(rotate).set_defaults(run=_rotate)
    revoke = actions.add_parser("revoke", help="end one, for the very next request")
    revoke.add_argument("key_id", metavar="ID")
    revoke.add_argument("--cancel-jobs", action="store_true", help="stop the jobs that it placed, too")
    _with_json(revoke).set_defaults(run=_revoke)
    generate = actions.add_parser("generate", help="show a key and its hash for FOOTAGE_KEYS_FILE; nothing is stored")
    _with_json(generate).set_defaults(run=_generate)


def _with_json(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    return parser


def _add(arguments: argparse.Namespace) -> int:
    settings = build_app().settings
    written = _terms(arguments)
    if written.expires and written.expires <= utc_now():
        raise InvalidInputError("--expires: that is over already.")
    if written.backends:
        _only_known(lambda: refuse_unknown(written.backends or (), generators(settings)))
    with team_book(settings) as teams:
        is_new = teams.org_of(written.team) is None
    with key_book(settings) as keys:
        key = keys.add(written.terms(), at_the_keyboard())
    said = f"It is shown this once.{f' The team {written.team!r} is new.' if is_new else ''}"
    _show(arguments, key, {"name": written.name, "team": written.team}, said)
    return 0


def _terms(arguments: argparse.Namespace) -> WrittenTerms:
    names = set(WrittenTerms.model_fields)
    given = {name: value for name, value in vars(arguments).items() if name in names and value is not None}
    if expires := given.get("expires"):
        given["expires"] = _moment(expires)
    try:
        return WrittenTerms.model_validate(given)
    except ValidationError as exc:
        wrong = "; ".join(
            f"--{_option(one['loc'])}: {one['msg'].removeprefix('Value error, ')}" for one in exc.errors()
        )
        raise InvalidInputError(f"{wrong}.", hint="`footage keys add --help` shows what can be said.") from None


def _option(loc: Sequence[int | str]) -> str:
    return (
        str(loc[0]).replace("_", "-").replace("cap-month-usd", "cap-month").replace("cap-day-usd", "cap-day")
        if loc
        else "name"
    )


def _moment(text: str) -> Any:
    """When that is: so long from now, or what the terms read as a day."""
    try:
        return utc_now() + period(text)
    except (ValueError, OverflowError):
        return text


def _only_known(check: Any) -> None:
    try:
        check()
    except ValueError as exc:
        raise InvalidInputError(f"--backends: {exc}.") from None


def _list(arguments: argparse.Namespace) -> int:
    with key_book(build_app().settings) as keys:
        found = keys.listed()
    if arguments.json:
        _print([_document(one) for one in found])
        return 0
    if not found:
        sys.stdout.write("There are no keys. `footage keys add NAME --team TEAM` makes one.\n")
        return 0
    rows = [_row(one) for one in found]
    sys.stdout.write(table(("id", "name", "team", "org", "state", "scopes", "limits", "last used"), rows))
    return 0


def _rotate(arguments: argparse.Namespace) -> int:
    try:
        overlap = period(arguments.overlap)
    except ValueError as exc:
        raise InvalidInputError(f"--overlap: {exc}.") from None
    with key_book(build_app().settings) as keys:
        key = keys.rotate(read_id(arguments.key_id), overlap, at_the_keyboard())
    until = (utc_now() + overlap).isoformat(timespec="seconds")
    said = f"The old one is good until {until}." if overlap else "The old one is good no more."
    _show(arguments, key, {"old_key_until": until}, f"It is shown this once. {said}")
    return 0


def _revoke(arguments: argparse.Namespace) -> int:
    settings = build_app().settings
    with key_book(settings) as keys:
        record = keys.revoke(read_id(arguments.key_id), at_the_keyboard())
    stopped = cancel_jobs_of(settings, record.key_id) if arguments.cancel_jobs else []
    if arguments.json:
        _print({**_document(record), "cancelled_jobs": stopped})
    else:
        also = f" Stopped: {', '.join(stopped) or 'no job, none was under way'}." if arguments.cancel_jobs else ""
        sys.stdout.write(f"The key {record.key_id} ({record.terms.name} of {record.terms.team_id}) has ended.{also}\n")
    return 0


def _generate(arguments: argparse.Namespace) -> int:
    key = ApiKey.new()
    _show(
        arguments,
        key,
        {"hash": f"sha256:{key.hash}"},
        "Give the key to who calls, and its id and hash to the keys file.",
    )
    return 0


def _show(arguments: argparse.Namespace, key: ApiKey, more: Mapping[str, str], said: str) -> None:
    """Print a key: alone on stdout, so that it can be piped into where it is kept."""
    shown = {"id": key.key_id, "key": key.secret.get_secret_value(), **more}
    if arguments.json:
        _print(shown)
        return
    sys.stdout.write(f"{shown['key']}\n")
    sys.stdout.flush()
    if "hash" in more:
        sys.stderr.write(f"id: {key.key_id}\nhash: {more['hash']}\n")
    sys.stderr.write(f"{said}\n")


def _row(record: KeyRecord) -> tuple[str, ...]:
    terms = record.terms
    limits = terms.limits
    limited = (
        None if limits.tools is None else f"tools {' '.join(sorted(limits.tools))}",
        None if limits.backends is None else f"backends {' '.join(sorted(limits.backends))}",
        limits.max_resolution,
        None if limits.max_cost_per_call is None else f"{limits.max_cost_per_call} a call",
    )
    used = f"{record.used_at:%Y-%m-%d %H:%M}" if record.used_at else "never"
    return (
        record.key_id,
        terms.name,
        terms.team_id,
        record.org_id,
        _state(record, utc_now()),
        " ".join(sorted(terms.scopes)),
        ", ".join(one for one in limited if one),
        used,
    )


def _state(record: KeyRecord, now: datetime) -> str:
    if record.revoked_at:
        return f"revoked {record.revoked_at:%Y-%m-%d}"
    expires = record.terms.expires_at
    if expires and expires <= now:
        return f"expired {expires:%Y-%m-%d}"
    return f"until {expires:%Y-%m-%d}" if expires else "good"


def _document(record: KeyRecord) -> dict[str, Any]:
    """All that is known of a key, for programs."""
    terms, limits = record.terms, record.terms.limits
    most = limits.max_cost_per_call
    return {
        "id": record.key_id,
        "name": terms.name,
        "team": terms.team_id,
        "org": record.org_id,
        "state": _state(record, utc_now()).partition(" ")[0],
        "scopes": sorted(terms.scopes),
        "tools": None if limits.tools is None else sorted(limits.tools),
        "backends": None if limits.backends is None else sorted(limits.backends),
        "max_resolution": limits.max_resolution,
        "max_cost_usd": None if most is None else most.as_usd(),
        "buckets": list(terms.buckets),
        "kept_by": record.origin,
        "added_at": _time(record.added_at),
        "expires_at": _time(terms.expires_at),
        "revoked_at": _time(record.revoked_at),
        "last_used_at": _time(record.used_at),
        "old_key_until": _time(record.previous_until),
    }


def _time(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="seconds") if at else None


def _print(document: Any) -> None:
    sys.stdout.write(f"{json.dumps(document, indent=2, ensure_ascii=False)}\n")
