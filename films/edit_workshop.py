"""Makes what an edit's graph reads: words set, pictures brought to size, music composed, and what is measured."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from footage.errors import InvalidInputError
from media.edit.effect import Size
from media.edit.effects import Reframe, Title
from media.edit.model import Place
from media.edit.project import Project
from media.edit.shapes import corner_of
from media.edit.sources import lufs_of
from media.edit.timeline import Film, Layer, Picture
from media.edit.workshop import Drawn, Window

if TYPE_CHECKING:
    from painter import TitleKind

_MARGIN = 0.05
_HEADLINES: frozenset[Place] = frozenset({"top", "centre", "bottom"})


class EditWorkshop:
    """See `media.edit.workshop.Workshop`.

    Args:
        folder: For the files; private to a job.
        project: What is edited.
        accent: The colour of plates and bars of titles, "#rrggbb"; None for the usual.
        font: The family that titles are set in; empty for the usual.
    """

    def __init__(self, folder: Path, project: Project, accent: str | None = None, font: str = "") -> None:
        self.folder = folder
        self._project = project
        self._accent, self._font = accent, font
        self._made = 0
        self._lufs: dict[Film, float | None] = {}

    def title(self, title: Title, frame: Size) -> Drawn:
        """See `Workshop.title`."""
        from media.edit.stills import write_png
        from painter import draw_title

        area = title.area
        place: Place = area.place or "lower-third"
        room = area.width if area.width is None or area.width <= 1 else area.width / frame[0]
        if area.box is not None:
            room = area.box[2]
        kind = "note" if title.is_note else _kind(place, has_box=area.box is not None)
        try:
            drawn = draw_title(title.text, kind, frame, room, accent=self._accent, font=self._font)
        except ValueError as exc:
            raise InvalidInputError(f"The title {title.text!r} cannot be drawn: {exc}.") from exc
        out = self._new("title.png")
        write_png(drawn.image, out)
        size = drawn.image.width(), drawn.image.height()
        if place == "full" and area.box is None:
            return Drawn(out, 0, 0)
        if area.box is not None:
            left = round(area.box[0] * frame[0] + (area.box[2] * frame[0] - size[0]) / 2)
            top = round(area.box[1] * frame[1] + (area.box[3] * frame[1] - size[1]) / 2)
            return Drawn(out, max(0, min(left, frame[0] - size[0])), max(0, min(top, frame[1] - size[1])))
        margin = round(_MARGIN * min(frame)) - drawn.pad
        if place == "lower-third" and drawn.to_left:
            place = "bottom-right"
        return Drawn(out, *corner_of(place, frame, size, margin))

    def picture(self, picture: Picture, size: Size) -> Path:
        """See `Workshop.picture`."""
        from media.edit.stills import write_fitted

        out = self._new("picture.png")
        write_fitted(picture.path, size, out)
        return out

    def bed(self, name: str, length_s: float, seed: int) -> Path:
        """See `Workshop.bed`."""
        from media.audio import write_wav
        from painter import BEDS, compose_bed, music_for

        out = self._new("bed.wav")
        bed = next((one for one in BEDS if one == name), music_for(""))
        write_wav(out, compose_bed(bed, length_s, seed))
        return out

    def looped(self, path: Path, length_s: float) -> Path:
        """See `Workshop.looped`."""
        from media.audio import write_wav
        from media.music_file import music_bed

        out = self._new("music.wav")
        write_wav(out, music_bed(path, length_s))
        return out

    def lufs(self, film: Film) -> float | None:
        """See `Workshop.lufs`."""
        if film not in self._lufs:
            self._lufs[film] = lufs_of(film)
        return self._lufs[film]

    def window(self, layer: Layer, reframe: Reframe) -> Window | None:
        """See `Workshop.window`."""
        from media.edit.graph import Graph
        from media.edit.reframe.window import find_window

        graph = Graph(self._project.main, layer, self._project.rate, self)
        pictures = graph.pictures(layer)
        return find_window(pictures, layer.size, reframe.size, layer.frames, self._project.rate, layer.starts[1:])

    def _new(self, name: str) -> Path:
        self._made += 1
        return self.folder / f"{self._made}-{name}"


def _kind(place: Place, *, has_box: bool) -> TitleKind:
    """How words stand at a place."""
    if has_box or place in _HEADLINES:
        return "headline"
    return "card" if place == "full" else "lower-third" if place == "lower-third" else "label"
