"""Gemini's voices and Lyria in miniature: sound by interactions, which answer when it is made.

Words for a text: [silent] (an answer without a sound), [raw] (samples without a head), [no usage], and every
emulator's [slow 3], [moderated], [bad request].
"""

from __future__ import annotations

import asyncio
import base64
import uuid
from collections.abc import Mapping
from typing import Any

from starlette.responses import JSONResponse, Response

from footage.threads import in_thread
from routing.emulators.film import waits_s
from routing.emulators.google.answers import RETIRED, error, refusal, refused_prompt
from routing.emulators.sound import RATE_HZ, as_wav, music_mp3, spoken

_TOKENS_PER_S = 25
_SONG_S = 8.0
_FORMATS = frozenset({"audio/wav", "audio/l16", "audio/mp3", "audio/ogg_opus"})


async def sound(body: Mapping[str, Any], said: str) -> Response:
    """Speak, or play, as an interaction is asked to."""
    if str(body.get("model")).startswith(RETIRED):
        return refusal("retired")
    if refused := refused_prompt(said):
        return refused
    if body.get("background") or body["response_format"].get("mime_type") not in _FORMATS:
        return error(400, "response_format: unsupported for this model.")
    await asyncio.sleep(waits_s(said))
    is_music = "lyria" in str(body["model"])
    if not is_music and not _voice(body):
        return error(400, "generation_config.speech_config: voice is required.")
    content, tokens = await in_thread(_made, body, said, is_music=is_music)
    answer: dict[str, Any] = {"id": uuid.uuid4().hex, "model": body["model"], "object": "interaction"}
    answer |= {"created": "2026-11-29T12:00:00Z", "updated": "2026-11-29T12:00:00Z", "status": "completed"}
    answer["steps"] = [] if content is None else [{"type": "model_output", "content": [content]}]
    if "[no usage]" not in said:
        by_modality = [{"modality": "audio", "tokens": tokens}]
        read = max(1, len(said) // 4)
        answer["usage"] = {"total_input_tokens": read, "total_output_tokens": tokens, "total_tokens": read + tokens}
        answer["usage"]["output_tokens_by_modality"] = by_modality
    return JSONResponse(answer)


def _voice(body: Mapping[str, Any]) -> str:
    configured = (body.get("generation_config") or {}).get("speech_config") or [{}]
    first = configured[0] if isinstance(configured, list) else configured
    return str(first.get("voice") or "")


def _made(body: Mapping[str, Any], said: str, *, is_music: bool) -> tuple[dict[str, Any] | None, int]:
    """The part of the answer with the sound, and the tokens that it counts."""
    if "[silent]" in said:
        return None, 0
    if is_music:
        known = {"type": "audio", "mime_type": "audio/mp3", "sample_rate": 44_100, "channels": 2}
        return {**known, "data": base64.b64encode(music_mp3(_SONG_S)).decode()}, round(_SONG_S * _TOKENS_PER_S)
    samples = spoken(said, 110.0 + len(_voice(body)) * 12)
    tokens = round(len(samples) / RATE_HZ * _TOKENS_PER_S)
    known = {"type": "audio", "sample_rate": RATE_HZ, "channels": 1}
    if "[raw]" in said:
        known["mime_type"] = f"audio/L16;codec=pcm;rate={RATE_HZ}"
        return {**known, "data": base64.b64encode(samples.tobytes()).decode()}, tokens
    return {**known, "mime_type": "audio/wav", "data": base64.b64encode(as_wav(samples)).decode()}, tokens
