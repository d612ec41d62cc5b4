"""Places of one's own in miniature: a bucket that speaks S3, a WebDAV server, and a webhook that checks signatures."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from lxml import etree
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from footage import webhooks
from routing.emulators.dropped import DroppedError
from routing.emulators.outlets.base import OutletEmulator, body_of, half

HOOK_KEY = f"whsec_{base64.b64encode(b'what the emulated hook knows').decode()}"
_WORD = re.compile(r"(cut|boom|lost|gone|scope|quota)")


@dataclass
class _Upload:
    """An upload in parts."""

    key: str
    sha256: str
    parts: dict[int, bytes] = field(default_factory=dict)


class StoreEmulator(OutletEmulator):
    """Files lose the brackets of a title, so that its words order trouble here without them: "cut off" is [cut]."""

    name = "store"

    def __init__(self) -> None:
        self._uploads: dict[str, _Upload] = {}
        self._shas: dict[str, str] = {}
        self.files: dict[str, bytes] = {}
        super().__init__()

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/s3/{key:path}", self.call(self._s3), methods=["GET", "HEAD", "PUT", "POST"]),
            Route("/dav/{name:path}", self.call(self._dav), methods=["HEAD", "PUT", "MOVE", "MKCOL", "DELETE"]),
            Route("/hook", self.call(self._hook), methods=["POST"]),
        ]

    def environment(self) -> dict[str, str]:
        return {}

    def orders(self, name: str, word: str) -> bool:
        """As `once`, by the name of a file."""
        return word in _WORD.findall(name) and self.once(f"[{word}] {name}", word)

    def _film(self, name: str, content: bytes) -> None:
        if name.endswith(".mp4"):
            self.keep(name, name, content)
        else:
            self.files[name] = content

    # --- S3 -------------------------------------------------------------------------------------------------------

    async def _s3(self, request: Request) -> Response:
        if not request.headers.get("authorization", "").startswith("AWS4-HMAC-SHA256 Credential="):
            return _fault(403, "AccessDenied")
        key, asked = request.path_params["key"], request.query_params
        if request.method == "HEAD":
            sha = self._shas.get(key)
            return Response(status_code=200 if sha else 404, headers={"x-amz-meta-footage-sha256": sha or ""})
        if "uploads" in asked:
            if "scope" in key:
                return _fault(403, "AccessDenied")
            upload_id = secrets.token_hex(8)
            self._uploads[upload_id] = _Upload(key, request.headers.get("x-amz-meta-footage-sha256", ""))
            return _xml("InitiateMultipartUploadResult", UploadId=upload_id)
        if "uploadId" not in asked:
            self._film(key, await body_of(request))
            return Response(headers={"ETag": '"whole"'})
        upload = self._uploads.get(asked["uploadId"])
        if upload is None:
            return _fault(404, "NoSuchUpload")
        if request.method == "GET":
            return self._parts(upload)
        if request.method == "PUT":
            return await self._part(request, upload, asked["uploadId"], int(asked["partNumber"]))
        return await self._completed(request, upload, asked["uploadId"])

    def _parts(self, upload: _Upload) -> Response:
        root = etree.Element("ListPartsResult")
        etree.SubElement(root, "IsTruncated").text = "false"
        for n, content in sorted(upload.parts.items()):
            part = etree.SubElement(root, "Part")
            etree.SubElement(part, "PartNumber").text = str(n)
            etree.SubElement(part, "ETag").text = _mark(content)
        return Response(etree.tostring(root), media_type="application/xml")

    async def _part(self, request: Request, upload: _Upload, upload_id: str, n: int) -> Response:
        if self.orders(upload.key, "boom"):
            return _fault(503, "SlowDown")
        if self.orders(upload.key, "gone"):
            del self._uploads[upload_id]
            return _fault(404, "NoSuchUpload")
        if self.orders(upload.key, "cut"):
            await half(request)
            raise DroppedError
        content = await body_of(request)
        if hashlib.sha256(content).hexdigest() != request.headers.get("x-amz-content-sha256"):
            return _fault(400, "XAmzContentSHA256Mismatch")
        upload.parts[n] = content
        return Response(headers={"ETag": _mark(content)})

    async def _completed(self, request: Request, upload: _Upload, upload_id: str) -> Response:
        await body_of(request)
        self._film(upload.key, b"".join(content for _, content in sorted(upload.parts.items())))
        self._shas[upload.key] = upload.sha256
        del self._uploads[upload_id]
        if self.orders(upload.key, "lost"):
            raise DroppedError
        return _xml("CompleteMultipartUploadResult", Key=upload.key)

    # --- WebDAV ---------------------------------------------------------------------------------------------------

    async def _dav(self, request: Request) -> Response:
        name = request.path_params["name"]
        if request.method == "HEAD":
            there = self.videos.get(name)
            size = there.size if there else len(self.files.get(name, b""))
            is_there = there is not None or name in self.files
            return Response(status_code=200 if is_there else 404, headers={"content-length": str(size)})
        if request.method == "MKCOL":
            return Response(status_code=201)
        if request.method == "DELETE":
            return Response(status_code=204 if self.files.pop(name, None) is not None else 404)
        if request.method == "PUT":
            if "quota" in name:
                return Response(status_code=507)
            if self.orders(name, "boom"):
                return Response(status_code=503)
            if self.orders(name, "cut"):
                await half(request)
                raise DroppedError
            self.files[name] = await body_of(request)
            return Response(status_code=201)
        to = unquote(urlsplit(request.headers["destination"]).path).removeprefix("/dav/")
        if to in self.videos and request.headers.get("overwrite") == "F":
            return Response(status_code=412)
        self._film(to, self.files.pop(name))
        if self.orders(to, "lost"):
            raise DroppedError
        return Response(status_code=201)

    # --- webhook --------------------------------------------------------------------------------------------------

    async def _hook(self, request: Request) -> Response:
        body = await body_of(request)
        known = webhooks.headers(
            HOOK_KEY, request.headers["webhook-id"], int(request.headers["webhook-timestamp"]), body
        )
        if known["webhook-signature"] != request.headers["webhook-signature"]:
            return Response(status_code=401)
        self.keep(request.headers["webhook-id"], body.decode(), b"")
        return JSONResponse({})


def _mark(content: bytes) -> str:
    return f'"{hashlib.md5(content, usedforsecurity=False).hexdigest()}"'


def _fault(status: int, code: str) -> Response:
    return _xml("Error", status, Code=code, Message=code)


def _xml(root: str, status: int = 200, **texts: str) -> Response:
    element = etree.Element(root)
    for name, text in texts.items():
        etree.SubElement(element, name).text = text
    return Response(etree.tostring(element), status, media_type="application/xml")
