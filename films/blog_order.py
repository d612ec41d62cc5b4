"""The order of `blog_to_video`; apart from its work, because what it is made of takes long to load."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import WrapValidator

from films.article.storyboard import ArticleFilm
from films.script.documents import Script
from films.script.rewording import Restaging
from footage.domain import AspectRatio, FootageLook, Resolution
from footage.edited_film import SourceFacts
from footage.ports.records import Order, if_understood
from footage.sounds import SoundOrder
from media.speech.voices import Voice


class BlogOrder(Order):
    """A film of an article, laid out.

    Attributes:
        storyboard: The film, scene by scene.
        captions: Whether it gets captions.
        aspect_ratio: Its shape.
        duration_s: How long the caller wants it, in seconds; the storyboard says how long it is without a voice.
        takes_its_time: Whether nobody said how long it should be, so that a slow voice may make it longer.
        voice: Who narrates, if anybody does; where a voice of a vendor is ordered, whoever steps in for it.
        sounds: The voices and the music of vendors that were ordered.
        music_file: The caller's own music, which is played instead of any other.
        notes: What the caller is told of it.
        source: What the article says of the film's texts, for the editor's look at it.
        resolution: Its size.
        script: What it was staged from, so that it can be edited.
        restaging: What is needed to stage it again with better words; None where its words are to stay.
        look: Whether it shows real footage wherever it can.
        credits_card: Whether it ends on a card that names whose footage is in it.
        intro: What the team's brand puts before the film.
        outro: What it puts after it.
    """

    storyboard: ArticleFilm
    captions: bool = True
    aspect_ratio: AspectRatio = "16:9"
    duration_s: float
    takes_its_time: bool = False
    voice: Voice | None = None
    sounds: SoundOrder = SoundOrder()
    music_file: str | None = None
    notes: tuple[str, ...] = ()
    source: SourceFacts = SourceFacts()
    resolution: Resolution = "720p"
    script: Annotated[Script | None, WrapValidator(if_understood)] = None
    restaging: Annotated[Restaging | None, WrapValidator(if_understood)] = None
    look: FootageLook | None = None
    credits_card: bool = False
    intro: str | None = None
    outro: str | None = None

    def written(self) -> dict[str, Any]:
        """See `Stored.written`; what came later is written where it says something: hashes stay as they were."""
        return {
            name: one for name, one in super().written().items() if name not in ("intro", "outro") or one is not None
        }

    @property
    def has_voice(self) -> bool:
        """Whether somebody is to narrate, for money or not."""
        return self.voice is not None or bool(self.sounds.voices)
