"""Google Cloud Storage in miniature: the `gcp-storage-emulator` package, with a bucket that is there from the start."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator, Mapping

from footage.errors import UnavailableError

BUCKET = "footage-emulated"


@contextlib.contextmanager
def serve_gcs(port: int = 0) -> Iterator[Mapping[str, str]]:
    """Serve a storage that is empty and in memory until the block ends.

    Args:
        port: On 127.0.0.1; 0 takes a free one.

    Yields:
        The environment that points google-cloud-storage and Footage at it.

    Raises:
        UnavailableError: The package is not installed.
    """
    try:
        from gcp_storage_emulator.server import create_server
    except ImportError as exc:
        raise UnavailableError(
            "The storage emulator is not installed.", hint="Run `pip install gcp-storage-emulator`."
        ) from exc

    # It waits for ever when its port is taken, so that is found out first.
    with socket.create_server(("127.0.0.1", port)) as listener:
        port = listener.getsockname()[1]
    server = create_server("127.0.0.1", port, in_memory=True, default_bucket=BUCKET)
    server.start()
    try:
        yield {"STORAGE_EMULATOR_HOST": f"http://127.0.0.1:{port}", "FOOTAGE_STORAGE": f"gs://{BUCKET}/films"}
    finally:
        server.stop()
