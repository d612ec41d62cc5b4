"""Places of one's own: a folder, a webhook, and a permanent address; what holds for all places.

A film is called after its title and our tag there, so that a second try finds the first one's file, or writes the same.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import hmac
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx

from footage import webhooks
from footage.errors import (
    AuthFailedError,
    DeadlineError,
    FootageError,
    ForbiddenPathError,
    JobCancelledError,
    QuotaExhaustedError,
    RequestRejectedError,
    UnavailableError,
    VendorFailedError,
)
from footage.plain_text import one_line
from footage.ports.outlets import NothingSentError, Post, Sent, Standing
from footage.threads import utc_now
from media.download import post as post_publicly
from storage.outlets.wire import AGAIN, Reply, Web, plain_refusal

_NAME = "store"
MB = 1_000_000
_HOOK_S = 20.0


class Place:
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


class Folder(Place):
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
            with ours.open("wb") as out:
                out.writelines(blocks(file, progress))
                out.flush()
                os.fsync(out.fileno())
            ours.replace(there)
        except JobCancelledError:
            ours.unlink(missing_ok=True)
            raise
        except OSError as exc:
            with contextlib.suppress(OSError):
                ours.unlink(missing_ok=True)
            raise UnavailableError(
                f"{name} cannot be written: {exc.strerror}.", hint=f"{self._what_to_do(exc, size)}, then call again."
            ) from exc

    def _what_to_do(self, exc: OSError, size: int) -> str:
        if exc.errno == errno.EFBIG:
            return "Connect a folder on a disk that takes files of that size (FAT32 takes 4 GB)"
        with contextlib.suppress(OSError):
            if shutil.disk_usage(self._root).free < size:
                return "Make room there"
        return "See to it that the folder is there and that Footage may write to it"


class Webhook(Place):
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
                answered = post_publicly(self._url, body, headers, trusted=self._trusted, max_s=_HOOK_S)
            except (httpx.TransportError, DeadlineError) as exc:
                why = type(exc).__name__
            else:
                if answered.is_taken:
                    return Sent(remote_id=session, url=post.link)
                reply, why = Reply(answered.status, {}, b""), answered.told
                if not reply.is_broken and answered.status != 429:
                    raise refusal(reply, f"The webhook did not take it: {why}.")
            if not pause(why):
                break
        raise VendorFailedError("The webhook does not answer.", backend=_NAME, hint=AGAIN)

    def steps(self, post: Post) -> Sequence[str]:
        return ()


class PermanentLink(Place):
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


def refusal(reply: Reply, said: str | None = None) -> FootageError:
    """The error for an answer of a place that is one; `said` is a sentence of what was answered."""
    if reply.status in {401, 403}:
        hint = "Ask the user to run `footage connect store` again with keys that may write there."
        return AuthFailedError(said or f"The place answered {reply.status}.", backend=_NAME, hint=hint)
    if reply.status == 413:
        return RequestRejectedError(
            said or "The place takes no file of that size (413).",
            backend=_NAME,
            hint="Ask the user to raise the limit of that server or of its proxy (nginx: client_max_body_size).",
        )
    if reply.status == 507:
        return QuotaExhaustedError(said or "There is no room in that place.", backend=_NAME, hint="Make room there.")
    if 300 <= reply.status < 400:
        return RequestRejectedError(
            said or f"The place has moved: it answered {reply.status}{_to(reply)}.",
            backend=_NAME,
            hint="Ask the user to run `footage connect store` again with the address where it is now: keys and films "
            "are not sent after redirects.",
        )
    if said and not reply.is_broken:
        return RequestRejectedError(said, backend=_NAME, hint="Ask the user to look at what stands at that address.")
    return plain_refusal(_NAME, reply)


def _to(reply: Reply) -> str:
    parts = urlsplit(reply.headers.get("location", ""))
    return f" and leads to {one_line(f'{parts.scheme}://{parts.hostname}{parts.path}')[:200]}" if parts.hostname else ""


def blocks(file: Path, progress: Callable[[float], None]) -> Iterator[bytes]:
    """What is in a file, bit by bit; `progress` hears how much was taken, and may raise to stop."""
    size = file.stat().st_size or 1
    with file.open("rb") as source:
        while content := source.read(MB):
            yield content
            progress(source.tell() / size)


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
