"""Prometheus' own programs, as Debian has them: rules checked and tried, and a server that looks at processes."""

from __future__ import annotations

import contextlib
import re
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx
import yaml

from tests.plain_http import http

_METRIC = re.compile(r"\b((?:footage|videogen|mcp_server|process)_\w+?)(?:_bucket|_sum|_count)?(?=[\s{)\[]|$)")
STARTS_WITHIN_S = 60.0


def promtool(*arguments: str, where: Path) -> subprocess.CompletedProcess[str]:
    """Run it."""
    return subprocess.run(["promtool", *arguments], cwd=where, capture_output=True, text=True, timeout=120)


def with_windows(expr: str, window: str) -> str:
    """A dashboard's question with its variables filled in."""
    return expr.replace("$__rate_interval", window).replace("$__range", window)


def names_in(expr: str) -> set[str]:
    """The metrics that a question is about, without the ends that a histogram's have."""
    return set(_METRIC.findall(expr))


class Prometheus:
    """A server that looks at processes every half second."""

    def __init__(self, url: str) -> None:
        self._url = url

    def ask(self, expr: str) -> list[dict[str, Any]]:
        """What it answers."""
        answer = http.get(f"{self._url}/api/v1/query", params={"query": expr}).json()
        assert answer["status"] == "success", answer
        result: list[dict[str, Any]] = answer["data"]["result"]
        return result


@contextlib.contextmanager
def looking_at(jobs: Mapping[str, Sequence[int]], folder: Path) -> Iterator[Prometheus]:
    """Run one that looks at ports of this machine, by the name of the job that they are."""
    folder.mkdir()
    targets = {job: [f"127.0.0.1:{port}" for port in ports] for job, ports in jobs.items()}
    settings = {
        "global": {"scrape_interval": "500ms", "scrape_timeout": "500ms"},
        "scrape_configs": [{"job_name": job, "static_configs": [{"targets": at}]} for job, at in targets.items()],
    }
    (folder / "prometheus.yml").write_text(yaml.safe_dump(settings))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = ["prometheus", "--config.file=prometheus.yml", "--storage.tsdb.path=data"]
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(
            [*command, f"--web.listen-address=127.0.0.1:{port}"], cwd=folder, stdout=log, stderr=log
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/-/ready")
        yield Prometheus(f"http://127.0.0.1:{port}")
    finally:
        running.kill()
        running.wait()


def _wait_for(url: str) -> None:
    until = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until:
        with contextlib.suppress(httpx.TransportError):
            if http.get(url).status_code == 200:
                return
        time.sleep(0.1)
    raise AssertionError(f"{url} is not ready")
