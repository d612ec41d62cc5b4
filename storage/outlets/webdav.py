"""A folder of a WebDAV server: a film is sent under another name first, so that nobody ever sees half of it.

What servers do is RFC 4918, https://www.rfc-editor.org/rfc/rfc4918.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import httpx

from footage.errors import FootageError, InvalidInputError, VendorFailedError
from footage.ports.outlets import Post, Sent
from storage.outlets.places import MB, Place, address, blocks, file_name, refusal
from storage.outlets.wire import AGAIN, TIMEOUT_S, LostError, Reply, Web

_NAME = "store"
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SLOWEST_BYTES_PER_S = 5 * MB
"""How fast a server puts a film away that it has received whole, before it answers."""


class WebDav(Place):
    """A folder of a WebDAV server.

    Args:
        root: Its address, with a slash at the end; letters and spaces in it may be as people write them.
        login: Name and password; None without.
        web: To send with; it makes connections only where it may.
        public: Under which address the web sees what is in it.
    """

    def __init__(self, root: str, login: tuple[str, str] | None, web: Web, public: str | None = None) -> None:
        self._root = as_sent(root)
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
        size = file.stat().st_size
        if self._has(name, size):
            return
        for pause in self._web.tries(_NAME):
            try:
                reply = self._sent(part, file, size, progress)
                if reply.is_ok:
                    reply = self._moved(part, name)
                    if reply.is_ok:
                        return
                    if reply.status == 412 and self._has(name, size):
                        self._drop(part)
                        return
            except LostError as exc:
                if not pause(str(exc)):
                    break
                if self._has(name, size):
                    return
                continue
            if not reply.is_broken or not pause(f"it answered {reply.status}"):
                raise self._refusal(reply)
        raise VendorFailedError("The WebDAV server breaks off again and again.", backend=_NAME, hint=AGAIN)

    def _sent(self, part: str, file: Path, size: int, progress: Callable[[float], None]) -> Reply:
        """Send it whole, unless a try whose answer was lost has done so: a long film takes as long again."""
        if self._has(part, size, is_sure=True):
            return Reply(201, {}, b"")
        reply = self._sent_whole(part, file, size, progress)
        if reply.status in {404, 409}:  # the folder is not there yet
            self._make(self._root)
            reply = self._sent_whole(part, file, size, progress)
        return reply

    def _sent_whole(self, part: str, file: Path, size: int, progress: Callable[[float], None]) -> Reply:
        timeout_s = TIMEOUT_S + size / _SLOWEST_BYTES_PER_S
        headers = {"Content-Length": str(size)}
        return self._ask("PUT", part, content=blocks(file, progress), headers=headers, timeout_s=timeout_s)

    def _make(self, folder: str) -> None:
        """Make a folder, and those above it that are not there either."""
        missing = [folder]
        while self._ask_for(missing[-1]).status == 409:
            above = missing[-1].rstrip("/").rpartition("/")[0] + "/"
            if urlsplit(above).path in {"", "/"}:
                return
            missing.append(above)
        for one in reversed(missing[:-1]):
            self._ask_for(one)

    def _ask_for(self, folder: str) -> Reply:
        return self._web.ask("MKCOL", folder, auth=self._login)

    def _moved(self, part: str, name: str) -> Reply:
        """Give it its name, unless there is such a file.

        Servers behind a proxy that adds TLS know themselves as http:// and refuse an https:// address as one of another
        server's (Apache answers 502); a path alone is the same to both.
        """
        reply = self._move(part, self._at(name))
        return self._move(part, urlsplit(self._at(name)).path) if reply.status in {400, 502} else reply

    def _move(self, part: str, to: str) -> Reply:
        return self._ask("MOVE", part, headers={"Destination": to, "Overwrite": "F"})

    def _drop(self, part: str) -> None:
        with contextlib.suppress(LostError):
            self._ask("DELETE", part)

    def _has(self, name: str, size: int, *, is_sure: bool = False) -> bool:
        """Whether a file is there; `is_sure`: also where the server has to say that it is whole.

        Not every server tells sizes. Under its name a film is whole, for it came there by being moved.
        """
        reply = self._web.ask_patiently(_NAME, "HEAD", self._at(name), auth=self._login)
        return reply.is_ok and reply.headers.get("content-length", "" if is_sure else str(size)) == str(size)

    def _ask(self, method: str, name: str, **content: Any) -> Reply:
        return self._web.ask(method, self._at(name), auth=self._login, **content)

    def _at(self, name: str) -> str:
        return self._root + quote(name)

    def _refusal(self, reply: Reply) -> FootageError:
        if reply.status in {404, 409}:
            return InvalidInputError(
                f"There is no folder {urlsplit(self._root).path} there, and none can be made ({reply.status}).",
                hint="Ask the user to make it, or to run `footage connect store` again with the right address.",
            )
        return refusal(reply)


def as_sent(root: str) -> str:
    """An address as it goes over the wire: in ASCII, as it is repeated in headers.

    Raises:
        InvalidInputError: It is none of a folder.
    """
    try:
        url = httpx.URL(_LONE_PERCENT.sub("%25", root))
    except httpx.InvalidURL as exc:
        raise InvalidInputError(f"{root!r} is no address.", hint="Write davs://host/path.") from exc
    if url.query or url.fragment:
        raise InvalidInputError(
            f"{root!r} is no address of a folder: what follows # or ? is no part of its path.",
            hint="Write %23 for a # in a name of a folder, and %3F for a ?.",
        )
    return f"{str(url).rstrip('/')}/"
