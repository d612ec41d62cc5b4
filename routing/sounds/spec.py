"""Backends of sound as data: their voices, limits and prices; see `routing/data/sounds.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

from footage import yaml_data
from footage.sounds import SoundKind
from routing.catalog import Amount, Name

SHIPPED = Path(__file__).parent.parent / "data" / "sounds.yaml"
Wire = Literal["gemini_speech", "lyria", "elevenlabs_speech", "elevenlabs_music", "audio_speech"]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SoundPrice(_Row):
    """What a vendor charges from one day to another, both included: by tokens, characters, minutes or pieces.

    Attributes:
        usd_per_m_input: For a million tokens of text.
        usd_per_m_output: For a million tokens of sound.
        usd_per_1000_chars: For a thousand characters of text.
        usd_per_minute: For a minute of music.
        usd_per_song: For a piece of music, however long.
        first_day: When it begins to hold.
        last_day: When it ends.
        as_of: When it was read.
        source: Where.
    """

    usd_per_m_input: Amount = Decimal(0)
    usd_per_m_output: Amount = Decimal(0)
    usd_per_1000_chars: Amount = Decimal(0)
    usd_per_minute: Amount = Decimal(0)
    usd_per_song: Amount = Decimal(0)
    first_day: date = date.min
    last_day: date = date.max
    as_of: date
    source: str = Field(min_length=1)

    def holds_on(self, day: date) -> bool:
        """Whether it is the price on a day."""
        return self.first_day <= day <= self.last_day

    def said(self) -> str:
        """In a few words."""
        units = {
            "usd_per_m_output": "a million tokens of sound",
            "usd_per_1000_chars": "1,000 characters",
            "usd_per_minute": "a minute",
            "usd_per_song": "a piece",
        }
        priced = [
            f"${getattr(self, name).normalize():f} for {unit}" for name, unit in units.items() if getattr(self, name)
        ]
        return ", ".join(priced) or "free"


class SoundSpec(_Row):
    """One model at one vendor that speaks or makes music.

    Attributes:
        kind: Which of both.
        wire: How it is asked.
        vendor: The account, whose health is kept.
        model: What the vendor calls it.
        title: What people call it.
        says: What callers may write for it before a colon.
        most_chars: The longest text that is sent in one request; longer ones are sent in parts.
        tokens_per_s: Tokens that a second of sound counts.
        most_tokens: The most of them in an answer.
        longest_s: The longest piece of music, in seconds.
        own_voices: Whether ids of voices are passed on that are not listed here.
        voices: The vendor's name of each voice, by the one that people use.
        default_voice: Who speaks where nobody is named.
        licence: Under which terms what it makes may be used.
        licence_url: Their text.
        retires_on: From when it is no longer asked.
        enabled: Whether it is asked unless the user switches it on.
        prices: What it charges.
    """

    kind: SoundKind
    wire: Wire
    vendor: Name
    model: str = Field(min_length=1)
    title: str = Field(min_length=1)
    says: tuple[Annotated[str, Field(pattern=r"^[\w-]+$")], ...] = ()
    most_chars: int = Field(default=3000, ge=100, le=5000)
    tokens_per_s: int = Field(default=0, ge=0)
    most_tokens: int = Field(default=0, ge=0)
    longest_s: float = Field(default=0.0, ge=0)
    own_voices: bool = False
    voices: Mapping[str, str] = {}
    default_voice: str = ""
    licence: str = Field(min_length=1)
    licence_url: str = ""
    retires_on: date | None = None
    enabled: bool = True
    prices: tuple[SoundPrice, ...] = ()

    def price(self, day: date) -> SoundPrice | None:
        """What holds on a day, the dearest if several do; None where nothing does."""
        rows = [row for row in self.prices if row.holds_on(day)]
        return max(rows, key=_weight, default=None)


class _Sounds(RootModel[dict[Name, SoundSpec]]):
    pass


def load_sounds(home: Path | None = None) -> Mapping[str, SoundSpec]:
    """The shipped backends of sound, laid over by `sounds.yaml` in the user's folder.

    Raises:
        InvalidInputError: A file is wrong; the message names file, line and key.
    """
    return yaml_data.load(_Sounds, SHIPPED, home / "sounds.yaml" if home else None).root


def _weight(row: SoundPrice) -> Decimal:
    return row.usd_per_m_output + row.usd_per_1000_chars + row.usd_per_minute + row.usd_per_song
