"""Caps of organisations, teams, people and keys: set, shown and removed."""

from __future__ import annotations

import json
import re
import sys
from argparse import ArgumentParser, Namespace

from footage.config import load_settings
from footage.errors import InvalidInputError
from footage.money import ZERO, Money
from footage.ports.keys import DEFAULT_ORG
from footage.ports.limits import CapPeriod, CapScope, CapUnit, StandingCap, person_id
from mcp_server.cli.person import at_the_keyboard
from mcp_server.wiring.storage import money_books

WHICH: dict[str, tuple[CapUnit, CapPeriod]] = {
    "month": ("microusd", "month"),
    "day": ("microusd", "day"),
    "total": ("microusd", "total"),
    "jobs": ("jobs", "now"),
    "bytes": ("bytes", "now"),
    "rate": ("calls", "minute"),
}
"""What a cap is called here, and what it is."""

PAYERS: tuple[CapScope, ...] = ("org", "team", "person", "key")
_WORDS = {
    "org": "an organisation; beside --person, the person's",
    "team": "a team",
    "person": "whoever holds a key or a token, by name",
    "key": "a key, by its id",
    "month": "dollars in a calendar month",
    "day": "dollars a day",
    "total": "dollars ever",
    "jobs": "jobs under way at once",
    "bytes": "bytes kept, such as 10GB",
    "rate": "calls a minute that place work",
}
_SIZES = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
_SIZE = re.compile(r"(\d+)\s*([kmgt]?)b?", re.IGNORECASE)


def add_options(command: ArgumentParser) -> None:
    """What can be done with caps."""
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    change = actions.add_parser("set", help="set caps; the tightest of all that apply refuses")
    gone = actions.add_parser("remove", help="remove somebody's caps, or only those that are named")
    for action in (change, gone):
        for payer in PAYERS:
            action.add_argument(f"--{payer}", metavar="NAME", help=_WORDS[payer])
    for name in WHICH:
        change.add_argument(f"--{name}", metavar="AMOUNT", help=_WORDS[name])
        gone.add_argument(f"--{name}", action="store_true", help="remove this one")
    change.set_defaults(run=set_caps)
    gone.set_defaults(run=remove)
    shown = actions.add_parser("list", help="show every cap")
    shown.add_argument("--json", action="store_true", help="print them as JSON")
    shown.set_defaults(run=show)


def set_caps(arguments: Namespace) -> int:
    """Set the caps that were typed; raises FootageError."""
    scope, payer_id = _payer(arguments)
    caps = [
        StandingCap(scope=scope, id=payer_id, unit=unit, period=period, amount=_amount(name, getattr(arguments, name)))
        for name, (unit, period) in WHICH.items()
        if getattr(arguments, name) is not None
    ]
    if not caps:
        raise InvalidInputError("No cap is named.", hint="Name one, for example --month 50.")
    with money_books(load_settings()) as books:
        books.caps.set(caps, at_the_keyboard())
        if not books.caps.is_known(scope, payer_id):
            sys.stderr.write(f"Nobody has placed a job or has a key as {scope} {_shown(scope, payer_id)} yet.\n")
    for cap in caps:
        sys.stdout.write(f"{_told(cap)}\n")
    return 0


def remove(arguments: Namespace) -> int:
    """Remove somebody's caps, or those that are named; raises FootageError."""
    scope, payer_id = _payer(arguments)
    which = [what for name, what in WHICH.items() if getattr(arguments, name)]
    with money_books(load_settings()) as books:
        count = books.caps.remove(scope, payer_id, which, by=at_the_keyboard())
    sys.stdout.write(f"{count} removed.\n" if count else "There was none.\n")
    return 0


def show(arguments: Namespace) -> int:
    """Print every cap that somebody set, and those of the settings; raises FootageError."""
    settings = load_settings()
    with money_books(settings) as books:
        caps = books.caps.all()
    own = [
        StandingCap(scope="installation", id="", unit="microusd", period=name, amount=amount.microusd)  # type: ignore[arg-type]
        for name, amount in settings.caps().items()
        if name != "call"
    ]
    if arguments.json:
        sys.stdout.write(json.dumps([_as_json(cap) for cap in (*own, *caps)], indent=2) + "\n")
        return 0
    for cap in (*own, *caps):
        sys.stdout.write(f"{_told(cap)}\n")
    return 0


def _payer(arguments: Namespace) -> tuple[CapScope, str]:
    """Whose caps are meant."""
    named = [(scope, getattr(arguments, scope)) for scope in PAYERS if getattr(arguments, scope) is not None]
    if arguments.person is not None and arguments.org is not None:
        named = [("person", person_id(arguments.org, arguments.person))]
    elif arguments.person is not None and len(named) == 1:
        named = [("person", person_id(DEFAULT_ORG, arguments.person))]
    if len(named) != 1 or not named[0][1].strip():
        raise InvalidInputError(
            "It is not clear whose caps are meant.",
            hint="Name one of --org, --team, --key, or --person (with --org, where that is not the default one).",
        )
    return named[0]


def _amount(name: str, typed: str) -> int:
    unit = WHICH[name][0]
    if unit == "microusd":
        amount = Money.usd(typed)
        if amount < ZERO:
            raise InvalidInputError(f"--{name}: a cap is 0 or more.")
        return amount.microusd
    found = _SIZE.fullmatch(typed.strip())
    if found is None or (unit != "bytes" and found[2]):
        raise InvalidInputError(f"--{name}: {typed!r} is no {'size, such as 10GB' if unit == 'bytes' else 'number'}.")
    amount_of_unit = int(found[1]) * _SIZES[found[2].lower()]
    if amount_of_unit < (1 if unit == "calls" else 0) or amount_of_unit >= 2**63:
        raise InvalidInputError(f"--{name}: {typed} is out of range.")
    return amount_of_unit


def _told(cap: StandingCap) -> str:
    whose = f"{cap.scope} {_shown(cap.scope, cap.id)}".strip()
    return f"{whose}: {cap.limit}"


def _shown(scope: CapScope, payer_id: str) -> str:
    if scope != "person":
        return payer_id
    org_id, _, subject = payer_id.partition("/")
    return f"{subject} of {org_id}"


def _as_json(cap: StandingCap) -> dict[str, str | int]:
    named = {"scope": cap.scope, "id": cap.id, "unit": cap.unit, "period": cap.period}
    return {**named, "amount": Money(cap.amount).as_usd() if cap.unit == "microusd" else cap.amount}
