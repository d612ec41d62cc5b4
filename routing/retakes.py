"""A bad stretch of a film made anew: between the good frames around it, onward from the one before it, or all of it.

A vendor makes no clip as short as a fault. Where it is told both ends, all of its clip must be seen, so good frames on
both sides are given up until it need not run much faster than life; where it is told the beginning alone, the clip is
cut, and melts into the film over a few frames.
"""

from __future__ import annotations

import math
from dataclasses import replace

from footage.domain import VideoRequest
from footage.money import ZERO
from footage.ports.generators import Capabilities, Generator
from footage.ports.quality import Stretch
from footage.ports.routing import Retake, RetakeWay
from media.splice import DISSOLVE_S

FASTEST = 1.5
"""How much faster than it was made a clip may be shown."""

_SHORTEST_S = 1.0
_EDGE_S = 0.1
"""So much of a shot must be good before a stretch, and after it, to go on from."""

_WHOLE_FROM = 0.75
"""A stretch that takes this share of the film is not worth two joins."""


def retake_of(generator: Generator, request: VideoRequest, stretch: Stretch) -> Retake | None:
    """How a backend makes a stretch of its own film anew; None where it cannot make the whole in one go either.

    Args:
        generator: The backend.
        request: The film, as it was asked for.
        stretch: What is bad.

    Raises:
        PriceUnknownError: The clip has no price.
    """
    can = generator.capabilities()
    retake = _between(can, stretch) or _onward(can, stretch)
    if retake is None or retake.end_s - retake.start_s > _WHOLE_FROM * request.duration_s:
        if request.duration_s > can.max_duration_s:
            return None
        retake = Retake(way="again", start_s=0.0, end_s=request.duration_s, clip_s=request.duration_s, cost=ZERO)
    return replace(retake, cost=generator.quote(asked(request, retake, None, None, take=1)).cost)


def asked(request: VideoRequest, retake: Retake, start: str | None, end: str | None, *, take: int) -> VideoRequest:
    """The request for a retake.

    Args:
        request: The film, as it was asked for.
        retake: How a stretch of it is made anew.
        start: The picture before the stretch; None for all of the film.
        end: The picture after it, likewise.
        take: Which try it is; each has another seed.
    """
    changed = {"seed": (request.seed + 7919 * take) % 2**31}
    if retake.way == "again":
        return request.model_copy(update=changed)
    # The film keeps its own sound, and who is in it is in the picture that it goes on from.
    fields = {
        "duration_s": retake.clip_s,
        "start_image": start,
        "end_image": end,
        "reference_images": (),
        "audio": False,
    }
    return request.model_copy(update={**changed, **fields})


def _between(can: Capabilities, stretch: Stretch) -> Retake | None:
    length_s = stretch.end_s - stretch.start_s
    clip_s = _clip_s(can, length_s)
    if clip_s is None or not (can.start_image and can.end_image):
        return None
    wanted_s = max(length_s, clip_s / FASTEST)
    earliest_s, latest_s = stretch.shot_s[0] + _EDGE_S, stretch.shot_s[1] - _EDGE_S
    if stretch.start_s < earliest_s or stretch.end_s > latest_s or wanted_s > latest_s - earliest_s:
        return None
    middle_s = (stretch.start_s + stretch.end_s) / 2
    start_s = min(max(middle_s - wanted_s / 2, earliest_s), latest_s - wanted_s)
    return Retake(way="between", start_s=start_s, end_s=start_s + wanted_s, clip_s=clip_s, cost=ZERO)


def _onward(can: Capabilities, stretch: Stretch) -> Retake | None:
    begins, ends = stretch.shot_s
    if not can.start_image or can.needs_end_image or stretch.start_s < begins + _EDGE_S:
        return None
    melts = stretch.end_s + DISSOLVE_S <= ends
    end_s = stretch.end_s + DISSOLVE_S if melts else ends
    clip_s = _clip_s(can, end_s - stretch.start_s)
    if clip_s is None:
        return None
    way: RetakeWay = "onward" if melts else "ending"
    return Retake(way=way, start_s=stretch.start_s, end_s=end_s, clip_s=clip_s, cost=ZERO)


def _clip_s(can: Capabilities, least_s: float) -> float | None:
    """The shortest clip that the backend makes and charges for and that is long enough."""
    if can.lengths_s:
        return next((length for length in can.lengths_s if length >= max(_SHORTEST_S, least_s)), None)
    clip_s = max(_SHORTEST_S, can.min_duration_s, math.ceil(10 * least_s) / 10)
    return clip_s if clip_s <= can.max_duration_s else None
