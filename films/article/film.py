"""Draws the scenes of an article's film, each into a file of its own, and joins them without encoding again.

A scene's file is named by a hash of everything its picture depends on. So a film that was interrupted goes on where it
stopped, and a changed paragraph draws only its own scene again (and the neighbours that dissolve into it).
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from films.article.storyboard import ArticleFilm
from footage import __version__
from media import ffmpeg
from media.assembly import Clip, assemble
from media.speech.say import SUFFIX
from painter import FilmPlan, compose_sound, render

if TYPE_CHECKING:
    from media.audio import Samples
    from media.speech.mix import TimedSpeech

KEPT_S = 7 * 86_400.0
"""How long drawn scenes are kept for another film of the same article, in seconds."""

_LONGEST_CHAPTER = 120


@dataclass(frozen=True)
class SceneRender:
    """What is rendered for one scene: a plan with the neighbours it dissolves into, and which frames are its own."""

    plan: FilmPlan
    frames: range
    pictures: tuple[Path, ...]

    @property
    def key(self) -> str:
        """A hash of what is seen, whatever the files are called."""
        seen = {
            "version": __version__,
            "plan": self.plan.model_dump(mode="json"),
            "frames": [self.frames.start, self.frames.stop],
            "pictures": [hashlib.sha256(path.read_bytes()).hexdigest() for path in self.pictures],
        }
        return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()[:40]

    @property
    def file_name(self) -> str:
        """What its file is called."""
        return f"{self.key}.mp4"


def scene_renders(storyboard: ArticleFilm) -> list[SceneRender]:
    """What to render for each scene, in order."""
    return [_scene_render(storyboard, index) for index in range(len(storyboard.scenes))]


def draw(scene: SceneRender, folder: Path, work: Path, progress: ffmpeg.Progress | None = None) -> Path:
    """Draw a scene, unless its file is there already.

    Args:
        scene: What to render.
        folder: Where scenes are kept.
        work: A private folder on the same file system.
        progress: See `media.ffmpeg.Progress`.

    Returns:
        The file.
    """
    kept = folder / scene.file_name
    if kept.is_file():
        return kept
    folder.mkdir(parents=True, exist_ok=True)
    making = work / "scene.mp4"
    render(scene.plan, making, audio=False, pictures=scene.pictures, frames=scene.frames, progress=progress)
    with making.open("rb") as file:
        os.fsync(file.fileno())
    making.replace(kept)
    return kept


def join(
    storyboard: ArticleFilm,
    scenes: Sequence[Path],
    out: Path,
    work: Path,
    voice: Sequence[TimedSpeech] = (),
    music_file: Path | None = None,
    credits_: str = "",
) -> None:
    """Join the scenes into one film, copied as they are, and add the film's sound and chapters.

    Args:
        storyboard: The film.
        scenes: The files of its scenes, in order.
        out: The MP4 to write.
        work: A private folder.
        voice: Spoken lines; the music is quieter under them.
        music_file: The caller's own music, in place of the storyboard's.
        credits_: Whose footage is in it, in a sentence; empty for nobody's.
    """
    from media import audio

    bed, chapters = work / "bed.wav", work / "chapters.txt"
    audio.write_wav(bed, _sound(storyboard, voice, music_file))
    chapters.write_text(_metadata(storyboard, credits_), encoding="utf-8")
    assemble([Clip(scene) for scene in scenes], out, work=work, sound=bed, metadata=chapters)


def _sound(storyboard: ArticleFilm, voice: Sequence[TimedSpeech], music_file: Path | None) -> Samples:
    """What is heard: the voice, and under it the caller's music, or the film's own, which rises at chapters."""
    from media.music_file import music_bed
    from media.speech.mix import mix

    if music_file:
        return mix(music_bed(music_file, storyboard.film.duration_s), voice)
    heard = compose_sound(storyboard.film, [start_s for start_s, _ in storyboard.chapters()[1:]])
    return mix(heard, voice) if voice else heard


def forget(folder: Path, now: Callable[[], float] = time.time) -> None:
    """Remove drawn scenes, spoken lines and unpacked pictures that are older than `KEPT_S`."""
    for file in (*folder.glob("*.mp4"), *folder.glob(f"*{SUFFIX}"), *(folder / "pictures").glob("*.*")):
        with suppress(FileNotFoundError):  # another process forgets too
            if file.stat().st_mtime < now() - KEPT_S:
                file.unlink()


def _scene_render(storyboard: ArticleFilm, index: int) -> SceneRender:
    film = storyboard.film
    first = index - 1 if film.transition_s(index) else index
    follows = index + 1 < len(film.beats) and film.transition_s(index + 1) > 0
    beats = film.beats[first : index + 2 if follows else index + 1]
    lasts_s = sum(beat.duration_s for beat in beats)
    # Other music does not change what is drawn.
    part = film.model_copy(update={"beats": beats, "duration_s": lasts_s, "music": "auto"})
    plan, shown = part.with_own_pictures()
    start = round((film.starts_s[index] - film.starts_s[first]) * film.fps)
    frames = range(start, start + round(film.beats[index].duration_s * film.fps))
    return SceneRender(plan, frames, tuple(Path(storyboard.pictures[at]) for at in shown))


def _metadata(storyboard: ArticleFilm, credits_: str) -> str:
    """Title, credits and chapters as ffmpeg's metadata file; times in milliseconds."""
    starts = storyboard.chapters()
    ends = [start for start, _ in starts[1:]] + [storyboard.film.duration_s]
    lines = [";FFMETADATA1", f"title={_escaped(storyboard.title)}"]
    lines += [f"copyright={_escaped(credits_)}"] if credits_ else []
    for (start, name), end in zip(starts, ends, strict=True):
        lines += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={start * 1000:.0f}", f"END={end * 1000:.0f}"]
        lines.append(f"title={_escaped(name[:_LONGEST_CHAPTER])}")
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return "".join("\\" + char if char in "=;#\\" else char for char in text if char.isprintable())
