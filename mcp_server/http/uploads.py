"""`PUT /u/{id}`: one file, once, to an address that was offered to a caller."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

import anyio
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from footage.errors import NotFoundError
from footage.job_ids import UPLOAD_ID
from footage.ports.uploads import UPLOAD_URI, OpenUpload, UploadRefusedError
from footage.threads import in_thread
from mcp_server.app import App
from mcp_server.http import answers

if TYPE_CHECKING:
    from films.services import Services
    from films.uploads import Incoming

_AT_ONCE, _OF_A_TEAM = 32, 4
"""Files that one process takes in at a time, all and of one team; the next ones wait: one that sends slowly must not
keep the others out."""

_SILENT_S = 60.0
"""A client that sends nothing for so long has gone."""

_LONGEST_S = 3600.0
"""One that sends a byte now and then keeps no place from others for longer."""

_PIECE_BYTES = 2 << 20
_NUMBER = re.compile(r"[0-9]{1,18}")


class UploadRoute:
    """Takes files in."""

    def __init__(self) -> None:
        self._places = anyio.Semaphore(_AT_ONCE)
        self._of_teams: WeakValueDictionary[str, anyio.Semaphore] = WeakValueDictionary()

    async def take_in(self, app: App, request: Request) -> Response:
        """Take a file in, or say why not: where that can be known, before a byte of it is sent."""
        services, upload_id = await app.services(), request.path_params["upload"]
        if services.links is None or not UPLOAD_ID.fullmatch(upload_id):
            raise NotFoundError("There is nothing here.")
        allowed = await in_thread(services.links.allows, "PUT", f"/u/{upload_id}", request.query_params)
        if allowed != "yes":
            return _refused(_NOT_ALLOWED if allowed == "no" else _ENDED)
        try:
            place = await in_thread(services.uploads.waiting, upload_id)
            _require_room(request, place)
            async with self._team(place.owner.team_id), self._places:
                return await _taken(services, place, request)
        except UploadRefusedError as exc:
            return _refused(exc)
        except (ClientDisconnect, TimeoutError):
            return _refused(_NOT_WHOLE)

    def _team(self, team_id: str) -> anyio.Semaphore:
        """The places of a team; they last as long as somebody has one or waits for one."""
        return self._of_teams.setdefault(team_id, anyio.Semaphore(_OF_A_TEAM))


_NOT_ALLOWED = UploadRefusedError("This address is not whole, or was not made here.", 403)
_ENDED = UploadRefusedError("This address for a file is no longer valid.", 410)
_NOT_WHOLE = UploadRefusedError("The file did not come whole.", 408, hint="Run the same command again.")


def _refused(error: UploadRefusedError) -> Response:
    """Why not; what is still being sent is not waited for."""
    return answers.refused(error.status, f"{error.message} {error.hint}", Connection="close")


def _require_room(request: Request, place: OpenUpload) -> None:
    from films.uploads import too_large

    declared = request.headers.get("content-length")
    if declared is not None and (not _NUMBER.fullmatch(declared) or int(declared) > place.room_bytes):
        raise too_large(place.room_bytes)


async def _taken(services: Services, place: OpenUpload, request: Request) -> Response:
    from films.uploads import begun, store

    incoming = await in_thread(begun, services, place)
    try:
        with anyio.fail_after(_LONGEST_S):
            await _received(request, incoming)
        kind = await in_thread(store, services, place, incoming)
    finally:
        with anyio.CancelScope(shield=True):
            await in_thread(incoming.discard)
    uri = f"{UPLOAD_URI}{place.upload_id}"
    said = {
        "uri": uri,
        "kind": kind.kind,
        "size_bytes": incoming.size_bytes,
        "next_step": f"Call the tool again with {uri} in place of the file; it is kept for a day.",
    }
    headers = {**answers.CORS, "Cache-Control": "no-store"}
    return Response(json.dumps(said) + "\n", 201, headers, media_type="application/json")


async def _received(request: Request, incoming: Incoming) -> None:
    """All of the body, in pieces large enough to be worth a thread."""
    piece, body = bytearray(), aiter(request.stream())
    while True:
        with anyio.fail_after(_SILENT_S):
            part = await anext(body, None)
        if part is not None:
            piece += part
        if piece and (part is None or len(piece) >= _PIECE_BYTES):
            await in_thread(incoming.write, piece)
            piece = bytearray()
        if part is None:
            return
