"""A worker of the home that goes on with its jobs when the server that placed them has ended, however that ended.

It is a process of its own, begun when a job is placed and not when the server ends: a server that is killed begins
nothing. One at a time works for a home, decided by a lock that the system drops with the process. It ends itself when
every job has ended.
"""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from footage.ports.jobs import Jobs

LOCK_NAME = "background.lock"
LOG_NAME = "background.log"
OPTION = "--until-idle"
IDLE_S = 5.0
"""How long no job has been open when the worker ends."""

STARTING_S = 4.0
"""How long a worker that was begun here counts before it has the lock: less than `IDLE_S`, as it looks after that."""

_ROOT = Path(__file__).resolve().parent.parent
_RUN = "import sys; sys.path.append({root!r}); from mcp_server.cli import run; sys.exit(run(sys.argv[1:]))"
"""This very code, wherever it lies and whatever the folder is that the server was started in."""

_log = logging.getLogger("footage.background")


class Background:
    """Begins that worker.

    Args:
        home: FOOTAGE_HOME.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._looked = False
        self._begun_s = float("-inf")
        self._beginning = threading.Lock()

    def take_over(self, jobs: Jobs) -> None:
        """Begin a worker for jobs that were there when this process started; later calls do nothing."""
        if not self._looked:
            self._looked = True
            if jobs.are_open():
                self.ensure()

    def ensure(self) -> None:
        """Begin a worker unless there is one; one that cannot be begun is told in the log alone."""
        with self._beginning:
            if time.monotonic() - self._begun_s < STARTING_S:
                return
            try:
                with taken(self._home) as is_free:
                    pass
                if is_free:
                    self._begin()
            except OSError:
                _log.warning("no worker could be started for what is under way", exc_info=True)

    def _begin(self) -> None:
        self._begun_s = time.monotonic()
        with (self._home / LOG_NAME).open("wb") as log:
            worker = subprocess.Popen(  # noqa: S603 - this very program
                [sys.executable, "-P", "-c", _RUN.format(root=str(_ROOT)), "worker", OPTION],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                env={**os.environ, "FOOTAGE_HOME": str(self._home)},
                start_new_session=True,  # what ends the server's group of processes spares it
            )
        # Somebody must ask how it ended, or it would stay in the list of processes.
        threading.Thread(target=worker.wait, name="footage-background", daemon=True).start()


class NoBackground(Background):
    """For a process whose jobs wait for the next start."""

    def __init__(self) -> None:
        super().__init__(Path())

    def take_over(self, jobs: Jobs) -> None:
        """Nothing."""

    def ensure(self) -> None:
        """Nothing."""


@contextlib.contextmanager
def taken(home: Path, wait_s: float = 0.0) -> Iterator[bool]:
    """Whether this process is the home's one worker of this kind inside the block.

    Args:
        home: FOOTAGE_HOME.
        wait_s: How long to wait for the lock: whoever only looks has it for a moment.
    """
    lock = FileLock(home / LOCK_NAME, thread_local=False)
    try:
        lock.acquire(timeout=wait_s)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()
