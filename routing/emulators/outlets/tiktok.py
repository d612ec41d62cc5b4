"""TikTok's content posting in miniature: drafts in an inbox, sent in chunks that come in order."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from routing.emulators.dropped import DroppedError
from routing.emulators.outlets.base import OutletEmulator, body_of, half

_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
_SLOW_LOOKS = 2
_REFUSALS = {
    "scope": (401, "scope_not_authorized", "The user did not authorize the scope required for this request."),
    "quota": (403, "spam_risk_too_many_pending_share", "Too many drafts wait."),
    "limit": (429, "rate_limit_exceeded", "The API rate limit was exceeded."),
}


@dataclass
class _Draft:
    """A draft that is on its way, or in the inbox."""

    size: int
    chunk: int
    count: int
    word: str
    content: bytes = b""
    is_whole: bool = False
    is_gone: bool = False


class TikTokEmulator(OutletEmulator):
    """`TIKTOK_BASE_URL` points here. Drafts have no title: `POST /__emu/next?word=cut` orders trouble for the next."""

    name = "tiktok"

    def __init__(self) -> None:
        self._drafts: dict[str, _Draft] = {}
        self.next_word = ""
        super().__init__()

    def routes(self) -> list[BaseRoute]:
        post = "/v2/post/publish"
        return [
            Route(f"{post}/inbox/video/init/", self.call(self._init), methods=["POST"]),
            Route(f"{post}/status/fetch/", self.call(self._status), methods=["POST"]),
            Route("/upload/{publish_id}", self.call(self._chunk), methods=["PUT"]),
            Route("/v2/user/info/", self.call(self._person), methods=["GET"]),
            Route("/v2/auth/authorize/", self.call(self.authorize), methods=["GET"]),
            Route("/v2/oauth/token/", self.call(self._token), methods=["POST"]),
            Route("/__emu/next", self._order, methods=["POST"]),
        ]

    def environment(self) -> dict[str, str]:
        return {
            "TIKTOK_BASE_URL": self.base_url,
            "TIKTOK_CLIENT_KEY": "emulated",
            "TIKTOK_CLIENT_SECRET": "emulated",
        }

    async def _order(self, request: Request) -> Response:
        self.next_word = request.query_params["word"]
        return JSONResponse({})

    async def _init(self, request: Request) -> Response:
        word = f"[{self.next_word}] {secrets.token_hex(4)}"
        self.is_revoked = self.is_revoked or self.next_word == "revoked"
        if not self.is_known(request):
            return _answer(401, "access_token_invalid", "The access token is invalid.")
        if self.next_word in _REFUSALS:
            return _answer(*_REFUSALS[self.next_word])
        self.next_word = ""
        source = (await request.json())["source_info"]
        size, chunk, count = (int(source[one]) for one in ("video_size", "chunk_size", "total_chunk_count"))
        if count != max(1, size // chunk):
            return _answer(400, "invalid_params", "The total chunk count is invalid.")
        if count == 1 and chunk != size:
            return _answer(400, "invalid_params", "The chunk size is invalid")
        publish_id = f"v_inbox_file~v2.{secrets.token_hex(6)}"
        self._drafts[publish_id] = _Draft(size, chunk, count, word)
        return _answer(200, "ok", data={"publish_id": publish_id, "upload_url": f"{self.base_url}/upload/{publish_id}"})

    async def _chunk(self, request: Request) -> Response:
        publish_id = request.path_params["publish_id"]
        draft = self._drafts.get(publish_id)
        found = _RANGE.fullmatch(request.headers.get("content-range", ""))
        if draft is None or draft.is_gone or found is None:
            return Response(status_code=403)
        if self.once(draft.word, "boom"):
            return Response(status_code=503)
        if self.once(draft.word, "gone"):
            draft.is_gone = True
            return Response(status_code=403)
        if int(found[1]) != len(draft.content):
            return Response(status_code=416)
        if self.once(draft.word, "cut"):
            await half(request)
            raise DroppedError
        draft.content += await body_of(request)
        if len(draft.content) < draft.size:
            return Response(status_code=206)
        draft.is_whole = True
        self.keep(publish_id, draft.word, draft.content)
        if self.once(draft.word, "lost"):
            raise DroppedError
        return Response(status_code=201)

    async def _status(self, request: Request) -> Response:
        if not self.is_known(request):
            return _answer(401, "access_token_invalid", "The access token is invalid.")
        draft = self._drafts.get(str((await request.json()).get("publish_id")))
        if draft is None:
            return _answer(400, "invalid_publish_id", "The publish_id does not exist.")
        if draft.is_gone:
            return _answer(200, "ok", data={"status": "FAILED", "fail_reason": "internal"})
        if not draft.is_whole:
            return _answer(200, "ok", data={"status": "PROCESSING_UPLOAD", "uploaded_bytes": len(draft.content)})
        came = next(one for one in self.videos.values() if one.title == draft.word)
        came.looks += 1
        if "[reject]" in draft.word:
            return _answer(200, "ok", data={"status": "FAILED", "fail_reason": "file_format_check_failed"})
        is_slow = "[slow]" in draft.word and came.looks <= _SLOW_LOOKS
        return _answer(200, "ok", data={"status": "PROCESSING_DOWNLOAD" if is_slow else "SEND_TO_USER_INBOX"})

    async def _person(self, request: Request) -> Response:
        if not self.is_known(request):
            return _answer(401, "access_token_invalid", "The access token is invalid.")
        return _answer(200, "ok", data={"user": {"open_id": "emulated-person", "display_name": "Emulated"}})

    async def _token(self, request: Request) -> Response:
        keys = self.keys({name: str(value) for name, value in (await request.form()).items()})
        if keys is None:
            return JSONResponse({"error": "invalid_grant", "error_description": "Refresh token is invalid."}, 400)
        known = {"open_id": "emulated-person", "refresh_token": "emulated-refresh-1", "scope": "video.upload"}
        return JSONResponse({**keys, **known})


def _answer(status: int, code: str, said: str = "", data: dict[str, Any] | None = None) -> Response:
    return JSONResponse({"data": data or {}, "error": {"code": code, "message": said, "log_id": "emulated"}}, status)
