"""Pictures of a request that were sent along with its job, for a process on another machine than the caller's."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from footage.domain import VideoRequest

Carried = Callable[[str], bytes | None]
"""The picture that a job brought from a path; None when it brought none."""


def unpacked(request: VideoRequest, carried: Carried, folder: Path) -> VideoRequest:
    """The request with every picture as a file on this machine; those that are here already stay where they are.

    Args:
        request: What a generator is asked for.
        carried: What came with the job.
        folder: Where pictures go that are not here.
    """
    fields: dict[str, Any] = {
        name: _unpacked(path, carried, folder)
        for name in ("start_image", "end_image")
        if (path := getattr(request, name)) is not None
    }
    if request.reference_images:
        fields["reference_images"] = tuple(_unpacked(path, carried, folder) for path in request.reference_images)
    return request.model_copy(update=fields)


def _unpacked(path: str, carried: Carried, folder: Path) -> str:
    content = carried(path)
    here = Path(path)
    if content is None or (here.is_file() and here.read_bytes() == content):
        return path
    copy = folder / f"{hashlib.sha256(content).hexdigest()[:16]}{here.suffix}"
    copy.write_bytes(content)
    return str(copy)
