"""Downloads against real sockets: a server that breaks off, redirects, lies and refuses."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
import stamina

from footage.errors import (
    DeadlineError,
    ForbiddenUrlError,
    JobCancelledError,
    UnavailableError,
    UnsupportedMediaError,
)
from media.download import TRIES, LinkGoneError, download, public_addresses

CONTENT = bytes(range(256)) * 4096


class Server(BaseHTTPRequestHandler):
    """Serves CONTENT; what it does wrong is said by the path."""

    seen: ClassVar[list[tuple[str, str | None, str | None]]] = []
    broken: ClassVar[int] = 0
    elsewhere: ClassVar[str] = ""
    over: ClassVar[threading.Event] = threading.Event()

    def do_GET(self) -> None:
        self.seen.append((self.path, self.headers.get("range"), self.headers.get("x-key")))
        match self.path:
            case "/gone":
                self.send_error(403)
            case "/elsewhere":
                self._redirect(self.elsewhere)
            case "/loop":
                self._redirect("/loop")
            case "/drips-head" | "/drips":
                self._drip(whole=self.path == "/drips")
            case "/never":
                self._send(0, cut=True, ranges=False)
            case "/breaks" | "/starts-over":
                cut = Server.broken > 0
                Server.broken -= 1
                self._send(self._start(), cut=cut, ranges=self.path == "/breaks")
            case _:
                self._send(self._start(), cut=False, ranges=True)

    def _drip(self, *, whole: bool) -> None:
        """A byte now and then, so that no single read takes long."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n" + (b"content-length: 9999\r\n\r\n" if whole else b"x: "))
        with suppress(ConnectionError):
            while not Server.over.wait(0.01):
                self.wfile.write(b"x")

    def _start(self) -> int:
        return int((self.headers.get("range") or "bytes=0-")[6:-1])

    def _redirect(self, to: str) -> None:
        self.send_response(302)
        self.send_header("location", to)
        self.send_header("content-length", "0")
        self.end_headers()

    def _send(self, start: int, *, cut: bool, ranges: bool) -> None:
        start = start if ranges else 0
        self.send_response(206 if start else 200)
        self.send_header("content-length", str(len(CONTENT) - start))
        self.end_headers()
        rest = CONTENT[start:]
        self.wfile.write(rest[: len(rest) // 2] if cut else rest)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        Server.over.clear()
        yield f"127.0.0.1:{server.server_port}"
        Server.over.set()
        server.shutdown()


@pytest.fixture(autouse=True)
def impatient() -> Iterator[None]:
    """What breaks off is asked for again at once."""
    with stamina.set_testing(True, attempts=TRIES):
        yield


@pytest.fixture
def host() -> Iterator[str]:
    Server.seen.clear()
    with serving() as address:
        yield address


def get(host: str, path: str, out: Path, **more: object) -> bytes:
    download(f"http://{host}{path}", out, trusted=[host], **more)  # type: ignore[arg-type]
    return out.read_bytes()


def test_a_file_comes_whole_and_progress_reaches_the_end(host: str, tmp_path: Path) -> None:
    told: list[float] = []
    assert get(host, "/file", tmp_path / "f", progress=told.append) == CONTENT
    assert told[-1] == 1.0
    assert told == sorted(told)


def test_what_breaks_off_is_continued_where_it_stopped(host: str, tmp_path: Path) -> None:
    Server.broken = 2
    assert get(host, "/breaks", tmp_path / "f") == CONTENT
    assert [asked for _, asked, _ in Server.seen] == [None, "bytes=524288-", "bytes=786432-"]


def test_a_server_that_cannot_continue_starts_over(host: str, tmp_path: Path) -> None:
    Server.broken = 1
    assert get(host, "/starts-over", tmp_path / "f") == CONTENT


def test_what_never_ends_is_given_up_and_leaves_nothing(host: str, tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match="broke off 4 times"):
        get(host, "/never", tmp_path / "f")
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_is_not_there_is_said_to_be_out_of_reach(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    with pytest.raises(UnavailableError, match=r"^127.0.0.1 cannot be reached: Connection refused"):
        get(f"127.0.0.1:{port}", "/file", tmp_path / "f")
    with pytest.raises(UnavailableError, match=r"^nowhere.test cannot be reached: [A-Z][^\[\]]+\."):
        download("https://nowhere.test/", tmp_path / "f")


def test_an_expired_link_is_said_at_once(host: str, tmp_path: Path) -> None:
    with pytest.raises(LinkGoneError) as caught:
        get(host, "/gone", tmp_path / "f")
    assert (caught.value.status, len(Server.seen)) == (403, 1)


def test_a_key_is_not_carried_to_another_host(host: str, tmp_path: Path) -> None:
    with serving() as other:
        Server.elsewhere = f"http://{other}/file"
        out = tmp_path / "f"
        download(f"http://{host}/elsewhere", out, headers={"x-key": "secret"}, trusted=[host, other])
    assert [(path, key) for path, _, key in Server.seen] == [("/elsewhere", "secret"), ("/file", None)]


@pytest.mark.parametrize(
    "to", ["http://169.254.169.254/latest", "https://127.0.0.1/", "file:///etc/passwd", "/loop", "https://["]
)
def test_a_redirect_never_leads_inside(host: str, tmp_path: Path, to: str) -> None:
    Server.elsewhere = to
    with pytest.raises(ForbiddenUrlError):
        get(host, "/elsewhere", tmp_path / "f")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "url",
    ["http://example.com/a.mp4", "https://localhost/", "https://10.0.0.1/", "https://[::1]/", "ftp://example.com/"],
)
def test_only_public_https_is_fetched(tmp_path: Path, url: str) -> None:
    with pytest.raises(ForbiddenUrlError):
        download(url, tmp_path / "f")


@pytest.mark.parametrize(
    ("addresses", "public"),
    [
        (["93.184.216.34"], True),
        (["93.184.216.34", "10.0.0.1"], False),
        (["::ffff:127.0.0.1"], False),
        (["fd00::1"], False),
    ],
)
def test_a_name_with_one_private_address_is_private(
    monkeypatch: pytest.MonkeyPatch, addresses: list[str], public: bool
) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    if public:
        assert public_addresses("example.com", 443) == tuple(addresses)
    else:
        with pytest.raises(ForbiddenUrlError):
            public_addresses("example.com", 443)


def test_a_file_above_the_cap_is_refused(host: str, tmp_path: Path) -> None:
    with pytest.raises(UnsupportedMediaError, match="larger than"):
        get(host, "/file", tmp_path / "f", max_bytes=1000)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["/drips", "/drips-head"])
def test_a_server_that_drips_is_given_up(host: str, tmp_path: Path, path: str) -> None:
    with pytest.raises(DeadlineError):
        get(host, path, tmp_path / "f", max_s=0.1)
    assert list(tmp_path.iterdir()) == []


def test_a_server_below_the_least_pace_is_given_up(host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("media.download.SLOW_FOR_S", 0.05)
    with pytest.raises(DeadlineError):
        get(host, "/drips", tmp_path / "f")
    assert len(Server.seen) == 1


def test_progress_may_stop_it(host: str, tmp_path: Path) -> None:
    def stop(_: float) -> None:
        raise JobCancelledError("stop")

    stopping: Callable[[float], None] = stop
    with pytest.raises(JobCancelledError):
        get(host, "/file", tmp_path / "f", progress=stopping)
    assert list(tmp_path.iterdir()) == []
