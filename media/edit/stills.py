"""Brings still pictures to the size in which an edit shows them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import skia

from media.edit.effect import Size


def write_fitted(path: Path, size: Size, out: Path) -> None:
    """A picture as PNG of a size, which it fills: what has another shape is cut at its edges.

    Args:
        path: A PNG, JPEG or WebP picture; it is turned upright as its camera says.
        size: Width and height in pixels.
        out: The .png file.
    """
    image = skia.Image.MakeFromEncoded(skia.Data.MakeWithCopy(path.read_bytes()))
    width, height = size
    scale = max(width / image.width(), height / image.height())
    surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(width, height))
    with surface as canvas:
        canvas.clear(skia.ColorTRANSPARENT)
        shown = skia.Rect.MakeXYWH(
            (width - image.width() * scale) / 2,
            (height - image.height() * scale) / 2,
            image.width() * scale,
            image.height() * scale,
        )
        smooth = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
        canvas.drawImageRect(image, shown, smooth)
    write_png(surface.makeImageSnapshot(), out)


def write_png(image: Any, out: Path) -> None:
    """A picture with its transparency; `out` is there whole or not at all."""
    pixels = np.zeros((image.height(), image.width(), 4), np.uint8)
    info = skia.ImageInfo.Make(image.width(), image.height(), skia.kRGBA_8888_ColorType, skia.kUnpremul_AlphaType)
    image.readPixels(info, pixels, image.width() * 4, 0, 0)
    making = out.with_name(f"making-{out.name}")
    skia.Image.fromarray(pixels, colorType=skia.kRGBA_8888_ColorType).save(str(making), skia.kPNG)
    making.replace(out)
