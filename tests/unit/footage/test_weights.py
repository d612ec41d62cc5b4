from __future__ import annotations

import errno
import hashlib
import sys
from pathlib import Path

import pytest

from footage import weights
from footage.errors import InvalidInputError, UnavailableError
from mcp_server.cli import run

CLIP = weights.find("clip")


def cached(folder: Path, monkeypatch: pytest.MonkeyPatch, content: bytes = b"numbers") -> Path:
    """A Hub cache with one large file of CLIP's, laid out as the library does."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(folder))
    repo = folder / "models--openai--clip-vit-base-patch32"
    snapshot = repo / "snapshots" / str(CLIP.revision)
    snapshot.mkdir(parents=True)
    (repo / "blobs").mkdir()
    blob = repo / "blobs" / hashlib.sha256(content).hexdigest()
    blob.write_bytes(content)
    (snapshot / "pytorch_model.bin").symlink_to(blob)
    small = repo / "blobs" / "8178c76d627cade75005b40711b92f4177bc6cfc"  # `echo readme | git hash-object --stdin`
    small.write_bytes(b"readme\n")
    (snapshot / "config.json").symlink_to(small)
    return blob


def test_weights_are_found_by_name_and_by_repository() -> None:
    assert weights.find("openai/clip-vit-base-patch32") == CLIP
    assert weights.find("google/siglip-base-patch16-224").revision is None
    assert weights.pull_command(CLIP.repo) == "footage models pull clip"
    with pytest.raises(InvalidInputError, match="no weights 'clap'"):
        weights.find("clap")


@pytest.mark.needs("huggingface_hub")
def test_what_is_not_here_is_listed_as_absent_and_cannot_be_verified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    assert (run(["models", "list"]), run(["models", "verify"]), run(["models", "verify", "clip"])) == (0, 0, 1)
    said = capsys.readouterr()
    assert "--  clip  0.6 GB  openai/clip-vit-base-patch32" in said.out
    assert "No weights are here." in said.out
    assert "footage models pull clip" in said.err


@pytest.mark.needs("huggingface_hub")
def test_damaged_weights_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    blob = cached(tmp_path, monkeypatch)
    assert (run(["models", "list"]), run(["models", "verify"])) == (0, 0)
    assert "ok  clip" in capsys.readouterr().out
    blob.write_bytes(b"numberz")
    assert run(["models", "verify", "clip"]) == 1
    assert "clip: damaged: pytorch_model.bin" in capsys.readouterr().out


@pytest.mark.needs("huggingface_hub")
def test_nothing_is_fetched_onto_a_disk_that_is_too_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr("huggingface_hub.snapshot_download", _nothing_here)
    with pytest.raises(UnavailableError, match=r"needs 1000000000\.0 GB"):
        weights.pull(CLIP.model_copy(update={"size_bytes": 10**18}))
    with pytest.raises(UnavailableError, match="cannot be fetched: no network"):
        weights.pull(CLIP)


@pytest.mark.needs("huggingface_hub")
def test_a_disk_that_fills_up_on_the_way_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def download(_repo: str, *, local_files_only: bool = False, **_more: object) -> str:
        raise FileNotFoundError("not here") if local_files_only else OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr("huggingface_hub.snapshot_download", download)
    with pytest.raises(UnavailableError, match="No space left") as refused:
        weights.pull(CLIP.model_copy(update={"size_bytes": 1}))
    assert "HF_HOME" in refused.value.hint


def _nothing_here(_repo: str, *, local_files_only: bool = False, **_more: object) -> str:
    raise FileNotFoundError("not here") if local_files_only else ConnectionError("no network\nat all")


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    with pytest.raises(UnavailableError) as refused:
        weights.folder(CLIP)
    assert "footage[local]" in refused.value.hint
