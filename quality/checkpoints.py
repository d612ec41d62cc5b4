"""The checkpoints of models that judge films: where one is, its revision and size, and the error if it is damaged."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Sequence
from pathlib import Path

from footage import weights
from footage.errors import UnavailableError

_COMMIT = re.compile(r"[0-9a-f]{40}")


def model_folder(name: str) -> Path:
    """The folder of a checkpoint; imports no heavy library.

    Raises:
        UnavailableError: It is not on this machine, or a library is not installed.
    """
    import importlib.util

    for library in ("torch", "transformers", "PIL"):
        if importlib.util.find_spec(library) is None:
            raise UnavailableError(f"{library} is not installed.", hint=weights.INSTALL)
    path = Path(name).expanduser()
    if path.is_dir():
        return path
    found = weights.folder(weights.find(name))
    if found is None:
        raise UnavailableError(f"The weights of {name} are not here.", hint=f"Run: {weights.pull_command(name)}")
    return found


def damaged_model(name: str, problem: str) -> UnavailableError:
    """The error for a model that does not load or gives no numbers."""
    first = problem.strip().splitlines()[0][:200] if problem.strip() else "unknown"
    return UnavailableError(
        f"The model {name} cannot be loaded: {first}.",
        hint="Run: footage models verify; delete what is damaged and pull it again.",
    )


def model_revision(path: Path) -> str:
    """The commit by which a folder of the Hub's cache is named; for another folder a hash of its weights."""
    if _COMMIT.fullmatch(path.name):
        return path.name
    digest = hashlib.sha256()
    for file in sorted([*path.glob("*.safetensors"), *path.glob("*.bin")]):
        with file.open("rb") as opened:
            digest.update(hashlib.file_digest(opened, "sha256").digest())
    return f"sha256:{digest.hexdigest()[:16]}"


def weight_count(path: Path) -> int:
    """How many weights a checkpoint has, at most: those of its safetensors, or as many as could be in other files.

    A safetensors file begins with the length of its header in 8 bytes, then the header in JSON with every tensor's
    shape (https://github.com/huggingface/safetensors#format).
    """
    shapes: list[Sequence[int]] = []
    for file in path.glob("*.safetensors"):
        with file.open("rb") as opened:
            header = json.loads(opened.read(int.from_bytes(opened.read(8), "little")))
        shapes += [tensor["shape"] for name, tensor in header.items() if name != "__metadata__"]
    return sum(map(math.prod, shapes)) or sum(file.stat().st_size for file in path.glob("*.bin")) // 2
