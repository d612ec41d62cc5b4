"""What a caller is told when a job has ended well: each tool that makes jobs has its own next step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from footage.ports.jobs import JobRecord
from tools import names


@dataclass(frozen=True)
class Ending:
    """How the job of a tool ends.

    Attributes:
        next_step: What an agent does then.
        is_verdict: The job made no film but found out something about one, which holds even where that film is gone.
    """

    next_step: Callable[[JobRecord], str]
    is_verdict: bool = False


def ending_of(tool: str) -> Ending:
    """How jobs of a tool end; of one that a newer version may have, like that of a film."""
    return _ENDINGS.get(tool, _FILM)


def _after_film(record: JobRecord) -> str:
    step = f"call {names.ADD_CAPTIONS} with video={record.job_id!r}"
    return f"Look at the contact sheet, then give the user the path, or {step}."


def _after_change(_record: JobRecord) -> str:
    return "Look at the contact sheet, then give the user the path."


def _after_check(record: JobRecord) -> str:
    quality = record.result.quality if record.result else None
    if quality and quality.verdict == "retry":
        return "Make it again, with another seed or a clearer prompt, or tell the user what is wrong with it."
    return "Tell the user the verdict and its reasons."


_FILM = Ending(_after_film)
_ENDINGS: Mapping[str, Ending] = {
    names.GENERATE_VIDEO: _FILM,
    names.BLOG_TO_VIDEO: _FILM,
    names.ADD_CAPTIONS: Ending(_after_change),
    names.ENHANCE_QUALITY: Ending(_after_change),
    names.CHECK_QUALITY: Ending(_after_check, is_verdict=True),
}
