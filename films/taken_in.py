"""The films that callers name, made ready to be worked on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from films.services import SharedServices

if TYPE_CHECKING:
    from media.intake import Intake

TAKEN_IN = "taken_in"


def taken_in(services: SharedServices, film: Path) -> Intake:
    """A film as a tool's call and its job work on it; both find the same copy where one is needed.

    Raises:
        UnsupportedMediaError: As in `media.intake.take_in`.
    """
    from media.intake import take_in

    return take_in(film, services.parts_dir / TAKEN_IN)


def sentence(note: str) -> str:
    """A note as a sentence of its own."""
    return f"{note[0].upper()}{note[1:]}."
