"""How people write values of settings."""

from __future__ import annotations

import os
import re
from pathlib import Path


def folder(value: str | os.PathLike[str]) -> Path:
    """A path that means the same wherever the process is; what starts us rarely expands a `~` itself."""
    try:
        return Path(value).expanduser().absolute()
    except RuntimeError as exc:
        raise ValueError(f"{str(value)!r} is in the home of nobody") from exc


def split(value: str) -> list[str]:
    """What stands between commas."""
    return [part.strip() for part in value.split(",") if part.strip()]


def web_address(value: str) -> str:
    """The address without a slash at its end.

    Raises:
        ValueError: It is none that begins with http:// or https://.
    """
    if not re.fullmatch(r"https?://[^\s/?#]+[^\s?#]*", value):
        raise ValueError("not an http(s) address")
    return value.rstrip("/")
