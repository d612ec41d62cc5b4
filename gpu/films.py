"""One film by a loaded pipeline, into plain files: others encode them, so that the device is free again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from footage.local import FilmOrder, LocalModel, Made
from gpu.pipelines import Progress, generate
from gpu.preflight import Fit


def make_film(pipe: Any, model: LocalModel, order: FilmOrder, way: Fit, folder: Path, progress: Progress) -> Made:
    """Generate and write down; see `gpu.pipelines.generate`.

    Returns:
        The files in `folder`, with what was measured of them.
    """
    made = generate(pipe, model, order, way, progress)
    frames, height, width, _ = made.pictures.shape
    pictures = folder / "pictures.rgb"
    made.pictures.tofile(pictures)
    sound = None
    if made.sound is not None:
        sound = folder / "sound.f32"
        made.sound.tofile(sound)
    return Made(
        pictures=pictures,
        width=width,
        height=height,
        frames=frames,
        # Fewer frames for want of memory are shown longer, so that the film is as long as was asked for.
        fps=model.fps * way.frames / order.frames,
        sound=sound,
        sample_rate=made.sample_rate,
        channels=0 if made.sound is None else made.sound.shape[1],
        notes=way.notes,
    )
