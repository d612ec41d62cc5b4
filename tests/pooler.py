"""pgbouncer before a PostgreSQL server, as installations put it there."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import psycopg
from sqlalchemy import make_url

from tests.installation import free_port

INSTALL = "pgbouncer is not here: apt-get install pgbouncer"
STARTED_WITHIN_S = 10.0
_NOBODY = 65534
_CONFIG = """
[databases]
* = host={host} port={port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {own_port}
unix_socket_dir =
auth_type = any
pool_mode = {mode}
default_pool_size = {size}
max_client_conn = 1000
logfile = {folder}/pgbouncer.log
"""


def pgbouncer() -> str | None:
    """The program, where it is here."""
    return shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


@contextlib.contextmanager
def pooling(url: str, mode: Literal["transaction", "session"] = "transaction", size: int = 20) -> Iterator[str]:
    """The address of a pooler before a server, until the block ends.

    Args:
        url: Of a database of the server, by socket or by port.
        mode: What a client has a process of the server for.
        size: How many of those there are at most.
    """
    program = pgbouncer()
    if program is None:
        raise RuntimeError(INSTALL)
    server = make_url(url)
    host = str(server.query.get("host", server.host or "127.0.0.1"))
    with tempfile.TemporaryDirectory(prefix="footage-pooler-") as name:
        folder, own_port = Path(name), free_port()
        folder.chmod(0o777)
        config = folder / "pgbouncer.ini"
        user = f"user={server.username or 'postgres'}"
        text = _CONFIG.format(
            host=host, port=server.port or 5432, own_port=own_port, mode=mode, size=size, folder=folder
        )
        config.write_text(text.replace("* = ", f"* = {user} "))
        # It refuses to be run by root; and only the server's own user may use its socket.
        user_id = Path(host).stat().st_uid if Path(host).exists() else _NOBODY
        who = {"user": user_id or _NOBODY, "extra_groups": []} if os.getuid() == 0 else {}
        process = subprocess.Popen([program, "-q", str(config)], stderr=subprocess.DEVNULL, **who)  # type: ignore[call-overload]
        try:
            pooled = f"postgresql://postgres@127.0.0.1:{own_port}/{server.database}"
            _wait_for(pooled, process, folder / "pgbouncer.log")
            yield pooled
        finally:
            process.kill()
            process.wait()


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until_s = time.monotonic() + STARTED_WITHIN_S
    while True:
        try:
            psycopg.connect(url, prepare_threshold=None, connect_timeout=5).close()
        except psycopg.OperationalError as exc:
            if process.poll() is not None or time.monotonic() > until_s:
                raise RuntimeError(f"pgbouncer: {exc}; {log.read_text() if log.exists() else ''}") from exc
            time.sleep(0.05)
        else:
            return
