"""YouTube: a resumable upload, then thumbnail, captions and playlist, then what YouTube makes of the film.

A session of an upload gives at most one video, whatever breaks: it is asked how far it got, and says so, or gives the
video again. There is nothing else by which YouTube could tell two tries of the same film apart.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC
from typing import Any

from footage.errors import AuthFailedError, InDoubtError, VendorFailedError
from footage.ports.outlets import Post, Sent, SessionGoneError, Standing
from storage.outlets.keys import SiteKeys
from storage.outlets.sites import Site
from storage.outlets.wire import AGAIN, LostError, Reply, Web, connect_again
from storage.outlets.youtube_errors import refusal, thrown_out

UNIT_BYTES = 262_144
"""Chunks are multiples of this, but for the last one."""

CHUNK_BYTES = 32 * UNIT_BYTES
TITLE_CHARS = 100
DESCRIPTION_BYTES = 5_000
TAGS_CHARS = 500
_CATEGORY = "22"
_PAGES = 3
_STARTS = 3
_WATCH = "https://www.youtube.com/watch?v="
_FAR = re.compile(r"(?:bytes=)?0-(\d+)")
_BOUNDARY = "footage-part"


class YouTube:
    """`footage.ports.outlets.Outlet` of a channel.

    Args:
        site: Where YouTube is.
        keys: Of the channel.
        web: To send with.
        chunk_bytes: How much is sent at once.
        may_caption: Whether the keys allow captions.
    """

    name = "youtube"

    def __init__(
        self, site: Site, keys: SiteKeys, web: Web, *, chunk_bytes: int = CHUNK_BYTES, may_caption: bool = True
    ) -> None:
        self._site = site
        self._keys = keys
        self._web = web
        self._chunk_bytes = max(UNIT_BYTES, chunk_bytes // UNIT_BYTES * UNIT_BYTES)
        self._may_caption = may_caption

    def start(self, post: Post) -> str:
        """Get a session; where YouTube says that there is one, or breaks, it is asked again: it has no bytes yet."""
        url = f"{self._site.api}/upload/youtube/v3/videos"
        query = {"uploadType": "resumable", "part": "snippet,status", "notifySubscribers": "false"}
        headers = {
            "X-Upload-Content-Length": str(post.film.stat().st_size),
            "X-Upload-Content-Type": "video/mp4",
        }
        reply = self._keys.patiently("POST", url, params=query, headers=headers, json=resource(post))
        for _ in range(_STARTS):
            if reply.status != 409:
                break
            reply = self._keys.patiently("POST", url, params=query, headers=headers, json=resource(post))
        place = reply.headers.get("location", "")
        if not reply.is_ok:
            raise refusal(reply)
        if not self._site.may_upload_to(place):
            raise VendorFailedError("YouTube names no place of its own to send to.", backend=self.name, hint=AGAIN)
        return place

    def send(self, post: Post, session: str, *, progress: Callable[[float], None], last: Callable[[], None]) -> Sent:
        size = post.film.stat().st_size
        far = 0
        reply = self._asked(session, size)
        while True:
            if reply.is_ok:
                return self._sent(reply)
            if reply.status in {404, 410}:
                raise SessionGoneError
            if reply.status != 308:
                raise refusal(reply)
            far = max(far, _come(reply))
            progress(far / size)
            reply = self._chunk(post, session, _come(reply), size, last)

    def find(self, post: Post, session: str) -> Sent:
        """Look among the newest uploads for our tag; a film that was just sent may not be there yet."""
        for ids in self._uploads():
            reply = self._get("videos", part="snippet,status", id=",".join(ids))
            for one in reply.document.get("items", ()):
                if post.tag in one.get("snippet", {}).get("tags", ()):
                    return _named(str(one["id"]))
        raise InDoubtError(
            f"YouTube forgot the upload after all of it was sent, and shows no video with the tag {post.tag} yet.",
            backend=self.name,
            hint=f"Ask the user to look in YouTube Studio for {post.title!r}, and then to run "
            f"`footage resolve {post.job_id} --posted URL`, or --not-posted where it is not there.",
        )

    def steps(self, post: Post) -> Sequence[str]:
        wanted = {
            "thumbnail": post.poster is not None,
            "captions": post.captions is not None,
            "playlist": post.playlist is not None,
        }
        return [name for name, is_wanted in wanted.items() if is_wanted]

    def take(self, step: str, post: Post, sent: Sent) -> None:
        if step == "captions" and not self._may_caption:
            told = "the account was connected without the right to add captions"
            raise AuthFailedError(told, backend=self.name, hint=connect_again(self.name))
        reply = {"thumbnail": self._thumbnail, "captions": self._captions, "playlist": self._playlist}[step](post, sent)
        if reply.status == 409 and step == "captions":  # an earlier run sent them, and did not hear of it
            return
        if not reply.is_ok:
            raise refusal(reply)

    def look(self, post: Post, sent: Sent) -> Standing:
        items = self._get("videos", part="status,processingDetails", id=sent.remote_id).document.get("items", ())
        if not items:
            raise thrown_out("deleted", "")
        status = items[0].get("status", {})
        state = str(status.get("uploadStatus", ""))
        if state in {"failed", "rejected", "deleted"}:
            raise thrown_out(state, str(status.get("failureReason") or status.get("rejectionReason") or ""))
        shown = str(status.get("privacyStatus", ""))
        other = f"YouTube keeps it {shown}" if shown and shown != post.visibility else ""
        return Standing(is_done=state == "processed", url=sent.url, said=other)

    # --- the upload -----------------------------------------------------------------------------------------------

    def _asked(self, session: str, size: int) -> Reply:
        """How far the session got."""
        headers = {"Content-Range": f"bytes */{size}", "Content-Length": "0"}
        return self._keys.patiently("PUT", session, headers=headers)

    def _chunk(self, post: Post, session: str, begin: int, size: int, last: Callable[[], None]) -> Reply:
        """Send what comes next; where that breaks, ask how far it got."""
        if begin + self._chunk_bytes >= size:
            last()
        with post.film.open("rb") as file:
            file.seek(begin)
            content = file.read(self._chunk_bytes)
        headers = {"Content-Range": f"bytes {begin}-{begin + len(content) - 1}/{size}"}
        is_first = True
        for pause in self._web.tries(self.name):
            try:
                reply = self._keys.call("PUT", session, headers=headers, content=content)
            except LostError as exc:
                why = str(exc)
            else:
                if reply.status in {404, 410}:
                    raise SessionGoneError(is_certain=is_first)
                if not reply.is_broken and reply.status != 429:
                    return reply
                why = f"it answered {reply.status}"
            is_first = False
            if not pause(why):
                break
            reply = self._asked(session, size)
            if reply.status != 308 or _come(reply) != begin:
                return reply
        raise VendorFailedError("YouTube breaks off again and again.", backend=self.name, hint=AGAIN)

    def _sent(self, reply: Reply) -> Sent:
        remote_id = str(reply.document.get("id") or "")
        if not remote_id:
            raise InDoubtError(
                "YouTube took the film and gave it no name.",
                backend=self.name,
                hint="Ask the user to look in YouTube Studio.",
            )
        return _named(remote_id)

    def _uploads(self) -> Iterator[list[str]]:
        """The newest videos of the channel, a page at a time."""
        channels = self._get("channels", part="contentDetails", mine="true").document.get("items", ())
        if not channels:
            return
        playlist = channels[0]["contentDetails"]["relatedPlaylists"]["uploads"]
        page: dict[str, str] = {}
        for _ in range(_PAGES):
            query = {"part": "contentDetails", "maxResults": "50", "playlistId": playlist, **page}
            answer = self._get("playlistItems", **query).document
            if ids := [str(one["contentDetails"]["videoId"]) for one in answer.get("items", ())]:
                yield ids
            if not answer.get("nextPageToken"):
                return
            page = {"pageToken": str(answer["nextPageToken"])}

    def _get(self, what: str, **query: str) -> Reply:
        reply = self._keys.patiently("GET", f"{self._site.api}/youtube/v3/{what}", params=query)
        if not reply.is_ok:
            raise refusal(reply)
        return reply

    # --- what belongs to it ---------------------------------------------------------------------------------------

    def _thumbnail(self, post: Post, sent: Sent) -> Reply:
        content = post.poster.read_bytes() if post.poster else b""
        url = f"{self._site.api}/upload/youtube/v3/thumbnails/set"
        headers = {"Content-Type": "image/jpeg"}
        return self._keys.patiently(
            "POST", url, params={"videoId": sent.remote_id, "uploadType": "media"}, headers=headers, content=content
        )

    def _captions(self, post: Post, sent: Sent) -> Reply:
        text = post.captions.read_bytes() if post.captions else b""
        snippet = {"videoId": sent.remote_id, "language": post.language or "en", "name": "", "isDraft": False}
        parts = [("application/json; charset=UTF-8", json.dumps({"snippet": snippet}).encode()), ("text/plain", text)]
        body = b"".join(
            f"--{_BOUNDARY}\r\nContent-Type: {kind}\r\n\r\n".encode() + part + b"\r\n" for kind, part in parts
        )
        return self._keys.patiently(
            "POST",
            f"{self._site.api}/upload/youtube/v3/captions",
            params={"part": "snippet", "uploadType": "multipart"},
            headers={"Content-Type": f"multipart/related; boundary={_BOUNDARY}"},
            content=body + f"--{_BOUNDARY}--\r\n".encode(),
        )

    def _playlist(self, post: Post, sent: Sent) -> Reply:
        """Add it where it is not yet: YouTube would take it twice."""
        query = {"part": "snippet", "playlistId": post.playlist or "", "videoId": sent.remote_id}
        known = self._keys.patiently("GET", f"{self._site.api}/youtube/v3/playlistItems", params=query)
        if known.is_ok and known.document.get("items"):
            return known
        resource_id = {"kind": "youtube#video", "videoId": sent.remote_id}
        return self._keys.patiently(
            "POST",
            f"{self._site.api}/youtube/v3/playlistItems",
            params={"part": "snippet"},
            json={"snippet": {"playlistId": post.playlist, "resourceId": resource_id}},
        )


def resource(post: Post) -> dict[str, Any]:
    """What YouTube is told of a film. Who may see it is always said: left out, it would be public."""
    status: dict[str, Any] = {
        "privacyStatus": "private" if post.publish_at else post.visibility,
        "selfDeclaredMadeForKids": False,
        "containsSyntheticMedia": post.made_with_ai,
        "embeddable": True,
    }
    if post.publish_at:
        status["publishAt"] = post.publish_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    snippet: dict[str, Any] = {
        "title": post.title,
        "description": post.description,
        "tags": [post.tag, *post.tags],
        "categoryId": _CATEGORY,
    }
    if post.language:
        snippet |= {"defaultLanguage": post.language, "defaultAudioLanguage": post.language}
    return {"snippet": snippet, "status": status}


def _named(remote_id: str) -> Sent:
    return Sent(remote_id=remote_id, url=f"{_WATCH}{remote_id}")


def _come(reply: Reply) -> int:
    """Up to where YouTube has the film; without a word about it nothing has come."""
    found = _FAR.fullmatch(reply.headers.get("range", ""))
    return int(found[1]) + 1 if found else 0
