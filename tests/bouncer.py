"""A real pgbouncer in transaction mode before a PostgreSQL server: each transaction may run in another session."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.installation import free_port

INSTALL = "pgbouncer is not here: apt-get install pgbouncer"
_UP_WITHIN_S, _LOOK_S = 30.0, 0.05
_SETTINGS = """
[databases]
* = host={socket} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 30
max_client_conn = 1000
server_login_retry = 0.2
server_fast_close = 1
log_connections = 0
log_disconnections = 0
"""


class Bouncer:
    """One that runs, is ended, killed and started again.

    Args:
        folder: For its settings; anybody can read it.
        sockets: The folder with PostgreSQL's socket.
    """

    def __init__(self, folder: Path, sockets: Path) -> None:
        self.port = free_port()
        self._settings = folder / "pgbouncer.ini"
        self._settings.write_text(_SETTINGS.format(socket=sockets, port=self.port))
        self._log = folder / "pgbouncer.log"
        self._user = sockets.owner() if os.geteuid() == 0 else None  # it refuses to be root
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin, and wait until it answers."""
        program = pgbouncer()
        if program is None:
            raise RuntimeError(INSTALL)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen([program, str(self._settings)], stdout=log, stderr=log, user=self._user)
        until = time.monotonic() + _UP_WITHIN_S
        while time.monotonic() < until and self._process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(_LOOK_S)
        raise RuntimeError(f"pgbouncer does not start: {self._log.read_text()[-2000:]}")

    def stop(self) -> None:
        """As a restart does: at once, whatever runs in it."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Without any warning."""
        self._end(signal.SIGKILL)

    def _end(self, number: signal.Signals) -> None:
        if self._process:
            self._process.send_signal(number)
            self._process.wait()


@contextlib.contextmanager
def bouncing(sockets: Path) -> Iterator[Bouncer]:
    """One that runs until the block ends."""
    with tempfile.TemporaryDirectory(prefix="footage-bouncer-") as name:
        Path(name).chmod(0o755)
        bouncer = Bouncer(Path(name), sockets)
        bouncer.start()
        try:
            yield bouncer
        finally:
            bouncer.kill()


def pgbouncer() -> str | None:
    """The program, where it is here."""
    return shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
