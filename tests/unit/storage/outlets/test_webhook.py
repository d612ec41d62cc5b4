"""Webhooks that redirect, are slow, or whose machine has another time: what a person is told of them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from footage.errors import FootageError, ForbiddenUrlError
from footage.ports.outlets import Post, Sent
from media.download import post as post_publicly
from storage.outlets import places
from storage.outlets.places import Webhook
from storage.outlets.wire import Patience, Web

SECRET = "whsec_c2l4dGVlbiBieXRlcyBhbmQgbW9yZQ=="
QUICK = Patience(first_pause_s=0.01, longest_pause_s=0.02, tries=3)


@dataclass
class Hook:
    """What it answers, in turn, the last for ever; and how often it was asked."""

    url: str = ""
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    slow: threading.Event | None = None


@pytest.fixture
def hook() -> Iterator[Hook]:
    known = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            known.asked.append(self.path)
            self.rfile.read(int(self.headers["content-length"]))
            if known.slow is not None and len(known.asked) == 1:
                known.slow.wait(30)
            status, headers = known.answers.pop(0) if len(known.answers) > 1 else known.answers[0]
            self.send_response_only(status)
            for name, value in ({"content-length": "0"} | headers).items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        known.url = f"http://127.0.0.1:{server.server_port}/hook"
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield known
        server.shutdown()


def send(hook: Hook, tmp_path: Path) -> Sent:
    (tmp_path / "film.mp4").write_bytes(b"film")
    post = Post(
        film=tmp_path / "film.mp4", sha256="f", name="n", tag="ftg-1", title="#?%", link="https://x/y", job_id="j"
    )
    host = hook.url.removeprefix("http://").partition("/")[0]
    place = Webhook(hook.url, SECRET, (host,), Web(QUICK))
    return place.send(post, place.start(post), progress=lambda _done: None, last=lambda: None)


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("/other?token=secret", "leads to http://127.0.0.1"),
        ("http://169.254.169.254/latest/meta-data", "leads to http://169.254.169.254/latest/meta-data"),
        ("https://user:secret@n8n.example.com/hook", "leads to https://n8n.example.com/hook"),
        ("{self}", "leads to http://127.0.0.1"),
        ("http://[::1/\x01", "leads to what is no address"),
    ],
)
@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed_and_where_it_leads_is_told(
    hook: Hook, tmp_path: Path, status: int, location: str, said: str
) -> None:
    hook.answers = [(status, {"location": location.replace("{self}", hook.url)})]
    with pytest.raises(FootageError) as refused:
        send(hook, tmp_path)
    assert refused.value.code == "request_rejected"
    assert said in refused.value.message
    assert "connect store" in refused.value.hint
    assert "secret" not in refused.value.message
    assert hook.asked == ["/hook"]


def test_a_clock_that_is_wrong_is_named_where_signatures_are_refused(hook: Hook, tmp_path: Path) -> None:
    hook.answers = [(401, {"date": "Mon, 01 Jan 2001 00:00:00 GMT"})]
    with pytest.raises(FootageError, match="its clock is -") as refused:
        send(hook, tmp_path)
    assert refused.value.code == "auth_failed"
    hook.answers = [(404, {"date": "no date"})]
    with pytest.raises(FootageError, match="it answered 404") as refused:
        send(hook, tmp_path)
    assert "clock" not in refused.value.message


def test_one_that_answers_too_late_is_told_again(hook: Hook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same message under the same id: it may have heard the first."""
    monkeypatch.setattr(places, "_HOOK_S", 0.3)
    hook.slow, hook.answers = threading.Event(), [(204, {})]
    assert send(hook, tmp_path).remote_id.startswith("msg_")
    hook.slow.set()
    assert len(hook.asked) == 2


@pytest.mark.parametrize("url", ["http://93.184.216.34/hook", "ftp://x/y", "https://127.0.0.1/hook", "//x"])
def test_nothing_is_sent_to_what_is_not_public_and_https(url: str) -> None:
    with pytest.raises(ForbiddenUrlError):
        post_publicly(url, b"{}", {}, max_s=1)
