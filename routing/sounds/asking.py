"""A backend of sound as the paid path knows it, and what it gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import httpx

from footage import http
from footage.errors import GeneratorError, InDoubtError, VendorFailedError
from footage.money import Money
from routing.sounds.spec import SoundSpec
from routing.wire import replies

TimedWord = tuple[float, float, str]
"""When a word begins and ends, in seconds from the beginning of its sound, and the word."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a vendor is asked for once.

    Attributes:
        text: What is said, or what the music is to be like.
        voice: What the vendor calls the voice; empty for music.
        language: Of the words; empty where it is not known.
        style: How it is said, in words.
        length_s: How long music is to be, in seconds.
    """

    text: str
    voice: str = ""
    language: str = ""
    style: str = ""
    length_s: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a vendor gave: a sound, its bill, and the times of its words where it tells them.

    `pcm_hz` is the rate of samples that come without a head, 0 for sound in a file of its own.
    """

    content: bytes = field(repr=False)
    cost: Money
    words: Sequence[TimedWord] = ()
    pcm_hz: int = 0


class SoundBackend(Protocol):
    """One model at one vendor. Vendor errors are raised as `GeneratorError`s by the file that knows the wire."""

    name: str
    spec: SoundSpec

    def missing(self) -> str | None:
        """Why it cannot be used here, or None."""

    @property
    def identity(self) -> str:
        """What decides how it sounds, besides what it is asked: the model, and whose."""

    async def probe(self) -> None:
        """A free call that shows whether the vendor answers.

        Raises:
            GeneratorError: It does not, or refuses the credentials.
        """

    async def make(self, asked: Asked) -> Given:
        """Ask once; never again by itself.

        Raises:
            GeneratorError: A definite refusal.
            InDoubtError: It is unknown whether the vendor took it.
        """


@dataclass(frozen=True)
class Answer:
    """An answer of bytes, with its status and headers."""

    status: int
    content: bytes = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)

    @property
    def kind(self) -> str:
        """What it says that it is, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


async def ask(
    backend: str, method: str, url: str, *, timeout_s: float, proxied: bool = True, sending: bool = True, **content: Any
) -> Answer:
    """Ask once for bytes.

    Raises:
        InDoubtError: The answer to a paid request was lost.
        VendorFailedError: The vendor was not reached.
    """
    try:
        async with http.client(timeout_s, proxied=proxied) as vendor:
            answer = await vendor.request(method, url, **content)
    except (httpx.HTTPError, httpx.InvalidURL) as exc:
        raise replies.lost(backend, exc, sending=sending) from exc
    return Answer(answer.status_code, answer.content, answer.headers)


def no_sound(backend: str, bill: Money | None) -> GeneratorError:
    """The error for an answer of success without a sound in it; without a bill it is unknown what it costs."""
    if bill is None:
        return InDoubtError(f"{backend} gave an answer that cannot be read", backend=backend)
    return VendorFailedError(f"{backend} answered without a sound.", backend=backend, bill_microusd=bill.microusd)
