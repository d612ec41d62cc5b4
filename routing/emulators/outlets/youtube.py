"""YouTube in miniature: resumable uploads, thumbnails, captions, playlists, processing, and Google's keys."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from routing.emulators.dropped import DroppedError
from routing.emulators.outlets.base import OutletEmulator, body_of, half

UNIT = 262_144
_RANGE = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+)")
_REFUSALS: dict[str, tuple[int, str, str]] = {
    "quota": (403, "quotaExceeded", "The request cannot be completed because you have exceeded your quota."),
    "limit": (400, "uploadLimitExceeded", "The user has exceeded the number of videos they may upload."),
    "scope": (403, "insufficientPermissions", "Request had insufficient authentication scopes."),
}
_SLOW_LOOKS = 2


@dataclass
class _Session:
    """An upload under way."""

    resource: dict[str, Any]
    size: int
    content: bytes = b""
    video_id: str = ""
    begun: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        return str(self.resource["snippet"]["title"])


class YouTubeEmulator(OutletEmulator):
    """`YOUTUBE_BASE_URL` points here; Google's keys are made here, too."""

    name = "youtube"

    def __init__(self) -> None:
        self._sessions: dict[str, _Session] = {}
        super().__init__()

    def routes(self) -> list[BaseRoute]:
        api = "/youtube/v3"
        return [
            Route("/upload/youtube/v3/videos", self.call(self._start), methods=["POST"]),
            Route("/upload/youtube/v3/videos", self.call(self._chunk), methods=["PUT"]),
            Route("/upload/youtube/v3/thumbnails/set", self.call(self._thumbnail), methods=["POST"]),
            Route("/upload/youtube/v3/captions", self.call(self._captions), methods=["POST"]),
            Route(f"{api}/playlistItems", self.call(self._add), methods=["POST"]),
            Route(f"{api}/playlistItems", self.call(self._uploads), methods=["GET"]),
            Route(f"{api}/channels", self.call(self._channels), methods=["GET"]),
            Route(f"{api}/videos", self.call(self._look), methods=["GET"]),
            Route("/o/oauth2/v2/auth", self.call(self.authorize), methods=["GET"]),
            Route("/token", self.call(self._token), methods=["POST"]),
            Route("/device/code", self.call(self._device), methods=["POST"]),
        ]

    def environment(self) -> dict[str, str]:
        return {
            "YOUTUBE_BASE_URL": self.base_url,
            "YOUTUBE_CLIENT_ID": "emulated",
            "YOUTUBE_CLIENT_SECRET": "emulated",
        }

    # --- uploads --------------------------------------------------------------------------------------------------

    async def _start(self, request: Request) -> Response:
        resource = await request.json()
        title = str(resource["snippet"]["title"])
        if "[revoked]" in title:
            self.is_revoked = True
        if self.once(title, "old"):
            self.age()
        if not self.is_known(request):
            return _error(401, "authError", "Invalid Credentials")
        for word, (status, reason, said) in _REFUSALS.items():
            if f"[{word}]" in title:
                return _error(status, reason, said)
        if self.once(title, "conflict"):
            return _error(409, "alreadyExists", "Requested entity already exists")
        if "privacyStatus" not in resource.get("status", {}):
            return _error(400, "invalidVideoMetadata", "It would be public.")
        if re.search("[<>]", title) or len(title) > 100:
            return _error(400, "invalidTitle", "The request metadata specifies an invalid or empty video title.")
        upload_id = secrets.token_urlsafe(12)
        self._sessions[upload_id] = _Session(resource, int(request.headers["x-upload-content-length"]))
        place = f"{self.base_url}/upload/youtube/v3/videos?uploadType=resumable&upload_id={upload_id}"
        return Response(status_code=200, headers={"Location": place})

    async def _chunk(self, request: Request) -> Response:
        upload_id = request.query_params.get("upload_id", "")
        session = self._sessions.get(upload_id)
        if session is None:
            return Response("Not found", 404)
        if not self.is_known(request):
            return _error(401, "authError", "Invalid Credentials")
        found = _RANGE.fullmatch(request.headers.get("content-range", ""))
        if found is None:
            return _error(400, "badRequest", "No range")
        if found[1] is None:
            return self._far(session)
        if "[down]" in session.title or self.once(session.title, "boom"):
            return Response("backend error", 503)
        if self.once(session.title, "gone"):
            del self._sessions[upload_id]
            return Response("Not found", 404)
        begin = int(found[1])
        if self.once(session.title, "cut"):
            got = await half(request)
            session.content = session.content[:begin] + got[: len(got) // UNIT * UNIT]
            raise DroppedError
        content = await body_of(request)
        if begin != len(session.content):
            return self._far(session)
        whole = begin + len(content) == session.size
        if not whole and len(content) % UNIT:
            return _error(400, "badRequest", "Chunks are multiples of 256 KiB")
        session.content += content
        return self._taken(upload_id, session) if whole else self._far(session)

    def _taken(self, upload_id: str, session: _Session) -> Response:
        """All of it has come."""
        if self.once(session.title, "gone never"):
            del self._sessions[upload_id]
            raise DroppedError
        session.video_id = secrets.token_urlsafe(8)
        self.keep(session.video_id, session.title, session.content, **session.resource)
        if self.once(session.title, "gone late"):
            del self._sessions[upload_id]
            raise DroppedError
        if self.once(session.title, "lost"):
            raise DroppedError
        return self._far(session)

    def _far(self, session: _Session) -> Response:
        if session.video_id:
            return JSONResponse({"kind": "youtube#video", "id": session.video_id, **session.resource})
        come = {"Range": f"bytes=0-{len(session.content) - 1}"} if session.content else {}
        return Response(status_code=308, headers=come)

    # --- what belongs to it ---------------------------------------------------------------------------------------

    async def _thumbnail(self, request: Request) -> Response:
        return await self._beside(request, request.query_params.get("videoId", ""), "thumbnail")

    async def _captions(self, request: Request) -> Response:
        parts = (await request.body()).split(b"\r\n\r\n")
        snippet = json.loads(parts[1].split(b"\r\n--")[0])["snippet"]
        return await self._beside(request, snippet["videoId"], f"captions {snippet['language']}")

    async def _add(self, request: Request) -> Response:
        snippet = (await request.json())["snippet"]
        return await self._beside(request, snippet["resourceId"]["videoId"], f"playlist {snippet['playlistId']}")

    async def _beside(self, request: Request, video_id: str, what: str) -> Response:
        if not self.is_known(request):
            return _error(401, "authError", "Invalid Credentials")
        came = self.videos.get(video_id)
        if came is None:
            return _error(404, "videoNotFound", "The video cannot be found.")
        if what.startswith("captions") and what in came.beside:
            return _error(409, "captionExists", "The specified video already has such a track.")
        if what == "thumbnail" and "[no thumbnail]" in came.title:
            return _error(403, "forbidden", "The user may not set custom thumbnails.")
        came.beside.append(what)
        return JSONResponse({"id": secrets.token_urlsafe(6)})

    async def _channels(self, request: Request) -> Response:
        if not self.is_known(request):
            return _error(401, "authError", "Invalid Credentials")
        about = {"contentDetails": {"relatedPlaylists": {"uploads": "UUemulated"}}, "snippet": {"title": "Emulated"}}
        return JSONResponse({"items": [{"id": "UCemulated", **about}]})

    async def _uploads(self, request: Request) -> Response:
        asked = request.query_params
        if not self.is_known(request):
            return _error(401, "authError", "Invalid Credentials")
        if asked.get("playlistId") != "UUemulated":
            named = self.videos.get(asked.get("videoId", ""))
            is_there = named is not None and f"playlist {asked.get('playlistId')}" in named.beside
            return JSONResponse({"items": [{"id": "item"}] if is_there else []})
        ids = list(self.videos)[::-1]
        return JSONResponse({"items": [{"contentDetails": {"videoId": one}} for one in ids[:50]]})

    async def _look(self, request: Request) -> Response:
        if not self.is_known(request):
            return _error(401, "authError", "Invalid Credentials")
        ids = request.query_params.get("id", "").split(",")
        return JSONResponse({"items": [self._video(one) for one in ids if one in self.videos]})

    def _video(self, video_id: str) -> dict[str, Any]:
        came = self.videos[video_id]
        came.looks += 1
        status = {**came.facts["status"], "uploadStatus": "processed"}
        if "[slow]" in came.title and came.looks <= _SLOW_LOOKS:
            status["uploadStatus"] = "uploaded"
        elif "[reject]" in came.title:
            status |= {"uploadStatus": "rejected", "rejectionReason": "duplicate"}
        elif "[fail]" in came.title:
            status |= {"uploadStatus": "failed", "failureReason": "codec"}
        return {"id": video_id, "snippet": came.facts["snippet"], "status": status}

    # --- keys -----------------------------------------------------------------------------------------------------

    async def _token(self, request: Request) -> Response:
        asked = {name: str(value) for name, value in (await request.form()).items()}
        keys = self.keys(asked)
        if keys is None:
            said = "Token has been expired or revoked."
            return JSONResponse({"error": "invalid_grant", "error_description": said}, 400)
        scope = "youtube" if "device" in asked.get("grant_type", "") else "youtube.force-ssl"
        fresh = {} if asked.get("grant_type") == "refresh_token" else {"refresh_token": "emulated-refresh-1"}
        return JSONResponse({**keys, **fresh, "scope": f"https://www.googleapis.com/auth/{scope}"})

    async def _device(self, _: Request) -> Response:
        return JSONResponse(
            {
                "device_code": "emulated-device-code",
                "user_code": "EMUL-ATED",
                "verification_url": f"{self.base_url}/device",
                "expires_in": 60,
                "interval": 0,
            }
        )


def _error(status: int, reason: str, said: str) -> Response:
    one = {"domain": "youtube.quota", "reason": reason, "message": said}
    return JSONResponse({"error": {"code": status, "message": said, "errors": [one]}}, status)
