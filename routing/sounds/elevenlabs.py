"""Voices and music of ElevenLabs (API of elevenlabs 2.78): speech comes with the time of every character."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any
from urllib.parse import quote

from footage.errors import (
    AuthFailedError,
    GeneratorError,
    ModerationPromptError,
    QuotaExhaustedError,
    RateLimitedError,
    RequestRejectedError,
)
from footage.vendors import VendorSettings
from routing.sounds.asking import Answer, Asked, Given, TimedWord, ask, no_sound
from routing.sounds.prices import bill
from routing.sounds.spec import SoundSpec
from routing.wire import replies

_SPEECH_TIMEOUT_S, _MUSIC_TIMEOUT_S, _PROBE_TIMEOUT_S = 120.0, 300.0, 20.0
_RATE_HZ = 24_000
_LEAST_MUSIC_MS, _MOST_MUSIC_MS = 3_000, 600_000
_OF_POLICY = ("policy", "moderation", "bad_prompt", "prohibited", "copyright")
_OF_QUOTA = ("quota_exceeded", "payment_required", "insufficient_credits", "subscription_required")
_OF_PACE = ("too_many_concurrent_requests", "system_busy", "rate_limit")


class _ElevenLabs:
    """What both have in common; the arguments are those of `routing.sounds.gemini._Gemini`."""

    def __init__(self, name: str, spec: SoundSpec, settings: VendorSettings, today: Callable[[], date]) -> None:
        self.name = name
        self.spec = spec
        self._settings = settings
        self._today = today

    @property
    def identity(self) -> str:
        return self.spec.model

    def missing(self) -> str | None:
        return None if self._settings.elevenlabs_api_key else "ELEVENLABS_API_KEY is not set"

    async def probe(self) -> None:
        answer = await ask(
            self.name,
            "GET",
            self._url("/v1/models"),
            timeout_s=_PROBE_TIMEOUT_S,
            sending=False,
            headers=self._headers(),
        )
        if answer.status >= 400:
            raise _refusal(self.name, answer, sending=False)

    async def _post(self, path: str, timeout_s: float, body: Mapping[str, Any], rate: str) -> Answer:
        answer = await ask(
            self.name,
            "POST",
            self._url(path),
            timeout_s=timeout_s,
            headers=self._headers(),
            json=body,
            params={"output_format": rate},
        )
        if answer.status >= 300:
            raise _refusal(self.name, answer, sending=True)
        return answer

    def _url(self, path: str) -> str:
        return f"{self._settings.elevenlabs_base_url.rstrip('/')}{path}"

    def _headers(self) -> dict[str, str]:
        key = self._settings.elevenlabs_api_key
        return {"xi-api-key": key.get_secret_value() if key else ""}


class ElevenLabsSpeech(_ElevenLabs):
    """A voice, billed by characters."""

    async def make(self, asked: Asked) -> Given:
        body: dict[str, Any] = {"text": asked.text, "model_id": self.spec.model, "seed": 1}
        if asked.language:
            body["language_code"] = asked.language.partition("-")[0]
        path = f"/v1/text-to-speech/{quote(asked.voice, safe='')}/with-timestamps"
        answer = await self._post(path, _SPEECH_TIMEOUT_S, body, f"pcm_{_RATE_HZ}")
        charged = bill(self.spec, self._today(), chars=len(asked.text))
        try:
            told = json.loads(answer.content)
            content = base64.b64decode(told["audio_base64"])
        except (ValueError, KeyError, TypeError, RecursionError, binascii.Error) as exc:
            raise no_sound(self.name, None) from exc
        if not content:
            raise no_sound(self.name, charged)
        return Given(content=content, pcm_hz=_RATE_HZ, cost=charged, words=words_of(told.get("alignment")))


class ElevenLabsMusic(_ElevenLabs):
    """Music, billed by its length."""

    async def make(self, asked: Asked) -> Given:
        length_ms = max(_LEAST_MUSIC_MS, min(_MOST_MUSIC_MS, round(asked.length_s * 1000)))
        body = {
            "prompt": asked.text,
            "music_length_ms": length_ms,
            "model_id": self.spec.model,
            "force_instrumental": True,
        }
        answer = await self._post("/v1/music", _MUSIC_TIMEOUT_S, body, "mp3_44100_128")
        charged = bill(self.spec, self._today(), length_s=length_ms / 1000)
        if not answer.content or "json" in answer.kind:
            raise no_sound(self.name, charged)
        return Given(content=answer.content, cost=charged)


def words_of(alignment: Any) -> tuple[TimedWord, ...]:
    """The words of an alignment by characters; none where it is not one."""
    names = ("characters", "character_start_times_seconds", "character_end_times_seconds")
    parts = [alignment.get(name) for name in names] if isinstance(alignment, Mapping) else []
    lists = [one for one in parts if isinstance(one, list)]
    if len(lists) != len(names) or len({len(one) for one in lists}) != 1:
        return ()
    words: list[TimedWord] = []
    begins_word = True
    for char, starts, ends in zip(*lists, strict=True):
        start, end = replies.number(starts), replies.number(ends)
        if not isinstance(char, str) or start is None or end is None or end < start or start < 0:
            return ()
        if char.isspace() or not char:
            begins_word = True
        elif begins_word:
            words.append((float(start), float(end), char))
            begins_word = False
        else:
            words[-1] = (words[-1][0], max(words[-1][1], float(end)), words[-1][2] + char)
    return tuple(words) if all(one[0] <= two[0] for one, two in pairwise(words)) else ()


def _refusal(backend: str, answer: Answer, *, sending: bool) -> GeneratorError:
    """What an error means: ElevenLabs tells apart in `detail.status` what has one HTTP status."""
    code, message = _detail(answer.content)
    text = f"{backend} answered {answer.status}: {replies.brief(message or code)}"
    later = replies.retry_after_s(answer.headers.get("retry-after"))
    if any(word in code for word in _OF_QUOTA):
        return QuotaExhaustedError(text, backend=backend)
    if any(word in code for word in _OF_POLICY):
        return ModerationPromptError(text, backend=backend)
    if any(word in code for word in _OF_PACE):
        return RateLimitedError(text, backend=backend, retry_after_s=later)
    if "voice" in code and answer.status in {400, 404}:
        return RequestRejectedError(
            text, backend=backend, hint="Pass the id of a voice that is in your ElevenLabs account."
        )
    if code == "invalid_api_key":
        return AuthFailedError(text, backend=backend)
    return replies.refusal(
        backend, answer.status, message or code, sending=sending, retry_after_s=later, own_words=bool(code)
    )


def _detail(content: bytes) -> tuple[str, str]:
    """The code and the words of an error: an object, a list of what is wrong with the request, or a text."""
    try:
        detail = json.loads(content).get("detail")
    except (ValueError, AttributeError, RecursionError):
        return "", content[:300].decode("utf-8", "replace")
    if isinstance(detail, Mapping):
        return replies.word(detail.get("status") or detail.get("code")), str(detail.get("message") or "")
    if isinstance(detail, list):
        return "", "; ".join(str(one.get("msg", one)) if isinstance(one, Mapping) else str(one) for one in detail)
    return "", str(detail or "")
