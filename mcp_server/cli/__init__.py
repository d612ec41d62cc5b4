"""The command line: the servers, and a twin of every tool with a progress bar and `--json`."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence

from footage.secrets import guard_logs
from mcp_server.cli.commands import parser
from mcp_server.trouble import in_words

EXIT_ERROR, EXIT_INTERRUPTED = 1, 130


def run(argv: Sequence[str]) -> int:
    """Run one command; returns the exit status: 0 fine, 1 an error that was printed, 2 wrong usage."""
    arguments = parser(argv).parse_args(argv)
    level = logging.INFO if arguments.verbose else logging.WARNING
    logging.basicConfig(stream=sys.stderr, level=level, format="%(name)s: %(message)s")
    guard_logs()
    try:
        return int(arguments.run(arguments))
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. Unfinished jobs go on at the next start; `footage jobs` shows them.\n")
        return EXIT_INTERRUPTED
    except Exception as exc:
        known = in_words(exc)
        if known is None:
            raise
        sys.stderr.write(f"{known.code}: {known.message} {known.hint}\n")
        return EXIT_ERROR
