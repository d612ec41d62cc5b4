"""Every backend of sound, by name, whether it can be used here or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from footage.threads import Clock, utc_now
from footage.vendors import VendorSettings
from routing.sounds.spec import SoundSpec, Wire, load_sounds

if TYPE_CHECKING:
    from routing.sounds.asking import SoundBackend

_Adapter = Callable[[str, SoundSpec, VendorSettings, Callable[[], date]], "SoundBackend"]


def sound_backends(home: Path, settings: VendorSettings, clock: Clock = utc_now) -> dict[str, SoundBackend]:
    """The backends of `sounds.yaml`, each by its vendor's adapter.

    Args:
        home: FOOTAGE_HOME, whose own file is laid over the shipped one.
        settings: Keys and addresses.
        clock: For prices.

    Raises:
        InvalidInputError: The user's file is wrong.
    """
    adapters = _adapters()
    return {
        name: adapters[spec.wire](name, spec, settings, lambda: clock().date())
        for name, spec in load_sounds(home).items()
    }


def _adapters() -> Mapping[Wire, _Adapter]:
    from routing.sounds.elevenlabs import ElevenLabsMusic, ElevenLabsSpeech
    from routing.sounds.endpoint import SpeechEndpoint
    from routing.sounds.gemini import GeminiSpeech, Lyria

    return {
        "gemini_speech": GeminiSpeech,
        "lyria": Lyria,
        "elevenlabs_speech": ElevenLabsSpeech,
        "elevenlabs_music": ElevenLabsMusic,
        "audio_speech": SpeechEndpoint,
    }
