"""Speech and music of Gemini by interactions (google-genai 3.6), on a Gemini API key."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from datetime import date
from typing import Any

from footage.errors import GeneratorError, ModerationOutputError, ModerationPromptError, VendorFailedError
from footage.money import Money
from footage.vendors import VendorSettings
from routing.bills import credible
from routing.sounds.asking import Asked, Given, no_sound
from routing.sounds.prices import bill, worst_case
from routing.sounds.spec import SoundSpec
from routing.wire import google, replies

_SPEECH_TIMEOUT_S, _MUSIC_TIMEOUT_S = 120.0, 300.0
_RATE_HZ = 24_000
_MADE = "completed"
_RATE = re.compile(r"rate=(\d{4,6})")


class _Gemini:
    """What both have in common.

    Args:
        name: What the backend is called.
        spec: The model and its price.
        settings: Key and address.
        today: For prices, which change on known days.
    """

    def __init__(self, name: str, spec: SoundSpec, settings: VendorSettings, today: Callable[[], date]) -> None:
        self.name = name
        self.spec = spec
        self._settings = settings
        self._today = today

    @property
    def identity(self) -> str:
        return self.spec.model

    def missing(self) -> str | None:
        return None if self._settings.gemini_api_key else "GEMINI_API_KEY is not set"

    async def probe(self) -> None:
        client = await google.gemini(self._settings)
        async with google.answers(self.name, sending=False):
            await client.aio.models.get(model=self.spec.model)

    async def _interact(self, timeout_s: float, **order: Any) -> Any:
        client = await google.gemini(self._settings, timeout_s=timeout_s)
        async with google.answers(self.name, sending=True, within_s=2 * timeout_s):
            # The SDK would continue an unfinished answer by itself: sent, and paid, more than once.
            return await client.aio.interactions.create(
                model=self.spec.model, store=False, automatic_continuation=False, timeout=timeout_s, **order
            )

    def _sound(self, made: Any, charged: Money) -> tuple[bytes, int]:
        """The sound of an answer, and the rate of samples that have no head.

        Raises:
            GeneratorError: There is none, and why.
        """
        if replies.word(made.status) != _MADE:
            raise self._failure(made, charged)
        sound = made.output_audio
        if sound is None or not isinstance(sound.data, str) or not sound.data:
            # Safety is not said: the answer is just empty.
            raise ModerationOutputError(
                f"{self.name} answered without a sound.", backend=self.name, bill_microusd=charged.microusd
            )
        try:
            content = base64.b64decode(sound.data)
        except (binascii.Error, ValueError) as exc:
            raise no_sound(self.name, charged) from exc
        kind = str(getattr(sound, "mime_type", "") or "").lower()
        found = _RATE.search(kind)
        told = getattr(sound, "sample_rate", None)
        rate_hz = int(found[1]) if found else told if isinstance(told, int) else _RATE_HZ
        return content, rate_hz if re.match(r"audio/(l16|pcm|raw)", kind) else 0

    def _failure(self, made: Any, charged: Money) -> GeneratorError:
        message = "; ".join(str(error.message) for error in made.errors or [] if error.message)
        text = f"{self.name} ended as {made.status}: {replies.brief(message or 'no reason was given')}"
        kind = ModerationPromptError if google.is_blocked(message) else VendorFailedError
        return kind(text, backend=self.name, bill_microusd=charged.microusd)


class GeminiSpeech(_Gemini):
    """A voice, billed by the tokens that the answer counts."""

    async def make(self, asked: Asked) -> Given:
        # A language without a country is heard from the words.
        speech = {"voice": asked.voice, **({"language": asked.language} if "-" in asked.language else {})}
        note = {"type": "speech_metadata", "style": asked.style}
        said = {"type": "text", "text": asked.text, **({"annotations": [note]} if asked.style else {})}
        made = await self._interact(
            _SPEECH_TIMEOUT_S,
            input=[said],
            response_format={"type": "audio", "mime_type": "audio/wav", "sample_rate": _RATE_HZ},
            generation_config={"speech_config": [speech]},
        )
        charged = self._bill(made.usage, worst_case(self.name, self.spec, asked.text, 0.0, self._today()))
        content, pcm_hz = self._sound(made, charged)
        return Given(content=content, pcm_hz=pcm_hz, cost=charged)

    def _bill(self, usage: Any, worst: Money) -> Money:
        """What the counted tokens cost; the worst case where they are not told."""
        parts = getattr(usage, "output_tokens_by_modality", None) or []
        heard = [
            getattr(part, "tokens", None) for part in parts if replies.word(getattr(part, "modality", "")) == "audio"
        ]
        made = sum(filter(None, heard)) if heard else getattr(usage, "total_output_tokens", None)
        numbers = [replies.number(count) for count in (getattr(usage, "total_input_tokens", None), made)]
        counted = [int(count) for count in numbers if count is not None and count >= 0]
        if len(counted) < len(numbers) or not counted[1]:
            return worst
        return credible(self.name, worst, bill(self.spec, self._today(), read=counted[0], made=counted[1])).amount


class Lyria(_Gemini):
    """Music, billed by the piece."""

    async def make(self, asked: Asked) -> Given:
        wish = f"{asked.text.rstrip('.')}. Instrumental, no vocals, {asked.length_s:.0f} seconds."
        made = await self._interact(
            _MUSIC_TIMEOUT_S,
            input=[{"type": "text", "text": wish}],
            response_format={"type": "audio", "mime_type": "audio/mp3"},
        )
        charged = bill(self.spec, self._today())
        content, pcm_hz = self._sound(made, charged)
        return Given(content=content, pcm_hz=pcm_hz, cost=charged)
