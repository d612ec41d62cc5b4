"""Films that are longer than a backend's limit: how many clips, how long, and what ties them together.

A backend that takes a picture to start from makes a chain: each clip begins with the very last picture of the one
before, so they come one after another. One that takes a picture to end with as well can make clips side by side between
pictures that are known beforehand. Those pictures are drawn here, so the film would look drawn: that is done only where
the caller names a style that is drawn, wants speed above all, or where the backend makes nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Collection

from footage.domain import SegmentWay, VideoRequest
from footage.money import ZERO, Money
from footage.ports.generators import Capabilities, Generator
from footage.ports.routing import Segments

SHORTEST_S = 1.0
"""A shorter clip shows nothing."""


def segments_of(generator: Generator, request: VideoRequest, drawn_styles: Collection[str]) -> Segments | None:
    """The clips of a film; None when the backend makes it in one go, or cannot go on from a picture.

    Args:
        generator: The backend.
        request: The whole film.
        drawn_styles: Styles that keyframes are drawn in.

    Raises:
        PriceUnknownError: A clip has no price.
    """
    can = generator.capabilities()
    if request.duration_s <= can.max_duration_s or not can.start_image or request.plan is not None:
        return None
    lengths_s = split(request.duration_s, can)
    costs = tuple(generator.quote(request.model_copy(update={"duration_s": length})).cost for length in lengths_s)
    return Segments(way=_way(can, request, drawn_styles), lengths_s=lengths_s, costs=costs)


def split(duration_s: float, can: Capabilities) -> tuple[float, ...]:
    """Lengths of as few clips as can be that last `duration_s` together, and of which the least is paid in vain.

    A vendor charges for one of its own lengths even if the clip is cut, so all clips but one are of such a length.
    """
    longest = can.max_duration_s
    count = math.ceil(duration_s / longest - 1e-9)
    steps = [length for length in can.lengths_s if length >= SHORTEST_S] or None
    lengths: list[float] = []
    left_s = duration_s
    for after in range(count - 1, -1, -1):
        least = max(SHORTEST_S, left_s - after * longest)
        # The shortest first, so that what does not fit any length is as small as it can be; then turned round.
        lengths.append(next((one for one in steps if one >= least - 1e-9), longest) if steps else least)
        left_s -= lengths[-1]
    lengths.sort(reverse=True)
    cut = -1 if lengths[-1] + left_s >= SHORTEST_S else 0
    lengths[cut] = round(lengths[cut] + left_s, 6)
    return tuple(lengths)


def clip_request(
    request: VideoRequest, index: int, lengths_s: tuple[float, ...], start: str | None, end: str | None
) -> VideoRequest:
    """What a backend is asked for one clip of a film.

    Args:
        request: The whole film.
        index: Which clip.
        lengths_s: The lengths of all of them.
        start: The picture it begins with, unless the caller names one.
        end: The picture it ends with, likewise.
    """
    last = index == len(lengths_s) - 1
    first = request.start_image if index == 0 and request.start_image else start
    return request.model_copy(
        update={
            "duration_s": lengths_s[index],
            "start_image": first,
            # Nobody takes both; who is in the film is in the picture it goes on from.
            "reference_images": () if first else request.reference_images,
            "end_image": request.end_image if last and request.end_image else end,
            "seed": (request.seed + index) % 2**31,
        }
    )


def total(segments: Segments) -> Money:
    """The most that all clips cost together."""
    return sum(segments.costs, ZERO)


def explained(name: str, can: Capabilities, segments: Segments, request: VideoRequest) -> str:
    """Why and how the film is made of several clips, in one sentence."""
    count = len(segments.lengths_s)
    lead = f" {name} makes at most {can.max_duration_s:g} s at a time, so {request.duration_s:g} s are {count} clips"
    if segments.way == "chain":
        return f"{lead}, each from the last picture of the one before."
    return f"{lead}, made side by side between drawn pictures."


def _way(can: Capabilities, request: VideoRequest, drawn_styles: Collection[str]) -> SegmentWay:
    wished = request.priority == "speed" or request.style in drawn_styles or can.needs_end_image
    return "keyframes" if can.end_image and wished else "chain"
