"""What files say of where they come from, and who signs here."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from footage.errors import NotFoundError
from mcp_server.app import build_app
from mcp_server.wiring.credentials import film_credentials


def add_options(credentials: argparse.ArgumentParser) -> None:
    """The actions of `footage credentials` and their options."""
    actions = credentials.add_subparsers(title="actions", metavar="ACTION", required=True)
    show = actions.add_parser("show", help="what a film, a picture or a sound says of itself")
    show.add_argument("file", type=Path)
    show.add_argument("--json", action="store_true", help="print it as JSON")
    show.set_defaults(run=_show)
    identity = actions.add_parser("identity", help="print the certificates that others need to know who signs here")
    identity.set_defaults(run=_identity)


def _show(arguments: argparse.Namespace) -> int:
    file: Path = arguments.file
    if not file.is_file():
        raise NotFoundError(f"There is no file {str(file)!r}.", hint="Name a film, a picture or a sound.")
    found = film_credentials(build_app().settings).read(file)
    if arguments.json:
        sys.stdout.write(f"{json.dumps(found.model_dump(), ensure_ascii=False, indent=1)}\n")
        return 0
    told = [found.sentence() or "Nothing says what made it.", *(f"  {one}" for one in found.steps)]
    sys.stdout.write("\n".join([f"credentials: {found.state}; made with AI: {found.ai}", *told, ""]))
    return 0


def _identity(_arguments: argparse.Namespace) -> int:
    credentials = film_credentials(build_app().settings)
    sys.stderr.write(f"{credentials.told()}\n")
    sys.stdout.write(credentials.chain())
    return 0
