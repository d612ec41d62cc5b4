"""Instagram: a reel, in a container that is filled first and published once.

What becomes of the container says all: a published one says so. A refusal of the last step says nothing: Instagram has
published what it said it had blocked. So the container is asked, and asked again, and nothing is ever published twice.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from footage.errors import (
    AuthFailedError,
    FootageError,
    GeneratorError,
    InDoubtError,
    ModerationOutputError,
    QuotaExhaustedError,
    RateLimitedError,
    RequestRejectedError,
    VendorFailedError,
)
from footage.ports.outlets import Post, Sent, SessionGoneError, Standing
from storage.outlets.keys import SiteKeys
from storage.outlets.sites import GRAPH_VERSION, INSTAGRAM, Site
from storage.outlets.wire import AGAIN, LostError, Reply, Web, connect_again, plain_refusal, said

CAPTION_CHARS = 2_200
HASHTAGS = 30
_NAME = "instagram"
_NEWEST = "25"
_NO_SUCH, _NOT_READY = 100, 9007
_TOO_FAST = frozenset({4, 17, 32, 613, *range(80_000, 80_015)})
_EARLIER = timedelta(minutes=5)
"""How far clocks may be apart."""

_UPLOADS = "https://rupload.facebook.com"


class Instagram:
    """`footage.ports.outlets.Outlet` of a professional account.

    Args:
        site: Where Instagram is.
        keys: Of the account.
        web: To send with.
        account: Instagram's number for it.
    """

    name = _NAME

    def __init__(self, site: Site, keys: SiteKeys, web: Web, account: str) -> None:
        self._site = site
        self._keys = keys
        self._web = web
        self._account = account

    def start(self, post: Post) -> str:
        asked = {
            "media_type": "REELS",
            "upload_type": "resumable",
            "caption": caption(post),
            "is_ai_generated": "true" if post.made_with_ai else "false",
        }
        container = str(self._call("POST", f"{self._account}/media", data=asked).get("id", ""))
        if not container.isdigit():
            raise VendorFailedError("Instagram names no place to send to.", backend=_NAME, hint=AGAIN)
        return json.dumps({"container": container})

    def send(self, post: Post, session: str, *, progress: Callable[[float], None], last: Callable[[], None]) -> Sent:
        container = str(json.loads(session)["container"])
        status = self._container(container)
        if str(status.get("status_code")) == "IN_PROGRESS" and not _has_all(status, post):
            if _come(status):  # by a process that is gone; its file may have had other bytes, as each is signed anew
                raise SessionGoneError
            status = self._filled(post, container, status, progress)
        status = self._finished(container, status, progress)
        if status["status_code"] == "FINISHED":
            last()
            return self._published(post, container)
        return self._found(post) or Sent(remote_id="")  # an earlier run published it, and did not hear of it

    def find(self, post: Post, session: str) -> Sent:
        """Look among the newest reels; Instagram may forget a container that was published."""
        if found := self._found(post):
            return found
        raise InDoubtError(
            "Instagram forgot what was about to be published, and shows no such reel yet.",
            backend=_NAME,
            hint=f"Ask the user to look at their profile, then to run `footage resolve {post.job_id} --posted URL`, or "
            "--not-posted where it is not there.",
        )

    def steps(self, post: Post) -> Sequence[str]:
        return ()

    def take(self, step: str, post: Post, sent: Sent) -> None:
        """There are none: its text went with the container."""

    def look(self, post: Post, sent: Sent) -> Standing:
        """It is public; its address comes with it."""
        if not sent.remote_id:
            return Standing(is_done=True, said="Instagram published it and does not say under which address")
        try:
            found = self._call("GET", sent.remote_id, params={"fields": "permalink"})
        except GeneratorError:  # it is published all the same
            return Standing(is_done=True, said="its address is not known yet")
        return Standing(is_done=True, url=str(found.get("permalink") or "") or None)

    # --- the container --------------------------------------------------------------------------------------------

    def _filled(
        self, post: Post, container: str, status: dict[str, Any], progress: Callable[[float], None]
    ) -> dict[str, Any]:
        """Send what is missing of the film, as often as the line breaks."""
        size = post.film.stat().st_size
        for pause in self._web.tries(_NAME):
            begin = _come(status)
            progress(begin / size)
            with post.film.open("rb") as file:
                file.seek(begin)
                content = file.read()
            headers = {
                "Authorization": f"OAuth {self._keys.token()}",
                "offset": str(begin),
                "file_size": str(size),
            }
            try:
                reply = self._web.ask("POST", self._place(container), headers=headers, content=content)
            except LostError as exc:
                why = str(exc)
            else:
                if reply.is_ok and reply.document.get("success"):
                    return self._container(container)
                if not reply.is_broken and reply.status != 429 and not _may_retry(reply):
                    raise refusal(reply)
                why = f"it answered {reply.status}"
            if not pause(why):
                break
            status = self._container(container)
            if str(status.get("status_code")) != "IN_PROGRESS" or _has_all(status, post):
                return status
        raise VendorFailedError("Instagram breaks off again and again.", backend=_NAME, hint=AGAIN)

    def _finished(self, container: str, status: dict[str, Any], progress: Callable[[float], None]) -> dict[str, Any]:
        """Wait until Instagram has looked at all of it."""
        until = time.monotonic() + self._web.patience.deadline_s
        while True:
            code = str(status.get("status_code", ""))
            if code in {"FINISHED", "PUBLISHED"}:
                return status
            if code in {"EXPIRED", ""}:
                raise SessionGoneError
            if code == "ERROR":
                raise _thrown_out(str(status.get("status", "")))
            if time.monotonic() > until:
                raise VendorFailedError("Instagram has not looked at the film in time.", backend=_NAME, hint=AGAIN)
            progress(1.0)
            self._web.sleep(self._web.patience.poll_s)
            status = self._container(container)

    def _published(self, post: Post, container: str) -> Sent:
        """Publish it; where the answer is lost, the container says whether it was."""
        for pause in self._web.tries(_NAME):
            error: FootageError | None = None
            try:
                url = self._url(f"{self._account}/media_publish")
                reply = self._keys.call("POST", url, data={"creation_id": container})
            except LostError as exc:
                why = str(exc)
            else:
                if reply.is_ok:
                    return Sent(remote_id=str(reply.document.get("id", "")))
                error, why = refusal(reply), f"it answered {reply.status}"
                if reply.is_broken or _error(reply).get("code") == _NOT_READY:
                    error = None
            waited = error is None and pause(why)
            status = self._container(container)
            if not status:
                raise SessionGoneError
            if status.get("status_code") == "PUBLISHED":
                return self._found(post) or Sent(remote_id="")
            if error is not None:
                raise error
            if not waited:
                break
        raise VendorFailedError("Instagram did not publish the film.", backend=_NAME, hint=AGAIN)

    def _found(self, post: Post) -> Sent | None:
        """The reel among those that are newer than the wish to send it, by its text; None where it is not there."""
        query = {"fields": "id,caption,permalink,timestamp", "limit": _NEWEST}
        listed = self._call("GET", f"{self._account}/media", params=query)
        for one in listed.get("data", ()):
            if one.get("caption", "") == caption(post) and _is_since(one.get("timestamp"), post):
                return Sent(remote_id=str(one.get("id", "")), url=one.get("permalink"))
        return None

    def _container(self, container: str) -> dict[str, Any]:
        """How it stands; without a status where Instagram does not know it."""
        fields = {"fields": "id,status,status_code,video_status"}
        for pause in self._web.tries(_NAME):
            reply = self._keys.patiently("GET", self._url(container), params=fields)
            if reply.is_ok:
                return reply.document
            if _error(reply).get("code") != _NO_SUCH:
                raise refusal(reply)
            if not pause("it does not know what it named itself"):  # which it says now and then of what is there
                break
        return {}

    def _call(self, method: str, what: str, **content: Any) -> dict[str, Any]:
        reply = self._keys.patiently(method, self._url(what), **content)
        if not reply.is_ok:
            raise refusal(reply)
        return reply.document

    def _url(self, what: str) -> str:
        return f"{self._site.api}/{what}"

    def _place(self, container: str) -> str:
        own = urlsplit(self._site.api)
        base = _UPLOADS if f"{own.scheme}://{own.netloc}" == INSTAGRAM else f"{own.scheme}://{own.netloc}"
        return f"{base}/ig-api-upload/{GRAPH_VERSION}/{container}"


def caption(post: Post) -> str:
    """The text under a reel: title, description, and tags as people write them there."""
    tags = " ".join(f"#{''.join(one.split())}" for one in post.tags)
    return "\n\n".join(part for part in (post.title, post.description, tags) if part)


def refusal(reply: Reply) -> FootageError:
    """The error for an answer that is one."""
    error = _error(reply)
    code, sub = error.get("code"), error.get("error_subcode")
    words = str(error.get("error_user_msg") or error.get("message") or reply.text)
    told = f"Instagram answered {reply.status} ({code}{f'/{sub}' if sub else ''}): {said(words)}"
    if code == 190 or reply.status == 401:
        return AuthFailedError(told, backend=_NAME, hint=f"Its keys live 60 days. {connect_again(_NAME)}")
    if code in {3, 10} or (isinstance(code, int) and 200 <= code < 300):
        hint = f"The account was connected with fewer rights than this needs. {connect_again(_NAME)}"
        return AuthFailedError(told, backend=_NAME, hint=hint)
    if sub == 2207042:
        hint = "An account may publish so many posts in 24 hours: call again tomorrow."
        return QuotaExhaustedError(told, backend=_NAME, hint=hint)
    if code in _TOO_FAST or reply.status == 429:
        return RateLimitedError(told, backend=_NAME, retry_after_s=reply.retry_after_s, hint="Call again in an hour.")
    if sub in {2207050, 2207051}:
        return ModerationOutputError(told, backend=_NAME, hint="Ask the user to look into their Instagram app.")
    if reply.is_broken or error.get("is_transient"):
        return VendorFailedError(told, backend=_NAME, hint=AGAIN)
    return plain_refusal(_NAME, reply, words) if not error else RequestRejectedError(told, backend=_NAME)


def _thrown_out(status: str) -> FootageError:
    told = f"Instagram did not take the film: {said(status) or 'it does not say why'}"
    if "copyright" in status.lower() or "policy" in status.lower() or "spam" in status.lower():
        return ModerationOutputError(told, backend=_NAME, hint="Ask the user to look into their Instagram app.")
    hint = "Reels are 3 s to 15 min, 23 to 60 frames a second, H.264 with AAC: edit the film, then publish the new one."
    return RequestRejectedError(told, backend=_NAME, hint=hint)


def _error(reply: Reply) -> Mapping[str, Any]:
    error = reply.document.get("error")
    return error if isinstance(error, Mapping) else {}


def _is_since(stamp: object, post: Post) -> bool:
    """Whether a moment as Instagram writes it is not before the film was meant to be sent."""
    try:
        at = datetime.strptime(str(stamp), "%Y-%m-%dT%H:%M:%S%z")
    except ValueError:
        return False
    return post.begun_at is None or at >= post.begun_at - _EARLIER


def _may_retry(reply: Reply) -> bool:
    told = reply.document.get("debug_info")
    return isinstance(told, Mapping) and told.get("retriable") is True


def _come(status: Mapping[str, Any]) -> int:
    phase = (status.get("video_status") or {}).get("uploading_phase") or {}
    return int(phase.get("bytes_transferred") or 0)


def _has_all(status: Mapping[str, Any], post: Post) -> bool:
    return _come(status) >= post.film.stat().st_size
