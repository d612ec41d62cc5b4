"""Vendors in miniature: real HTTP servers that speak the vendors' protocols and serve real films, for free."""

from __future__ import annotations

from pathlib import Path

from routing.emulators.base import Emulator


def all_emulators(folder: Path) -> tuple[Emulator, ...]:
    """One of each.

    Args:
        folder: Where they keep the films they draw.
    """
    from routing.emulators.elevenlabs import ElevenLabsEmulator
    from routing.emulators.fal import FalEmulator
    from routing.emulators.google.app import GoogleEmulator
    from routing.emulators.openai_video import OpenAIVideoEmulator
    from routing.emulators.pixverse import PixVerseEmulator
    from routing.emulators.runway import RunwayEmulator
    from routing.emulators.speech import SpeechEmulator
    from routing.emulators.stock.archive import ArchiveEmulator
    from routing.emulators.stock.commons import CommonsEmulator
    from routing.emulators.stock.coverr import CoverrEmulator
    from routing.emulators.stock.nasa import NasaEmulator
    from routing.emulators.stock.pexels import PexelsEmulator
    from routing.emulators.stock.pixabay import PixabayEmulator

    return (
        GoogleEmulator(folder),
        RunwayEmulator(folder),
        PixVerseEmulator(folder),
        FalEmulator(folder),
        OpenAIVideoEmulator(folder),
        PexelsEmulator(folder),
        PixabayEmulator(folder),
        CoverrEmulator(folder),
        CommonsEmulator(folder),
        NasaEmulator(folder),
        ArchiveEmulator(folder),
        ElevenLabsEmulator(folder),
        SpeechEmulator(folder),
    )
