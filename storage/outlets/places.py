"""Places of one's own: a folder, a WebDAV server, a webhook, and a permanent address.

A film is called after its title and our tag there, so that a second try finds the first one's file, or writes the same.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from footage import webhooks
from footage.errors import (
    AuthFailedError,
    FootageError,
    ForbiddenPathError,
    QuotaExhaustedError,
    UnavailableError,
    VendorFailedError,
)
from footage.ports.outlets import NothingSentError, Post, Sent, Standing
from footage.threads import utc_now
from media.download import post as post_publicly
from storage.outlets.wire import AGAIN, LostError, Reply, Web, plain_refusal

_NAME = "store"
_MB = 1_000_000
_HOOK_S = 20.0


class _Place:
    """What all places share: nothing happens there after the film but what belongs to it."""

    name = _NAME

    def steps(self, post: Post) -> Sequence[str]:
        wanted = {"thumbnail": post.poster, "captions": post.captions}
        return [name for name, file in wanted.items() if file is not None]

    def take(self, step: str, post: Post, sent: Sent) -> None:
        file = post.poster if step == "thumbnail" else post.captions
        if file is not None:
            self._beside(file_name(post, file.suffix.lower()), file)

    def look(self, post: Post, sent: Sent) -> Standing:
        return Standing(is_done=True, url=sent.url)

    def find(self, post: Post, session: str) -> Sent:
        raise NothingSentError

    def _beside(self, name: str, file: Path) -> None:
        raise NotImplementedError


def file_name(post: Post, ending: str = ".mp4") -> str:
    """What the film, or what belongs to it, is called in a place."""
    return f"{post.name}-{post.tag}{ending}"


class Folder(_Place):
    """A folder of this machine, or one that is mounted.

    Args:
        root: The folder.
        public: Under which address the web sees what is in it; None for not at all.
    """

    def __init__(self, root: Path, public: str | None = None) -> None:
        self._root = root
        self._public = public

    def start(self, post: Post) -> str:
        if not self._root.is_dir():
            raise UnavailableError(f"There is no folder {self._root}.", hint="Make it, or mount it, then call again.")
        return "folder"

    def send(self, post: Post, session: str, *, progress: Callable[[float], None], last: Callable[[], None]) -> Sent:
        name = file_name(post)
        self._copied(name, post.film, progress)
        return Sent(remote_id=name, url=address(self._public, name))

    def _beside(self, name: str, file: Path) -> None:
        self._copied(name, file, lambda _done: None)

    def _copied(self, name: str, file: Path, progress: Callable[[float], None]) -> None:
        """Whole or not at all; what another try has put there stays."""
        there, ours = self._root / name, self._root / f".{name}.part"
        if there.is_file() and there.stat().st_size == file.stat().st_size and _digest(there) == _digest(file):
            return
        if ours.is_symlink() or there.is_symlink():
            raise ForbiddenPathError(f"{name} is a link there; nothing is written through it.")
        size = file.stat().st_size or 1
        try:
            with file.open("rb") as source, ours.open("wb") as out:
                shutil.copyfileobj(source, out, 8 * _MB)
                progress(out.tell() / size)
                out.flush()
                os.fsync(out.fileno())
            ours.replace(there)
        except OSError as exc:
            ours.unlink(missing_ok=True)
            room = shutil.disk_usage(self._root).free
            hint = "Make room there" if room < size else "See to it that Footage may write there"
            raise UnavailableError(
                f"{name} cannot be written: {exc.strerror}.", hint=f"{hint}, then call again."
            ) from exc


class WebDav(_Place):
    """A folder of a WebDAV server.

    Args:
        root: Its address, with a slash at the end.
        login: Name and password; None without.
        web: To send with; it makes connections only where it may.
        public: Under which address the web sees what is in it.
    """

    def __init__(self, root: str, login: tuple[str, str] | None, web: Web, public: str | None = None) -> None:
        self._root = root
        self._login = login
        self._web = web
        self._public = public

    def start(self, post: Post) -> str:
        return f".{file_name(post)}.part"

    def send(self, post: Post, session: str, *, progress: Callable[[float], None], last: Callable[[], None]) -> Sent:
        name = file_name(post)
        self._put(session, name, post.film, progress)
        return Sent(remote_id=name, url=address(self._public, name) or self._at(name))

    def _beside(self, name: str, file: Path) -> None:
        self._put(f".{name}.part", name, file, lambda _done: None)

    def _put(self, part: str, name: str, file: Path, progress: Callable[[float], None]) -> None:
        """Under another name first: nobody ever sees half of a film."""
        size = file.stat().st_size
        if self._has(name, size):
            return
        for pause in self._web.tries(_NAME):
            try:
                reply = self._ask("PUT", part, content=_blocks(file, progress), headers={"Content-Length": str(size)})
                if reply.status in {404, 409}:  # the folder is not there yet
                    self._ask("MKCOL", "")
                    reply = self._ask(
                        "PUT", part, content=_blocks(file, progress), headers={"Content-Length": str(size)}
                    )
                if reply.is_ok:
                    reply = self._ask("MOVE", part, headers={"Destination": self._at(name), "Overwrite": "F"})
                    if reply.is_ok or (reply.status == 412 and self._has(name, size)):
                        return
            except LostError as exc:
                if not pause(str(exc)):
                    break
                if self._has(name, size):
                    return
                continue
            if not reply.is_broken or not pause(f"it answered {reply.status}"):
                raise _refusal(reply)
        raise VendorFailedError("The WebDAV server breaks off again and again.", backend=_NAME, hint=AGAIN)

    def _has(self, name: str, size: int) -> bool:
        reply = self._web.ask_patiently(_NAME, "HEAD", self._at(name), auth=self._login)
        return reply.is_ok and reply.headers.get("content-length") == str(size)

    def _ask(self, method: str, name: str, **content: Any) -> Reply:
        return self._web.ask(method, self._at(name), auth=self._login, **content)

    def _at(self, name: str) -> str:
        return self._root + quote(name)


class Webhook(_Place):
    """An address that is told where the film is, and fetches it: signed, and under the same id however often.

    Args:
        url: The address.
        secret: Both know it.
        trusted: Hosts ("name:port") that may be private.
    """

    def __init__(self, url: str, secret: str, trusted: Sequence[str], web: Web) -> None:
        self._url = url
        self._secret = secret
        self._trusted = tuple(trusted)
        self._web = web

    def start(self, post: Post) -> str:
        return f"msg_{hmac.new(self._secret.encode(), post.tag.encode(), hashlib.sha256).hexdigest()[:24]}"

    def send(self, post: Post, session: str, *, progress: Callable[[float], None], last: Callable[[], None]) -> Sent:
        body = json.dumps(message(post)).encode()
        for pause in self._web.tries(_NAME):
            headers = webhooks.headers(self._secret, session, int(time.time()), body)
            try:
                status = post_publicly(self._url, body, headers, trusted=self._trusted, max_s=_HOOK_S)
            except httpx.TransportError as exc:
                why = type(exc).__name__
            else:
                if 200 <= status < 300:
                    return Sent(remote_id=session, url=post.link)
                reply = Reply(status, {}, b"")
                if not reply.is_broken and status != 429:
                    raise _refusal(reply)
                why = f"it answered {status}"
            if not pause(why):
                break
        raise VendorFailedError("The webhook does not answer.", backend=_NAME, hint=AGAIN)

    def steps(self, post: Post) -> Sequence[str]:
        return ()


class PermanentLink(_Place):
    """An address of this installation that stays.

    Args:
        publish: Gives the film of a job its address.
    """

    def __init__(self, publish: Callable[[str], str]) -> None:
        self._publish = publish

    def start(self, post: Post) -> str:
        return "link"

    def send(self, post: Post, session: str, *, progress: Callable[[float], None], last: Callable[[], None]) -> Sent:
        url = self._publish(post.film_job_id or "")
        return Sent(remote_id=post.film_job_id or "", url=url)

    def steps(self, post: Post) -> Sequence[str]:
        return ()


def message(post: Post) -> dict[str, object]:
    """What a webhook is told."""
    film = {"url": post.link, "sha256": post.sha256, "size_bytes": post.film.stat().st_size, "type": "video/mp4"}
    return {
        "type": "video.publish",
        "timestamp": utc_now().isoformat(timespec="seconds"),
        "data": {
            "job_id": post.job_id,
            "tag": post.tag,
            "title": post.title,
            "description": post.description,
            "tags": list(post.tags),
            "language": post.language,
            "visibility": post.visibility,
            "publish_at": post.publish_at.isoformat() if post.publish_at else None,
            "made_with_ai": post.made_with_ai,
            "duration_s": post.duration_s,
            "film": film,
        },
    }


def address(public: str | None, name: str) -> str | None:
    """Where the web sees a file of a place; None where it does not."""
    return f"{public.rstrip('/')}/{quote(name)}" if public else None


def _refusal(reply: Reply) -> FootageError:
    if reply.status in {401, 403}:
        hint = "Ask the user to run `footage connect store` again with keys that may write there."
        return AuthFailedError(f"The place answered {reply.status}.", backend=_NAME, hint=hint)
    if reply.status == 507:
        return QuotaExhaustedError("There is no room in that place.", backend=_NAME, hint="Make room there.")
    return plain_refusal(_NAME, reply)


def _blocks(file: Path, progress: Callable[[float], None]) -> Iterator[bytes]:
    size = file.stat().st_size or 1
    with file.open("rb") as source:
        while content := source.read(_MB):
            yield content
            progress(source.tell() / size)


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
