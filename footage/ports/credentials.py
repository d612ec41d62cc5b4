"""Who signs what leaves Footage, and reads what others have signed."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from footage.provenance import Making, Provenance


class Credentials(Protocol):
    """Content credentials of files."""

    def seal(self, file: Path, making: Making, title: str) -> str | None:
        """Mark a finished file and sign it, in place. Blocking.

        Returns:
            Why it is not signed, or what of its credentials is lost, in a sentence; None where all is as it should be.

        Raises:
            UnavailableError: It must be signed, and cannot be.
        """

    def has(self, file: Path) -> bool:
        """Whether a file brings credentials of its own. Blocking."""

    def read(self, file: Path) -> Provenance:
        """What a file says of where it comes from; nothing that it names is fetched. Blocking."""

    def told(self) -> str:
        """Who signs here, in a sentence.

        Raises:
            FootageError: Nobody can; the message says why.
        """
