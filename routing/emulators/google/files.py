"""Files of the Gemini API in miniature: films that were made, and what is uploaded."""

from __future__ import annotations

import uuid
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from routing.emulators.base import Emulator
from routing.emulators.google.answers import error

FILE_HOST = "https://generativelanguage.googleapis.com"


class Files:
    """The handlers of its routes.

    Args:
        emulator: Keeps the films.
    """

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator
        self._uploads: dict[str, dict[str, Any]] = {}

    async def state(self, request: Request) -> Response:
        """Whether a file can be used yet."""
        file_id = request.path_params["id"]
        if file_id in self._uploads:
            return JSONResponse(self._uploads[file_id])
        film = self._emulator.films.get(file_id)
        if film is None:
            return error(404, "The file is not found.")
        film.details["looks"] += 1
        waits = "[processing]" in film.prompt and film.details["looks"] == 1
        return JSONResponse(_file(file_id, "video/mp4", "PROCESSING" if waits else "ACTIVE"))

    async def download(self, request: Request) -> Response:
        """A film."""
        film = self._emulator.films.get(request.path_params["id"])
        return await self._emulator.send_file(film, request) if film else error(404, "The file is not found.")

    async def start_upload(self, request: Request) -> Response:
        """Where a file is to be sent."""
        file_id = uuid.uuid4().hex[:12]
        kind = request.headers.get("x-goog-upload-header-content-type", "application/octet-stream")
        self._uploads[file_id] = _file(file_id, kind, "PROCESSING")
        address = f"{self._emulator.base_url}{request.url.path}/{file_id}"
        return JSONResponse({}, headers={"X-Goog-Upload-URL": address, "X-Goog-Upload-Status": "active"})

    async def finish_upload(self, request: Request) -> Response:
        """Take a file."""
        file = self._uploads[request.path_params["id"]]
        file.update(sizeBytes=str(len(await request.body())), state="ACTIVE")
        return JSONResponse({"file": file}, headers={"X-Goog-Upload-Status": "final"})


def _file(file_id: str, mime_type: str, state: str) -> dict[str, Any]:
    uri = f"{FILE_HOST}/v1beta/files/{file_id}"
    return {"name": f"files/{file_id}", "uri": uri, "mimeType": mime_type, "state": state}
