from __future__ import annotations

import socket
import sys

import httpx
import pytest

from footage.errors import UnavailableError
from routing.emulators.gcs import serve_gcs
from tests.plain_http import http


def test_a_storage_runs_until_the_block_ends() -> None:
    with serve_gcs() as environment:
        host = environment["STORAGE_EMULATOR_HOST"]
        bucket = environment["FOOTAGE_STORAGE"].split("/")[2]
        assert http.get(f"{host}/storage/v1/b/{bucket}").json()["name"] == bucket
    with pytest.raises(httpx.ConnectError):
        http.get(host)


def test_a_port_that_is_taken_is_an_error_and_not_a_wait() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        serve_gcs(taken.getsockname()[1]).__enter__()


def test_the_package_to_install_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gcp_storage_emulator.server", None)
    with pytest.raises(UnavailableError, match="not installed") as caught, serve_gcs():
        pass
    assert "pip install gcp-storage-emulator" in caught.value.hint
