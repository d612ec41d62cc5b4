"""Any endpoint in the shape of `POST /audio/speech`, as servers of local voices have it."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from footage.errors import GeneratorError, ModerationPromptError, QuotaExhaustedError
from footage.vendors import VendorSettings
from routing.sounds.asking import Answer, Asked, Given, ask, no_sound
from routing.sounds.prices import bill
from routing.sounds.spec import SoundPrice, SoundSpec
from routing.wire import replies

_TIMEOUT_S, _PROBE_TIMEOUT_S = 120.0, 20.0
_PCM_HZ = 24_000
_NO_PRICE = "OPENAI_SPEECH_USD_PER_M_CHARS is not set: its price for a million characters, 0 for a server of your own"


class SpeechEndpoint:
    """An endpoint that the settings name.

    Args:
        name: What the backend is called.
        spec: Its row; model, voice and price are the settings'.
        settings: Key, address, model, voice and price.
        today: For the price.
    """

    def __init__(self, name: str, spec: SoundSpec, settings: VendorSettings, today: Callable[[], date]) -> None:
        self.name = name
        self._settings = settings
        self._today = today
        changed = {
            "model": settings.openai_speech_model or spec.model,
            "default_voice": settings.openai_speech_voice or spec.default_voice,
            "prices": spec.prices or _prices(settings),
        }
        self.spec = spec.model_copy(update=changed)

    @property
    def identity(self) -> str:
        return f"{self.spec.model} at {self._settings.openai_speech_base_url}"

    def missing(self) -> str | None:
        if not self._settings.openai_speech_base_url:
            return "OPENAI_SPEECH_BASE_URL is not set"
        return None if self.spec.prices else _NO_PRICE

    async def probe(self) -> None:
        """Any answer shows that it is there: not every such server lists its models."""
        await ask(
            self.name,
            "GET",
            self._url("/models"),
            timeout_s=_PROBE_TIMEOUT_S,
            proxied=not self._is_near(),
            sending=False,
            headers=self._headers(),
        )

    async def make(self, asked: Asked) -> Given:
        body = {"model": self.spec.model, "input": asked.text, "voice": asked.voice, "response_format": "wav"}
        answer = await ask(
            self.name,
            "POST",
            self._url("/audio/speech"),
            timeout_s=_TIMEOUT_S,
            proxied=not self._is_near(),
            headers=self._headers(),
            json=body | ({"instructions": asked.style} if asked.style else {}),
        )
        if answer.status >= 300:
            raise _refusal(self.name, answer)
        charged = bill(self.spec, self._today(), chars=len(asked.text))
        if not answer.content or "json" in answer.kind or answer.kind.startswith("text/"):
            raise no_sound(self.name, charged)
        is_raw = answer.kind in {"audio/pcm", "audio/l16", "audio/raw"}
        return Given(content=answer.content, pcm_hz=_PCM_HZ if is_raw else 0, cost=charged)

    def _url(self, path: str) -> str:
        return f"{(self._settings.openai_speech_base_url or '').rstrip('/')}{path}"

    def _headers(self) -> dict[str, str]:
        key = self._settings.openai_speech_api_key
        return {"Authorization": f"Bearer {key.get_secret_value()}"} if key else {}

    def _is_near(self) -> bool:
        return is_near(self._settings.openai_speech_base_url or "")


def is_near(url: str) -> bool:
    """Whether an address is on this machine or in its own network."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal", ".lan")):
        return True
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return False


def _prices(settings: VendorSettings) -> tuple[SoundPrice, ...]:
    """What the settings say; a server in the own network is free, and of any other nothing is guessed."""
    asked = settings.openai_speech_usd_per_m_chars
    if asked is None and not is_near(settings.openai_speech_base_url or ""):
        return ()
    source = "OPENAI_SPEECH_USD_PER_M_CHARS" if asked is not None else "a server in the own network"
    return (SoundPrice(usd_per_1000_chars=(asked or Decimal(0)) / 1000, as_of=date.today(), source=source),)  # noqa: DTZ011


def _refusal(backend: str, answer: Answer) -> GeneratorError:
    """What an error means, in OpenAI's form or any other."""
    try:
        told = json.loads(answer.content)
        error = told.get("error", told)
    except (ValueError, AttributeError, RecursionError):
        error = {}
    error = error if isinstance(error, Mapping) else {"message": error}
    message = str(error.get("message") or error.get("detail") or answer.content[:300].decode("utf-8", "replace"))
    code = " ".join(replies.word(error.get(name)) for name in ("code", "type"))
    text = f"{backend} answered {answer.status}: {replies.brief(message)}"
    if "insufficient_quota" in code:
        return QuotaExhaustedError(text, backend=backend)
    if "moderation" in code or "content_policy" in code:
        return ModerationPromptError(text, backend=backend)
    later = replies.retry_after_s(answer.headers.get("retry-after"))
    return replies.refusal(
        backend, answer.status, message, sending=True, retry_after_s=later, own_words=bool(code.strip())
    )
