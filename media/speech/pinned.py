"""Speech models that are pinned by SHA-256: fetched from their publishers, and checked before each use.

Weights are parsed by C++ libraries, and some come in packages of little-known people. Whoever brings a file, it is used
only if it is byte for byte the published one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from functools import cache, lru_cache
from pathlib import Path

from pydantic import Field, RootModel

from footage import yaml_data
from footage.config import default_home
from footage.domain import Frozen
from footage.errors import UnavailableError

SHIPPED = Path(__file__).parent / "pinned.yaml"


class PinnedFile(Frozen):
    """One file of a model."""

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size_bytes: int = Field(gt=0)


class Pinned(Frozen):
    """A model; the address of a file is `source` followed by its name."""

    purpose: str
    licence: str
    source: str
    files: dict[str, PinnedFile] = Field(min_length=1)

    @property
    def size_bytes(self) -> int:
        """The size of all files together."""
        return sum(file.size_bytes for file in self.files.values())


class _Known(RootModel[dict[str, Pinned]]):
    pass


@cache
def known() -> Mapping[str, Pinned]:
    """All pinned models, by name."""
    return yaml_data.load(_Known, SHIPPED).root


def place(name: str) -> Path:
    """The folder where a model is kept once it is pulled."""
    return default_home() / "models" / name


def pulled(name: str) -> Path | None:
    """The folder of a model that was pulled completely, else None.

    Raises:
        UnavailableError: It is here, but it is not what was published.
    """
    folder, model = place(name), known()[name]
    if not all((folder / file).is_file() for file in model.files):
        return None
    check(name, folder)
    return folder


def check(name: str, folder: Path) -> None:
    """Compare the files of a model with the published hashes; each is read once, and again when it has changed.

    Raises:
        UnavailableError: A file is missing or differs.
    """
    wrong = damaged(known()[name], folder)
    if wrong:
        raise UnavailableError(
            f"{', '.join(wrong)} in {folder} is not what was published as {name}, so it is not used.",
            hint=f"Delete it, then run: footage models pull {name}",
        )


def damaged(model: Pinned, folder: Path) -> list[str]:
    """The names of files that are missing or differ from what was published."""
    return [name for name, file in model.files.items() if not _is(folder / name, file)]


def pull(
    model: Pinned, folder: Path, *, trusted: Collection[str] = (), progress: Callable[[float], None] | None = None
) -> Path:
    """Fetch the missing or differing files of a model; a file gets its name only once it is known to be the right one.

    Args:
        model: The model.
        folder: Where its files go.
        trusted: As for `media.download.download`.
        progress: Called with the share that is here, 0 to 1; may raise to stop.

    Returns:
        The folder.

    Raises:
        UnavailableError: It cannot be fetched, or what came differs.
    """
    folder.mkdir(parents=True, exist_ok=True)
    here = 0
    for name, file in model.files.items():
        if not _is(folder / name, file):
            _fetch(f"{model.source}/{name}", folder / name, file, trusted)
        here += file.size_bytes
        if progress:
            progress(here / model.size_bytes)
    return folder


def _fetch(url: str, out: Path, file: PinnedFile, trusted: Collection[str]) -> None:
    from media.download import LinkGoneError, download  # imports an HTTP client, which checking does not need

    came = out.with_name(f"{out.name}.unchecked")
    try:
        download(url, came, trusted=trusted, max_bytes=file.size_bytes)
        if not _is(came, file):
            raise UnavailableError(
                f"What {url} gives is not the file that was published there.",
                hint="Do not use it. Tell the people who make Footage.",
            )
        came.replace(out)
    except LinkGoneError as exc:
        raise UnavailableError(f"{url} does not give the file ({exc.status}).", hint="Call again later.") from exc
    finally:
        came.unlink(missing_ok=True)


def _is(path: Path, file: PinnedFile) -> bool:
    try:
        found = path.stat()
    except FileNotFoundError:
        return False
    return found.st_size == file.size_bytes and _sha256(path, found.st_size, found.st_mtime_ns) == file.sha256


@lru_cache(maxsize=64)
def _sha256(path: Path, _size_bytes: int, _changed_ns: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
