"""How much an edit asks of a machine at once: arithmetic, so that too much is refused before anything runs."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from media.edit.clips import runs_of
from media.edit.timeline import Layer, Picture, inner_layers

MOST_CLIPS = 2000
MOST_INPUTS = 120
"""So many stretches are read apart from each other: each is an ffmpeg decoder with threads and memory of its own."""

MOST_HELD_BYTES = 900_000_000
_YUV_BYTES, _RGB_BYTES = 1.5, 4


def too_much(layer: Layer, rate: Fraction, beside: Sequence[Layer] = ()) -> str | None:
    """Why a layer cannot be made on an ordinary machine; None where it can.

    Args:
        layer: What is to be made.
        rate: Frames a second.
        beside: What is made in the same go.
    """
    layers = [layer, *inner_layers(layer)]
    if (count := sum(len(one.clips) for one in layers)) > MOST_CLIPS:
        return f"the film would be of {count:,} pieces; the limit is {MOST_CLIPS:,}"
    together = {id(one): one for whole in (layer, *beside) for one in (whole, *inner_layers(whole))}
    inputs = sum(_read_apart(one, rate) for one in together.values())
    if inputs > MOST_INPUTS:
        return f"{inputs} pieces would have to be read each by itself; the limit is {MOST_INPUTS}"
    if sum(_held_bytes(one) for one in layers) > MOST_HELD_BYTES:
        return "so much cannot be put into another order after other steps"
    return None


def is_too_much_for_colours(size: tuple[int, int], frames: float) -> bool:
    """Whether a GIF is more than can be held: its colours are chosen when all of its pictures have been seen."""
    return size[0] * size[1] * frames * _RGB_BYTES > MOST_HELD_BYTES


def _read_apart(layer: Layer, rate: Fraction) -> int:
    return sum(not isinstance(run.source, Layer | Picture) for run in runs_of(layer.clips, rate))


def _held_bytes(layer: Layer) -> float:
    """Pictures of layers within that are there before their turn, so that they wait in memory."""
    reached: dict[int, int] = {}
    held = 0.0
    for clip in layer.clips:
        if isinstance(clip.source, Layer):
            inner, end = clip.source, clip.start + clip.count
            before = reached.get(id(inner), 0)
            waiting = clip.count if clip.back else max(0, min(before, end) - clip.start)
            held += waiting * inner.size[0] * inner.size[1] * _YUV_BYTES
            reached[id(inner)] = max(before, end)
    return held
