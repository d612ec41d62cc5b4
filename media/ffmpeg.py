"""Run ffmpeg: never through a shell, inputs limited to local files and pipes, always under a time limit.

The binary is the one inside the imageio-ffmpeg wheel unless `use` names another. A graph begins with `from_file`, goes
through `Stream.filter`, and ends with `run_graph` or `arguments`; every input gets a protocol whitelist and a fixed
demuxer, so that a playlist or a text file cannot make ffmpeg open anything else. ffmpeg-python, which writes a graph
down in ffmpeg's words, is used here and nowhere else.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import ffmpeg

from footage.errors import DeadlineError, FootageError, InternalError, UnavailableError, UnsupportedMediaError
from footage.trouble import full_disk
from media.long_graphs import short

Progress = Callable[[float], None]
"""Told the fraction done, 0.0 to 1.0. It may raise (a cancelled job does) and the work then stops and cleans up."""

Option = str | float
"""What ffmpeg is told as the value of an option."""

Options = dict[str, Option]

PROTOCOLS = "file,pipe"
LEAST_LIMIT_S = 1800.0
LIMIT_PER_SECOND = 30.0
"""Seconds that a second of film may take, on a small machine where others work too."""

_ANSWER_LIMIT_S = 60.0
_ALWAYS = ("-hide_banner", "-nostats", "-loglevel", "error", "-y", "-max_error_rate", "1")
"""A film of which most is damaged is still better than none: players show what there is."""

_UNREADABLE = frozenset({183, 69})
"""How ffmpeg ends where an input is nothing that it knows, or next to nothing of it can be decoded."""

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
    try:
        with _runnable():
            answer = subprocess.run(  # noqa: S603 - as in `process`
                asked, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=_ANSWER_LIMIT_S
            )
    except subprocess.TimeoutExpired as exc:
        raise UnavailableError(
            f"ffmpeg did not say within {_ANSWER_LIMIT_S:.0f} s what it can do.", hint="Check FOOTAGE_FFMPEG."
        ) from exc
    return answer.stdout.startswith(f"Filter {name}\n")


@contextlib.contextmanager
def _runnable() -> Iterator[None]:
    """Say it in words when the program is gone, or is none."""
    try:
        yield
    except OSError as exc:
        raise UnavailableError(
            f"{executable()} cannot be run: {exc.strerror or exc}.",
            hint="Look at FOOTAGE_FFMPEG, or install Footage again.",
        ) from exc


def time_limit_s(duration_s: float | None, per_second_s: float | None = None) -> float:
    """How long work on a film may take: far longer than it ever should, but not for ever.

    Args:
        duration_s: The film's length in seconds, where it is known.
        per_second_s: What a second of film may take, where that is not the usual.

    Returns:
        Seconds on the clock.
    """
    return max(LEAST_LIMIT_S, (per_second_s or LIMIT_PER_SECOND) * (duration_s or 0.0))


@dataclass(frozen=True)
class Stream:
    """Pictures or sound on the way through a graph, or all streams of an input."""

    node: Any

    def __getitem__(self, selector: str) -> Stream:
        """Some streams of an input, for example "v:0" or "a"."""
        return Stream(self.node[selector])

    def filter(self, name: str, *values: Option, **options: Option) -> Stream:
        """What comes out of a filter. Paths go by name: as values they would be escaped once too often."""
        return Stream(self.node.filter(name, *values, **options))

    def split(self) -> tuple[Stream, Stream]:
        """The same pictures twice."""
        node = self.node.filter_multi_output("split")
        return Stream(node.stream(0)), Stream(node.stream(1))

    def split_into(self, count: int, *, sound: bool = False) -> list[Stream]:
        """The same pictures, or sound, several times."""
        if count == 1:
            return [self]
        node = self.node.filter_multi_output("asplit" if sound else "split", count)
        return [Stream(node.stream(at)) for at in range(count)]

    def under(self, other: Stream, **options: Option) -> Stream:
        """These pictures with others laid over them, options as ffmpeg's `overlay` has them."""
        return self.beside(other, "overlay", **options)

    def beside(self, other: Stream, name: str, *values: Option, **options: Option) -> Stream:
        """What a filter makes of these and others."""
        return Stream(ffmpeg.filter([self.node, other.node], name, *values, **options))


