"""Who speaks and plays for money: what a caller's words mean, and what it would cost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from footage.caller import Limits
from footage.errors import InvalidInputError, KeyLimitError, UnavailableError
from footage.money import ZERO, Money
from footage.ports.generators import Quote
from footage.ports.money import Hold
from footage.ports.sounds import SoundFacts
from footage.sounds import PaidMusic, PaidVoice, SoundCredit
from footage.threads import Clock, utc_now
from media.speech.say import sayable
from routing.sounds.asking import SoundBackend
from routing.sounds.pieces import pieces
from routing.sounds.prices import worst_case

_STYLED = re.compile(r"(.+?)\s*\((.{1,200})\)", re.DOTALL)
_PARTED = re.compile(r"([\w-]+)\s*[:/](.*)", re.DOTALL)
_OWN_VOICE = re.compile(r"[\w][\w.+-]{0,99}")
_GENERATED = re.compile(r"\s*(?:generated?|ai)\b\s*[:,-]?\s*", re.IGNORECASE)
_PROMPT_CHARS = 800
_HOW_TO_PLAY = "Set GEMINI_API_KEY (Lyria) or ELEVENLABS_API_KEY, or take a bed that Footage composes, such as piano."


@dataclass(frozen=True)
class Offers:
    """`footage.ports.sounds.SoundOffers` over the backends of sound.

    Attributes:
        backends: By name.
        forbids: Why nothing may be sent to a backend at a price now; None when it may.
        is_enabled: Whether the user switched one on or off; the default if they said nothing.
        clock: For prices.
    """

    backends: Mapping[str, SoundBackend]
    forbids: Callable[[str, Money], str | None]
    is_enabled: Callable[[str, bool], bool]
    clock: Clock = utc_now

    def facts(self) -> list[SoundFacts]:
        """See `SoundOffers.facts`."""
        return [self._facts(name, one) for name, one in self.backends.items()]

    # --- what words mean ----------------------------------------------------------------------------------------

    def voice(self, name: str, language: str) -> PaidVoice | None:
        """See `SoundOffers.voice`."""
        styled = _STYLED.fullmatch(name.strip())
        asked, style = (styled[1], styled[2].strip()) if styled else (name.strip(), "")
        parted = _PARTED.fullmatch(asked)
        engine, voice = (parted[1], parted[2].strip()) if parted else (asked, "")
        for backend, one in self._of("voice"):
            if _means(engine, backend, one):
                return self._bought(backend, voice or one.spec.default_voice, language, style)
        if parted:
            return None
        # A voice without its vendor: of one that can be used here before any other.
        having = [
            backend for backend, one in self._of("voice") if asked.casefold() in map(str.casefold, one.spec.voices)
        ]
        having.sort(key=lambda backend: self._missing(backend, self.backends[backend]) is not None)
        return self._bought(having[0], asked, language, style) if having else None

    def music(self, wish: str, length_s: float) -> PaidMusic | None:
        """See `SoundOffers.music`."""
        before, colon, after = wish.partition(":")
        named = [(name, one) for name, one in self._of("music") if colon and _means(before.strip(), name, one)]
        generated = _GENERATED.match(wish)
        if not named and (generated is None or not _is_wish(wish, generated)):
            return None
        prompt = " ".join((after if named else wish[generated.end() if generated else 0 :]).split())
        if not prompt:
            raise InvalidInputError("music says nothing of what is to be made.", hint="As in 'generated: warm piano'.")
        usable = [(name, one) for name, one in named or self._of("music") if self._missing(name, one) is None]
        if not usable:
            name, one = (named or [*self._of("music")])[0]
            raise UnavailableError(f"Nobody here makes music: {name}: {self._missing(name, one)}.", hint=_HOW_TO_PLAY)
        name, one = usable[0]
        length_s = min(length_s, one.spec.longest_s or length_s)
        return PaidMusic(backend=name, prompt=prompt[:_PROMPT_CHARS], length_s=round(length_s, 3))

    def others(self, voice: PaidVoice) -> tuple[PaidVoice, ...]:
        """See `SoundOffers.others`."""
        vendor = self.backends[voice.backend].spec.vendor
        known = [
            name
            for name, one in self._of("voice")
            if name != voice.backend
            and one.spec.vendor == vendor
            and (voice.voice in one.spec.voices.values() or one.spec.own_voices)
            and self._missing(name, one) is None
        ]
        return tuple(voice.model_copy(update={"backend": name}) for name in known)

    def require(self, backend: str, limits: Limits) -> None:
        """See `SoundOffers.require`."""
        if limits.backends is not None and backend not in limits.backends:
            may = ", ".join(sorted(limits.backends)) or "none"
            raise KeyLimitError(f"This key may not use {backend}; it may use {may}.")
        one = self.backends.get(backend)
        missing = self._missing(backend, one) if one else "there is no such backend"
        if missing:
            raise UnavailableError(f"{backend} cannot be used here: {missing}.", hint="Take another voice or music.")

    # --- what it costs ------------------------------------------------------------------------------------------

    def holds(self, voice: PaidVoice, lines: Sequence[str]) -> tuple[Hold, ...]:
        """See `SoundOffers.holds`."""
        one = self.backends[voice.backend]
        texts = dict.fromkeys(text for line in lines for text in texts_of(one, line, voice.language))
        return tuple(Hold(self.most(voice.backend, text, 0.0), voice.backend) for text in texts)

    def music_hold(self, music: PaidMusic) -> Hold:
        """See `SoundOffers.music_hold`."""
        return Hold(self.most(music.backend, music.prompt, music.length_s), music.backend)

    def most(self, backend: str, text: str, length_s: float) -> Money:
        """The most that one request can cost."""
        return worst_case(backend, self.backends[backend].spec, text, length_s, self.clock().date())

    def quote(self, backend: str, cost: Money) -> Quote:
        """See `SoundOffers.quote`."""
        spec = self.backends[backend].spec
        row = spec.price(self.clock().date())
        source, as_of = (row.source, row.as_of.isoformat()) if row else ("no price", None)
        return Quote(model=spec.model, cost=cost, price_source=source, price_as_of=as_of)

    def credit(self, backend: str, voice: str, charged: Money) -> SoundCredit:
        """See `SoundOffers.credit`."""
        spec = self.backends[backend].spec
        return SoundCredit(
            kind=spec.kind,
            engine=backend,
            model=spec.model,
            voice=voice,
            licence=spec.licence,
            licence_url=spec.licence_url,
            cost_usd=charged.as_usd(),
        )

    # --- looking ------------------------------------------------------------------------------------------------

    def _of(self, kind: str) -> Iterator[tuple[str, SoundBackend]]:
        return ((name, one) for name, one in self.backends.items() if one.spec.kind == kind)

    def _missing(self, name: str, one: SoundBackend) -> str | None:
        if not self.is_enabled(name, one.spec.enabled):
            return f"it is switched off (FOOTAGE_BACKEND_{name.upper()}_ENABLED)"
        today = self.clock().date()
        if one.spec.retires_on and one.spec.retires_on <= today:
            return f"{one.spec.model} is retired since {one.spec.retires_on}"
        if missing := one.missing():
            return missing
        row = one.spec.price(today)
        return self.forbids(name, ZERO if row is None or row.said() == "free" else Money(1))

    def _named(self, backend: str, one: SoundBackend, voice: str) -> tuple[str, str]:
        """What the vendor calls a voice, and what people do."""
        names = {name.casefold(): name for name in one.spec.voices}
        if found := names.get(voice.casefold()):
            return one.spec.voices[found], found
        if one.spec.own_voices and _OWN_VOICE.fullmatch(voice):
            return voice, voice
        near = get_close_matches(voice.casefold(), names, n=1)
        meant = f" Did you mean {names[near[0]]!r}?" if near else ""
        known = ", ".join(sorted(one.spec.voices))
        raise InvalidInputError(f"voice: {backend} has no voice {voice!r}.{meant}", hint=f"It has {known}.")

    def _bought(self, backend: str, name: str, language: str, style: str) -> PaidVoice:
        voice, title = self._named(backend, self.backends[backend], name)
        return PaidVoice(backend=backend, voice=voice, title=title, language=language, style=style)

    def _facts(self, name: str, one: SoundBackend) -> SoundFacts:
        row = one.spec.price(self.clock().date())
        return SoundFacts(
            name=name,
            kind=one.spec.kind,
            title=one.spec.title,
            vendor=one.spec.vendor,
            model=one.spec.model,
            voices=tuple(sorted(one.spec.voices)),
            price=row.said() if row else "",
            price_as_of=row.as_of.isoformat() if row else "",
            missing=self._missing(name, one) or "",
        )


def texts_of(backend: SoundBackend, line: str, language: str) -> list[str]:
    """What is sent for a line: what can be said of it, in parts that the vendor takes."""
    said = sayable(line, language.partition("-")[0]) if "\n" not in line.strip() else _paragraphs(line, language)
    return pieces(said, backend.spec.most_chars) if said else []


def _paragraphs(text: str, language: str) -> str:
    family = language.partition("-")[0]
    return "\n\n".join(filter(None, (sayable(one, family) for one in re.split(r"\n\s*\n", text))))


def _means(word: str, name: str, one: SoundBackend) -> bool:
    return word.casefold() in {name.casefold(), *(said.casefold() for said in one.spec.says)}


def _is_wish(wish: str, found: re.Match[str]) -> bool:
    """Whether words that begin with "generated" ask for music, and are no file that happens to be called so."""
    return ":" in found[0] or found.end() == len(wish) or " " in found[0]
