"""Who counts what happens in this process: nobody, unless a process is started with metrics.

A module, and no argument of all that counts: as with the log, whether somebody listens is for the process to say.
"""

from __future__ import annotations

from footage.ports.meters import Meters, NobodyCounts

_meters: Meters = NobodyCounts()


def count() -> Meters:
    """Whoever is to be told."""
    return _meters


def tell(meters: Meters) -> None:
    """Tell these from now on."""
    global _meters  # noqa: PLW0603 - one for the whole process
    _meters = meters


def is_anybody_counting() -> bool:
    """Whether it is worth working out what is only counted."""
    return not isinstance(_meters, NobodyCounts)
