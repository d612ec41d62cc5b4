"""The files that the steps of an edit name: films, pictures, sounds, and beds of music by their names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from films.bookends import PICTURES
from films.edit_order import EditFile
from films.services import CallersServices
from footage.errors import InvalidInputError, UnsupportedMediaError
from media.edit.model import MAX_FILES, Step
from tools.brand import Worn
from tools.inline import is_inline
from tools.inputs import resolve_picture, resolve_video
from tools.moments import parted
from tools.music import resolve_music

_SOUNDS = frozenset({"music", "sound"})
_PICTURE = re.compile(r"\.(?:png|jpe?g|webp|svg|avif|tiff?|bmp)(?:\?.*)?$", re.IGNORECASE)
_POSTER = "footage://poster/"
_BRAND_WORD = re.compile(r"(?:brand[ _:/.-]?)?(logo|intro|outro)", re.IGNORECASE)


def named_files(services: CallersServices, steps: Sequence[Step], wears: Worn | None = None) -> tuple[EditFile, ...]:
    """All files that steps name, each once; "logo", "intro" and "outro" are those of the team's brand.

    Args:
        services: As in `tools.inputs.resolve_video`.
        steps: The steps.
        wears: The brand; None without one.

    Raises:
        UnsupportedMediaError: A file is not what its step needs; otherwise as in `tools.inputs.resolve_video`.
    """
    found: dict[str, EditFile] = {}
    for step in steps:
        for name in step.sources:
            if name in found:
                continue
            own = _of_brand(name, wears)
            found[name] = own or (_sound(services, name, step) if step.do in _SOUNDS else _seen(services, name))
    if len(found) > MAX_FILES:
        raise InvalidInputError(f"The steps name {len(found)} files; the limit is {MAX_FILES}.", hint="Edit in parts.")
    return tuple(found.values())


def _of_brand(name: str, wears: Worn | None) -> EditFile | None:
    """A file of the brand, by what it is called in it."""
    word = _BRAND_WORD.fullmatch(name.strip())
    if wears is None or word is None:
        return None
    files = {"logo": wears.choice.logo, "intro": wears.intro, "outro": wears.outro}
    if file := files[word[1].lower()]:
        kind: Literal["picture", "film"] = "picture" if Path(file).suffix.lower() in PICTURES else "film"
        return EditFile(named=name, title=f"the brand's {word[1].lower()}", path=Path(file), kind=kind)
    return None


def _seen(services: CallersServices, name: str) -> EditFile:
    """A film, or a picture, whichever it is."""
    if parted(name).moment and not Path(name).exists():
        return _picture(services, name)
    if is_inline(name) or name.startswith(_POSTER) or _PICTURE.search(name):
        try:
            return _picture(services, name)
        except UnsupportedMediaError:
            if is_inline(name) or name.startswith(_POSTER):
                raise
    source = resolve_video(services, name)
    if _is_still(source.path):
        return _picture(services, name)
    return EditFile(named=name, title=source.title, path=source.path, kind="film", job_id=source.job_id)


def _is_still(path: Path) -> bool:
    from media.containers import is_still

    return is_still(path)


def _picture(services: CallersServices, name: str) -> EditFile:
    still = resolve_picture(services, name)
    title = "a picture" if is_inline(name) else Path(name.partition("?")[0]).name
    return EditFile(named=name, title=title, path=still.path, kind="picture")


def _sound(services: CallersServices, name: str, step: Step) -> EditFile:
    """A sound file, the sound of a film, or a bed of music, which has a name alone."""
    from footage.job_ids import JOB_ID
    from painter import bed_of_words, music_for

    is_film = JOB_ID.fullmatch(name.removeprefix("footage://video/")) is not None
    if step.do == "music" and not is_film:
        choice = resolve_music(services, name, 1.0)  # how long it is to be is known when the steps are
        if choice.name == "off":
            raise InvalidInputError("music needs a file or a mood.", hint="To drop the sound: sound with mute=true.")
        if choice.paid:
            near = bed_of_words(choice.paid.prompt) or music_for("")
            return EditFile(named=name, title=near, path=Path(), kind="bed", paid=choice.paid)
        if choice.file is None:
            return EditFile(named=name, title=choice.name, path=Path(), kind="bed")
        return EditFile(named=name, title=Path(choice.file).name, path=Path(choice.file), kind="sound")
    if step.do == "sound" and services.sounds.music(name, 1.0):
        raise InvalidInputError(f"sound takes a file, and {name!r} is music for money.", hint="Pass it to music.")
    source = resolve_video(services, name)
    return EditFile(named=name, title=source.title, path=source.path, kind="sound", job_id=source.job_id)
