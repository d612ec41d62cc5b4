"""Voices and music of vendors: what there is and what it costs, and the paid path to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from footage.caller import Limits
from footage.money import Money
from footage.ports.generators import Quote
from footage.ports.jobs import JobContext
from footage.ports.money import Hold
from footage.sounds import PaidMusic, PaidVoice, SoundCredit, SoundKind


@dataclass(frozen=True, kw_only=True)
class SoundFacts:
    """A backend of sound as whoever runs Footage sees it; `missing` says why it cannot be used here."""

    name: str
    kind: SoundKind
    title: str
    vendor: str
    model: str
    voices: tuple[str, ...]
    price: str
    price_as_of: str
    missing: str


class SoundOffers(Protocol):
    """Who speaks or plays for money, and for how much. Nothing of it asks anybody or spends anything."""

    def facts(self) -> list[SoundFacts]:
        """Every backend, whether it can be used here or not."""

    def voice(self, name: str, language: str) -> PaidVoice | None:
        """The voice that a name means, such as "Kore", "gemini:Kore" or "elevenlabs:ID"; None where it means none.

        Raises:
            InvalidInputError: It names a backend that has no such voice.
        """

    def music(self, wish: str, length_s: float) -> PaidMusic | None:
        """The music that a wish means, such as "generated: warm piano" or "lyria: tense"; None where it means none.

        Raises:
            InvalidInputError: It says nothing of the music.
            UnavailableError: Nobody here makes music.
        """

    def require(self, backend: str, limits: Limits) -> None:
        """Let a backend be used.

        Raises:
            UnavailableError: It cannot be used here, or nothing may be spent.
            KeyLimitError: The caller's key may not use it.
        """

    def others(self, voice: PaidVoice) -> tuple[PaidVoice, ...]:
        """Further models of the same vendor that have the voice, to be asked where it fails."""

    def holds(self, voice: PaidVoice, lines: Sequence[str]) -> tuple[Hold, ...]:
        """The most that each line can cost.

        Raises:
            PriceUnknownError: It has no price today.
        """

    def music_hold(self, music: PaidMusic) -> Hold:
        """The most that the music can cost.

        Raises:
            PriceUnknownError: It has no price today.
        """

    def quote(self, backend: str, cost: Money) -> Quote:
        """A price with where it comes from."""

    def credit(self, backend: str, voice: str, charged: Money) -> SoundCredit:
        """What a result says of a sound."""


class SoundMaker(Protocol):
    """The paid path to sounds: each text is paid for once, and kept."""

    async def speak(
        self, job: JobContext, voice: PaidVoice, lines: Sequence[str], reserved: Sequence[str] = ()
    ) -> Mapping[str, Path]:
        """The sound of each line: 16-bit PCM WAV, one channel; with the times of its words beside it where it has some.

        Args:
            job: Who pays.
            voice: Who speaks.
            lines: What is said.
            reserved: Backends whose holds, placed with the job, are for this.

        Raises:
            GeneratorError: It cannot be had.
            BudgetExceededError: It does not fit under a cap.
            UnavailableError: Nothing may be sent there.
            HandOnError: This process lacks a key that another one has.
        """

    async def compose(self, job: JobContext, music: PaidMusic, reserved: Sequence[str] = ()) -> Path:
        """The music as a sound file; otherwise like `speak`."""

    def sweep(self) -> None:
        """Remove sounds that were paid for long ago. Blocking."""
