"""A film before it is made, as pictures: its plan with one drawn frame a scene, staged as the job would stage it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from films.previews import kept
from films.services import CallersServices, SharedServices
from footage.domain import EMBEDDED
from footage.errors import NotFoundError
from tools.base import Params
from tools.blog_arguments import BlogToVideo

if TYPE_CHECKING:
    from painter import FilmPlan

_KEPT = 1500
"""Frames that are kept on this machine."""

_SIDE_PX = 480


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """A film as it would be drawn.

    Attributes:
        plan: Its beats.
        pictures: The files that beats name by index.
        beats: Which beats show each scene, by the scene's name; those of a plan are named by their place from 0.
        is_own: Whether it is drawn so; otherwise somebody else films it, and this only gives an idea.
    """

    plan: FilmPlan
    pictures: tuple[Path, ...]
    beats: Mapping[str, tuple[int, ...]]
    is_own: bool = True

    def shows(self, beat: int) -> str:
        """Everything that decides what a frame of a beat shows, the same wherever it is drawn."""
        scene = self.plan.showing(len(self.pictures)).scene(beat).model_dump(mode="json")
        files = [[str(one), *_stamp(one)] for one in self.pictures]
        return json.dumps([_SIDE_PX, scene, files], sort_keys=True, ensure_ascii=False)

    def key(self, beat: int) -> str:
        """A short name for that."""
        return hashlib.sha256(self.shows(beat).encode()).hexdigest()[:16]


def sketch(params: Params, services: CallersServices, backend: str) -> Sketch:
    """Stage a film. Blocking.

    Args:
        params: The arguments of generate_video or blog_to_video.
        services: As for the tool's own call.
        backend: Who would make it, as the dry run says.

    Raises:
        FootageError: As the tool itself raises it.
    """
    return _article(params, services) if isinstance(params, BlogToVideo) else _wish(params, services, backend)


def _article(params: BlogToVideo, services: CallersServices) -> Sketch:
    from tools.blog_to_video import order_of

    film = order_of(params, services)[0].storyboard
    beats = {scene.note.scene_id: tuple(scene.indexes) for scene in film.by_scene()}
    return Sketch(plan=film.film, pictures=tuple(map(Path, film.pictures)), beats=beats)


def _wish(params: Params, services: CallersServices, backend: str) -> Sketch:
    from painter import FilmPlan
    from tools.generate_video import GenerateVideo, order_of

    request = order_of(GenerateVideo.model_validate(params), services).request
    plan = FilmPlan.model_validate(services.router.outline(EMBEDDED, request))
    pictures = (Path(request.start_image),) if request.start_image else ()
    beats = {str(at): (at,) for at in range(len(plan.beats))}
    return Sketch(plan=plan, pictures=pictures, beats=beats, is_own=backend == EMBEDDED)


def frame(services: SharedServices, found: Sketch, beat: int) -> Path:
    """A drawn frame of a beat as a JPEG file; one that was drawn before is there already. Blocking.

    Raises:
        NotFoundError: There is no such beat.
        FootageError: As `painter.draw_frame` does.
    """
    from painter import draw_frame

    if not 0 <= beat < len(found.plan.beats):
        raise NotFoundError("There is no such scene.")

    def drawn() -> bytes:
        return draw_frame(found.plan, beat, found.pictures, side_px=_SIDE_PX)

    return kept(services.home, "scenes", found.shows(beat), drawn, _KEPT)


def _stamp(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except OSError:
        return 0, 0
    return stat.st_mtime_ns, stat.st_size
