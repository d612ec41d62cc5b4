"""Measures whether captions can be read on the picture beneath them, and marks those that need an outline or plate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from media.captions.layout import Page
from media.captions.looks import LEAST_CONTRAST, CaptionLook, contrast

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

_BRIGHT_SHARE = 90  # percentile: a few bright specks do not hide a letter


def must_measure(look: CaptionLook) -> bool:
    """Whether legibility depends on the picture; a look with its own plate or outline is legible on any."""
    return look.own_contrast < LEAST_CONTRAST


def rescued(pages: Sequence[Page], pictures: Sequence[Picture], width: int, look: CaptionLook) -> list[Page]:
    """The pages; those without enough contrast are marked with the rescue of their look, an outline or a plate.

    Args:
        pages: As laid out.
        pictures: What is beneath each page, RGB, of any size.
        width: Width of the frame that the pages are laid out for, in pixels.
        look: The look of the letters.
    """
    return [
        replace(page, rescue=look.rescue) if measured(page, picture, width, look) < LEAST_CONTRAST else page
        for page, picture in zip(pages, pictures, strict=True)
    ]


def measured(page: Page, picture: Picture, width: int, look: CaptionLook) -> float:
    """Contrast of the letters with the brighter parts of the picture beneath them, 1 to 21."""
    import numpy as np

    scale = picture.shape[1] / width
    rows = slice(max(0, int(page.top * scale)), max(1, int(page.bottom * scale) + 1))
    columns = slice(max(0, int(page.left * scale)), max(1, int(page.right * scale) + 1))
    part = picture[rows, columns].reshape(-1, 3) / 255.0
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    behind = float(np.percentile(linear @ np.array([0.2126, 0.7152, 0.0722]), _BRIGHT_SHARE))
    used = [look.fill, look.lit] if page.spoken else [look.fill]
    return min(contrast(colour, behind) for colour in used)
