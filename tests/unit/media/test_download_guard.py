"""The guard of downloads, at a real server with TLS: asked on every connection, and nothing else connects.

The outside world is imitated where Python meets it: names are looked up in `World.names`, and a connection to an
address ends at the server here. Whatever is dialled is written down, so that a connection past the guard shows.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import httpcore
import httpx
import pytest
import stamina
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from footage import http
from footage.errors import ForbiddenUrlError, UnavailableError
from media.download import TRIES, download

CONTENT = b"film" * 1000
PUBLIC, OTHER, PUBLIC_V6 = "93.184.216.34", "93.184.216.35", "2606:2800:220:1::1"
INSIDE = ["127.0.0.1", "10.0.0.7", "169.254.169.254", "::1", "fd00::7", "fe80::7", "::ffff:10.0.0.7", "64:ff9b::a00:7"]


class Server(BaseHTTPRequestHandler):
    """Answers by path, over connections that are kept where it does not say otherwise."""

    protocol_version = "HTTP/1.1"
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(f"{self.headers['host']}{self.path}")
        match self.path.split("?to="):
            case ["/to", to]:
                self.send_response(302)
                self.send_header("location", to)
                self.send_header("content-length", "0")
                self.end_headers()
            case ["/breaks"]:
                self._start()
                self.wfile.write(CONTENT[:100])
                self.close_connection = True
            case _:
                self._start()
                self.wfile.write(CONTENT)

    def _start(self) -> None:
        self.send_response(200)
        self.send_header("content-length", str(len(CONTENT)))
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class World:
    """`names` are looked up again and again: the last answer stays. `dead` addresses refuse."""

    def __init__(self) -> None:
        self.names: dict[str, list[list[str]]] = {}
        self.looked_up: list[str] = []
        self.dialled: list[str] = []
        self.dead: set[str] = set()

    def look_up(self, host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        self.looked_up.append(host)
        answers = self.names.get(host) or [[host]]
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        families = [socket.AF_INET6 if ":" in address else socket.AF_INET for address in found]
        return [(family, socket.SOCK_STREAM, 6, "", (at, port)) for family, at in zip(families, found, strict=True)]


@pytest.fixture(autouse=True)
def impatient() -> Iterator[None]:
    """What breaks off is asked for again at once."""
    with stamina.set_testing(True, attempts=TRIES):
        yield


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "footage")])
    names: list[x509.GeneralName] = [x509.DNSName("*.example.com")]
    names += [x509.IPAddress(ipaddress.ip_address(address)) for address in (PUBLIC, PUBLIC_V6)]
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(days=1), now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("certificate")
    shown, kept = folder / "shown.pem", folder / "kept.pem"
    shown.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    kept.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return shown, kept


@pytest.fixture
def world(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    shown, kept = certificate
    world, Server.asked = World(), []
    connect: Callable[..., socket.socket] = socket.create_connection
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(shown, kept)
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        here = server.server_address[:2]

        def dial(address: tuple[str, int], *args: Any, **options: Any) -> socket.socket:
            world.dialled.append(address[0])
            if address[0] in world.dead:
                raise ConnectionRefusedError("refused")
            return connect(here, *args, **options)

        monkeypatch.setattr(socket, "getaddrinfo", look_up_here(world, socket.getaddrinfo))
        monkeypatch.setattr(socket, "create_connection", dial)
        monkeypatch.setenv("SSL_CERT_FILE", str(shown))
        http.tls.cache_clear()
        yield world
        http.tls.cache_clear()
        server.shutdown()


def look_up_here(world: World, real: Callable[..., Any]) -> Callable[..., Any]:
    """Literal loopback is what `connect` of the standard library asks for; every other question is the world's."""

    def look_up(host: str, port: int, *args: Any, **options: Any) -> Any:
        return real(host, port, *args, **options) if host == "127.0.0.1" else world.look_up(host, port)

    return look_up


