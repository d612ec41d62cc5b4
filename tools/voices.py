"""Who narrates a film: the voices that a caller names, for money or of this machine, or the best that is here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from films.services import CallersServices
from films.voice import Wish, choose_voice, speaking_rate
from footage.errors import ForbiddenUrlError, InvalidInputError, KeyLimitError, UnavailableError
from footage.sounds import PaidVoice
from tools.inputs import url_of
from tools.paths import confined

if TYPE_CHECKING:
    from films.script.documents import SpeakingRate
    from media.speech.voices import Voice

_MOST_VOICES = 5
_COMMAS = re.compile(r"\s*[,;]\s*(?![^()]*\))")
_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
"""How the codes of languages look: the best voice for one comes before the machine's of that name."""

_PLANNED = "{title} ({backend}) is to narrate."
_NOT_DEFAULT = "FOOTAGE_VOICE: {why}"


class Speakers(NamedTuple):
    """Who narrates, if anybody does.

    Attributes:
        voice: The voice of this machine that does, or that steps in where those that cost money cannot be had.
        paid: The voices that are asked for money before it, in order.
        rate: How fast the first of them speaks.
        notes: What is told of it.
        must_speak: Whether a film without a voice is not what was asked for.
    """

    voice: Voice | None
    paid: tuple[PaidVoice, ...]
    rate: SpeakingRate | None
    notes: Sequence[str]
    must_speak: bool


NOBODY = Speakers(None, (), None, (), must_speak=False)


def speakers(services: CallersServices, asked: str | None, wish: Wish, language: str, sample: str) -> Speakers:
    """Find who narrates.

    Args:
        services: For voices, the caller's folders, and what their key may use.
        asked: Voices by name, separated by commas: the first that can be had narrates. None for the user's own wish.
        wish: As in `choose_voice`.
        language: Of what is said.
        sample: A sentence of it, by which a voice is measured that has no other.

    Raises:
        InvalidInputError: There is no such voice.
        UnavailableError: It cannot be used here.
        KeyLimitError: The caller's key may not use it.
    """
    if wish == "off":
        for name in _names(asked or ""):  # what is wrong is told, whoever speaks
            if services.sounds.voice(name, language) is None:
                _local(services, name)
        return NOBODY
    if asked is None and services.voice:
        if _is_file(services.voice):  # which whoever set it may name, wherever it is
            services = services.also_reading((Path(services.voice).expanduser().parent,))
        try:
            return _found(services, services.voice or "", wish, language, sample, is_asked=False)
        except (InvalidInputError, UnavailableError, KeyLimitError) as exc:
            found = _found(services, "", wish, language, sample, is_asked=False)
            return found._replace(notes=(_NOT_DEFAULT.format(why=exc.message), *found.notes))
    return _found(services, asked or "", wish, language, sample, is_asked=bool(asked))


def _found(
    services: CallersServices, asked: str, wish: Wish, language: str, sample: str, *, is_asked: bool
) -> Speakers:
    paid: list[PaidVoice] = []
    local: Voice | None = None
    for name in _names(asked):
        bought = None if _is_file(name) else services.sounds.voice(name, language)
        if bought is None:
            local = _local(services, name)
            break
        services.sounds.require(bought.backend, services.caller.limits)
        paid.append(bought)
    if not paid:
        voice, notes = choose_voice(wish, services, language, local)
        rate = speaking_rate(voice, services, sample) if voice else None
        return Speakers(voice, (), rate, notes, must_speak=is_asked or wish == "on")
    from films.script.staging.times import USUAL_RATE

    paid += _also(services, paid)
    voice = local or choose_voice("auto", services, language)[0]
    notes = [_PLANNED.format(title=paid[0].title or paid[0].voice, backend=paid[0].backend)]
    return Speakers(voice, tuple(paid), USUAL_RATE, notes, must_speak=is_asked or wish == "on")


def _also(services: CallersServices, paid: Sequence[PaidVoice]) -> list[PaidVoice]:
    """Other models that have the same voices, as far as the caller's key goes: a model may be gone by then."""
    found: list[PaidVoice] = []
    for voice in paid:
        for other in services.sounds.others(voice):
            try:
                services.sounds.require(other.backend, services.caller.limits)
            except (KeyLimitError, UnavailableError):
                continue
            if other not in (*paid, *found):
                found.append(other)
    return found


def _names(asked: str) -> list[str]:
    """The names in a list of voices; a path stays whole, whatever is in it."""
    if _is_file(asked):
        return [asked]
    names = [name for name in _COMMAS.split(asked.strip()) if name]
    if len(names) > _MOST_VOICES:
        raise InvalidInputError(f"voice names {len(names)} voices; at most {_MOST_VOICES} are tried.")
    return names


def _is_file(name: str) -> bool:
    """Whether it is a path; a slash alone may also part a vendor from a voice, as in "gemini/Kore"."""
    return name.startswith(("/", "./", "../", "~")) or "\\" in name or name.casefold().endswith(".onnx")


def _local(services: CallersServices, name: str) -> Voice:
    """A voice of this machine by its name, by the path of its file in an allowed folder, or by its language."""
    from media.speech.voices import named_voice, own_voice

    if url_of(name):
        raise ForbiddenUrlError("A voice is a file on this machine, and is not read from the web.")
    try:
        if _is_file(name):
            return own_voice(confined(services, name))
        if _CODE.fullmatch(name) and (spoken := _speaking(services, name)) and spoken.is_natural:
            return spoken
        return named_voice(name, services.piper_voice)
    except UnavailableError as exc:
        if spoken := _speaking(services, name):
            return spoken
        hint = f"{exc.hint} For money: gemini:Kore, or elevenlabs: and a voice's id."
        raise InvalidInputError(f"voice: {exc.message}", hint=hint) from exc


def _speaking(services: CallersServices, name: str) -> Voice | None:
    """The best voice for a language that is called by its name, such as "German"."""
    from films.script.languages import language_tag
    from media.speech.voices import find_voice

    try:
        return find_voice(language_tag(name), services.piper_voice)
    except (InvalidInputError, UnavailableError):
        return None
