"""The music that a caller asks for: a kind of it by name, none, or a file."""

from __future__ import annotations

import math
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, NamedTuple

from pydantic import BeforeValidator, Field

from films.services import CallersServices
from footage.errors import InvalidInputError
from footage.sounds import PaidMusic
from tools.inputs import url_of
from tools.paths import MAX_PATH_CHARS, confined

if TYPE_CHECKING:
    from films.article.storyboard import ArticleFilm
    from painter import Music

_SAME: dict[str, Music] = {
    "auto": "auto",
    "default": "auto",
    "on": "auto",
    "true": "auto",
    "off": "off",
    "none": "off",
    "no": "off",
    "false": "off",
}
"""How callers write "auto" and "off"."""

_STEP_S = 5.0
_FILE = re.compile(r"[/\\:]|^~|\.\w{2,5}$")
"""What is in the name of a file and in none of a bed."""


def _switched(value: object) -> object:
    """On and off as JSON has them."""
    return {True: "auto", False: "off"}[value] if isinstance(value, bool) else value


MusicName = Annotated[str, BeforeValidator(_switched), Field(max_length=MAX_PATH_CHARS)]


class MusicChoice(NamedTuple):
    """A kind of music, or a file or music of a vendor that is played instead."""

    name: Music
    file: str | None = None
    paid: PaidMusic | None = None

    def under(self, storyboard: ArticleFilm, kind: str = "") -> ArticleFilm:
        """The film with this music; "auto" is what fits the kind of article, or else the film's mood.

        Args:
            storyboard: The film.
            kind: As in `painter.music_for`.
        """
        from painter import music_for

        name = music_for(kind) if kind and self.name == "auto" else self.name
        return storyboard.model_copy(update={"film": storyboard.film.model_copy(update={"music": name})})


def made_s(length_s: float) -> float:
    """How long music is made to be heard so long: rounded up, so that a film a little longer has the same piece."""
    return math.ceil(length_s / _STEP_S) * _STEP_S


def resolve_music(services: CallersServices, music: str, length_s: float) -> MusicChoice:
    """Find the music a caller names.

    Args:
        services: For allowed folders, and for who makes music.
        music: "auto", "off", a bed's name or a mood, "generated: " and what it is to be like, a path in an allowed
            folder, or an https:// or gs:// URL.
        length_s: How long music of a vendor is to be, in seconds.

    Raises:
        InvalidInputError: There is no such bed.
        UnavailableError: Nobody here makes music.
        KeyLimitError: The caller's key may not use who does.
        UnsupportedMediaError: The file is no music; otherwise as in `tools.inputs.resolve_video`.
    """
    from media.music_file import MAX_BYTES, check_music
    from painter import BEDS, bed_of_words

    names = _SAME | {bed: bed for bed in BEDS}
    word = re.sub(r"[\s_-]", "", music).casefold()
    if word in names:
        return MusicChoice(names[word])
    paid = services.sounds.music(music, length_s)
    if paid:
        services.sounds.require(paid.backend, services.caller.limits)
        return MusicChoice("auto", paid=paid)
    mood = None if _FILE.search(music.strip()) else bed_of_words(music)
    if mood:
        return MusicChoice(mood)
    if not _FILE.search(music.strip()):
        near = get_close_matches(word, names, n=1)
        meant = f" Did you mean {near[0]!r}?" if near else ""
        raise InvalidInputError(
            f"There is no music {music!r}.{meant}",
            hint=f"Pass auto, off, one of {', '.join(BEDS)}, a mood such as 'calm', the path or https URL of an audio "
            "file, or for money 'generated: warm piano'.",
        )
    url = url_of(music)
    path = services.remote.fetch(url, max_bytes=MAX_BYTES) if url else confined(services, music)
    check_music(path)
    return MusicChoice("auto", str(path))
