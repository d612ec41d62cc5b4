"""Vendors in miniature: real HTTP servers that speak the vendors' protocols and serve real films, for free."""

from __future__ import annotations

from pathlib import Path

from routing.emulators.base import Emulator


def all_emulators(folder: Path) -> tuple[Emulator, ...]:
    """One of each.

    Args:
        folder: Where they keep the films they draw.
    """
    from routing.emulators.fal import FalEmulator
    from routing.emulators.google.app import GoogleEmulator
    from routing.emulators.openai_video import OpenAIVideoEmulator
    from routing.emulators.pixverse import PixVerseEmulator
    from routing.emulators.runway import RunwayEmulator

    return (
        GoogleEmulator(folder),
        RunwayEmulator(folder),
        PixVerseEmulator(folder),
        FalEmulator(folder),
        OpenAIVideoEmulator(folder),
    )
