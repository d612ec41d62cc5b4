"""What callers may never make Footage read: every tool, every argument that names a place, with connections counted."""

from __future__ import annotations

import dataclasses
import gzip
import ipaddress
import re
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from films.services import CallersServices
from footage import caller
from footage.config import load_settings
from footage.errors import FootageError, ForbiddenUrlError
from mcp_server.app import build_app
from media import ffmpeg
from media.captions.burn import burn
from media.captions.model import Cue
from media.download import public_addresses
from media.enhance.film import enhance
from media.enhance.model import EnhanceRequest
from storage.objects.gcs import Gcs
from storage.objects.remote import RemoteCopies
from tools import article_source
from tools.base import Tool
from tools.registry import TOOLS

pytestmark = [pytest.mark.slow, pytest.mark.anyio]

REFUSED = {"forbidden_url", "forbidden_path", "not_found", "invalid_input", "unsupported_media"}
GB = 10**9
ENOUGH: dict[str, dict[str, Any]] = {
    "add_captions": {"captions": [{"start_s": 0, "end_s": 1, "text": "Hi"}], "preview": True},
    "generate_video": {"prompt": "a boat", "dry_run": True},
    "edit_video": {"steps": [{"do": "keep", "ranges": [[0, 0.5]]}], "dry_run": True},
    "blog_to_video": {"dry_run": True, "narration": "off"},
    "publish_video": {"target": "store", "account": "link", "dry_run": True},
}
"""What else a call needs."""


def _places() -> list[tuple[Tool, str]]:
    """Every argument that names a file, by its own description."""
    found = []
    for tool in TOOLS:
        for name, field in tool.params.model_fields.items():
            if re.search(r"\b(URL|path)s?\b", field.description or "") or name == "video" or "image" in name:
                found.append((tool, name))
    return found


PLACES = _places()


