"""The planned film of an article: a beat and a note for each scene, from which it is drawn, spoken and captioned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from media.captions.model import MAX_CUE_CHARS, Cue
from painter import Beat, Brand, FilmPlan

FPS = 24
TOLERANCE = 0.05
"""How far a film may be from the length that was asked for, as a share of it."""

_BETWEEN_CUES_S = 0.08
_FOOTAGE = "{words}\n\nFootage for an article called {title!r}. No words, letters or logos in the picture."


class SceneNote(BaseModel):
    """What a beat says, for captions and for people; how it looks is in the film's beat of the same index.

    Attributes:
        kind: What sort of scene it is, as in the script's `show`; "end" for the last card.
        lines: What is said, sentence by sentence; a scene of several beats has them all at its first.
        chapter: The chapter it belongs to.
        scene_id: The scene of the script that it shows; several beats may show one. Empty in films that have no script.
        least_s: How long it must be seen, in seconds; 0 where that is not known.
        most_s: How long it is worth looking at, in seconds; 0 where that is not known.
        is_timed: Whether its length was given, so that it only changes for its voice.
        prompt: What a video generator would be asked for; empty where it is always drawn.
        backend: Who should film it, if the script says so.
        stock_query: The words that its script gives to look for real footage with.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    lines: tuple[str, ...]
    chapter: str
    scene_id: str = ""
    least_s: float = 0.0
    most_s: float = 0.0
    is_timed: bool = False
    prompt: str = ""
    backend: str = ""
    stock_query: str = ""


class TimedScene(NamedTuple):
    """A scene of the script in the film: its beats, which begin at `start_s` and last `duration_s` together."""

    indexes: range
    start_s: float
    duration_s: float
    note: SceneNote


class ArticleFilm(BaseModel):
    """The planned film of an article: a beat and a note for each picture, and the files that beats name by index.

    `spare` are the ids of scenes that may be left out where the voice takes longer than was thought, least needed
    first. `poster` is the index of the beat that stands for the whole film.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    language: str
    film: FilmPlan
    scenes: tuple[SceneNote, ...]
    pictures: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()
    poster: int = 0

    @property
    def logo(self) -> str | None:
        """The file of the brand's logo, which is among the pictures."""
        brand = self.film.brand
        return None if brand is None or brand.logo is None else self.pictures[brand.logo]

    @property
    def shown(self) -> tuple[str, ...]:
        """The pictures that are there to be shown, without the logo."""
        logo = self.film.brand.logo if self.film.brand else None
        return tuple(picture for at, picture in enumerate(self.pictures) if at != logo)

    @property
    def poster_s(self) -> float:
        """A moment at which the beat that stands for the film is whole, in seconds."""
        film = self.film
        at = min(self.poster, len(film.beats) - 1)
        after_s = film.transition_s(at + 1) if at + 1 < len(film.beats) else 0.0
        return film.starts_s[at] + max(0.5 * film.beats[at].duration_s, film.beats[at].duration_s - after_s - 0.25)

    def cues(self) -> list[Cue]:
        """The captions: each scene's lines one after another, timed by their share of its letters."""
        return [cue for scene in self.by_scene() for cue in _cues(scene.note.lines, scene.start_s, scene.duration_s)]

    def chapters(self) -> list[tuple[float, str]]:
        """When each chapter begins, in seconds, and its name; the first is the article's title."""
        found = [(0.0, self.title)]
        for before, scene in pairwise(self.by_scene()):
            name = scene.note.chapter
            if name and name not in (before.note.chapter, found[-1][1]):
                found.append((scene.start_s, name))
        return found

    def by_scene(self) -> list[TimedScene]:
        """The scenes, in order, whatever number of beats each has."""
        starts_s, beats = self.film.starts_s, self.film.beats
        return [
            TimedScene(at, starts_s[at.start], sum(beats[one].duration_s for one in at), self.scenes[at.start])
            for at in scene_ranges(self.scenes)
        ]

    def without(self, scene_ids: Sequence[str]) -> ArticleFilm:
        """The film without some scenes."""
        kept = [at for at, note in enumerate(self.scenes) if note.scene_id not in scene_ids]
        beats = tuple(self.film.beats[at] for at in kept)
        film = self.film.model_copy(update={"beats": beats, "duration_s": sum(beat.duration_s for beat in beats)})
        return self.model_copy(
            update={
                "film": film,
                "scenes": tuple(self.scenes[at] for at in kept),
                "spare": tuple(one for one in self.spare if one not in scene_ids),
                "poster": kept.index(self.poster) if self.poster in kept else 0,
            }
        )

    def lasting(self, lengths_s: Sequence[float]) -> ArticleFilm:
        """The film with other lengths of its beats, in seconds."""
        beats = tuple(
            beat if beat.duration_s == length_s else beat.model_copy(update={"duration_s": length_s})
            for beat, length_s in zip(self.film.beats, lengths_s, strict=True)
        )
        film = self.film.model_copy(update={"beats": beats, "duration_s": sum(lengths_s)})
        return self.model_copy(update={"film": film})


def branded(storyboard: ArticleFilm, brand: Brand, logo: str | None) -> ArticleFilm:
    """The film with a brand; the file of its logo comes behind the pictures that scenes show."""
    pictures = (*storyboard.pictures, *([logo] if logo else []))
    marked = brand.model_copy(update={"logo": len(storyboard.pictures) if logo else None})
    film = storyboard.film.model_copy(update={"brand": marked})
    return storyboard.model_copy(update={"film": film, "pictures": pictures})


def footage_prompt(words: str, title: str) -> str:
    """What a video generator is asked for, for a scene that says these words."""
    return _FOOTAGE.format(words=words, title=title)


def scene_ranges(notes: Sequence[SceneNote]) -> list[range]:
    """The beats of each scene; a beat without a scene's id is one by itself."""
    found: list[range] = []
    for _, group in groupby(enumerate(notes), lambda one: one[1].scene_id or one[0]):
        indexes = [at for at, _ in group]
        found.append(range(indexes[0], indexes[-1] + 1))
    return found


def shared_out(total_s: float, beats: Sequence[Beat], step_s: float) -> list[float]:
    """The seconds of a scene shared out among its beats as they were before, in steps."""
    whole, left_s = sum(beat.duration_s for beat in beats), total_s
    lengths: list[float] = []
    for at, beat in enumerate(beats[:-1]):
        most_s = left_s - step_s * 2 * (len(beats) - at - 1)
        wanted_s = round(total_s * beat.duration_s / whole / step_s) * step_s
        lengths.append(max(2 * step_s, min(wanted_s, most_s)))
        left_s -= lengths[-1]
    return [*lengths, left_s]


def _cues(lines: Sequence[str], start_s: float, duration_s: float) -> Iterator[Cue]:
    total = sum(len(line) + 8 for line in lines)
    for line in lines:
        share_s = duration_s * (len(line) + 8) / total
        yield Cue(round(start_s, 3), round(start_s + share_s - _BETWEEN_CUES_S, 3), line[:MAX_CUE_CHARS])
        start_s += share_s
