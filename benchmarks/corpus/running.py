"""Runs ffmpeg for the corpus: one thread, no network, a time limit."""

from __future__ import annotations

import subprocess

from footage.errors import UnsupportedMediaError
from media import ffmpeg

_LIMIT_S = 300


def run(arguments: list[str], *, loud: bool = False, given: bytes | None = None) -> str:
    """Run ffmpeg on files of the corpus.

    Args:
        arguments: What to tell it.
        loud: Whether it shall also say what it found, not only what went wrong.
        given: What it reads from its standard input.

    Returns:
        What it said.

    Raises:
        UnsupportedMediaError: It failed.
    """
    told = ["-loglevel", "info" if loud else "error", "-y", "-threads", "1", *([] if given else ["-nostdin"])]
    command = [ffmpeg.executable(), "-hide_banner", "-protocol_whitelist", ffmpeg.PROTOCOLS, *told, *arguments]
    done = subprocess.run(command, capture_output=True, input=given, timeout=_LIMIT_S, check=False)
    said = done.stderr.decode(errors="replace")
    if done.returncode:
        raise UnsupportedMediaError(f"ffmpeg: {said[-400:]}")
    return said
