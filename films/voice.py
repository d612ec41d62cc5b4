"""The voice of an article's film: who speaks, how fast, and in which language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from films.services import SharedServices
from footage.errors import UnavailableError

if TYPE_CHECKING:
    from films.article.narration import Narration
    from films.article.outline import Outline
    from films.script.documents import SpeakingRate
    from media.captions.model import Cue
    from media.speech.voices import Voice

_ROBOT = (
    "There is no narration: of the voices here only {engine} speaks {language!r}, which sounds like a machine; "
    "narration='on' uses it."
)

Wish = Literal["auto", "on", "off"]


def choose_voice(
    wish: Wish, services: SharedServices, language: str, named: Voice | None = None
) -> tuple[Voice | None, list[str]]:
    """Who reads an article, and what the caller is told about it.

    Args:
        wish: auto: whoever sounds like a person; on: somebody must, whatever they sound like; off: nobody.
        services: For the user's own voice.
        language: Of the article, a code such as "en"; empty if it is unknown.
        named: Whom the caller asks for.

    Raises:
        UnavailableError: Nobody can, and somebody must.
    """
    from media.speech.voices import find_voice

    if wish == "off":
        return None, []
    if named is not None:
        return named, _as_asked(named, language)
    try:
        voice = find_voice(language, services.piper_voice)
    except UnavailableError as exc:
        if wish == "on":
            raise
        return None, [f"There is no narration: {exc.message} {exc.hint}"]
    if wish == "auto" and not voice.is_natural:
        return None, [_ROBOT.format(language=voice.language, engine=voice.engine)]
    return voice, [f"{voice.name} ({voice.engine}) narrates."]


def speaking_rate(voice: Voice, services: SharedServices, sample: str = "") -> SpeakingRate:
    """How fast a voice speaks, measured; a usual speed where it cannot be.

    Args:
        voice: Who speaks.
        services: For the folder where lines are kept, so that no voice is measured twice.
        sample: A sentence of the text, for languages in which there is no passage to say.

    Raises:
        FootageError: As in `media.speech.say.Speaker`.
    """
    from films.script.staging.times import USUAL_RATE
    from media.speech.rate import syllables_a_second

    measured = syllables_a_second(voice, services.parts_dir, sample)
    return replace(USUAL_RATE, syllables_per_s=measured) if measured else USUAL_RATE


def _as_asked(voice: Voice, language: str) -> list[str]:
    """What is told of a voice that was asked for: also that it speaks another language than the words are in."""
    told = [f"{voice.name} ({voice.engine}) narrates."]
    family = language.lower().partition("-")[0]
    if family and family != voice.language:
        told.append(f"It speaks {voice.language!r}, but the words are {family!r}.")
    return told


def spoken_captions(narration: Narration) -> tuple[tuple[Cue, ...], str]:
    """The captions of what is said, and where the times of their words come from."""
    cues, measured = narration.captions()
    return cues, f"The captions' word times are {'measured' if measured else 'estimated from syllables'}."


_TEMPLATES, _SURE_CHARS = "en", 300
"""Themes of sites say that all is English; a text of so many letters tells whether it is."""


def spoken_language(outline: Outline) -> str:
    """The language of an article, as it states it or as its words show; empty where neither tells."""
    from films.article.outline import ListBlock, Paragraph
    from media.speech.language import language_of

    if outline.language and outline.language.lower()[:2] != _TEMPLATES:
        return outline.language
    said = [block.whole for block in outline.blocks if isinstance(block, Paragraph)]
    said += [item.whole for block in outline.blocks if isinstance(block, ListBlock) for item in block.items]
    text = "\n".join([outline.title, *said])
    guessed = language_of(text) if len(text) >= _SURE_CHARS or not outline.language else ""
    return guessed or outline.language
