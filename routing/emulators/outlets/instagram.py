"""Instagram's reels in miniature: containers that are filled, looked at and published, and Facebook's keys."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from routing.emulators.dropped import DroppedError
from routing.emulators.outlets.base import OutletEmulator, body_of, half

ACCOUNT = "17841400000000001"
_V = "/{version}"
_SLOW_LOOKS = 2
_REFUSALS = {
    "revoked": (400, 190, None, "Error validating access token: The session has been invalidated."),
    "scope": (400, 10, None, "Application does not have permission for this action"),
    "quota": (400, 9, 2207042, "The user has reached the maximum number of published posts."),
    "limit": (400, 4, None, "Application request limit reached"),
}


@dataclass
class _Container:
    """What will be a reel."""

    caption: str
    facts: dict[str, Any]
    size: int = 0
    content: bytes = b""
    code: str = "IN_PROGRESS"
    looks: int = 0


class InstagramEmulator(OutletEmulator):
    """`INSTAGRAM_BASE_URL` points here."""

    name = "instagram"

    def __init__(self) -> None:
        self._containers: dict[str, _Container] = {}
        super().__init__()

    def routes(self) -> list[BaseRoute]:
        return [
            Route(f"{_V}/dialog/oauth", self.call(self.authorize), methods=["GET"]),
            Route(f"{_V}/oauth/access_token", self.call(self._token), methods=["GET", "POST"]),
            Route(f"{_V}/me/accounts", self.call(self._pages), methods=["GET"]),
            Route("/ig-api-upload/{version}/{container}", self.call(self._upload), methods=["POST"]),
            Route(f"{_V}/{ACCOUNT}/media", self.call(self._create), methods=["POST"]),
            Route(f"{_V}/{ACCOUNT}/media", self.call(self._listed), methods=["GET"]),
            Route(f"{_V}/{ACCOUNT}/media_publish", self.call(self._publish), methods=["POST"]),
            Route(f"{_V}/{{node}}", self.call(self._node), methods=["GET"]),
        ]

    def environment(self) -> dict[str, str]:
        return {
            "INSTAGRAM_BASE_URL": self.base_url,
            "INSTAGRAM_APP_ID": "emulated",
            "INSTAGRAM_APP_SECRET": "emulated",
        }

    async def _create(self, request: Request) -> Response:
        facts = {name: str(value) for name, value in (await request.form()).items()}
        caption = facts.get("caption", "")
        for word, refusal in _REFUSALS.items():
            if f"[{word}]" in caption:
                return _error(*refusal)
        if not self.is_known(request):
            return _error(*_REFUSALS["revoked"])
        number = str(18_000_000_000_000_000 + secrets.randbelow(10**12))
        self._containers[number] = _Container(caption, facts)
        return JSONResponse({"id": number, "uri": f"{self.base_url}/ig-api-upload/v24.0/{number}"})

    async def _upload(self, request: Request) -> Response:
        container = self._containers.get(request.path_params["container"])
        if container is None or not self.is_known(request, "OAuth"):
            return _error(*_REFUSALS["revoked"])
        begin, container.size = int(request.headers["offset"]), int(request.headers["file_size"])
        if self.once(container.caption.split("\n")[0], "boom"):
            return Response(status_code=503)
        if self.once(container.caption.split("\n")[0], "cut"):
            container.content = container.content[:begin] + await half(request)
            raise DroppedError
        container.content = container.content[:begin] + await body_of(request)
        if len(container.content) != container.size:
            wrong = {"retriable": True, "type": "OffsetInvalidError", "message": "Wrong offset"}
            return JSONResponse({"debug_info": wrong}, 400)
        return JSONResponse({"success": True, "message": "Upload successful."})

    async def _publish(self, request: Request) -> Response:
        number = str((await request.form())["creation_id"])
        container = self._containers.get(number)
        if container is not None and self.once(container.caption.split("\n")[0], "not ready"):
            return _error(400, 9007, 2207027, "Media ID is not available")
        if container is None or not self.is_known(request) or container.code != "FINISHED":
            return _error(400, 9007, 2207027, "Media is not ready for publishing")
        container.code = "PUBLISHED"
        media = str(17_000_000_000_000_000 + secrets.randbelow(10**12))
        self.keep(media, container.caption, container.content, **container.facts)
        first = container.caption.split("\n")[0]
        if self.once(first, "lost"):
            raise DroppedError
        if self.once(first, "blocked"):  # it says so, and has published it
            return _error(403, 4, 2207051, "Action is blocked")
        if self.once(first, "forgotten"):
            del self._containers[number]
            raise DroppedError
        return JSONResponse({"id": media})

    async def _node(self, request: Request) -> Response:
        if not self.is_known(request):
            return _error(*_REFUSALS["revoked"])
        node = request.path_params["node"]
        if came := self.videos.get(node):
            return JSONResponse({"id": node, "permalink": f"https://www.instagram.com/reel/{came.id}/"})
        container = self._containers.get(node)
        if container is not None and self.once(container.caption.split("\n")[0], "flicker"):
            return _error(400, 100, 33, "Unsupported get request. Object does not exist")
        if container is None or self.once(container.caption.split("\n")[0], "gone"):
            self._containers.pop(node, None)
            return _error(400, 100, 33, "Object does not exist")
        self._look_at(container)
        phase = {"status": "in_progress", "bytes_transferred": len(container.content)}
        said = "Error: Media upload has failed: unsupported format" if container.code == "ERROR" else container.code
        return JSONResponse(
            {"id": node, "status": said, "status_code": container.code, "video_status": {"uploading_phase": phase}}
        )

    def _look_at(self, container: _Container) -> None:
        """Instagram looks at what has come whole."""
        if container.code != "IN_PROGRESS" or not container.size or len(container.content) < container.size:
            return
        container.looks += 1
        if "[slow]" not in container.caption or container.looks > _SLOW_LOOKS:
            container.code = "ERROR" if "[reject]" in container.caption else "FINISHED"

    async def _listed(self, request: Request) -> Response:
        if not self.is_known(request):
            return _error(*_REFUSALS["revoked"])
        link = "https://www.instagram.com/reel/{}/"
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")
        found = [
            {"id": one.id, "caption": one.title, "permalink": link.format(one.id), "timestamp": now}
            for one in self.videos.values()
        ]
        return JSONResponse({"data": found[::-1]})

    async def _pages(self, request: Request) -> Response:
        if not self.is_known(request):
            return _error(*_REFUSALS["revoked"])
        account = {"id": ACCOUNT, "username": "emulated"}
        return JSONResponse({"data": [{"name": "Emulated", "instagram_business_account": account}]})

    async def _token(self, request: Request) -> Response:
        form = await request.form()
        keys = self.keys({name: str(value) for name, value in (*request.query_params.items(), *form.items())})
        if keys is None:
            return _error(*_REFUSALS["revoked"])
        return JSONResponse({**keys, "token_type": "bearer", "expires_in": 5_184_000})


def _error(status: int, code: int, sub: int | None, said: str) -> Response:
    error: dict[str, Any] = {"message": said, "type": "OAuthException", "code": code, "fbtrace_id": "emulated"}
    if sub is not None:
        error["error_subcode"] = sub
    return JSONResponse({"error": error}, status)
