"""Files that come with a form: taken in like those that agents bring, and named by their address from then on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from footage.errors import InvalidInputError
from footage.plain_text import plain
from footage.ports.uploads import UPLOAD_URI
from footage.threads import in_thread
from mcp_server.web.forms import MOST_BYTES, fields_of
from mcp_server.web.visit import Visit

if TYPE_CHECKING:
    from starlette.datastructures import FormData, UploadFile

_MULTIPART = "multipart/form-data"
_PIECE_BYTES = 2 << 20
_MOST_FILES, _MOST_FIELDS = 16, 400
_NUMBER = re.compile(r"[0-9]{1,15}")
_SPARE_BYTES = 4 << 20


async def typed(visit: Visit) -> dict[str, list[str]]:
    """The fields of a form, each with all that was sent under its name; a file is an upload's address.

    A field for files is called "file:NAME"; what comes in it is among the values of NAME.

    Raises:
        InvalidInputError: It is no form, or too large.
        UploadRefusedError: A file is not taken.
    """
    found: dict[str, list[str]] = {}
    if not visit.request.headers.get("content-type", "").startswith(_MULTIPART):
        for name, value in await fields_of(visit.request):
            found.setdefault(name, []).append(value)
        return found
    _require_size(visit)
    form = await _whole(visit.request)
    try:
        for name, part in form.multi_items():
            if isinstance(part, str):
                found.setdefault(name, []).append(plain(part))
            elif part.filename and part.size:
                found.setdefault(name.removeprefix("file:"), []).append(await _brought(visit, part))
    finally:
        await form.close()
    return found


async def _whole(request: Request) -> FormData:
    try:
        return await request.form(max_files=_MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=MOST_BYTES)
    except (HTTPException, ClientDisconnect) as exc:
        raise InvalidInputError(
            "The form did not come whole, or something in it is too long.",
            hint=f"A text has at most {MOST_BYTES >> 20} MB; longer ones can be brought as a file.",
        ) from exc


def last(form: Mapping[str, list[str]], name: str, default: str = "") -> str:
    """The last value of a field: that of a box which is ticked stands behind the one which says that it is not."""
    return form[name][-1] if form.get(name) else default


def _require_size(visit: Visit) -> None:
    """No file that could not be kept is read to its end."""
    length = visit.request.headers.get("content-length", "")
    most = visit.studio.app.settings.upload_max_mb * 1_000_000 + _SPARE_BYTES
    if not _NUMBER.fullmatch(length) or int(length) > most:
        raise InvalidInputError(f"Files of a form have at most {most / 1e6:.0f} MB together.", hint="Bring fewer.")


async def _brought(visit: Visit, file: UploadFile) -> str:
    from films.uploads import begun, store

    services = visit.everything
    place = await in_thread(services.uploads.offer, visit.person.caller)
    incoming = await in_thread(begun, services, place)
    try:
        while piece := await file.read(_PIECE_BYTES):
            await in_thread(incoming.write, piece)
        await in_thread(store, services, place, incoming)
    finally:
        await in_thread(incoming.discard)
    return f"{UPLOAD_URI}{place.upload_id}"
