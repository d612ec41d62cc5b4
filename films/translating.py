"""Captions brought into the language that is asked for: as many, at their times, short enough to be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from films.services import CallersServices, Services, SharedServices
from films.stored import local_file
from footage.errors import FootageError, UnavailableError
from footage.ports.jobs import JobContext
from footage.wording import Line
from media.captions.languages import UNKNOWN, language_code
from media.captions.line_breaks import MAX_LINE_UNITS
from media.captions.model import Cue
from media.captions.timing import MAX_S, MAX_UNITS_PER_S, Timed, readable

if TYPE_CHECKING:
    from media.captions.subtitles import SubtitleFile
    from media.probe import VideoInfo

_LINES = 2
_WIDE = frozenset({"zho", "jpn", "kor", "yue"})
_WIDE_UNITS, _WIDE_READING = 2.0, 1.6
"""How many narrow characters an ideograph is as wide as, and how many it takes as long to read as."""

_ALIKE = (
    frozenset({"nor", "nob", "nno", "dan"}),
    frozenset({"hrv", "srp", "bos", "hbs", "cnr", "slv"}),
    frozenset({"msa", "ind"}),
    frozenset({"ces", "slk"}),
    frozenset({"zho", "yue"}),
    frozenset({"glg", "por"}),
)
"""Languages that a short text does not tell apart."""

_LEAST_LETTERS = 24
_PACE = re.compile(r"\d+ captions? (?:is|are) (?:still too fast|shown for less)")
_TOLD = 40
_HINT = (
    "Translate them and pass them as captions with language={target!r}; or have GEMINI_API_KEY set: a text model then "
    "does it."
)


class Beside(NamedTuple):
    """The captions that a job left beside its film, and their language, a code; empty where that is not known."""

    file: SubtitleFile
    language: str


def captions_beside(services: CallersServices, job_id: str | None) -> Beside | None:
    """What captions a film has already; None for any that has none, or whose own cannot be read."""
    from media.captions.subtitles import parse_subtitles

    if job_id is None:
        return None
    record = services.jobs.get(job_id)
    video = record.result.video if record.result else None
    path = local_file(services, video.subtitles) if video and video.subtitles else None
    if path is None:
        return None
    try:
        file = parse_subtitles(path.read_bytes())
    except (FootageError, OSError):
        return None
    order = record.order_document
    stated = order.get("language") or (order.get("storyboard") or {}).get("language") or ""
    return Beside(file, "" if stated == UNKNOWN else str(stated))


def source_language(cues: Sequence[Cue], wanted: str, stated: str = "") -> str:
    """The language that captions are in, where that surely is another than the wanted one; empty otherwise.

    Args:
        cues: The captions.
        wanted: A three-letter code; "und" wants whatever it is.
        stated: What is known of their language, a code; empty where nothing is.
    """
    if wanted == UNKNOWN:
        return ""
    return differs(stated, wanted) or ("" if stated else differs(_guessed(cues), wanted))


def differs(language: str, wanted: str) -> str:
    """A language's three-letter code where it is another one than what is wanted; empty otherwise."""
    code = language_code(language) if language else UNKNOWN
    if UNKNOWN in (code, wanted) or code == wanted or any({code, wanted} <= alike for alike in _ALIKE):
        return ""
    return code


def _guessed(cues: Sequence[Cue]) -> str:
    from media.speech.language import language_of

    text = " ".join(cue.text for cue in cues)
    letters = sum(char.isalpha() for char in text)
    wide = sum(char.isalpha() and ord(char) > 0x2E80 for char in text)
    return language_of(text) if letters + 2 * wide >= _LEAST_LETTERS else ""


def require_translator(services: SharedServices, source: str, target: str, heard: Sequence[Cue] = ()) -> None:
    """Refuse a translation that nobody here can make.

    Args:
        services: For the translator.
        source: The language of the captions.
        target: The one that is wanted.
        heard: Captions that the caller has not seen, to be told.

    Raises:
        UnavailableError: There is no text model.
    """
    if services.translator is None:
        lines = " / ".join(f"{cue.start_s:g}-{cue.end_s:g} {cue.text}".replace("\n", " ") for cue in heard[:_TOLD])
        more = f" / and {len(heard) - _TOLD} more, by a call without language" if len(heard) > _TOLD else ""
        said = f" They say: {lines}{more}" if heard else ""
        raise UnavailableError(
            f"The captions are in {source!r}, {target!r} was asked for, and no text model is here to translate them.",
            hint=_HINT.format(target=target) + said,
        )


async def translated(
    services: Services, job: JobContext, timed: Timed, info: VideoInfo, source: str, target: str, said: str = ""
) -> Timed:
    """Captions in another language, each at its time.

    Args:
        services: For the translator.
        job: Who pays.
        timed: The captions, timed to be read.
        info: The film.
        source: Their language, a three-letter code.
        target: The language that is wanted, likewise.
        said: The wanted language as the caller wrote it, which may name a country or a script.

    Raises:
        UnavailableError: Nobody here translates.
        FootageError: As in `footage.ports.routing.Translator`.
    """
    require_translator(services, source, said or target, timed.cues)
    assert services.translator  # noqa: S101 - it was just required
    lines = lines_of(timed.cues, info.duration_s, target)
    await job.report(0.3, f"Translating {len(lines)} captions")
    found = await services.translator.translated(job, lines, source, said or target)
    cues = [replace(cue, text=text, words=()) for cue, text in zip(timed.cues, found.texts, strict=True)]
    again = readable(cues, info.duration_s, info.fps)
    notes = [f"translated from {source!r} into {said or target!r} by {found.by}: have it read before it is published"]
    if found.without_figures:
        numbers = ", ".join(map(str, found.without_figures[:10]))
        notes.append(f"look at caption {numbers}: a figure or an address of the original is missing")
    # How fast the original was to be read says nothing of what is read now.
    kept = [note for note in timed.notes if not _PACE.match(note)]
    return Timed(again.cues, (*notes, *kept, *again.notes))


def lines_of(cues: Sequence[Cue], duration_s: float, target: str) -> list[Line]:
    """Captions with how many characters each may have: two lines, read until the next one comes."""
    lines = []
    for at, cue in enumerate(cues):
        until_s = cues[at + 1].start_s if at + 1 < len(cues) else duration_s
        shown_s = min(MAX_S, max(cue.end_s, until_s) - cue.start_s)
        wide, slow = (_WIDE_UNITS, _WIDE_READING) if target in _WIDE else (1.0, 1.0)
        most = min(shown_s * MAX_UNITS_PER_S / slow, _LINES * MAX_LINE_UNITS / wide)
        lines.append(Line(text=cue.text, most_chars=max(8, int(most))))
    return lines
