"""Model weights from the terminal: which there are, fetching them, whether they arrived whole."""

from __future__ import annotations

import sys
from contextlib import suppress

from footage import weights
from footage.errors import UnavailableError
from media.speech import pinned

HERE, ABSENT = "ok", "--"


def show() -> int:
    """Print every known model, its size, what it is for, and whether it is here."""
    for name, model in pinned.known().items():
        mark = ABSENT if pinned.damaged(model, pinned.place(name)) else HERE
        sys.stdout.write(f"{mark}  {name}  {weights.gigabytes(model.size_bytes)}  {model.purpose}\n")
    for name, one in weights.known().items():
        mark = HERE if weights.folder(one) else ABSENT
        size = weights.gigabytes(one.size_bytes) if one.size_bytes else "?"
        sys.stdout.write(f"{mark}  {name}  {size}  {one.repo}: {one.purpose}\n")
    return 0


def pull(name: str) -> int:
    """Fetch what is missing; raises FootageError."""
    model = pinned.known().get(name)
    folder = pinned.pull(model, pinned.place(name)) if model else weights.pull(weights.find(name))
    sys.stdout.write(f"{name} is in {folder}\n")
    return 0


def verify(name: str | None) -> int:
    """Compare what is here, or the one named, with what was published; returns 1 when something is damaged.

    Raises:
        InvalidInputError: There are no weights of that name.
        UnavailableError: Those named are not here.
    """
    chosen = [name] if name else _here()
    found = {each: _damage(each) for each in chosen}
    for each, names in found.items():
        state = f"damaged: {', '.join(names)}. Delete them and pull again." if names else "whole"
        sys.stdout.write(f"{each}: {state}\n")
    if not found:
        sys.stdout.write("No weights are here.\n")
    return int(any(found.values()))


def _here() -> list[str]:
    here = [name for name in pinned.known() if pinned.place(name).is_dir()]
    with suppress(UnavailableError):  # without the library there are none of the others
        here += [name for name, one in weights.known().items() if weights.folder(one)]
    return here


def _damage(name: str) -> list[str]:
    if name in pinned.known() and pinned.place(name).is_dir():
        return pinned.damaged(pinned.known()[name], pinned.place(name))
    if name in pinned.known():
        raise UnavailableError(f"{name} is not here.", hint=f"Run: footage models pull {name}")
    path = weights.folder(weights.find(name))
    if path is None:
        raise UnavailableError(f"{name} is not here.", hint=f"Run: {weights.pull_command(name)}")
    return weights.damaged(path)
