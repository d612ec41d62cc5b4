"""The typefaces of this machine, and those in files."""

from __future__ import annotations

import contextlib
import functools
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_OF_NO_USE = b"Fontconfig "


@functools.cache
def system_fonts() -> Any:
    """The font manager of Skia; opened once, without what it says about the machine's settings."""
    import skia

    with _without_complaints():
        return skia.FontMgr()


def typeface_in(file: Path) -> Any:
    """The typeface in a file; None where there is none."""
    import skia

    system_fonts()  # whatever of Skia's comes first opens them
    return skia.Typeface.MakeFromFile(str(file))


@contextlib.contextmanager
def _without_complaints() -> Iterator[None]:
    """Let no line of Fontconfig's reach stderr: a library inside Skia writes there what users can do nothing about."""
    sys.stderr.flush()
    stderr = os.dup(2)
    with tempfile.TemporaryFile() as said:
        os.dup2(said.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(stderr, 2)
            said.seek(0)
            os.write(stderr, b"".join(line for line in said if not line.startswith(_OF_NO_USE)))
            os.close(stderr)
