"""The gate for still pictures: what may be decoded at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import skia

from footage.errors import UnsupportedMediaError

MAX_PIXELS = 64_000_000
"""Larger pictures are refused: decoded they would take a quarter of a gigabyte."""
_TURNED = frozenset(
    {
        skia.EncodedOrigin.kLeftTop_EncodedOrigin,
        skia.EncodedOrigin.kRightTop_EncodedOrigin,
        skia.EncodedOrigin.kRightBottom_EncodedOrigin,
        skia.EncodedOrigin.kLeftBottom_EncodedOrigin,
    }
)
"""A camera that was held upright stores its picture lying, and which side was up."""

_COARSE, _MISSING = 1 / 8, 0.01
WHOLE_PICTURE_HINT = "Pass a whole PNG, JPEG or WebP picture of a usual size."


def check(path: Path) -> float:
    """Look at a picture's header only.

    Returns:
        Its width as a share of its height, held as its camera says.

    Raises:
        UnsupportedMediaError: It is no PNG, JPEG or WebP picture, or larger than `MAX_PIXELS`.
    """
    try:
        content = content_of(path)  # a codec reads from it as long as it lives, but does not keep it
        codec = skia.Codec.MakeFromData(content)
        size, is_turned = codec.dimensions(), codec.getOrigin() in _TURNED
    except (RuntimeError, ValueError) as exc:
        raise UnsupportedMediaError(f"{path.name} is no PNG, JPEG or WebP picture.", hint=WHOLE_PICTURE_HINT) from exc
    if size.width() * size.height() > MAX_PIXELS:
        raise UnsupportedMediaError(
            f"{path.name} has more than {MAX_PIXELS / 1e6:g} million pixels.", hint=WHOLE_PICTURE_HINT
        )
    aspect = float(size.width() / size.height())
    return 1 / aspect if is_turned else aspect


def check_whole(path: Path) -> float:
    """Look at all of a picture: one that was cut off is shown with a black part by whoever does not.

    Returns:
        As `check`.

    Raises:
        UnsupportedMediaError: As in `check`, or a part of it is missing or damaged.
    """
    aspect = check(path)
    content = content_of(path)
    codec = skia.Codec.MakeFromData(content)
    size = codec.getScaledDimensions(_COARSE)  # JPEG and WebP are decoded that small in a fraction of the time
    pixels = np.zeros((size.height(), size.width(), 4), np.uint8)
    info = skia.ImageInfo.Make(size.width(), size.height(), skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    result = codec.getPixels(info, pixels, size.width() * 4)
    del content
    if result == skia.Codec.kSuccess:
        return aspect
    seen = np.flatnonzero(pixels[..., :3].any(axis=(1, 2)))
    missing = 1 - (int(seen[-1]) + 1 if len(seen) else 0) / size.height()
    if result != skia.Codec.kIncompleteInput or missing > _MISSING:
        told = f"cut off: {missing:.0%} of it is missing" if missing > _MISSING else "damaged"
        raise UnsupportedMediaError(f"{path.name} is {told}.", hint=WHOLE_PICTURE_HINT)
    return aspect


def size_and_frames(path: Path) -> tuple[int, int, int]:
    """Width and height in pixels, held as its camera says, and how many frames it has; see `check` for errors."""
    check(path)
    content = content_of(path)
    codec = skia.Codec.MakeFromData(content)
    size, frames = codec.dimensions(), max(1, codec.getFrameCount())
    sides = (size.height(), size.width()) if codec.getOrigin() in _TURNED else (size.width(), size.height())
    del codec, content
    return *sides, frames


def content_of(path: Path) -> Any:
    """A file's content as skia takes it."""
    return skia.Data.MakeWithCopy(path.read_bytes())
