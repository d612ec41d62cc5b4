"""Moves captions along with an edit: those beside a film, and the text tracks in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from footage.errors import FootageError
from media import ffmpeg
from media.captions.model import Cue, Word
from media.captions.subtitles import parse_subtitles
from media.edit.project import Project
from media.edit.timeline import Film, places
from media.tracks import Track

_LEAST_S = 0.2


@dataclass(frozen=True)
class TextTrack:
    """A text track of the new film."""

    track: Track
    cues: tuple[Cue, ...]


def moved(cues: Sequence[Cue], project: Project) -> tuple[Cue, ...]:
    """The captions of the film that was given, where what they belong to is now; cut ones are gone.

    Args:
        cues: In order, in seconds of that film.
        project: The edit.
    """
    found = [part for cue in cues for part in _moved(cue, project)]
    found.sort(key=lambda cue: cue.start_s)
    ends = [cue.start_s for cue in found[1:]] + [float("inf")]
    return tuple(
        replace(cue, end_s=min(cue.end_s, following), words=_within(cue.words, min(cue.end_s, following)))
        for cue, following in zip(found, ends, strict=True)
        if min(cue.end_s, following) - cue.start_s >= _LEAST_S
    )


def _moved(cue: Cue, project: Project) -> list[Cue]:
    rate, layer = project.rate, project.layer
    first, last = round(cue.start_s * rate), max(round(cue.start_s * rate) + 1, round(cue.end_s * rate))
    spans = sorted(places(layer, project.main, first, last))
    joined: list[tuple[int, int]] = []
    for a, b in spans:  # a cue that was cut in its middle is one cue again
        if joined and a - joined[-1][1] <= 1:
            joined[-1] = joined[-1][0], max(b, joined[-1][1])
        else:
            joined.append((a, b))
    return [
        Cue(round(float(a / rate), 3), round(float(b / rate), 3), cue.text, _words(cue, (a, b), project))
        for a, b in joined
    ]


def _words(cue: Cue, span: tuple[int, int], project: Project) -> tuple[Word, ...]:
    """The words of a cue, if all of them are still there and in order."""
    found, now = [], span[0]
    for word in cue.words:
        first = round(word.start_s * project.rate)
        last = max(first + 1, round(word.end_s * project.rate))
        inside = [(a, b) for a, b in places(project.layer, project.main, first, last) if now <= a and b <= span[1]]
        if not inside:
            return ()
        a, b = inside[0]
        found.append(Word(round(float(a / project.rate), 3), round(float(b / project.rate), 3), word.text))
        now = a
    return tuple(found)


def _within(words: tuple[Word, ...], end_s: float) -> tuple[Word, ...]:
    return words if not words or words[-1].end_s <= end_s + 0.05 else ()


def text_tracks(film: Film, folder: Path) -> tuple[tuple[TextTrack, ...], tuple[str, ...]]:
    """The text tracks of a film as captions, and what is said of those that cannot be read as such.

    Args:
        film: The film.
        folder: For files in between.
    """
    tracks, notes = [], []
    for at, track in enumerate(film.tracks.for_mp4):
        out = folder / f"track-{at}.srt"
        source = ffmpeg.from_file(film.info.path, demuxer=film.info.demuxer)[str(track.index)]
        try:
            ffmpeg.run_graph([source], out, muxer="srt", options={"c:s": "subrip"}, duration_s=film.info.duration_s)
            cues = parse_subtitles(out.read_bytes(), fps=film.info.fps).cues
        except FootageError:
            notes.append(f"its subtitles ({track.language}) could not be moved along, so they are left out")
            continue
        late_s = film.offset_s
        tracks.append(
            TextTrack(
                track,
                tuple(replace(cue, start_s=max(0.0, cue.start_s - late_s), end_s=cue.end_s - late_s) for cue in cues),
            )
        )
    return tuple(tracks), tuple(notes)
