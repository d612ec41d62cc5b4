"""Graphs that are longer than a system lets an argument be: ffmpeg reads them from a file then."""

from __future__ import annotations

import contextlib
import functools
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence

_GRAPH = "-filter_complex"
_LONG_BYTES = 30_000
"""Windows takes 32,767 characters in all, Linux 131,072 bytes in one argument."""

_READS_FILES = 7
"""The first version of ffmpeg that reads any option's value from a file; those before have an option for graphs."""

_ANSWER_LIMIT_S = 60.0


@contextlib.contextmanager
def short(args: Sequence[str], binary: str) -> Iterator[Sequence[str]]:
    """The same arguments; a long graph is in a file as long as the block runs.

    Args:
        args: Ffmpeg's arguments.
        binary: The ffmpeg that gets them.
    """
    at = next((n for n, one in enumerate(args) if one == _GRAPH and len(args[n + 1].encode()) > _LONG_BYTES), None)
    if at is None:
        yield args
        return
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".graph") as graph:
        graph.write(args[at + 1])
        graph.flush()
        name = "-/filter_complex" if _version(binary) >= _READS_FILES else "-filter_complex_script"
        yield [*args[:at], name, graph.name, *args[at + 2 :]]


@functools.cache
def _version(binary: str) -> int:
    """The first number of its version; builds of the latest source, which have none, are taken for new ones."""
    asked = [binary, "-version"]
    said = subprocess.run(asked, capture_output=True, check=False, timeout=_ANSWER_LIMIT_S).stdout  # noqa: S603
    found = re.match(rb"ffmpeg version n?(\d+)\.", said)
    return int(found[1]) if found else _READS_FILES
