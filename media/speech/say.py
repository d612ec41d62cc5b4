"""Speaks lines into sound files, kept under a hash of voice and text, so that no line is ever spoken twice."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import signal
import subprocess
import tempfile
import threading
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from footage.errors import DeadlineError, InternalError
from media.speech.voices import Voice

SUFFIX = ".wav"
_LIMIT_S = 120.0
_WROTE = re.compile(rb"Wrote (.+\.wav)\s*$")
_TAIL_LINES = 12
_ENDS = ".!?…。！？؟।:;،,"
_MEASURES = {
    "en": {"min": "minutes", "s": "seconds", "ms": "milliseconds", "h": "hours", "km": "kilometres", "kg": "kilograms"}
}
"""Units after a number that voices would spell or misread, and the words to say for them."""

_MEASURE = re.compile(r"(?<=\d)\s([a-z]+)\b(?!\.\w)")
_UNSAID = re.compile(r"https?://\S+|[*_`#|<>{}\[\]\\~^]+")


class Speaker:
    """Speaks lines with one voice. Its program is started for the first line that is not there yet, and then kept.

    Use it as a context manager: leaving it ends the program.

    Args:
        voice: Who speaks.
        folder: Where lines are kept.
        work: A private folder on the same file system.
        is_there: Whether the file of a line is there, or can be brought here.
        spoken: Told of the file of each line that was spoken here.
    """

    def __init__(
        self,
        voice: Voice,
        folder: Path,
        work: Path,
        is_there: Callable[[Path], bool] = Path.is_file,
        spoken: Callable[[Path], None] = lambda _: None,
    ) -> None:
        self._voice, self._folder, self._work = voice, folder, work
        self._is_there, self._spoken = is_there, spoken
        self._key = voice.key
        self._program: _Piper | None = None

    def __enter__(self) -> Speaker:
        return self

    def __exit__(self, *_: object) -> None:
        if self._program:
            self._program.close()

    def say(self, line: str) -> Path | None:
        """The file of a line, spoken unless it is there already: 16-bit PCM WAV, one channel.

        Args:
            line: The text as it stands in the film; what cannot be said, such as emoji and addresses, is left out.

        Returns:
            The file; None if there is nothing to say.

        Raises:
            DeadlineError: The program took too long and was stopped.
            InternalError: The program failed; the message has what it printed last.
        """
        text = sayable(line, self._voice.language)
        if not text:
            return None
        name = hashlib.sha256(f"{self._key}\n{text}".encode()).hexdigest()[:40]
        kept = self._folder / f"{name}{SUFFIX}"
        if self._is_there(kept):
            return kept
        self._folder.mkdir(parents=True, exist_ok=True)
        made = self._by_espeak(text) if self._voice.engine == "espeak-ng" else self._piper().say(text)
        with made.open("rb") as file:
            os.fsync(file.fileno())
        made.replace(kept)
        self._spoken(kept)
        return kept

    def _piper(self) -> _Piper:
        if self._program is None:
            self._program = _Piper(self._voice, self._work)
        return self._program

    def _by_espeak(self, text: str) -> Path:
        out = self._work / "said.wav"
        with _running(
            [*self._voice.command, "-w", str(out), "--stdin"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as child:
            try:
                printed, _ = child.communicate(text.encode(), timeout=_LIMIT_S)
            except subprocess.TimeoutExpired as exc:
                raise _too_slow(self._voice) from exc
        if child.returncode or not out.is_file():
            raise InternalError(f"espeak-ng failed with status {child.returncode}: {_readable(printed)}")
        return out


class _Piper:
    """Piper, or Kokoro's program, which speaks one line after another, so that its model is loaded once.

    Given only an output folder, `python -m piper` writes a file for each line it reads, and logs the file's name when
    it is complete (piper/__main__.py of piper-tts 1.8).
    """

    def __init__(self, voice: Voice, work: Path) -> None:
        self._voice = voice
        self._folder = tempfile.TemporaryDirectory(prefix="piper-", dir=work)
        self._open = contextlib.ExitStack()
        self._child = self._open.enter_context(
            _running([*voice.command, "-d", self._folder.name], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
        )

    def say(self, text: str) -> Path:
        reader, writer = self._child.stderr, self._child.stdin
        if reader is None or writer is None:
            raise RuntimeError(f"{self._voice.engine} was started without pipes")
        expired = threading.Event()

        def expire() -> None:
            expired.set()
            _kill(self._child)

        watchdog = threading.Timer(_LIMIT_S, expire)
        watchdog.daemon = True
        watchdog.start()
        printed: list[bytes] = []
        try:
            with contextlib.suppress(BrokenPipeError):  # what Piper printed says more
                writer.write(text.encode() + b"\n")
                writer.flush()
            for line in reader:
                if written := _WROTE.search(line):
                    return Path(os.fsdecode(written[1]))
                printed = [*printed[1 - _TAIL_LINES :], line]
        finally:
            watchdog.cancel()
        if expired.is_set():
            raise _too_slow(self._voice)
        raise InternalError(
            f"{self._voice.engine} failed with status {self._child.wait()}: {_readable(b''.join(printed))}"
        )

    def close(self) -> None:
        self._open.close()
        self._folder.cleanup()


def sayable(line: str, language: str = "") -> str:
    """The part of a line that a voice can say, as one sentence; empty if there is nothing."""
    measures = _MEASURES.get(language, {})
    spoken = _UNSAID.sub(" ", unicodedata.normalize("NFC", line))
    spoken = _MEASURE.sub(lambda found: f" {measures[found[1]]}" if found[1] in measures else found[0], spoken)
    kept = "".join(
        char if unicodedata.category(char) not in ("So", "Sk", "Cc", "Cf", "Cs", "Co") else " " for char in spoken
    )
    text = " ".join(kept.split())
    if not any(char.isalnum() for char in text):
        return ""
    return text if text[-1] in _ENDS or text.rstrip("\"'”’»)」』")[-1:] in _ENDS else f"{text}."


@contextlib.contextmanager
def _running(command: list[str], *, stdout: int, stderr: int) -> Iterator[subprocess.Popen[bytes]]:
    """A program that does not outlive the block."""
    child = subprocess.Popen(  # noqa: S603 - no shell; texts go through a pipe
        command, stdin=subprocess.PIPE, stdout=stdout, stderr=stderr, process_group=0
    )
    try:
        yield child
    finally:
        _kill(child)
        child.wait()
        for pipe in (child.stdin, child.stdout, child.stderr):
            if pipe:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()


def _kill(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)


def _too_slow(voice: Voice) -> DeadlineError:
    return DeadlineError(f"{voice.engine} did not speak a line within {_LIMIT_S:.0f} s and was stopped.")


def _readable(printed: bytes) -> str:
    return printed.decode("utf-8", "replace").strip() or "no message"
