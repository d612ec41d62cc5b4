"""A small net of two hidden layers that makes marks of figures, in numpy alone, and the file in which it is kept."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from footage.errors import UnavailableError
from footage.verdicts import Sign
from quality.picture_features import NAMES, VERSION

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FILE = Path(__file__).with_name("data") / "visual.npz"
SIGNS: tuple[Sign, ...] = ("blocky", "smeared", "blurred", "noisy", "banded", "ringing")
"""What may be wrong: blocks of a codec, detail that was compressed away or never there, a soft lens, noise, too few
levels, edges with an echo."""

HEADS: tuple[str, ...] = ("score", "drawn", *SIGNS)
"""What a net tells, in order; each 0 to 1."""

_MOST_SPREADS = 4.0
_STEPS, _LEAST_UNIT = 127, 1e-9
"""Weights are kept as whole numbers of what the largest of their input is divided into."""


@dataclass(frozen=True)
class Regressor:
    """Nets whose answers are averaged.

    Attributes:
        centre: What is usual for each figure.
        spread: How far it is usually from that.
        layers: Weights and biases of each layer, of all nets: shapes (nets, in, out) and (nets, 1, out).
        about: What it was trained on, in words, by topic.
    """

    centre: Floats
    spread: Floats
    layers: tuple[tuple[Floats, Floats], ...]
    about: Mapping[str, str]

    def marks(self, figures: Floats) -> list[float]:
        """One mark a head for the figures of one picture."""
        return list(map(float, self.all_marks(figures[None])[0]))

    def all_marks(self, figures: Floats) -> Floats:
        """Marks of many pictures, shape (pictures, heads).

        Figures far outside of what was trained on are taken as its edge, so that nothing odd gives an odd answer, and
        what is not known (NaN) as usual.
        """
        x: Any = np.nan_to_num(np.clip((figures - self.centre) / self.spread, -_MOST_SPREADS, _MOST_SPREADS))[None]
        for place, (weights, bias) in enumerate(self.layers):
            x = x @ weights + bias
            x = np.maximum(x, 0) if place < len(self.layers) - 1 else x
        marks: Floats = np.clip(x.mean(axis=0), 0, 1)
        return marks


def written(regressor: Regressor, path: Path) -> None:
    """Keep a regressor with its list of figures and its checksum."""
    parts = {"centre": regressor.centre, "spread": regressor.spread}
    for place, (weights, bias) in enumerate(regressor.layers):
        unit = np.abs(weights).max(axis=(0, 2), keepdims=True) / _STEPS + _LEAST_UNIT
        whole = np.round(weights / unit).astype(np.int8)
        parts |= {f"weights{place}": whole, f"unit{place}": unit.astype(np.float32), f"bias{place}": bias}
    said = {"version": VERSION, "names": NAMES, "heads": HEADS, "about": dict(regressor.about), "sum": _sum(parts)}
    kept: dict[str, Any] = {**parts, "about": np.frombuffer(json.dumps(said).encode(), np.uint8)}
    np.savez_compressed(path, **kept)


def read(path: Path) -> Regressor:
    """Read a regressor.

    Raises:
        UnavailableError: It was trained on other figures than this version takes, or the file is damaged.
    """
    try:
        with np.load(path, allow_pickle=False) as kept:
            parts = {name: kept[name] for name in kept.files}
        said = json.loads(bytes(parts.pop("about")))
    except (OSError, ValueError, KeyError) as error:
        raise UnavailableError(f"{path.name} cannot be read: {error}") from error
    if (said.get("version"), said.get("names"), said.get("heads")) != (VERSION, list(NAMES), list(HEADS)):
        raise UnavailableError(f"{path.name} was trained on other figures than this version of Footage takes.")
    if said.get("sum") != _sum(parts):
        raise UnavailableError(f"{path.name} is damaged: its checksum is another.")
    layers = tuple(
        (parts[f"weights{place}"] * parts[f"unit{place}"], parts[f"bias{place}"])
        for place in range(sum(name.startswith("weights") for name in parts))
    )
    return Regressor(parts["centre"], parts["spread"], layers, said["about"])


@functools.cache
def shipped() -> Regressor:
    """The one that comes with Footage."""
    return read(FILE)


def _sum(parts: Mapping[str, NDArray[Any]]) -> str:
    found = hashlib.sha256()
    for name in sorted(parts):
        found.update(name.encode() + str(parts[name].shape).encode() + parts[name].tobytes())
    return found.hexdigest()
