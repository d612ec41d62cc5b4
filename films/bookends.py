"""What a team's brand puts around a film: its intro before it, its outro after it."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from films.edit_hearing import EditHearing
from films.edit_order import EditFile, EditOrder
from films.edit_workshop import EditWorkshop
from films.edits import project_of
from films.services import Services
from footage.errors import FootageError
from footage.ports.jobs import JobContext
from footage.provenance import FULLY_AI, PARTLY_AI, Ingredient, Making, SourceType
from media.captions.model import Cue, Word
from media.edit.model import Step

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp"})
_PICTURE_S = 2.5
_log = logging.getLogger("footage.bookends")


class Bookended(NamedTuple):
    """A film with what is around it.

    Attributes:
        path: The film.
        before_s: When the film itself begins in it, in seconds.
        notes: What is told of it.
        parts: The files that were put around it.
        film: The film as it was.
    """

    path: Path
    before_s: float = 0.0
    notes: tuple[str, ...] = ()
    parts: tuple[Path, ...] = ()
    film: Path | None = None

    def later(self, cues: Sequence[Cue]) -> tuple[Cue, ...]:
        """Captions of the film, as much later as it begins."""
        by_s = self.before_s

        def moved(one: Word) -> Word:
            return replace(one, start_s=one.start_s + by_s, end_s=one.end_s + by_s)

        return tuple(
            replace(
                cue,
                start_s=round(cue.start_s + by_s, 3),
                end_s=round(cue.end_s + by_s, 3),
                words=tuple(map(moved, cue.words)),
            )
            for cue in cues
        )

    def making(self, made: Making) -> Making:
        """How all of it was made, where the film itself was made so."""
        if not self.parts or self.film is None:
            return made
        own = made.parts or (Ingredient(path=self.film, title="film", source=made.source, maker=made.maker),)
        around = tuple(Ingredient(path=one, title="brand's film") for one in self.parts)
        has_model = made.source in FULLY_AI | PARTLY_AI
        source: SourceType = "compositeWithTrainedAlgorithmicMedia" if has_model else "composite"
        return replace(made, source=source, parts=(*own, *around))


def with_bookends(services: Services, job: JobContext, film: Path, intro: str | None, outro: str | None) -> Bookended:
    """Put a brand's intro and outro around a film that is made; where that fails, the film stays as it is. Blocking.

    Args:
        services: For copies of odd files.
        job: Whose film it is.
        film: The film.
        intro: A film or a picture; None for none.
        outro: Likewise.
    """
    if not (intro or outro):
        return Bookended(film)
    try:
        return _joined(services, job, film, intro, outro)
    except FootageError as exc:
        _log.warning("a brand's intro or outro was left out: %s", exc.code)
        return Bookended(film, notes=(f"The brand's intro and outro were left out: {exc.message}",))


def _joined(services: Services, job: JobContext, film: Path, intro: str | None, outro: str | None) -> Bookended:
    from media.edit.make import make
    from media.probe import probe

    folder = job.work_dir / f"around-{film.stem}"
    folder.mkdir(parents=True, exist_ok=True)
    files = tuple(_files(intro, outro))
    order = EditOrder(source=film, steps=tuple(_steps(files)), files=files)
    project, notes = project_of(services, order, EditHearing(services, job, None))
    out = make(project, folder / "around.mp4", EditWorkshop(folder, project), (), job.reporter(0.92, 0.95, "Joining"))
    if out.film is None:
        return Bookended(film)
    whole_s, film_s = probe(out.film).duration_s, probe(film).duration_s
    after_s = _length_s(outro) if outro else 0.0
    before_s = max(0.0, whole_s - film_s - after_s) if intro else 0.0
    told = " and ".join(file.named for file in files)
    length = f"The brand's {told} {'are' if len(files) > 1 else 'is'} around it: {whole_s:.1f} s in all."
    return Bookended(out.film, before_s, (length, *notes), tuple(file.path for file in files), film)


def _files(intro: str | None, outro: str | None) -> Iterator[EditFile]:
    for name, path in (("intro", intro), ("outro", outro)):
        if path:
            is_still = Path(path).suffix.lower() in PICTURES
            yield EditFile(named=name, title=f"the {name}", path=Path(path), kind="picture" if is_still else "film")


def _steps(files: Sequence[EditFile]) -> Iterator[Step]:
    for file in files:
        length_s = _PICTURE_S if file.kind == "picture" else None
        if file.named == "intro":
            yield Step(do="insert", file="intro", at_s=0, for_s=length_s)
        else:
            yield Step(do="join", file="outro", for_s=length_s)


def _length_s(file: str) -> float:
    from media.probe import probe

    return _PICTURE_S if Path(file).suffix.lower() in PICTURES else probe(Path(file)).duration_s
