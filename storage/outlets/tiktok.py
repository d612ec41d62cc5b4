"""TikTok: a draft in the inbox of the person, who writes its text and posts it in the app.

What is sent is named by TikTok before the first byte, and asked about by that name: so a film gets there once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from footage.errors import (
    AuthFailedError,
    FootageError,
    ModerationOutputError,
    QuotaExhaustedError,
    RateLimitedError,
    VendorFailedError,
)
from footage.ports.outlets import NothingSentError, NotKeptError, NotTakenError, Post, Sent, SessionGoneError, Standing
from storage.outlets.keys import SiteKeys
from storage.outlets.sites import Site
from storage.outlets.wire import AGAIN, LostError, Reply, Web, connect_again, plain_refusal, said

MB = 1_000_000
WHOLE_BYTES = 64 * MB
"""What is not larger is sent in one piece, which TikTok takes most readily."""

CHUNK_BYTES = 10 * MB
_NAME = "tiktok"
_DONE = frozenset({"SEND_TO_USER_INBOX", "PUBLISH_COMPLETE"})
_UPLOADING = "PROCESSING_UPLOAD"
_IN_APP = (
    "It waits in the inbox of the TikTok app: the person adds text and the label for AI-made content, and posts it"
)


class TikTok:
    """`footage.ports.outlets.Outlet` of a person.

    Args:
        site: Where TikTok is.
        keys: Of the person.
        web: To send with.
        chunk_bytes: How much is sent at once of what is large.
        whole_bytes: What is not larger is sent in one piece.
    """

    name = _NAME

    def __init__(
        self,
        site: Site,
        keys: SiteKeys,
        web: Web,
        *,
        chunk_bytes: int = CHUNK_BYTES,
        whole_bytes: int = WHOLE_BYTES,
    ) -> None:
        self._site = site
        self._keys = keys
        self._web = web
        self._chunk_bytes = chunk_bytes
        self._whole_bytes = whole_bytes

    def start(self, post: Post) -> str:
        size = post.film.stat().st_size
        chunk, count = chunks_of(size, self._chunk_bytes, self._whole_bytes)
        source = {"source": "FILE_UPLOAD", "video_size": size, "chunk_size": chunk, "total_chunk_count": count}
        data = self._call("post/publish/inbox/video/init/", {"source_info": source})
        place = str(data.get("upload_url", ""))
        if not data.get("publish_id") or not self._site.may_upload_to(place):
            raise VendorFailedError("TikTok names no place of its own to send to.", backend=_NAME, hint=AGAIN)
        return json.dumps({"publish_id": data["publish_id"], "upload_url": place, "chunk": chunk, "count": count})

    def send(self, post: Post, session: str, *, progress: Callable[[float], None], last: Callable[[], None]) -> Sent:
        at, size = json.loads(session), post.film.stat().st_size
        publish_id = str(at["publish_id"])
        n = self._come(publish_id, at["chunk"])
        while n is not None and n < at["count"]:
            progress(n * at["chunk"] / size)
            if n + 1 == at["count"]:
                last()
            begin = n * at["chunk"]
            end = size if n + 1 == at["count"] else begin + at["chunk"]
            n = self._sent_chunk(post, at, begin, end)
        return Sent(remote_id=publish_id)

    def find(self, post: Post, session: str) -> Sent:
        """TikTok's own name for what was sent tells; where it is unknown there, there is nothing."""
        publish_id = str(json.loads(session)["publish_id"])
        status = self._status(publish_id)
        if str(status.get("status")) in {_UPLOADING, "FAILED", ""}:
            raise NothingSentError
        return Sent(remote_id=publish_id)

    def steps(self, post: Post) -> Sequence[str]:
        return ()

    def take(self, step: str, post: Post, sent: Sent) -> None:
        """There are none: a draft has no text."""

    def look(self, post: Post, sent: Sent) -> Standing:
        status = self._status(sent.remote_id)
        state = str(status.get("status", ""))
        if state == "FAILED":
            raise _failed(str(status.get("fail_reason", "")))
        return Standing(is_done=state in _DONE, said=_IN_APP if state in _DONE else "")

    def _sent_chunk(self, post: Post, at: dict[str, Any], begin: int, end: int) -> int | None:
        """Send a chunk; which one is next, None after the last."""
        size = post.film.stat().st_size
        with post.film.open("rb") as file:
            file.seek(begin)
            content = file.read(end - begin)
        headers = {"Content-Type": "video/mp4", "Content-Range": f"bytes {begin}-{end - 1}/{size}"}
        for pause in self._web.tries(_NAME):
            try:
                reply = self._web.ask("PUT", at["upload_url"], headers=headers, content=content)
            except LostError as exc:
                why = str(exc)
            else:
                if reply.is_ok:
                    return int(begin / at["chunk"]) + 1
                if reply.status in {403, 404, 410, 416}:  # 416: it has this chunk, or wants another one
                    come = self._come(str(at["publish_id"]), at["chunk"])
                    if come is None or come * at["chunk"] > begin:
                        return come
                    raise SessionGoneError
                if not reply.is_broken and reply.status != 429:
                    raise plain_refusal(_NAME, reply, reply.text)
                why = f"it answered {reply.status}"
            if not pause(why):
                break
            come = self._come(str(at["publish_id"]), at["chunk"])
            if come is None or come * at["chunk"] != begin:
                return come
        raise VendorFailedError("TikTok breaks off again and again.", backend=_NAME, hint=AGAIN)

    def _come(self, publish_id: str, chunk: int) -> int | None:
        """How many chunks TikTok has; None where it has all of it."""
        status = self._status(publish_id)
        state = str(status.get("status", ""))
        if state == "FAILED":
            raise _failed(str(status.get("fail_reason", "")))
        if not state:
            raise SessionGoneError
        return int(status.get("uploaded_bytes") or 0) // chunk if state == _UPLOADING else None

    def _status(self, publish_id: str) -> dict[str, Any]:
        """What TikTok says of what was sent; nothing where it does not know it."""
        try:
            return self._call("post/publish/status/fetch/", {"publish_id": publish_id})
        except _UnknownError:
            return {}

    def _call(self, what: str, body: dict[str, Any]) -> dict[str, Any]:
        reply = self._keys.patiently("POST", f"{self._site.api}/v2/{what}", json=body)
        error = reply.document.get("error") or {}
        code = str(error.get("code", "")) if isinstance(error, dict) else str(error)
        if reply.is_ok and code in {"", "ok"}:
            return dict(reply.document.get("data") or {})
        if code in {"invalid_publish_id", "publish_id_not_found"}:
            raise _UnknownError
        raise _refusal(reply, code, str(error.get("message", "")) if isinstance(error, dict) else "")


