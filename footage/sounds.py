"""What is heard in a film: who may speak or play for money, and what a result names of every sound in it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from footage.domain import Frozen

SoundKind = Literal["voice", "music"]


class PaidVoice(BaseModel):
    """A voice of a vendor, as an order stores it.

    Attributes:
        backend: Who speaks, such as "gemini_tts".
        voice: What the vendor calls the voice.
        title: What people call it.
        language: Of the words, a code such as "en" or "pt-BR"; empty where it is not known.
        style: How it speaks, in words, for vendors that take them.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    backend: str
    voice: str
    title: str = ""
    language: str = ""
    style: str = ""


class PaidMusic(BaseModel):
    """Music of a vendor, as an order stores it; `length_s` is the most that was quoted, in seconds."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    backend: str
    prompt: str
    length_s: float


class SoundOrder(BaseModel):
    """What is heard in a film for money: the voices to ask, one after the other, and the music.

    `must_speak` is whether a film without a voice is not what was asked for.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    voices: tuple[PaidVoice, ...] = ()
    music: PaidMusic | None = None
    must_speak: bool = False


class SoundCredit(Frozen):
    """A sound in a film: where it is from, and under which licence.

    Attributes:
        kind: What it is.
        engine: Who made it: a backend, a program of this machine, or "footage", whose composer it then is.
        model: Its model.
        voice: Whose voice it is, or which music.
        licence: Its name, or the terms of whoever made it.
        licence_url: Their text.
        cost_usd: What was charged for it.
    """

    kind: SoundKind
    engine: str
    model: str = ""
    voice: str = ""
    licence: str = ""
    licence_url: str = ""
    cost_usd: str = "0.00"
