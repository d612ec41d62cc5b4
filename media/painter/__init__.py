"""The embedded storyboard painter: prompt to plan to scene graph to frames.

`plan_scene` and the plan need no graphics library; `render` loads skia and numpy when it is called.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from media.painter.plan import STYLES, ScenePlan, plan_scene

if TYPE_CHECKING:
    from media.ffmpeg import Progress

__all__ = ["STYLES", "ScenePlan", "plan_scene", "render"]


def render(plan: ScenePlan, out: Path, *, audio: bool, progress: Progress | None = None) -> None:
    """Paint a film and encode it; see `media.painter.film.render`."""
    from media.painter.film import render as paint_and_encode

    paint_and_encode(plan, out, audio=audio, progress=progress)
