"""What everything has in common that is done to the pictures and the sound of a layer."""

from __future__ import annotations

from dataclasses import dataclass

Size = tuple[int, int]
"""Width and height in pixels."""

Span = tuple[int, int]
"""From a frame to the one before which it ends."""


@dataclass(frozen=True, kw_only=True)
class Effect:
    """One thing done to a layer.

    `is_timeless` where it is the same at every moment, so that cuts may come before it.
    """

    @property
    def is_timeless(self) -> bool:
        """Whether cuts may come before it."""
        return False

    @property
    def is_seen(self) -> bool:
        """Whether it changes the pictures."""
        return True

    def sized(self, size: Size) -> Size:
        """The size of pictures that had this one."""
        return size

    def heard(self, has_sound: bool) -> bool:
        """Whether there is sound after it."""
        return has_sound
