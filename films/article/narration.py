"""Fits an article's film to its narration: scenes as long as their spoken lines, and captions timed to the voice."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from films.article.pacing import GAP_S, LEAD_S, MOST_TITLE_S, STEP_S, TEMPOS, Pace, Wanted, paced
from films.article.storyboard import TOLERANCE, ArticleFilm, TimedScene, shared_out
from media.audio import RATE_HZ, Samples
from media.captions.model import MAX_CUE_CHARS, Cue, Word, validate_cues
from media.captions.timing import readable
from media.captions.words import with_words
from media.speech.align import Aligner, can_align
from media.speech.mix import TimedSpeech, for_alignment, load, load_timed

_LEAST_S = 3.5

SpokenLine = tuple[str, Path]
"""The text of a line, and the sound file in which it is spoken."""


@dataclass(frozen=True)
class Narration:
    """A storyboard whose scenes are as long as what is said in them.

    Attributes:
        storyboard: The film, with the new lengths.
        lines: The spoken texts, in order.
        voice: The sound of each line, and when it starts.
        language: The language of the lines, a code such as "en".
        tempo: Speed of speech; 1.0 is as the voice spoke.
        kept: Which beats of the planned film it has, by their index there.
        dropped: The ids of scenes that were left out, as the voice takes too long for them.
    """

    storyboard: ArticleFilm
    lines: tuple[str, ...]
    voice: tuple[TimedSpeech, ...]
    language: str
    tempo: float
    kept: tuple[int, ...]
    dropped: tuple[str, ...] = ()

    def captions(self) -> tuple[tuple[Cue, ...], bool]:
        """Captions with the times of their words, and whether all of these are measured rather than estimated."""
        aligner = Aligner() if can_align(self.language) else None
        timed = [_caption_of(line, spoken, aligner) for line, spoken in zip(self.lines, self.voice, strict=True)]
        film = self.storyboard.film
        cues = validate_cues([cue for cue, _ in timed], film.duration_s)
        return readable(cues, film.duration_s, film.fps).cues, all(measured for _, measured in timed)


def fit_to_voice(
    storyboard: ArticleFilm,
    said: Sequence[Sequence[SpokenLine]],
    language: str,
    duration_s: float,
    *,
    keep: Collection[int] = (),
) -> Narration:
    """Make every scene as long as it takes to say its lines, and all of them together as long as they should be.

    Pauses are changed first, then the tempo; only then scenes are left out that the storyboard says may be.

    Args:
        storyboard: The film as it was planned.
        said: The spoken lines of each beat; a scene has all of its own at its first.
        language: Their language, a code such as "en".
        duration_s: How long the film should be, in seconds.
        keep: Beats that stay whatever they take, by index, such as those that are paid for.
    """
    heard = [[load(path) for _, path in beat] for beat in said]
    scenes = storyboard.by_scene()
    needs = {at: _wanted(storyboard, scene, heard[scene.indexes.start]) for at, scene in enumerate(scenes)}
    pace = paced(list(needs.values()), duration_s, TEMPOS)
    dropped: list[str] = []
    for spare in storyboard.spare:
        if sum(pace.lengths_s) <= duration_s * (1 + TOLERANCE):
            break
        places = [at for at in needs if scenes[at].note.scene_id == spare and not {*scenes[at].indexes} & {*keep}]
        if places and len(needs) > 1:
            del needs[places[0]]
            dropped.append(spare)
            pace = paced(list(needs.values()), duration_s, TEMPOS)
    return _narrated(storyboard, [scenes[at] for at in needs], pace, said, language, tuple(dropped))


def _narrated(
    storyboard: ArticleFilm,
    scenes: Sequence[TimedScene],
    pace: Pace,
    said: Sequence[Sequence[SpokenLine]],
    language: str,
    dropped: tuple[str, ...],
) -> Narration:
    kept = [index for scene in scenes for index in scene.indexes]
    lengths: list[float] = []
    for scene, length_s in zip(scenes, pace.lengths_s, strict=True):
        lengths += shared_out(length_s, [storyboard.film.beats[at] for at in scene.indexes], STEP_S)
    fitted = storyboard.without(dropped).lasting(lengths)
    starts_s = (start_s for start_s, index in zip(fitted.film.starts_s, kept, strict=True) if said[index])
    spoken = [said[index] for index in kept if said[index]]
    heard = [[load_timed(path, line, pace.tempo) for line, path in beat] for beat in spoken]
    return Narration(
        storyboard=fitted,
        lines=tuple(line for beat in spoken for line, _ in beat),
        voice=tuple(_timed_speech(list(starts_s), heard)),
        language=language,
        tempo=pace.tempo,
        kept=tuple(kept),
        dropped=dropped,
    )


def _wanted(storyboard: ArticleFilm, scene: TimedScene, heard: Sequence[Samples]) -> Wanted:
    """What a scene needs now that its lines are spoken."""
    seen_s = sum(storyboard.scenes[at].least_s for at in scene.indexes)
    if not seen_s:  # planned before it was noted
        seen_s = min(scene.duration_s, _LEAST_S) if heard else scene.duration_s
    most_s = sum(storyboard.scenes[at].most_s for at in scene.indexes) or math.inf
    given_s = scene.duration_s if scene.note.is_timed else None
    end_s = MOST_TITLE_S if scene.note.kind == "title" else math.inf
    return Wanted(seen_s, _lasts_s(heard) if heard else 0.0, given_s, most_s, end_s=end_s)


def _lasts_s(scene: Sequence[Samples]) -> float:
    return sum(map(len, scene)) / RATE_HZ + GAP_S * max(0, len(scene) - 1)


def _timed_speech(starts_s: Sequence[float], heard: Sequence[Sequence[TimedSpeech]]) -> Iterator[TimedSpeech]:
    for start_s, scene in zip(starts_s, heard, strict=True):
        now_s = start_s + LEAD_S
        for one in scene:
            yield (line := replace(one, start_s=now_s))
            now_s = line.end_s + GAP_S


def _caption_of(line: str, spoken: TimedSpeech, aligner: Aligner | None) -> tuple[Cue, bool]:
    """The caption of a line, and whether its words' times are measured."""
    cue = Cue(round(spoken.start_s, 3), round(spoken.end_s, 3), line[:MAX_CUE_CHARS])
    found: Sequence[Word] = ()
    if line == cue.text:
        found = spoken.words or (aligner.words(line, for_alignment(spoken.samples)) if aligner else ())
    words = tuple(Word(cue.start_s + word.start_s, cue.start_s + word.end_s, word.text) for word in found)
    return (replace(cue, words=words), True) if words else (with_words(cue), False)