def from_file(path: Path, *, demuxer: str | None = None, **options: Option) -> Stream:
    """A local file as an input, confined to `PROTOCOLS`.

    Args:
        path: An existing file.
        demuxer: ffmpeg's format name, for example "mov"; set it wherever the type is known (see `media.probe`).
        options: More input options, for example `ss=1.5`.
    """
    if demuxer:
        options["f"] = demuxer
    return Stream(ffmpeg.input(f"file:{path}", protocol_whitelist=PROTOCOLS, **options))


def joined(streams: Sequence[Stream], *, sound: bool = False) -> Stream:
    """Pictures, or sounds, one after another."""
    if len(streams) == 1:
        return streams[0]
    kinds: Options = {"n": len(streams), "v": 0 if sound else 1, "a": 1 if sound else 0}
    return Stream(ffmpeg.filter([one.node for one in streams], "concat", **kinds))


def mixed(streams: Sequence[Stream]) -> Stream:
    """Sounds at the same time, each as loud as it is, as long as the first."""
    return Stream(ffmpeg.filter([one.node for one in streams], "amix", len(streams), duration="first", normalize=0))


def generated(description: str) -> Stream:
    """What a source of libavfilter makes, such as "anullsrc"; the description is never a caller's."""
    return Stream(ffmpeg.input(description, f="lavfi"))


def from_pipe(width: int, height: int, fps: float, *, pixels: str = "rgb24") -> Stream:
    """Pictures as an input that come through the standard input: RGB, 8 bits if not said otherwise, one by one."""
    size = f"{width}x{height}"
    return Stream(ffmpeg.input("pipe:0", f="rawvideo", pix_fmt=pixels, s=size, framerate=f"{fps:.6g}"))


def arguments(streams: Sequence[Stream], out: Path | None, *, muxer: str, **options: Option) -> list[str]:
    """Ffmpeg's arguments for a graph.

    Args:
        streams: What goes into the file, in order.
        out: The file; None is the standard output.
        muxer: Its format, for example "mp4"; "null" throws the result away.
        options: Output options, for example `vcodec="copy"`.
    """
    if muxer == "mp4":
        options = {"movflags": "+faststart", **options}
    to = f"file:{out}" if out else "pipe:1"
    done: list[str] = ffmpeg.get_args(ffmpeg.output(*[one.node for one in streams], to, f=muxer, **options))
    return done


@dataclass(frozen=True)
class Target:
    """A file that a graph writes: what goes into it, its format and its options."""

    streams: Sequence[Stream]
    out: Path
    muxer: str = "mp4"
    options: Options = field(default_factory=dict)


def arguments_for(targets: Sequence[Target]) -> list[str]:
    """Ffmpeg's arguments for a graph that writes several files in one go."""
    outputs = []
    for one in targets:
        start: Options = {"movflags": "+faststart"} if one.muxer == "mp4" else {}
        nodes = [stream.node for stream in one.streams]
        outputs.append(ffmpeg.output(*nodes, f"file:{one.out}", f=one.muxer, **{**start, **one.options}))
    done: list[str] = ffmpeg.get_args(ffmpeg.merge_outputs(*outputs) if len(outputs) > 1 else outputs[0])
    return done


def run_graph(
    streams: Sequence[Stream],
    out: Path | None,
    *,
    muxer: str = "mp4",
    options: Options | None = None,
    duration_s: float | None = None,
    progress: Progress | None = None,
    limit_s: float | None = None,
) -> None:
    """Run a graph to its end; the first arguments as in `arguments`, the others and the errors as in `run`."""
    args = arguments(streams, out, muxer=muxer, **(options or {}))
    run(args, duration_s=duration_s, progress=progress, limit_s=limit_s)


