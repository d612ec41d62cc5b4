"""What tests of content credentials share: small films, and others' signatures."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from footage.provenance import Making, SourceType
from media import ffmpeg
from media.credentials.film import FilmCredentials
from media.credentials.identity import identity_of
from media.credentials.manifest import SOURCE_TYPES, settings
from media.credentials.signers import KeySigner

AI: SourceType = "trainedAlgorithmicMedia"
_PICTURE = ["-f", "lavfi", "-i", "testsrc2=s=64x64:r=12:d=1"]
_SOUND = ["-f", "lavfi", "-i", "sine=440:d=1"]
WAYS: dict[str, list[str]] = {
    "mp4": [*_PICTURE, *_SOUND, "-shortest", "-pix_fmt", "yuv420p", "-movflags", "+faststart"],
    "late.mp4": [*_PICTURE, "-pix_fmt", "yuv420p"],
    "fragmented.mp4": [*_PICTURE, "-pix_fmt", "yuv420p", "-movflags", "frag_keyframe+empty_moov"],
    "mov": [*_PICTURE, "-pix_fmt", "yuv420p"],
    "mkv": [*_PICTURE, "-pix_fmt", "yuv420p"],
    "webm": [*_PICTURE, "-pix_fmt", "yuv420p", "-c:v", "libvpx", "-f", "webm"],
    "gif": _PICTURE,
    "webp": [*_PICTURE, "-frames:v", "1"],
    "png": [*_PICTURE, "-frames:v", "1"],
    "jpg": [*_PICTURE, "-frames:v", "1"],
    "mp3": _SOUND,
    "wav": _SOUND,
    "m4a": _SOUND,
}


def make_file(folder: Path, kind: str) -> Path:
    """A small file of a kind."""
    out = folder / f"plain.{kind}"
    ffmpeg.run([*WAYS[kind], str(out)])
    return out


def frames(file: Path) -> bytes:
    """What a film shows and how it sounds, frame by frame."""
    return subprocess.run(
        [ffmpeg.executable(), "-v", "error", "-i", file, "-f", "framemd5", "-"], capture_output=True, check=True
    ).stdout


def sign_as_others(film: Path, home: Path, manifest: dict[str, Any], *, url: str | None = None) -> None:
    """Sign a film with the identity of another home, and whatever they say; with a URL, what they say is there."""
    from c2pa import Builder, Context

    out = film.with_name("theirs")
    whole = {"claim_generator_info": [{"name": "Others"}], "format": "video/mp4", **manifest}
    with Context.from_dict(settings()) as context, Builder(whole, context) as builder:
        if url:
            builder.set_no_embed()
            builder.set_remote_url(url)
        with KeySigner(identity_of(home)).open(None) as signer, film.open("rb") as source, out.open("w+b") as written:
            builder.sign(signer, "video/mp4", source, written)
    out.replace(film)


def created(source: str, **more: Any) -> dict[str, Any]:
    """A manifest with one action."""
    action = {"action": "c2pa.created", "digitalSourceType": SOURCE_TYPES + source, **more}
    return {"assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [action]}}]}


def sealed(credentials: FilmCredentials, plain: Path, out: Path, making: Making | None = None) -> Path:
    """A signed copy of a file, which must be signed."""
    out.write_bytes(plain.read_bytes())
    assert credentials.seal(out, making or Making(source=AI, maker="veo-3.1"), "a film") is None
    return out


@contextmanager
def answering(answer: Callable[[bytes], bytes | None]) -> Iterator[tuple[str, list[str]]]:
    """A web server and the requests that it got; without an answer it says that there is none."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            content = answer(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
            self.send_response(200 if content is not None else 500)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(content or b"")

        do_POST = do_GET  # noqa: N815 - as its base names it

        def log_message(self, *_: object) -> None:
            """Nothing is said."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
