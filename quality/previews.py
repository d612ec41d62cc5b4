"""Whether the previews of clips show what is looked for, as a CLIP-style model sees them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from footage.errors import FootageError
from quality.clip import ClipModel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ANYTHING = ("a photo", "a landscape", "a person", "an animal", "a building", "a street", "food", "a pattern")
"""What a picture may show instead: what is looked for must be seen rather than any of these."""

_SIDE_PX = 336
_SCALE = 100.0
_log = logging.getLogger("footage.previews")


class PreviewMatch:
    """`footage.ports.stock.PreviewJudge` by a model that embeds pictures and texts.

    Args:
        clip: The model; where it is not on this machine nobody can tell.
    """

    def __init__(self, clip: ClipModel) -> None:
        self._clip = clip

    def is_there(self) -> bool:
        """See `footage.ports.stock.PreviewJudge.is_there`."""
        try:
            return self._clip.missing() is None
        except FootageError as exc:
            _log.info("previews cannot be looked at: %s", exc)
            return False

    def fits(self, previews: Sequence[Path], words: str) -> list[float] | None:
        """See `footage.ports.stock.PreviewJudge.fits`; blocking."""
        if not previews:
            return None
        try:
            seen = self._clip.embed([_read(path) for path in previews], [f"a photo of {words}", *_ANYTHING])
        except (FootageError, OSError, ValueError) as exc:
            _log.info("previews were not looked at: %s", exc)
            return None
        return _shares(seen.pictures @ seen.texts.T, seen.logit_scale or _SCALE)


def _shares(cosines: NDArray[np.float32], scale: float) -> list[float]:
    """How much rather each picture shows the first text than any other one, 0 to 1."""
    import numpy as np

    likely = np.exp(scale * (cosines - cosines.max(axis=1, keepdims=True)))
    return [float(share) for share in likely[:, 0] / likely.sum(axis=1)]


def _read(path: Path) -> NDArray[np.uint8]:
    import numpy as np
    from PIL import Image

    with Image.open(path) as picture:
        picture.thumbnail((_SIDE_PX * 2, _SIDE_PX * 2))
        return np.asarray(picture.convert("RGB"), np.uint8)