def run(
    args: Sequence[str],
    *,
    duration_s: float | None = None,
    progress: Progress | None = None,
    limit_s: float | None = None,
    folder: Path | None = None,
) -> None:
    """Run ffmpeg to its end.

    Args:
        args: Arguments after the program name, output last.
        duration_s: Length of the output in seconds, to turn ffmpeg's clock into a fraction for `progress`.
        progress: See `Progress`.
        limit_s: Wall-clock seconds after which ffmpeg and its children are killed; `time_limit_s` by default.
        folder: Where names without a folder are looked for; this process' own by default.

    Raises:
        DeadlineError: `limit_s` passed.
        UnsupportedMediaError: An input cannot be read.
        InternalError: ffmpeg failed; the message has the last lines it printed.
    """
    watched = [*args, "-progress", "pipe:1"]
    with process(watched, duration_s=duration_s, limit_s=limit_s, stdout=subprocess.PIPE, folder=folder) as child:
        for line in child.stdout or ():
            fraction = _fraction(line, duration_s)
            if progress and fraction is not None:
                progress(fraction)


@contextlib.contextmanager
def process(
    args: Sequence[str],
    *,
    duration_s: float | None = None,
    limit_s: float | None = None,
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.DEVNULL,
    pass_fds: Sequence[int] = (),
    folder: Path | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """An ffmpeg process for callers that feed or read its pipes; the exit waits for it and checks its status.

    Leaving the block by an exception kills the process group first. What goes wrong in the block because time was up,
    such as a pipe that breaks, is told as that.

    Args:
        args: As in `run`.
        duration_s: Likewise.
        limit_s: Likewise.
        stdin: As `subprocess` has it.
        stdout: Likewise.
        pass_fds: Likewise.
        folder: As in `run`.

    Raises:
        DeadlineError: `limit_s` passed.
        UnavailableError: The program cannot be run, or the disk is full.
        InternalError: ffmpeg failed.
    """
    limit_s = limit_s or time_limit_s(duration_s)
    with tempfile.TemporaryFile() as errors, contextlib.ExitStack() as files:
        with _runnable():
            given = files.enter_context(short(args, executable()))
            child = subprocess.Popen(  # noqa: S603 - no shell; the program is ours, the arguments are built here
                [executable(), *_ALWAYS, *given],
                stdin=stdin,
                stdout=stdout,
                stderr=errors,
                process_group=0,
                pass_fds=pass_fds,
                cwd=folder,
            )
        with _watched(child, limit_s) as expired:
            try:
                try:
                    yield child
                    _close_pipes(child)
                    status = child.wait()
                except BrokenPipeError:  # ffmpeg died while it was fed; its own message says more
                    status = child.wait()
            except BaseException as exc:
                _kill(child)
                child.wait()
                if expired.is_set() and isinstance(exc, Exception):
                    raise _too_slow(limit_s) from exc
                raise
            finally:
                _close_pipes(child)
        if expired.is_set():
            raise _too_slow(limit_s)
        if status != 0:
            raise _failure(status, _tail(errors))


@contextlib.contextmanager
def _watched(child: subprocess.Popen[bytes], limit_s: float) -> Iterator[threading.Event]:
    """Kill a process and its children when time is up; the event says so."""
    expired = threading.Event()

    def expire() -> None:
        if child.returncode is None:  # once it is waited for, its number may be another's
            expired.set()
            _kill(child)

    watchdog = threading.Timer(limit_s, expire)
    watchdog.daemon = True
    watchdog.start()
    try:
        yield expired
    finally:
        watchdog.cancel()


def _too_slow(limit_s: float) -> DeadlineError:
    return DeadlineError(f"ffmpeg did not finish within {limit_s:.0f} s and was stopped.")


def _failure(status: int, words: str) -> FootageError:
    if os.strerror(errno.ENOSPC) in words:
        return full_disk()
    if status in _UNREADABLE:
        return UnsupportedMediaError(
            "The film is too damaged to be read.", hint="Pass a complete video file; download or export it again."
        )
    return InternalError(f"ffmpeg failed with status {status}: {words}")


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
