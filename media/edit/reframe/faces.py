"""Finds faces in pictures, by YuNet (MIT) run by OpenCV, which is there with the extra `faces`."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footage.errors import UnavailableError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

MODEL = Path(__file__).with_name("face_detection_yunet_2023mar.onnx")
_SHA256 = "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4"
_LEAST_SCORE, _SAME_FACE, _MOST = 0.75, 0.3, 50


@dataclass(frozen=True)
class Face:
    """A face: its box as shares of the picture, and how sure it is, up to 1."""

    left: float
    top: float
    width: float
    height: float
    score: float

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return self.left + self.width / 2, self.top + self.height / 2

    @property
    def area(self) -> float:
        """How large it is."""
        return self.width * self.height


def can_find_faces() -> bool:
    """Whether what it needs is installed."""
    return find_spec("cv2") is not None


class FaceFinder:
    """Finds faces in pictures of one size.

    Args:
        width: Of the pictures, in pixels.
        height: Likewise.

    Raises:
        UnavailableError: The model that comes with Footage is damaged.
    """

    def __init__(self, width: int, height: int) -> None:
        import cv2

        if hashlib.sha256(MODEL.read_bytes()).hexdigest() != _SHA256:
            raise UnavailableError(f"{MODEL.name} is damaged.", hint="Install Footage again.")
        self._size = width, height
        cv2.setNumThreads(1)
        cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)  # it warns of what it does not use
        self._detector: Any = cv2.FaceDetectorYN.create(str(MODEL), "", self._size, _LEAST_SCORE, _SAME_FACE, _MOST)

    def find(self, picture: Picture) -> Sequence[Face]:
        """The faces in an RGB picture."""
        import numpy as np

        _, rows = self._detector.detect(np.ascontiguousarray(picture[..., ::-1]))
        width, height = self._size
        found = []
        for row in rows if rows is not None else ():
            left, top, wide, high, score = (float(row[at]) for at in (0, 1, 2, 3, 14))
            found.append(Face(left / width, top / height, wide / width, high / height, score))
        return found
