"""Optical flow: how well a frame can be predicted from its neighbours."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_LEAST_SIDE_PX = 16
"""Two patches of the search. Of pictures with a shorter side OpenCV takes levels smaller than a patch, and reads past
their ends."""


class FlowInterpolator:
    """Predicts a frame from the two beside it.

    By dense inverse search (T. Kroeger et al., "Fast optical flow using dense inverse search", 2016), halfway along the
    flow from either side. VBench (Z. Huang et al., 2024) measures smoothness the same way, by frames that are left out
    and predicted, with a network in place of the flow.

    Raises:
        ImportError: OpenCV is not installed.
    """

    def __init__(self) -> None:
        import cv2

        self._cv2: Any = cv2  # as wheels of OpenCV differ in the types they tell
        self._search = self._cv2.DISOpticalFlow_create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)

    def error(self, before: Floats, shown: Floats, after: Floats) -> float:
        """Mean absolute difference of a frame from what its neighbours make of it, in levels.

        Args:
            before: Luma of the frame before, shape (height, width), in levels of 0 to 255.
            shown: That of the frame.
            after: That of the frame after it.
        """
        half: Floats = self._flow(_levels(before), _levels(after)) / np.float32(2)
        made = (self._moved(before, -half) + self._moved(after, half)) / 2
        return float(np.abs(shown - made).mean())

    def _flow(self, before: NDArray[np.uint8], after: NDArray[np.uint8]) -> Floats:
        rows, columns = before.shape
        more = [(0, max(0, _LEAST_SIDE_PX - side)) for side in (rows, columns)]
        flow: Floats = self._search.calc(np.pad(before, more, "edge"), np.pad(after, more, "edge"), None)
        return flow[:rows, :columns]

    def _moved(self, picture: Floats, by: Floats) -> Floats:
        moved: Floats = self._cv2.remap(
            picture, _places(*picture.shape) + by, None, self._cv2.INTER_LINEAR, borderMode=self._cv2.BORDER_REPLICATE
        )
        return moved


@functools.lru_cache(maxsize=4)
def _places(height: int, width: int) -> Floats:
    """Where each pixel is: shape (height, width, 2), column and row."""
    rows, columns = np.indices((height, width), dtype=np.float32)
    return np.stack((columns, rows), axis=-1)


def flow_interpolator() -> FlowInterpolator | None:
    """None without OpenCV."""
    try:
        return FlowInterpolator()
    except ImportError:
        return None


def missing() -> str:
    """Why there is no figure."""
    if flow_interpolator() is None:
        return "The optical flow needs OpenCV: pip install 'footage[local]'."
    return "No frame has one before and one after it in its shot."


def _levels(picture: Floats) -> NDArray[np.uint8]:
    return np.clip(picture, 0, 255).astype(np.uint8)
