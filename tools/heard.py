"""What was heard in a film and written down as its captions: to be corrected, translated and passed back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from films.services import CallersServices
from films.stored import local_file
from footage.errors import FootageError, UnavailableError
from footage.ports.jobs import JobRecord
from tools import names

SHOWN, IN_TEXT = 40, 12
"""Captions that the data have, and of those the ones in the text."""


def heard_in(services: CallersServices, record: JobRecord, most: int | None = SHOWN) -> dict[str, Any] | None:
    """The captions of a job that wrote them down itself; None of any other.

    Args:
        services: Its files are here, or can be brought here.
        record: The job.
        most: How many at most; None for all.
    """
    video = record.result.video if record.result else None
    if record.tool != names.ADD_CAPTIONS or _are_known(record) or not (video and video.subtitles):
        return None
    from media.captions.subtitles import parse_subtitles

    try:
        file = local_file(services, video.subtitles)
        cues = parse_subtitles(file.read_bytes()).cues if file else ()
    except (UnavailableError, FootageError, OSError):
        return None  # the film is there, which matters more
    shown = [{"start_s": cue.start_s, "end_s": cue.end_s, "text": cue.text} for cue in cues[:most]]
    more = {"more": len(cues) - len(shown)} if len(cues) > len(shown) else {}
    into = record.order_document.get("language_said") if record.order_document.get("translate_from") else None
    return {"captions": shown, **more, **({"language": into} if into else {})} if shown else None


def _are_known(record: JobRecord) -> bool:
    """Whether the caller wrote them; what was translated is news."""
    return bool(record.order_document.get("cues")) and not record.order_document.get("translate_from")


def in_lines(plan: Mapping[str, Any] | None) -> str:
    """The same in a line, as far as it is short; empty for any other plan."""
    captions = (plan or {}).get("captions", [])
    if not captions:
        return ""
    said = " / ".join(
        f"{one['start_s']:g}-{one['end_s']:g} {one['text']}".replace("\n", " ") for one in captions[:IN_TEXT]
    )
    left = len(captions) - IN_TEXT + (plan or {}).get("more", 0)
    what = f"In {(plan or {})['language']!r}" if (plan or {}).get("language") else "Heard"
    return f"{what}: {said}{f' / and {left} more in its subtitles' if left > 0 else ''}"
