"""How coarsely a coder rounded each frame, where its codec tells: H.264, VP9, MPEG-2 and MPEG-4 do in FFmpeg."""

from __future__ import annotations

import math
import struct
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from media.side_data import side_data_of

if TYPE_CHECKING:
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

Coder = Literal["vp9", "h264", "mpeg"]

_CODERS: tuple[Coder, ...] = ("vp9", "h264", "mpeg")
"""By the number that FFmpeg has for them; MPEG-2 and MPEG-4 are one."""

_TELLING = frozenset({"vp9", "h264", "mpeg2video", "mpeg4"})

_HEADER = struct.Struct("=I4xQQii")
"""`AVVideoEncParams`: how many blocks, where they begin, the size of each, the coder, the frame's quantiser."""

_DELTA = 4
"""Which of the whole numbers of a block is how far its quantiser is from the frame's."""

_VP9_AT = (0, 1, 10, 30, 95, 137, 176, 213, 255)
_VP9_STEPS = (0.5, 1.0, 2.1, 4.6, 12.75, 25.4, 51.0, 102.0, 228.5)
"""Steps in levels at some of VP9's 256 quantisers; between them their logarithm is nearly straight."""


class Quantiser(NamedTuple):
    """To what a frame was rounded.

    Attributes:
        coder: The kind of codec.
        step: The logarithm to base 2 of the step of its transforms in levels, as a mean over the frame: 0 is next to
            lossless, 3 to 4 usual on the web, from 5 on it shows, and 7 ruins.
    """

    coder: Coder
    step: float


def ask_quantiser(stream: VideoStream) -> bool:
    """Let frames of a stream say how coarse they are, before any is decoded; whether its codec can tell.

    Frames of others are not to be asked: what PyAV 18 finds beside pictures of PNG it frees twice.
    """
    context = stream.codec_context
    tells = context.name in _TELLING
    if tells and not context.is_open:
        context.options = {**context.options, "export_side_data": "venc_params"}
    return tells


def quantiser_of(frame: VideoFrame) -> Quantiser | None:
    """What a decoded frame says, where `ask_quantiser` asked; None where its codec does not tell."""
    told = side_data_of(frame, "VIDEO_ENC_PARAMS") or b""
    if len(told) < _HEADER.size:
        return None
    blocks, start, size, kind, base = _HEADER.unpack_from(told)
    whole = size % 4 == 0 and size > 4 * _DELTA and len(told) >= start + blocks * size
    if not 0 <= kind < len(_CODERS) or (blocks and not whole):
        return None
    by_block = np.frombuffer(told, np.int32, blocks * size // 4, start).reshape(blocks, -1) if blocks else None
    mean = base + (float(by_block[:, _DELTA].mean()) if by_block is not None else 0.0)
    return Quantiser(_CODERS[kind], _step(_CODERS[kind], mean, frame.format.components[0].bits - 8))


def _step(coder: Coder, quantiser: float, deeper: int) -> float:
    """In levels of 8 bits; H.264 counts further the deeper its pictures are."""
    if coder == "h264":
        return quantiser / 6 + math.log2(0.625) - deeper
    if coder == "vp9":
        return float(np.interp(quantiser, _VP9_AT, np.log2(_VP9_STEPS)))
    return math.log2(max(1.0, quantiser))
