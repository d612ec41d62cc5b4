"""One film by a loaded pipeline, into plain files. Others encode them, while the device makes the next film."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footage.errors import UnavailableError
from footage.local_models import FilmOrder, LocalModel, RawFilm
from gpu.models.pipelines import PipelineOutput, Progress, run_pipeline, to_eight_bits
from gpu.models.preflight import RunSettings

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True)
class ComputedFilm:
    """A film that was computed and is not in files yet; `fps` is what it is shown with."""

    output: PipelineOutput = field(repr=False)
    fps: float
    folder: Path
    notes: tuple[str, ...]


def compute_film(
    pipe: Any, model: LocalModel, order: FilmOrder, settings: RunSettings, folder: Path, progress: Progress
) -> ComputedFilm:
    """The part of the work that needs the device; see `gpu.models.pipelines.run_pipeline`."""
    return ComputedFilm(
        output=run_pipeline(pipe, model, order, settings, progress),
        # Fewer frames for want of memory are shown longer, so that the film is as long as was asked for.
        fps=model.fps * settings.frames / order.frames,
        folder=folder,
        notes=settings.notes,
    )


def write_film(film: ComputedFilm) -> RawFilm:
    """Write a film's files into its folder; see `gpu.models.pipelines.to_eight_bits`.

    Raises:
        UnavailableError: The disk does not take them.
    """
    made = to_eight_bits(film.output)
    frames, height, width, _ = made.pictures.shape
    pictures = film.folder / "pictures.rgb"
    _write(made.pictures, pictures)
    sound = None
    if made.sound is not None:
        sound = film.folder / "sound.f32"
        _write(made.sound, sound)
    return RawFilm(
        pictures=pictures,
        width=width,
        height=height,
        frames=frames,
        fps=film.fps,
        sound=sound,
        sample_rate=made.sample_rate,
        channels=0 if made.sound is None else made.sound.shape[1],
        notes=film.notes,
    )


def _write(content: NDArray[Any], path: Path) -> None:
    import numpy as np

    try:
        with path.open("wb") as file:
            file.write(np.ascontiguousarray(content).data)  # `tofile` does not tell why it fails
    except OSError as exc:
        raise UnavailableError(
            f"{content.nbytes / 1e6:.0f} MB of plain pictures or sound could not be written: {exc.strerror}.",
            hint="Make room on the disk of FOOTAGE_HOME, or ask for a shorter or smaller film.",
        ) from exc