class Web(BaseHTTPRequestHandler):
    """A server that is up to no good; what it does is said by the path."""

    page: ClassVar[bytes] = b""
    to: ClassVar[str] = ""
    over: ClassVar[threading.Event] = threading.Event()

    def do_GET(self) -> None:
        name = self.path.partition("?")[0].rpartition("/")[2].partition(".")[0]
        getattr(self, f"do_{name}", self.do_nothing)()

    def do_nothing(self) -> None:
        self.send_error(404)

    def do_redirect(self) -> None:
        self.send_response(302)
        self.send_header("location", self.to)
        self.send_header("content-length", "0")
        self.end_headers()

    def do_huge(self) -> None:
        self.send_response(200)
        self.send_header("content-length", str(3 * GB))
        self.end_headers()

    def do_slow(self) -> None:
        self.send_response(200)
        self.send_header("content-length", str(GB // 1000))
        self.end_headers()
        while not self.over.wait(0.02):
            self.wfile.write(b"x")

    def do_page(self) -> None:
        self.send_response(200)
        self.send_header("content-encoding", "gzip" if self.page.startswith(b"\x1f\x8b") else "identity")
        self.send_header("content-length", str(len(self.page)))
        self.end_headers()
        self.wfile.write(self.page)

    def handle_one_request(self) -> None:
        """Clients that hang up are what is hoped for."""
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Trap:
    """Listens on both loopback addresses and counts who comes."""

    def __init__(self) -> None:
        self.calls = 0
        first = socket.create_server(("127.0.0.1", 0))
        self.port = int(first.getsockname()[1])
        self._sockets = [first, socket.create_server(("::1", self.port), family=socket.AF_INET6)]
        for one in self._sockets:
            threading.Thread(target=self._listen, args=(one,), daemon=True).start()

    def _listen(self, one: socket.socket) -> None:
        while True:
            try:
                caller, _ = one.accept()
            except OSError:
                return
            self.calls += 1
            caller.close()

    def close(self) -> None:
        for one in self._sockets:
            one.shutdown(socket.SHUT_RDWR)
            one.close()


@pytest.fixture(scope="module")
def trap() -> Iterator[Trap]:
    trap = Trap()
    yield trap
    trap.close()


@pytest.fixture
def untouched(trap: Trap) -> Iterator[Trap]:
    before = trap.calls
    yield trap
    assert trap.calls == before


@pytest.fixture(scope="module")
def web() -> Iterator[str]:
    Web.over.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Web) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"127.0.0.1:{server.server_port}"
        Web.over.set()
        server.shutdown()


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The allowed folder, with a film in it; a secret lies beside it."""
    folder = tmp_path_factory.mktemp("hostile") / "mine"
    folder.mkdir()
    (folder.parent / "secret.md").write_text("# Secret\n\nNobody should read this.\n")
    source = ["-f", "lavfi", "-i", "testsrc2=s=64x64:r=8:d=2"]
    ffmpeg.run([*source, "-pix_fmt", "yuv420p", str(folder / "film.mp4")])
    ffmpeg.run([*source, "-frames:v", "1", str(folder / "picture.png")])
    return folder


def trusting(services: CallersServices, host: str, *, patience_s: float) -> CallersServices:
    copies = RemoteCopies(services.roots[0] / "inputs", Gcs(), trusted=[host], patience_s=patience_s)
    return dataclasses.replace(services, remote=copies)


@pytest.fixture(scope="module")
async def services(mine: Path, web: str) -> AsyncIterator[CallersServices]:
    """The real ones; one host is trusted, as if the person who runs Footage had chosen it."""
    app = build_app(load_settings(home=mine.parent / "home", allowed_dirs=[mine]), run_jobs=False)
    found = (await app.services()).for_(caller.LOCAL)
    yield trusting(found, web, patience_s=20)
    await app.close()


async def ask(services: CallersServices, place: tuple[Tool, str], value: str, mine: Path) -> Any:
    """Call a tool with a source."""
    tool, name = place
    given = {"video": str(mine / "film.mp4")} if "video" in tool.params.model_fields else {}
    more = dict(ENOUGH.get(tool.name, {}))
    if tool.name == "blog_to_video" and name != "source":
        more["source"] = "# A boat\n\nIt sails over the sea at night."
    if name == "voice":
        more["narration"] = "on"
    if name == "end_image":
        more["start_image"] = str(mine / "picture.png")
    if name == "subtitles":
        del more["captions"]
    as_list = str(tool.params.model_fields[name].annotation).startswith("list")
    said = {"logo": value} if name == "brand" else [value] if as_list else value
    params = tool.params.parse({**given, **more, name: said})

    async def report(_progress: float, _message: str) -> None:
        """Nobody looks."""

    return await tool.ask(params, services, report)


async def outcome(services: CallersServices, place: tuple[Tool, str], value: str, mine: Path) -> str:
    """The code of the error that a source leads to, or "accepted"."""
    try:
        await ask(services, place, value, mine)
    except FootageError as exc:
        return exc.code
    except RuntimeError as exc:  # all checks passed; the job is not placed here
        return "accepted" if str(exc) == "this process does not place jobs" else repr(exc)
    return "accepted"


every_place = pytest.mark.parametrize("place", PLACES, ids=[f"{tool.name}.{name}" for tool, name in PLACES])


def test_the_places_are_found() -> None:
    assert {(tool.name, name) for tool, name in PLACES} >= {
        ("add_captions", "video"),
        ("add_captions", "subtitles"),
        ("blog_to_video", "images"),
        ("blog_to_video", "source"),
        ("enhance_quality", "video"),
        ("generate_video", "end_image"),
        ("generate_video", "start_image"),
    }


# --- hosts ------------------------------------------------------------------------------------------------------

LOCAL = [
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "017700000001", "0177.0.0.1", "0",
    "0.0.0.0", "127.255.255.254", "localhost", "LOCALHOST", "localhost.", "a.localhost", "①②⑦.⓪.⓪.①", "127。0。0。1",
    "[::1]", "[::]",
    "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
    "[::127.0.0.1]", "[fe80::1]", "[fd00::1]", "[fec0::1]", "10.0.0.1", "172.16.0.1", "192.168.0.1", "100.64.0.1",
    "169.254.169.254", "2852039166", "168.63.129.16", "224.0.0.1", "255.255.255.255", "a@127.0.0.1", "a.b:c@[::1]",
]  # fmt: skip


@every_place
@pytest.mark.few(one_in=2)
async def test_no_spelling_of_a_private_host_is_asked(
    services: CallersServices, mine: Path, untouched: Trap, place: tuple[Tool, str]
) -> None:
    for host in LOCAL:
        for scheme in ("https", "http", "HTTPS"):
            code = await outcome(services, place, f"{scheme}://{host}:{untouched.port}/a.mp4", mine)
            assert code in {"forbidden_url", "invalid_input"}, host


@every_place
async def test_a_name_that_leads_inside_is_not_asked(
    services: CallersServices, mine: Path, untouched: Trap, monkeypatch: pytest.MonkeyPatch, place: tuple[Tool, str]
) -> None:
    answers = [["127.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["::1"], ["::ffff:127.0.0.1"], ["fe80::1%lo"]]
    for number, addresses in enumerate(answers):
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, untouched.port)) for address in addresses]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, found=found, **__: found)
        url = f"https://films-{number}.example:{untouched.port}/a.mp4"
        assert await outcome(services, place, url, mine) == "forbidden_url"


@every_place
async def test_no_redirect_leads_inside(
    services: CallersServices, mine: Path, web: str, untouched: Trap, place: tuple[Tool, str]
) -> None:
    inside = f"127.0.0.1:{untouched.port}"
    targets = [f"http://{inside}/", f"https://{inside}/", f"//{inside}/", f"https://2130706433:{untouched.port}/"]
    targets += [
        f"file://{mine.parent / 'secret.md'}",
        "ftp://films.test/a",
        "data:text/html,<p>hi</p>",
        "https://[",
        "",
    ]
    for number, target in enumerate(targets):
        Web.to = target
        code = await outcome(services, place, f"http://{web}/{place[0].name}-{place[1]}-{number}/redirect.mp4", mine)
        assert code == "forbidden_url", target


ADDRESSES = st.sampled_from(["127.0.0.0/8", "10.0.0.0/8", "169.254.0.0/16", "192.168.0.0/16", "100.64.0.0/10"])


@st.composite
def spelled(draw: st.DrawFn) -> str:
    """A private IPv4 address in one of the ways in which systems or proxies read one."""
    network = ipaddress.IPv4Network(draw(ADDRESSES))
    ip = network[draw(st.integers(0, network.num_addresses - 1))]
    ways: list[Callable[[ipaddress.IPv4Address], str]] = [
        lambda ip: ".".join(draw(st.sampled_from([f"{part}", hex(part), f"0{part:o}"])) for part in ip.packed),
        lambda ip: str(int(ip)),
        lambda ip: hex(int(ip)).upper().replace("X", "x"),
        lambda ip: f"0{int(ip):o}",
        lambda ip: f"{ip.packed[0]}.{int.from_bytes(ip.packed[1:])}",
        lambda ip: f"::ffff:{ip}",
        lambda ip: f"64:ff9b::{ip}",
        lambda ip: f"::{ip}",
        lambda ip: str(ipaddress.IPv6Address(b"\x20\x02" + ip.packed + bytes(10))),
    ]
    return draw(st.sampled_from(ways))(ip)


@settings(deadline=None)
@given(spelled())
def test_no_spelling_of_a_private_address_is_public(host: str) -> None:
    with pytest.raises(ForbiddenUrlError):
        public_addresses(host, 443)


# --- schemes and paths ------------------------------------------------------------------------------------------


@every_place
async def test_no_other_scheme_is_read(
    services: CallersServices, mine: Path, untouched: Trap, place: tuple[Tool, str]
) -> None:
    film, inside = mine / "film.mp4", f"127.0.0.1:{untouched.port}"
    schemes = [
        "file",
        "FILE",
        "ftp",
        "ftps",
        "sftp",
        "smb",
        "rtmp",
        "rtsp",
        "tcp",
        "udp",
        "ws",
        "jar",
        "dict",
        "gopher",
    ]
    for value in [
        *(f"{scheme}://{inside}/film.mp4" for scheme in schemes),
        f"file:{film}", f"file://{film}", f"file:///{film}", f"File:{film}", f"http:{inside}/film.mp4",
        "data:text/html,<h1>Hi</h1><p>there</p>", "data:application/pdf;base64,PHN2Zy8+", "DATA:,x",
        "javascript:alert(1)", "gs://somebody-elses-bucket/film.mp4", "gs://", "https://", "http:///film.mp4",
    ]:  # fmt: skip
        code = await outcome(services, place, value, mine)
        assert code in {"forbidden_url", "invalid_input"}, value


@every_place
async def test_no_path_leaves_the_folder(services: CallersServices, mine: Path, place: tuple[Tool, str]) -> None:
    secret = mine.parent / "secret.md"
    suffixes = [".md", ".srt", ".mp4"]
    for suffix in suffixes:
        for name, target in ((f"link{suffix}", secret), (f"zero{suffix}", Path("/dev/zero")), (f"up{suffix}", mine)):
            (mine / name).unlink(missing_ok=True)
            (mine / name).symlink_to(target)
        (mine / f"loop{suffix}").unlink(missing_ok=True)
        (mine / f"loop{suffix}").symlink_to(mine / f"loop{suffix}")
    hostile = [mine / f"{name}{suffix}" for name in ("link", "zero", "up", "loop") for suffix in suffixes]
    hostile += [mine / ".." / "secret.md", mine / "film.mp4" / ".." / ".." / ".." / "x.srt", Path("/etc/passwd.md")]
    names = [
        *map(str, hostile),
        "../secret.md",
        "..\\secret.md",
        "/proc/self/environ.srt",
        "~root/x.md",
        "~nobody9/x.md",
    ]
    names += [f"concat:{mine / 'film.mp4'}|{secret}", f"subfile,,start,0,end,9,,:{secret}", f"{secret}%00.srt"]
    names += [f"{mine}/{'x' * 300}.md", f"{mine}/a\0.md", f"{mine}/\ud800.md"]
    for name in names:
        assert await outcome(services, place, name, mine) in REFUSED, name


# --- content ----------------------------------------------------------------------------------------------------


def hostile_files(trap: Trap, film: bytes) -> dict[str, bytes]:
    """Files that name other places, for programs that follow such names."""
    url = f"http://127.0.0.1:{trap.port}"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{url}/a"/><style>@import "{url}/s"</style></svg>'
    entity = f'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e SYSTEM "{url}/e">]><svg>&e;</svg>'
    return {
        "hls": f"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n{url}/seg.ts\n#EXT-X-ENDLIST\n".encode(),
        "hls-bom": f"\ufeff\n#EXTM3U\n#EXTINF:2,\n{url}/seg.ts\n".encode(),
        "hls-as-mov": f"#EXTftyp\n#EXTM3U\n#EXTINF:2,\n{url}/seg.ts\n".encode(),
        "concat": f"ffconcat version 1.0\nfile '{url}/a.mp4'\n".encode(),
        "dash": f'<?xml version="1.0"?><MPD><Period><BaseURL>{url}/</BaseURL></Period></MPD>'.encode(),
        "sdp": b"v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n",
        "svg": svg.encode(),
        "svg-entity": entity.encode(),
        "gzip": gzip.compress(bytes(50_000_000), 9),
        "elsewhere-mov": _with_reference(film, f"{url}/a.mp4"),
    }


def _with_reference(film: bytes, url: str) -> bytes:
    """A film whose index says that the frames lie elsewhere (ISO/IEC 14496-12, 8.7.2: an entry without flag 1)."""
    entry = b"\0\0\0\x0curl \0\0\0\x01"
    assert entry in film
    moved = b"url \0\0\0\0" + url.encode() + b"\0"
    grown = (4 + len(moved)).to_bytes(4) + moved
    parts = film.replace(entry, grown, 1)
    more = len(grown) - len(entry)
    for name in (b"moov", b"trak", b"mdia", b"minf", b"dinf", b"dref"):
        at = parts.index(name) - 4
        parts = parts[:at] + (int.from_bytes(parts[at : at + 4]) + more).to_bytes(4) + parts[at + 4 :]
    return parts


@every_place
@pytest.mark.few(one_in=2)
async def test_no_file_makes_it_ask_elsewhere(
    services: CallersServices, mine: Path, web: str, untouched: Trap, place: tuple[Tool, str]
) -> None:
    suffix = {"subtitles": ".srt", "source": ".html"}.get(place[1], ".mp4")
    for name, content in hostile_files(untouched, (mine / "film.mp4").read_bytes()).items():
        file = mine / f"{name}{suffix}"
        file.write_bytes(content)
        Web.page = content
        for value in (str(file), f"http://{web}/{place[0].name}-{place[1]}-{name}/page{suffix}"):
            code = await outcome(services, place, value, mine)
            # Words of a playlist are words, and frames that are there may be shown.
            shown = (("elsewhere-mov", "video"), ("svg", "images"), ("svg", "brand"))
            is_frame = name == "elsewhere-mov" and place[1] in ("start_image", "end_image", "reference_images")
            may_pass = place[1] == "source" or is_frame or (name, place[1]) in shown
            # Here nobody makes films of more than one picture.
            assert code in REFUSED or (may_pass and code in {"accepted", "unavailable"}), value


def test_a_film_that_names_another_is_encoded_from_its_own_frames(mine: Path, tmp_path: Path, untouched: Trap) -> None:
    film = tmp_path / "elsewhere.mov"
    film.write_bytes(hostile_files(untouched, (mine / "film.mp4").read_bytes())["elsewhere-mov"])
    burn(film, [Cue(0, 1, "Hi")], tmp_path / "out.mp4")
    enhance(film, tmp_path / "better.mp4", EnhanceRequest(operations=frozenset({"upscale"})))


async def test_a_page_makes_it_ask_for_nothing_but_its_pictures(
    services: CallersServices, mine: Path, web: str, untouched: Trap
) -> None:
    url = f"http://127.0.0.1:{untouched.port}"
    Web.page = (
        f'<!DOCTYPE html [<!ENTITY e SYSTEM "{url}/entity">]><html><head><link rel="stylesheet" href="{url}/style">'
        f'<script src="{url}/script"></script><base href="{url}/"></head><body><article><h1>A boat</h1>'
        f"<p>{'The boat sails over the sea at night. ' * 20}</p>&e;"
        f'<p><img src="{url}/a.png"><img src="/b.png"><img src="file:///etc/hosts.png"><img src="data:image/png,x"></p>'
        f'<iframe src="{url}/frame"></iframe></article></body></html>'
    ).encode()
    (blog,) = (tool for tool in TOOLS if tool.name == "blog_to_video")
    answer = await ask(services, (blog, "source"), f"http://{web}/page.html", mine)
    assert "left out" in answer.result.message


@every_place
async def test_what_is_huge_or_slow_is_refused(
    services: CallersServices, mine: Path, web: str, place: tuple[Tool, str]
) -> None:
    where = f"http://{web}/{place[0].name}-{place[1]}"
    if place[1] == "voice":  # is a file on this machine
        assert await outcome(services, place, f"{where}/huge.mp4", mine) == "forbidden_url"
        return
    assert await outcome(services, place, f"{where}/huge.mp4", mine) == "unsupported_media"
    impatient = trusting(services, web, patience_s=0.2)
    assert await outcome(impatient, place, f"{where}/slow.mp4", mine) == "timeout"
    assert not [file for file in (mine.parent / "home" / "inputs").iterdir() if file.stat().st_size > GB / 1000]


async def test_pictures_that_do_not_come_keep_no_call_waiting(
    services: CallersServices, mine: Path, web: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thirty of them, by turns, would be given up after minutes."""
    monkeypatch.setattr(article_source, "_WITHIN_S", 0.5)
    post = mine / "pictures.md"
    shown = "".join(f"![A lamp](http://{web}/slow.png?{n})\n\n" for n in range(30))
    post.write_text(f"# Lamps\n\nThey turn at dusk.\n\n![A lamp](picture.png)\n\n{shown}")
    impatient = trusting(services, web, patience_s=3)
    article = article_source.read_source(impatient, str(post))
    found, notes = article_source.find_pictures(impatient, article, 12)
    assert [one.path.name for one in found] == ["picture.png"]
    assert [re.sub(r" http\S+", "", note) for note in notes] == [
        *["A picture was left out (timeout): It did not come in time."] * 3,
        "More pictures were left out: 27 (timeout).",
    ]