class _UnknownError(Exception):
    """TikTok knows nothing by that name."""


def chunks_of(size: int, chunk_bytes: int = CHUNK_BYTES, whole_bytes: int = WHOLE_BYTES) -> tuple[int, int]:
    """How large chunks are and how many; the last one is larger, by what is left over. One alone is as large as all."""
    count = size // chunk_bytes
    return (size, 1) if size <= whole_bytes or count < 2 else (chunk_bytes, count)


def _failed(reason: str) -> FootageError:
    told = f"TikTok did not take the film: {said(reason.replace('_', ' ')) or 'it does not say why'}."
    if "spam" in reason or "banned" in reason:
        return ModerationOutputError(told, backend=_NAME, hint="Ask the user to look into their TikTok app.")
    if reason == "auth_removed":
        return AuthFailedError(told, backend=_NAME, hint=connect_again(_NAME))
    if reason.endswith("check_failed"):
        hint = "TikTok takes MP4 of 360 to 4096 pixels a side, 23 to 60 frames a second, at most 10 minutes: edit it."
        return NotTakenError(told, backend=_NAME, hint=hint)
    return NotKeptError(told, backend=_NAME, hint="Call again.")


def _refusal(reply: Reply, code: str, message: str) -> FootageError:
    told = f"TikTok answered {reply.status} ({code}): {said(message)}"
    if code in {"scope_not_authorized", "scope_permission_missed"}:
        hint = f"The account was connected without the right to upload. {connect_again(_NAME)}"
        return AuthFailedError(told, backend=_NAME, hint=hint)
    if code in {"access_token_invalid", "token_not_authorized_for_specified_publish_id"}:
        return AuthFailedError(told, backend=_NAME, hint=connect_again(_NAME))
    if code == "spam_risk_too_many_pending_share":
        hint = "Five drafts a day may wait: ask the user to post or delete some in the app, or call again tomorrow."
        return QuotaExhaustedError(told, backend=_NAME, hint=hint)
    if code in {"spam_risk_too_many_posts", "reached_active_user_cap"}:
        return QuotaExhaustedError(told, backend=_NAME, hint="Call again in 24 hours.")
    if code.startswith("spam_risk"):
        return ModerationOutputError(told, backend=_NAME, hint="Ask the user to look into their TikTok app.")
    if code == "rate_limit_exceeded":
        return RateLimitedError(
            told, backend=_NAME, retry_after_s=reply.retry_after_s, hint="Wait a minute and call again."
        )
    return plain_refusal(_NAME, reply, f"{code} {message}")
