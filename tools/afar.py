"""What whoever calls from elsewhere is told of this machine's files: that there are some, and not where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from footage.answers import VideoJob

HERE = "(a file of the server)"
_TOLD = {"message", "next_step", "error", "route", "quality", "enhancement"}
"""What Footage says of a job itself; a script is the caller's, and a video has addresses by now."""


def without_places(text: str, places: Sequence[str], theirs: str = "") -> str:
    """A text that names no file in any of the places, but for what the caller said themselves."""
    if not any(place in text for place in places):
        return text

    def shown(found: re.Match[str]) -> str:
        return found[0] if found[0] in theirs else HERE

    return re.sub(rf"(?:{'|'.join(map(re.escape, places))})[^\s'\"]*", shown, text)


def told_afar(job: VideoJob, places: Sequence[str]) -> VideoJob:
    """The same job without the places of this machine."""
    said = job.model_dump_json(include=_TOLD)
    if not any(place in said for place in places):
        return job
    hidden = _walked(job.model_dump(include=_TOLD), places)
    return VideoJob.model_validate({**job.model_dump(), **hidden})


def _walked(value: Any, places: Sequence[str]) -> Any:
    if isinstance(value, dict):
        return {name: _walked(one, places) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_walked(one, places) for one in value]
    return without_places(value, places) if isinstance(value, str) else value
