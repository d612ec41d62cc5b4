"""Who did what and when: keys made and ended, calls refused, calls that cost."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from footage.api_keys import read_id
from footage.ports.keys import AuditLine
from footage.threads import utc_now
from mcp_server.app import build_app
from mcp_server.cli.tables import table
from mcp_server.wiring.callers import audit_book

_DAYS = 30
_HEAD = ("when", "what", "team", "key", "who", "tool", "why", "times", "job", "cost")


def add_options(audit: argparse.ArgumentParser) -> None:
    """The options of `footage audit`."""
    audit.add_argument("--days", type=int, default=_DAYS, help=f"how far back (default: {_DAYS})")
    audit.add_argument("--team", help="of this team alone")
    audit.add_argument("--key", metavar="ID", help="of this key alone")
    audit.add_argument("--json", action="store_true", help="print a JSON object a line")
    audit.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    since = utc_now() - timedelta(days=max(0, min(arguments.days, 10_000)))
    key_id = read_id(arguments.key) if arguments.key else None
    with audit_book(build_app().settings) as audit:
        lines = list(audit.lines(since, team_id=arguments.team, key_id=key_id))
    if arguments.json:
        sys.stdout.writelines(f"{json.dumps(_document(one), ensure_ascii=False)}\n" for one in lines)
    else:
        sys.stdout.write(table(_HEAD, [_row(one) for one in lines]) if lines else "Nothing is written down.\n")
    return 0


def _document(line: AuditLine) -> dict[str, Any]:
    charged = None if line.charged is None else line.charged.as_usd()
    return {
        "at": line.at.isoformat(timespec="seconds"),
        "event": line.event,
        "org": line.org_id,
        "team": line.team_id,
        "key": line.key_id,
        "who": line.subject,
        "tool": line.tool or None,
        "code": line.code or None,
        "times": line.times,
        "job_id": line.job_id or None,
        "charged_usd": charged,
    }


def _row(line: AuditLine) -> Sequence[str]:
    charged = f"{line.charged}" if line.charged is not None else ""
    times = f"{line.times}" if line.times > 1 else ""
    when = f"{line.at:%Y-%m-%d %H:%M}"
    who = (line.team_id, line.key_id, line.subject)
    return (when, line.event, *who, line.tool, line.code, times, line.job_id, charged)
