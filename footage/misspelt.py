"""Variables that look like settings and are none."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from footage.config import ENV_PREFIX, Settings
from footage.secret_files import secret_fields

_READ_ELSEWHERE = frozenset({"CRASH_AT", "LOG_FORMAT"})  # by `footage.faults`, which tests use, and the command line


@dataclass(frozen=True)
class Misspelt:
    """A `FOOTAGE_*` variable that means nothing, and the one that was probably meant."""

    name: str
    meant: str | None

    def __str__(self) -> str:
        return f"{self.name} means nothing{f'; did you mean {self.meant}?' if self.meant else '.'}"


def misspelt(environ: Mapping[str, str], backends: Collection[str]) -> list[Misspelt]:
    """The variables that look like ours and that nothing reads.

    Args:
        environ: The environment.
        backends: The names of all backends.
    """
    known = {name.upper() for name in Settings.model_fields} | _READ_ELSEWHERE
    known |= {f"{name.upper()}_FILE" for name in secret_fields(Settings)}
    known |= {f"BACKEND_{name.upper()}_ENABLED" for name in backends}
    # Upper and lower case are the same to the settings; the prefix, which all share, would make all of them look alike.
    ours = {name: name[len(ENV_PREFIX) :].upper() for name in sorted(environ) if name.upper().startswith(ENV_PREFIX)}
    return [Misspelt(name, _closest(rest, known)) for name, rest in ours.items() if rest not in known]


def _closest(name: str, known: Collection[str]) -> str | None:
    found = difflib.get_close_matches(name, known, n=1, cutoff=0.7)
    return f"{ENV_PREFIX}{found[0]}" if found else None
