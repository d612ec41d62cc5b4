"""The embedded storyboard painter: prompt to film plan to scene graphs to frames.

Planning needs no graphics library; `render` loads skia and numpy when it is called.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from painter.names import STYLES
from painter.plan import Beat, FilmPlan, ScenePlan
from painter.prompt.beats import plan_film
from painter.prompt.reading import plan_scene

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
    """Paint a film and encode it; see `painter.film.render`."""
    from painter.film import render as paint_and_encode

    paint_and_encode(plan, out, audio=audio, pictures=pictures, frames=frames, progress=progress)
