"""The hash by which an attempt remembers its request, so that a job asks no backend for the same thing twice."""

from __future__ import annotations

import hashlib

from footage.domain import VideoRequest

_ALWAYS = frozenset({
    "prompt", "duration_s", "aspect_ratio", "resolution", "priority", "audio", "seed", "style", "negative_prompt",
    "start_image", "end_image", "reference_images", "backend", "min_quality", "plan", "sent_prompt",
})  # fmt: skip
"""Fields that count whatever they say; one that is added later counts where it says something.

So the hash of a request stays as it was, also for a process of an earlier version that shares the job: money depends
on it. Nothing may be added here.
"""

_CAME_LATER = (frozenset({"reference_images", "sent_prompt"}), frozenset({"plan"}))
"""Those of them that the first attempts knew nothing of, from the latest."""


def request_hash(request: VideoRequest) -> str:
    """What an attempt writes down: the same for the same request in every version of Footage."""
    return _hash(request, _ALWAYS)


def known_hashes(request: VideoRequest) -> frozenset[str]:
    """All that attempts may have written down for a request, also when requests had fewer fields."""
    known, fields = {request_hash(request)}, _ALWAYS
    for later in _CAME_LATER:
        if any(_is_said(request, name) for name in later):
            break
        fields -= later
        known.add(_hash(request, fields))
    return frozenset(known)


def _hash(request: VideoRequest, always: frozenset[str]) -> str:
    given = {name for name in type(request).model_fields.keys() - _ALWAYS if _is_said(request, name)}
    return hashlib.sha256(request.model_dump_json(include={*always, *given}).encode()).hexdigest()


def _is_said(request: VideoRequest, name: str) -> bool:
    return bool(getattr(request, name) != type(request).model_fields[name].default)
