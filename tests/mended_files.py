"""What a film of 12 s shows of a subtitle file."""

from __future__ import annotations

from media.captions.mending import MAX_FILE_CUES, Mended, mended
from media.captions.model import validate_cues
from media.captions.subtitles import parse_subtitles

FILM_S = 12.0
Shown = list[tuple[float, float, str]]


def read(data: str | bytes, duration_s: float = FILM_S) -> Mended:
    found = mended(parse_subtitles(data, fps=25.0), duration_s)
    assert validate_cues(found.cues, duration_s, most=MAX_FILE_CUES) == found.cues
    return found


def shown(data: str | bytes) -> Shown:
    return [(cue.start_s, cue.end_s, cue.text) for cue in read(data).cues]
