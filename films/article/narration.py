"""Fits an article's film to its narration: scenes as long as their spoken lines, and captions timed to the voice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from films.article.layout import ArticleFilm
from films.article.pace import GAP_S, LEAD_S, pace_scenes
from films.article.scenes import least_s
from media.audio import RATE_HZ, Samples
from media.captions.model import MAX_CUE_CHARS, Cue, Word, validate_cues
from media.captions.timing import readable
from media.captions.words import with_words
from media.speech.align import Aligner, can_align
from media.speech.mix import TimedSpeech, for_alignment, load

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
    """

    storyboard: ArticleFilm
    lines: tuple[str, ...]
    voice: tuple[TimedSpeech, ...]
    language: str
    tempo: float

    def captions(self) -> tuple[tuple[Cue, ...], bool]:
        """Captions with the times of their words, and whether all of these are measured rather than estimated."""
        aligner = Aligner() if can_align(self.language) else None
        timed = [_caption_of(line, spoken, aligner) for line, spoken in zip(self.lines, self.voice, strict=True)]
        film = self.storyboard.film
        cues = validate_cues([cue for cue, _ in timed], film.duration_s)
        return readable(cues, film.duration_s, film.fps).cues, all(measured for _, measured in timed)


def fit_to_voice(
    storyboard: ArticleFilm, said: Sequence[Sequence[SpokenLine]], language: str, duration_s: float
) -> Narration:
    """Make every scene as long as it takes to say its lines.

    Args:
        storyboard: The film as it was planned.
        said: The spoken lines of each scene.
        language: Their language, a code such as "en".
        duration_s: How long the film should be, in seconds.
    """
    heard = [[load(path) for _, path in scene] for scene in said]
    least = [
        least_s(note.kind, beat.card) if spoken else beat.duration_s
        for note, beat, spoken in zip(storyboard.scenes, storyboard.film.beats, heard, strict=True)
    ]
    pace = pace_scenes([_lasts_s(scene) for scene in heard], least, duration_s)
    if pace.tempo != 1:
        heard = [[load(path, pace.tempo) for _, path in scene] for scene in said]
    beats = tuple(
        beat.model_copy(update={"duration_s": length})
        for beat, length in zip(storyboard.film.beats, pace.lengths_s, strict=True)
    )
    film = storyboard.film.model_copy(update={"beats": beats, "duration_s": sum(pace.lengths_s)})
    return Narration(
        storyboard=storyboard.model_copy(update={"film": film}),
        lines=tuple(line for scene in said for line, _ in scene),
        voice=tuple(_timed_speech(film.starts_s, heard)),
        language=language,
        tempo=pace.tempo,
    )


def _lasts_s(scene: Sequence[Samples]) -> float:
    return sum(map(len, scene)) / RATE_HZ + GAP_S * max(0, len(scene) - 1)


def _timed_speech(starts_s: Sequence[float], heard: Sequence[Sequence[Samples]]) -> Iterator[TimedSpeech]:
    for start_s, scene in zip(starts_s, heard, strict=True):
        now_s = start_s + LEAD_S
        for samples in scene:
            yield (line := TimedSpeech(now_s, samples))
            now_s = line.end_s + GAP_S


def _caption_of(line: str, spoken: TimedSpeech, aligner: Aligner | None) -> tuple[Cue, bool]:
    """The caption of a line, and whether its words' times are measured."""
    cue = Cue(round(spoken.start_s, 3), round(spoken.end_s, 3), line[:MAX_CUE_CHARS])
    found = aligner.words(line, for_alignment(spoken.samples)) if aligner and line == cue.text else ()
    words = tuple(Word(cue.start_s + word.start_s, cue.start_s + word.end_s, word.text) for word in found)
    return (replace(cue, words=words), True) if words else (with_words(cue), False)
