"""Fits clips of video generators into an article's film: length, size and coding like those of the drawn scenes."""

from __future__ import annotations

import hashlib
from pathlib import Path

from films.article.storyboard import ArticleFilm
from footage import __version__
from media import ffmpeg
from media.assembly import length_s
from media.captions.model import MAX_CUE_CHARS, Cue
from media.probe import sniff
from painter import Beat, FilmPlan, TextCard, encoder_options

_SLOWEST = 2.0
"""A clip that is too short is slowed down by at most this factor."""


def words_of(beat: Beat) -> str:
    """The sentence that a drawn scene would say in its picture, without the heading above it."""
    on_card = beat.card.text if isinstance(beat.card, TextCard) else ""
    return (beat.caption or "".join(beat.titles[-1:]) or on_card)[:MAX_CUE_CHARS]


def fit_clip(clip: Path, storyboard: ArticleFilm, index: int, folder: Path, work: Path) -> Path:
    """Make a scene out of a clip: as long as planned, in the film's size, with its caption, coded like drawn scenes.

    A clip that is too short is played slower. If half its speed is not enough, its last frame is held.

    Args:
        clip: A generator's clip; its file name says what it shows.
        storyboard: The film.
        index: Which of its scenes, from 0.
        folder: Where scenes are kept.
        work: A private folder on the same file system.

    Returns:
        The file, made unless it is there already.
    """
    film, beat = storyboard.film, storyboard.film.beats[index]
    asked = (__version__, clip.stem, words_of(beat), beat.duration_s, film.width, film.height, film.fps)
    kept = folder / f"{hashlib.sha256(repr(asked).encode()).hexdigest()[:40]}.mp4"
    if not kept.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        making = work / "scene.mp4"
        _fit(clip, beat, film, making, work)
        making.replace(kept)
    return kept


def _fit(clip: Path, beat: Beat, film: FilmPlan, out: Path, work: Path) -> None:
    from media.captions import burn
    from media.captions.timing import readable

    words, lasts_s = words_of(beat), length_s(clip)
    if words:
        cues = readable([Cue(0.0, min(lasts_s, beat.duration_s), words)], lasts_s, film.fps).cues
        clip, unsaid = work / "said.mp4", clip
        burn.burn(unsaid, cues, clip)
    frames = round(beat.duration_s * film.fps)
    slower = min(_SLOWEST, max(1.0, beat.duration_s / lasts_s))
    size = f"{film.width}:{film.height}"
    graph = (
        f"setpts=(PTS-STARTPTS)*{slower:.6f},scale={size}:force_original_aspect_ratio=increase:out_color_matrix=bt709"
        f":out_range=tv,crop={size},setsar=1,fps={film.fps},tpad=stop_mode=clone:stop=-1,format=yuv420p"
    )
    source = ["-protocol_whitelist", ffmpeg.PROTOCOLS, "-f", sniff(clip), "-i", f"file:{clip}"]
    coded = ["-an", "-vf", graph, "-frames:v", str(frames), *encoder_options(film.fps), "-map_metadata", "-1"]
    ffmpeg.run([*source, *coded, "-movflags", "+faststart", "-f", "mp4", f"file:{out}"], duration_s=beat.duration_s)
