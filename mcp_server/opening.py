"""What goes wrong while Footage is opened, and while it is closed again."""

from __future__ import annotations

import logging
import os
import subprocess
from collections.abc import Callable, Collection
from pathlib import Path

from footage.errors import FootageError, InternalError, InvalidInputError, UnavailableError
from mcp_server.trouble import in_words

_FFMPEG_ANSWERS_WITHIN_S = 20
_FFMPEG_HINT = "Set FOOTAGE_FFMPEG to an ffmpeg program, or leave it out to use the bundled one."
_log = logging.getLogger("footage.app")


def why(error: Exception, home: Path | None) -> FootageError:
    """Why Footage cannot be opened, for a caller.

    Args:
        error: Whatever was caught.
        home: FOOTAGE_HOME; None when the settings are not even known.
    """
    if known := in_words(error):
        return known
    if isinstance(error, OSError):
        place = f"{home}" if home else "its home"
        return UnavailableError(
            f"Footage cannot use {place}: {error.strerror or error}.", hint="Set FOOTAGE_HOME to a folder of its own."
        )
    _log.error("opening broke", exc_info=error)
    return InternalError(f"Footage cannot be opened ({type(error).__name__}); its log says why.")


def use_ffmpeg(path: Path | None) -> None:
    """Use the user's ffmpeg, if they named one.

    Raises:
        InvalidInputError: It cannot be run, or is none.
    """
    from media import ffmpeg

    if path and not _says_ffmpeg(path):
        raise InvalidInputError(f"FOOTAGE_FFMPEG: {path} is no ffmpeg.", hint=_FFMPEG_HINT)
    ffmpeg.use(path)


def _says_ffmpeg(path: Path) -> bool:
    try:
        answer = subprocess.run(  # noqa: S603 - no shell, and a program that the user chose
            [path, "-version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_FFMPEG_ANSWERS_WITHIN_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as exc:
        reason = getattr(exc, "strerror", None) or "it does not answer"
        raise InvalidInputError(f"FOOTAGE_FFMPEG: {path} cannot be run: {reason}.", hint=_FFMPEG_HINT) from exc
    return answer.stdout.startswith(b"ffmpeg version")


def misspelt_settings(backends: Collection[str]) -> list[str]:
    """A sentence for each `FOOTAGE_*` variable of the environment that nothing reads.

    Args:
        backends: The names of all backends.
    """
    from footage.misspelt import misspelt

    return [str(one) for one in misspelt(os.environ, backends)]


def quietly(close: Callable[[], None]) -> None:
    """Close one of several things: what fails is logged, and the rest is closed all the same."""
    try:
        close()
    except Exception:  # noqa: BLE001 - boundary: a database that is away must not keep the others open
        _log.warning("closing failed", exc_info=True)
