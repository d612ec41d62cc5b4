"""One film by a loaded pipeline, into plain files: others encode them, so that the device is free again."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footage.errors import UnavailableError
from footage.local_models import FilmOrder, LocalModel, Made
from gpu.models.pipelines import Progress, Raw, develop, generate
from gpu.models.preflight import Fit

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True)
class Exposed:
    """A film that was computed and is not written down yet; `fps` as it is shown."""

    raw: Raw = field(repr=False)
    fps: float
    folder: Path
    notes: tuple[str, ...]


def exposed(pipe: Any, model: LocalModel, order: FilmOrder, way: Fit, folder: Path, progress: Progress) -> Exposed:
    """The part that needs the device; see `gpu.models.pipelines.generate`."""
    return Exposed(
        raw=generate(pipe, model, order, way, progress),
        # Fewer frames for want of memory are shown longer, so that the film is as long as was asked for.
        fps=model.fps * way.frames / order.frames,
        folder=folder,
        notes=way.notes,
    )


def developed(film: Exposed) -> Made:
    """The files in its folder, with what was measured of them; see `gpu.models.pipelines.develop`.

    Raises:
        UnavailableError: The disk does not take them.
    """
    made = develop(film.raw)
    frames, height, width, _ = made.pictures.shape
    pictures = film.folder / "pictures.rgb"
    _write(made.pictures, pictures)
    sound = None
    if made.sound is not None:
        sound = film.folder / "sound.f32"
        _write(made.sound, sound)
    return Made(
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
