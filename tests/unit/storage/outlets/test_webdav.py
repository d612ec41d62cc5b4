"""WebDAV servers as they are: behind a proxy, without sizes, without folders, and with answers that are lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from footage.errors import FootageError
from footage.ports.outlets import Post, Sent
from storage.outlets.webdav import WebDav, as_sent
from storage.outlets.wire import Patience, Web

FILM = b"film" * 50_000
QUICK = Patience(first_pause_s=0.01, longest_pause_s=0.02)


@dataclass
class Cloud:
    """A server, what is in it, and how it behaves."""

    url: str = ""
    folders: set[str] = field(default_factory=lambda: {"/"})
    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    destinations: list[str] = field(default_factory=list)
    is_behind_tls: bool = False
    tells_sizes: bool = True
    loses: list[str] = field(default_factory=list)
    """Methods whose next answers nobody hears, though they were done."""

    refuses: dict[str, tuple[int, str]] = field(default_factory=dict)
    """What it answers to a method, and where that leads."""

    def done(self, method: str, path: str, body: bytes, destination: str) -> int:
        """Do it; the status that is answered."""
        above = path.rstrip("/").rpartition("/")[0] + "/"
        if method == "HEAD":
            return 200 if path in self.files else 404
        if method in {"PUT", "MKCOL"} and above not in self.folders:
            return 409
        if method == "PUT":
            self.files[path] = body
        elif method == "MKCOL":
            self.folders.add(path)
        elif method == "DELETE":
            del self.files[path]
        else:
            return self._moved(path, destination)
        return 201

    def _moved(self, path: str, destination: str) -> int:
        self.destinations.append(destination)
        to = urlsplit(destination)
        if self.is_behind_tls and to.scheme:
            return 502
        if unquote(to.path) in self.files:
            return 412
        self.files[unquote(to.path)] = self.files.pop(path)
        return 201


class Handler(BaseHTTPRequestHandler):
    """Answers for the cloud that its server has."""

    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._answer()

    def do_PUT(self) -> None:
        self._answer()

    def do_MOVE(self) -> None:
        self._answer()

    def do_MKCOL(self) -> None:
        self._answer()

    def do_DELETE(self) -> None:
        self._answer()

    def _answer(self) -> None:
        cloud: Cloud = self.server.cloud  # type: ignore[attr-defined]
        path, method = unquote(self.path), self.command
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        cloud.asked.append(f"{method} {path}")
        status, leads_to = cloud.refuses.get(method, (0, ""))
        status = status or cloud.done(method, path, body, self.headers.get("destination") or "")
        if method in cloud.loses:
            cloud.loses.remove(method)
            self.close_connection = True
            return
        self.send_response(status)
        if leads_to:
            self.send_header("location", leads_to)
        if method != "HEAD":
            self.send_header("content-length", "0")
        elif path in cloud.files and cloud.tells_sizes:
            self.send_header("content-length", str(len(cloud.files[path])))
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def cloud() -> Iterator[Cloud]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        known = Cloud(f"http://127.0.0.1:{server.server_port}")
        server.cloud = known  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield known
        server.shutdown()


@pytest.fixture
def film(tmp_path: Path) -> Path:
    file = tmp_path / "film.mp4"
    file.write_bytes(FILM)
    return file


def send(cloud: Cloud, film: Path, folder: str = "/") -> Sent:
    post = Post(film=film, sha256="f", name="a-boat", tag="ftg-12345678", title="A boat", job_id="j")
    place = WebDav(f"{cloud.url}{folder}", None, Web(QUICK))
    return place.send(post, place.start(post), progress=lambda _done: None, last=lambda: None)


def test_folders_of_any_name_are_made_with_those_above_them(cloud: Cloud, film: Path) -> None:
    sent = send(cloud, film, "/Filme für Ada/100 %/船/")
    assert cloud.files == {"/Filme für Ada/100 %/船/a-boat-ftg-12345678.mp4": FILM}
    assert sent.url == f"{cloud.url}/Filme%20f%C3%BCr%20Ada/100%20%25/%E8%88%B9/a-boat-ftg-12345678.mp4"
    assert all(one.isascii() for one in cloud.destinations)


def test_a_server_that_does_not_know_of_the_tls_before_it_is_told_a_path(cloud: Cloud, film: Path) -> None:
    cloud.is_behind_tls = True
    send(cloud, film)
    assert cloud.files == {"/a-boat-ftg-12345678.mp4": FILM}
    assert [one.partition(":")[0] for one in cloud.destinations] == ["http", "/a-boat-ftg-12345678.mp4"]


@pytest.mark.parametrize("tells_sizes", [True, False])
@pytest.mark.parametrize("lost", ["PUT", "MOVE"])
def test_what_was_done_and_not_heard_of_is_done_once(cloud: Cloud, film: Path, lost: str, tells_sizes: bool) -> None:
    cloud.loses.append(lost)
    cloud.tells_sizes = tells_sizes
    send(cloud, film)
    assert cloud.files == {"/a-boat-ftg-12345678.mp4": FILM}
    sent = [one for one in cloud.asked if one.startswith("PUT")]
    # A server that tells no size cannot say whether all of it came: it is sent again.
    assert len(sent) == (2 if lost == "PUT" and not tells_sizes else 1)


def test_another_job_finds_it_there(cloud: Cloud, film: Path) -> None:
    send(cloud, film)
    cloud.asked.clear()
    send(cloud, film)
    assert {one.split()[0] for one in cloud.asked} == {"HEAD"}


@pytest.mark.parametrize(
    ("method", "status", "leads_to", "code", "said", "hint"),
    [
        (
            "PUT",
            301,
            "https://cloud.example.com/dav/x?key=secret",
            "request_rejected",
            "leads to https://cloud",
            "conn",
        ),
        ("PUT", 413, "", "request_rejected", "no file of that size", "client_max_body_size"),
        ("PUT", 507, "", "quota_exhausted", "no room", "room"),
        ("PUT", 403, "", "auth_failed", "403", "connect store"),
        ("MKCOL", 409, "", "invalid_input", "no folder /none/such/", "make it"),
        ("MKCOL", 405, "", "invalid_input", "no folder /none/such/", "make it"),
        ("MOVE", 502, "", "vendor_failed", "502", "again"),
    ],
)
def test_refusals_say_what_to_do(
    cloud: Cloud, film: Path, method: str, status: int, leads_to: str, code: str, said: str, hint: str
) -> None:
    cloud.refuses[method] = status, leads_to
    with pytest.raises(FootageError) as refused:
        send(cloud, film, "/none/such/" if method == "MKCOL" else "/")
    assert (refused.value.code, said in refused.value.message, hint in refused.value.hint) == (code, True, True), (
        refused.value.message,
        refused.value.hint,
    )
    assert "secret" not in refused.value.message


@pytest.mark.parametrize("root", ["https://h/a?b=1", "https://h/a#b", "https://h:x/", "https://[::1/"])
def test_what_is_no_address_of_a_folder_is_refused(root: str) -> None:
    with pytest.raises(FootageError, match="no address"):
        as_sent(root)