def test_a_name_is_looked_up_once_for_a_connection_and_dialled_by_address(world: World, tmp_path: Path) -> None:
    world.names["films.example.com"] = [[PUBLIC], ["127.0.0.1"]]  # a second look would lead inside
    download("https://films.example.com/film", tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == CONTENT
    assert (world.looked_up, world.dialled) == (["films.example.com"], [PUBLIC])


@pytest.mark.parametrize("inside", INSIDE)
def test_a_connection_after_one_that_broke_off_is_guarded_too(world: World, tmp_path: Path, inside: str) -> None:
    world.names["films.example.com"] = [[PUBLIC], [inside]]
    with pytest.raises(ForbiddenUrlError):
        download("https://films.example.com/breaks", tmp_path / "f")
    assert world.dialled == [PUBLIC]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("inside", INSIDE)
def test_a_redirect_to_a_name_that_leads_inside_connects_to_nothing(world: World, tmp_path: Path, inside: str) -> None:
    world.names |= {"films.example.com": [[PUBLIC]], "inside.example.com": [[inside]]}
    with pytest.raises(ForbiddenUrlError):
        download("https://films.example.com/to?to=https://inside.example.com/film", tmp_path / "f")
    assert (world.looked_up, world.dialled) == (["films.example.com", "inside.example.com"], [PUBLIC])
    assert Server.asked == ["films.example.com/to?to=https://inside.example.com/film"]


def test_a_redirect_to_another_public_name_is_asked_about(world: World, tmp_path: Path) -> None:
    world.names |= {"films.example.com": [[PUBLIC]], "other.example.com": [[OTHER]]}
    download("https://films.example.com/to?to=https://other.example.com/film", tmp_path / "f")
    assert (world.looked_up, world.dialled) == (["films.example.com", "other.example.com"], [PUBLIC, OTHER])


def test_a_redirect_within_a_host_is_asked_about_again_when_it_connects_again(world: World, tmp_path: Path) -> None:
    world.names["films.example.com"] = [[PUBLIC], ["127.0.0.1"]]
    with pytest.raises(ForbiddenUrlError):
        download("https://films.example.com/to?to=/film", tmp_path / "f")
    assert (world.looked_up, world.dialled) == (["films.example.com"] * 2, [PUBLIC])


class Guard(httpcore.SyncBackend):
    """Writes down whom it is asked about; refuses after the first."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def connect_tcp(self, host: str, port: int, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        self.asked.append(host)
        if len(self.asked) > 1:
            raise ForbiddenUrlError("only one")
        return super().connect_tcp(PUBLIC, port, *args, **kwargs)


def test_a_kept_connection_is_used_again_and_a_new_one_is_asked_about(world: World) -> None:
    guard = Guard()
    with http.GuardedTransport(guard) as web:
        for _ in range(2):
            answer = web.handle_request(httpx.Request("GET", "https://films.example.com/film"))
            assert answer.read() == CONTENT
            answer.close()
        assert guard.asked == ["films.example.com"]
        with pytest.raises(ForbiddenUrlError, match="only one"):
            web.handle_request(httpx.Request("GET", "https://other.example.com/film"))
    assert guard.asked == ["films.example.com", "other.example.com"]
    assert world.dialled == [PUBLIC]


def test_every_connection_of_a_film_that_breaks_off_is_asked_about(world: World, tmp_path: Path) -> None:
    world.names["films.example.com"] = [[PUBLIC], [OTHER], [PUBLIC_V6], [PUBLIC]]
    with pytest.raises(UnavailableError, match="broke off 4 times"):
        download("https://films.example.com/breaks", tmp_path / "f")
    assert world.looked_up == ["films.example.com"] * 4
    assert world.dialled == [PUBLIC, OTHER, PUBLIC_V6, PUBLIC]


def test_the_next_address_of_a_name_is_tried_when_one_is_dead(world: World, tmp_path: Path) -> None:
    world.names["films.example.com"] = [[PUBLIC_V6, PUBLIC]]
    world.dead = {PUBLIC_V6}
    download("https://films.example.com/film", tmp_path / "f")
    assert (world.looked_up, world.dialled) == (["films.example.com"], [PUBLIC_V6, PUBLIC])


@pytest.mark.parametrize("inside", INSIDE)
def test_one_address_inside_among_public_ones_connects_to_none(world: World, tmp_path: Path, inside: str) -> None:
    world.names["films.example.com"] = [[PUBLIC, inside, PUBLIC_V6]]
    with pytest.raises(ForbiddenUrlError):
        download("https://films.example.com/film", tmp_path / "f")
    assert world.dialled == []


@pytest.mark.parametrize("address", [PUBLIC, f"[{PUBLIC_V6}]"])
def test_an_address_in_a_url_is_asked_about(world: World, tmp_path: Path, address: str) -> None:
    download(f"https://{address}/film", tmp_path / "f")
    assert world.looked_up == world.dialled == [address.strip("[]")]


def test_proxies_of_the_environment_do_not_lead_past_the_guard(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://proxy.example.com:3128")
    world.names["films.example.com"] = [[PUBLIC]]
    download("https://films.example.com/film", tmp_path / "f")
    assert world.dialled == [PUBLIC]


def test_a_certificate_of_another_name_is_no_film(world: World, tmp_path: Path) -> None:
    world.names["films.example.net"] = [[PUBLIC]]
    with pytest.raises(UnavailableError):
        download("https://films.example.net/film", tmp_path / "f")
    assert Server.asked == []


def test_what_can_fail_below_fails_in_the_words_of_httpx() -> None:
    """Every failure that httpcore tells, so that none goes by as something unknown."""
    leaves = {
        kind
        for name in dir(httpcore)
        if isinstance(kind := getattr(httpcore, name), type)
        and issubclass(kind, Exception)
        and not kind.__subclasses__()
    }
    assert leaves - set(http.FAILURES) == {httpcore.ConnectionNotAvailable}  # told within the pool only
    assert all(issubclass(kind, httpx.TransportError) for kind in http.FAILURES.values())
