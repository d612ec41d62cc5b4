"""Who speaks on this machine, and who listens."""

from __future__ import annotations

from collections.abc import Iterator

from footage.errors import FootageError
from mcp_server.app import build_app


def speech_lines() -> Iterator[tuple[bool, str]]:
    """Who speaks, whether words are timed, and whether films can be transcribed; all of it is optional."""
    try:
        settings = build_app().settings
    except FootageError:
        return
    from media.speech import align, kokoro, transcribe, voices

    try:
        own = [voices.own_voice(settings.piper_voice)] if settings.piper_voice else []
    except FootageError as exc:
        own = []
        yield False, f"narration: {exc.message} {exc.hint}"
    packaged, espeak = voices.packaged_voice(), len(voices.espeak_languages())
    found = [f"{voice.name} ({voice.language})" for voice in own]
    spoken = sorted({voice.language for voice in voices.kokoro_voices()})
    found += [f"Kokoro ({', '.join(spoken)})"] if spoken else []
    found += [f"{packaged.name} ({packaged.language})"] if packaged else []
    found += [f"espeak-ng ({espeak} languages)"] if espeak else []
    yield (True, f"narration: {', '.join(found)}") if found else (False, f"narration: no voice; {voices.INSTALL}")
    if not spoken:
        yield False, f"narration: no Kokoro, which sounds best and speaks five languages; {kokoro.INSTALL}"
    if align.can_align(align.LANGUAGE):
        yield True, "word times: measured in English, estimated elsewhere"
    else:
        yield False, f"word times: estimated; {voices.INSTALL}"
    try:
        model = transcribe.find_model(settings.whisper_model)
        yield True, f"transcription: {model if settings.whisper_model else 'the packaged model, English only'}"
    except FootageError as exc:
        yield False, f"transcription: {exc.message} {exc.hint}"
