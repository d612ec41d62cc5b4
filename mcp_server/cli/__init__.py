"""The command line: the servers, and a twin of every tool with a progress bar and `--json`."""

from __future__ import annotations

import logging
import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from footage.memory import garbage_later
from footage.secrets import guard_logs
from mcp_server.cli.commands import parser
from mcp_server.telemetry.log_lines import say, write_json
from mcp_server.trouble import in_words

EXIT_ERROR, EXIT_INTERRUPTED, EXIT_UNREAD = 1, 130, 141


def run(argv: Sequence[str]) -> int:
    """Run one command; returns the exit status: 0 fine, 1 an error that was printed, 2 wrong usage."""
    with garbage_later():  # the options of a command are made from its tool's, so that all tools are loaded
        arguments = parser(argv).parse_args(argv)
    level = logging.INFO if arguments.verbose else logging.WARNING
    logging.basicConfig(stream=sys.stderr, level=level, format="%(name)s: %(message)s")
    logging.getLogger("stamina").setLevel(logging.ERROR)  # it warns that something is tried again, but not what
    guard_logs()
    _form_lines(os.environ.get("FOOTAGE_LOG_FORMAT", ""))  # before settings can be read, or be wrong
    try:
        return _said(arguments)
    except BrokenPipeError:  # whoever reads what is printed, `head` for one, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_UNREAD
    except KeyboardInterrupt:
        logging.disable()  # what was being opened breaks now, and nobody waits for it
        say("Stopped. Unfinished jobs go on at the next start; `footage jobs` shows them.")
        return EXIT_INTERRUPTED
    except Exception as exc:
        known = in_words(exc)
        if known is None:
            raise
        say(f"{known.code}: {known.message} {known.hint}")
        return EXIT_ERROR


def _form_lines(asked: str) -> None:
    if asked.strip().lower() == "json":
        write_json()
    elif asked.strip().lower() not in {"", "text"}:
        say(f"FOOTAGE_LOG_FORMAT: there is no {asked[:40]!r}, so the log is text; json is the other form.")


def _said(arguments: Namespace) -> int:
    """Run it, and see that all it printed is gone."""
    status = int(arguments.run(arguments))
    sys.stdout.flush()
    return status
