"""The gate for still pictures: what may be decoded at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import skia

from footage.errors import UnsupportedMediaError

MAX_PIXELS = 64_000_000
"""Larger pictures are refused: decoded they would take a quarter of a gigabyte."""
WHOLE_PICTURE_HINT = "Pass a whole PNG, JPEG or WebP picture of a usual size."


def check(path: Path) -> float:
    """Look at a picture's header only.

    Returns:
        Its width as a share of its height.

    Raises:
        UnsupportedMediaError: It is no PNG, JPEG or WebP picture, or larger than `MAX_PIXELS`.
    """
    try:
        size = skia.Codec.MakeFromData(content_of(path)).dimensions()
    except (RuntimeError, ValueError) as exc:
        raise UnsupportedMediaError(f"{path.name} is no PNG, JPEG or WebP picture.", hint=WHOLE_PICTURE_HINT) from exc
    if size.width() * size.height() > MAX_PIXELS:
        raise UnsupportedMediaError(
            f"{path.name} has more than {MAX_PIXELS / 1e6:g} million pixels.", hint=WHOLE_PICTURE_HINT
        )
    return float(size.width() / size.height())


def content_of(path: Path) -> Any:
    """A file's content as skia takes it."""
    return skia.Data.MakeWithCopy(path.read_bytes())
