"""The embedded storyboard painter: prompt to film plan to scene graphs to frames.

Planning needs no graphics library; `render` loads skia and numpy when it is called.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from media.painter.names import STYLES
from media.painter.plan import Beat, FilmPlan, ScenePlan
from media.painter.reading import plan_scene
from media.painter.timeline import plan_film

if TYPE_CHECKING:
    from media.ffmpeg import Progress

__all__ = ["STYLES", "Beat", "FilmPlan", "ScenePlan", "plan_film", "plan_scene", "render"]


def render(
    plan: FilmPlan,
    out: Path,
    *,
    audio: bool,
    pictures: Sequence[Path] = (),
    frames: range | None = None,
    progress: Progress | None = None,
) -> None:
    """Paint a film and encode it; see `media.painter.film.render`."""
    from media.painter.film import render as paint_and_encode

    paint_and_encode(plan, out, audio=audio, pictures=pictures, frames=frames, progress=progress)
