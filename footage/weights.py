"""Model weights: which ones are known, where they lie, how they are fetched and verified.

They live in the Hugging Face cache, which other programs share (`HF_HOME`). Nothing is ever fetched except by `pull`.
"""

from __future__ import annotations

import errno
import hashlib
import re
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field, RootModel

from footage import yaml_data
from footage.domain import Frozen
from footage.errors import InvalidInputError, UnavailableError

SHIPPED = Path(__file__).parent / "data" / "weights.yaml"
INSTALL = "Install the extra with: pip install 'footage[local]'"
USUAL_FILES = ("*.json", "*.txt", "*.jinja", "*.model", "*.safetensors")
"""What is taken of a repository that is not in the list; no pickled weights, which could run code."""

_REPO = re.compile(r"[\w.-]+/[\w.-]+")
_ROOM = "Make room, or set HF_HOME to a folder on a larger disk."
_ASK = "Check the network and the name; a gated model needs `hf auth login` first."
_CHUNK_BYTES = 2**20


class Weights(Frozen):
    """The weights of one model. `revision` None is the repository's newest, `size_bytes` None is not known."""

    repo: str
    revision: str | None = None
    purpose: str = ""
    size_bytes: int | None = Field(default=None, gt=0)
    files: tuple[str, ...] = USUAL_FILES


class _Known(RootModel[dict[str, Weights]]):
    pass


@cache
def known() -> Mapping[str, Weights]:
    """Everything in the list, by name."""
    return yaml_data.load(_Known, SHIPPED).root


def find(name: str) -> Weights:
    """Weights by their name in the list or by their repository on the Hub.

    Raises:
        InvalidInputError: It is neither.
    """
    if name in known():
        return known()[name]
    if not _REPO.fullmatch(name):
        raise InvalidInputError(
            f"There are no weights {name!r}.", hint=f"Use {', '.join(known())}, or owner/name as on the Hub."
        )
    return next((one for one in known().values() if one.repo == name), Weights(repo=name))


def pull_command(name: str) -> str:
    """What fetches these weights: the one command to tell people."""
    return f"footage models pull {next((known_as for known_as, one in known().items() if one.repo == name), name)}"


def folder(weights: Weights) -> Path | None:
    """Where all of the weights lie on this machine, or None; asks nobody.

    Raises:
        UnavailableError: The library that keeps them is not installed.
    """
    download = _library().snapshot_download
    try:
        path = download(
            weights.repo, revision=weights.revision, allow_patterns=list(weights.files), local_files_only=True
        )
    except FileNotFoundError:  # the base of "not in the cache" and "not all of it is"
        return None
    return Path(path)


def pull(weights: Weights) -> Path:
    """Fetch what is missing of the weights, with progress bars on stderr.

    Returns:
        The folder they are in.

    Raises:
        UnavailableError: The library is not installed, the disk is too small, or the Hub cannot be asked.
    """
    hub = _library()
    cache_dir = Path(hub.constants.HF_HUB_CACHE)
    cache_dir.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(cache_dir).free
    if folder(weights) is None and weights.size_bytes and free < weights.size_bytes:
        raise UnavailableError(
            f"{weights.repo} needs {gigabytes(weights.size_bytes)}, {cache_dir} has {gigabytes(free)} free.",
            hint=_ROOM,
        )
    try:
        path = hub.snapshot_download(weights.repo, revision=weights.revision, allow_patterns=list(weights.files))
    except (OSError, ValueError) as exc:  # what the library raises for networks, permissions and unknown repositories
        full = getattr(exc, "errno", None) == errno.ENOSPC
        raise UnavailableError(
            f"{weights.repo} cannot be fetched: {str(exc).splitlines()[0]}",
            hint=f"{_ROOM} What has come is kept." if full else _ASK,
        ) from exc
    return Path(path)


def damaged(path: Path) -> list[str]:
    """The names of files that are not what the Hub sent.

    The cache names each file's content by its hash: SHA-256 for large files, git's blob hash for small ones
    (https://huggingface.co/docs/huggingface_hub/guides/manage-cache). Files that were put there otherwise are passed.
    """
    files = sorted(one for one in path.rglob("*") if one.is_file())
    return [str(one.relative_to(path)) for one in files if not _is_whole(one)]


def gigabytes(size_bytes: int) -> str:
    """A size for people."""
    return f"{size_bytes / 1e9:.1f} GB"


def _is_whole(file: Path) -> bool:
    content = file.resolve()
    if re.fullmatch(r"[0-9a-f]{64}", content.name):
        digest = hashlib.sha256()
    elif re.fullmatch(r"[0-9a-f]{40}", content.name):
        digest = hashlib.sha1(f"blob {content.stat().st_size}\0".encode(), usedforsecurity=False)
    else:
        return True
    with content.open("rb") as opened:
        while chunk := opened.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest() == content.name


def _library() -> Any:
    try:
        import huggingface_hub.constants
    except ImportError as exc:
        raise UnavailableError("huggingface_hub is not installed.", hint=INSTALL) from exc
    return huggingface_hub
