"""Footage as it is shown in a film: cut to its scenes, its colours brought closer, with the words over it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from films.article.storyboard import ArticleFilm
from films.stock.find import Clip
from films.stock.words import over_picture
from footage import __version__
from footage.credits import StockCredit
from footage.errors import UnsupportedMediaError
from media.assembly import Clip as Part
from media.assembly import assemble
from media.ffmpeg import Options
from media.stock.fit import fit_clip
from painter import FilmPlan, encoder_options

_NAMED = ".mp4 "
"""What ends the name of a file in an error, which says nothing to anybody."""


@dataclass
class Shown:
    """A film with its footage.

    Attributes:
        storyboard: The film, with each clip as a picture under its scene's words.
        whole: The files of scenes that nothing is written over, by beat: they are shown as they are.
        credits: Whose footage is in it, in the film's order.
        missing: Why a scene is drawn for which there was a clip, by beat.
    """

    storyboard: ArticleFilm
    whole: dict[int, Path] = field(default_factory=dict)
    credits: list[StockCredit] = field(default_factory=list)
    missing: dict[int, str] = field(default_factory=dict)


def shown(
    storyboard: ArticleFilm,
    clips: Mapping[int, Sequence[Clip]],
    *,
    is_narrated: bool,
    folder: Path,
    work: Path,
) -> Shown:
    """Put footage into a film. Blocking.

    Args:
        storyboard: The film, with the times that it has in the end.
        clips: What was found, by beat.
        is_narrated: Whether somebody speaks.
        folder: Where cut clips are kept.
        work: A private folder on the same file system.
    """
    made, beats, pictures = Shown(storyboard), list(storyboard.film.beats), list(storyboard.pictures)
    for at in sorted(clips):
        beat, note = beats[at], storyboard.scenes[at]
        try:
            file, used = _cut(clips[at], beat.duration_s, storyboard.film, folder, work)
        except UnsupportedMediaError as exc:
            made.missing[at] = f"its clip {exc.message.partition(_NAMED)[2] or exc.message}"
            continue
        over = over_picture(beat, note, len(pictures), title=storyboard.title, is_narrated=is_narrated)
        beats[at] = beat.model_copy(update={"card": over.card, "caption": over.caption or None, "titles": ()})
        if not (over.card.text or over.card.kicker or over.caption):
            made.whole[at] = file
        pictures.append(str(file))
        made.credits += [one.model_copy(update={"scene": note.scene_id}) for clip in used for one in clip.credits]
    film = storyboard.film.model_copy(update={"beats": tuple(beats)})
    made.storyboard = storyboard.model_copy(update={"film": film, "pictures": tuple(pictures)})
    return made


def _cut(
    clips: Sequence[Clip], duration_s: float, film: FilmPlan, folder: Path, work: Path
) -> tuple[Path, Sequence[Clip]]:
    """A scene's clips one after another, as long as it lasts, and which of them it shows.

    Raises:
        UnsupportedMediaError: There is less than it needs.
    """
    error: UnsupportedMediaError | None = None
    for count in range(len(clips), 0, -1):
        try:
            return _cut_from(clips[:count], duration_s, film, folder, work), clips[:count]
        except UnsupportedMediaError as exc:
            error = exc
    raise error or UnsupportedMediaError("There is no clip.")


def _cut_from(clips: Sequence[Clip], duration_s: float, film: FilmPlan, folder: Path, work: Path) -> Path:
    asked = (__version__, [clip.path.stem for clip in clips], duration_s, film.width, film.height, film.fps)
    kept = folder / f"{hashlib.sha256(repr(asked).encode()).hexdigest()[:40]}.mp4"
    if kept.is_file():
        return kept
    folder.mkdir(parents=True, exist_ok=True)
    frames, parts, options = round(duration_s * film.fps), list[Path](), encoder_options(film.fps)
    coded: Options = {name.removeprefix("-"): value for name, value in zip(options[::2], options[1::2], strict=True)}
    for place, clip in enumerate(clips):
        count = frames * (place + 1) // len(clips) - frames * place // len(clips)
        parts.append(work / f"cut{place}.mp4")
        fit_clip(
            clip.path,
            parts[-1],
            size=(film.width, film.height),
            duration_s=count / film.fps,
            work=work,
            fps=film.fps,
            matched=True,
            coded=coded,
        )
    making = parts[0]
    if len(parts) > 1:
        making = work / "cut.mp4"
        assemble([Part(part) for part in parts], making, work=work)
    making.replace(kept)
    return kept
