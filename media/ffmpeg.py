"""Run ffmpeg: never through a shell, inputs limited to local files and pipes, always under a time limit.

The binary is the one inside the imageio-ffmpeg wheel unless `use` names another. Graphs are built with ffmpeg-python
(`from_file` + `ffmpeg.output`), compiled by `run_graph`, and every input opened through `from_file` gets a protocol
whitelist and a fixed demuxer, so that a playlist or a text file cannot make ffmpeg open anything else.
"""

from __future__ import annotations

import contextlib
import functools
import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

import ffmpeg

from footage.errors import DeadlineError, InternalError, UnavailableError

Progress = Callable[[float], None]
"""Told the fraction done, 0.0 to 1.0. It may raise (a cancelled job does) and the work then stops and cleans up."""

PROTOCOLS = "file,pipe"
DEFAULT_LIMIT_S = 1800.0
_STDERR_TAIL_BYTES = 4000
_chosen: str | None = None


def use(path: Path | None) -> None:
    """Use this ffmpeg binary in this process instead of the bundled one; None goes back to the bundled one."""
    global _chosen  # noqa: PLW0603 - one binary per process, set once when the app is built
    _chosen = str(path) if path else None


def executable() -> str:
    """The path of the ffmpeg binary.

    Raises:
        UnavailableError: There is no bundled binary for this platform.
    """
    if _chosen:
        return _chosen
    import imageio_ffmpeg

    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as exc:
        raise UnavailableError(
            "No ffmpeg binary is bundled for this platform.", hint="Set FOOTAGE_FFMPEG to an ffmpeg binary."
        ) from exc


def has_filter(name: str) -> bool:
    """Whether the binary was built with a filter.

    Args:
        name: For example "zscale".

    Raises:
        UnavailableError: There is no bundled binary for this platform.
    """
    return _has_filter(executable(), name)


@functools.cache
def _has_filter(binary: str, name: str) -> bool:
    asked = [binary, "-hide_banner", "-loglevel", "error", "-h", f"filter={name}"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603 - as in `process`
    return answer.stdout.startswith(f"Filter {name}\n")


def from_file(path: Path, *, demuxer: str | None = None, **options: Any) -> Any:
    """An ffmpeg-python input for a local file, confined to `PROTOCOLS`.

    Args:
        path: An existing file.
        demuxer: ffmpeg's format name, for example "mov"; set it wherever the type is known (see `media.probe`).
        options: More input options, for example `ss=1.5`.
    """
    if demuxer:
        options["f"] = demuxer
    return ffmpeg.input(f"file:{path}", protocol_whitelist=PROTOCOLS, **options)


def run_graph(
    stream: Any, *, duration_s: float | None = None, progress: Progress | None = None, limit_s: float = DEFAULT_LIMIT_S
) -> None:
    """Compile an ffmpeg-python output and run it. Arguments and errors as in `run`."""
    run(ffmpeg.get_args(stream), duration_s=duration_s, progress=progress, limit_s=limit_s)


def run(
    args: Sequence[str],
    *,
    duration_s: float | None = None,
    progress: Progress | None = None,
    limit_s: float = DEFAULT_LIMIT_S,
) -> None:
    """Run ffmpeg to its end.

    Args:
        args: Arguments after the program name, output last.
        duration_s: Length of the output in seconds, to turn ffmpeg's clock into a fraction for `progress`.
        progress: See `Progress`.
        limit_s: Wall-clock seconds after which ffmpeg and its children are killed.

    Raises:
        DeadlineError: `limit_s` passed.
        InternalError: ffmpeg failed; the message has the last lines it printed.
    """
    with process([*args, "-progress", "pipe:1"], limit_s=limit_s, stdout=subprocess.PIPE) as child:
        for line in child.stdout or ():
            fraction = _fraction(line, duration_s)
            if progress and fraction is not None:
                progress(fraction)


@contextlib.contextmanager
def process(
    args: Sequence[str],
    *,
    limit_s: float = DEFAULT_LIMIT_S,
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.DEVNULL,
) -> Iterator[subprocess.Popen[bytes]]:
    """An ffmpeg process for callers that feed or read its pipes; the exit waits for it and checks its status.

    Leaving the block by an exception kills the process group first.

    Raises:
        DeadlineError: `limit_s` passed.
        InternalError: ffmpeg failed.
    """
    with tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(  # noqa: S603 - no shell; the program is ours, the arguments are built here
            [executable(), "-hide_banner", "-nostats", "-loglevel", "error", "-y", *args],
            stdin=stdin,
            stdout=stdout,
            stderr=errors,
            process_group=0,
        )
        expired = threading.Event()

        def expire() -> None:
            expired.set()
            _kill(child)

        watchdog = threading.Timer(limit_s, expire)
        watchdog.daemon = True
        watchdog.start()
        try:
            try:
                yield child
                _close_pipes(child)
                status = child.wait()
            except BrokenPipeError:  # ffmpeg died while it was fed; its own message says more
                status = child.wait()
        except BaseException:
            _kill(child)
            child.wait()
            raise
        finally:
            watchdog.cancel()
            _close_pipes(child)
        if expired.is_set():
            raise DeadlineError(f"ffmpeg did not finish within {limit_s:.0f} s and was stopped.")
        if status != 0:
            raise InternalError(f"ffmpeg failed with status {status}: {_tail(errors)}")


def _fraction(line: bytes, duration_s: float | None) -> float | None:
    key, _, value = line.strip().partition(b"=")
    if key != b"out_time_us" or not duration_s or not value.lstrip(b"-").isdigit():
        return None
    return min(1.0, max(0.0, int(value) / 1e6 / duration_s))


def _tail(errors: IO[bytes]) -> str:
    size = errors.seek(0, os.SEEK_END)
    errors.seek(max(0, size - _STDERR_TAIL_BYTES))
    return errors.read().decode("utf-8", "replace").strip() or "no message"


def _kill(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)


def _close_pipes(child: subprocess.Popen[bytes]) -> None:
    for pipe in (child.stdin, child.stdout):
        if pipe:
            with contextlib.suppress(BrokenPipeError):
                pipe.close()
