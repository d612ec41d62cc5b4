"""High dynamic range pictures as a usual screen shows them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from media.probe import opened, probe, video_stream

if TYPE_CHECKING:
    from numpy.typing import NDArray

PQ, HLG = 16, 18
"""Transfer functions by their numbers in ITU-T H.273: SMPTE ST 2084 and ARIB STD-B67."""

_WHITE_NITS = 203.0
_PEAK_NITS = 1000.0
_TO_709 = np.array([[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]])


def to_sdr(picture: NDArray[np.uint16], transfer: int) -> NDArray[np.uint8]:
    """Map a BT.2020 picture to BT.709 with 8 bits.

    PQ's EOTF (ITU-R BT.2100-2, table 4) and HLG's inverse OETF (table 5, with a system gamma of 1.2 for a peak of 1000
    nits) give light; diffuse white is 203 nits (ITU-R BT.2408), what is brighter rolls off to white (E. Reinhard et
    al., "Photographic tone reproduction for digital images", 2002, equation 4); primaries as in ITU-R BT.2407.

    Args:
        picture: Shape (height, width, 3), RGB, 0 to 65535.
        transfer: `PQ` or `HLG`.
    """
    signal = picture.astype(np.float64) / 65535
    light = (_pq_nits(signal) if transfer == PQ else _hlg_nits(signal)) / _WHITE_NITS
    light = np.maximum(light @ _TO_709.T, 0)
    white = _PEAK_NITS / _WHITE_NITS
    shown = np.clip(light * (1 + light / white**2) / (1 + light) * 2 / (1 + 1 / white**2), 0, 1)
    return np.asarray(np.round(255 * shown ** (1 / 2.4)), dtype=np.uint8)


def _pq_nits(signal: NDArray[np.float64]) -> NDArray[np.float64]:
    power = signal ** (32 / 2523)
    return np.asarray(10_000 * (np.maximum(power - 107 / 128, 0) / (2413 / 128 - 2392 / 128 * power)) ** (8192 / 1305))


def _hlg_nits(signal: NDArray[np.float64]) -> NDArray[np.float64]:
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - c) / a) + b) / 12)
    luma = scene @ np.array([0.2627, 0.6780, 0.0593])
    return np.asarray(_PEAK_NITS * scene * np.maximum(luma, 1e-6)[..., None] ** 0.2)


_HDR_TRANSFERS = frozenset({16, 18})
"""PQ and HLG, as in ITU-T H.273."""
_WIDE_PRIMARIES = 9


def is_hdr(video: Path) -> bool:
    """Whether a film has a high dynamic range or wide primaries, by what its stream says of itself."""
    info = probe(video)
    with opened(info.path, info.demuxer) as container:
        context = video_stream(container, info.path).codec_context
        return int(context.color_trc) in _HDR_TRANSFERS or int(context.color_primaries) == _WIDE_PRIMARIES
