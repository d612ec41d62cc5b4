"""What was spent, by whom or for what."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date

from footage.config import load_settings
from footage.errors import InvalidInputError
from footage.money import ZERO
from footage.plain_text import one_line
from footage.ports.money import Spending, SpendingBy
from mcp_server.desk.spent import as_csv
from mcp_server.wiring.storage import money_books

_OF: dict[SpendingBy, str] = {"team": "org", "key": "team", "person": "org", "backend": "", "tag": "team"}
"""What says whose a name is."""


def add_options(command: ArgumentParser) -> None:
    """Of what spending is told, and how."""
    command.add_argument("--by", default="team", choices=list(_OF))
    command.add_argument("--from", dest="first", metavar="DAY", help="first day (default: of this month)")
    command.add_argument("--to", dest="last", metavar="DAY", help="last day (default: today)")
    output = command.add_mutually_exclusive_group()
    output.add_argument("--csv", action="store_true", help="print comma-separated values")
    output.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=spend)


def spend(arguments: Namespace) -> int:
    """Print what was charged from one day to another, both included; raises FootageError."""
    first, last = _day("--from", arguments.first), _day("--to", arguments.last)
    if first and last and last < first:
        raise InvalidInputError("--to is before --from.")
    settings = load_settings()
    with money_books(settings) as books:
        rows = books.ledger.spending(arguments.by, first, last)
    if arguments.json:
        sys.stdout.write(json.dumps(_documents(arguments.by, rows), indent=2) + "\n")
    elif arguments.csv:
        sys.stdout.write(as_csv(_columns(arguments.by), _documents(arguments.by, rows)))
    else:
        sys.stdout.write(_in_words(rows, settings.time_zone))
    return 0


def _day(option: str, typed: str | None) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError as exc:
        raise InvalidInputError(f"{option}: {typed!r} is no day such as 2026-11-30.") from exc


def _documents(by: SpendingBy, rows: Sequence[Spending]) -> list[dict[str, str | int]]:
    of = _OF[by]
    return [
        {by: row.name, **({of: row.of} if of else {}), "spent_usd": row.spent.as_usd(), "jobs": row.jobs}
        for row in rows
    ]


def _columns(by: SpendingBy) -> list[str]:
    return [by, *([_OF[by]] if _OF[by] else []), "spent_usd", "jobs"]


def _in_words(rows: Sequence[Spending], time_zone: str) -> str:
    if not rows:
        return "Nothing was spent.\n"
    lines = [
        f"{row.spent!s:>12}  {row.jobs:>5} job{'s' if row.jobs != 1 else ' '}  {one_line(row.name) or '-'}"
        f"{f' ({one_line(row.of)})' if row.of else ''}"
        for row in rows
    ]
    total = sum((row.spent for row in rows), ZERO)
    return "\n".join([*lines, f"{total!s:>12}  in all; days begin in {time_zone}"]) + "\n"
