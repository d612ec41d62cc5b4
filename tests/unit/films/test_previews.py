"""Pictures that are kept by what they show."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from films import previews
from films.previews import found, kept


def test_a_picture_is_made_once_and_the_ones_that_nobody_looks_at_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(previews, "_SPARE", 0)
    made: list[str] = []

    def picture(name: str) -> Path:
        def make() -> bytes:
            made.append(name)
            return name.encode()

        return kept(tmp_path, "scenes", name, make, 2)

    assert found(tmp_path, "scenes", "a") is None
    first = picture("a")
    assert (first.read_bytes(), picture("a"), found(tmp_path, "scenes", "a"), made) == (b"a", first, first, ["a"])
    os.utime(picture("b"), (1, 1))
    picture("a")
    picture("c")
    assert (found(tmp_path, "scenes", "b"), found(tmp_path, "other", "a")) == (None, None)
    assert sorted(one.read_bytes() for one in first.parent.iterdir()) == [b"a", b"c"]

    def broken() -> bytes:
        raise RuntimeError("no frame")

    with pytest.raises(RuntimeError, match="no frame"):
        kept(tmp_path, "scenes", "d", broken, 2)
    assert found(tmp_path, "scenes", "d") is None
