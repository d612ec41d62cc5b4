"""S3 and what speaks like it: an upload in parts that a later process goes on with, unseen until it is whole."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urlsplit

from lxml import etree

from footage.errors import AuthFailedError, FootageError, InvalidInputError, UnavailableError, VendorFailedError
from footage.plain_text import one_line
from footage.ports.outlets import NothingSentError, Post, Sent, SessionGoneError, Standing
from footage.threads import utc_now
from storage.outlets.places import address, file_name
from storage.outlets.places import refusal as refusal_of_place
from storage.outlets.wire import AGAIN, LostError, Reply, Web, plain_refusal, said

PART_BYTES = 8 * 1024 * 1024
_MOST_PARTS = 10_000
_NAME = "store"
_SHA = "x-amz-meta-footage-sha256"
_CLOCK = frozenset({"RequestTimeTooSkewed", "RequestExpired"})
_ELSEWHERE = frozenset({"AuthorizationHeaderMalformed", "PermanentRedirect", "TemporaryRedirect"})
"""See https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html."""


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """A bucket and the keys to it.

    Attributes:
        endpoint: Where it is, with the bucket in it, without a slash at the end.
        region: For signatures.
        prefix: Before the names of films.
        key_id: Of the keys.
        secret: Of the keys.
        token: Of keys for a while.
    """

    endpoint: str
    region: str
    prefix: str
    key_id: str
    secret: str = field(repr=False)
    token: str = field(default="", repr=False)


class S3:
    """`footage.ports.outlets.Outlet` of a bucket.

    Args:
        bucket: Which.
        web: To send with.
        public: Under which address the web sees what is in it.
        part_bytes: How much is sent at once.
    """

    name = _NAME

    def __init__(self, bucket: Bucket, web: Web, public: str | None = None, *, part_bytes: int = PART_BYTES) -> None:
        self._bucket = bucket
        self._web = web
        self._public = public
        self._part_bytes = part_bytes

    def start(self, post: Post) -> str:
        key = self._bucket.prefix + file_name(post)
        headers = {"content-type": "video/mp4", _SHA: post.sha256}
        reply = self._ask("POST", key, {"uploads": ""}, headers=headers)
        upload_id = _text(reply, "UploadId")
        if not upload_id:
            raise refusal(reply)
        return json.dumps({"key": key, "upload_id": upload_id})

    def send(self, post: Post, session: str, *, progress: Callable[[float], None], last: Callable[[], None]) -> Sent:
        at, size = json.loads(session), post.film.stat().st_size
        key, upload_id = str(at["key"]), str(at["upload_id"])
        each = max(self._part_bytes, -(-size // _MOST_PARTS))
        count = max(1, -(-size // each))
        known = self._parts(key, upload_id)
        for n in range(1, count + 1):
            progress((n - 1) * each / max(size, 1))
            if n not in known:
                known[n] = self._sent_part(post.film, key, upload_id, n, each)
        last()
        self._complete(key, upload_id, known, post)
        return self._sent(key)

    def find(self, post: Post, session: str) -> Sent:
        """Either the film is there under its name, or nothing is."""
        key = str(json.loads(session)["key"])
        if self._is_there(key, post.sha256):
            return self._sent(key)
        raise NothingSentError

    def steps(self, post: Post) -> Sequence[str]:
        wanted = {"thumbnail": post.poster, "captions": post.captions}
        return [name for name, file in wanted.items() if file is not None]

    def take(self, step: str, post: Post, sent: Sent) -> None:
        file = post.poster if step == "thumbnail" else post.captions
        if file is None:
            return
        kind = "image/jpeg" if step == "thumbnail" else "application/x-subrip"
        key = self._bucket.prefix + file_name(post, file.suffix.lower())
        reply = self._ask("PUT", key, content=file.read_bytes(), headers={"content-type": kind})
        if not reply.is_ok:
            raise refusal(reply)

    def look(self, post: Post, sent: Sent) -> Standing:
        return Standing(is_done=True, url=sent.url)

    def _parts(self, key: str, upload_id: str) -> dict[int, str]:
        """What is there of it: number and mark of every part."""
        known: dict[int, str] = {}
        marker = "0"
        while True:
            reply = self._ask("GET", key, {"uploadId": upload_id, "part-number-marker": marker})
            if reply.status == 404:
                raise SessionGoneError
            if not reply.is_ok:
                raise refusal(reply)
            tree = _tree(reply)
            for part in tree.iterfind("{*}Part"):
                known[int(part.findtext("{*}PartNumber") or 0)] = part.findtext("{*}ETag") or ""
            if tree.findtext("{*}IsTruncated") != "true":
                return known
            marker = tree.findtext("{*}NextPartNumberMarker") or "0"

    def _sent_part(self, film: Path, key: str, upload_id: str, n: int, each: int) -> str:
        with film.open("rb") as file:
            file.seek((n - 1) * each)
            content = file.read(each)
        reply = self._ask("PUT", key, {"partNumber": str(n), "uploadId": upload_id}, content=content)
        if reply.status == 404:
            raise SessionGoneError
        if not reply.is_ok:
            raise refusal(reply)
        return reply.headers.get("etag", "")

    def _complete(self, key: str, upload_id: str, parts: Mapping[int, str], post: Post) -> None:
        """Put the parts together; where the answer is lost, the film itself says whether it was done."""
        root = etree.Element("CompleteMultipartUpload")
        for n, mark in sorted(parts.items()):
            part = etree.SubElement(root, "Part")
            etree.SubElement(part, "PartNumber").text = str(n)
            etree.SubElement(part, "ETag").text = mark
        body = etree.tostring(root)
        for pause in self._web.tries(_NAME):
            reply: Reply | None = None
            try:
                reply = self._once("POST", key, {"uploadId": upload_id}, content=body)
            except LostError as exc:
                why = str(exc)
            else:
                if reply.is_ok and not _text(reply, "Code"):  # it may fail after it has said 200
                    return
                why = f"it answered {reply.status}"
            if self._is_there(key, post.sha256):
                return
            if reply is not None and not reply.is_ok and not reply.is_broken:
                raise refusal(reply)
            if not pause(why):
                break
        raise VendorFailedError("The bucket does not put the film together.", backend=_NAME, hint=AGAIN)

    def _is_there(self, key: str, sha256: str) -> bool:
        reply = self._ask("HEAD", key)
        return reply.is_ok and reply.headers.get(_SHA) == sha256

    def _sent(self, key: str) -> Sent:
        name = key.removeprefix(self._bucket.prefix)
        return Sent(remote_id=key, url=address(self._public, name) or f"{self._bucket.endpoint}/{quote(key)}")

    def _ask(
        self,
        method: str,
        key: str,
        query: Mapping[str, str] | None = None,
        *,
        content: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Ask until somebody answers: everything here may be asked twice."""
        reply: Reply | None = None
        for pause in self._web.tries(_NAME):
            try:
                reply = self._once(method, key, query, content=content, headers=headers)
            except LostError as exc:
                pause(str(exc))
                continue
            if not reply.is_broken and reply.status != 429:
                return reply
            if not pause(f"it answered {reply.status}", reply.retry_after_s):
                return reply
        raise VendorFailedError("The bucket could not be reached.", backend=_NAME, hint=AGAIN)

    def _once(
        self,
        method: str,
        key: str,
        query: Mapping[str, str] | None = None,
        *,
        content: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        url = f"{self._bucket.endpoint}/{quote(key)}"
        if query:
            url += f"?{canonical_query(query)}"
        signed = signature(self._bucket, method, url, content, headers or {}, utc_now())
        return self._web.ask(method, url, content=content, headers=signed)


def signature(
    bucket: Bucket, method: str, url: str, content: bytes, headers: Mapping[str, str], now: datetime
) -> dict[str, str]:
    """The headers of a request with AWS's Signature Version 4.

    See https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html.
    """
    parts, at = urlsplit(url), now.astimezone(UTC)
    stamp, day = at.strftime("%Y%m%dT%H%M%SZ"), at.strftime("%Y%m%d")
    digest = hashlib.sha256(content).hexdigest()
    sent = {**headers, "host": parts.netloc, "x-amz-content-sha256": digest, "x-amz-date": stamp}
    if bucket.token:
        sent["x-amz-security-token"] = bucket.token
    names = ";".join(sorted(sent))
    lines = "".join(f"{name}:{sent[name].strip()}\n" for name in sorted(sent))
    asked = "\n".join([method, parts.path or "/", parts.query, lines, names, digest])
    scope = f"{day}/{bucket.region}/s3/aws4_request"
    text = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{hashlib.sha256(asked.encode()).hexdigest()}"
    key = f"AWS4{bucket.secret}".encode()
    for part in (day, bucket.region, "s3", "aws4_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    mark = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
    who = f"AWS4-HMAC-SHA256 Credential={bucket.key_id}/{scope}, SignedHeaders={names}, Signature={mark}"
    return {**sent, "Authorization": who}


def canonical_query(query: Mapping[str, str]) -> str:
    """A query as it is signed."""
    return "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in sorted(query.items()))


def refusal(reply: Reply) -> FootageError:
    """The error for an answer that is one."""
    code, words = _text(reply, "Code"), _text(reply, "Message")
    if code in _CLOCK:
        return UnavailableError(
            "This machine's clock is more than 15 min from the bucket's, which takes no signature then.",
            hint="Ask the user to set the clock of the machine that runs Footage (NTP), then call again.",
        )
    region = reply.headers.get("x-amz-bucket-region") or _text(reply, "Region")
    if region and (code in _ELSEWHERE or reply.status == 301):
        return InvalidInputError(
            f"The bucket is in the region {one_line(region)[:40]}.",
            hint="Ask the user to run `footage connect store` again with that --region.",
        )
    if 300 <= reply.status < 400 or reply.status == 413:
        return refusal_of_place(reply)
    if reply.status in {401, 403}:
        hint = "Ask the user to run `footage connect store` again with keys that may write there."
        return AuthFailedError(f"The bucket answered {reply.status} ({code}): {said(words)}", backend=_NAME, hint=hint)
    if code == "NoSuchBucket":
        return InvalidInputError("There is no such bucket.", hint="Ask the user to connect the right one.")
    return plain_refusal(_NAME, reply, f"{code} {words}".strip())


def _tree(reply: Reply) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    found = etree.fromstring(reply.content, parser) if reply.content else None
    return etree.Element("nothing") if found is None else found


def _text(reply: Reply, name: str) -> str:
    found: str | None = _tree(reply).findtext(f"{{*}}{name}")
    return found or ""
