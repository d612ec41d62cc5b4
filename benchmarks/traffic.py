"""A large film down, whole and in ranges, and a large file up, through `footage serve`: speed and memory."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import anyio
import psutil

from films.services import Services
from footage.config import load_settings
from mcp_server.app import build_app
from tests.film_site import FilmSite
from tests.plain_http import http
from tests.servers import command, environment
from tests.teams import ANN

MEGABYTES = 500
PIECE = b"\0" * 2**20
HEAD = b"\0\0\0\x18ftypisom\0\0\2\0isomiso2"
RANGES, RANGE_BYTES = 200, 2**20


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        process = subprocess.Popen(
            command("serve", "--port", "0", "--no-work"), env=environment(home), stderr=subprocess.PIPE, text=True
        )
        assert process.stderr
        base_url = re.search(r"http://[\d.:]+", process.stderr.readline())
        assert base_url
        threading.Thread(target=process.stderr.read, daemon=True).start()
        try:
            _measure(home, base_url[0], psutil.Process(process.pid))
        finally:
            process.terminate()
            process.wait(30)


def _measure(home: Path, base_url: str, server: psutil.Process) -> None:
    app = build_app(load_settings(home=home, public_url=base_url), run_jobs=False)
    services: Services = anyio.run(app.services)
    film = home / "film.mp4"
    with film.open("wb") as file:
        file.write(HEAD)
        for _ in range(MEGABYTES):
            file.write(PIECE)
    site = FilmSite(app, services, base_url, home)
    link = site.link(site.a_film(film))
    http.get(link, headers={"range": "bytes=0-99"})
    with Memory(server) as memory:
        _tell("down, whole", memory, MEGABYTES, lambda: _down(link))
    with Memory(server) as memory:
        _tell("down, in ranges", memory, RANGES * RANGE_BYTES / 1e6, lambda: _ranges(link))
    assert services.links
    offer = services.links.upload(ANN)
    with Memory(server) as memory:
        _tell("up", memory, MEGABYTES - 1, lambda: _up(offer.url))
    anyio.run(app.close)


class Memory:
    """How much more memory the server has at most than at the beginning."""

    def __init__(self, server: psutil.Process) -> None:
        self.server, self._stop, self.most = server, threading.Event(), 0
        self.before = server.memory_info().rss
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._stop.wait(0.02):
            self.most = max(self.most, self.server.memory_info().rss - self.before)


def _tell(what: str, memory: Memory, megabytes: float, run: Callable[[], None]) -> None:
    started, used = time.monotonic(), sum(memory.server.cpu_times()[:2])
    run()
    took, cpu = time.monotonic() - started, sum(memory.server.cpu_times()[:2]) - used
    print(
        f"{what:16} {megabytes:.0f} MB in {took:.1f} s ({cpu:.1f} s of processor): {megabytes / took:.0f} MB/s; "
        f"{memory.before / 1e6:.0f} MB of memory before, {memory.most / 1e6:+.1f} MB at most"
    )


def _down(link: str) -> None:
    with http.stream("GET", link) as answer:
        count = sum(len(piece) for piece in answer.iter_raw(2**20))
    assert count == MEGABYTES * len(PIECE) + len(HEAD), count


def _ranges(link: str) -> None:
    for n in range(RANGES):
        first = (n * 7_919 * 2**12) % (MEGABYTES * len(PIECE) - RANGE_BYTES)
        answer = http.get(link, headers={"range": f"bytes={first}-{first + RANGE_BYTES - 1}"})
        assert (answer.status_code, len(answer.content)) == (206, RANGE_BYTES)


def _up(url: str) -> None:
    def pieces() -> Iterator[bytes]:
        yield HEAD
        for _ in range(MEGABYTES * 10**6 // len(PIECE) - 1):
            yield PIECE

    answer = http.put(url, content=pieces(), timeout=300)
    assert answer.status_code == 201, answer.text


if __name__ == "__main__":
    os.nice(5)
    main()
