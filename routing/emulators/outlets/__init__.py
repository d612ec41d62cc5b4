"""Sites and places that films are sent to, in miniature: they keep what comes, and count it."""

from __future__ import annotations

from routing.emulators.outlets.base import OutletEmulator


def all_outlets() -> tuple[OutletEmulator, ...]:
    """One of each."""
    from routing.emulators.outlets.instagram import InstagramEmulator
    from routing.emulators.outlets.store import StoreEmulator
    from routing.emulators.outlets.tiktok import TikTokEmulator
    from routing.emulators.outlets.youtube import YouTubeEmulator

    return YouTubeEmulator(), TikTokEmulator(), InstagramEmulator(), StoreEmulator()
